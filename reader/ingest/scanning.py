"""Walk a library's folder: which article files are there, and what could not be looked into.

Owns the walk. Refuses to open a file. A folder is entered once, however many links lead to it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.library.entry import Seen


@dataclass(frozen=True, slots=True)
class Scan:
    """What a walk found.

    Attributes:
        files: By path relative to the folder.
        problems: Reason by such a path.
        unread: Folders that could not be looked into, each with a slash at its end.
    """

    files: dict[str, Seen]
    problems: dict[str, str]
    unread: tuple[str, ...]


def scan_folder(folder: Path, suffixes: Sequence[str], recipe: int) -> Scan:
    """Find the article files below a folder; hidden files and folders are skipped.

    Args:
        suffixes: Endings of article files, in lower case.
        recipe: What the files would be read with now.
    """
    endings = tuple(suffixes)
    files: dict[str, Seen] = {}
    problems: dict[str, str] = {}
    unread: list[str] = []
    for entry, relative in _walk(folder, problems, unread):
        if relative.lower().endswith(endings):
            _look(entry, relative, recipe, files, problems)
    return Scan(files, problems, tuple(unread))


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


def _look(
    entry: os.DirEntry[str], relative: str, recipe: int, files: dict[str, Seen], problems: dict[str, str]
) -> None:
    try:
        found = entry.stat()
    except OSError as error:
        reason = (
            "the link leads nowhere" if entry.is_symlink() else f"the file cannot be read: {error.strerror}"
        )
        problems[printable(relative)] = reason
        return
    if not stat.S_ISREG(found.st_mode):
        problems[printable(relative)] = "this is no regular file"
        return
    path = printable(relative)
    name = relative if path != relative else ""
    files[path] = Seen(path, found.st_size, found.st_mtime_ns, recipe, name)


def printable(relative: str) -> str:
    """Return a path that can be stored: bytes that are no UTF-8 are written as escapes."""
    if relative.isascii():
        return relative
    return os.fsencode(relative).decode("utf-8", "backslashreplace")
