"""The words of a sentence as tokens, each with the one-letter code of its class.

Owns the codes, which chunks share, so that regular expressions can match a sentence's pattern; the lookup of
words, names and phrases of several words in the lists, and the guess for a word that no list has. Refuses to
join tokens into phrases (``chunks``). The codes are plain strings: each look at a member of an enumeration is
a call in Python 3.11, and all of them together made the analysis a tenth slower.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from reader.analysis import function_words
from reader.analysis.lexicon import (
    Cue,
    cues,
    group_nouns,
    nationalities,
    organisation_words,
    places,
    title_modifiers,
    titles,
)
from reader.analysis.names.name import Mention, NameKind


class Code:
    """What a token or a chunk is; the second group occurs in chunks only, the third in tokens only."""

    QUOTATION: Final = "Q"
    PERSON: Final = "N"
    ORGANISATION: Final = "O"
    SUBJECT_PRONOUN: Final = "P"
    OTHER_PRONOUN: Final = "M"
    WHO: Final = "W"
    THAT: Final = "h"
    FINITE_CUE: Final = "V"
    PARTICIPLE_CUE: Final = "E"
    ING_CUE: Final = "G"
    BASE_CUE: Final = "B"
    CUE_PHRASE: Final = "F"
    AUXILIARY: Final = "x"
    PREPOSITION: Final = "i"
    TO: Final = "t"
    CONJUNCTION: Final = "c"
    SUBORDINATOR: Final = "k"
    ADVERB: Final = "a"
    POSSESSIVE_MARK: Final = "'"
    DASH: Final = "-"

    ROLE: Final = "R"
    """A role or title: ``the mayor``."""
    GROUP: Final = "A"
    """A group, or a source without a name: ``officials``."""
    SAYING: Final = "S"
    """A noun of saying: ``Lee's claim``."""
    THING: Final = "T"
    """Any other noun phrase."""
    VERB_OR_NOUN: Final = "v"
    """Words that may be a verb or a bare noun."""

    PLACE: Final = "L"
    TITLE_WORD: Final = "r"
    GROUP_WORD: Final = "g"
    ORGANISATION_WORD: Final = "o"
    SAYING_WORD: Final = "n"
    MODIFIER: Final = "m"
    NUMBER: Final = "#"
    DETERMINER: Final = "d"
    POSSESSIVE: Final = "s"
    OTHER_WORD: Final = "b"
    OTHER_MARK: Final = "~"


PREPOSITIONS = Code.PREPOSITION + Code.TO
CLAUSE_OPENERS = Code.SUBORDINATOR + Code.THAT
UNNAMED_PEOPLE = Code.ROLE + Code.GROUP
COLLECTIVES = Code.ORGANISATION + Code.GROUP
NOMINAL_SPEAKERS = Code.PERSON + Code.ORGANISATION + UNNAMED_PEOPLE
"""Noun phrases that can speak, pronouns aside."""
SPEAKERS = NOMINAL_SPEAKERS + Code.SUBJECT_PRONOUN
NOUN_PHRASES = SPEAKERS + Code.THING + Code.SAYING + Code.OTHER_PRONOUN


# No two branches begin alike, so that each word is tried once; the commonest comes first.
_TOKEN = re.compile(
    r"[^\W\d]\w*(?:(?<=n)['’]t\b|(?:-\w+)*)|\d+(?:[/.,:]\d+)*(?:-\w+)*|['’](?:s|d|ll|ve|re|m)\b|\.\.\.|[^\w\s]"
)

_KIND_CODES = {
    NameKind.PERSON: Code.PERSON,
    NameKind.ORGANISATION: Code.ORGANISATION,
    NameKind.PLACE: Code.PLACE,
    NameKind.ROLE: Code.TITLE_WORD,
    NameKind.OTHER: Code.PLACE,
}

