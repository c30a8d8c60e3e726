"""Which files and folders are left out: patterns of the settings, and of a file in the library's folder.

Owns the format, which is that of gitignore: a later pattern counts more, and what lies in a folder that is
left out is left out too. Refuses to walk. A module of its own, although ``settings`` and ``changes`` alone
use it: it imports pathspec, and that only where there is a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

IGNORE_FILE = ".readerignore"
"""A library's own patterns, in its folder; they count more than those of the settings."""

Ignored = Callable[[str], bool]
"""Tells whether a path, relative to the folder, is left out by itself; that of a folder ends in a slash."""


def read_patterns(folder: Path, settings: Iterable[str]) -> tuple[tuple[str, ...], str | None]:
    """Return all good patterns, and what is wrong with the library's own, or None.

    Args:
        settings: The patterns of the user's settings; they are good.
    """
    wrong: list[str] = []
    patterns = list(settings)
    try:
        lines = (folder / IGNORE_FILE).read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        lines = []
    except (OSError, ValueError) as error:
        return tuple(patterns), f"cannot be read: {getattr(error, 'strerror', None) or 'it is no UTF-8'}"
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
        return f"is no pattern: {pattern}"
    return None


def make_filter(patterns: Iterable[str]) -> Ignored | None:
    """Return what tells whether a path is left out by itself; None if nothing is."""
    for_folders: list[tuple[bool, re.Pattern[str]]] = []
    for_files: list[tuple[bool, re.Pattern[str]]] = []
    for pattern in patterns:
        plain = pattern.rstrip()
        for_folders += _compile(plain.removesuffix("/"))
        if not plain.endswith("/"):
            for_files += _compile(pattern)
    if not for_folders:
        return None

    def ignored(path: str) -> bool:
        chosen, name = (for_folders, path[:-1]) if path.endswith("/") else (for_files, path)
        for leaves_out, regex in reversed(chosen):
            # A match that ends at the slash of a folder above says nothing of what lies in there.
            if (match := regex.search(name)) and match.groupdict().get("ps_d") is None:
                return leaves_out
        return False

    return ignored


def _compile(pattern: str) -> list[tuple[bool, re.Pattern[str]]]:
    from pathspec import GitIgnoreSpec

    found = GitIgnoreSpec.from_lines([pattern]).patterns
    return [
        (each.include, each.regex) for each in found if each.include is not None and each.regex is not None
    ]


def is_left_out(path: str, ignored: Ignored) -> bool:
    """Tell whether a file, or a folder that it lies in, is left out."""
    end = path.find("/")
    while end >= 0:
        if ignored(path[: end + 1]):
            return True
        end = path.find("/", end + 1)
    return ignored(path)
