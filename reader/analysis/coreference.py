"""Whom a pronoun, a role or a name without a full form means.

Owns the choice among the cast: gender and number, grammatical role, distance, who spoke last, titles that fit. Refuses
to choose where nobody clearly stands out: then the answer is None.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from reader.analysis.frames import Unit
from reader.analysis.grammar import DETERMINERS, POSSESSIVES
from reader.analysis.lexicon import titles
from reader.analysis.roles import Roles
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
        self.roles = Roles(scene)
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
        if unit.code == "F":
            own = next((word for word in unit.head.split() if word in PRONOUN_GENDER), None)
            return self._named(self._pronoun(place, at, PRONOUN_GENDER[own]), text) if own else Resolved(None, (text,))
        if unit.code == "S":
            return self._owner(place, at, unit, text)
        if unit.code == "R":
            found = self._role(place, at, unit)
            return self._named(found, text) if found is not None else Resolved(None, (text,), text)
        if unit.code == "O" and unit.lead == "the" and unit.owner is None:
            return self._named_body(unit, text)
        if unit.code in "AOTS":
            return Resolved(None, (text,), text)
        return Resolved(None, (text,))

    def _named_body(self, unit: Unit, text: str) -> Resolved:
        body = self.scene.cast.body_called(unit.head, unit.start)
        if body is None:
            return Resolved(None, (text,), text)
        return Resolved(body, (text, self.scene.cast.entities[body].name))

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

    def _role(self, place: Place, at: int, unit: Unit) -> int | None:
        """Find the bearer of a definite role; one nobody bears in the text may still be the person just spoken of."""
        if unit.lead in POSSESSIVES or (unit.lead in DETERMINERS and not unit.definite):
            return None
        bearer = self.roles.bearer(unit)
        title = titles().get(unit.head) or titles().get(unit.head.split()[-1])
        if bearer is not None or unit.lead != "the" or not self._varies(place, at, unit):
            return bearer
        gender = title.gender if title else None
        candidates = self.candidates(place, at, gender)
        return choose(candidates) if candidates else self._named_later(place, gender)

    def _varies(self, place: Place, at: int, unit: Unit) -> bool:
        """Tell whether a role only avoids repeating a name; somebody's captain or the head of something is somebody new."""
        shape = self.scene.frame(place.paragraph, place.sentence).shape
        title = titles().get(unit.head) or titles().get(unit.head.split()[-1])
        words = self.scene.text[unit.start : unit.end]
        if title is not None and title.kind == "kinship" and words.count(" ") < 2:
            return False
        return unit.head not in _NEW_PEOPLE and "'" not in words and "’" not in words and shape[at + 1 : at + 2] != "i"

    def _named_later(self, place: Place, gender: str | None) -> int | None:
        """Find whom a lead names only afterwards: "The EU's top diplomat warned … Kaja Kallas told the BBC"."""
        for where in self.scene.after(place, 3):
            frame = self.scene.frame(where.paragraph, where.sentence)
            for event in self.scene.events(where.paragraph, where.sentence):
                mention = frame.units[event.source].mention if event.source >= 0 else None
                if mention is not None and mention.entity is not None and mention.full:
                    entity = self.scene.cast.entities[mention.entity]
                    if not entity.organisation and (gender is None or entity.gender in (gender, None)):
                        return mention.entity
        return None


def choose(candidates: list[Candidate]) -> int | None:
    """Return the likeliest candidate if it is likely enough (a softmax over the scores)."""
    if not candidates:
        return None
    scores = [score(candidate) for candidate in candidates]
    top = max(scores)
    share = 1.0 / sum(math.exp(value - top) for value in scores)
    return candidates[scores.index(top)].entity if share >= SURE_ENOUGH else None


_NEW_PEOPLE = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "official", "lawyer", "attorney", "judge", "reporter", "moderator", "host", "interviewer", "aide", "source", "witness", "officer", "doctor", "professor", "teacher", "driver", "person", "man", "woman", "boy", "girl", "student", "voter", "caller", "member", "brother", "sister", "mother", "father", "son", "daughter", "wife", "husband"]
)
