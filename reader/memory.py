"""Pauses of Python's cycle collector, and free memory given back to the system.

A pause is for work that makes very many objects, none of them in a reference cycle: counting references frees
them, and the collector would only walk over them again and again (a tenth of the time of reading an article).
It must not span longer work, because what is left in cycles has to be found between two articles.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # as the GNU library numbers its settings
_LARGE = 1 << 20  # bytes; smaller blocks are asked for too often to be fetched anew each time


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep the collector from walking over objects while they are being made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def give_back() -> None:
    """Give free memory back to the system after work that took much of it, and large blocks from now on.

    The GNU library keeps what threads have freed: a fifth of the reader's memory after a look at 100,000
    files. And with each large block that is freed it raises the size from which blocks go back at once, up to
    all that two huge articles take. Elsewhere this does nothing.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        for bound in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
            library.mallopt(bound, _LARGE)
        library.malloc_trim(0)
