"""Which article files a library's folder has, how large and how old, and what could not be looked into.

Owns two ways to find out: a walk over everything, and a look at files that are said to have changed, which
costs the same however large the library is.

Refuses to open a file.
"""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.ingest.walking import printable, walk
from reader.library.changes import Look

_MOST = 1_000  # changed files; with more, some may have gone unreported
# Elsewhere the system may report a name in other letters, or composed otherwise, than the folder lists it.
_NAMES_ARE_EXACT = sys.platform == "linux"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a walk found.

    Attributes:
        files: Looks by path relative to the folder.
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


def scan_folder(folder: Path, suffixes: Sequence[str]) -> Scan:
    """Find the article files below a folder; hidden files and folders are skipped.

    Args:
        suffixes: Endings of article files, in lower case.
    """
    endings = tuple(suffixes)
    files: dict[str, Look] = {}
    names: dict[str, str] = {}
    problems: dict[str, str] = {}
    unread: list[str] = []
    linked: list[str] = []
    for entry, relative in walk(folder, problems, unread, linked):
        if not relative.lower().endswith(endings):
            continue
        path = relative
        if not relative.isascii() and (path := printable(relative)) != relative:
            names[path] = relative
        if entry.is_symlink():
            linked.append(path)
        try:
            status = entry.stat()
        except OSError as error:
            lost = entry.is_symlink()
            problems[path] = (
                "the link leads nowhere" if lost else f"the file cannot be read: {error.strerror}"
            )
            continue
        if stat.S_ISREG(status.st_mode):
            files[path] = (status.st_size, status.st_mtime_ns)
        else:
            problems[path] = "this is no regular file"
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
