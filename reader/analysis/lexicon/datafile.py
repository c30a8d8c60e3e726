"""Read the data files of this package: lists of words in sections, and TOML.

Owns the format of the plain lists. Refuses to know what a list means.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

# Letters that Unicode does not decompose into a base letter and an accent, as news in English writes them.
_UNDECOMPOSED = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h",
    "ŧ": "t", "’": "'", "ʻ": "'", "ʼ": "'",
})  # fmt: skip


def fold(text: str) -> str:
    """Casefold and take off accents, so that spellings of one name meet: ``Łukasz`` and ``lukasz``."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(part for part in parts if not unicodedata.combining(part))


def read_toml(name: str) -> dict[str, Any]:
    """Read a TOML file of this package."""
    return tomllib.loads(_read(name))


def read_lines(name: str) -> Iterator[tuple[str, str]]:
    """Yield (section, line) of a list of this package; empty lines and comments (``#``) are left out.

    A section begins with its name in square brackets; before the first it is empty.
    """
    section = ""
    for line in _read(name).splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif line and not line.startswith("#"):
            yield section, line


def read_words(name: str) -> Iterator[tuple[str, str]]:
    """Yield (section, entry) of a list whose lines hold entries separated by commas."""
    for section, line in read_lines(name):
        for entry in line.split(","):
            if entry := entry.strip():
                yield section, entry


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
