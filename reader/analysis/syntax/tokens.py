"""Words of a sentence as tokens, each with the letter of its class.

Owns the lookup of words, names and phrases of several words in the lists, and the guess for a word that no
list has. Refuses to join tokens into phrases: ``chunks`` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

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

# No two branches begin alike, so that each word is tried once; the commonest comes first.
_TOKEN = re.compile(
    r"[^\W\d]\w*(?:(?<=n)['’]t\b|(?:-\w+)*)|\d+(?:[/.,:]\d+)*(?:-\w+)*|['’](?:s|d|ll|ve|re|m)\b|\.\.\.|[^\w\s]"
)


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


_KIND_CODES = {
    NameKind.PERSON: "N",
    NameKind.ORGANISATION: "O",
    NameKind.PLACE: "L",
    NameKind.ROLE: "r",
    NameKind.OTHER: "L",
}


@lru_cache(maxsize=1 << 14)
def _classify(word: str) -> tuple[str, str, Cue | None, _Opening | None]:
    """Return letter, lower case and cue of a word by itself, and the phrases that it may open."""
    low = word.lower()
    opening = _openings().get(low)
    if word.isupper() and len(word) > 1:
        return "L", low, None, opening
    code, cue = _classes().get(low) or (_guess(low), None)
    return code, low, cue, opening


_PEOPLE = re.compile(
    r"[a-z]{3}(?:(?:[^slxw]|[aeio]l)ists|icians|nomers|makers|goers|holders|seekers|fighters|keepers|growers)$"
)
"""People by what they do: ``astronomers``, ``botanists``; not ``consists``, ``lists``."""


def _guess(low: str) -> str:
    """Return the letter of a word that no list has, by its shape."""
    if low in ("'s", "’s", "'", "’"):
        return "'"
    if not low[0].isalnum():
        return low if low in ",:;().!?" else "-" if low in "-–—―" else "~"
    if low.endswith("-year-old"):
        return "r"
    if low[0].isdigit():
        return "#"
    if low.endswith("ly") and len(low) > 4 and low not in function_words.NO_ADVERBS:
        return "a"
    if _PEOPLE.search(low):
        return "g"
    if low.endswith(("-based", "-born")):
        return "m"
    return "r" if "-" in low and low.rsplit("-", 1)[1] in titles() else "b"


_PHRASE = re.compile(r"[\w-]+[ \u00a0][\w-]+(?:[ \u00a0][\w-]+){0,5}")
_SECOND = re.compile(r"[\w-]+[ \u00a0]([\w-]+)")


class _Opening(NamedTuple):
    """The phrases that begin with one word: the most words they have, and their second words."""

    most: int
    seconds: frozenset[str]


def _longest_phrase(text: str, start: int, end: int, opening: _Opening) -> Token | None:
    """Find a title, group or cue of several words that begins here and ends before the next name."""
    second = _SECOND.match(text, start, end)
    if second is None or second[1].lower() not in opening.seconds:
        return None
    match = _PHRASE.match(text, start, end)
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
        phrase: ("g", None) for phrase in group_nouns() if " " in phrase
    }
    found |= {phrase: ("r", None) for phrase in titles() if " " in phrase}
    found |= {
        phrase: (_cue_code(cue), cue) for phrase, cue in cues().items() if " " in phrase and _cue_code(cue)
    }
    return MappingProxyType(found)


@cache
def _openings() -> Mapping[str, _Opening]:
    """First words of phrases, to the phrases that they open."""
    found: dict[str, list[list[str]]] = {}
    for phrase in _phrases():
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return MappingProxyType(
        {
            first: _Opening(max(map(len, phrases)), frozenset(words[1] for words in phrases))
            for first, phrases in found.items()
        }
    )


_FORM_CODES = {"s": "V", "ed": "V", "en": "E", "ing": "G", "base": "B", "noun": "n"}


_SOURCE_FOLLOWS = re.compile(r"(?: to| of|^per)$")
_SOURCE_WITHIN = re.compile(r"(?:in|by|for) (?:his|her|their) ")
_ACTIVE = re.compile(r"(?:saying|said|says|say|like|spoke)$")


def _cue_code(cue: Cue) -> str:
    """Return the letter of a cue; empty for a phrase that the grammar reads better word by word."""
    if cue.form != "phrase":
        return _FORM_CODES[cue.form]
    if _SOURCE_FOLLOWS.search(cue.lemma) or _SOURCE_WITHIN.match(cue.lemma):
        return "F"
    return "V" if _ACTIVE.search(cue.lemma) and not cue.lemma.startswith("what") else ""


@cache
def _classes() -> dict[str, tuple[str, Cue | None]]:
    """Every listed word, in lower case, to its letter and its cue; closed classes win over open ones."""
    found: dict[str, tuple[str, Cue | None]] = {}
    for words, code in (
        (places(), "L"),
        (nationalities(), "L"),
        (organisation_words(), "o"),
        (title_modifiers(), "m"),
        (group_nouns(), "g"),
    ):
        found |= dict.fromkeys(words, (code, None))
    found |= {word: ("r", None) for word, title in titles().items() if " " not in word}
    found |= {
        word: (_cue_code(cue), cue) for word, cue in cues().items() if " " not in word and _cue_code(cue)
    }
    for words, code in (
        (function_words.ADVERBS, "a"),
        (function_words.SUBORDINATORS, "k"),
        (function_words.PREPOSITIONS, "i"),
        (function_words.CONJUNCTIONS, "c"),
        (function_words.AUXILIARIES, "x"),
        (function_words.DETERMINERS, "d"),
        (function_words.POSSESSIVES, "s"),
        (function_words.OTHER_PRONOUNS, "M"),
        (function_words.SUBJECT_PRONOUNS, "P"),
        (frozenset({"who"}), "W"),
        (frozenset({"that"}), "h"),
        (frozenset({"to"}), "t"),
    ):
        found |= dict.fromkeys(words, (code, None))
    return found
