"""The utterances of an article: its quotations as somebody spoke them, not as the reporter cut them.

One utterance is a run of quotations by one speaker: split by no more than an insertion (“…,” she said. “…”)
inside a paragraph, or running on over paragraphs. Outlets insert and break at different places, so a run, not
a quotation, is what is compared. Terms in quotation marks, and what stands inside another quotation, take no
part.

Owns the cut into utterances, and what of them is looked for in other articles. Pure.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from reader.analysis.model import Kind, Quotation
from reader.library.folding import fold_words
from reader.library.wording import shingles, total_weight, weighty, words_of

PLACE_BITS = 9
"""Bits that tell the utterances, or the voices, of one article apart."""

MOST = 1 << PLACE_BITS
"""Utterances of one article that take part; an article has some twenty."""

LIGHTEST = 2.5
"""Weight of words below which an utterance is nobody's in particular."""

_INSERTION = 90  # characters from mark to mark; what is longer tells a story of its own
_LONG = 900  # characters after which a speech is cut where its paragraphs end
_MOST_WORDS = 3_000  # weighty words of one utterance that are compared
_VOICES = MOST - 1
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said in one go.

    Attributes:
        place: Its number in the article.
        spans: Start and end of its quotations in the article's text.
        speaker: As the article names them, or None.
        name: A number from the speaker's surname; 0 if unknown.
        fragment: Whether it is no more than words in a sentence of the reporter's.
    """

    place: int
    spans: tuple[tuple[int, int], ...]
    speaker: str | None
    name: int
    fragment: bool = False

    @property
    def voice(self) -> int:
        """The name cut to the bits that tell the voices of one article apart; 0 if unknown."""
        return self.name % _VOICES + 1 if self.name else 0


def find_utterances(text: str, quotations: Iterable[Quotation]) -> tuple[Utterance, ...]:
    """Return the utterances of an article in order, the light ones among them.

    Args:
        quotations: Those of the article by start, with the speakers' names that the article has.
    """
    runs: list[list[Quotation]] = []
    last = 0
    for quotation in quotations:
        if quotation.kind is Kind.TERM or quotation.start < last:
            continue
        last = quotation.end
        if runs and _goes_on(text, runs[-1], quotation):
            runs[-1].append(quotation)
        else:
            runs.append([quotation])
    return tuple(
        Utterance(
            place,
            tuple((quotation.start, quotation.end) for quotation in run),
            run[0].speaker,
            _name(run[0].speaker),
            all(quotation.kind is Kind.PARTIAL for quotation in run),
        )
        for place, run in enumerate(runs[:MOST])
    )


def joined(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the words of an utterance as one text: its quotations with a space between."""
    return " ".join(text[start:end] for start, end in spans)


def count_words(text: str, utterance: Utterance) -> int:
    """Return how many words an utterance has."""
    return len(words_of(joined(text, utterance.spans)))


def words_in(text: str, utterance: Utterance) -> list[int]:
    """Return the weighty words of an utterance, as numbers; of a very long one the first."""
    return weighty(joined(text, utterance.spans))[:_MOST_WORDS]


def shingles_in(words: Sequence[int]) -> frozenset[int]:
    """Return the shingles by which words are found; none if they are too light."""
    return frozenset(shingles(words)) if total_weight(words) >= LIGHTEST else frozenset()


def pack_shingles(text: str, utterances: Iterable[Utterance]) -> bytes:
    """Return what an article is found by: its shingles, each with the voice that speaks it."""
    pairs: set[int] = set()
    for each in utterances:
        voice = each.voice
        pairs.update(shingle << PLACE_BITS | voice for shingle in shingles_in(words_in(text, each)))
    return array("Q", sorted(pairs)).tobytes()


def unpack_shingles(data: bytes | None) -> array[int]:
    """Return shingles with their voices, as packed; none for None."""
    pairs = array("Q")
    pairs.frombytes(data or b"")
    return pairs


def _goes_on(text: str, run: Sequence[Quotation], quotation: Quotation) -> bool:
    before = run[-1]
    if before.speaker != quotation.speaker:
        return False
    if quotation.continues:
        return quotation.start - run[0].start < _LONG
    if before.kind is not Kind.DIRECT or quotation.kind is not Kind.DIRECT:
        return False
    gap = quotation.outer_start - before.outer_end
    return 0 <= gap <= _INSERTION and "\n" not in text[before.outer_end : quotation.outer_start]


def _name(speaker: str | None) -> int:
    words = [word for word in fold_words(speaker or "") if word not in _SUFFIXES]
    return crc32(words[-1].encode("utf-8", "surrogatepass")) or 1 if words else 0
