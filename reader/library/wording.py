"""The words of a quotation as they are compared between articles, and the shingles by which it is found.

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
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from reader.library.folding import fold

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
    if word in _empty():
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


def stem(word: str) -> str:
    """Return a folded word without its commonest English endings, British spelling as American."""
    for british, american in (("isation", "ization"), ("efence", "efense"), ("ise", "ize"), ("yse", "yze")):
        if word.endswith(british):
            word = word.removesuffix(british) + american
    if len(word) > 5 and word.endswith("our"):
        word = word[:-3] + "or"
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
