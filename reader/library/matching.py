"""Whether two utterances are the same words as two articles print them.

What decides is the weight of the words they share in order, in stretches, against the words that stand in
each at the same place and differ. Words that only one of them has are a cut and speak against nothing. How
much is asked for depends on what else is known: the same speaker within days may be told by few words,
another one months later only by so many that nobody says them twice.

Owns the decision. Pure, and about these two alone: whatever else is in the library, the answer is the same.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from enum import IntEnum

from reader.articles.model import PartialDate
from reader.library.wording import total_weight

_NEAR, _FAR = 3, 31  # days
_WIDEST = 3  # days; a date known no better does not tell that two are near
_LIKENESS = 0.6  # of the weight at the shared places, what is shared
_CONTAINED = 0.5  # of the lighter one's weight, what is shared
_YEARLESS = 2000  # a leap year in which dates without a year are compared


class Apart(IntEnum):
    """How far apart two articles are."""

    NEAR = 0
    UNTOLD = 1
    FAR = 2


_ENOUGH = {
    # near, untold or some weeks, far
    "same": (3.0, 4.5, 9.0),
    "unknown": (4.5, 6.0, 10.0),
    "other": (6.0, 8.0, 12.0),
}


def are_versions(one: Sequence[int], other: Sequence[int], voices: tuple[int, int], apart: Apart) -> bool:
    """Tell whether two utterances print the same words.

    Args:
        one: Weighty words, as numbers.
        other: Likewise.
        voices: Of the two speakers; 0 is unknown.
    """
    enough = _ENOUGH["unknown" if 0 in voices else "same" if voices[0] == voices[1] else "other"][apart]
    lighter = min(total_weight(one), total_weight(other))
    if lighter < enough or min(_common(one, other), _common(other, one)) < enough:
        return False
    shared, differing = _compare(one, other)
    return shared >= enough and shared >= _CONTAINED * lighter and shared >= _LIKENESS * (shared + differing)


def how_far(one: PartialDate | None, other: PartialDate | None) -> Apart:
    """Tell how far apart two dates are, as printed: an inferred year must not be given."""
    if one is None or other is None:
        return Apart.UNTOLD
    yearless = one.year is None or other.year is None
    first, second = sorted((_days(one, yearless), _days(other, yearless)))
    gap = max(0, second[0] - first[1])
    if yearless:
        gap = min(gap, max(0, first[0] + 366 - second[1]))
    if gap > _FAR:
        return Apart.FAR
    told = all(last - start <= _WIDEST for start, last in (first, second))
    return Apart.NEAR if told and gap <= _NEAR else Apart.UNTOLD


def _common(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the weight of the words that another has too, in any order: more than that cannot be shared."""
    known = set(other)
    return total_weight([word for word in one if word in known])


def _compare(one: Sequence[int], other: Sequence[int]) -> tuple[float, float]:
    """Return the weight of what two share in order, and of what differs at the same places."""
    # The matcher's answer depends on which comes first.
    one, other = sorted((one, other), key=tuple)
    shared = differing = 0.0
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            same = total_weight(one[start:end])
            # A single word in common says little: it may stand in any sentence on the subject.
            shared += same if end - start > 1 else same / 2
        elif tag == "replace":
            differing += min(total_weight(one[start:end]), total_weight(other[other_start:other_end]))
    return shared, differing


def _days(when: PartialDate, yearless: bool) -> tuple[int, int]:
    """Return the first and the last day that a date may mean."""
    year = _YEARLESS if yearless or when.year is None else when.year
    if when.month is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if when.day is None:
        return (
            date(year, when.month, 1).toordinal(),
            date(year, when.month, monthrange(year, when.month)[1]).toordinal(),
        )
    day = min(when.day, monthrange(year, when.month)[1])
    return (date(year, when.month, day).toordinal(),) * 2