_PEOPLE_BY_TRADE = re.compile(
    r"[a-z]{3}(?:(?:[^slxw]|[aeio]l)ists|icians|nomers|makers|goers|holders|seekers|fighters|keepers|growers)$"
)
"""People by what they do: ``astronomers``, ``botanists``; not ``consists``, ``lists``."""

_SEVERAL_WORDS = re.compile(r"[\w-]+[ \u00a0][\w-]+(?:[ \u00a0][\w-]+){0,5}")
_SECOND_WORD = re.compile(r"[\w-]+[ \u00a0]([\w-]+)")

_FORM_CODES = {
    "s": Code.FINITE_CUE,
    "ed": Code.FINITE_CUE,
    "en": Code.PARTICIPLE_CUE,
    "ing": Code.ING_CUE,
    "base": Code.BASE_CUE,
    "noun": Code.SAYING_WORD,
}

_SOURCE_FOLLOWS = re.compile(r"(?: to| of|^per)$")
_SOURCE_WITHIN = re.compile(r"(?:in|by|for) (?:his|her|their) ")
_ACTIVE_PHRASE = re.compile(r"(?:saying|said|says|say|like|spoke)$")


class Token(NamedTuple):
    """A word, a name, a mark or a quotation, with the letter of its class."""

    code: str
    start: int
    end: int
    low: str
    mention: Mention | None = None
    cue: Cue | None = None
    quote: int = -1


def read_words(
    text: str, start: int, end: int, mentions: Sequence[Mention], starts: Sequence[int], tokens: list[Token]
) -> None:
    """Append the tokens of ``text[start:end]``, which holds no quotation."""
    if start >= end:
        return
    at = bisect_left(starts, start)
    count = len(mentions)
    following = starts[at] if at < count else end
    skip = start
    make = tuple.__new__  # half the time of Token(…), and most of an article's words come by here
    classify, add = _classify, tokens.append
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if first < skip:
            continue
        while following < first:
            at += 1
            following = starts[at] if at < count else end
        if following == first and first < end:
            mention = mentions[at]
            code, low = _KIND_CODES[mention.kind], mention.text.casefold()
            add(make(Token, (code, first, mention.end, low, mention, None, -1)))
            skip = mention.end
            continue
        code, low, cue, opening = classify(match[0])
        if opening is not None:
            phrase = _longest_phrase(text, first, min(end, following), opening)
            if phrase is not None:
                add(phrase)
                skip = phrase.end
                continue
        add(make(Token, (code, first, last, low, None, cue, -1)))


@lru_cache(maxsize=1 << 14)
def _classify(word: str) -> tuple[str, str, Cue | None, _PhraseOpening | None]:
    """Return letter, lower case and cue of a word by itself, and the phrases that it may open."""
    low = word.lower()
    opening = _openings().get(low)
    if word.isupper() and len(word) > 1:
        return Code.PLACE, low, None, opening
    code, cue = _classes().get(low) or (_guess(low), None)
    return code, low, cue, opening


def _guess(low: str) -> str:
    """Return the letter of a word that no list has, by its shape."""
    if low in ("'s", "’s", "'", "’"):
        return Code.POSSESSIVE_MARK
    if not low[0].isalnum():
        return low if low in ",:;().!?" else Code.DASH if low in "-–—―" else Code.OTHER_MARK
    if low.endswith("-year-old"):
        return Code.TITLE_WORD
    if low[0].isdigit():
        return Code.NUMBER
    if low.endswith("ly") and len(low) > 4 and low not in function_words.NO_ADVERBS:
        return Code.ADVERB
    if _PEOPLE_BY_TRADE.search(low):
        return Code.GROUP_WORD
    if low.endswith(("-based", "-born")):
        return Code.MODIFIER
    return Code.TITLE_WORD if "-" in low and low.rsplit("-", 1)[1] in titles() else Code.OTHER_WORD


class _PhraseOpening(NamedTuple):
    """The phrases that begin with one word: the most words they have, and their second words."""

    most: int
    seconds: frozenset[str]


