"""The article files of a folder with their size and time, and how they differ from those in the index.

Owns two ways to find them: a walk over the folder, and ``lstat`` of a few reported paths, which costs the
same however large the library is. Owns the comparison with what the index knows. Refuses to open a file and
to read the index: what is known is passed in.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

from reader.ingest.walk import Ignoring, printable, walk

Stat = tuple[int, int]
"""Size of a file, and time of its last change in nanoseconds."""

STALE: Stat = (-1, -1)
"""Equal to the stat of no file: for one that has to be read again although it has not changed."""


_MOST_REPORTED_PATHS = 1_000  # with more, the system may have left some out
# Elsewhere the system may report a name in another case or Unicode form than the folder lists it.
_NAMES_ARE_EXACT = sys.platform == "linux"


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be done to bring the index up to date, by path.

    Attributes:
        added: Files the index does not know.
        changed: Files of another size or time.
        removed: Files that are gone.
        unchanged: How many files have the same size and time.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class UnchangedFiles:
    """Compares files with those known while both come in the order of their paths, as in a merge.

    A library may have a million files: only those that differ are kept in memory.

    Attributes:
        count: How many were the same.

    Args:
        known: Path and stat, ascending by path, each path once.
    """

    def __init__(self, known: Iterator[tuple[str, Stat]]) -> None:
        self._known = known
        self._others: dict[str, Stat] = {}
        self._path: str | None
        self._path, self._stat = next(known, (None, STALE))
        self.count = 0

    def __call__(self, path: str, stat: Stat) -> bool:
        """Tell whether the next file is unchanged; of a file out of order, the answer is no."""
        while self._path is not None and self._path < path:
            self._pass()
        if self._path != path or self._stat != stat:
            return False
        self.count += 1
        self._path, self._stat = next(self._known, (None, STALE))
        return True

    def others(self) -> dict[str, Stat]:
        """Return the stats of the known files that were not found unchanged, by path, after the last file."""
        while self._path is not None:
            self._pass()
        return self._others

    def _pass(self) -> None:
        assert self._path is not None
        self._others[self._path] = self._stat
        self._path, self._stat = next(self._known, (None, STALE))


def compare(
    found: dict[str, Stat], known: Iterable[tuple[str, Stat]], unread: tuple[str, ...] = ()
) -> Changes:
    """Compare files found in the folder with those the index knows.

    Args:
        found: Stats by path; those that are unchanged are taken out of it.
        known: Path and stat, each path once.
        unread: Folders that could not be read, each with a slash at its end: their known files do not count
            as removed. An empty one is the whole library.
    """
    changed: dict[str, None] = {}
    removed: list[str] = []
    unchanged = 0
    for path, stat in known:
        here = found.get(path)
        if here == stat:
            del found[path]
            unchanged += 1
        elif here is not None:
            changed[path] = None
        elif not path.startswith(unread):
            removed.append(path)
    added = tuple(path for path in found if path not in changed)
    return Changes(added, tuple(changed), tuple(sorted(removed)), unchanged)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a walk found.

    Attributes:
        files: Stats by path relative to the folder, without those that are unchanged.
        names: The path as the system has it, for those that are no UTF-8.
        problems: Reason by path.
        unread: Folders that could not be read, each with a slash at its end.
        has_links: Whether there is a link, so that one file may have several paths.
        left_out: Folders, each with a slash at its end, and files that are left out.
        others: How many files of each other ending there are.
    """

    files: dict[str, Stat]
    names: dict[str, str]
    problems: dict[str, str]
    unread: tuple[str, ...]
    has_links: bool = False
    left_out: tuple[str, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)


def scan_folder(
    folder: Path,
    suffixes: Sequence[str],
    is_unchanged: Callable[[str, Stat], bool] = lambda path, stat: False,
    ignoring: Ignoring | None = None,
    *,
    follows_links: bool = True,
) -> Scan:
    """Find the article files below a folder; hidden files and folders are skipped.

    Args:
        suffixes: Endings of article files, in lower case.
        is_unchanged: Called for each file, in the order of paths; unchanged files are left out of the answer.
        ignoring: What is left out.
        follows_links: Follow links out of the folder too; else each is a problem.
    """
    files: dict[str, Stat] = {}
    names: dict[str, str] = {}
    problems: dict[str, str] = {}
    unread: list[str] = []
    linked: list[str] = []
    others: Counter[str] = Counter()
    for relative in walk(
        folder,
        suffixes,
        problems,
        unread,
        linked,
        ordered=True,
        ignoring=ignoring,
        others=others,
        follows_links=follows_links,
    ):
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
        if not S_ISREG(status.st_mode):
            problems[path] = "this is no regular file"
        elif not is_unchanged(path, stat := (status.st_size, status.st_mtime_ns)):
            files[path] = stat
    if ignoring is not None:
        problems |= ignoring.wrong
    left_out = () if ignoring is None else tuple(ignoring.left_out)
    return Scan(files, names, problems, tuple(unread), bool(linked), left_out, others)


def scan_files(
    folder: Path, paths: Collection[str], suffixes: Sequence[str], has_files_below: Callable[[str], bool]
) -> Scan | None:
    """Find the article files among some paths of a folder without links; None if only a walk can tell.

    Args:
        paths: Relative to the folder; what is gone may be among them.
        suffixes: Endings of article files, in lower case.
        has_files_below: Tells whether the index has a file below a path.
    """
    if len(paths) > _MOST_REPORTED_PATHS or not _NAMES_ARE_EXACT:
        return None
    endings = tuple(suffixes)
    files: dict[str, Stat] = {}
    for path in paths:
        try:
            status = (folder / path).lstat()
        except (FileNotFoundError, NotADirectoryError):
            if has_files_below(path):
                return None  # a folder that is gone
            continue
        except OSError:
            return None
        if not S_ISREG(status.st_mode) or (not path.isascii() and printable(path) != path):
            return None
        if path.lower().endswith(endings):
            files[path] = (status.st_size, status.st_mtime_ns)
    return Scan(files, {}, {}, ())
