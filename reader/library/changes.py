"""Which files are new, changed or gone: a pure comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.library.entry import Seen


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be done to bring the index up to date.

    Attributes:
        added: Files the index does not know.
        changed: Files that look different, or were read with another recipe.
        removed: Paths of files that are gone.
        unchanged: How many files look as they did.
    """

    added: tuple[Seen, ...]
    changed: tuple[Seen, ...]
    removed: tuple[str, ...]
    unchanged: int


def compare(
    found: Mapping[str, Seen], known: Mapping[str, tuple[int, int, int]], unread: tuple[str, ...] = ()
) -> Changes:
    """Compare files found in the folder with those the index knows.

    Args:
        found: By path.
        known: Size, mtime and recipe by path.
        unread: Folders that could not be looked into, each with a slash at its end: what is known of their
            files stays.
    """
    added: list[Seen] = []
    changed: list[Seen] = []
    for path, seen in found.items():
        before = known.get(path)
        if before is None:
            added.append(seen)
        elif before != (seen.size, seen.mtime, seen.recipe):
            changed.append(seen)
    removed = tuple(path for path in known if path not in found and not path.startswith(unread))
    return Changes(tuple(added), tuple(changed), removed, len(found) - len(added) - len(changed))
