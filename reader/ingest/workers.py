"""Reads and analyses files, in this process or in worker processes, ahead of the writer.

Owns the worker processes: they are spawned, since a process with threads must not fork; they end by
themselves when the parent is gone, and are ended when the work is. Files are handed to them in chunks. Owns
that one bad file never hides another: whatever goes wrong with a file becomes its own failure, that it takes
too long too, and a file that crashes its process, or keeps it from answering, is found by reading the files
of its chunk one by one. Refuses to write.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
import time
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
from reader.ingest.bounds import TookTooLong, bounded, seconds_for
from reader.ingest.bounds import describe as describe_bound
from reader.ingest.corrections_file import describe
from reader.ingest.settings import ReadingSettings
from reader.library.entry import Entry, Failure, FileStat, make_entry
from reader.memory import collection_paused

if TYPE_CHECKING:
    from reader.analysis.model import Analysis
    from reader.analysis.topics import Vocabulary
    from reader.articles.model import Article

_CHUNK_FILES = 40
_CHUNK_BYTES = 400_000
_MOST_PREFETCHED = 3_000  # articles; as many are read while the writer finds the statements of some thousands
_FEWEST_FILES_FOR_PROCESSES = 200  # with fewer, starting processes costs more than they save
_POLL_SECONDS = 0.1
_PATIENCE = 4  # times the processor time that a file may take
_MOST_SECONDS_COUNTED = 1.0
_ENDING_SECONDS = 2.0
_READY = "ready"
_CRASH_REASON = "reading it brought the reading process down"

ChunkReader = Callable[[Path, Sequence[FileStat]], list[Entry | Failure]]
"""Reads and analyses some files below a folder."""

Item = TypeVar("Item")
Before = TypeVar("Before")
After = TypeVar("After")


@dataclass(frozen=True, slots=True)
class _End:
    """The last item of a queue: the work has ended, by itself or by an error."""

    error: BaseException | None = None


def prefetch(work: Generator[Item | None, None, None], most: int) -> Generator[Item | None, None, None]:
    """Run a generator in a thread of its own and yield its items; None now and then while none comes.

    Closing this generator ends the other at its next item or None, and closes it in its thread. An error of
    the other is raised here.

    Args:
        work: Its Nones are not passed on: they only give it a chance to be ended.
        most: How many items it may be ahead.
    """
    items: queue.Queue[Item | _End] = queue.Queue(most)
    stopped = threading.Event()
    thread = threading.Thread(target=_fill, args=(work, items, stopped), daemon=True)
    thread.start()
    try:
        while True:
            try:
                item = items.get(timeout=_POLL_SECONDS)
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


def _fill(
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
    except BaseException as error:  # raised again where the items are taken
        end = _End(error)
    _put(items, end, stopped)


def _put(items: queue.Queue[Item | _End], item: Item | _End, stopped: threading.Event) -> None:
    """Put an item as soon as there is room, unless the work is stopped."""
    while not stopped.is_set():
        try:
            items.put(item, timeout=_POLL_SECONDS)
            return
        except queue.Full:
            continue


class PoolError(Exception):
    """No worker process could be started; the work can still be done in this process."""


@dataclass(slots=True)
class _Worker:
    """A process that reads.

    Attributes:
        chunk: What it reads now.
        ready: It has started.
        waited: For how many seconds its answer has been waited for.
    """

    process: BaseProcess
    connection: Connection
    chunk: list[FileStat]
    ready: bool = False
    waited: float = 0.0

    @property
    def patience(self) -> float:
        """For how many seconds its answer is waited for."""
        # In itself it gives up a file sooner, in processor time: this is for what it cannot interrupt.
        return _PATIENCE * max((seconds_for(file.size) for file in self.chunk), default=float("inf"))


def count_processes(spare: int) -> int:
    """Return how many workers to use: one a core but for those to spare, and at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - spare)


