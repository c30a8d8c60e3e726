"""What words in quotation marks are: direct speech, a fragment, or a term that nobody says.

Owns the decision by what governs the words. Refuses to say who speaks.
"""

from __future__ import annotations

import re

from reader.analysis.frames import Frame
from reader.analysis.model import Kind
from reader.analysis.terms import Governed, describe, is_inside_phrase, weigh_term

LONGEST_TERM = 12
"""Words of the longest name of a thing; more are speech."""

DOUBTFUL = -0.6
"""Log odds of a term above which a fragment is given to nobody."""

_SENTENCE = re.compile(r"[A-Z0-9$€£\[(‘'\"“<…].*[.,!?…:;—–-][’'”\")\]]*$", re.DOTALL)
_SO_CALLED = re.compile(r"so-called\s$", re.IGNORECASE)


def find_kind(
    text: str, start: int, end: int, frame: Frame, at: int, governed: Governed
) -> tuple[Kind, bool]:
    """Return the kind of the quotation ``text[start:end]`` that is unit at of its sentence.

    The second value is whether that is doubtful: such a fragment may be a term after all, and is better given
    to nobody.
    """
    words = text[start:end]
    shape = frame.shape
    if shape.strip(".,;-") == "Q":
        return Kind.DIRECT, False
    if _SO_CALLED.search(text, max(frame.start, frame.units[at].start - 12), frame.units[at].start):
        return Kind.TERM, False
    tagged = governed.rule == "plain tag"
    count = len(words.split())
    doubtful = False
    if not tagged and count <= LONGEST_TERM:
        odds = weigh_term(describe(text, start, end, frame, at, governed))
        if odds > 0.0:
            return Kind.TERM, False
        doubtful = odds > DOUBTFUL
        if doubtful and count < 4 and is_inside_phrase(text, frame, at):
            return Kind.TERM, False
    whole = _SENTENCE.match(words) is not None and (count > 1 or tagged)
    before = shape[at - 1] if at else ""
    if (
        whole
        and governed.rule != "none"
        and not governed.opinion
        and before in ("", ",", ":", "V", "h", "G", "Q", ".")
    ):
        return Kind.DIRECT, doubtful
    if governed.rule == "none":
        return _without_speaker(words, whole), doubtful
    return Kind.PARTIAL, doubtful


def _without_speaker(words: str, whole: bool) -> Kind:
    """Tell speech that nobody is named for from names of things: by its length and its small letters."""
    parts = words.split()
    small = sum(part[0].islower() for part in parts)
    if len(parts) >= 5 and small >= 0.6 * len(parts):
        return Kind.DIRECT if whole else Kind.PARTIAL
    return Kind.TERM
