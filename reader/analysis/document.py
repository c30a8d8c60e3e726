"""An article under analysis: its sentences, chunks, speech events and names, each made when first asked for.

Owns the caches, so that only what surrounds quotations is read closely, and where a sentence ends:
abbreviations, initials, marks that close a sentence together with a quotation. A quotation is never cut: all
it holds belongs to the sentence it stands in. Refuses to decide who said anything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.analysis.lexicon import cues
from reader.analysis.marks import MarkedSpan
from reader.analysis.names.entities import ArticleNames
from reader.analysis.names.name import NameKind
from reader.analysis.syntax.chunks import Chunks, chunk_sentence
from reader.analysis.syntax.events import SpeechEvent, find_speech_events
from reader.articles.model import Article

LONGEST_SENTENCE = 2500
"""Characters after which a sentence is cut, whatever it holds."""

_ENDS_IN_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Capt|Sgt|Maj|Cmdr|Adm|Hon|Rev|Fr|St|Ste|Mt|Ft"
    r"|Sr|Jr|Pres|Sec|Atty|Supt|Insp|Det|Messrs|Mme|Mlle|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co"
    r"|Ltd|Bros|No|Nos|vs|v|etc|al|cf|e\.g|i\.e|Ave|Blvd|Calif|Fla|Mass|Wis|Ill|Ind|Conn|Mich|Minn|Ariz|Colo|Ala"
    r"|Tenn|Tex|Va|Wash|Nev|Neb|Okla|Ore|Penn|Ark|Ga|Ky|La|Md|Mo|Kan|Del|Miss|Mont|[ap]\.m|U\.S|U\.K|U\.N|E\.U|D\.C)"
    r"|(?<![^\W\d_])[^\W\d_])\.$"  # one letter: an initial
)
_SENTENCE_END = re.compile(r"[.!?…]+[”\"’'»)\]]*(?=\s|$)|[\u3002\uff01\uff1f]")
_TAG_WORD = re.compile(r"(?:[A-Z][a-z]{0,4}\.)+|[^\W\d_][\w.'’-]*\w|\w|[^\w\s]")
_TAG_ENDS = re.compile(r"\s*(?:\.|$)")
_SENTENCE_START = re.compile(r"\s*(?:[\"“‘'„«(\[–—-]\s?)*([^\W_])")


def split_sentences(
    text: str, start: int, end: int, marked: Sequence[MarkedSpan]
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the paragraph ``text[start:end]`` as (start, end), without white space between.

    Args:
        marked: Outermost quotations of the paragraph, by start.
    """
    begin = start
    for stop in [*_stops(text, start, end, marked), end]:
        while begin < stop:
            cut = min(stop, begin + LONGEST_SENTENCE)
            if text[begin:cut].strip():
                yield _trim(text, begin, cut)
            begin = cut


def _stops(text: str, start: int, end: int, marked: Sequence[MarkedSpan]) -> Iterator[int]:
    """Yield where sentences end: outside of quotations, and at quotations that end one."""
    at = start
    for quotation in marked:
        yield from _plain_stops(text, at, quotation.outer_start)
        at = quotation.outer_end
        if _ends_sentence(text, quotation, end):
            yield at
    yield from _plain_stops(text, at, end)


def _plain_stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, start, end):
        following = _SENTENCE_START.match(text, match.end())
        if following and not (following[1].isupper() or following[1].isdigit()):
            continue
        if match[0] == "." and _ENDS_IN_ABBREVIATION.search(text, max(start, match.end() - 8), match.end()):
            continue
        yield match.end()


def _ends_sentence(text: str, quotation: MarkedSpan, end: int) -> bool:
    """Tell whether the sentence ends with the quotation: ``…," she`` goes on, ``….” She`` does not."""
    last = text[quotation.end - 1]
    if last not in ".!?…" or text[quotation.outer_end : quotation.outer_end + 1] not in {
        "",
        " ",
        "\n",
        "\u00a0",
    }:
        return False
    following = _SENTENCE_START.match(text, quotation.outer_end, end)
    if following is None:
        return True
    return following[1].isupper() and not _is_tag(text, quotation.outer_end, end, sure=last in "!?…")


def _is_tag(text: str, start: int, end: int, sure: bool) -> bool:
    """Tell whether ``Jonson asked`` follows: it belongs to the question before it.

    Args:
        sure: The mark before may stand within a sentence; else the tag must be all that is left of it.
    """
    for number, word in enumerate(_TAG_WORD.findall(text, start, min(end, start + 120))[:16]):
        if word in '.!?;:"“”' or (number == 0 and not word[0].isalpha()):
            return False
        cue = cues().get(word.lower())
        if cue is not None and number and cue.form in ("s", "ed") and not cue.noun:
            return sure or _TAG_ENDS.match(text, text.find(word, start) + len(word)) is not None
    return False


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


class SentencePosition(NamedTuple):
    """Where a sentence stands: the number of its paragraph, and its own number there."""

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
