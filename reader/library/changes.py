"""Which files are new, changed or gone: a pure comparison."""

from __future__ import annotations

from collections.abc import Mapping
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


def compare(found: Mapping[str, Look], known: Mapping[str, Look], unread: tuple[str, ...] = ()) -> Changes:
    """Compare files found in the folder with those the index knows.

    Args:
        found: Looks by path.
        known: Looks by path.
        unread: Folders that could not be looked into, each with a slash at its end: what is known of their
            files stays. An empty one is the whole library.
    """
    if found == known:
        return Changes((), (), (), len(found))
    added = tuple(path for path in found if path not in known)
    changed = tuple(path for path, look in found.items() if known.get(path, look) != look)
    removed = sorted(path for path in known.keys() - found.keys() if not path.startswith(unread))
    return Changes(added, changed, tuple(removed), len(found) - len(added) - len(changed))
