"""The people whom a pronoun or a role may mean, with what speaks for each.

Owns the walk back over sentences, the people each sentence names outside of quotations (by name, or by a role
that only one person bears), their grammatical roles there, and the learned score of a candidate. Refuses the
choice itself (``coreference``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import chain
from typing import NamedTuple

from reader.analysis.attribution.roles import Roles
from reader.analysis.document import Document, SentencePosition
from reader.analysis.function_words import PRONOUN_GENDER
from reader.analysis.lexicon import feature_weights
from reader.analysis.syntax.chunks import Chunks
from reader.analysis.syntax.tokens import PREPOSITIONS, Code

_POSSESSIVE_PRONOUNS = frozenset({"his", "her"})
_FINITE_CUE_NEXT = re.compile(r"[xa]*V")
_CODES_AFTER_SUBJECT = "xvVaEGBW,("

ANTECEDENT_SENTENCES_BACK = 10
MOST_SENTENCES_ABOUT_OTHERS = 3
"""Sentences that go on about somebody else, after which nobody further back is looked for."""
MOST_CANDIDATES = 8
"""People weighed for one pronoun or role; further back is not searched."""

_PRONOUN_SAYS = re.compile(r"[xac,]*(P)[xa]*V")


class NamedPerson(NamedTuple):
    """A name in a sentence and its grammatical role there.

    Attributes:
        role: ``subject``, ``source`` (of a cue), ``object``, ``oblique`` (after a preposition) or ``owner``.
        full: By given name and surname.
        named: By name; else by a role that the text gives to somebody.
        possessed: Introduced as somebody else's relation: ``her niece, Ann Lee,``.
    """

    at: int
    entity: int
    role: str
    full: bool
    named: bool = True
    possessed: bool = False


class SentencePeople:
    """The people of one article's sentences.

    Args:
        document: The article.
        roles: Who bears which role in it.
    """

    def __init__(self, document: Document, roles: Roles) -> None:
        self.document = document
        self._roles = roles
        self._known: dict[SentencePosition, tuple[NamedPerson, ...]] = {}

    def of(self, position: SentencePosition) -> tuple[NamedPerson, ...]:
        """Return the people a sentence names outside of quotations, by position.

        A role counts where the text gives it to somebody: ``the mayor was asked …``.
        """
        found = self._known.get(position)
        if found is None:
            chunks = self.document.chunks(position.paragraph, position.sentence)
            found = self._known[position] = tuple(_read(self.document, self._roles, chunks))
        return found


def _read(document: Document, roles: Roles, chunks: Chunks) -> Iterator[NamedPerson]:
    for at, chunk in enumerate(chunks.row):
        mention = chunk.mention or chunk.owner
        if mention is None or mention.entity is None or document.entities[mention.entity].organisation:
            if chunk.code == Code.ROLE and chunk.lead == "the":
                role = _role(chunks.pattern, at)
                if role in ("subject", "source") and (bearer := roles.only_bearer(chunk)) is not None:
                    yield NamedPerson(at, bearer, role, False, False)
            continue
        role = "owner" if chunk.mention is None else _role(chunks.pattern, at)
        yield NamedPerson(at, mention.entity, role, mention.full, True, _possessed(chunks, at))


def _possessed(chunks: Chunks, at: int) -> bool:
    chunk = chunks.row[at]
    if chunk.lead in _POSSESSIVE_PRONOUNS:
        return True
    return at >= 2 and chunks.pattern[at - 1] == "," and chunks.row[at - 2].lead in _POSSESSIVE_PRONOUNS


def _role(pattern: str, at: int) -> str:
    before = pattern[at - 1] if at else ""
    after = pattern[at + 1] if at + 1 < len(pattern) else ""
    if after == Code.POSSESSIVE_MARK:
        return "owner"
    if before and before in PREPOSITIONS:
        return "oblique"
    if _FINITE_CUE_NEXT.match(pattern, at + 1) or (
        before == Code.FINITE_CUE and "Q" in pattern[at - 3 : at] and at > 1
    ):
        return "source"
    if after and after in _CODES_AFTER_SUBJECT and (before == "" or before not in "VGBEx"):
        return "subject"
    return "object"


class Candidate(NamedTuple):
    """Somebody whom a pronoun or role may mean, with the features that speak for and against."""

    entity: int
    features: tuple[str, ...]


def find_candidates(
    people: SentencePeople,
    position: SentencePosition,
    at: int,
    gender: str | None,
    last: int | None,
    spoken: Collection[int] = (),
) -> list[Candidate]:
    """Return the people whom a chunk may mean, the most recent first.

    Args:
        people: The people of the article's sentences.
        at: Index of the pronoun's or role's chunk in its sentence.
        gender: The pronoun's gender, or None for a role that leaves it open.
        last: Who spoke last, an index into the entities.
        spoken: Who has spoken so far.
    """
    document = people.document
    seen: dict[int, list[str]] = {}
    steps = 0
    first_subject = True
    for distance, where in enumerate(chain([position], document.before(position, ANTECEDENT_SENTENCES_BACK))):
        chunks = document.chunks(where.paragraph, where.sentence)
        limit = at if distance == 0 else len(chunks.row)
        present = [person for person in people.of(where) if person.at < limit]
        for person in reversed(present):
            if person.entity in seen or not _fits(document, person.entity, gender):
                continue
            if gender is not None and _spoken_of(chunks, person.at, gender):
                continue
            if person.role != "source" and _hardly_a_name(document, person.entity):
                continue
            features = list(_describe(document, position, where, chunks, person, steps, gender))
            if first_subject and person.role in ("subject", "source"):
                features.append("nearest subject")
            if not seen:
                features.append("nearest")
            seen[person.entity] = features
        if any(
            person.role in ("subject", "source") and _fits(document, person.entity, gender)
            for person in present
        ):
            first_subject = False
        if not _continues(chunks, limit, gender):
            steps += 1
        if len(seen) >= MOST_CANDIDATES or (seen and steps > MOST_SENTENCES_ABOUT_OTHERS):
            break
    if last is not None and _fits(document, last, gender):
        if last not in seen:
            seen[last] = ["far"]
        seen[last].append("spoke last")
    only = ["only one"] if len(seen) == 1 else []
    counts = {entity: len(document.entities[entity].mentions) for entity in seen}
    most = max(counts.values(), default=0)
    found = []
    for entity, features in seen.items():
        features += only + _prominence(document, entity)
        if len(seen) > 1 and counts[entity] == most:
            features.append("most mentions")
        if entity == document.first_person:
            features.append("first named")
        if entity in spoken:
            features.append("has spoken")
        found.append(Candidate(entity, tuple(features)))
    return found


def _spoken_of(chunks: Chunks, at: int, gender: str) -> bool:
    """Tell whether a person is named in what a pronoun of the gender says: ``he said that Lund knew``."""
    says = _PRONOUN_SAYS.match(chunks.pattern, 0, at)
    return says is not None and PRONOUN_GENDER.get(chunks.row[says.start(1)].head) == gender


def _hardly_a_name(document: Document, number: int) -> bool:
    """Tell whether an entity is one capitalised word, named once, and nothing else says it is a person."""
    entity = document.entities[number]
    return not entity.sure and len(entity.key) == 1 and len(entity.mentions) == 1


def _fits(document: Document, number: int, gender: str | None) -> bool:
    entity = document.entities[number]
    return not entity.organisation and (gender is None or entity.gender in (gender, None))


def _describe(
    document: Document,
    position: SentencePosition,
    where: SentencePosition,
    chunks: Chunks,
    person: NamedPerson,
    steps: int,
    gender: str | None,
) -> Iterator[str]:
    near = min(steps, 4)
    group = "subject" if person.role in ("subject", "source") else person.role
    yield f"{group} {near} back"
    yield f"role {person.role}"
    if person.full:
        yield "full name"
    elif not person.named:
        yield "by role"
    if "V" in chunks.pattern[: person.at]:
        yield "in what is reported"
    if person.possessed:
        yield "possessed"
    if where.paragraph == position.paragraph:
        yield "same paragraph"
    elif where.paragraph == position.paragraph - 1:
        yield "paragraph before"
    if person.at == 0:
        yield "begins its sentence"
    if gender is not None:
        yield "gender known" if document.entities[person.entity].gender else "gender unknown"


def _prominence(document: Document, number: int) -> list[str]:
    entity = document.entities[number]
    count = len(entity.mentions)
    pattern = "sure" if entity.sure else "unsure full name" if len(entity.key) > 1 else "unsure single name"
    return [
        pattern,
        f"mentions {'1' if count == 1 else '2-4' if count < 5 else '5-9' if count < 10 else '10+'}",
    ]


def _continues(chunks: Chunks, limit: int, gender: str | None) -> bool:
    """Tell whether the sentence goes on about the same person.

    A pronoun of the gender, nobody's name, or only a quotation.
    """
    if chunks.pattern.strip(".,;") in ("Q", ""):
        return True
    return any(
        PRONOUN_GENDER.get(chunk.head) == gender
        for chunk in chunks.row[:limit]
        if chunk.code == Code.SUBJECT_PRONOUN
    )


def score_candidate(candidate: Candidate) -> float:
    """Return the log odds of a candidate, the sum of the weights of its features."""
    known = feature_weights("antecedent")
    return sum([known.get(feature, 0.0) for feature in candidate.features])
