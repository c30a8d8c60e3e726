"""What words in quotation marks are: direct speech, a fragment, or a term that nobody says.

Owns the decision, by what governs the words and by learned weights of their features. Refuses to say who
speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reader.analysis.kind_features import Governed, describe, is_clause, is_inside_phrase
from reader.analysis.lexicon.datafile import read_toml
from reader.analysis.model import Kind
from reader.analysis.syntax.chunks import Chunks


@cache
def weights() -> dict[str, float]:
    """Return what each feature adds to the log odds; learned by tests/benchmarks/learn_weights.py."""
    return {name: float(value) for name, value in read_toml("weights.toml").get("term", {}).items()}


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
