"""Worker processes that read and analyse files, a handful at a time.

Owns the processes: they are spawned (the screen has threads, so forking is unsafe), end by themselves when
the parent is gone, and are ended when the work is. A file that brings a process down is found out and
becomes a failure; the others it had in hand are read again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from reader.ingest.recipe import Recipe
from reader.library.entry import Entry, Failure, Seen

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
    from reader.ingest.reading import make_reader

    read = make_reader(recipe)
    with suppress(EOFError, OSError):
        connection.send(_READY)
        while True:
            handful: list[Seen] = connection.recv()
            connection.send(read(folder, handful))