def split_into_chunks(files: Iterable[FileStat]) -> Iterator[list[FileStat]]:
    """Yield the files in chunks, bounded in number and in bytes."""
    chunk: list[FileStat] = []
    size = 0
    for file in files:
        chunk.append(file)
        size += file.size
        if len(chunk) == _CHUNK_FILES or size > _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def read_in_processes(
    folder: Path, files: Sequence[FileStat], settings: ReadingSettings, processes: int
) -> Generator[Entry | Failure | None, None, None]:
    """Yield an entry or a failure for each file, as they come; None now and then while none comes.

    Closing the iterator ends the processes.

    Args:
        settings: How they are read.

    Raises:
        PoolError: The processes did not start; nothing has been yielded then.
    """
    waiting = deque(split_into_chunks(files))
    workers: list[_Worker] = []
    try:
        workers.extend(_start(folder, settings) for _ in range(min(processes, len(waiting))))
        asked = time.monotonic()
        while workers:
            answering = _wait_for_answers(workers)
            if not answering:
                yield None
            now = time.monotonic()
            # Time in which this process was stopped, or its writer busy, is not the worker's.
            passed, asked = min(now - asked, _MOST_SECONDS_COUNTED), now
            for worker in [each for each in workers if each not in answering]:
                worker.waited += passed
                if worker.waited > worker.patience:
                    workers.remove(worker)
                    _end(worker)
                    yield from _isolate(worker.chunk, waiting, describe_bound(worker.patience))
                    if waiting:
                        workers.append(_start(folder, settings))
            for worker in answering:
                try:
                    answer = worker.connection.recv()
                except (EOFError, OSError):
                    workers.remove(worker)
                    _end(worker)
                    if not worker.ready:
                        raise PoolError from None
                    yield from _isolate(worker.chunk, waiting, _CRASH_REASON)
                    if waiting:
                        workers.append(_start(folder, settings))
                    continue
                worker.ready, worker.waited = True, 0.0
                worker.chunk = waiting.popleft() if waiting else []
                if worker.chunk:
                    with suppress(OSError):
                        worker.connection.send(worker.chunk)
                else:
                    workers.remove(worker)
                    _end(worker)
                if answer != _READY:
                    yield from answer
    finally:
        for worker in workers:
            _end(worker)


def _start(folder: Path, settings: ReadingSettings) -> _Worker:
    context = multiprocessing.get_context("spawn")
    try:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, folder, settings), daemon=True)
        process.start()
    except OSError:
        raise PoolError from None
    theirs.close()
    return _Worker(process, ours, [])


def _wait_for_answers(workers: list[_Worker]) -> list[_Worker]:
    readable = wait([worker.connection for worker in workers], _POLL_SECONDS)
    return [worker for worker in workers if worker.connection in readable]


def _isolate(chunk: list[FileStat], waiting: deque[list[FileStat]], reason: str) -> Iterator[Failure]:
    """Put the files of a lost worker back, each as a chunk of its own; a single file is the reason."""
    if len(chunk) == 1:
        yield Failure(chunk[0], reason)
    else:
        waiting.extendleft([file] for file in chunk)


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.terminate()
    worker.process.join(_ENDING_SECONDS)
    if worker.process.is_alive():  # stopped, or waiting for a disk: then it is left behind
        worker.process.kill()
        worker.process.join(_ENDING_SECONDS)


