"""How far slow work has come: in the status line, and on a plain terminal.

Owns rate and time left. Refuses to know what the work is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_BAR = 12  # cells
_SURE_AFTER = 1.0  # seconds; before, a rate says nothing


class Pace:
    """The rate of work, measured from when it was first heard of."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._start: float | None = None
        self._first = 0

    def wordings(self, done: int, total: int) -> tuple[str, ...]:
        """Say how far it is, the fullest wording first."""
        now = self._now()
        if self._start is None:
            self._start, self._first = now, done
        filled = _BAR * done // total if total else _BAR
        bar = "━" * filled + "╌" * (_BAR - filled)
        short = f"{done:,} of {total:,}"
        plain = f"{bar} {short} files"
        seconds = now - self._start
        if seconds < _SURE_AFTER or done <= self._first:
            return f"reading {plain}", plain, short
        rate = (done - self._first) / seconds
        left = _duration((total - done) / rate)
        return f"{plain} · {rate:,.0f}/s · {left} left", f"{bar} {short} · {left} left", plain, short


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def console_progress() -> Iterator[Callable[[int, int], None]]:
    """Yield what draws on stderr how many files of how many are done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("files", total=None, rate="")
        start = time.monotonic()

        def show(done: int, total: int) -> None:
            rate = done / max(time.monotonic() - start, 0.001)
            progress.update(task, completed=done, total=total, rate=f"{rate:,.0f}/s")

        yield show
