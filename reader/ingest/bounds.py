"""A bound of time for each file: what takes longer is given up, and the other files are read.

In the main thread of a process, such as a worker's, the system's timer of processor time interrupts even a
pattern that backtracks; the time of a busy or sleeping machine does not count. Another thread can only be
interrupted between two steps of Python. What neither reaches (a disk that does not answer) is a matter for
the parent of a worker: see ``workers``. A module of its own although only ``workers`` uses it: it is the one
place where an exception comes from outside.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS_FOR_A_FILE = 30.0
_BYTES_FOR_A_SECOND = 50_000  # an ordinary text of this size takes a tenth of it


class TookTooLong(BaseException):
    """The work on a file was interrupted."""


def seconds_for(size: int) -> float:
    """Return how many seconds of processor time a file of a size in bytes may take."""
    return SECONDS_FOR_A_FILE + max(0, size) / _BYTES_FOR_A_SECOND


def describe(seconds: float) -> str:
    """Say that a file took too long."""
    return f"took longer than {seconds:.0f} s to read; split it, or tell us of it"


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside once so much time has passed."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _bounded_by_signal(seconds):
            yield
    else:
        with _bounded_by_thread(seconds):
            yield


@contextmanager
def _bounded_by_signal(seconds: float) -> Iterator[None]:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _bounded_by_thread(seconds: float) -> Iterator[None]:
    thread = ctypes.c_ulong(threading.get_ident())
    changing = threading.Lock()
    is_over = is_raised = False

    def interrupt() -> None:
        nonlocal is_raised
        with changing:
            if not is_over:
                is_raised = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TookTooLong))

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with changing:
            is_over = True
            if is_raised:  # it may not have arrived yet, and must not arrive later
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
