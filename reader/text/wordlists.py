"""The lists of words and patterns that lie beside the code as data files, read when first asked for.

Owns their format. A list is plain text: a line ``[section]`` opens a section, a line that begins with ``#``
and a blank is a comment, every other line that is not empty is an entry or a row of entries. Richer tables
are TOML. A file is named by its path inside the package: ``articles/words.txt``. Refuses to know what a list
means.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_PACKAGE = Path(__file__).parents[1]
_SECTION_LINE = re.compile(r"\[[a-z ,]+\]")


@cache
def read_sections(path: str) -> Mapping[str, tuple[str, ...]]:
    """Read a list; its lines by section, those before the first section under an empty name.

    Raises:
        FileNotFoundError: The installation lacks the file.
    """
    sections: dict[str, list[str]] = {"": []}
    section = ""
    for line in (_PACKAGE / path).read_text("utf-8").splitlines():
        if _SECTION_LINE.fullmatch(line):
            section = line[1:-1]
            sections[section] = []
        elif line.strip() and not line.startswith("# "):
            sections[section].append(line.strip())
    return MappingProxyType({key: tuple(lines) for key, lines in sections.items()})


@cache
def read_words(path: str, section: str = "") -> frozenset[str]:
    """Read a section as a set of words, casefolded; an underscore stands for the blank inside a name."""
    lines = read_sections(path)[section]
    return frozenset(word.replace("_", " ").casefold() for line in lines for word in line.split())


def read_pairs(path: str, section: str = "") -> tuple[tuple[str, str], ...]:
    """Read a section of pairs ``one:other``, separated by blanks."""
    words = (word for line in read_sections(path)[section] for word in line.split())
    return tuple((one, other) for one, _, other in (word.partition(":") for word in words))


def read_lines(path: str) -> tuple[str, ...]:
    """Read a list whose sections are only there for its readers; its lines in order."""
    return tuple(line for lines in read_sections(path).values() for line in lines)


def read_entries(path: str) -> tuple[str, ...]:
    """Read a list whose lines hold entries separated by commas; all of them in order."""
    entries = (entry.strip() for line in read_lines(path) for entry in line.split(","))
    return tuple(entry for entry in entries if entry)


def read_toml(path: str) -> dict[str, Any]:
    """Read a TOML file of the package."""
    return tomllib.loads((_PACKAGE / path).read_text("utf-8"))
