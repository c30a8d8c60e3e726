"""Words inside of other words: whose they are when a speaker quotes somebody else.

Owns quotations at depth 1 and more. They belong to whoever the outer words name beside them as having said
them: a name, a role, a pronoun, or "I", the outer speaker on an earlier day. Words that somebody only might
say are nobody's, and so is everything else: the outer speaker's own words, scare quotes and names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.analysis.attribution.coreference import PRONOUN_GENDER, Resolver, choose
from reader.analysis.document import Document, SentencePosition
from reader.analysis.function_words import words
from reader.analysis.marks import Marked
from reader.analysis.model import Attribution, Kind
from reader.analysis.syntax.chunks import Chunk, Chunks, chunk_sentence
from reader.analysis.syntax.clauses import Event, find_events
from reader.analysis.syntax.codes import UNNAMED_PEOPLE, Code

WINDOW = 160
"""Characters before the inner words in which their cue is looked for."""
AFTER = 60
"""Characters after them in which it is looked for."""

MOST_AFTER = 16
"""Stretches looked at behind them for the one that ends that."""

_SPOKEN = frozenset({"addition", "answer", "question", "writing"})
_BEFORE = re.compile(r"(?:[MNORATP]|[it][TNORAM])?[,:]?$")
_AFTER = re.compile(r",?(?:[PNOR]a?|)$")
_BESIDE = re.compile(r"[,:]?$")
_UNREAL = words(
    "would could can may might should must will to if not never ever 'll ’ll 'd ’d won't won’t can't can’t "
    "didn't didn’t don't don’t doesn't doesn’t wouldn't wouldn’t couldn't couldn’t"
)
_OUTER = words("i i've i’ve")


class Outer(NamedTuple):
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
    document: Document, resolver: Resolver, index: int, parent: Marked, outer: Outer
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


def _read_around(document: Document, index: int, quote: Marked, parent: Marked) -> tuple[Chunks, int]:
    """Read what stands around the inner words within the outer ones, other inner words as quotations."""
    start = max(parent.start, quote.outer_start - WINDOW)
    end = max(quote.outer_end, min(parent.end, quote.outer_end + AFTER))
    inner = [(index, quote)]
    for number in range(index - 1, -1, -1):
        other = document.marked[number]
        if other.outer_start < start or other.depth < quote.depth:
            break
        if other.depth == quote.depth:
            inner.insert(0, (number, other))
    for other in document.marked[index + 1 : index + 1 + MOST_AFTER]:
        if other.outer_start >= end:
            break
        if other.depth <= quote.depth:
            end = max(quote.outer_end, other.outer_start)
            break
    chunks = chunk_sentence(document.text, start, end, inner, document.mentions, document.starts)
    return chunks, chunks.pattern.rindex("Q")


def _find_cue(document: Document, chunks: Chunks, at: int, quote: Marked) -> Event | None:
    """Return the event right beside the inner words that says that somebody did say them."""
    several = " " in document.text[quote.start : quote.end]
    for event in reversed(find_events(chunks)):
        cue = chunks.row[event.cue].cue
        if event.source < 0 or event.how == "owner" or cue is None or cue.frame:
            continue
        if cue.weak and cue.cls not in _SPOKEN:
            continue
        between = chunks.pattern[min(event.cue, at) + 1 : max(event.cue, at)]
        pattern = _AFTER if event.cue > at else _BEFORE if several else _BESIDE
        beside = event.cue < at or event.source > at
        if beside and pattern.match(between) and _happened(chunks, event):
            return event
    return None


def _happened(chunks: Chunks, event: Event) -> bool:
    """Tell whether the cue tells what was said, not what could be, and not what somebody never said."""
    low, high = sorted((event.source, event.cue))
    around = chunks.row[max(0, low - 1) : high]
    return chunks.pattern[event.cue] in "VGE" and _UNREAL.isdisjoint(chunk.head for chunk in around)


def _attribute(
    document: Document, resolver: Resolver, chunks: Chunks, event: Event, outer: Outer
) -> Attribution:
    reporting, chunk = chunks.row[event.cue], chunks.row[event.source]
    mention = document.text[chunk.start : chunk.end]
    speaker = _who(document, resolver, chunks, event.source, outer)
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


def _who(document: Document, resolver: Resolver, chunks: Chunks, source: int, outer: Outer) -> str | None:
    chunk = chunks.row[source]
    if chunk.head in _OUTER:
        return outer.speaker
    if chunk.head in PRONOUN_GENDER:
        meant = _third(document, resolver, chunks, source, PRONOUN_GENDER[chunk.head], outer)
        return document.entities[meant].name if meant is not None else None
    entity = chunk.mention.entity if chunk.mention is not None else None
    return None if entity is None or entity == outer.entity else document.entities[entity].name


def _third(
    document: Document, resolver: Resolver, chunks: Chunks, source: int, gender: str, outer: Outer
) -> int | None:
    """Return the person whom a pronoun inside of the outer words means, never the outer speaker.

    The only one that the outer words name before it; nobody if they speak of somebody without a name; else
    whom the sentences before the outer words were about.
    """
    before = chunks.row[:source]
    named = {number for chunk in before if (number := _person(chunk)) is not None} - {outer.entity}
    fitting = [n for n in named if document.entities[n].gender in (gender, None)]
    if fitting or any(chunk.code in UNNAMED_PEOPLE for chunk in before):
        return fitting[0] if len(fitting) == 1 else None
    candidates = resolver.candidates(outer.position, outer.at, gender)
    return choose([candidate for candidate in candidates if candidate.entity != outer.entity])


def _person(chunk: Chunk) -> int | None:
    return chunk.mention.entity if chunk.code == Code.PERSON and chunk.mention is not None else None
