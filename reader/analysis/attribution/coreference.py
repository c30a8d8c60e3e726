"""Whom a pronoun, a role or a name without a full form means.

Owns the choice among the entities of the article: by gender and number, grammatical role, distance, who spoke
last, titles that fit. Refuses to choose where no candidate is clearly likelier: then the answer is None.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from reader.analysis.attribution.antecedents import (
    Candidate,
    SentencePeople,
    find_candidates,
    score_candidate,
)
from reader.analysis.attribution.roles import Roles, normalise_role_word
from reader.analysis.document import Document, SentencePosition
from reader.analysis.function_words import DETERMINERS, POSSESSIVES, PRONOUN_GENDER, word_set
from reader.analysis.lexicon import nationalities, titles
from reader.analysis.names.name import Mention, NameKind
from reader.analysis.syntax.chunks import Chunk
from reader.analysis.syntax.clauses import name_of
from reader.analysis.syntax.tokens import COLLECTIVES, PREPOSITIONS, SPEAKERS, Code

MOST_BUSINESS_MENTIONS = 400
"""Names before "the company" or "the firm" among which a business is looked for."""
LEAST_ANTECEDENT_SHARE = 0.5
"""Share of the probability that the likeliest person must have; below, the answer is unknown."""

_STARTS_WITH_SOMEBODY_NEW = re.compile(r"[ca,]*([RT])(?![rgo'c])")
_AGENT_NOUN = re.compile(r"(?:[a-z]{3}er|[a-z]or|ist|man|woman|eer|prelate|cleric|captain)$")
_BUSINESS_NOUNS = word_set(
    "company firm business manufacturer producer maker carmaker automaker chipmaker airline retailer "
    "lender operator trader miner brewer supplier insurer broker developer conglomerate utility startup "
    "bank brand planter corporation giant chain group start-up publisher"
)
_PRESS_NOUNS = word_set(
    "newspaper paper daily broadsheet tabloid weekly magazine journal website outlet broadcaster "
    "station channel "
    "network agency publication"
)
_PRESS_WORDS = word_set(
    "times post news tv radio television broadcasting press journal gazette herald tribune "
    "telegraph chronicle "
    "observer guardian mail mirror sun star globe standard independent examiner inquirer dispatch register "
    "bulletin review magazine weekly daily today channel newswire newspaper zeitung ledger argus courier "
    "sentinel beacon clarion enquirer intelligencer statesman spectator advertiser recorder whig "
    "crier citizen "
    "reuters interfax tass bbc cnn npr afp xinhua politico"
)
_ASSOCIATION_NOUNS = word_set(
    "organisation organization association group charity body union agency league federation "
    "foundation institute "
    "watchdog regulator network club party team campaign coalition alliance society movement museum festival "
    "hospital university college school lobby committee commission council"
)
_BODY_OF_STATE_WORDS = word_set(
    "court ministry police council parliament senate congress house government department "
    "commission committee "
    "cabinet office army navy"
)
BODY_SENTENCES_BACK = 5
"""Sentences before "the organisation" or "the newspaper" in which its name is looked for."""
_WRITING_NOUNS = word_set("statement message post report release communique letter text note announcement")
_CUE_FOLLOWS = re.compile(r"[xa]*[VG]")
_WRITTEN_BY = re.compile(r"Vi[NO]")
_ELDER_OR_YOUNGER = re.compile(r"(?:[Tt]he )?(elder|older|younger)\b")
_FORMS_OF_ADDRESS = frozenset(
    f"{whose} {what}"
    for whose in ("his", "her")
    for what in word_set(
        "eminence excellency worship holiness highness honour honor lordship ladyship grace majesty"
    )
)
_SUBORDINATE_WORDS = word_set("deputy vice shadow assistant opposition acting interim rival fellow another")
_ROLES_OF_NEW_PEOPLE = word_set(
    "spokesman spokeswoman spokesperson official lawyer attorney judge reporter moderator host "
    "interviewer aide source witness officer doctor professor teacher driver person man woman boy girl "
    "student voter caller member brother sister mother father son daughter wife husband suspect passenger "
    "neighbour neighbor resident survivor"
)


class Resolved(NamedTuple):
    """Whom a chunk means.

    Attributes:
        entity: Index into the entities, or None.
        chain: Each step as printed, up to the fullest name.
        description: A source without a name, as printed.
        weighed: Learned weights decided among several people.
    """

    entity: int | None
    chain: tuple[str, ...] = ()
    description: str | None = None
    weighed: bool = False


class CoreferenceResolver:
    """Resolves the chunks of one article; remembers who spoke last."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.roles = Roles(document)
        self.people = SentencePeople(document, self.roles)
        self.last_speaker: int | None = None
        self.just_spoke: int | None = None
        self.spoken: set[int] = set()
        self._weighed = False

    def note(self, entity: int | None) -> None:
        """Remember who was found to speak; None for a source without a name."""
        self.just_spoke = entity
        if entity is not None:
            self.last_speaker = entity
            self.spoken.add(entity)

    def resolve(self, position: SentencePosition, at: int) -> Resolved:
        """Return whom the chunk at an index of a sentence means."""
        self._weighed = False
        resolved = self._resolve(position, at)
        return resolved._replace(weighed=self._weighed and resolved.entity is not None)

    def _resolve(self, position: SentencePosition, at: int) -> Resolved:
        chunk = self.document.chunks(position.paragraph, position.sentence).row[at]
        text = self.document.text[chunk.start : chunk.end]
        if chunk.mention is not None and chunk.mention.entity is not None and not _is_people(chunk):
            entity = self._resolve_namesake(chunk.mention, chunk.mention.entity, text)
            name = self.document.entities[entity].name
            chain = (chunk.mention.text, name) if chunk.mention.text != name else (name,)
            return Resolved(entity, chain)
        own = next((word for word in (chunk.head, *chunk.head.split()) if word in PRONOUN_GENDER), None)
        if own is not None and chunk.code in "PMF":
            return self._named(self._resolve_pronoun(position, at, PRONOUN_GENDER[own]), text)
        if chunk.code == Code.SUBJECT_PRONOUN and chunk.head == "it":
            says = _CUE_FOLLOWS.match(
                self.document.chunks(position.paragraph, position.sentence).pattern, at + 1
            )
            return self._named(self._organisation_before(position, at) if says else None, text)
        if chunk.code == Code.ROLE and chunk.lead in ("his", "her") and chunk.head in _FORMS_OF_ADDRESS:
            return self._named(self._resolve_pronoun(position, at, PRONOUN_GENDER[chunk.lead]), text)
        if chunk.code == Code.SAYING:
            return self._resolve_owner(position, at, chunk, text)
        if (
            chunk.code == Code.ROLE
            or _is_people(chunk)
            or (chunk.code == Code.THING and _AGENT_NOUN.search(chunk.head))
        ):
            found = self._resolve_role(position, at, chunk)
            return self._named(found, text) if found is not None else Resolved(None, (text,), text)
        if chunk.code in COLLECTIVES and chunk.lead == "the" and chunk.owner is None:
            return self._called_organisation(chunk, text, position)
        return Resolved(None, (text,), text if chunk.code in "AOTS" else None)

    def _resolve_namesake(self, mention: Mention, entity: int, text: str) -> int:
        """Return whom a surname means that several bear: ``the elder Lee``, ``Governor Lee``."""
        sort = _ELDER_OR_YOUNGER.match(text)
        if sort:
            return self.document.names.namesake(entity, sort[1] in ("elder", "older"))
        kind = titles().get(mention.title.split()[-1].casefold()) if mention.title else None
        if kind is not None and kind.kind != "honorific" and not mention.full:
            title = normalise_role_word(mention.title.split()[-1])
            same = [i for i in self.document.names.namesakes(entity) if title in self.roles.of(i)]
            return same[0] if len(same) == 1 else entity
        return entity

    def _organisation_before(self, position: SentencePosition, at: int) -> int | None:
        """Return the organisation that "it" means.

        The subject of this sentence or of the ones before, if that is an organisation; else the one that just
        spoke.
        """
        for distance, where in enumerate((position, *self.document.before(position, 2))):
            chunks = self.document.chunks(where.paragraph, where.sentence)
            for i, chunk in enumerate(chunks.row[: at if distance == 0 else None]):
                if chunk.code in SPEAKERS and (i == 0 or chunks.pattern[i - 1] not in PREPOSITIONS):
                    if chunk.code == Code.SUBJECT_PRONOUN and chunk.head == "it":
                        break
                    organisation = self._as_organisation(chunk)
                    if organisation is None and distance:
                        return self._speaking_organisation()
                    return organisation
        return self._speaking_organisation()

    def _speaking_organisation(self) -> int | None:
        spoke = self.just_spoke
        return spoke if spoke is not None and self.document.entities[spoke].organisation else None

    def _as_organisation(self, chunk: Chunk) -> int | None:
        """Return the organisation that a chunk names or calls "the council", if it is one."""
        mention = chunk.mention
        if mention is None:
            definite = chunk.code in COLLECTIVES and chunk.lead == "the"
            return self._called_organisation(chunk, "").entity if definite else None
        if mention.kind is NameKind.PERSON and mention.entity is not None:
            entity = self.document.entities[mention.entity]
            return mention.entity if not entity.sure and entity.gender is None else None
        return mention.entity if mention.kind is NameKind.ORGANISATION else None

    def _called_organisation(
        self, chunk: Chunk, text: str, position: SentencePosition | None = None
    ) -> Resolved:
        """Resolve "the council", "the company", "the newspaper": by the name's own word, else by its kind."""
        organisation = self.document.names.organisation_called(chunk.head, chunk.start)
        noun = chunk.head.rsplit(" ", 1)[-1]
        if (
            organisation is None
            and position is not None
            and noun in _PRESS_NOUNS | _ASSOCIATION_NOUNS | _BUSINESS_NOUNS
        ):
            organisation = self._find_body(position, chunk.start, noun)
        if organisation is None and noun in _BUSINESS_NOUNS:
            organisation = self._find_business(chunk.start)
        if organisation is None:
            return Resolved(None, (text,), text)
        return Resolved(organisation, (text, self.document.entities[organisation].name))

    def _find_body(self, position: SentencePosition, offset: int, noun: str) -> int | None:
        """Return the body of a noun's kind that is the subject of this sentence or of the ones before."""
        spoke = self._speaking_organisation()
        if spoke is not None and self._may_be_called(spoke, noun):
            return spoke
        first = SentencePosition(position.paragraph, 0)
        for where in (position, first, *self.document.before(position, BODY_SENTENCES_BACK)):
            chunks = self.document.chunks(where.paragraph, where.sentence)
            for i, chunk in enumerate(chunks.row):
                if chunk.start >= offset or (i and chunks.pattern[i - 1] == Code.FINITE_CUE):
                    break
                mention = chunk.mention
                if mention is None or mention.entity is None or (i and chunks.pattern[i - 1] in PREPOSITIONS):
                    continue
                if mention.kind in (NameKind.ORGANISATION, NameKind.PERSON) and self._may_be_called(
                    mention.entity, noun
                ):
                    return mention.entity
        return None

    def _may_be_called(self, number: int, noun: str) -> bool:
        """Tell whether a body's name lets it be called by a common noun, as far as it tells."""
        entity = self.document.entities[number]
        press = not _PRESS_WORDS.isdisjoint(entity.key)
        if noun in _PRESS_NOUNS and noun != "agency":
            return press
        if not entity.organisation:  # a guessed name that nothing makes a person
            return not entity.sure and entity.gender is None and noun not in _BODY_OF_STATE_WORDS
        if noun in _BODY_OF_STATE_WORDS:
            return noun in entity.key
        return (not press or noun == "agency") and _BODY_OF_STATE_WORDS.isdisjoint(entity.key)

    def _find_business(self, offset: int) -> int | None:
        """Return the business that an article is about: who just spoke, or the organisation it names most.

        A guessed name counts as an organisation where nothing makes a person of it.
        """
        spoke = self._speaking_organisation()
        if spoke is not None:
            return spoke
        counts: Counter[int] = Counter()
        mentions = self.document.mentions
        for mention in mentions[: bisect_left(self.document.starts, offset)][-MOST_BUSINESS_MENTIONS:]:
            if mention.entity is not None and not mention.quoted and self._may_be_business(mention):
                counts[mention.entity] += 1
        first, second = (*counts.most_common(2), (-1, 0), (-1, 0))[:2]
        return first[0] if first[1] > max(1, second[1]) else None

    def _may_be_business(self, mention: Mention) -> bool:
        if mention.kind is NameKind.ORGANISATION:
            return True
        entity = self.document.entities[mention.entity or 0]
        return mention.kind is NameKind.PERSON and not entity.sure and entity.gender is None

    def _resolve_owner(self, position: SentencePosition, at: int, chunk: Chunk, text: str) -> Resolved:
        """Resolve whose claim, remark or statement it is."""
        if chunk.owner is not None and chunk.owner.entity is not None:
            return Resolved(chunk.owner.entity, (text, self.document.entities[chunk.owner.entity].name))
        if chunk.lead in PRONOUN_GENDER:
            return self._named(self._resolve_pronoun(position, at, PRONOUN_GENDER[chunk.lead]), text)
        before = self.document.chunks(position.paragraph, position.sentence).pattern[at - 1 : at]
        itself = chunk.lead == "the" and chunk.head in _WRITING_NOUNS and before not in ("i", "t")
        author = self._find_author(position) if itself else None
        return Resolved(None, (text,), text) if author is None else self._named(author, text)

    def _find_author(self, position: SentencePosition) -> int | None:
        """Return whose statement "the statement" is: who spoke or wrote in the sentences before."""
        for where in self.document.before(position, 2):
            chunks = self.document.chunks(where.paragraph, where.sentence)
            for event in reversed(self.document.events(where.paragraph, where.sentence)):
                if event.source >= 0 and chunks.row[event.source].code in "NOA":
                    return self._resolve(where, event.source).entity
            by = _WRITTEN_BY.search(chunks.pattern)
            named = chunks.row[by.end() - 1].mention if by else None
            if by and named is not None and chunks.row[by.start() + 1].head == "by":
                return named.entity
        return None

    def _named(self, entity: int | None, text: str) -> Resolved:
        if entity is None:
            return Resolved(None, (text,))
        return Resolved(entity, (text, self.document.entities[entity].name))

    def _resolve_pronoun(self, position: SentencePosition, at: int, gender: str) -> int | None:
        if self._just_brought_in(position):
            return None
        return self._choose(self.candidates(position, at, gender))

    def _choose(self, candidates: list[Candidate]) -> int | None:
        """Choose among people, and remember whether there was a choice."""
        self._weighed = len(candidates) > 1
        return choose_antecedent(candidates)

    def _just_brought_in(self, position: SentencePosition) -> bool:
        """Tell whether the sentence before begins with somebody without a name: ``One grower was …``."""
        if not position.sentence:
            return False
        before = SentencePosition(position.paragraph, position.sentence - 1)
        chunks = self.document.chunks(before.paragraph, before.sentence)
        first = _STARTS_WITH_SOMEBODY_NEW.match(chunks.pattern)
        if first is None or chunks.row[first.start(1)].lead in POSSESSIVES:
            return False
        named = name_of(chunks, first.start(1))
        if chunks.pattern[named] == Code.THING:
            return _AGENT_NOUN.search(chunks.row[named].head) is not None
        return chunks.pattern[named] == Code.ROLE and self._resolve(before, named).entity is None

    def candidates(self, position: SentencePosition, at: int, gender: str | None) -> list[Candidate]:
        """Return whom a chunk may mean."""
        return find_candidates(self.people, position, at, gender, self.last_speaker, self.spoken)

    def _resolve_role(self, position: SentencePosition, at: int, chunk: Chunk) -> int | None:
        """Find the bearer of a definite role.

        One nobody bears in the text may still be the person just spoken of.
        """
        if chunk.lead in POSSESSIVES:
            return self.roles.bearer(chunk)
        if chunk.lead in DETERMINERS and not chunk.definite:
            return None
        title = titles().get(chunk.head) or titles().get(chunk.head.split()[-1])
        gender = title.gender if title else None
        bearer = self.roles.bearer(chunk)
        if bearer is not None or chunk.lead != "the":
            return bearer
        words = self.document.text[chunk.start : chunk.end].casefold().split()
        if not self._only_avoids_repeating(position, at, chunk) or not _SUBORDINATE_WORDS.isdisjoint(words):
            return None
        candidates = self.candidates(position, at, gender)
        candidates = [
            c for c in candidates if self.document.entities[c.entity].sure or c.entity in self.spoken
        ]
        chosen = self._choose(candidates) if candidates else self._named_later(position, gender)
        if chunk.head in _ROLES_OF_NEW_PEOPLE and self._just_brought_in(position):
            return None
        if chunk.head in _ROLES_OF_NEW_PEOPLE:
            return chosen if chosen is not None and chosen == self.just_spoke else None
        return chosen

    def _only_avoids_repeating(self, position: SentencePosition, at: int, chunk: Chunk) -> bool:
        """Tell whether a role only avoids repeating a name.

        Somebody's captain or the head of something is somebody new.
        """
        following = self.document.chunks(position.paragraph, position.sentence).row[at + 1 : at + 2]
        title = titles().get(chunk.head) or titles().get(chunk.head.split()[-1])
        words = self.document.text[chunk.start : chunk.end]
        if title is not None and title.kind == "kinship" and words.count(" ") < 2:
            return False
        if chunk.head.startswith("head of") or (following and following[0].head == "of"):
            return False
        return "'" not in words and "’" not in words

    def _named_later(self, position: SentencePosition, gender: str | None) -> int | None:
        """Find whom a lead names only afterwards.

        "The EU's top diplomat warned … Kaja Kallas told the BBC".
        """
        for where in self.document.after(position, 3):
            chunks = self.document.chunks(where.paragraph, where.sentence)
            for event in self.document.events(where.paragraph, where.sentence):
                mention = chunks.row[event.source].mention if event.source >= 0 else None
                if mention is not None and mention.entity is not None and mention.full:
                    entity = self.document.entities[mention.entity]
                    if not entity.organisation and (gender is None or entity.gender in (gender, None)):
                        return mention.entity
        return None


def choose_antecedent(candidates: list[Candidate]) -> int | None:
    """Return the likeliest candidate if it is likely enough (a softmax over the scores)."""
    if not candidates:
        return None
    scores = [score_candidate(candidate) for candidate in candidates]
    top = max(scores)
    share = 1.0 / sum(math.exp(value - top) for value in scores)
    return candidates[scores.index(top)].entity if share >= LEAST_ANTECEDENT_SHARE else None


def _is_people(chunk: Chunk) -> bool:
    """Tell whether a place's or people's name means one of its people.

    ``the Czech``, ``the young Malian``.
    """
    return chunk.lead == "the" and chunk.code in "OT" and chunk.head in nationalities()
