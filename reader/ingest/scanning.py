"""Walk a library's folder: which article files are there, and what could not be looked into.

Owns the walk. Refuses to open a file. A folder is entered once, however many links lead to it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    for entry, relative in _walk(folder, problems, unread):
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


def holds_articles(folder: Path, suffixes: Sequence[str]) -> bool:
    """Whether there is at least one article file below a folder, readable or not; stops at the first."""
    endings = tuple(suffixes)
    return any(relative.lower().endswith(endings) for _, relative in _walk(folder, {}, []))


def _walk(
    folder: Path, problems: dict[str, str], unread: list[str]
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield all that is no folder, with its path relative to the folder."""
    entered: set[tuple[int, int]] = set()
    waiting = [(str(folder), "")]
    while waiting:
        path, relative = waiting.pop()
        try:
            here = Path(path).stat()
            if (here.st_dev, here.st_ino) in entered:
                continue
            entered.add((here.st_dev, here.st_ino))
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if _is_folder(entry):
                        waiting.append((entry.path, f"{relative}{entry.name}/"))
                    else:
                        yield entry, relative + entry.name
        except OSError as error:
            problems[printable(relative) or "."] = f"the folder cannot be read: {error.strerror}"
            unread.append(printable(relative))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def printable(relative: str) -> str:
    """Return a path that can be stored: bytes that are no UTF-8 are written as escapes."""
    if relative.isascii():
        return relative
    return os.fsencode(relative).decode("utf-8", "backslashreplace")
