"""Roles back to their bearers: who "the mayor" or "the Vermont senator" is.

Owns the roles that a text gives to each person, before and after the name, and their comparison with a role
that stands alone. Refuses to guess a bearer whom the text never gives such a role; that is left to
coreference.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.analysis.frames import Unit
from reader.analysis.grammar import AUXILIARIES, DETERMINERS, FUNCTION_WORDS, SUBJECT_PRONOUNS, words
from reader.analysis.lexicon import titles
from reader.analysis.scene import Scene

MOST_MENTIONS = 12
"""Mentions of a person whose surroundings are read for roles."""

CLAUSE_WORDS = SUBJECT_PRONOUNS | frozenset({"said", "says", "told", "also", "that"})
MOST_NEAR = 150
"""Names looked at from the article's beginning, and again before a role."""

_SETS_APART = words(
    "former deputy vice shadow opposition assistant acting interim another second junior rival fellow other"
)
_LAST_BREAK = re.compile(r".*[,.;:!?()\"“”‘\n—–]", re.DOTALL)
_AFTER = re.compile(r"(?:,|\s\(|\s[-–—])?\s?([^,.;:!?()\"“”\n—–]{3,120})")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SAME = {
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

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[int, frozenset[str]] = {}

    def of(self, entity: int) -> frozenset[str]:
        """Return the words, in one spelling each, that the text sets beside somebody's name."""
        found = self._known.get(entity)
        if found is None:
            found = self._known[entity] = frozenset(self._read(entity))
        return found

    def _read(self, entity: int) -> set[str]:
        cast, text = self._scene.cast, self._scene.text
        words: set[str] = set()
        for number in cast.entities[entity].mentions[:MOST_MENTIONS]:
            mention = cast.mentions[number]
            start, end = max(0, mention.core - 90), mention.core
            if text[max(start, end - 1) : end] == "\n":  # a role may end the line before
                end -= 1
            broken = _LAST_BREAK.match(text, start, end)
            words |= _role_words(text[broken.end() if broken else start : end], last=True)
            after = _AFTER.match(text, mention.end)
            if after and (text[mention.end : mention.end + 1] in (",", " ") and _apposes(text, mention.end)):
                words |= _role_words(after[1], last=False)
        return words

    def bearer(self, unit: Unit) -> int | None:
        """Return who bears a role.

        Whose words hold its head and most of its other words, the latest named of those.
        """
        wanted = [normal(word) for word in _WORD.findall(self._scene.text[unit.start : unit.end])]
        wanted = [word for word in wanted if word not in DETERMINERS]
        if not wanted:
            return None
        head = wanted[-1]
        best: tuple[int, int, int] | None = None
        for number in self._named_around(unit.start):
            entity = self._scene.cast.entities[number]
            if entity.organisation or not entity.mentions or not (entity.sure or len(entity.key) > 1):
                continue
            words = self.of(number)
            if head in words and _SETS_APART.isdisjoint(word for word in wanted if word not in words):
                overlap = sum(word in words for word in wanted)
                before = bisect_right(
                    entity.mentions, unit.start, key=lambda m: self._scene.cast.mentions[m].start
                )
                latest = entity.mentions[before - 1] if before else -1
                rank = (overlap, latest, number)
                best = rank if best is None or rank > best else best
        return best[2] if best else None

    def _named_around(self, offset: int) -> set[int]:
        """Return whom the beginning of the article and the names before an offset mention."""
        at = bisect_right(self._scene.starts, offset)
        mentions = self._scene.cast.mentions
        near = (*mentions[:MOST_NEAR], *mentions[max(0, at - MOST_NEAR) : at], *mentions[at : at + 20])
        return {mention.entity for mention in near if mention.entity is not None}


def _apposes(text: str, at: int) -> bool:
    """Tell whether what follows a name tells what somebody is.

    ``, the mayor``, `` of Ohio``, `` (D-Ohio)``.
    """
    return text[at] == "," or text.startswith((" of ", " (", " - ", " – ", " — "), at)


def _role_words(stretch: str, last: bool) -> set[str]:
    """Return the words of a stretch if they hold a title; before a name only its last noun phrase."""
    words = _WORD.findall(stretch)
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
    elif any(word in AUXILIARIES or word in CLAUSE_WORDS for word in words[1:6]):
        return set()
    else:
        words = words[:10]
    folded = {normal(word) for word in words}
    if any(word.casefold() in titles() for word in words) or not last:
        return folded - FUNCTION_WORDS
    return set()


def normal(word: str) -> str:
    """Return one spelling for the words that mean the same role."""
    word = word.casefold().rstrip(".").removesuffix("'s").removesuffix("’s")
    word = word.removesuffix("-designate").removesuffix("-elect")
    return _SAME.get(word, word)
