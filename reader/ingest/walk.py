"""Walks a folder for article files, past errors, loops of links and hidden files.

Owns the walk. A folder is entered once, however many links lead to it. A module of its own because the start
imports it, to ask whether there is anything to read, and must import nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path


def holds_articles(folder: Path, suffixes: Sequence[str]) -> bool:
    """Whether there is at least one article file below a folder, readable or not; stops at the first."""
    return any(True for _ in walk(folder, suffixes, {}, [], []))


def walk(
    folder: Path,
    suffixes: Sequence[str],
    problems: dict[str, str],
    unread: list[str],
    linked: list[str],
    *,
    ordered: bool = False,
    leave_out: Callable[[str], bool] | None = None,
) -> Iterator[str]:
    """Yield the path, relative to the folder, of each article file that is not hidden.

    Args:
        suffixes: Endings of article files, in lower case.
        problems: Gets the reason, by path, for each folder that cannot be read.
        unread: Gets the path of each such folder, with a slash at its end.
        linked: Gets the path of each folder and file that is a link.
        ordered: Let paths ascend, for which the names in one folder are read before the first is yielded.
        leave_out: Called with the path of each folder, with a slash at its end, and of each article file.
    """
    entered: set[tuple[int, int]] = set()
    endings = tuple(suffixes)
    levels = [("", iter([""]))]
    while levels:
        above, names = levels[-1]
        try:
            name = next(names, None)
        except OSError as error:
            problems[printable(above) or "."] = f"the folder cannot be read: {error.strerror}"
            unread.append(printable(above))
            name = None
        if name is None:
            levels.pop()
        elif name and not name.endswith("/"):
            yield above + name
        else:
            inside = _names(folder, above + name, endings, entered, linked, leave_out)
            levels.append((above + name, _in_order(inside) if ordered else inside))


def _names(
    folder: Path,
    relative: str,
    endings: tuple[str, ...],
    entered: set[tuple[int, int]],
    linked: list[str],
    leave_out: Callable[[str], bool] | None,
) -> Iterator[str]:
    """Yield the names of article files and, with a slash at the end, folders in a folder not yet entered."""
    path = folder / relative
    here = path.stat()
    if (here.st_dev, here.st_ino) in entered:
        return
    entered.add((here.st_dev, here.st_ino))
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            is_folder = _is_folder(entry)
            if is_folder or name.lower().endswith(endings):
                if leave_out is not None and leave_out(
                    f"{relative}{name}/" if is_folder else relative + name
                ):
                    continue
                if entry.is_symlink():
                    linked.append(relative + name)
                yield f"{name}/" if is_folder else name


def _in_order(names: Iterator[str]) -> Iterator[str]:
    yield from sorted(names)


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
