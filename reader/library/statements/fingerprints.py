"""The utterances of an article: its quotations as somebody spoke them, not as the reporter cut them.

One utterance is a run of quotations by one speaker: split by no more than an insertion (“…,” she said. “…”)
inside a paragraph, or running on over paragraphs. Outlets insert and break at different places, so a run, not
a quotation, is what is compared. Terms in quotation marks, and what stands inside another quotation, take no
part.

Owns the cut into utterances, and what of them is looked for in other articles. Pure.

The words of a quotation as they are compared between articles, and the shingles by which it is found.

A word is folded and cut to a rough stem, so that ``missions`` and ``mission``, ``defence`` and ``defense``
meet. Words that hold a sentence together count for nothing, the commonest others and very short ones for
half. What an editor put into brackets is left out. Three weighty words in a row are a shingle. One is kept if
each of its words counts in full, so that the shortest fragment which tells anything is found; of every two
shingles in a row one at least is kept (winnowing: Schleimer, Wilkerson, Aiken 2003), so that any four weighty
words in common, some seven or eight words of text, are found for certain.

Owns that choice of words. Pure; numbers are the same in every process and on every machine.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from reader.analysis.model import Kind, Quotation
from reader.text.english import american, stem
from reader.text.folding import fold, fold_words

SHINGLE = 3
"""Weighty words in a shingle."""

_HASH_MASK = (1 << 31) - 1
_LESS = 1 << 31
_BRACKETED = re.compile(r"\[[^\[\]]{0,300}\]|\([^()]{0,300}\)|<[^<>]{0,60}>")
_APOSTROPHE = re.compile("['’ʼ‘]")
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3})")
_WORD = re.compile(r"[^\W_]+")

_EMPTY = """
a an the this that these those it its i me my mine we us our ours you your yours he him his she her hers
they them their theirs who whom whose which what where when why how there here one ones some any each
every both all such same other another own myself ourselves yourself himself herself itself themselves and
or but nor so yet if then than as because while although though whether until unless since of in on at by
to from with without into onto over under about against between among through during before after above
below up down out off for per via within upon toward towards across behind beyond around be am is are was
were been being do does did done doing have has had having will would shall should can could may might
must ought not no yes nt also just only even very too really quite longer still again already ever never
im ive id ill youre youve youll hes shes weve well theyre theyve theyll thats theres whats lets dont
doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt cannot oh uh um
eh
"""
_COMMON = """
say said tell told think thought know knew see saw want need make made take took get got give gave go went
come came put keep kept let look find found use work try call ask seem feel felt become leave mean believe
hope help show talk happen continue start stop stand good great new old big small little large long high
low right wrong bad better best sure clear important possible able different first last next many much
more most less few lot lots several enough people person man woman men women child thing things way ways
time times day days week weeks month months year years today yesterday tomorrow now ago later soon always
often part place case point fact question problem issue number end side kind world country countries state
government minister president party life home hand job news everyone everything something nothing someone
anyone anything nobody well back like two three four five ten every forward together decision situation
level view course matter
"""


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; those in brackets are left out."""
    plain = _APOSTROPHE.sub("", fold(_BRACKETED.sub(" ", text)))
    return _WORD.findall(_GROUPED.sub("", plain))


def weighty(text: str) -> list[int]:
    """Return the words that count, in order, each as a number that is the same for its other forms."""
    return [number for number in map(_number, words_of(text)) if number]


def weight(number: int) -> float:
    """Return what a word counts, from its number."""
    return 0.5 if number & 1 else 1.0


def total_weight(numbers: Sequence[int]) -> float:
    """Return what words count together."""
    return len(numbers) - sum(number & 1 for number in numbers) / 2


def shingles(numbers: Sequence[int]) -> Iterator[int]:
    """Yield the kept shingles of weighty words in order, each as a number; one may come twice."""
    hashes = [
        ((one * 0x9E3779B1 ^ two * 0x85EBCA77 ^ three * 0xC2B2AE3D) * 0x2545F4914F6CDD1D >> 29) & _HASH_MASK
        | (_LESS if (one | two | three) & 1 else 0)
        for one, two, three in zip(numbers, numbers[1:], numbers[2:], strict=False)
    ]
    last = len(hashes) - 1
    for place, shingle in enumerate(hashes):
        # Those with a word that counts half are the larger numbers: of a pair the other one is kept.
        if (
            last < 2
            or shingle < _LESS
            or (place and shingle < hashes[place - 1])
            or (place < last and shingle <= hashes[place + 1])
        ):
            yield shingle & _HASH_MASK


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    """Return a word's number: 0 for one that counts nothing, odd for one that counts half."""
    if american(word) in _empty():
        return 0
    root = stem(word)
    half = (len(word) < 3 and not word.isdigit()) or root in _common_stems()
    return crc32(root.encode("utf-8", "surrogatepass")) << 1 | half or 2


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(_EMPTY.split())


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _COMMON.split())


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
