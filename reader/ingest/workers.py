"""Read and analyse files, in this process or in several.

Owns the hand-over from files to what the library writes for them. One bad file never hides another: whatever
goes wrong with it becomes its own failure.

Let work go on while what it gave is being used: a generator that runs ahead in a thread.

Owns the thread and how far ahead it may run. What it raises is raised where its items are taken.

Worker processes that read and analyse files, a handful at a time.

Owns the processes: they are spawned (the screen has threads, so forking is unsafe), end by themselves when
the parent is gone, and are ended when the work is. A file that brings a process down is found out and
becomes a failure; the others it had in hand are read again.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.analysis.corrections import correct
from reader.articles.model import Problem
from reader.ingest.corrections_file import describe
from reader.ingest.settings import Recipe
from reader.library.entry import Entry, Failure, Seen, make_entry
from reader.memory import collection_paused

if TYPE_CHECKING:
    from reader.analysis.model import Analysis
    from reader.analysis.topics import Vocabulary
    from reader.articles.model import Article


_PREFETCH_TICK_SECONDS = 0.1

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
                item = items.get(timeout=_PREFETCH_TICK_SECONDS)
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
            items.put(item, timeout=_PREFETCH_TICK_SECONDS)
            return
        except queue.Full:
            continue


_HANDFUL = 40  # files
_HANDFUL_BYTES = 400_000
_TICK_SECONDS = 0.1
_READY = "ready"
_CRASHED = "reading it brought the reading process down"


class PoolError(Exception):
    """No worker process could be started; the work can still be done in this process."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    handful: list[Seen]
    ready: bool = False


def count_processes(spare: int) -> int:
    """Return how many workers to use: all cores but those to spare, and at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - spare)


def handfuls(work: Iterable[Seen]) -> Iterator[list[Seen]]:
    """Yield the files in the portions in which they are read, large ones with few others."""
    handful: list[Seen] = []
    size = 0
    for seen in work:
        handful.append(seen)
        size += seen.size
        if len(handful) == _HANDFUL or size > _HANDFUL_BYTES:
            yield handful
            handful, size = [], 0
    if handful:
        yield handful


def read_in_processes(
    folder: Path, work: Sequence[Seen], recipe: Recipe, processes: int
) -> Generator[Entry | Failure | None, None, None]:
    """Yield an entry or a failure for each file, as they come; None now and then while none comes.

    Closing the iterator ends the processes.

    Args:
        recipe: How they are read.

    Raises:
        PoolError: The processes did not start; nothing has been yielded then.
    """
    waiting = deque(handfuls(work))
    workers: list[_Worker] = []
    try:
        workers.extend(_start(folder, recipe) for _ in range(min(processes, len(waiting))))
        while workers:
            speaking = _speaking(workers)
            if not speaking:
                yield None
            for worker in speaking:
                try:
                    answer = worker.connection.recv()
                except (EOFError, OSError):
                    workers.remove(worker)
                    _end(worker)
                    if not worker.ready:
                        raise PoolError from None
                    yield from _blame(worker.handful, waiting)
                    if waiting:
                        workers.append(_start(folder, recipe))
                    continue
                worker.ready = True
                worker.handful = waiting.popleft() if waiting else []
                if worker.handful:
                    with suppress(OSError):
                        worker.connection.send(worker.handful)
                else:
                    workers.remove(worker)
                    _end(worker)
                if answer != _READY:
                    yield from answer
    finally:
        for worker in workers:
            _end(worker)


def _start(folder: Path, recipe: Recipe) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, folder, recipe), daemon=True)
    try:
        process.start()
    except OSError:
        raise PoolError from None
    theirs.close()
    return _Worker(process, ours, [])


def _speaking(workers: list[_Worker]) -> list[_Worker]:
    spoken = wait([worker.connection for worker in workers], _TICK_SECONDS)
    return [worker for worker in workers if worker.connection in spoken]


def _blame(handful: list[Seen], waiting: deque[list[Seen]]) -> Iterator[Failure]:
    """Put a lost handful back file by file; a single file is the culprit."""
    if len(handful) == 1:
        yield Failure(handful[0], _CRASHED)
    else:
        waiting.extendleft([seen] for seen in handful)


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.terminate()
    worker.process.join()


def _work(connection: Connection, folder: Path, recipe: Recipe) -> None:
    """Read handfuls until the parent closes the connection or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    read = make_reader(recipe)
    with suppress(EOFError, OSError):
        connection.send(_READY)
        while True:
            handful: list[Seen] = connection.recv()
            connection.send(read(folder, handful))


