"""The collections of the folder that is open: which one is current, its items as found now, and changes.

Stands apart from the session, which has a connection to the index and no file of the user's. Every change is
written at once, and taken back by undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.ingest.collections_file import Change, Collections
    from reader.library.model import CollectedItem, CollectedRow
    from reader.library.state import State
    from reader.library.store import Store

_FIRST_NAME = "collection"


class SessionCollections:
    """Reads and changes the collections of a folder.

    Args:
        use: Opens the store in which items are looked for.
        marks: Returns the user's marks, in the thread of the screen.
    """

    def __init__(
        self, folder: Path, use: Callable[[], AbstractContextManager[Store]], marks: Callable[[], State]
    ) -> None:
        self._folder = folder
        self._use = use
        self._marks = marks
        self._known: tuple[tuple[int, int, int], Collections] | None = None

    def read(self) -> Collections:
        """Read the file, if it is another one than when it was read last."""
        from reader.ingest.collections_file import COLLECTIONS_FILE, read_collections

        try:
            status = (self._folder / COLLECTIONS_FILE).stat()
        except OSError:
            return read_collections(self._folder)
        stamp = status.st_mtime_ns, status.st_size, status.st_ino
        if self._known is None or self._known[0] != stamp:
            self._known = stamp, read_collections(self._folder)
        return self._known[1]

    @property
    def current(self) -> str:
        """The name of the collection that things are put into."""
        chosen = self._marks().get(self._setting)
        if chosen:
            return chosen
        from reader.ingest.collections_file import NOTES

        return next((name for name in self.read().by_name if name != NOTES), _FIRST_NAME)

    def choose(self, name: str) -> None:
        """Put things into another collection from now on."""
        self._marks().set(self._setting, sanitize_line(name).strip() or _FIRST_NAME)

    def items(self, name: str) -> tuple[CollectedItem, ...]:
        """Return the items of a collection as they are kept."""
        return self.read().by_name.get(name, ())

    def rows(self, items: Sequence[CollectedItem]) -> list[CollectedRow]:
        """Find items in the index. Slow."""
        from reader.library.lists.collected import find_items

        with self._use() as store:
            return find_items(store, items)

    def put(self, name: str, items: Sequence[CollectedItem]) -> int:
        """Put items at the end of a collection, without those that stand there; return how many were new."""
        from reader.ingest.collections_file import Put, rewrite

        before = self.items(name)
        take_back = rewrite(self._folder, name, Put(items), before)
        number = len(self.items(name)) - len(before)
        if number:
            self._marks().undoable(f"“{name}” is as it was", take_back)
        return number

    def change(self, name: str, change: Change, expected: Sequence[CollectedItem]) -> None:
        """Change a collection whose items are known.

        Raises:
            LibraryError: The file says something else by now, or cannot be written; it is as it was.
        """
        from reader.ingest.collections_file import rewrite

        take_back = rewrite(self._folder, name, change, expected)
        self._marks().undoable(f"“{name}” is as it was", take_back)

    @property
    def _setting(self) -> str:
        return f"collection of {self._folder}"
