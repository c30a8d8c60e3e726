"""Whether two utterances are versions of one: the same words as two articles print them.

The weight of the content words they share in order, in stretches, is held against the weight of words that
stand at the same place in each and differ. Words that only one of them has are a cut and speak against
nothing. How much is needed depends on what else is known: few words do for the same speaker within days;
for another speaker, or months later, so many are needed that nobody says them twice. A fragment in a
reporter's sentence that stands in the other utterance in one piece needs less than a sentence that comes
again: people repeat sentences, desks cut fragments out of them.

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

_MOST_DAYS_NEAR, _MOST_DAYS_WEEKS = 3, 31
_WIDEST_DATE = 3  # days; a date known no better does not tell that two are near
_DAY_LENGTH = len("2025-11-26")  # characters of a date that tells its day
_LEAST_SHARE_ALIKE = 0.8  # of the weight at the shared places, what is shared
_LEAST_SHARE_MOVED = 0.65  # of the lighter one's weight, what is shared in another order
_LEAST_SHARE_CONTAINED = 0.5  # of the lighter one's weight, what is shared
_LEAST_SHARE_OF_LITTLE = 0.75  # both of these where less than _LITTLE_WEIGHT is shared
_LITTLE_WEIGHT = 6.0
_SHORT_RUN_FACTORS = (0.0, 0.25, 0.6)  # of the weight of none, one, two shared words in a row
_YEARLESS = 2000  # a leap year in which dates without a year are compared


_NEVER = float("inf")
_LEAST_WEIGHT = {
    # near, untold, weeks, far
    "same": (3.5, 6.0, 8.0, 10.0),
    "unknown": (7.0, 8.0, 9.0, 11.0),
    "other": (7.0, 8.0, 9.0, 12.0),
}
_LEAST_WEIGHT_OF_FRAGMENT = {
    "same": (3.0, 5.0, 5.0, 8.0),
    "unknown": (4.5, 5.5, _NEVER, _NEVER),
    "other": (4.5, 5.5, _NEVER, _NEVER),
}
_REBATE_OF_EQUAL = 1.0  # so much less is needed within days for another speaker if all words are equal
_MOST_DIFFERING_OF_FRAGMENT = (
    1.0  # weight of a fragment that may differ: half a name at its end, a word put in
)


class DateGap(IntEnum):
    """How far apart the dates of two articles are."""

    NEAR = 0
    UNKNOWN = 1
    WEEKS = 2
    FAR = 3


def are_versions(
    one: Sequence[int],
    other: Sequence[int],
    names: tuple[int, int],
    gap: DateGap,
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
    enough, least = _LEAST_WEIGHT[who][gap], _NEVER
    if who != "same" and gap is DateGap.NEAR and one == other:
        enough -= _REBATE_OF_EQUAL
    weights = total_weight(one), total_weight(other)
    lighter = min(weights)
    if any(fragment and each == lighter for fragment, each in zip(fragments, weights, strict=True)):
        least = max(_LEAST_WEIGHT_OF_FRAGMENT[who][gap], lighter - _MOST_DIFFERING_OF_FRAGMENT)
    asked = min(enough, least)
    if lighter < asked or min(_common(one, other), _common(other, one)) < asked:
        return False
    in_runs, shared, differing, longest = _compare(one, other)
    if longest >= least:
        return True
    least_share = _LEAST_SHARE_OF_LITTLE if in_runs < _LITTLE_WEIGHT else _LEAST_SHARE_CONTAINED
    if (
        in_runs >= enough
        and shared >= least_share * lighter
        and in_runs >= _LEAST_SHARE_ALIKE * (in_runs + differing)
    ):
        return True
    # An outlet may have turned the order of the sentences round.
    moved = min(_covered(one, other), _covered(other, one))
    least_share = _LEAST_SHARE_OF_LITTLE if moved < _LITTLE_WEIGHT else _LEAST_SHARE_MOVED
    return moved >= enough and moved >= least_share * lighter


def date_gap(one: PartialDate | None, other: PartialDate | None) -> DateGap:
    """Return how far apart two dates are, as printed: an inferred year must not be given."""
    if one is None or other is None:
        return DateGap.UNKNOWN
    yearless = one.year is None or other.year is None
    first, second = sorted((_days(one, yearless), _days(other, yearless)))
    gap = max(0, second[0] - first[1])
    if yearless:
        gap = min(gap, max(0, first[0] + 366 - second[1]))
    precise = all(last - start <= _WIDEST_DATE for start, last in (first, second))
    return DateGap.UNKNOWN if gap <= _MOST_DAYS_NEAR and not precise else gap_of_days(gap)


def gap_of_days(gap: int) -> DateGap:
    """Return the gap of two dates that are so many days apart."""
    return DateGap.FAR if gap > _MOST_DAYS_WEEKS else DateGap.WEEKS if gap > _MOST_DAYS_NEAR else DateGap.NEAR


def day_number(text: str) -> int | None:
    """Return the number of the day that a date is, as ISO 8601, None if it does not tell that."""
    if len(text) < _DAY_LENGTH or text.startswith("-"):
        return None
    return date.fromisoformat(text[:_DAY_LENGTH]).toordinal()


def _common(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the weight of the words that the other has too, in any order: what can be shared at most."""
    known = set(other)
    return total_weight([word for word in one if word in known])


def _covered(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the weight of the words in runs of three that the other has too, anywhere."""
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
        return same * _run_factor(len(one)), same, 0.0, same
    # The matcher's answer depends on which comes first.
    one, other = sorted((one, other), key=tuple)
    in_runs = shared = differing = longest = 0.0
    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other).get_opcodes():
        if tag == "equal":
            same = total_weight(one[start:end])
            in_runs += same * _run_factor(end - start)
            shared += same
            longest = max(longest, same)
        elif tag == "replace":
            differing += min(total_weight(one[start:end]), total_weight(other[other_start:other_end]))
    return in_runs, shared, differing, longest


def _run_factor(words: int) -> float:
    return _SHORT_RUN_FACTORS[words] if words < len(_SHORT_RUN_FACTORS) else 1.0


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
