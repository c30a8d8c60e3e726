"""Which article files a library's folder has, how large and how old, and what could not be looked into.

Owns two ways to find out: a walk over everything, and a look at files that are said to have changed, which
costs the same however large the library is.

Refuses to open a file.

Which files are new, changed or gone: a comparison that asks nobody.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.ingest.walk import printable, walk

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


_MOST = 1_000  # changed files; with more, some may have gone unreported
# Elsewhere the system may report a name in other letters, or composed otherwise, than the folder lists it.
_NAMES_ARE_EXACT = sys.platform == "linux"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a walk found.

    Attributes:
        files: Looks by path relative to the folder, without those that were known.
        names: The path as the system has it, for those that are no UTF-8.
        problems: Reason by path.
        unread: Folders that could not be looked into, each with a slash at its end.
        has_links: Whether there is a link, so that one file may have several paths.
    """

    files: dict[str, Look]
    names: dict[str, str]
    problems: dict[str, str]
    unread: tuple[str, ...]
    has_links: bool = False


def scan_folder(
    folder: Path, suffixes: Sequence[str], is_known: Callable[[str, Look], bool] = lambda path, look: False
) -> Scan:
    """Find the article files below a folder; hidden files and folders are skipped.

    Args:
        suffixes: Endings of article files, in lower case.
        is_known: Asked about each file, whose paths ascend; what is known is left out of the answer.
    """
    files: dict[str, Look] = {}
    names: dict[str, str] = {}
    problems: dict[str, str] = {}
    unread: list[str] = []
    linked: list[str] = []
    for relative in walk(folder, suffixes, problems, unread, linked, ordered=True):
        path = relative
        if not relative.isascii() and (path := printable(relative)) != relative:
            names[path] = relative
        whole = f"{folder}/{relative}"
        try:
            status = os.stat(whole)  # noqa: PTH116 - a path object for each costs more than the question
        except OSError as error:
            lost = os.path.islink(whole)  # noqa: PTH114
            problems[path] = (
                "the link leads nowhere" if lost else f"the file cannot be read: {error.strerror}"
            )
            continue
        if not stat.S_ISREG(status.st_mode):
            problems[path] = "this is no regular file"
        elif not is_known(path, look := (status.st_size, status.st_mtime_ns)):
            files[path] = look
    return Scan(files, names, problems, tuple(unread), bool(linked))


def scan_files(
    folder: Path, paths: Collection[str], suffixes: Sequence[str], holds: Callable[[str], bool]
) -> Scan | None:
    """Look only at these files of a folder without links; None if it takes a walk to tell what happened.

    Args:
        paths: Relative to the folder; what is gone may be among them.
        suffixes: Endings of article files, in lower case.
        holds: Whether the index has a file below a path.
    """
    if len(paths) > _MOST or not _NAMES_ARE_EXACT:
        return None
    endings = tuple(suffixes)
    files: dict[str, Look] = {}
    for path in paths:
        try:
            status = (folder / path).lstat()
        except (FileNotFoundError, NotADirectoryError):
            if holds(path):
                return None  # a folder that is gone
            continue
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode) or (not path.isascii() and printable(path) != path):
            return None
        if path.lower().endswith(endings):
            files[path] = (status.st_size, status.st_mtime_ns)
    return Scan(files, {}, {}, ())
