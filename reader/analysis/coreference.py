"""Whom a pronoun, a role or a name without a full form means.

Owns the choice among the cast: gender and number, grammatical role, distance, who spoke last, titles that fit. Refuses
to choose where nobody clearly stands out: then the answer is None.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from reader.analysis.frames import Frame, Unit
from reader.analysis.salience import Candidate, find_candidates, score
from reader.analysis.scene import Place, Scene

PRONOUN_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
SURE_ENOUGH = 0.45
"""Share of the probability that the likeliest person must have; below, the answer is unknown."""


class Resolved(NamedTuple):
    """Whom a unit means.

    Attributes:
        entity: Index into the cast, or None.
        chain: Each step as printed, up to the fullest name.
        description: A source without a name, as printed.
    """

    entity: int | None
    chain: tuple[str, ...] = ()
    description: str | None = None


class Resolver:
    """Resolves the units of one article; remembers who spoke last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.last_speaker: int | None = None

    def resolve(self, place: Place, at: int) -> Resolved:
        """Return whom the unit at an index of a sentence's frame means."""
        frame = self.scene.frame(place.paragraph, place.sentence)
        unit = frame.units[at]
        text = self.scene.text[unit.start : unit.end]
        if unit.mention is not None and unit.mention.entity is not None:
            name = self.scene.cast.entities[unit.mention.entity].name
            chain = (unit.mention.text, name) if unit.mention.text != name else (name,)
            return Resolved(unit.mention.entity, chain)
        if unit.head in PRONOUN_GENDER:
            return self._named(self._pronoun(place, at, PRONOUN_GENDER[unit.head]), text)
        if unit.code == "S":
            return self._owner(place, at, unit, text)
        if unit.code == "R":
            found = self._role(place, frame, at, unit)
            return self._named(found, text) if found is not None else Resolved(None, (text,), text)
        if unit.code in "AOTS":
            return Resolved(None, (text,), text)
        return Resolved(None, (text,))

    def _owner(self, place: Place, at: int, unit: Unit, text: str) -> Resolved:
        """Resolve whose claim, remark or statement it is."""
        if unit.owner is not None and unit.owner.entity is not None:
            return Resolved(unit.owner.entity, (text, self.scene.cast.entities[unit.owner.entity].name))
        if unit.lead in PRONOUN_GENDER:
            return self._named(self._pronoun(place, at, PRONOUN_GENDER[unit.lead]), text)
        return Resolved(None, (text,), text)

    def _named(self, entity: int | None, text: str) -> Resolved:
        if entity is None:
            return Resolved(None, (text,))
        return Resolved(entity, (text, self.scene.cast.entities[entity].name))

    def _pronoun(self, place: Place, at: int, gender: str) -> int | None:
        return choose(self.candidates(place, at, gender))

    def candidates(self, place: Place, at: int, gender: str | None) -> list[Candidate]:
        """Return whom a unit may mean."""
        return find_candidates(self.scene, place, at, gender, self.last_speaker)

    def _role(self, place: Place, frame: Frame, at: int, unit: Unit) -> int | None:
        if not unit.definite and not unit.head[:1].isupper():
            return None
        best: tuple[float, int] | None = None
        head = _norm(unit.head.split()[-1])
        for number, entity in enumerate(self.scene.cast.entities):
            roles = {_norm(word) for title in entity.titles for word in title.casefold().split()}
            if head in roles and entity.mentions:
                before = [m for m in entity.mentions if self.scene.cast.mentions[m].start < unit.start]
                value = float(before[-1]) if before else -1.0
                if best is None or value > best[0]:
                    best = (value, number)
        return best[1] if best else None


def choose(candidates: list[Candidate]) -> int | None:
    """Return the likeliest candidate if it is likely enough (a softmax over the scores)."""
    if not candidates:
        return None
    scores = [score(candidate) for candidate in candidates]
    top = max(scores)
    share = 1.0 / sum(math.exp(value - top) for value in scores)
    return candidates[scores.index(top)].entity if share >= SURE_ENOUGH else None


_SAME = {
    "sen": "senator", "gov": "governor", "rep": "congressman", "representative": "congressman",
    "congresswoman": "congressman", "gen": "general", "pres": "president", "prof": "professor",
    "chairwoman": "chairman", "spokeswoman": "spokesman", "spokesperson": "spokesman", "chair": "chairman",
}  # fmt: skip


def _norm(word: str) -> str:
    word = word.rstrip(".,").casefold()
    return _SAME.get(word, word)
