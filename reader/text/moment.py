"""When something was printed, as a moment that can be compared: a date, and how far its clock is from UTC.

A module of its own since a date alone, of which there are many, has no offset. Owns which of two moments is
certainly before the other.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from reader.text.partial_date import PartialDate

# How far ahead of UTC, and behind it, the clocks of the world are.
_MOST_AHEAD, _MOST_BEHIND = timedelta(hours=14), timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with its time zone.

    Attributes:
        offset: Minutes by which the time of day is ahead of UTC; None if that is not known.
    """

    date: PartialDate | None
    offset: int | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it can be compared: a date without a year cannot."""
        return self.date is not None and self.date.year is not None

    @property
    def order(self) -> str:
        """Sorts moments: by UTC where the offset is known, else by what is printed; empty if undated."""
        if self.date is None or self.date.year is None:
            return ""
        if self.date.hour is None or self.offset is None:
            return self.date.isoformat()
        return self._utc(_local(self.date)[0], self.offset).isoformat(timespec="minutes")

    def is_before(self, other: Moment) -> bool:
        """Tell whether this is certainly earlier than another; both are dated.

        Two times of day are compared in UTC; one of an unknown zone may be any that a zone can make of it. A
        day, month or year is the whole of it on the clock of the place, with which a time is compared both as
        printed and in UTC.
        """
        are_times = self._is_time and other._is_time
        return self._bounds(are_times)[1] < other._bounds(are_times)[0]

    @property
    def _is_time(self) -> bool:
        return self.date is not None and self.date.hour is not None

    def _bounds(self, are_times: bool) -> tuple[datetime, datetime]:
        assert self.date is not None
        first, last = _local(self.date)
        if not self._is_time:
            return first, last
        if self.offset is None:
            return (_shift(first, -_MOST_AHEAD), _shift(first, _MOST_BEHIND)) if are_times else (first, last)
        utc = self._utc(first, self.offset)
        return (utc, utc) if are_times else (min(first, utc), max(first, utc))

    @staticmethod
    def _utc(local: datetime, offset: int) -> datetime:
        return _shift(local, -timedelta(minutes=offset))


def _shift(when: datetime, by: timedelta) -> datetime:
    try:
        return when + by
    except OverflowError:  # in the first or the last year that there is
        return when


def _local(date: PartialDate) -> tuple[datetime, datetime]:
    """Return the first and the last minute that a date may mean, by the clock of the place."""
    year, last_month = date.year or 1, date.month or 12
    first = datetime(year, date.month or 1, date.day or 1, date.hour or 0, date.minute or 0)
    if date.hour is not None:
        return first, first
    return first, datetime(year, last_month, date.day or monthrange(year, last_month)[1], 23, 59)
