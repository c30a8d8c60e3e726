"""The lists of words and patterns that lie beside the code as text files, read when first asked for.

Owns their format: ``[section]`` lines, comments behind ``#`` and a blank, all else entries. Knows no meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_SECTION = re.compile(r"\[[a-z ]+\]")


@cache
def read_sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Read a list; its lines by section, those before the first section under an empty name.

    Raises:
        FileNotFoundError: The installation lacks the file.
    """
    sections: dict[str, list[str]] = {"": []}
    section = ""
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if _SECTION.fullmatch(line):
            section = line[1:-1]
            sections[section] = []
        elif line.strip() and not line.startswith("# "):
            sections[section].append(line.strip())
    return MappingProxyType({key: tuple(lines) for key, lines in sections.items()})


@cache
def read_words(name: str, section: str = "") -> frozenset[str]:
    """Read a section as a set of words; an underscore stands for the blank inside a name."""
    lines = read_sections(name)[section]
    return frozenset(word.replace("_", " ").casefold() for line in lines for word in line.split())
