"""Brings the index of a folder up to date: compare, read, analyse, write in batches, bring counts in line.

Owns the order of the work, the size of a batch, and what is told of progress. Small batches come first, so
that the list fills soon; larger ones cost less for each article. Every batch is a transaction: when the work
is stopped or the process is killed, the next run goes on after the last batch.
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
from reader.library.lists.articles import list_problems
from reader.library.maintenance import build_columns_if_due, finish
from reader.library.sqlite import FileLock
from reader.library.statements.clusters import find_statements_if_due
from reader.library.store import Store, open_indexing_lock
from reader.library.writer import Writer

_BATCH_ARTICLES = 4_000  # a batch is kept in memory
_BATCH_CHARACTERS = 20_000_000
_FIRST_BATCH_SECONDS = 0.2
_BATCH_SECONDS = 5.0
_PROGRESS_SECONDS = 0.2
_WAIT_SECONDS = 0.2  # between two tries to get the lock
_LARGE_UPDATE_FILES = 5_000  # from here on, more of the index is kept in memory


def make_batches(
    entries: Iterable[Entry | Failure | None],
    cancelled: Callable[[], bool],
    tell: Callable[[int, str], None],
) -> Iterator[Sequence[Entry | Failure]]:
    """Yield batches of what is read; end after the current one once the work is cancelled.

    Args:
        entries: None among them means that nothing has come for a moment.
        cancelled: Asked after each of them.
        tell: Called now and then with the number of files read and the path of the last one.
    """
    batch: list[Entry | Failure] = []
    began = last = told = time.monotonic()
    characters = read = 0
    for item in entries:
        if item is not None:
            batch.append(item)
            read += 1
            characters += len(item.search_texts.text) if isinstance(item, Entry) else 0
        now, stop = time.monotonic(), cancelled()
        late = now - last > min(_BATCH_SECONDS, _FIRST_BATCH_SECONDS + (now - began) / 4)
        if batch and (stop or late or len(batch) >= _BATCH_ARTICLES or characters > _BATCH_CHARACTERS):
            yield batch
            batch = []
            characters, last = 0, time.monotonic()
        elif batch and now - told > _PROGRESS_SECONDS:
            tell(read, batch[-1].file.path)
            told = now
        if stop:
            return
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work has got.

    Attributes:
        done: Files read so far.
        total: Files that have to be read.
        added: Articles written so far.
        path: The file done last, relative to the library.
        waiting: Another process indexes the folder, and nothing is done until it has ended.
    """

    done: int
    total: int
    added: int
    path: str
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was done.

    Attributes:
        unchanged: How many of the files that were compared.
        problems: Every problem of the library, not only the new ones.
        cancelled: The work was stopped before its end.
        waited: Another process has indexed the folder meanwhile; what it has changed is not counted here.
        notes: What else happened, in sentences: an index that was rebuilt, state that was set aside
            or has followed a moved folder.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...] = ()
    cancelled: bool = False
    waited: bool = False
    notes: tuple[str, ...] = ()


def _never() -> bool:
    return False


def _ignore(progress: Progress) -> None:
    """Do nothing with progress."""


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
    """Bring the index of a folder up to date; wait, however long, while another process does.

    Args:
        paths: All that may have changed since the last time, relative to the folder: only these are compared,
            if that is enough. Empty if it is not known.
        progress: Called after each batch and now and then between, in this thread; while waiting, with the
            number of articles by which the index has grown meanwhile.
        cancelled: Asked between files; once it answers yes, what has been read is written and the work ends.
        processes: How many processes read; 0 for this one only, None to choose by the work to be done.
        spare: Cores left free if there is the choice. One is for the screen. Writing what is read takes far
            less than one, so where there is no screen none need be spared.

    Raises:
        LibraryError: The folder cannot be read, or the index or the state cannot be written.
    """
    # Imported here: the screen must not load the parsers before its first paint.
    from reader.ingest.changes import find_changes
    from reader.ingest.settings import find_settings
    from reader.ingest.workers import read_all

    def open_store() -> Store:
        return Store.open(folder, config.cache_dir, config.data_dir)

    progress = progress or _ignore
    with open_indexing_lock(folder, config.cache_dir) as lock:
        waited = not lock.acquire()
        if waited:
            with open_store() as store:
                if not _wait(store, lock, progress, cancelled):
                    return _report(store, Changes((), (), (), 0), None, stopped=True, waited=True)
        # Opened only now: the other process may have made the index anew.
        with open_store() as store, store.guarded():
            settings, wrong = find_settings(store.folder, config)
            plan = find_changes(store, settings, paths)
            store.set_problems("settings", wrong)
            entries = read_all(store.folder, plan.files, plan.settings, processes, spare)
            cache = store.large_cache() if len(plan.files) > _LARGE_UPDATE_FILES else nullcontext()
            with closing(entries), cache:
                stopped = _write(store, plan.changes, entries, progress, cancelled)
            finish(store)
            moved = None if stopped else store.state.follow_moved()
            return _report(store, plan.changes, moved, stopped=stopped, waited=waited)


def _wait(
    store: Store, lock: FileLock, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
) -> bool:
    """Wait until the lock is free, and take it; return whether that was not cancelled."""
    before = store.count_articles()
    while not lock.acquire():
        progress(Progress(0, 0, max(0, store.count_articles() - before), "", waiting=True))
        if cancelled():
            return False
        time.sleep(_WAIT_SECONDS)
    return True


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
    for batch in make_batches(entries, cancelled, tell):
        writer.write(batch)
        build_columns_if_due(store)
        find_statements_if_due(store)
        done += len(batch)
        added += sum(isinstance(item, Entry) for item in batch)
        progress(Progress(done, total, added, batch[-1].file.path))
    return done < total


def _report(store: Store, changes: Changes, moved: str | None, *, stopped: bool, waited: bool) -> Report:
    return Report(
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
        unchanged=changes.unchanged,
        problems=tuple(list_problems(store)),
        cancelled=stopped,
        waited=waited,
        notes=tuple(note for note in (store.rebuilt, store.notice, moved) if note),
    )
