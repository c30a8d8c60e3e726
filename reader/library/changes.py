"""Which files are new, changed or gone: a comparison that asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Look = tuple[int, int]
"""What a file looks like without opening it: size, and time of the last change in nanoseconds."""

STALE: Look = (-1, -1)
"""The look of no file: for one that was read in another way than now."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be done to bring the index up to date, by path.

    Attributes:
        added: Files the index does not know.
        changed: Files that look different.
        removed: Files that are gone.
        unchanged: How many files look as they did.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class Unchanged:
    """Tells which files are as they are known, while both are gone through in the order of their paths.

    A library may have a million files: nothing is gathered but what is not the same.

    Attributes:
        count: How many were the same.

    Args:
        known: Path and look, ascending by path, each path once.
    """

    def __init__(self, known: Iterator[tuple[str, Look]]) -> None:
        self._known = known
        self._others: dict[str, Look] = {}
        self._path: str | None
        self._path, self._look = next(known, (None, STALE))
        self.count = 0

    def __call__(self, path: str, look: Look) -> bool:
        """Tell whether the next file found is as it is known; one out of order is not found to be."""
        while self._path is not None and self._path < path:
            self._pass()
        if self._path != path or self._look != look:
            return False
        self.count += 1
        self._path, self._look = next(self._known, (None, STALE))
        return True

    def others(self) -> dict[str, Look]:
        """Return what is known and was not found to be the same, by path, after the last file."""
        while self._path is not None:
            self._pass()
        return self._others

    def _pass(self) -> None:
        assert self._path is not None
        self._others[self._path] = self._look
        self._path, self._look = next(self._known, (None, STALE))


def compare(
    found: dict[str, Look], known: Iterable[tuple[str, Look]], unread: tuple[str, ...] = ()
) -> Changes:
    """Compare files found in the folder with those the index knows.

    Args:
        found: Looks by path; those that are unchanged are taken out of it.
        known: Path and look, each path once.
        unread: Folders that could not be looked into, each with a slash at its end: what is known of their
            files stays. An empty one is the whole library.
    """
    changed: dict[str, None] = {}
    removed: list[str] = []
    unchanged = 0
    for path, look in known:
        here = found.get(path)
        if here == look:
            del found[path]
            unchanged += 1
        elif here is not None:
            changed[path] = None
        elif not path.startswith(unread):
            removed.append(path)
    added = tuple(path for path in found if path not in changed)
    return Changes(added, tuple(changed), tuple(sorted(removed)), unchanged)
