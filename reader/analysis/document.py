"""An article under analysis: its sentences, chunks, speech events and names, each made when first asked for.

Owns the caches, so that only what surrounds quotations is read closely. Refuses to decide anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from reader.analysis.marks import MarkedSpan
from reader.analysis.names.entities import ArticleNames
from reader.analysis.names.name import Entity, Mention, NameKind
from reader.analysis.syntax.chunks import Chunks, chunk_sentence
from reader.analysis.syntax.clauses import SpeechEvent, find_speech_events
from reader.analysis.syntax.sentences import split_sentences
from reader.articles.model import Article


class SentencePosition(NamedTuple):
    """Where a sentence stands: its number in the article and in its paragraph."""

    paragraph: int
    sentence: int


class Document:
    """One article under analysis.

    Args:
        article: The article.
        marked: Its stretches in quotation marks, by start.
    """

    def __init__(self, article: Article, marked: list[MarkedSpan]) -> None:
        self.text = article.text
        self.paragraphs = article.paragraphs
        self.marked = marked
        self.outer = [(i, quote) for i, quote in enumerate(marked) if quote.depth == 0]
        self._outer_starts = [quote.outer_start for _, quote in self.outer]
        introduced = [article.title, article.summary or "", *article.speakers]
        spans = [(quote.outer_start, quote.outer_end) for _, quote in self.outer]
        self.names = ArticleNames(article.text, spans, introduced)
        self.entities = self.names.entities
        self.mentions = self.names.mentions
        people = (m for m in self.mentions if m.kind is NameKind.PERSON and m.full)
        self.first_person = next((mention.entity for mention in people), None)
        self.starts = [mention.start for mention in self.mentions]
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._chunks: dict[tuple[int, int], Chunks] = {}
        self._events: dict[tuple[int, int], list[SpeechEvent]] = {}

    def sentences(self, paragraph: int) -> list[tuple[int, int]]:
        """Return the sentences of a paragraph."""
        found = self._sentences.get(paragraph)
        if found is None:
            span = self.paragraphs[paragraph]
            quotes = [quote for _, quote in self.quotes_between(span.start, span.end)]
            found = self._sentences[paragraph] = list(
                split_sentences(self.text, span.start, span.end, quotes)
            )
        return found

    def quotes_between(self, start: int, end: int) -> list[tuple[int, MarkedSpan]]:
        """Return the outermost quotations that begin in a stretch, with their indexes."""
        first = bisect_right(self._outer_starts, start - 1)
        last = bisect_right(self._outer_starts, end - 1)
        return self.outer[first:last]

    def chunks(self, paragraph: int, sentence: int) -> Chunks:
        """Return the chunks of a sentence."""
        found = self._chunks.get((paragraph, sentence))
        if found is None:
            start, end = self.sentences(paragraph)[sentence]
            quotes = self.quotes_between(start, end)
            found = chunk_sentence(self.text, start, end, quotes, self.mentions, self.starts)
            self._chunks[paragraph, sentence] = found
        return found

    def events(self, paragraph: int, sentence: int) -> list[SpeechEvent]:
        """Return the cues of a sentence with their sources."""
        found = self._events.get((paragraph, sentence))
        if found is None:
            found = self._events[paragraph, sentence] = find_speech_events(self.chunks(paragraph, sentence))
        return found

    def position_of(self, paragraph: int, offset: int) -> SentencePosition:
        """Return the sentence that holds an offset of a paragraph."""
        sentences = self.sentences(paragraph)
        number = bisect_right(sentences, offset, key=lambda span: span[1])
        return SentencePosition(paragraph, max(0, min(number, len(sentences) - 1)))

    def before(self, position: SentencePosition, most: int) -> Iterator[SentencePosition]:
        """Yield up to so many sentences before one, the nearest first, over paragraphs."""
        paragraph, sentence = position.paragraph, position.sentence - 1
        while most and paragraph >= 0:
            while sentence >= 0 and most:
                yield SentencePosition(paragraph, sentence)
                sentence -= 1
                most -= 1
            paragraph -= 1
            if paragraph >= 0:
                sentence = len(self.sentences(paragraph)) - 1

    def after(self, position: SentencePosition, most: int) -> list[SentencePosition]:
        """Return up to so many sentences after one, over paragraphs."""
        found: list[SentencePosition] = []
        paragraph, sentence = position.paragraph, position.sentence + 1
        while len(found) < most and paragraph < len(self.paragraphs):
            count = len(self.sentences(paragraph))
            while sentence < count and len(found) < most:
                found.append(SentencePosition(paragraph, sentence))
                sentence += 1
            paragraph, sentence = paragraph + 1, 0
        return found

    def entity(self, mention: Mention) -> Entity | None:
        """Return whom a mention means."""
        return None if mention.entity is None else self.entities[mention.entity]
