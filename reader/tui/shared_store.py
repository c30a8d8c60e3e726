"""A store that threads use one after another, opened when the first needs it.

Owns the lock. Work of one kind shares a store, which keeps names and columns in memory; work that may take
long has another, so that nothing waits for it. It stands alone because ``session`` needs ``never`` without
what answers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.errors import LibraryError

if TYPE_CHECKING:
    from reader.library.store import Store


def never() -> bool:
    """Let what has been asked for be done in any case."""
    return False


class SharedStore:
    """A store for one kind of work.

    Args:
        open_store: Opens it.
    """

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open = open_store
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._closed = False

    @contextmanager
    def use(self, cancelled: Callable[[], bool] = never) -> Iterator[Store]:
        """Open a context in which one thread has the store; others wait.

        Args:
            cancelled: Tells, when it is a thread's turn, that nobody wants its answer any more.

        Raises:
            LibraryError: It has been closed, cannot be opened, or is not wanted any more.
        """
        with self._lock:
            if self._closed:
                raise LibraryError("the library has been closed")
            if cancelled():
                raise LibraryError("something else is looked for now")
            if self._store is None:
                self._store = self._open()
            yield self._store

    def close(self) -> None:
        """Stop what is running, wait for its end, and close the store for good."""
        store = self._store
        if store is not None:
            store.interrupt()
        with self._lock:
            self._closed = True
            if self._store is not None:
                self._store.close()
                self._store = None