# Articles, of some ten kilobytes: what is read while the writer finds the statements of some thousands.
_AHEAD = 3_000
_FEW = 200  # files; below, starting processes costs more than they save

Reader = Callable[[Path, Sequence[Seen]], list[Entry | Failure]]
"""Reads and analyses a handful of the files below a folder."""

Found = TypeVar("Found")
Made = TypeVar("Made")


def make_reader(recipe: Recipe) -> Reader:
    """Return what reads and analyses a handful of files.

    It goes through them step by step, not file by file: what one step needs of code and word lists stays near
    the processor, which saves a fifth of the time.
    """
    from reader.analysis.topics import load_vocabulary

    vocabulary = load_vocabulary(recipe.topics)

    def read(folder: Path, handful: Sequence[Seen]) -> list[Entry | Failure]:
        with collection_paused():
            loaded = _each(
                [(seen, seen.under(folder)) for seen in handful],
                lambda seen, path: _load(path, recipe),
            )
            analysed = _each(loaded, lambda seen, article: _analyse(article, recipe, vocabulary, seen.path))
            return [found for _, found in _each(analysed, lambda seen, found: make_entry(seen, *found))]

    return read


def _each(
    files: Iterable[tuple[Seen, Found | Failure]], step: Callable[[Seen, Found], Made | Problem]
) -> list[tuple[Seen, Made | Failure]]:
    """Take one step with each file that has come so far."""
    made: list[tuple[Seen, Made | Failure]] = []
    for seen, found in files:
        if isinstance(found, Failure):
            made.append((seen, found))
            continue
        try:
            result = step(seen, found)
        except Exception as error:  # whatever it is, it must not hide the other files
            made.append((seen, Failure(seen, f"reading it failed: {type(error).__name__}: {error}"[:300])))
        else:
            made.append((seen, Failure(seen, result.reason) if isinstance(result, Problem) else result))
    return made


def read_article_file(
    path: Path, recipe: Recipe, vocabulary: Vocabulary, relative: str
) -> tuple[Article, Analysis] | Problem:
    """Read one file and find who said what in it, as corrected by hand.

    Args:
        relative: Its path in the library, by which corrections name it.

    Returns:
        A problem if it cannot be read. A correction whose words are gone is a problem of the article.
    """
    article = _load(path, recipe)
    return article if isinstance(article, Problem) else _analyse(article, recipe, vocabulary, relative)


def _load(path: Path, recipe: Recipe) -> Article | Problem:
    from reader.articles.load import load_article

    return load_article(path, day_first=recipe.day_first)


def _analyse(
    article: Article, recipe: Recipe, vocabulary: Vocabulary, relative: str
) -> tuple[Article, Analysis]:
    from reader.analysis.analyse import analyse

    analysis = analyse(article, vocabulary)
    corrections = recipe.corrections.by_path.get(relative)
    if corrections:
        analysis, orphans = correct(article.text, analysis, corrections)
        lost = tuple(f"the words of a correction are gone: {describe(orphan)}" for orphan in orphans)
        article = replace(article, problems=(*article.problems, *lost))
    return article, analysis


def read_all(
    folder: Path, work: Sequence[Seen], recipe: Recipe, processes: int | None, spare: int = 1
) -> Generator[Entry | Failure | None, None, None]:
    """Yield an entry or a failure for each file, as they come; None now and then while none comes.

    Args:
        processes: How many processes read; 0 for this one only, None to choose by the work to be done.
        spare: Cores left free if there is the choice.
    """
    if processes is None:
        processes = count_processes(spare) if len(work) >= _FEW else 0
    if processes and work:
        # Ahead: the writer is busy for seconds now and then, and the readers should not wait for it.
        pooled: Generator[Entry | Failure | None, None, None]
        pooled = run_ahead(read_in_processes(folder, work, recipe, processes), _AHEAD)
        with closing(pooled):
            try:
                yield from pooled
                return
            except PoolError:
                pass  # nothing has been read yet: do it here
    if work:
        read = make_reader(recipe)
        for handful in handfuls(work):
            yield from read(folder, handful)
