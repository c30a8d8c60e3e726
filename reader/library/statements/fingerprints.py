"""The utterances of an article, and the fingerprints by which they are found in other articles.

An utterance is a run of quotations by one speaker: split by no more than an insertion (“…,” she said. “…”)
inside a paragraph, or running on over paragraphs. Outlets insert and break at different places, so runs are
compared, not quotations. Terms in quotation marks, and what stands inside another quotation, take no part.

An utterance is compared by its content words: folded, in American spelling, as stems, each a number. Stop
words are left out, and what an editor put into brackets; very common and very short words weigh half. Three
content words in a row are a shingle. The fingerprint of an utterance are the shingles that are kept: all
whose words weigh in full, so that the shortest fragment which tells anything is found; and of every two in
a row one at least (winnowing: Schleimer, Wilkerson, Aiken 2003), so that any four content words in common,
some seven or eight words of text, are found for certain.

Owns the cut into utterances and the choice of their words and shingles. Pure; numbers are the same in every
process and on every machine.
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
from reader.text.name_parts import NAME_SUFFIXES
from reader.text.quoted import join_parts

_HASH_MASK = (1 << 31) - 1
_WEAK_SHINGLE = 1 << 31  # set while shingles are chosen: one of its words weighs half
_IN_BRACKETS = re.compile(r"\[[^\[\]]{0,300}\]|\([^()]{0,300}\)|<[^<>]{0,60}>")
_APOSTROPHE = re.compile("['’ʼ‘]")
_DIGIT_SEPARATOR = re.compile(r"(?<=\d)[.,](?=\d{3})")
_WORD = re.compile(r"[^\W_]+")

_STOP_WORDS = """
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
_COMMON_WORDS = """
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


PLACE_BITS = 9
"""Bits of the place of an utterance, or of a speaker key, in an article."""

MOST_UTTERANCES = 1 << PLACE_BITS
"""Utterances of one article that are compared; an article has some twenty."""

LEAST_WEIGHT = 2.5
"""Weight below which an utterance has no fingerprint: such words are said by everybody."""

_LONGEST_INSERTION = 90  # characters from mark to mark
_LONGEST_SPEECH = 900  # characters; longer speeches are cut where their paragraphs end
_MOST_CONTENT_WORDS = 3_000  # content words of one utterance that are compared
_SPEAKER_KEYS = MOST_UTTERANCES - 1


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded; those in brackets are left out."""
    plain = _APOSTROPHE.sub("", fold(_IN_BRACKETS.sub(" ", text)))
    return _WORD.findall(_DIGIT_SEPARATOR.sub("", plain))


def content_words(text: str) -> list[int]:
    """Return the content words of a text in order, each as a number that is the same for its other forms."""
    return [number for number in map(_number, words_of(text)) if number]


def total_weight(numbers: Sequence[int]) -> float:
    """Return what content words weigh together: 1 each, 0.5 the common and the very short ones."""
    return len(numbers) - sum(number & 1 for number in numbers) / 2


def select_shingles(numbers: Sequence[int]) -> Iterator[int]:
    """Yield the kept shingles of content words in order, each as a number; one may come twice."""
    hashes = [
        ((one * 0x9E3779B1 ^ two * 0x85EBCA77 ^ three * 0xC2B2AE3D) * 0x2545F4914F6CDD1D >> 29) & _HASH_MASK
        | (_WEAK_SHINGLE if (one | two | three) & 1 else 0)
        for one, two, three in zip(numbers, numbers[1:], numbers[2:], strict=False)
    ]
    last = len(hashes) - 1
    for place, shingle in enumerate(hashes):
        # Weak shingles are the larger numbers: of a pair the other one is kept.
        if (
            last < 2
            or shingle < _WEAK_SHINGLE
            or (place and shingle < hashes[place - 1])
            or (place < last and shingle <= hashes[place + 1])
        ):
            yield shingle & _HASH_MASK


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    """Return a word's number: 0 for a stop word, odd for a word that weighs half."""
    if american(word) in _stop_words():
        return 0
    root = stem(word)
    half = (len(word) < 3 and not word.isdigit()) or root in _common_stems()
    return crc32(root.encode("utf-8", "surrogatepass")) << 1 | half or 2


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(_STOP_WORDS.split())


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said in one go.

    Attributes:
        place: Its number in the article.
        spans: Start and end of its quotations in the article's text.
        speaker: As the article names them, or None.
        surname: A number from the speaker's surname; 0 if unknown.
        fragment: Whether it is no more than words in a sentence of the reporter's.
    """

    place: int
    spans: tuple[tuple[int, int], ...]
    speaker: str | None
    surname: int
    fragment: bool = False

    @property
    def speaker_key(self) -> int:
        """A number of 9 bits that tells the speakers of one article apart; 0 if unknown."""
        return self.surname % _SPEAKER_KEYS + 1 if self.surname else 0


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
            _hash_surname(run[0].speaker),
            all(quotation.kind is Kind.PARTIAL for quotation in run),
        )
        for place, run in enumerate(runs[:MOST_UTTERANCES])
    )


def count_words(text: str, utterance: Utterance) -> int:
    """Return how many words an utterance has."""
    return len(words_of(join_parts(text, utterance.spans)))


def utterance_words(text: str, utterance: Utterance) -> list[int]:
    """Return the content words of an utterance, as numbers; of a very long one the first."""
    return content_words(join_parts(text, utterance.spans))[:_MOST_CONTENT_WORDS]


def fingerprint(words: Sequence[int]) -> frozenset[int]:
    """Return the shingles by which content words are found; none if they weigh too little."""
    return frozenset(select_shingles(words)) if total_weight(words) >= LEAST_WEIGHT else frozenset()


def pack_shingles(text: str, utterances: Iterable[Utterance]) -> bytes:
    """Return the fingerprints of an article, packed: its shingles, each with the key of its speaker."""
    pairs: set[int] = set()
    for each in utterances:
        key = each.speaker_key
        pairs.update(shingle << PLACE_BITS | key for shingle in fingerprint(utterance_words(text, each)))
    return array("Q", sorted(pairs)).tobytes()


def unpack_shingles(data: bytes | None) -> array[int]:
    """Return pairs of shingle and speaker key, as packed; none for None."""
    pairs = array("Q")
    pairs.frombytes(data or b"")
    return pairs


def _goes_on(text: str, run: Sequence[Quotation], quotation: Quotation) -> bool:
    before = run[-1]
    if before.speaker != quotation.speaker:
        return False
    if quotation.continues:
        return quotation.start - run[0].start < _LONGEST_SPEECH
    if before.kind is not Kind.DIRECT or quotation.kind is not Kind.DIRECT:
        return False
    gap = quotation.outer_start - before.outer_end
    return 0 <= gap <= _LONGEST_INSERTION and "\n" not in text[before.outer_end : quotation.outer_start]


def _hash_surname(speaker: str | None) -> int:
    words = [word for word in fold_words(speaker or "") if word not in NAME_SUFFIXES]
    return crc32(words[-1].encode("utf-8", "surrogatepass")) or 1 if words else 0
