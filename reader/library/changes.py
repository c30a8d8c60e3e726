"""Which files are new, changed or gone: a comparison that asks nobody."""

from __future__ import annotations

from collections.abc import Iterable
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


def compare(
    found: dict[str, Look], known: Iterable[tuple[str, Look]], unread: tuple[str, ...] = ()
) -> Changes:
    """Compare files found in the folder with those the index knows.

    A library may have a million files: what is known is never gathered.

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
