"""What words in quotation marks are: direct speech, a fragment, or a term that nobody says.

Owns the decision by what governs the words. Refuses to say who speaks.
"""

from __future__ import annotations

import re

from reader.analysis.frames import Frame
from reader.analysis.model import Kind

_SENTENCE = re.compile(r"[A-Z0-9$€£\[(‘'\"“<…].*[.,!?…:;—–-][’'”\"]*$", re.DOTALL)


def find_kind(text: str, words: str, frame: Frame, at: int, governed: bool) -> Kind:
    """Return the kind of the quotation that is unit at of its sentence.

    Args:
        governed: A rule found a cue or a speaker.
    """
    shape = frame.shape
    alone = shape.strip(".,;-") == "Q"
    if alone:
        return Kind.DIRECT
    whole = _SENTENCE.match(words) is not None and len(words.split()) > 1
    before = shape[at - 1] if at else ""
    if whole and governed and before in ("", ",", ":", "V", "h", "G", "Q", "."):
        return Kind.DIRECT
    if not governed:
        return _without_speaker(words, whole)
    return Kind.PARTIAL


def _without_speaker(words: str, whole: bool) -> Kind:
    """Tell speech that nobody is named for from names of things: by its length and its small letters."""
    parts = words.split()
    small = sum(part[0].islower() for part in parts)
    if len(parts) >= 5 and small >= 0.6 * len(parts):
        return Kind.DIRECT if whole else Kind.PARTIAL
    return Kind.TERM
