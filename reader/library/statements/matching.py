"""Whether two utterances are the same words as two articles print them.

What decides is the weight of the words they share in order, in stretches, against the words that stand in
each at the same place and differ. Words that only one of them has are a cut and speak against nothing. How
much is asked for depends on what else is known: the same speaker within days may be told by few words,
another one months later only by so many that nobody says them twice. A fragment in a reporter's sentence that
stands in the other in one piece needs less than a sentence that comes again: people repeat sentences, desks
cut fragments out of them.

Owns the decision. Pure, and about these two alone: whatever else is in the library, the answer is the same.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from reader.articles.model import PartialDate
from reader.library.statements.fingerprints import total_weight

_NEAR, _FAR = 3, 31  # days
_WIDEST = 3  # days; a date known no better does not tell that two are near
_WHOLE = len("2025-11-26")  # characters of a date that tells its day
_LIKENESS = 0.8  # of the weight at the shared places, what is shared
_MOVED = 0.65  # of the lighter one's weight, what stands elsewhere in the other, if the order was changed
_CONTAINED = 0.5  # of the lighter one's weight, what is shared
_WHOLLY = 0.75  # the same where little is shared: it must then be nearly all that the lighter one says
_LITTLE = 6.0
_IN_A_ROW = (0.0, 0.25, 0.6)  # what shared words count alone or two together, as names are
_YEARLESS = 2000  # a leap year in which dates without a year are compared


class Apart(IntEnum):
    """How far apart two articles are."""

    NEAR = 0
    UNTOLD = 1
    WEEKS = 2
    FAR = 3


_NEVER = float("inf")
_ENOUGH = {
    # near, untold, weeks, far
    "same": (3.5, 6.0, 8.0, 10.0),
    "unknown": (7.0, 8.0, 9.0, 11.0),
    "other": (7.0, 8.0, 9.0, 12.0),
}
_ENOUGH_OF_A_FRAGMENT = {
    "same": (3.0, 5.0, 5.0, 8.0),
    "unknown": (4.5, 5.5, _NEVER, _NEVER),
    "other": (4.5, 5.5, _NEVER, _NEVER),
}
_EQUAL = 1.0  # less is asked of others' words within days if they are equal to the last one
_CLIPPED = 1.0  # weight of a fragment that may differ: half a name at its end, a word put in


def are_versions(
    one: Sequence[int],
    other: Sequence[int],
    names: tuple[int, int],
    apart: Apart,
    fragments: tuple[bool, bool] = (False, False),
) -> bool:
    """Tell whether two utterances print the same words.

    Args:
        one: Weighty words, as numbers.
        other: Likewise.
        names: Of the two speakers, as numbers; 0 is unknown.
        fragments: Whether each is no more than words in a sentence of the reporter's.
    """
    who = "unknown" if 0 in names else "same" if names[0] == names[1] else "other"
    enough, least = _ENOUGH[who][apart], _NEVER
    if who != "same" and apart is Apart.NEAR and one == other:
        enough -= _EQUAL
    weights = total_weight(one), total_weight(other)
    lighter = min(weights)
    if any(fragment and each == lighter for fragment, each in zip(fragments, weights, strict=True)):
        least = max(_ENOUGH_OF_A_FRAGMENT[who][apart], lighter - _CLIPPED)
    asked = min(enough, least)
    if lighter < asked or min(_common(one, other), _common(other, one)) < asked:
        return False
    told, shared, differing, longest = _compare(one, other)
    if longest >= least:
        return True
    contained = shared >= (_WHOLLY if told < _LITTLE else _CONTAINED) * lighter
    if told >= enough and contained and told >= _LIKENESS * (told + differing):
        return True
    # An outlet may have turned the order of the sentences round.
    moved = min(_covered(one, other), _covered(other, one))
    return moved >= enough and moved >= (_WHOLLY if moved < _LITTLE else _MOVED) * lighter


def how_far(one: PartialDate | None, other: PartialDate | None) -> Apart:
    """Tell how far apart two dates are, as printed: an inferred year must not be given."""
    if one is None or other is None:
        return Apart.UNTOLD
    yearless = one.year is None or other.year is None
    first, second = sorted((_days(one, yearless), _days(other, yearless)))
    gap = max(0, second[0] - first[1])
    if yearless:
        gap = min(gap, max(0, first[0] + 366 - second[1]))
    told = all(last - start <= _WIDEST for start, last in (first, second))
    return Apart.UNTOLD if gap <= _NEAR and not told else of_days(gap)


def of_days(gap: int) -> Apart:
    """Tell how far apart two days are that are so many days apart."""
    return Apart.FAR if gap > _FAR else Apart.WEEKS if gap > _NEAR else Apart.NEAR


def day_of(text: str) -> int | None:
    """Return the number of the day that a date is, as ISO 8601, None if it does not tell that."""
    if len(text) < _WHOLE or text.startswith("-"):
        return None
    return date.fromisoformat(text[:_WHOLE]).toordinal()


def _common(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the weight of the words that another has too, in any order: more than that cannot be shared."""
    known = set(other)
    return total_weight([word for word in one if word in known])


def _covered(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the weight of the words that stand in threes which another has too, anywhere."""
    known = set(zip(other, other[1:], other[2:], strict=False))
    places: set[int] = set()
    for start, three in enumerate(zip(one, one[1:], one[2:], strict=False)):
        if three in known:
            places.update((start, start + 1, start + 2))
    return total_weight([one[place] for place in places])


def _compare(one: Sequence[int], other: Sequence[int]) -> tuple[float, float, float, float]:
    """Return the weight of what two share in order, with and without regard to what stands in a row.

    And the weight of what differs at the same places, and of the heaviest stretch in common.
    """
    if one == other:
        same = total_weight(one)
        return same * _in_a_row(len(one)), same, 0.0, same
    # The matcher's answer depends on which comes first.
    one, other = sorted((one, other), key=tuple)
    told = shared = differing = longest = 0.0
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            same = total_weight(one[start:end])
            told += same * _in_a_row(end - start)
            shared += same
            longest = max(longest, same)
        elif tag == "replace":
            differing += min(total_weight(one[start:end]), total_weight(other[other_start:other_end]))
    return told, shared, differing, longest


def _in_a_row(words: int) -> float:
    return _IN_A_ROW[words] if words < len(_IN_A_ROW) else 1.0


@lru_cache(maxsize=1 << 14)
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
