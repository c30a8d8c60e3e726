"""Which article files a library's folder has, how large and how old, and what could not be looked into.

Owns two ways to find out: a walk over everything, and a look at files that are said to have changed, which
costs the same however large the library is.

Refuses to open a file.
"""

from __future__ import annotations

import os
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
