"""Titles: the words before or instead of a name that say what somebody is.

Owns the titles and the gender that a title gives away. Refuses to tie a title to a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from reader.analysis.lexicon.datafile import read_toml, read_words

TitleKind = Literal["honorific", "office", "rank", "role", "kinship", "nobility", "clergy"]


@dataclass(frozen=True, slots=True)
class Title:
    """What a title or role says of its bearer.

    Attributes:
        gender: ``f`` or ``m`` where the word gives it away, else None.
    """

    kind: TitleKind
    gender: str | None = None


@cache
def titles() -> Mapping[str, Title]:
    """Return titles and roles, in lower case and the singular, to what they are.

    Dots and hyphens may be left out: ``lt. col.`` and ``lt col``, ``vice-president`` and ``vice president``.
    """
    found: dict[str, Title] = {}
    for kind, genders in read_toml("titles.toml").items():
        for gender, entries in genders.items():
            title = Title(cast(TitleKind, kind), gender if gender in ("f", "m") else None)
            found |= {spelling: title for entry in entries for spelling in _spell(entry)}
    return MappingProxyType(found)


@cache
def title_modifiers() -> frozenset[str]:
    """Return words before a title that leave open whom it means: ``former``, ``acting``, ``senior``."""
    return frozenset(word for _, word in read_words("title_modifiers.txt"))


def _spell(entry: str) -> Iterator[str]:
    """Yield a title with and without its dots and hyphens."""
    yield entry
    if "." in entry:
        yield entry.replace(".", "")
    if "-" in entry:
        yield entry.replace("-", " ")