def _work(connection: Connection, folder: Path, settings: ReadingSettings) -> None:
    """Read chunks until the parent closes the connection or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    read = make_reader(settings)
    with suppress(EOFError, OSError):
        connection.send(_READY)
        while True:
            chunk: list[FileStat] = connection.recv()
            connection.send(read(folder, chunk))


def make_reader(settings: ReadingSettings) -> ChunkReader:
    """Return what reads and analyses a chunk of files.

    Each step is taken for all files of the chunk before the next: code and word lists of one step stay in the
    processor's cache, which saves a fifth of the time.
    """
    from reader.analysis.topics import load_vocabulary

    vocabulary = load_vocabulary(settings.topics)

    def read(folder: Path, chunk: Sequence[FileStat]) -> list[Entry | Failure]:
        with collection_paused():
            loaded = _take_step(
                [(file, file.under(folder)) for file in chunk],
                lambda file, path: _load(path, settings),
            )
            analysed = _take_step(
                loaded, lambda file, article: _analyse(article, settings, vocabulary, file.path)
            )
            return [found for _, found in _take_step(analysed, lambda file, found: make_entry(file, *found))]

    return read


def _take_step(
    files: Iterable[tuple[FileStat, Before | Failure]], step: Callable[[FileStat, Before], After | Problem]
) -> list[tuple[FileStat, After | Failure]]:
    """Take one step for each file that has not failed before."""
    made: list[tuple[FileStat, After | Failure]] = []
    for file, found in files:
        if isinstance(found, Failure):
            made.append((file, found))
            continue
        seconds = seconds_for(file.size)
        try:
            with bounded(seconds):
                result = step(file, found)
        except TookTooLong:
            made.append((file, Failure(file, describe_bound(seconds))))
        except Exception as error:  # whatever it is, the other files are read
            made.append((file, Failure(file, f"reading it failed: {type(error).__name__}: {error}"[:300])))
        else:
            made.append((file, Failure(file, result.reason) if isinstance(result, Problem) else result))
    return made


def read_article_file(
    path: Path, settings: ReadingSettings, vocabulary: Vocabulary, relative: str
) -> tuple[Article, Analysis] | Problem:
    """Read one file and find who said what in it, as corrected by hand.

    Args:
        relative: Its path in the library, by which corrections name it.

    Returns:
        A problem if it cannot be read. A correction whose words are gone is a problem of the article.
    """
    seconds = seconds_for(path.stat().st_size if path.exists() else 0)
    try:
        with bounded(seconds):
            article = _load(path, settings)
            if isinstance(article, Problem):
                return article
            return _analyse(article, settings, vocabulary, relative)
    except TookTooLong:
        return Problem(path, describe_bound(seconds))


def _load(path: Path, settings: ReadingSettings) -> Article | Problem:
    from reader.articles.load import load_article

    return load_article(path, day_first=settings.day_first)


def _analyse(
    article: Article, settings: ReadingSettings, vocabulary: Vocabulary, relative: str
) -> tuple[Article, Analysis]:
    from reader.analysis.analyse import analyse

    analysis = analyse(article, vocabulary)
    corrections = settings.corrections.by_path.get(relative)
    if corrections:
        analysis, orphans = correct(article.text, analysis, corrections)
        lost = tuple(f"the words of a correction are gone: {describe(orphan)}" for orphan in orphans)
        article = replace(article, problems=(*article.problems, *lost))
    return article, analysis


def read_all(
    folder: Path, files: Sequence[FileStat], settings: ReadingSettings, processes: int | None, spare: int = 1
) -> Generator[Entry | Failure | None, None, None]:
    """Yield an entry or a failure for each file, as they come; None now and then while none comes.

    Args:
        processes: How many processes read; 0 for this one only, None to choose by the work to be done.
        spare: Cores left free if there is the choice.
    """
    if processes is None:
        processes = count_processes(spare) if len(files) >= _FEWEST_FILES_FOR_PROCESSES else 0
    if processes and files:
        # The writer is busy for seconds now and then; the workers go on meanwhile.
        pooled: Generator[Entry | Failure | None, None, None]
        pooled = prefetch(read_in_processes(folder, files, settings, processes), _MOST_PREFETCHED)
        with closing(pooled):
            try:
                yield from pooled
                return
            except PoolError:
                pass  # nothing has been read yet: do it here
    if files:
        read = make_reader(settings)
        for chunk in split_into_chunks(files):
            yield from read(folder, chunk)
