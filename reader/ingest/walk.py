"""Walks a folder for article files, past errors, loops of links, hidden files and what is left out.

Owns the walk, and the patterns of the settings and of a file in the library's folder that leave out files and
folders: their format is that of gitignore. A folder is entered once, however many links lead to it. The start
imports this module to ask whether there is anything to read: pathspec is imported where there is a pattern.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from reader.errors import FileError
from reader.files import read_user_file
from reader.text.sanitize import sanitize_line

_LONGEST_PATTERN_SHOWN = 100  # characters
_LONGEST_ENDING = 12  # characters
LIBRARY_FILES = frozenset(
    {"people.toml", "topics.toml", "corrections.toml", "collections.toml", "articles.toml"}
)
"""Files of a library that hold what its user adds; they are no articles, and not counted as unread."""
IGNORE_FILE = ".readerignore"
"""Patterns of the folder that it lies in; those of the library count more than those of the settings."""

_Filter = Callable[[str], bool | None]
# Tells whether a path is left out by patterns, a folder's with a slash at its end; None if none of them says.


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
    ignoring: Ignoring | None = None,
    others: Counter[str] | None = None,
    follows_links: bool = True,
) -> Iterator[str]:
    """Yield the path, relative to the folder, of each article file that is not hidden.

    Args:
        suffixes: Endings of article files, in lower case.
        problems: Gets the reason, by path, for each folder that cannot be read.
        unread: Gets the path of each such folder, with a slash at its end.
        linked: Gets the path of each folder and file that is a link.
        ordered: Let paths ascend, for which the names in one folder are read before the first is yielded.
        ignoring: What is left out; is told of each folder that is entered.
        others: Gets the number of files of each other ending.
        follows_links: Enter and yield also what a link outside of the folder leads to; else it is a problem.
    """
    inside = None if follows_links else os.path.realpath(folder)
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
            found = _names(folder, above + name, endings, entered, linked, ignoring, others)
            if inside is not None:
                found = _stay_inside(found, inside, above + name, problems, linked)
            levels.append((above + name, _in_order(found) if ordered else found))


def _names(
    folder: Path,
    relative: str,
    endings: tuple[str, ...],
    entered: set[tuple[int, int]],
    linked: list[str],
    ignoring: Ignoring | None,
    others: Counter[str] | None,
) -> Iterator[str]:
    """Yield the names of article files and, with a slash at the end, folders in a folder not yet entered."""
    path = folder / relative
    here = path.stat()
    if (here.st_dev, here.st_ino) in entered:
        return
    entered.add((here.st_dev, here.st_ino))
    leaves_out = ignoring is not None and ignoring.enter(relative)
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            is_folder = _is_folder(entry)
            if is_folder or name.lower().endswith(endings):
                if leaves_out and ignoring is not None:
                    inside = f"{relative}{name}/" if is_folder else relative + name
                    if ignoring.leaves_out(inside):
                        ignoring.left_out.append(inside)
                        continue
                if entry.is_symlink():
                    linked.append(relative + name)
                yield f"{name}/" if is_folder else name
            elif others is not None and name not in LIBRARY_FILES:
                others[_ending(name)] += 1


def _ending(name: str) -> str:
    """Return the ending by which a file of another kind is counted."""
    ending = printable(Path(name).suffix.lower())
    return sanitize_line(ending[:_LONGEST_ENDING]) or "without an ending"


def _stay_inside(
    names: Iterator[str], library: str, relative: str, problems: dict[str, str], linked: Sequence[str]
) -> Iterator[str]:
    """Yield the names in a folder but for links that lead out of the library, which are problems."""
    for name in names:
        path = relative + name.removesuffix("/")
        if linked and linked[-1] == path:  # it has just been found to be a link
            target = os.path.realpath(os.path.join(library, path))  # noqa: PTH118 - bytes may be no UTF-8
            if os.path.lexists(target) and os.path.commonpath([library, target]) != library:
                shown = sanitize_line(printable(target))
                problems[printable(path)] = (
                    f"is a link out of the library, to “{shown}”, and is not read; "
                    "follow_links = true in the settings lets such links be followed"
                )
                continue
        yield name


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


class Ignoring:
    """What is left out of a folder: by its own patterns, and by those of each folder below for what is in it.

    A pattern of a folder counts more than those of the folders above it.

    Args:
        patterns: Of the settings and of the folder itself; they are good.

    Attributes:
        left_out: Paths that a walk has left out.
        wrong: What is wrong with patterns of folders below, by the path of their file.
    """

    def __init__(self, folder: Path, patterns: Iterable[str]) -> None:
        self.left_out: list[str] = []
        self.wrong: dict[str, str] = {}
        self._folder = folder
        found = _make_filter(patterns)
        self._filters: dict[str, _Filter] = {"": found} if found else {}

    def enter(self, relative: str) -> bool:
        """Read the patterns of a folder (its path ends in a slash); tell whether anything is left out."""
        if relative and relative not in self._filters:
            patterns, fault = read_patterns(self._folder / relative, ())
            if fault:
                self.wrong[printable(relative + IGNORE_FILE)] = fault
            found = _make_filter(patterns)
            if found:
                self._filters[relative] = found
        return bool(self._filters)

    def leaves_out(self, path: str) -> bool:
        """Tell whether a path is left out by itself; that of a folder ends in a slash."""
        above = len(path) - path.endswith("/")
        while above >= 0:
            above = path.rfind("/", 0, above)
            found = self._filters.get(path[: above + 1])
            said = found(path[above + 1 :]) if found else None
            if said is not None:
                return said
        return False

    def covers(self, path: str) -> bool:
        """Tell whether a file, or a folder that it lies in, is left out."""
        end = path.find("/")
        while end >= 0:
            if self.leaves_out(path[: end + 1]):
                return True
            self.enter(path[: end + 1])
            end = path.find("/", end + 1)
        return self.leaves_out(path)


def read_patterns(folder: Path, settings: Iterable[str]) -> tuple[tuple[str, ...], str | None]:
    """Return all good patterns, and what is wrong with the folder's own, or None.

    Args:
        settings: The patterns of the user's settings; they are good.
    """
    wrong: list[str] = []
    patterns = list(settings)
    try:
        lines = (read_user_file(folder / IGNORE_FILE) or b"").decode("utf-8-sig").splitlines()
    except FileError as error:
        return tuple(patterns), str(error)
    except ValueError:
        return tuple(patterns), "is no UTF-8; save it as UTF-8"
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        if fault := _find_fault(line):
            wrong.append(f"line {number} {fault}")
        else:
            patterns.append(line)
    return tuple(patterns), "; ".join(wrong) or None


def _find_fault(pattern: str) -> str | None:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([pattern])
    except (ValueError, re.error):
        return f"is no pattern: {sanitize_line(pattern)[:_LONGEST_PATTERN_SHOWN]}"
    return None


def _make_filter(patterns: Iterable[str]) -> _Filter | None:
    for_folders: list[tuple[bool, re.Pattern[str]]] = []
    for_files: list[tuple[bool, re.Pattern[str]]] = []
    for pattern in patterns:
        plain = pattern.rstrip()
        for_folders += _compile(plain.removesuffix("/"))
        if not plain.endswith("/"):
            for_files += _compile(pattern)
    if not for_folders:
        return None

    def leaves_out(path: str) -> bool | None:
        chosen, name = (for_folders, path[:-1]) if path.endswith("/") else (for_files, path)
        for includes, regex in reversed(chosen):
            # A match that ends at the slash of a folder above says nothing of what lies in there.
            if (match := regex.search(name)) and match.groupdict().get("ps_d") is None:
                return includes
        return None

    return leaves_out


def _compile(pattern: str) -> list[tuple[bool, re.Pattern[str]]]:
    from pathspec import GitIgnoreSpec

    found = GitIgnoreSpec.from_lines([pattern]).patterns
    return [
        (each.include, each.regex) for each in found if each.include is not None and each.regex is not None
    ]
