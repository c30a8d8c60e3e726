"""Whom a pronoun, a role or a name without a full form means.

Owns the choice among the cast: gender and number, grammatical role, distance, who spoke last, titles that fit. Refuses
to choose where nobody clearly stands out: then the answer is None.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.analysis.frames import Frame, Unit
from reader.analysis.lexicon import titles
from reader.analysis.scene import Place, Scene

PRONOUN_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
SENTENCES_BACK = 6


class Resolved(NamedTuple):
    """Whom a unit means.

    Attributes:
        entity: Index into the cast, or None.
        chain: Each step as printed, up to the fullest name.
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
        if unit.code in "PMT" and (unit.head in PRONOUN_GENDER or unit.head.split()[-1] in PRONOUN_GENDER):
            found = self._pronoun(place, frame, at, PRONOUN_GENDER[unit.head])
            return self._named(found, text)
        if unit.code == "R":
            found = self._role(place, frame, at, unit)
            if found is not None:
                return self._named(found, text)
            return Resolved(None, (text,), text)
        if unit.code == "O" and unit.mention is None:
            return Resolved(None, (text,), text)
        if unit.code in "AT":
            return Resolved(None, (text,), text)
        return Resolved(None, (text,))

    def _named(self, entity: int | None, text: str) -> Resolved:
        if entity is None:
            return Resolved(None, (text,))
        return Resolved(entity, (text, self.scene.cast.entities[entity].name))

    def _pronoun(self, place: Place, frame: Frame, at: int, gender: str) -> int | None:
        scores: dict[int, float] = {}
        for distance, where in enumerate([place, *self.scene.before(place, SENTENCES_BACK)]):
            other = self.scene.frame(where.paragraph, where.sentence)
            limit = at if distance == 0 else len(other.units)
            subjects = {event.source for event in self.scene.events(where.paragraph, where.sentence)}
            for i in range(limit):
                unit = other.units[i]
                if unit.mention is None or unit.code != "N" or unit.mention.entity is None:
                    continue
                entity = self.scene.cast.entities[unit.mention.entity]
                if entity.organisation or entity.gender not in (gender, None):
                    continue
                score = 2.0 - 0.5 * distance
                score += 1.0 if entity.gender == gender else 0.0
                score += 1.5 if i in subjects else 0.0
                score += 1.0 if self._is_subject(other, i) else 0.0
                scores[unit.mention.entity] = max(scores.get(unit.mention.entity, -9.0), score)
        if self.last_speaker is not None:
            entity = self.scene.cast.entities[self.last_speaker]
            if not entity.organisation and entity.gender in (gender, None):
                scores[self.last_speaker] = scores.get(self.last_speaker, 0.0) + 2.0
        if not scores:
            return None
        return max(scores, key=lambda number: scores[number])

    @staticmethod
    def _is_subject(frame: Frame, at: int) -> bool:
        before = frame.shape[at - 1] if at else ""
        after = frame.shape[at + 1 : at + 2]
        return before not in "it'" or before == "" if after != "'" else False

    def _role(self, place: Place, frame: Frame, at: int, unit: Unit) -> int | None:
        if not unit.definite and not unit.head[:1].isupper():
            return None
        best: tuple[float, int] | None = None
        head = _norm(unit.head.split()[-1])
        for number, entity in enumerate(self.scene.cast.entities):
            roles = {_norm(word) for title in entity.titles for word in title.casefold().split()}
            if head in roles and entity.mentions:
                before = [m for m in entity.mentions if self.scene.cast.mentions[m].start < unit.start]
                score = float(before[-1]) if before else -1.0
                if best is None or score > best[0]:
                    best = (score, number)
        return best[1] if best else None


_SAME = {
    "sen": "senator", "gov": "governor", "rep": "congressman", "representative": "congressman",
    "congresswoman": "congressman", "gen": "general", "pres": "president", "prof": "professor", "secretary": "secretary",
    "chairwoman": "chairman", "spokeswoman": "spokesman", "spokesperson": "spokesman", "chair": "chairman",
}  # fmt: skip


def _norm(word: str) -> str:
    word = word.rstrip(".,").casefold()
    return _SAME.get(word, word)


def is_role_word(word: str) -> bool:
    """Tell whether a word is a title or role."""
    return word in titles()
