"""What words in quotation marks are: direct speech, a fragment, or a term that nobody says.

Owns the decision by what governs the words. Refuses to say who speaks.

What speaks for and against a term: a name of a thing, a scare quote, a title of a work.

Owns the features of words in marks, their neighbours and what governs them, and their weighing. Refuses the
decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reader.analysis.function_words import words
from reader.analysis.kind_context import EDGE, FINITE, Governed, describe_naming, describe_place
from reader.analysis.model import Kind
from reader.analysis.syntax.chunks import Chunks
from reader.text.wordlists import read_toml

_SMALL = words("a an the of and or in on to for at by with from is vs as de la")
_OPENING_PHRASE = re.compile(r"[ack]*[it][^VxPWGQ]*$")


def describe(text: str, start: int, end: int, chunks: Chunks, at: int, governed: Governed) -> Iterator[str]:
    """Yield what speaks for or against a term: the words themselves, their neighbours, what governs them."""
    headline = _is_headline(text, chunks)
    case = "headline" if headline else _case(text[start:end].strip(EDGE).split())
    yield from _describe_words(text, start, end, case)
    yield from _describe_neighbours(text, chunks, at, case)
    yield from _describe_government(chunks, at, governed, case)
    yield from describe_naming(text, end, chunks, at, governed, case)
    yield from describe_place(text, start, end, chunks, at, governed, case)
    if chunks.start == 0:
        yield "first sentence"


_SPOKEN = words("i we you my our your me us i'm we're you're don't it's can't i’m we’re don’t it’s")
_SUBJECTS = words(
    "i we you he she they it there nobody everybody everyone someone somebody nothing something everything "
    "what who how why when where don't don’t i'm i’m we're we’re you're you’re he's he’s she's she’s they're "
    "they’re it's it’s that's that’s there's there’s i've i’ve we've we’ve let's let’s"
)
_ADJECTIVAL = ("ly", "ed", "ing", "ous", "ful", "ive", "ble", "al", "ic")
_OPENS = words(
    "the a an to not no very so too more most it there this that in on of for as by at with if when all "
    "be been is was are will would should can could and but because just never always"
)


def _describe_words(text: str, start: int, end: int, case: str) -> Iterator[str]:
    words = text[start:end].strip(EDGE).split()
    count = len(words)
    size = str(count) if count < 5 else "5-7" if count < 8 else "8+"
    yield f"words {size}"
    yield f"case {case}"
    yield f"words {size} {case}"
    last = text[end - 1 : end]
    yield f"ends {last if last in '.,!?' and last else 'bare'}"
    small = [word.casefold().strip(EDGE) for word in words]
    if not _SPOKEN.isdisjoint(small):
        yield "spoken words"
    if small and count > 1 and small[0] in _SUBJECTS:
        yield "opens with a subject"
    if small and count > 1 and small[0] in _OPENS:
        yield "opens with a small word"
    if small and count > 1 and small[0].endswith(("ing", "ed")):
        yield "opens with a verb"
    if small and count == 1 and small[0].endswith(_ADJECTIVAL):
        yield "one adjective"
    if small and count > 1 and small[-1].endswith(("ly", "ed", "ous", "ful", "ive", "ble")):
        yield "ends in an adjective"


def _describe_neighbours(text: str, chunks: Chunks, at: int, case: str) -> Iterator[str]:
    chunk = chunks.row[at]
    before = chunks.pattern[at - 1] if at else "^"
    after = chunks.pattern[at + 1] if at + 1 < len(chunks.pattern) else "$"
    left = text[max(chunks.start, chunk.start - 40) : chunk.start].casefold()
    yield f"after unit {before}"
    yield f"before unit {after}"
    yield f"between {before}{after}"
    word = left.split()[-1] if left.split() else "^"
    if word in _LEFT_WORDS:
        yield f"after {word}"
        yield f"after {word} before {after}"
    if left.rstrip().endswith(("'s", "’s")):
        yield "after possessive"
        yield f"after possessive {case}"
    if is_inside_phrase(text, chunks, at):
        yield "inside a noun phrase"
        yield f"inside a noun phrase {case}"
    if _OPENING_PHRASE.match(chunks.pattern[:at]):
        yield "in an opening phrase"


def is_inside_phrase(text: str, chunks: Chunks, at: int) -> bool:
    """Tell whether the words stand before a noun as an adjective would: the “April format” list."""
    right = text[chunks.row[at].end : chunks.row[at].end + 20].split()
    before, after = chunks.pattern[max(0, at - 1) : at], chunks.pattern[at + 1 : at + 2]
    return bool(right) and right[0][0].islower() and after in tuple("vTRASB") and before in tuple("Tdv")


def is_clause(inside: str) -> bool:
    """Tell whether words have a subject such as "we" at their start, or a finite verb such as "is"."""
    return inside.split(None, 1)[0].casefold() in _SUBJECTS or FINITE.search(inside) is not None


_LEFT_WORDS = words(
    "the a an his her their its of on as in to for and or with that was is are were by from this "
    "these so-called being be about like than what"
)


def _describe_government(chunks: Chunks, at: int, governed: Governed, case: str) -> Iterator[str]:
    yield f"rule {governed.rule}"
    yield f"rule {governed.rule} {case}"
    if governed.cue_frame:
        yield f"cue {governed.cue_frame}"
    if governed.cls:
        yield f"cue class {governed.cls}"
    yield f"weak {governed.weak}"
    yield f"named source {governed.named}"
    if governed.cue >= 0:
        distance = abs(at - governed.cue)
        size = (
            str(distance) if distance < 4 else "4-6" if distance < 7 else "7-12" if distance < 13 else "13+"
        )
        yield f"distance {size}"
        yield f"distance {size} {governed.cue_frame or governed.weak}"
    if chunks.pattern.count("Q") > 1:
        yield "another quotation"


def _is_headline(text: str, chunks: Chunks) -> bool:
    """Tell whether most words outside of quotations are written large."""
    letters = [
        text[chunk.start] for chunk in chunks.row if chunk.code not in "Q" and text[chunk.start].isalpha()
    ]
    return len(letters) > 2 and sum(map(str.isupper, letters)) > 0.75 * len(letters)


def _case(words: list[str]) -> str:
    """Return how words are written.

    ``title`` (every word that matters large), ``large`` start, ``small``, ``capitals``.
    """
    letters = [word for word in words if word[:1].isalpha()]
    if not letters:
        return "other"
    if all(word.isupper() for word in letters) and len("".join(letters)) > 2:
        return "capitals"
    large = [word[0].isupper() for word in letters if word.casefold() not in _SMALL]
    if len(letters) > 1 and large and all(large) and letters[0][0].isupper():
        return "title"
    if letters[0][0].isupper():
        return "large" if len(letters) > 1 else "large word"
    return "small"


@cache
def weights() -> dict[str, float]:
    """Return what each feature adds to the log odds; learned by tests/benchmarks/learn_weights.py."""
    return {
        name: float(value)
        for name, value in read_toml("analysis/lexicon/weights.toml").get("term", {}).items()
    }


def weigh_term(features: Iterator[str]) -> float:
    """Return the log odds of a term (logistic regression, learned by tests/benchmarks/learn_weights.py)."""
    known = weights()
    return known.get("bias", -1.0) + sum([known.get(feature, 0.0) for feature in features])


LONGEST_TERM = 12
"""Words of the longest name of a thing; more are speech."""

DOUBTFUL = -0.3
"""Log odds of a term above which a fragment is given to nobody."""

NAMED = -1.0
"""Log odds above which words are a term that begin large and stand before a noun: the “April rules” row."""

UNSAID = -0.3
"""Log odds above which words are a term that no cue reports."""

_SENTENCE = re.compile(r"[A-Z0-9$€£\[(‘'\"“<…].*[.,!?…:;—–-][’'”\")\]]*$", re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)$|\[[^\]]*\]$|[^.!?]{1,40}:$")
_BEFORE_DIRECT = frozenset({"", ",", ":", "V", "h", "G", "Q", ".", "-"})
_AFTER_CLAUSE = frozenset({"", ",", ".", ":", "-", ";"})
_TAG = re.compile(r"[,-]?[^QVGBE]*V[^QVGBE]*[,-]$")
_NAMING = re.compile(
    r"so-called\s$|(?<!se )(?<!s )(?<!ed )(?<!ng )\bthe (?:word|term|expression|nickname|acronym)\s$",
    re.IGNORECASE,
)
"""What only names: a so-called “X”, the word “X"; not who uses, prefers or is using the word."""


