"""Words inside of other words: whose they are when a speaker quotes somebody else.

Owns quotations at depth 1 and more. Their speaker is the person whom a cue beside them, inside the outer
words, gives as having said them: a name, a role, a pronoun, or "I" for the outer speaker. Words that somebody
only might say get no speaker; neither do scare quotes, names, and words without such a cue.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.analysis.attribution.coreference import CoreferenceResolver, choose_antecedent
from reader.analysis.document import Document, SentencePosition
from reader.analysis.function_words import PRONOUN_GENDER, word_set
from reader.analysis.marks import MarkedSpan
from reader.analysis.model import Attribution, Kind
from reader.analysis.syntax.chunks import Chunk, Chunks, chunk_sentence
from reader.analysis.syntax.events import SpeechEvent, find_speech_events
from reader.analysis.syntax.tokens import UNNAMED_PEOPLE, Code

CHARACTERS_BEFORE_INNER = 160
"""Characters before the inner words in which their cue is looked for."""
CHARACTERS_AFTER_INNER = 60
"""Characters after them in which it is looked for."""

MOST_SPANS_AFTER = 16
"""Quotations behind the inner words among which the next one of the same depth is looked for."""

_SPOKEN_CUE_CLASSES = frozenset({"addition", "answer", "question", "writing"})
_CUE_BEFORE = re.compile(r"(?:[MNORATP]|[it][TNORAM])?[,:]?$")
_CUE_AFTER = re.compile(r",?(?:[PNOR]a?|)$")
_CUE_RIGHT_BEFORE = re.compile(r"[,:]?$")
_UNREAL_WORDS = word_set(
    "would could can may might should must will to if not never ever 'll ’ll 'd ’d won't won’t can't can’t "
    "didn't didn’t don't don’t doesn't doesn’t wouldn't wouldn’t couldn't couldn’t"
)
_FIRST_PERSON = word_set("i i've i’ve")


class OuterQuotation(NamedTuple):
    """The quotation around.

    Attributes:
        entity: Who says it, as an index into the entities, or None.
        speaker: Who says it by name, or None.
        position: Its sentence.
        at: Index of its chunk there.
    """

    entity: int | None
    speaker: str | None
    position: SentencePosition = SentencePosition(0, 0)
    at: int = 0


def find_nested(
    document: Document, resolver: CoreferenceResolver, index: int, parent: MarkedSpan, outer: OuterQuotation
) -> tuple[Kind, Attribution]:
    """Return kind and attribution of a stretch that stands inside of a quotation."""
    quote = document.marked[index]
    chunks, at = _read_around(document, index, quote, parent)
    event = _find_cue(document, chunks, at, quote)
    if event is None:
        return Kind.TERM, Attribution("nested")
    attribution = _attribute(document, resolver, chunks, event, outer)
    if attribution.speaker is None:
        return Kind.TERM, Attribution("nested")
    begins = document.text[quote.start].isupper() or chunks.pattern[at - 1 : at] in (",", ":")
    return Kind.DIRECT if begins else Kind.PARTIAL, attribution


def _read_around(document: Document, index: int, quote: MarkedSpan, parent: MarkedSpan) -> tuple[Chunks, int]:
    """Read what stands around the inner words within the outer ones, other inner words as quotations."""
    start = max(parent.start, quote.outer_start - CHARACTERS_BEFORE_INNER)
    end = max(quote.outer_end, min(parent.end, quote.outer_end + CHARACTERS_AFTER_INNER))
    inner = [(index, quote)]
    for number in range(index - 1, -1, -1):
        other = document.marked[number]
        if other.outer_start < start or other.depth < quote.depth:
            break
        if other.depth == quote.depth:
            inner.insert(0, (number, other))
    for other in document.marked[index + 1 : index + 1 + MOST_SPANS_AFTER]:
        if other.outer_start >= end:
            break
        if other.depth <= quote.depth:
            end = max(quote.outer_end, other.outer_start)
            break
    chunks = chunk_sentence(document.text, start, end, inner, document.mentions, document.starts)
    return chunks, chunks.pattern.rindex("Q")


def _find_cue(document: Document, chunks: Chunks, at: int, quote: MarkedSpan) -> SpeechEvent | None:
    """Return the event right beside the inner words that says that somebody did say them."""
    several = " " in document.text[quote.start : quote.end]
    for event in reversed(find_speech_events(chunks)):
        cue = chunks.row[event.cue].cue
        if event.source < 0 or event.how == "owner" or cue is None or cue.frame:
            continue
        if cue.weak and cue.cls not in _SPOKEN_CUE_CLASSES:
            continue
        between = chunks.pattern[min(event.cue, at) + 1 : max(event.cue, at)]
        pattern = _CUE_AFTER if event.cue > at else _CUE_BEFORE if several else _CUE_RIGHT_BEFORE
        beside = event.cue < at or event.source > at
        if beside and pattern.match(between) and _happened(chunks, event):
            return event
    return None


def _happened(chunks: Chunks, event: SpeechEvent) -> bool:
    """Tell whether the cue tells what was said, not what could be, and not what somebody never said."""
    low, high = sorted((event.source, event.cue))
    around = chunks.row[max(0, low - 1) : high]
    return chunks.pattern[event.cue] in "VGE" and _UNREAL_WORDS.isdisjoint(chunk.head for chunk in around)


def _attribute(
    document: Document,
    resolver: CoreferenceResolver,
    chunks: Chunks,
    event: SpeechEvent,
    outer: OuterQuotation,
) -> Attribution:
    reporting, chunk = chunks.row[event.cue], chunks.row[event.source]
    mention = document.text[chunk.start : chunk.end]
    speaker = _find_speaker(document, resolver, chunks, event.source, outer)
    return Attribution(
        "nested cue",
        speaker,
        document.text[reporting.start : reporting.end],
        reporting.start,
        mention,
        chunk.start,
        (mention, speaker) if speaker and speaker != mention else (mention,),
        mention if speaker is None and chunk.code in UNNAMED_PEOPLE else None,
        reporting.cue.lemma if reporting.cue else None,
    )


def _find_speaker(
    document: Document, resolver: CoreferenceResolver, chunks: Chunks, source: int, outer: OuterQuotation
) -> str | None:
    chunk = chunks.row[source]
    if chunk.head in _FIRST_PERSON:
        return outer.speaker
    if chunk.head in PRONOUN_GENDER:
        meant = _resolve_third_person(document, resolver, chunks, source, PRONOUN_GENDER[chunk.head], outer)
        return document.entities[meant].name if meant is not None else None
    entity = chunk.mention.entity if chunk.mention is not None else None
    return None if entity is None or entity == outer.entity else document.entities[entity].name


def _resolve_third_person(
    document: Document,
    resolver: CoreferenceResolver,
    chunks: Chunks,
    source: int,
    gender: str,
    outer: OuterQuotation,
) -> int | None:
    """Return the person whom a pronoun inside of the outer words means, never the outer speaker.

    The only one that the outer words name before it; nobody if they speak of somebody without a name; else
    whom the sentences before the outer words were about.
    """
    before = chunks.row[:source]
    named = {number for chunk in before if (number := _entity_of_person(chunk)) is not None} - {outer.entity}
    fitting = [n for n in named if document.entities[n].gender in (gender, None)]
    if fitting or any(chunk.code in UNNAMED_PEOPLE for chunk in before):
        return fitting[0] if len(fitting) == 1 else None
    candidates = resolver.candidates(outer.position, outer.at, gender)
    return choose_antecedent([candidate for candidate in candidates if candidate.entity != outer.entity])


def _entity_of_person(chunk: Chunk) -> int | None:
    return chunk.mention.entity if chunk.code == Code.PERSON and chunk.mention is not None else None
