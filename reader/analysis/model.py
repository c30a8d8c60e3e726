"""What the analysis finds: quotations, their attributions with the rule that decided, people, topics.

Owns values, and the sentence for people that each rule has. Every offset counts characters (code points) of
``Article.text``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What words in quotation marks are."""

    DIRECT = "direct"
    PARTIAL = "partial"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said it, and how that was decided.

    Attributes:
        rule: Name of the rule that decided; every attribution has one.
        speaker: Full name of the person or organisation, or None: unknown, or nobody's name.
        cue: The words that report the speech, as printed (``said``, ``according to``), or None.
        cue_start: Offset of the cue, or None.
        mention: The words that name the source, as printed (``she``, ``the minister``), or None.
        mention_start: Offset of the mention, or None.
        chain: From the mention to the speaker, each step as printed: ``("she", "Kallas", "Kaja Kallas")``.
        description: A source without a name, as printed: ``a senior official``; else None.
        lemma: Base form of the cue, as the lexicon has it (``say``, ``point out``), or None.
    """

    rule: str
    speaker: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    mention: str | None = None
    mention_start: int | None = None
    chain: tuple[str, ...] = ()
    description: str | None = None
    lemma: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: ``text[start:end]``, without the marks.

    Attributes:
        outer_start: Where the opening mark begins.
        outer_end: Where the closing mark ends; equals ``end`` if it is missing.
        depth: 0, or how many quotations this one stands inside of.
        continues: The paragraph before is part of the same words (reopened marks).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    kind: Kind
    attribution: Attribution
    depth: int = 0
    continues: bool = False

    @property
    def speaker(self) -> str | None:
        """Full name of who said it, or None."""
        return self.attribution.speaker


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or an organisation, that the article names.

    Attributes:
        name: The fullest name in the article.
        forms: Every form of the name as printed, the fullest first.
        titles: Titles and roles tied to the name, as printed, the first first.
        gender: ``f``, ``m`` or None where it cannot be told.
        organisation: It is an organisation, not a person.
    """

    name: str
    forms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    gender: str | None = None
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one article; quotations by start, topics by weight, people by first mention."""

    quotations: Sequence[Quotation] = ()
    people: tuple[Person, ...] = ()
    topics: tuple[str, ...] = ()


WEIGHED = " (weighed)"
"""Ends the name of a rule where learned weights, and not the rules alone, decided."""

_SENTENCES = MappingProxyType(
    {
        "plain tag": "who says so stands right after the words",
        "signed": "the words are signed",
        "label": "a name and a colon stand before the words, or a colon and a name behind them",
        "cue after": "who says so follows the words",
        "cue beside": "a verb of saying and its subject stand right before the words",
        "cue before": "a verb of saying stands earlier in the sentence",
        "cue later": "a verb of saying stands later in the sentence",
        "weak cue before": "a verb that now and then reports words stands before them",
        "thing beside": "what speaks is a thing or nobody named",
        "told after": "the sentence after the words says that somebody put it so",
        "colon": "somebody acts or speaks, and the words follow a colon",
        "continued": "the paragraph before left the same words open",
        "same paragraph": "the words go on after another quotation of the paragraph",
        "introduced": "the sentence before tells of somebody",
        "goes on": "no verb of saying is in the sentence, so the speaker before goes on",
        "carried over": "nobody else was introduced since the paragraph before",
        "said below": "the headline's words are said again further down, by one speaker only",
        "nested": "words inside of other words",
        "nested cue": "the outer words name who said the inner ones",
        "corrected": "somebody has put it right by hand (corrections.toml)",
        "none": "nothing tells who says so, or nobody does",
        "struck out": "a part of the words is struck out, so nobody says them",
        "not examined": "the sentence is too long to be looked into",
    }
)


def describe_rule(name: str) -> str | None:
    """Return what the rule of that name found, or None if there is no such rule."""
    sentence = _SENTENCES.get(name.removesuffix(WEIGHED))
    return f"{sentence}; learned weights decided" if sentence and name.endswith(WEIGHED) else sentence
