"""Names in a text: runs of capitalised words and what each run names.

Owns the shape of names: honorifics, titles, initials, particles, hyphens, suffixes, bodies and places. Refuses
to say that two names mean the same person; that is the cast's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from reader.analysis.grammar import FUNCTION_WORDS
from reader.analysis.lexicon import (
    fold,
    given_names,
    known_organisations,
    nationalities,
    not_names,
    organisation_words,
    places,
    titles,
)

MOST_WORDS = 14
"""Words of one run; a longer run (a text all in capitals) is cut."""

_UPPER = "A-Z" + "".join(c for c in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
_WORD = (
    rf"(?:(?:[{_UPPER}]\.){{1,4}}(?:-?[{_UPPER}]\.)*"
    rf"|(?:al|el|ad|an|as|ash|bin|d|l|dell|de)[-'’](?=[{_UPPER}])[\w-]+"
    rf"|[{_UPPER}](?:\w|['’](?!s\b)(?=\w)|-(?=\w))*(?:(?<=\b(?:Mr|Ms|Dr|Jr|Sr|St|Lt))|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen|Col|Rev|Maj|Sgt|Hon|Adm|Mme))|(?<=\b(?:Prof|Capt|Pres|Atty|Sens|Reps|Cmdr|Supt|Insp)))\.?"
    rf"|[{_UPPER}](?:\w|['’](?!s\b)(?=\w)|-(?=\w))*)"
)
_PARTICLE = r"(?:v[ao]n|de[rnlm]?|des|d[aiou]s?|del|della|l[ae]|el|bin|binti?|ibn|ben|y|e|ter|ten|te|zu[rm]?|af|av|i)"
_RUN = re.compile(
    rf"\b{_WORD}(?:,? (?=Jr|Sr))?"
    rf"(?:[ \u00a0](?:(?:{_PARTICLE}|of|of the|for|&)[ \u00a0]){{0,3}}{_WORD}){{0,{MOST_WORDS}}}(?:, (?:Jr|Sr)\b\.?)?"
)
_PIECE = re.compile(r"\S+")
_CONNECTORS = frozenset({"of", "the", "for", "&"})
_PARTICLES = frozenset("van von de der den del dem des da di do du dos das della la le el bin bint binti ibn ben y e ter ten te zu zur zum af av i".split())
_SUFFIXES = frozenset({"jr", "sr", "jr.", "sr.", "ii", "iii", "iv"})
_INITIAL = re.compile(rf"(?:[{_UPPER}]\.)+$")
_ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9&.-]{1,7}s?|(?:[A-Z]\.){2,5})$")


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


def find_names(text: str) -> list[Name]:
    """Find every name, by start; names do not overlap."""
    known: dict[str, tuple[Name, ...]] = {}
    found: list[Name] = []
    for match in _RUN.finditer(text):
        run = match[0]
        parsed = known.get(run)
        if parsed is None:
            parsed = known[run] = tuple(_parse(run))
        at = match.start()
        for name in parsed:
            found.append(Name(name.start + at, name.end + at, name.core + at, *name[3:]))
    return found


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    low: str


def _parse(run: str) -> Iterator[Name]:
    words = [_Word(m[0], m.start(), m.end(), m[0].casefold()) for m in _PIECE.finditer(run.replace("\u00a0", " "))]
    words = _strip_openers(words)
    while words and (words[-1].low in _CONNECTORS or words[-1].low in _weekdays() and len(words) > 1):
        words.pop()
    if not words:
        return
    plain = _join(words)
    if plain in known_organisations():
        yield _make(words, 0, NameKind.ORGANISATION, True)
        return
    title_end = _title_end(words)
    if title_end:
        yield from _parse_titled(words, title_end)
        return
    cut = next((i for i, word in enumerate(words) if word.low in _CONNECTORS), None)
    if cut is not None and not _names_body(words):
        head = words[:cut]
        yield from _parse_untitled(head)
        rest = words[cut + 1 :]
        while rest and rest[0].low in _CONNECTORS:
            rest.pop(0)
        if rest:
            yield from _parse_untitled(rest)
        return
    yield from _parse_untitled(words)


def _parse_titled(words: list[_Word], title_end: int) -> Iterator[Name]:
    """Yield what a run holds that has a title among its words, up to index title_end."""
    rest = words[title_end:]
    if not rest:
        yield _make(words, 0, NameKind.ROLE, True)
        return
    first = 0
    if rest[0].low in _CONNECTORS:
        first = next((i for i in range(1, len(rest)) if _given(rest[i]) and 2 <= len(rest) - i <= 4), -1)
        if first < 0:
            yield _make(words, 0, NameKind.ROLE, True)
            return
    core = _cut_tail(rest[first:])
    if not core:
        yield _make(words, 0, NameKind.ROLE, True)
        return
    if _is_body(core) and len(core) > 1:
        yield _make(words, 0, NameKind.ROLE, True)
        return
    name = _make(words[: title_end + first] + core, title_end + first, NameKind.PERSON, True)
    yield name
    tail = rest[first + len(core) :]
    while tail and tail[0].low in _CONNECTORS:
        tail.pop(0)
    if tail:
        yield from _parse_untitled(tail)


def _parse_untitled(words: list[_Word]) -> Iterator[Name]:
    words = _strip_openers(words)
    if not words:
        return
    plain = _join(words)
    folded = fold(plain)
    lowered = [word.low for word in words]
    if plain in known_organisations():
        yield _make(words, 0, NameKind.ORGANISATION, True)
    elif folded in places():
        yield _make(words, 0, NameKind.PLACE, True)
    elif len(words) == 1:
        yield _parse_single(words)
    elif lowered[-1] in _SUFFIXES or (_INITIAL.match(words[0].text) and not _is_body(words)):
        yield _make(words, 0, NameKind.PERSON, True)
    elif _is_body(words):
        yield _make(words, 0, NameKind.ORGANISATION, True)
    elif lowered[0] in nationalities() and len(words) > 1:
        if len(words) > 2 and _given(words[1]):
            yield _make(words, 1, NameKind.PERSON, True)
        else:
            yield _make(words, 0, NameKind.OTHER, True)
    elif _given(words[0]):
        yield _make(words, 0, NameKind.PERSON, fold(words[0].text) not in places())
    elif (at := _given_inside(words)) is not None:
        yield _make(words, at, NameKind.PERSON, True)
    elif plain.casefold() in not_names() or any(low in not_names() or low in nationalities() for low in lowered):
        yield _make(words, 0, NameKind.OTHER, True)
    elif len(words) <= 4 and not any(_ACRONYM.match(word.text) for word in words):
        yield _make(words, 0, NameKind.PERSON, False)
    else:
        yield _make(words, 0, NameKind.OTHER, False)


def _parse_single(words: list[_Word]) -> Name:
    word = words[0]
    if word.low in nationalities() or word.low in not_names():
        return _make(words, 0, NameKind.OTHER, True)
    if _ACRONYM.match(word.text):
        return _make(words, 0, NameKind.ORGANISATION, True)
    return _make(words, 0, NameKind.PERSON, fold(word.text) in given_names())


def _strip_openers(words: list[_Word]) -> list[_Word]:
    """Drop capitalised words before the name that only begin a sentence or name a day."""
    at = 0
    while at < len(words) and (
        words[at].low in FUNCTION_WORDS
        or (words[at].low in not_names() and at + 1 < len(words) and words[at].low not in titles())
        or words[at].low in _weekdays()
    ):
        at += 1
    return words[at:]


def _title_end(words: Sequence[_Word]) -> int:
    """Return the index after the last title that may stand before a name; 0 if there is none."""
    end = 0
    for i in range(len(words)):
        for size in (4, 3, 2, 1):
            phrase = " ".join(word.low for word in words[i : i + size])
            if i + size <= len(words) and (phrase in titles() or phrase.rstrip(".") in titles()):
                if size == 1 and i and _given(words[i - 1]) and not end and len(words) - i <= 1:
                    continue  # a surname such as Major, Bishop, King
                end = max(end, i + size)
                break
        if end and i >= end + 6:
            break
    return end


def _cut_tail(words: list[_Word]) -> list[_Word]:
    """Return the words of a name up to a connector: ``Bernie Sanders of Vermont``."""
    cut = next((i for i, word in enumerate(words) if word.low in _CONNECTORS), len(words))
    return words[:cut]


def _given_inside(words: Sequence[_Word]) -> int | None:
    """Return where a name begins after other capitalised words: ``Security Policy Kaja Kallas``."""
    for i in range(1, len(words) - 1):
        if _given(words[i]) and len(words) - i <= 4:
            return i
    return None


def _given(word: _Word) -> bool:
    folded = fold(word.text)
    return folded in given_names() or folded.split("-")[0] in given_names() and "-" in folded


def _is_body(words: Sequence[_Word]) -> bool:
    if words[-1].low in organisation_words() or words[-1].low.rstrip("s") in organisation_words():
        return True
    return any(word.low in _CONNECTORS for word in words) and _names_body(words)


def _names_body(words: Sequence[_Word]) -> bool:
    """Tell whether a run with a connector is one name: ``Bank of England``, ``Department for Education``."""
    return any(word.low in organisation_words() for word in words[:-1])


def _make(words: Sequence[_Word], core: int, kind: NameKind, sure: bool) -> Name:
    if kind is not NameKind.PERSON:
        core = 0
    title = _join(words[:core])
    gender = None
    if kind is NameKind.PERSON:
        gender = title_gender(title)
        if gender is None and (len(words) - core > 1 or sure):
            gender = _name_gender(words[core].text)
    texts = tuple(word.text for word in words[core:])
    return Name(words[0].start, words[-1].end, words[core].start, kind, title, sure, gender, texts)


@cache
def title_gender(title: str) -> str | None:
    """Return ``f`` or ``m`` where a word of the title gives it away."""
    for word in title.casefold().replace(".", "").split():
        entry = titles().get(word)
        if entry is not None and entry.gender:
            return entry.gender
    return None


def _name_gender(word: str) -> str | None:
    folded = fold(word)
    gender = given_names().get(folded) or given_names().get(folded.split("-")[0])
    return gender if gender in ("f", "m") else None


def _join(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
        "september october november december".split()
    )
