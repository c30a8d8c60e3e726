"""What a rule of attribution sees and returns, and the questions that several rules ask.

Stands alone because the rules and the ranking of cues both need it, and the rules call the ranking.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from reader.analysis.attribution.coreference import CoreferenceResolver, Resolved
from reader.analysis.document import Document, SentencePosition
from reader.analysis.marks import MarkedSpan
from reader.analysis.model import WEIGHED
from reader.analysis.syntax.chunks import Chunks
from reader.analysis.syntax.events import SpeechEvent
from reader.analysis.syntax.tokens import NOMINAL_SPEAKERS, Code

_PERSONAL_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them"})
_ONLY_OPENING_WORDS = re.compile(r"[ack,]*(?:Q[^Q]*)*$")


class Finding(NamedTuple):
    """What a rule found: the indexes of cue (-1 if there is none) and source in a sentence's chunks."""

    rule: str
    position: SentencePosition
    cue: int
    source: int
    resolved: Resolved


class Case(NamedTuple):
    """A quotation in its sentence, with what was found for the one before it.

    Attributes:
        at: Index of the quotation's chunk in the sentence.
    """

    document: Document
    resolver: CoreferenceResolver
    position: SentencePosition
    chunks: Chunks
    at: int
    quote: MarkedSpan
    previous: Finding | None

    @property
    def events(self) -> list[SpeechEvent]:
        """The cues of the sentence with their sources."""
        return self.document.events(self.position.paragraph, self.position.sentence)

    @property
    def alone(self) -> bool:
        """The sentence is nothing but the quotation."""
        return is_alone(self.chunks)

    @property
    def begins(self) -> bool:
        """The quotation begins its sentence, but for an opening word or another quotation."""
        return _ONLY_OPENING_WORDS.match(self.chunks.pattern[: self.at]) is not None

    def found(
        self, rule: str, event: SpeechEvent, position: SentencePosition | None = None
    ) -> Finding | None:
        """Return an event of this sentence, or of the one at a position, as a finding.

        None if it has no source.
        """
        position = position or self.position
        if event.source < 0:
            return None
        resolved = self.resolver.resolve(position, event.source)
        if resolved.weighed and not rule.endswith(WEIGHED):
            rule += WEIGHED
        return Finding(rule, position, event.cue, event.source, resolved)


Rule = Callable[[Case], Finding | None]


def is_alone(chunks: Chunks) -> bool:
    """Tell whether a sentence is nothing but one quotation."""
    return chunks.pattern.strip(".,;-!?()") == "Q"


def is_weak(chunks: Chunks, event: SpeechEvent) -> bool:
    """Tell whether a cue reports words only now and then: ``laughed``, ``thinks``."""
    cue = chunks.row[event.cue].cue if event.cue >= 0 else None
    return cue is None or cue.weak


def is_owned(chunks: Chunks, event: SpeechEvent) -> bool:
    """Tell whether a noun of saying says whose it is: ``Lee's claim``, ``her remark``."""
    chunk = chunks.row[event.cue]
    return chunk.owner is not None or chunk.lead in ("his", "her")


def speaks(chunks: Chunks, event: SpeechEvent) -> bool:
    """Tell whether a source can be a speaker: not ``it``, ``you`` or a thing."""
    chunk = chunks.row[event.source]
    if chunk.code == Code.SAYING:
        return is_owned(chunks, event)
    return chunk.code in NOMINAL_SPEAKERS or chunk.head in _PERSONAL_PRONOUNS
