"""What words in quotation marks are: direct speech, a fragment, or a term that nobody says.

Owns the decision, by what governs the words and by learned weights of their features. Refuses to say who
speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.analysis.kind_features import GoverningCue, find_kind_features, is_clause, is_inside_phrase
from reader.analysis.lexicon import feature_weights
from reader.analysis.model import Kind
from reader.analysis.syntax.chunks import Chunks

LONGEST_TERM = 12
"""Most words of a term; longer words in marks are speech."""

TERM_ODDS = -0.3
"""Log odds above which words are a term; below 0, since a wrong speaker is worse than none."""

CLAUSE_TERM_ODDS = 0.0
"""The same for words that have a subject at their start or a finite verb."""

TERM_BEFORE_NOUN_ODDS = -1.5
"""Log odds above which words are a term that begin large and stand before a noun: the “April rules” row."""

_WHOLE_SENTENCE = re.compile(r"[A-Z0-9$€£\[(‘'\"“<…].*[.,!?…:;—–-][’'”\")\]]*$", re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)$|\[[^\]]*\]$|[^.!?]{1,40}:$")
_CODES_BEFORE_DIRECT = frozenset({"", ",", ":", "V", "h", "G", "Q", ".", "-"})
_CODES_AFTER_CLAUSE = frozenset({"", ",", ".", ":", "-", ";"})
_TAG_BETWEEN = re.compile(r"[,-]?[^QVGBE]*V[^QVGBE]*[,-]$")
_NAMING_BEFORE = re.compile(
    r"so-called\s$|(?<!se )(?<!s )(?<!ed )(?<!ng )\bthe (?:word|term|expression|nickname|acronym)\s$",
    re.IGNORECASE,
)
"""Words before a name or a word as a word: a so-called “X”, the word “X”; not "uses the word “X”"."""


def weigh_term(features: Iterator[str]) -> float:
    """Return the log odds of a term (logistic regression)."""
    known = feature_weights("term")
    return known.get("bias", -1.0) + sum([known.get(feature, 0.0) for feature in features])


class KindDecision(NamedTuple):
    """What kind words are of.

    Attributes:
        weighed: Learned weights made them a term.
    """

    kind: Kind
    weighed: bool = False


def find_kind(
    text: str, start: int, end: int, chunks: Chunks, at: int, governing: GoverningCue
) -> KindDecision:
    """Return the kind of the quotation ``text[start:end]`` that is chunk at of its sentence."""
    words = text[start:end]
    pattern = chunks.pattern
    if pattern.strip(".,;-") == "Q":
        return KindDecision(Kind.TERM if _ASIDE.match(words) else Kind.DIRECT)
    if _NAMING_BEFORE.search(text, max(chunks.start, chunks.row[at].start - 24), chunks.row[at].start):
        return KindDecision(Kind.TERM)
    tagged = governing.rule == "plain tag" or (governing.rule == "label" and governing.cue > at)
    headed = governing.rule == "label" and chunks.start == 0
    count = len(words.split())
    before = pattern[at - 1] if at else ""
    ended = _WHOLE_SENTENCE.match(words) is not None and (count > 1 or tagged)
    whole = ended or (pattern[at + 1 : at + 2] in _CODES_AFTER_CLAUSE and _is_clause(words))
    if whole and before == ":" and governing.rule != "none":
        return KindDecision(Kind.DIRECT)
    if not tagged and not headed and count <= LONGEST_TERM:
        odds = weigh_term(find_kind_features(text, start, end, chunks, at, governing))
        if odds > (CLAUSE_TERM_ODDS if is_clause(words) else TERM_ODDS):
            return KindDecision(Kind.TERM, weighed=True)
        if (
            odds > TERM_BEFORE_NOUN_ODDS
            and count < 4
            and words[0].isupper()
            and is_inside_phrase(text, chunks, at)
        ):
            return KindDecision(Kind.TERM, weighed=True)
    elif governing.rule == "none":
        return KindDecision(_without_speaker(words, ended))
    direct = whole and not governing.opinion and before in _CODES_BEFORE_DIRECT
    direct = direct or (words[-1] in ".!?…" and _goes_on(pattern, at, governing.cue))
    return KindDecision(Kind.DIRECT if direct or tagged else Kind.PARTIAL)


def _is_clause(words: str) -> bool:
    """Tell whether words without a mark at their end are a clause: a headline's ‘We sign nothing today’."""
    return words[0].isupper() and words.count(" ") > 1 and is_clause(words)


def _goes_on(pattern: str, at: int, cue: int) -> bool:
    """Tell whether a tag only interrupts direct speech.

    “It rained,” she said, “and then it snowed.”
    """
    first = pattern.rfind("Q", 0, at)
    return 0 <= first < cue < at and _TAG_BETWEEN.match(pattern[first + 1 : at]) is not None


def _without_speaker(words: str, whole: bool) -> Kind:
    """Tell speech that nobody is named for from names of things: by its length and its small letters."""
    parts = words.split()
    small = sum(part[0].islower() for part in parts)
    if len(parts) >= 5 and small >= 0.6 * len(parts):
        return Kind.DIRECT if whole else Kind.PARTIAL
    return Kind.TERM
