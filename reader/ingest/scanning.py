"""Which article files a library's folder has, how large and how old, and what could not be looked into.

Refuses to open a file.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.ingest.walking import printable, walk
from reader.library.changes import Look


@dataclass(frozen=True, slots=True)
class Scan:
    """What a walk found.

    Attributes:
        files: Looks by path relative to the folder.
        names: The path as the system has it, for those that are no UTF-8.
        problems: Reason by path.
        unread: Folders that could not be looked into, each with a slash at its end.
    """

    files: dict[str, Look]
    names: dict[str, str]
    problems: dict[str, str]
    unread: tuple[str, ...]


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
    for entry, relative in walk(folder, problems, unread):
        if not relative.lower().endswith(endings):
            continue
        path = relative
        if not relative.isascii() and (path := printable(relative)) != relative:
            names[path] = relative
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
    return Scan(files, names, problems, tuple(unread))
