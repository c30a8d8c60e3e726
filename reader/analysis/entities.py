"""Somebody of the cast and their mentions, and when two names can be one person's.

Owns the comparison of names: keys, suffixes, initials, clipped forms. Refuses to look at a text (``cast``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from reader.analysis.lexicon import fold
from reader.analysis.name import PARTICLES, SUFFIXES, Name, NameKind


@dataclass(slots=True)
class Entity:
    """One person or body of the cast, while the analysis gathers what is known of it.

    Attributes:
        name: The fullest form met.
        key: Folded words of the fullest form without suffixes.
        suffix: What tells namesakes apart, ``jr`` or ``iii``, or empty.
        sure: Something besides capitals says that this is a person (or a body).
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


def _short_for(short: str, long: str) -> bool:
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


def is_slip(word: str, right: str) -> bool:
    """Tell whether a word is another with one letter left out, put in, or written for another."""
    if word == right or abs(len(word) - len(right)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), len(word))
    skips = (1, 1) if len(word) == len(right) else (len(word) > len(right), len(right) > len(word))
    return word[same + skips[0] :] == right[same + skips[1] :]


@lru_cache(maxsize=1 << 15)
def name_key(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded words of a name without dots, apostrophes and suffixes."""
    folded = [fold(word).replace(".", "").replace("'", "").rstrip(",") for word in words]
    return tuple(word for word in folded if word not in SUFFIXES) or tuple(folded)


def count_words(name: Name) -> int:
    """Return how many words a name has besides particles, initials and suffixes: long names are rare."""
    if len(name.words) < 5 or name.kind is not NameKind.PERSON:
        return len(name.words)
    light = sum(len(word) < 3 or word.casefold() in PARTICLES or word in SUFFIXES for word in name.words)
    return max(2, len(name.words) - light)


def name_suffix(words: Sequence[str]) -> str:
    """Return the suffix that a name ends in, without its dot, or nothing."""
    last = words[-1].casefold()
    return last.rstrip(".") if last in SUFFIXES and len(words) > 1 else ""


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names can be one: first and last alike, what stands between not contradicting."""
    if len(one) < 2 or one[-1] != other[-1]:
        return False
    if one[0] != other[0] and not _short_for(*sorted((one[0], other[0]), key=len)):
        return False
    middle, others = one[1:-1], other[1:-1]
    if middle and others:
        return all(a[0] == b[0] for a, b in zip(middle, others, strict=False))
    return True
