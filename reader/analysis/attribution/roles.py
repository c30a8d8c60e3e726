"""Roles back to their bearers: who "the mayor" or "the Vermont senator" is.

Owns the roles that a text gives to each person, before and after the name, and their comparison with a role
that stands alone. Refuses to guess a bearer whom the text never gives such a role; that is left to
coreference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from reader.analysis.document import Document
from reader.analysis.function_words import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    POSSESSIVES,
    SUBJECT_PRONOUNS,
    word_set,
)
from reader.analysis.lexicon import cues, titles
from reader.analysis.syntax.chunks import Chunk

MOST_MENTIONS_READ = 12
"""Mentions of a person whose surroundings are read for roles."""

_CLAUSE_WORDS = SUBJECT_PRONOUNS | frozenset({"said", "says", "told", "also", "that"})
MOST_BEARERS_OF_WORD = 60
"""Bearers of one word of a role that are looked at, the first named."""

_DISTINGUISHING_WORDS = word_set(
    "former deputy vice shadow opposition assistant acting interim another second junior rival fellow other"
)
_DEPUTY_WORDS = word_set("deputy vice assistant shadow")
_LEFT_OUT_IN_HEADLINES = word_set("former opposition assistant")
_AGE_AFTER_NAME = re.compile(r"(?:,| \() ?(?:aged )?(\d\d?)(?=[,.;)]| and )")
_YEAR_OLD = re.compile(r"\b(\d\d?)-year-old\b")
_UP_TO_LAST_BREAK = re.compile(r".*[,.;:!?()\"“”‘\n—–]", re.DOTALL)
_AFTER_NAME = re.compile(r"(?:,|\s\(|\s[-–—])?\s?([^,.;:!?()\"“”\n—–]{3,120})")
_CLOSES_APPOSITION = (",", ".", ";", ")", "")
_OF_WHAT = re.compile(r" (?:of|for) (?:the )?((?:[\w’'-]+ ?){1,3})")
_ROLE_PHRASE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|\w+['’]s) [^,]*$")
_ROLE_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ROLE_SYNONYMS = {
    "sen": "senator", "gov": "governor", "rep": "congressman", "representative": "congressman",
    "lawmaker": "congressman", "congresswoman": "congressman", "gen": "general", "pres": "president",
    "prof": "professor", "lt": "lieutenant", "chairwoman": "chairman", "spokeswoman": "spokesman",
    "spokesperson": "spokesman", "chair": "chairman", "premier": "minister", "pm": "minister",
    "candidate": "nominee", "contender": "nominee", "frontrunner": "nominee", "front-runner": "nominee",
    "businesswoman": "businessman", "actress": "actor", "boss": "chief", "head": "chief",
    "director": "chief", "ceo": "executive", "pontiff": "pope", "magnate": "businessman",
    "mogul": "businessman", "billionaire": "businessman", "u.s": "us", "american": "us",
    "lawyer": "attorney", "doctor": "physician", "dr": "physician",
}  # fmt: skip


class Roles:
    """The roles of everybody in one article, read when first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._bearers: dict[str, list[int]] | None = None
        self._words: dict[int, frozenset[str]] = {}
        self._bearer_of_chunk: dict[int, int | None] = {}

    def of(self, entity: int) -> frozenset[str]:
        """Return the words, in one spelling each, that the text sets beside somebody's name."""
        self._index()
        return self._words.get(entity, frozenset())

    def _index(self) -> dict[str, list[int]]:
        """Return who bears each word of a role, in the order of their first mentions."""
        if self._bearers is None:
            found: dict[str, list[int]] = {}
            for number, entity in enumerate(self._document.entities):
                if entity.mentions and not entity.organisation and (entity.sure or len(entity.key) > 1):
                    words = self._words[number] = frozenset(self._read(number))
                    for word in words:
                        found.setdefault(word, []).append(number)
            self._bearers = found
        return self._bearers

    def _read(self, entity: int) -> set[str]:
        document, text = self._document, self._document.text
        words: set[str] = set()
        shared = len(document.names.namesakes(entity)) > 1
        for number in document.entities[entity].mentions[:MOST_MENTIONS_READ]:
            mention = document.mentions[number]
            if shared and not mention.full:  # perhaps the other one's
                continue
            words |= {
                normalise_role_word(word)
                for word in mention.title.split()
                if normalise_role_word(word) in titles()
            }
            start, end = max(0, mention.core - 90), mention.core
            if text[max(start, end - 1) : end] == "\n":  # a role may end the line before
                end -= 1
            broken = _UP_TO_LAST_BREAK.match(text, start, end)
            words |= _role_words(text[broken.end() if broken else start : end], last=True)
            if (
                text.endswith(", ", 0, mention.start)
                and text[mention.end : mention.end + 1] in _CLOSES_APPOSITION
            ):
                words |= _role_set_before(text, mention.start - 2)
            age = _AGE_AFTER_NAME.match(text, mention.end)
            if age:
                words.add(f"{age[1]}-year-old")
            after = _AFTER_NAME.match(text, age.end() if age else mention.end)
            if after and text[mention.end : mention.end + 1] in (",", " ") and _apposes(text, mention.end):
                words |= _role_words(after[1], last=False)
        return words

    def bearer(self, chunk: Chunk) -> int | None:
        """Return who bears a role.

        Their role has its head and most of its other words; of several such people the last named is meant.
        """
        if chunk.start not in self._bearer_of_chunk:
            self._bearer_of_chunk[chunk.start] = self._find_bearer(chunk)
        return self._bearer_of_chunk[chunk.start]

    def only_bearer(self, chunk: Chunk) -> int | None:
        """Return who bears a role that nobody else of the article bears."""
        bearer = self.bearer(chunk)
        if bearer is None:
            return None
        asked = [
            normalise_role_word(word)
            for word in _ROLE_WORD.findall(self._document.text[chunk.start : chunk.end])
        ]
        alone = len(self._bearers_of_word(asked[-1])) == 1 and not _is_below(self._words[bearer], asked)
        return bearer if alone else None

    def _find_bearer(self, chunk: Chunk) -> int | None:
        text = self._document.text
        asked = [normalise_role_word(word) for word in _ROLE_WORD.findall(text[chunk.start : chunk.end])]
        asked = [word for word in asked if word not in DETERMINERS and word not in POSSESSIVES]
        age = _YEAR_OLD.search(text, chunk.start, chunk.end)
        if age and (aged := self._bearers_of_word(f"{age[1]}-year-old")):
            return aged[0]
        if not asked:
            return None
        title = titles().get(chunk.head) or titles().get(chunk.head.split()[-1])
        gender = title.gender if title else None
        kin = chunk.lead in POSSESSIVES
        following = _OF_WHAT.match(text, chunk.end)
        of = [normalise_role_word(word) for word in _ROLE_WORD.findall(following[1])] if following else []
        loose = text[chunk.start].isupper() and chunk.lead not in ("the", *POSSESSIVES)  # a headline's
        best: tuple[int, int, int] | None = None
        bearers = self._bearers_of_word(asked[-1])
        if kin and not (len(bearers) == 1 and title is not None and title.kind == "kinship"):
            return None
        for number in bearers:
            entity = self._document.entities[number]
            words = self._words[number]
            if gender and entity.gender not in (gender, None):
                continue
            distinguishing = (
                _DISTINGUISHING_WORDS - _LEFT_OUT_IN_HEADLINES if loose else _DISTINGUISHING_WORDS
            )
            if distinguishing.isdisjoint(word for word in asked if word not in words):
                overlap = sum(word in words for word in (*asked, *of)) - 2 * _is_below(words, asked)
                before = bisect_right(
                    entity.mentions, chunk.start, key=lambda m: self._document.mentions[m].start
                )
                latest = entity.mentions[before - 1] if before else -1
                rank = (overlap, latest, -number if before == 0 else number)
                best = rank if best is None or rank > best else best
        return abs(best[2]) if best else None

    def _bearers_of_word(self, word: str) -> list[int]:
        """Return the people who bear a word of a role, at most so many, by first mention."""
        found = self._index().get(word, [])
        return found if len(found) <= MOST_BEARERS_OF_WORD else found[:MOST_BEARERS_OF_WORD]