class Judged(NamedTuple):
    """What kind words are of.

    Attributes:
        doubtful: They may be a term after all, and are better given to nobody.
        weighed: Learned weights made them a term, or doubtful.
    """

    kind: Kind
    doubtful: bool = False
    weighed: bool = False


def find_kind(text: str, start: int, end: int, chunks: Chunks, at: int, governed: Governed) -> Judged:
    """Return the kind of the quotation ``text[start:end]`` that is chunk at of its sentence."""
    words = text[start:end]
    pattern = chunks.pattern
    if pattern.strip(".,;-") == "Q":
        return Judged(Kind.TERM if _ASIDE.match(words) else Kind.DIRECT)
    if _NAMING.search(text, max(chunks.start, chunks.row[at].start - 24), chunks.row[at].start):
        return Judged(Kind.TERM)
    tagged = governed.rule == "plain tag" or (governed.rule == "label" and governed.cue > at)
    headed = governed.rule == "label" and chunks.start == 0
    count = len(words.split())
    before = pattern[at - 1] if at else ""
    ended = _SENTENCE.match(words) is not None and (count > 1 or tagged)
    whole = ended or (pattern[at + 1 : at + 2] in _AFTER_CLAUSE and _is_clause(words))
    if whole and before == ":" and governed.rule != "none":
        return Judged(Kind.DIRECT)
    doubtful = False
    if not tagged and not headed and count <= LONGEST_TERM:
        odds = weigh_term(describe(text, start, end, chunks, at, governed))
        doubtful = odds > DOUBTFUL and not is_clause(words)
        if odds > (UNSAID if governed.rule == "none" else 0.0):
            return Judged(Kind.TERM, weighed=True)
        if odds > NAMED and count < 4 and words[0].isupper() and is_inside_phrase(text, chunks, at):
            return Judged(Kind.TERM, weighed=True)
    elif governed.rule == "none":
        return Judged(_without_speaker(words, ended))
    direct = whole and not governed.opinion and before in _BEFORE_DIRECT
    direct = direct or (words[-1] in ".!?…" and _goes_on(pattern, at, governed.cue))
    return Judged(Kind.DIRECT if direct or tagged else Kind.PARTIAL, doubtful, doubtful)


def _is_clause(words: str) -> bool:
    """Tell whether words without a mark at their end are a clause: a headline's ‘We sign nothing today’."""
    return words[0].isupper() and words.count(" ") > 1 and is_clause(words)


def _goes_on(pattern: str, at: int, cue: int) -> bool:
    """Tell whether a tag only interrupts direct speech.

    “It rained,” she said, “and then it snowed.”
    """
    first = pattern.rfind("Q", 0, at)
    return 0 <= first < cue < at and _TAG.match(pattern[first + 1 : at]) is not None


def _without_speaker(words: str, whole: bool) -> Kind:
    """Tell speech that nobody is named for from names of things: by its length and its small letters."""
    parts = words.split()
    small = sum(part[0].islower() for part in parts)
    if len(parts) >= 5 and small >= 0.6 * len(parts):
        return Kind.DIRECT if whole else Kind.PARTIAL
    return Kind.TERM
