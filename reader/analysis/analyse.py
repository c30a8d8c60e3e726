"""The stages of the analysis in their order: marks, entities, speakers, kinds, topics.

Owns the order and the making of the findings. Refuses to know how any stage works.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.analysis.attribution.case import Case, Finding
from reader.analysis.attribution.coreference import CoreferenceResolver
from reader.analysis.attribution.headline_quotes import name_headline_quotes
from reader.analysis.attribution.nested import OuterQuotation, find_nested
from reader.analysis.attribution.rules import find_speaker
from reader.analysis.document import Document, SentencePosition
from reader.analysis.kind_features import GoverningCue
from reader.analysis.kinds import find_kind
from reader.analysis.marks import MarkedSpan, find_marked_spans
from reader.analysis.model import WEIGHED, Analysis, Attribution, Kind, Person, Quotation
from reader.analysis.names.name import NameKind
from reader.analysis.topics import Vocabulary, find_topics
from reader.articles.model import Article, struck_out
from reader.memory import collection_paused

MOST_STRETCHES_EXAMINED = 10_000
"""Stretches in marks whose speaker is looked for; a text with more is no article."""

MOST_CHARACTERS_READ = 1_000_000
"""Characters of a text within which speakers are looked for; an article has some thousands, a novel half."""

_NOT_SPACE = re.compile(r"\S")


def analyse(article: Article, vocabulary: Vocabulary) -> Analysis:
    """Find quotations with their speakers, people and topics of an article; no input is too odd for it."""
    with collection_paused():
        quotations, people = find_quotations(article)
        return Analysis(quotations, people, find_topics(article, vocabulary))


def find_quotations(article: Article) -> tuple[tuple[Quotation, ...], tuple[Person, ...]]:
    """Find the quotations of an article, by start, and the people it names, by first mention.

    Struck-out text says nothing: no quotation, cue or name is read in it, and words in marks of which a part
    is struck out are nobody's.
    """
    struck = struck_out(article.spans)
    if struck:
        article = replace(article, text=_blank_out(article.text, struck))
    reading = _ArticleReading(article, find_marked_spans(article.text, article.paragraphs))
    quotations = name_headline_quotes(
        article, [reading.examine(index) for index in range(len(reading.marked))]
    )
    if struck:
        quotations = tuple(_disown_struck(quotation, struck) for quotation in quotations)
    return quotations, _people(reading.document, {quotation.speaker for quotation in quotations})


def _blank_out(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    """Return a text with spaces for the words in some stretches, so that every offset stays."""
    parts = []
    at = 0
    for start, end in stretches:
        parts += [text[at:start], _NOT_SPACE.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _disown_struck(quotation: Quotation, struck: Sequence[tuple[int, int]]) -> Quotation:
    """Return a quotation as nobody's if a part of its words is struck out."""
    if any(start < quotation.outer_end and quotation.outer_start < end for start, end in struck):
        return replace(quotation, kind=Kind.TERM, attribution=Attribution("struck out"))
    return quotation


class _ArticleReading:
    """An article read from its beginning: each quotation may rest on the one before."""

    def __init__(self, article: Article, marked: list[MarkedSpan]) -> None:
        self.marked = marked
        self.document = Document(article, marked)
        self.resolver = CoreferenceResolver(self.document)
        self.previous: Finding | None = None
        self.outer = OuterQuotation(None, None)
        self.parent: MarkedSpan | None = None

    def examine(self, index: int) -> Quotation:
        """Return the stretch in marks of that index with its kind and its speaker."""
        quote = self.marked[index]
        if index >= MOST_STRETCHES_EXAMINED or quote.outer_end > MOST_CHARACTERS_READ:
            kind, attribution = Kind.TERM, Attribution("not examined")
        elif quote.depth and self.parent is not None:
            kind, attribution = find_nested(self.document, self.resolver, index, self.parent, self.outer)
        else:
            kind, attribution = self._examine_outer(index, quote)
        return Quotation(
            quote.start,
            quote.end,
            quote.outer_start,
            quote.outer_end,
            kind,
            attribution,
            quote.depth,
            quote.continues,
        )

    def _examine_outer(self, index: int, quote: MarkedSpan) -> tuple[Kind, Attribution]:
        document = self.document
        self.parent, self.outer = quote, OuterQuotation(None, None)
        position = document.position_of(quote.paragraph, quote.outer_start)
        chunks = document.chunks(position.paragraph, position.sentence)
        at = chunks.find_quotation(index)
        if at is None:  # its sentence was cut for length
            return Kind.TERM, Attribution("not examined")
        self.outer = OuterQuotation(None, None, position, at)
        finding = find_speaker(Case(document, self.resolver, position, chunks, at, quote, self.previous))
        governing = _find_governing_cue(document, position, finding)
        judged = find_kind(document.text, quote.start, quote.end, chunks, at, governing)
        kind = judged.kind
        if finding is None or kind is Kind.TERM:
            return kind, Attribution(f"none{WEIGHED}" if judged.weighed else "none")
        self.previous = finding
        attribution = _attribute(document, finding)
        self.outer = OuterQuotation(finding.resolved.entity, attribution.speaker, position, at)
        self.resolver.note(finding.resolved.entity)
        return kind, attribution


def _find_governing_cue(
    document: Document, position: SentencePosition, finding: Finding | None
) -> GoverningCue:
    if finding is None:
        return GoverningCue("none")
    chunks = document.chunks(finding.position.paragraph, finding.position.sentence)
    cue = chunks.row[finding.cue].cue if finding.cue >= 0 else None
    return GoverningCue(
        finding.rule.removesuffix(WEIGHED),
        finding.cue if finding.position == position else -1,
        cue.frame if cue else "",
        cue.cls if cue else "",
        cue.weak if cue else False,
        finding.resolved.entity is not None,
        cue is not None and cue.lemma.startswith("in "),
    )


def _attribute(document: Document, finding: Finding) -> Attribution:
    chunks = document.chunks(finding.position.paragraph, finding.position.sentence)
    cue = chunks.row[finding.cue] if finding.cue >= 0 else None
    source = chunks.row[finding.source]
    resolved = finding.resolved
    speaker = document.entities[resolved.entity].name if resolved.entity is not None else None
    return Attribution(
        finding.rule,
        speaker,
        document.text[cue.start : cue.end] if cue else None,
        cue.start if cue else None,
        document.text[source.start : source.end],
        source.start,
        resolved.chain,
        resolved.description if speaker is None else None,
        cue.cue.lemma if cue and cue.cue else None,
    )


def _people(document: Document, speakers: set[str | None]) -> tuple[Person, ...]:
    """List the people and organisations, without guesses of one word and places that say nothing."""
    people = []
    for entity in document.entities:
        kinds = {document.mentions[number].kind for number in entity.mentions}
        if not kinds or (kinds == {NameKind.PLACE} and entity.name not in speakers):
            continue
        if entity.sure or len(entity.key) > 1 or entity.name in speakers:
            forms = tuple(sorted(entity.forms, key=len, reverse=True))
            titles = tuple(entity.titles)
            people.append(Person(entity.name, forms, titles, entity.gender, entity.organisation))
    return tuple(people)