def _longest_phrase(text: str, start: int, end: int, opening: _PhraseOpening) -> Token | None:
    """Find a title, group or cue of several words that begins here and ends before the next name."""
    second = _SECOND_WORD.match(text, start, end)
    if second is None or second[1].lower() not in opening.seconds:
        return None
    match = _SEVERAL_WORDS.match(text, start, end)
    if match is None:
        return None
    words = match[0].lower().replace("\u00a0", " ").split(" ")
    for size in range(min(len(words), opening.most), 1, -1):
        phrase = " ".join(words[:size])
        found = _phrases().get(phrase)
        if found is not None:
            return Token(found[0], start, start + len(phrase), phrase, None, found[1])
    return None


@cache
def _phrases() -> Mapping[str, tuple[str, Cue | None]]:
    """Titles, groups and cues of several words with their letters.

    Cues win over titles, titles over groups.
    """
    found: dict[str, tuple[str, Cue | None]] = {
        phrase: (Code.GROUP_WORD, None) for phrase in group_nouns() if " " in phrase
    }
    found |= {phrase: (Code.TITLE_WORD, None) for phrase in titles() if " " in phrase}
    found |= {
        phrase: (_cue_code(cue), cue) for phrase, cue in cues().items() if " " in phrase and _cue_code(cue)
    }
    return MappingProxyType(found)


@cache
def _openings() -> Mapping[str, _PhraseOpening]:
    """First words of phrases, to the phrases that they open."""
    found: dict[str, list[list[str]]] = {}
    for phrase in _phrases():
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return MappingProxyType(
        {
            first: _PhraseOpening(max(map(len, phrases)), frozenset(words[1] for words in phrases))
            for first, phrases in found.items()
        }
    )


def _cue_code(cue: Cue) -> str:
    """Return the letter of a cue; empty for a phrase that the grammar reads better word by word."""
    if cue.form != "phrase":
        return _FORM_CODES[cue.form]
    if _SOURCE_FOLLOWS.search(cue.lemma) or _SOURCE_WITHIN.match(cue.lemma):
        return Code.CUE_PHRASE
    return Code.FINITE_CUE if _ACTIVE_PHRASE.search(cue.lemma) and not cue.lemma.startswith("what") else ""


@cache
def _classes() -> dict[str, tuple[str, Cue | None]]:
    """Every listed word, in lower case, to its letter and its cue; closed classes win over open ones."""
    found: dict[str, tuple[str, Cue | None]] = {}
    for words, code in (
        (places(), Code.PLACE),
        (nationalities(), Code.PLACE),
        (organisation_words(), Code.ORGANISATION_WORD),
        (title_modifiers(), Code.MODIFIER),
        (group_nouns(), Code.GROUP_WORD),
    ):
        found |= dict.fromkeys(words, (code, None))
    found |= {word: (Code.TITLE_WORD, None) for word, title in titles().items() if " " not in word}
    found |= {
        word: (_cue_code(cue), cue) for word, cue in cues().items() if " " not in word and _cue_code(cue)
    }
    for words, code in (
        (function_words.ADVERBS, Code.ADVERB),
        (function_words.SUBORDINATORS, Code.SUBORDINATOR),
        (function_words.PREPOSITIONS, Code.PREPOSITION),
        (function_words.CONJUNCTIONS, Code.CONJUNCTION),
        (function_words.AUXILIARIES | function_words.LINK_VERBS, Code.AUXILIARY),
        (function_words.DETERMINERS, Code.DETERMINER),
        (function_words.POSSESSIVES, Code.POSSESSIVE),
        (function_words.OTHER_PRONOUNS, Code.OTHER_PRONOUN),
        (function_words.SUBJECT_PRONOUNS, Code.SUBJECT_PRONOUN),
        (frozenset({"who"}), Code.WHO),
        (frozenset({"that"}), Code.THAT),
        (frozenset({"to"}), Code.TO),
    ):
        found |= dict.fromkeys(words, (code, None))
    return found
