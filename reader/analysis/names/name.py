"""A name in a text, an entity, a mention, and when two names can mean the same person.

Owns the facts about one word of a name (given name, initial, gender, capital of a sentence's start) and the
comparison of two names: keys, suffixes, initials, clipped forms. Refuses to take a run of words apart
(``parse``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from reader.analysis.lexicon import given_names, titles
from reader.text.folding import fold
from reader.text.name_parts import NAME_PARTICLES, NAME_SUFFIXES

UPPER = "A-Z" + "".join(c for c in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
"""Capital letters of the Latin script, for a class of a regular expression."""
CONNECTORS = frozenset({"of", "the", "for", "&", "and"})
"""Words in small letters that join the name of an organisation, an office, or two names."""
SUFFIXES = NAME_SUFFIXES | {"jr.", "sr."}
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:;\n\"“”‘(•-]\s{0,2})$")
INITIAL = re.compile(rf"(?:[{UPPER}]\.)+$")


class NameKind(StrEnum):
    """What a run of capitalised words names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    ROLE = "role"
    OTHER = "other"


class NameSpan(NamedTuple):
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


class RunWord(NamedTuple):
    """A word of a run, with its offsets in it and in lower case."""

    text: str
    start: int
    end: int
    low: str


def make_name(words: Sequence[RunWord], core: int, kind: NameKind, sure: bool) -> NameSpan:
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
    return NameSpan(words[0].start, words[-1].end, words[core].start, kind, title, sure, gender, texts)


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether a word at an offset opens a sentence, a quotation or a line, so that any has a capital."""
    return _SENTENCE_OPENS.search(text, max(0, start - 3), start) is not None


def join_words(words: Sequence[RunWord]) -> str:
    """Return words as one text, single-spaced."""
    return " ".join([word.text for word in words])


def is_given_name(word: RunWord) -> bool:
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


@dataclass(slots=True)
class Entity:
    """One person or organisation, while the analysis gathers what is known of it.

    Attributes:
        name: The fullest form met.
        key: Folded words of the fullest form without suffixes.
        suffix: What tells namesakes apart, ``jr`` or ``iii``, or empty.
        sure: Something besides capitals says that this is a person (or an organisation).
        mentions: Indexes of its mentions, by start.
    """

    name: str
    key: tuple[str, ...]
    organisation: bool
    sure: bool = False
    gender: str | None = None
    forms: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)
    suffix: str = ""


class Mention(NamedTuple):
    """A name where it stands, and whom it means.

    Attributes:
        start: Offset of honorific or title before the name.
        core: Offset of the name itself.
        quoted: It stands inside quotation marks.
    """

    start: int
    end: int
    core: int
    text: str
    title: str
    kind: NameKind
    entity: int | None
    quoted: bool
    full: bool


def _is_short_for(short: str, long: str) -> bool:
    """Tell whether one given name is an initial, a clipped form or a misspelling of another.

    ``Pete``, ``Hilary``.
    """
    if long.startswith(short) and (len(short) == 1 or len(short) >= 3):
        return True
    return (
        len(short) >= 5
        and len(long) - len(short) == 1
        and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    )


@lru_cache(maxsize=1 << 15)
def name_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded words of a name without dots, apostrophes and suffixes."""
    folded = [fold(word).replace(".", "").replace("'", "").rstrip(",") for word in words]
    return tuple(word for word in folded if word not in SUFFIXES) or tuple(folded)


def count_words(name: NameSpan) -> int:
    """Return how many words a name has besides particles, initials and suffixes: long names are rare."""
    if len(name.words) < 5 or name.kind is not NameKind.PERSON:
        return len(name.words)
    light = sum(len(word) < 3 or word.casefold() in NAME_PARTICLES or word in SUFFIXES for word in name.words)
    return max(2, len(name.words) - light)


def name_suffix(words: Sequence[str]) -> str:
    """Return the suffix that a name ends in, without its dot, or nothing."""
    last = words[-1].casefold()
    return last.rstrip(".") if last in SUFFIXES and len(words) > 1 else ""


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names can be one: first and last alike, what stands between not contradicting."""
    if len(one) < 2 or one[-1] != other[-1]:
        return False
    if one[0] != other[0] and not _is_short_for(*sorted((one[0], other[0]), key=len)):
        return False
    middle, others = one[1:-1], other[1:-1]
    if middle and others:
        return all(a[0] == b[0] for a, b in zip(middle, others, strict=False))
    return True
