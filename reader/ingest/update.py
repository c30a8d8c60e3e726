"""Bring the index of a folder up to date: walk, compare, read, analyse, write.

Owns the order of the work and what is told of it. Nothing is lost when it is stopped or killed: every batch
is a transaction of its own, and the next run goes on where this one ended.

When what has been read is written: small batches first, so that the list fills soon, then larger ones.

Owns the size of a batch and when the work is asked whether to go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path

from reader.articles.model import Problem
from reader.config import Config
from reader.ingest.scan import Changes
from reader.library.entry import Entry, Failure
from reader.library.maintenance import build_columns_if_due, finish
from reader.library.search import list_problems
from reader.library.statements.clusters import find_statements_if_due
from reader.library.store import Store
from reader.library.writer import Writer

_MOST = 4_000  # articles; larger batches cost less each, but are kept in memory
_MOST_CHARACTERS = 20_000_000
_FIRST_SECONDS = 0.2
_SECONDS = 5.0
_TELL_SECONDS = 0.2


def gather(
    entries: Iterable[Entry | Failure | None],
    cancelled: Callable[[], bool],
    tell: Callable[[int, str], None],
) -> Iterator[Sequence[Entry | Failure]]:
    """Yield batches of what is read; end after the current one once the work is cancelled.

    Args:
        entries: None among them is a moment in which nothing came.
        cancelled: Asked after each of them.
        tell: Told now and then how many files have been read, and the last one's path.
    """
    batch: list[Entry | Failure] = []
    began = last = told = time.monotonic()
    characters = read = 0
    for item in entries:
        if item is not None:
            batch.append(item)
            read += 1
            characters += len(item.searched.text) if isinstance(item, Entry) else 0
        now, stop = time.monotonic(), cancelled()
        late = now - last > min(_SECONDS, _FIRST_SECONDS + (now - began) / 4)
        if batch and (stop or late or len(batch) >= _MOST or characters > _MOST_CHARACTERS):
            yield batch
            batch = []
            characters, last = 0, time.monotonic()
        elif batch and now - told > _TELL_SECONDS:
            tell(read, batch[-1].seen.path)
            told = now
        if stop:
            return
    if batch:
        yield batch


_MUCH = 5_000  # files


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has got.

    Attributes:
        done: Files read so far.
        total: Files that have to be read.
        added: Articles written so far.
        path: The file done last, relative to the library.
    """

    done: int
    total: int
    added: int
    path: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was done.

    Attributes:
        unchanged: How many of the files that were looked at.
        problems: Every problem of the library, not only the new ones.
        cancelled: The work was stopped before its end.
        notes: What else happened, in sentences: an index that was rebuilt, state that was set aside.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...] = ()
    cancelled: bool = False
    notes: tuple[str, ...] = ()


def _never() -> bool:
    return False


def _nobody(progress: Progress) -> None:
    """Hear of progress and do nothing."""


def update_index(
    folder: Path,
    config: Config,
    *,
    paths: Collection[str] = (),
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = _never,
    processes: int | None = None,
    spare: int = 1,
) -> Report:
    """Bring the index of a folder up to date.

    Args:
        paths: All that may have changed since the last time, relative to the folder: then only that is looked
            at, if that is enough. Empty if it is not known.
        progress: Called after each batch and now and then between, in this thread.
        cancelled: Asked between files; once it answers yes, what has been read is written and the work ends.
        processes: How many processes read; 0 for this one only, None to choose by the work to be done.
        spare: Cores left free if there is the choice. One is for the screen. Writing what is read takes far
            less than one, so where there is no screen none need be spared.

    Raises:
        LibraryError: The folder cannot be read, or the index or the state cannot be written.
    """
    # Imported here: the screen must not wait for the parsers on its start.
    from reader.ingest.changes import find_changes
    from reader.ingest.settings import find_recipe
    from reader.ingest.workers import read_all

    with closing(Store.open(folder, config.cache_dir, config.data_dir)) as store, store.guarded():
        recipe, wrong = find_recipe(store.folder, config)
        found = find_changes(store, recipe, paths)
        store.set_problems("settings", wrong)
        entries = read_all(store.folder, found.work, found.recipe, processes, spare)
        much = store.much_writing() if len(found.work) > _MUCH else nullcontext()
        with closing(entries), much:
            stopped = _write(store, found.changes, entries, progress or _nobody, cancelled)
        finish(store)
        return _report(store, found.changes, stopped)


def _write(
    store: Store,
    changes: Changes,
    entries: Iterable[Entry | Failure | None],
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Write what is read, batch by batch; return whether the work was stopped before its end."""
    writer = Writer(store)
    total = len(changes.added) + len(changes.changed)
    done = added = 0

    def tell(read: int, path: str) -> None:
        progress(Progress(read, total, added, path))

    if changes.removed:
        writer.write((), changes.removed)
    for batch in gather(entries, cancelled, tell):
        writer.write(batch)
        build_columns_if_due(store)
        find_statements_if_due(store)
        done += len(batch)
        added += sum(isinstance(item, Entry) for item in batch)
        progress(Progress(done, total, added, batch[-1].seen.path))
    return done < total


def _report(store: Store, changes: Changes, stopped: bool) -> Report:
    return Report(
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        unchanged=changes.unchanged,
        problems=tuple(list_problems(store)),
        cancelled=stopped,
        notes=tuple(note for note in (store.rebuilt, store.notice) if note),
    )
