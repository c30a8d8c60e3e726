"""A run of capitalised words, taken apart: which name it is, what stands before it as a title.

Owns what a run can tell by itself: honorifics, titles, given names, suffixes, bodies, places. Refuses to
look at the text around the run; ``names`` finds the runs there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reader.analysis.grammar import words
from reader.analysis.lexicon import (
    fold,
    given_names,
    group_nouns,
    known_organisations,
    nationalities,
    not_names,
    organisation_words,
    places,
)
from reader.analysis.name import (
    CONNECTORS,
    INITIAL,
    SUFFIXES,
    Name,
    NameKind,
    Word,
    is_given_name,
    join_words,
    make_name,
    name_gender,
)
from reader.analysis.run_words import (
    KOREAN,
    cut_tail,
    find_given_name,
    is_body,
    is_plain,
    months_and_days,
    names_body,
    names_person,
    strip_openers,
)
from reader.analysis.titled import (
    ACRONYM,
    find_title_end,
    has_title_within,
    name_around_title,
    read_title,
    skip_portfolio,
)

_PIECE = re.compile(r"\S+")
_NEVER_INSIDE = words(
    "a and are as at after i against about be before because but by for from had has have her his how "
    "if in into is it its not on or over she than that the their they to was were what when while who "
    "why with"
)
_DESCRIPTION = re.compile(r"-(?:[a-z]{3,}(?:ed|er|ing)|born|area|elect)$")
"""The end of a word that describes the name after it: ``Bergen-based``; not ``Mei-ling``."""
_COMPOUND = re.compile(r"-[a-z]{3,}$|^[A-Z]-[A-Z]")


@lru_cache(maxsize=1 << 16)
def parse_run(run: str) -> tuple[Name, ...]:
    """Return the names that a run of capitalised words holds, with offsets into the run."""
    return tuple(_parse(run))


def _parse(run: str) -> Iterator[Name]:
    words = [Word(m[0], *m.span(), m[0].casefold()) for m in _PIECE.finditer(run.replace("\u00a0", " "))]
    if len(words) == 1:
        yield from _parse_part(words)
        return
    begin = 0
    for number, word in enumerate(words):
        if (
            number
            and word.low in _NEVER_INSIDE
            and (word.text[0].isupper() or word.text == "and")
            and not (word.text == "and" and _joins(words[begin:number]))
        ):
            yield from _parse_part(words[begin:number])
            begin = number + 1
    yield from _parse_part(words[begin:])


def _joins(words: Sequence[Word]) -> bool:
    """Tell whether "and" goes on with one name.

    ``Department of Health and …``, ``Minister for Trade and …``.
    """
    at = next((i for i, word in enumerate(words) if word.low in ("of", "for")), 0)
    before = words[at - 1 : at]
    return bool(before) and (before[0].low in organisation_words() or read_title(before) is not None)


def _parse_part(words: list[Word]) -> Iterator[Name]:
    if fold(join_words(words)) in places() and words:
        yield make_name(words, 0, NameKind.PLACE, True)
        return
    if len(words) > 1 and _DESCRIPTION.search(words[0].text):
        words = words[1:]
    plain = join_words([word for number, word in enumerate(words) if number or word.low != "the"])
    if plain in known_organisations():
        yield make_name(words, 0, NameKind.ORGANISATION, True)
        return
    words = strip_openers(words)
    whole = len(words) == 2 and is_given_name(words[0])  # Theresa May
    while words and (
        words[-1].low in CONNECTORS or (words[-1].low in months_and_days() and len(words) > 1 and not whole)
    ):
        words.pop()
    if not words:
        return
    plain = join_words(words)
    if plain in known_organisations():
        yield make_name(words, 0, NameKind.ORGANISATION, True)
        return
    if has_title_within(words):
        yield name_around_title(words)
        return
    title_end = find_title_end(words)
    if title_end:
        yield from _parse_titled(words, title_end)
        return
    cut = next((i for i, word in enumerate(words) if word.low in CONNECTORS), None)
    if cut is not None and (not names_body(words) or (1 < cut < 5 and names_person(words[:cut]))):
        head = words[:cut]
        yield from _parse_untitled(head)
        rest = words[cut + 1 :]
        while rest and rest[0].low in CONNECTORS:
            rest.pop(0)
        if rest:
            yield from _parse_untitled(rest)
        return
    yield from _parse_untitled(words)


def _parse_titled(words: list[Word], title_end: int) -> Iterator[Name]:
    """Yield what a run holds that has a title among its words, up to index title_end."""
    rest = words[title_end:]
    if not rest:
        yield make_name(words, 0, NameKind.ROLE, True)
        return
    first = 0
    if rest[0].low in CONNECTORS:
        starts = range(max(1, len(rest) - 4), len(rest) - 1)
        first = next((i for i in starts if is_given_name(rest[i])), -1)
        if first < 0:
            first = skip_portfolio(rest)
        if first < 0:
            yield make_name(words, 0, NameKind.ROLE, True)
            return
    else:
        first = max(0, skip_portfolio(rest))
    core = cut_tail(rest[first:])
    if len(core) > 2 and not is_given_name(core[0]) and (inside := find_given_name(core)) is not None:
        title_end, core, rest, first = title_end + first + inside, core[inside:], rest[first + inside :], 0
    if not core:
        yield make_name(words, 0, NameKind.ROLE, True)
        return
    if is_body(core) and len(core) > 1 and not (len(core) == 2 and name_gender(core[0].text)):
        yield make_name(words, 0, NameKind.ROLE, True)
        return
    name = make_name(words[: title_end + first] + core, title_end + first, NameKind.PERSON, True)
    yield name
    tail = rest[first + len(core) :]
    while tail and tail[0].low in CONNECTORS:
        tail.pop(0)
    if tail:
        yield from _parse_untitled(tail)


def _parse_untitled(words: list[Word]) -> Iterator[Name]:
    words = strip_openers(words)
    if not words:
        return
    plain = join_words(words)
    folded = fold(plain)
    lowered = [word.low for word in words]
    if plain in known_organisations():
        yield make_name(words, 0, NameKind.ORGANISATION, True)
    elif folded in places():
        yield make_name(words, 0, NameKind.PLACE, True)
    elif len(words) == 1:
        yield from _parse_single(words)
    elif (
        (len(words) == 2 and len(words[0].text) <= 5 and KOREAN.match(words[1].text))
        or lowered[-1] in SUFFIXES
        or (INITIAL.match(words[0].text) and not is_body(words))
    ):
        yield make_name(words, 0, NameKind.PERSON, True)
    elif is_body(words):
        yield make_name(words, 0, NameKind.ORGANISATION, True)
    elif lowered[0] in nationalities() and not (is_given_name(words[0]) and is_plain(words[1:])):
        if len(words) > 2 and is_given_name(words[1]) and words[-1].low not in not_names():
            yield make_name(words, 1, NameKind.PERSON, True)
        else:
            yield make_name(words, 0, NameKind.OTHER, True)
    elif is_given_name(words[0]):
        yield make_name(words, 0, NameKind.PERSON, fold(words[0].text) not in places())
    elif (at := find_given_name(words)) is not None:
        yield make_name(words, at, NameKind.PERSON, True)
    elif (
        plain.casefold() in not_names()
        or any(low in not_names() or low in nationalities() for low in lowered)
        or any(_COMPOUND.search(word.text) for word in words)
    ):
        yield make_name(words, 0, NameKind.OTHER, True)
    elif any(low in organisation_words() for low in lowered):
        yield make_name(words, 0, NameKind.ORGANISATION, False)
    elif len(words) <= 4 and not any(ACRONYM.match(word.text) for word in words):
        yield make_name(words, 0, NameKind.PERSON, False)
    else:
        yield make_name(words, 0, NameKind.OTHER, False)


def _parse_single(words: list[Word]) -> Iterator[Name]:
    word = words[0]
    if word.low in nationalities() or word.low in group_nouns() or _COMPOUND.search(word.text):
        yield make_name(words, 0, NameKind.OTHER, True)
    elif word.low in not_names() or len(word.text.rstrip(".")) < 2:
        return
    elif ACRONYM.match(word.text):
        yield make_name(words, 0, NameKind.ORGANISATION, True)
    else:
        yield make_name(words, 0, NameKind.PERSON, fold(word.text) in given_names())
