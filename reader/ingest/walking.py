"""Walk a folder, without an error, a loop of links or a hidden file in the way.

Owns the walk, and is light to import: the start asks whether there is anything to read. A folder is entered
once, however many links lead to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path


def holds_articles(folder: Path, suffixes: Sequence[str]) -> bool:
    """Whether there is at least one article file below a folder, readable or not; stops at the first."""
    endings = tuple(suffixes)
    return any(relative.lower().endswith(endings) for _, relative in walk(folder, {}, [], []))


def walk(
    folder: Path, problems: dict[str, str], unread: list[str], linked: list[str]
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield all that is no folder and not hidden, with its path relative to the folder.

    Args:
        problems: Gets the reason, by path, for each folder that cannot be looked into.
        unread: Gets the path of each such folder, with a slash at its end.
        linked: Gets the path of each folder that is a link.
    """
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
                        if entry.is_symlink():
                            linked.append(relative + entry.name)
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
