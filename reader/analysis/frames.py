"""A sentence as a short row of units: who, which cue, which quotation, and what stands between.

Owns the shallow grammar: words become units (a noun phrase with its name or role, a cue, an auxiliary, a quotation),
each unit one letter of the frame's ``shape``, so that rules can be patterns over shapes. Refuses to say who speaks.

Letters: ``Q`` quotation, ``N`` person, ``O`` body, ``R`` role or title, ``A`` group or source without a name, ``T``
other noun phrase, ``v`` words that may be a verb or a bare noun, ``S`` noun of saying, ``P`` subject pronoun, ``M`` other pronoun, ``W`` who, ``h`` that, ``V`` finite cue,
``G`` cue in -ing, ``B`` base form of a cue, ``F`` phrase such as "according to", ``x`` auxiliary, ``i``
preposition, ``t`` to, ``c`` conjunction, ``k`` subordinator, ``a`` adverb, ``'`` possessive; punctuation stands for itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reader.analysis import grammar
from reader.analysis.cast import Cast, Mention
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
from reader.analysis.marks import Marked
from reader.analysis.names import NameKind

_TOKEN = re.compile(r"['’](?:s|d|ll|ve|re|m)\b|\w*n['’]t\b|\d+(?:[/.,:]\d+)*(?:-\w+)*|\w+(?:-\w+)*|\.\.\.|[^\w\s]")


class Token(NamedTuple):
    """A word, a name, a mark or a quotation, with the letter of its class."""

    code: str
    start: int
    end: int
    low: str
    mention: Mention | None = None
    cue: Cue | None = None
    quote: int = -1


class Unit(NamedTuple):
    """A unit of a frame.

    Attributes:
        code: Its letter.
        start: Offset of its first character.
        end: Offset after its last.
        head: Its head word in lower case; of a person the name.
        mention: The name it consists of or ends in.
        owner: The name in the possessive before its head (``Obama's former strategist``), or that modifies it.
        cue: What is known of it as a cue.
        quote: Index of the quotation.
        definite: It begins with "the" or a possessive.
        lead: Its first word in lower case.
    """

    code: str
    start: int
    end: int
    head: str
    mention: Mention | None = None
    owner: Mention | None = None
    cue: Cue | None = None
    quote: int = -1
    definite: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence as units; ``shape[i]`` is the letter of ``units[i]``."""

    start: int
    end: int
    units: tuple[Unit, ...]
    shape: str


def make_frame(
    text: str, start: int, end: int, quotes: Sequence[tuple[int, Marked]], cast: Cast, starts: Sequence[int]
) -> Frame:
    """Read the sentence ``text[start:end]``.

    Args:
        quotes: Outermost quotations of the sentence as (index, stretch), by start.
        starts: Offsets of the cast's mentions, by start.
    """
    tokens: list[Token] = []
    at = start
    for index, quote in quotes:
        _read_words(text, at, max(at, quote.outer_start), cast, starts, tokens)
        tokens.append(Token("Q", quote.outer_start, quote.outer_end, "", quote=index))
        at = quote.outer_end
    _read_words(text, at, end, cast, starts, tokens)
    units = tuple(_chunk(tokens))
    return Frame(start, end, units, "".join(unit.code for unit in units))


def _read_words(
    text: str, start: int, end: int, cast: Cast, starts: Sequence[int], tokens: list[Token]
) -> None:
    """Append the tokens of ``text[start:end]``, which holds no quotation."""
    if start >= end:
        return
    at = bisect_left(starts, start)
    mentions = cast.mentions
    count = len(mentions)
    following = starts[at] if at < count else end
    skip = start
    phrases = _phrase_starts()
    for match in _TOKEN.finditer(text, start, end):
        first = match.start()
        if first < skip:
            continue
        while following < first:
            at += 1
            following = starts[at] if at < count else end
        if following == first and first < end:
            mention = mentions[at]
            tokens.append(Token(_KIND_CODES[mention.kind], first, mention.end, mention.text.casefold(), mention))
            skip = mention.end
            continue
        code, low, cue = _classify(match[0])
        if low in phrases:
            phrase = _longest_phrase(text, first, min(end, following), low)
            if phrase is not None:
                tokens.append(phrase)
                skip = phrase.end
                continue
        tokens.append(Token(code, first, match.end(), low, None, cue))


_KIND_CODES = {
    NameKind.PERSON: "N",
    NameKind.ORGANISATION: "O",
    NameKind.PLACE: "L",
    NameKind.ROLE: "r",
    NameKind.OTHER: "L",
}


@lru_cache(maxsize=1 << 14)
def _classify(word: str) -> tuple[str, str, Cue | None]:
    """Return letter, lower case and cue of a word by itself."""
    low = word.lower()
    if word.isupper() and len(word) > 1:
        return "L", low, None
    code, cue = _classes().get(low) or (_guess(low), None)
    return code, low, cue


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
    if low.endswith("ly") and len(low) > 4 and low not in grammar.NO_ADVERBS:
        return "a"
    return "r" if "-" in low and low.rsplit("-", 1)[1] in titles() else "b"


_PHRASE = re.compile(r"[\w-]+[ \u00a0][\w-]+(?:[ \u00a0][\w-]+){0,5}")


def _longest_phrase(text: str, start: int, end: int, low: str) -> Token | None:
    """Find a title, group or cue of several words that begins here and ends before the next name."""
    match = _PHRASE.match(text, start, end)
    if match is None:
        return None
    words = match[0].lower().replace("\u00a0", " ").split(" ")
    for size in range(min(len(words), _phrase_starts()[low]), 1, -1):
        phrase = " ".join(words[:size])
        found = _phrases().get(phrase)
        if found is not None:
            return Token(found[0], start, start + len(phrase), phrase, None, found[1])
    return None


@cache
def _phrases() -> Mapping[str, tuple[str, Cue | None]]:
    """Titles, groups and cues of several words with their letters; cues win over titles, titles over groups."""
    found: dict[str, tuple[str, Cue | None]] = {phrase: ("g", None) for phrase in group_nouns() if " " in phrase}
    found |= {phrase: ("r", None) for phrase in titles() if " " in phrase}
    found |= {phrase: (_cue_code(cue), cue) for phrase, cue in cues().items() if " " in phrase and _cue_code(cue)}
    return MappingProxyType(found)


@cache
def _phrase_starts() -> Mapping[str, int]:
    """First words of phrases, to the most words they go on for."""
    starts: dict[str, int] = {}
    for phrase in _phrases():
        words = phrase.split()
        starts[words[0]] = max(starts.get(words[0], 0), len(words))
    return MappingProxyType(starts)


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
    found |= {word: (_cue_code(cue), cue) for word, cue in cues().items() if " " not in word and _cue_code(cue)}
    for words, code in (
        (grammar.ADVERBS, "a"),
        (grammar.SUBORDINATORS, "k"),
        (grammar.PREPOSITIONS, "i"),
        (grammar.CONJUNCTIONS, "c"),
        (grammar.AUXILIARIES, "x"),
        (grammar.DETERMINERS, "d"),
        (grammar.POSSESSIVES, "s"),
        (grammar.OTHER_PRONOUNS, "M"),
        (grammar.SUBJECT_PRONOUNS, "P"),
        (frozenset({"who"}), "W"),
        (frozenset({"that"}), "h"),
        (frozenset({"to"}), "t"),
    ):
        found |= dict.fromkeys(words, (code, None))
    return found


# ------------------------------------------------------------------ tokens to units
_CHUNK = re.compile(
    r"(?P<person>(?:(?:[ds]?(?:[NOL]'?|[LmObo#n]'?)*?[mLOo#]*r'?[rm]*-?){1,2}|[NOL]'[mb]*|[ds]m*)?N)(?!'|[rgo])"
    r"|(?P<group>(?:[ds]d?(?:[NO]'?)?[Lmbo#rn]*|(?:[NO]'?)?[Lmo#rn]*)g)"
    r"|(?P<role>(?:[ds]d?(?:[NOL]'?)?(?:[LmoO#rbn])*|(?:[NOL]'?)?(?:[LmoO#rn]|(?<=[LmoO'rn])b)*)r)(?!')"
    r"|(?P<body>[ds]?[LmO]*O(?!')|[ds]?N'?o(?!')|[ds][Lmb]*o)"
    r"|(?P<saying>(?:[ds]?[NOr]'|[ds])[LmbO#o]*n|[ds]?On)"
    r"|(?P<place>[ds]?m*L+(?!['bro]))"
    r"|(?P<other>[ds]d?(?:[mbLO#orn]'?|N')*[bLOomg#n]?|(?:[mL#o]'?)*(?:[bm#o]'?)+|[ds]|L'?)"
)
_UNIT_CODES = {"person": "N", "group": "A", "role": "R", "body": "O", "saying": "S", "place": "O", "other": "T"}


def _chunk(tokens: Sequence[Token]) -> list[Unit]:
    codes = _mend("".join(token.code for token in tokens), tokens)
    units: list[Unit] = []
    at = 0
    while at < len(tokens):
        match = _CHUNK.match(codes, at) if codes[at] in "dsNOLmbo#rgn" else None
        if match is None or match.end() == at:
            token = tokens[at]
            code = {"r": "R", "g": "A", "o": "O", "n": "S", "b": "v", "L": "T", "m": "T", "#": "T", "d": "T", "s": "T"}.get(token.code, token.code)
            units.append(Unit(code, token.start, token.end, token.low, token.mention, cue=token.cue, quote=token.quote))
            at += 1
            continue
        units.append(_make_unit(_UNIT_CODES[match.lastgroup or "other"], tokens[at : match.end()]))
        at = match.end()
    return units


_NOUN_HERE = re.compile(r"(?<=[dsmLbo#'])[BVEG]|(?<=O)B(?=[Vx])|(?<=[LO'mN])B(?=[rgo])")


_CONTRACTED = re.compile(r"(?<=[PWhM])'")


def _mend(codes: str, tokens: Sequence[Token]) -> str:
    """Turn forms that may be noun or verb into nouns where a noun must stand: ``the claims``, ``her plan``."""
    letters = list(codes)
    for match in _CONTRACTED.finditer(codes):
        letters[match.start()] = "x"
    for match in _NOUN_HERE.finditer(codes):
        at = match.start()
        cue = tokens[at].cue
        before = letters[at - 1]
        bare = match[0] == "B" and (before in "mo#OLN" or (before == "b" and not tokens[at - 1].low.endswith("s")))
        if before in "ds'" or bare or (match[0] == "V" and cue_noun(cue) and before in "mb#"):
            letters[at] = _noun_letter(tokens[at])
    return "".join(letters)


def _noun_letter(token: Token) -> str:
    """Return the letter of a word that must be a noun, though it may be a verb elsewhere: ``a judge``, ``the claim``."""
    if token.low in titles():
        return "r"
    if token.low in group_nouns():
        return "g"
    return "n" if token.cue is not None and token.cue.noun else "b"


def cue_noun(cue: Cue | None) -> bool:
    """Tell whether a form is a noun of saying as well as a verb in -s: ``claims``."""
    return cue is not None and cue.noun and cue.form == "s"


def _make_unit(code: str, tokens: Sequence[Token]) -> Unit:
    head = tokens[-1]
    owner = next((token.mention for token in tokens[:-1] if token.code in "NO" and token.mention), None)
    first = tokens[0]
    if code == "T":
        if head.low in grammar.TIME_NOUNS:
            code = "a"
        elif first.code not in "ds" and not any(token.code == "'" for token in tokens) and head.code != "L":
            code = "v"
    lead = first.low.partition(" ")[0]
    definite = lead == "the" or first.code == "s" or any(token.code == "'" for token in tokens)
    if code == "O" and head.code == "L" and (head.mention is None or head.mention.entity is None):
        code = "T"
    if code == "T" and head.low in ("her", "his") and len(tokens) == 1:
        code = "M"
    mention = head.mention if code in "NO" else None
    if code == "O" and mention is None:
        owner = owner or next((token.mention for token in tokens if token.mention), None)
    return Unit(code, first.start, head.end, head.low, mention, owner, head.cue, -1, definite, lead)
