"""When Python's collector of reference cycles has to wait, and giving back memory that is free.

Owns the pause. It is for work that makes very many objects, none of them in a cycle: they are freed by
counting references alone, and the collector would only walk over them again and again (a tenth of the time
of reading an article). Refuses longer work: what is left in cycles must be found between two articles.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


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
    """Give free memory back to the system after work that took much of it.

    The GNU library keeps what threads have freed: a fifth of the reader's memory after a look at 100,000
    files. Elsewhere this does nothing.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
