"""What surrounds words in marks: what names them, what governs them, and where else their words stand.

Owns those features of a term. Refuses the words themselves and the weighing (``terms``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

from reader.analysis.constructions import find_constructions
from reader.analysis.frames import Frame

NEAR = 4000
"""Characters around a quotation in which its words are looked for again."""

EDGE = " .,;:!?…'’"
"""What is cut off at the edges of words before they are looked at."""
_MARKS = frozenset("\"“‘'„«‚‹`")
MOST_ECHOES = 8
"""How often the same words are looked for again."""
FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|do|does|did|not|get|make|go"
    r"|don['’]t|isn['’]t|won['’]t|can['’]t)\b"
)
_LEADS = MappingProxyType(
    {
        word: kind
        for kind, text in (
            ("a", "a an"),
            ("the", "the"),
            ("possessive", "his her its their my our"),
            ("this", "this that these those such any no some more"),
            ("be", "is was are were be been being it's it’s"),
            ("preposition", "of in on for with from by about as to at into against over under"),
        )
        for word in text.split()
    }
)


class Governed(NamedTuple):
    """What governs the words, as far as the rules found it.

    Attributes:
        rule: Name of the rule, or ``none``.
        cue: Index of the cue's unit in the quotation's own sentence, or -1.
        frame: The cue's frame in the lexicon: ``naming``, ``accusing`` or empty.
        cls: What kind of saying it is.
        weak: The cue reports words only now and then.
        named: The source is somebody's name, pronoun or role.
        opinion: The cue is no verb but a phrase such as "in her view".
    """

    rule: str
    cue: int = -1
    frame: str = ""
    cls: str = ""
    weak: bool = False
    named: bool = False
    opinion: bool = False


def describe_naming(
    text: str, end: int, frame: Frame, at: int, governed: Governed, case: str
) -> Iterator[str]:
    """Yield the constructions that name things, beside where the cue stands and how the words are written."""
    side = _side(at, governed)
    by_person = governed.frame == "naming" and governed.named and 0 <= governed.cue < at
    found = False
    for name in find_constructions(text, frame, at, end, by_person):
        found = True
        yield name
        yield f"{name} {side}"
        yield f"{name} {case}"
    yield "constructed" if found else f"not constructed {side} {case}"


def describe_place(
    text: str, start: int, end: int, frame: Frame, at: int, governed: Governed, case: str
) -> Iterator[str]:
    """Yield where in its clause the phrase stands, and where else in the article its words do."""
    shape, side, lead = frame.shape, _side(at, governed), _lead(text, frame, at)
    following = shape[at + 1 : at + 2] or "$"
    inside = text[start:end].strip(EDGE)
    count = inside.count(" ") + 1
    yield f"{lead} next {following}"
    yield f"{lead} {side}"
    yield f"{lead} {case}"
    yield f"{lead} {min(count, 6)} words"
    if FINITE.search(inside):
        yield "finite verb"
        yield f"finite verb {lead}"
    if shape[at + 1 : at + 3] in ("cQ", ",Q") or shape[max(0, at - 2) : at] in ("Qc", "Q,"):
        yield f"coordinated {side}"
    if 0 <= governed.cue < at:
        gap = shape[governed.cue + 1 : at]
        yield f"gap {gap[-3:]}"
        if "x" in gap or "V" in gap:
            yield f"clause between {lead}"
        if "h" in gap:
            yield f"that between {lead}"
        if following in "xV":
            yield f"subject of a clause {lead}"
    elif governed.cue > at:
        gap = shape[at + 1 : governed.cue]
        yield f"gap after {gap[:3]}"
        if "x" in gap or "V" in gap:
            yield "clause between after"
    if len(inside) > 3:
        yield from _describe_echoes(text, start, end, inside, case)


def _describe_echoes(text: str, start: int, end: int, inside: str, case: str) -> Iterator[str]:
    """Yield whether the article has the same words again, in marks or without."""
    marked = bare = 0
    low, high = max(0, start - NEAR), end + NEAR
    found = text.find(inside, low, high)
    while found >= 0 and marked + bare < MOST_ECHOES:
        if found and text[found - 1] in _MARKS:
            marked += 1
        else:
            bare += 1
        found = text.find(inside, found + len(inside), high)
    if bare:
        yield "bare elsewhere"
        yield f"bare elsewhere {case}"
    if marked > 1:
        yield "marked elsewhere"
        yield f"marked elsewhere {case}"


def _side(at: int, governed: Governed) -> str:
    """Return on which side the cue stands, and of what kind it is."""
    if governed.cue < 0:
        return "no cue"
    kind = governed.frame or ("weak" if governed.weak else "strong")
    return f"{'before' if governed.cue < at else 'after'} {kind}"


def _lead(text: str, frame: Frame, at: int) -> str:
    """Return what kind of word stands before the words."""
    start = frame.units[at].start
    left = text[max(frame.start, start - 20) : start].split()
    word = left[-1].casefold() if left else ""
    kind = _LEADS.get(word)
    if kind is None and word.endswith(("'s", "’s", "s'", "s’")):
        kind = "possessive"
    return kind or "no lead"
