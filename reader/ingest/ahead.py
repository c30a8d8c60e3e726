"""Let work go on while what it gave is being used: a generator that runs ahead in a thread.

Owns the thread and how far ahead it may run. What it raises is raised where its items are taken.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

_TICK_SECONDS = 0.1

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _End:
    """The work has ended: by itself, or by an error."""

    error: BaseException | None = None


def run_ahead(work: Generator[Item | None, None, None], most: int) -> Generator[Item | None, None, None]:
    """Yield what a generator yields, in its order; None now and then while nothing comes.

    Closing this one ends the other at its next item; it is closed in the thread that runs it.

    Args:
        work: Is run in a thread of its own. Its Nones, by which it can be ended, are not passed on.
        most: How many items it may be ahead.
    """
    items: queue.Queue[Item | _End] = queue.Queue(most)
    stopped = threading.Event()
    thread = threading.Thread(target=_run, args=(work, items, stopped), daemon=True)
    thread.start()
    try:
        while True:
            try:
                item = items.get(timeout=_TICK_SECONDS)
            except queue.Empty:
                yield None
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stopped.set()
        thread.join()


def _run(
    work: Generator[Item | None, None, None], items: queue.Queue[Item | _End], stopped: threading.Event
) -> None:
    end = _End()
    try:
        with closing(work):
            for item in work:
                if item is not None:
                    _put(items, item, stopped)
                if stopped.is_set():
                    return
    except BaseException as error:  # whoever takes the items has to hear of it
        end = _End(error)
    _put(items, end, stopped)


def _put(items: queue.Queue[Item | _End], item: Item | _End, stopped: threading.Event) -> None:
    """Wait for room, unless nobody takes anything any more."""
    while not stopped.is_set():
        try:
            items.put(item, timeout=_TICK_SECONDS)
            return
        except queue.Full:
            continue