def _is_below(words: frozenset[str], asked: Sequence[str]) -> bool:
    """Tell whether somebody is only deputy to who bears a role."""
    return not _DEPUTY_WORDS.isdisjoint(words) and _DEPUTY_WORDS.isdisjoint(asked)


def _role_set_before(text: str, end: int) -> set[str]:
    """Return the words of a role that a comma sets before a name: ``the caretaker, Ole Dahl,``."""
    start = max(0, end - 90)
    broken = _UP_TO_LAST_BREAK.match(text, start, end)
    stretch = text[broken.end() if broken else start : end]
    phrase = _ROLE_PHRASE.search(stretch)
    words = _ROLE_WORD.findall(phrase[0]) if phrase else []
    return {normalise_role_word(word) for word in words if not _is_owner(word)} - FUNCTION_WORDS


def _apposes(text: str, at: int) -> bool:
    """Tell whether what follows a name tells what somebody is.

    ``, the mayor``, `` of Ohio``, `` (D-Ohio)``.
    """
    return text[at] == "," or text.startswith((" of ", " (", " - ", " – ", " — "), at)


def _role_words(stretch: str, last: bool) -> set[str]:
    """Return the words of a stretch if they hold a title; before a name only its last noun phrase."""
    words = _ROLE_WORD.findall(stretch)
    if last and _ends_in_verb(words):  # the minister accused Lee
        return set()
    words = [word for word in words if not _is_owner(word)]
    if last:
        words = words[-8:]
        for number in range(len(words) - 1, -1, -1):
            if (
                words[number].islower()
                and words[number] in FUNCTION_WORDS
                and words[number] not in ("of", "for")
            ):
                words = words[number + 1 :]
                break
    elif any(word in AUXILIARIES or word in _CLAUSE_WORDS for word in words[1:6]):
        return set()
    else:
        words = words[:10]
    folded = {normalise_role_word(word) for word in words}
    if any(word.casefold() in titles() for word in words) or not last:
        return folded - FUNCTION_WORDS
    return set()


def _ends_in_verb(words: Sequence[str]) -> bool:
    cue = cues().get(words[-1]) if words else None
    if cue is None or cue.noun or cue.frame == "naming":
        return False
    return words[-1] not in titles() or (len(words) > 1 and normalise_role_word(words[-2]) in titles())


@lru_cache(maxsize=1 << 13)
def _is_owner(word: str) -> bool:
    """Tell whether a word is a role in the possessive: ``mayor's`` in "the mayor's wife"."""
    return word.endswith(("'s", "’s")) and normalise_role_word(word) in titles()


@lru_cache(maxsize=1 << 13)
def normalise_role_word(word: str) -> str:
    """Return one spelling for the words that mean the same role."""
    word = word.casefold().rstrip(".").removesuffix("'s").removesuffix("’s")
    word = word.removesuffix("-designate").removesuffix("-elect")
    return _ROLE_SYNONYMS.get(word, word)
