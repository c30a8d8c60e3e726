"""What a name is: its words, its kind, what stands before it, and the facts about one word of it.

Owns the values that ``runs`` makes and ``names`` finds. Refuses to take anything apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from reader.analysis.grammar import words
from reader.analysis.lexicon import fold, given_names, titles

UPPER = "A-Z" + "".join(c for c in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
PARTICLES = words(
    "van von de der den del dem des da di do du dos das della la le el bin bint binti ibn ben y e ter "
    "ten te zu zur zum af av i"
)
CONNECTORS = frozenset({"of", "the", "for", "&", "and"})
SUFFIXES = frozenset({"jr", "sr", "jr.", "sr.", "ii", "iii", "iv"})
INITIAL = re.compile(rf"(?:[{UPPER}]\.)+$")


class NameKind(StrEnum):
    """What a run of capitalised words names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    ROLE = "role"
    OTHER = "other"


class Name(NamedTuple):
    """A name ``text[start:end]`` with what stands before it as part of it.

    Attributes:
        core: Offset where the name itself begins, after honorific and title.
        title: Honorific and title before the core, as printed, or empty.
        sure: The words themselves tell the kind; else it is the likeliest for a run of such a shape.
        gender: ``f`` or ``m`` where honorific, title or given name tell, else None.
        words: The words of the core.
    """

    start: int
    end: int
    core: int
    kind: NameKind
    title: str
    sure: bool
    gender: str | None
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name without honorific and title, single-spaced."""
        return " ".join(self.words)


class Word(NamedTuple):
    """A word of a run, with its offsets in it and in lower case."""

    text: str
    start: int
    end: int
    low: str


def make_name(words: Sequence[Word], core: int, kind: NameKind, sure: bool) -> Name:
    """Make the name whose core begins at an index of the words."""
    if kind is not NameKind.PERSON:
        core = 0
    title = join_words(words[:core])
    gender = None
    if kind is NameKind.PERSON:
        gender = title_gender(title)
        if gender is None and (len(words) - core > 1 or sure):
            gender = name_gender(words[core].text)
    texts = tuple(word.text for word in words[core:])
    return Name(words[0].start, words[-1].end, words[core].start, kind, title, sure, gender, texts)


def join_words(words: Sequence[Word]) -> str:
    """Return words as one text, single-spaced."""
    return " ".join([word.text for word in words])


def is_given_name(word: Word) -> bool:
    """Tell whether a word, or its part before a hyphen, is a given name."""
    folded = fold(word.text)
    return folded in given_names() or (folded.split("-")[0] in given_names() and "-" in folded)


def name_gender(word: str) -> str | None:
    """Return ``f`` or ``m`` where a given name tells."""
    folded = fold(word)
    gender = given_names().get(folded) or given_names().get(folded.split("-")[0])
    return gender if gender in ("f", "m") else None


@cache
def title_gender(title: str) -> str | None:
    """Return ``f`` or ``m`` where a word of the title gives it away."""
    for word in title.casefold().replace(".", "").split():
        entry = titles().get(word)
        if entry is not None and entry.gender:
            return entry.gender
    return None
