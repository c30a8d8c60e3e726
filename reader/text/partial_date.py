"""Dates that are known in part, the names of the months, moments, and every form a date has for people.

Owns ISO 8601 cut to what is known, which programs read; how dates are written on the screen and in an export;
and which of two moments, each a date and how far its clock is from UTC, is certainly before the other.
Refuses to find dates in a text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)


_ISO = re.compile(
    r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d))?)?)?"
)

UNDATED = "undated"


# How far ahead of UTC, and behind it, the clocks of the world are.
_MOST_AHEAD, _MOST_BEHIND = timedelta(hours=14), timedelta(hours=12)


class Precision(StrEnum):
    """How much of a date is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH_DAY = "month-day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known; what is not known is None, never guessed.

    Attributes:
        inferred: The year was not in the article but taken from its neighbours in the library.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    inferred: bool = False

    def __post_init__(self) -> None:
        # A leap year stands in for an unknown one, so that 29 February passes.
        Day(self.year or 2000, self.month or 1, self.day or 1)
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        if self.year is None and self.day is None:
            raise ValueError("a date without a year needs month and day")
        if (self.hour is None) != (self.minute is None) or (self.hour is not None and self.year is None):
            raise ValueError("a time needs hour, minute and a full date")
        if self.hour is not None and not (0 <= self.hour < 24 and 0 <= (self.minute or 0) < 60):
            raise ValueError("no such time of day")

    @property
    def precision(self) -> Precision:
        """How much of the date is known; an inferred year does not count as known."""
        if self.year is None or self.inferred:
            return Precision.MONTH_DAY
        if self.month is None:
            return Precision.YEAR
        if self.day is None:
            return Precision.MONTH
        return Precision.DAY if self.hour is None else Precision.MINUTE

    def isoformat(self) -> str:
        """Write the date as ISO 8601, cut to what is known: ``2025-11-26T23:55``, ``--08-29``, ``2025``."""
        text = f"{self.year:04}" if self.year is not None else "-"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        if self.hour is not None:
            text += f"T{self.hour:02}:{self.minute:02}"
        return text

    @classmethod
    def fromisoformat(cls, text: str, inferred: bool = False) -> Self:
        """Read what ``isoformat`` writes.

        Raises:
            ValueError: The text is no such date.
        """
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        parts = {name: int(value) for name, value in match.groupdict().items() if value is not None}
        return cls(**parts, inferred=inferred)

    def with_year(self, year: int) -> Self:
        """Return the date in a year that its neighbours suggest, marked inferred.

        Raises:
            ValueError: 29 February in a year that has none.
        """
        return replace(self, year=year, inferred=True)


def format_date(date: PartialDate | None, *, weekday: bool = False) -> str:
    """Write a date: ``2 Dec 2025 19:42``, ``29 Aug``, ``~29 Aug 2025`` (inferred year), ``undated``.

    Args:
        weekday: Begin with the day of the week, where the day is known.
    """
    if date is None:
        return UNDATED
    words = [str(date.day or ""), SHORT_MONTHS[date.month - 1] if date.month else "", str(date.year or "")]
    if weekday and date.year and date.month and date.day:
        words.insert(0, Day(date.year, date.month, date.day).strftime("%a"))
    if date.hour is not None:
        words.append(format_time(date))
    return ("~" if date.inferred else "") + " ".join(word for word in words if word)


def format_time(date: PartialDate) -> str:
    """Write the time of day, if it is known: ``19:42``."""
    return "" if date.hour is None else f"{date.hour:02}:{date.minute:02}"


def format_day(date: PartialDate | None) -> str:
    """Write a date without its time of day: ``2 Dec 2025``."""
    return format_date(date and replace(date, hour=None, minute=None))


def format_within_day(date: PartialDate | None) -> str:
    """Write what a heading that names the day does not say: the time, or that the day is not certain."""
    if date is None:
        return ""
    uncertain = date.inferred or date.precision is Precision.MONTH_DAY
    return format_date(date) if uncertain else format_time(date)


def format_days(first: PartialDate, last: PartialDate) -> str:
    """Write from when to when, by days: ``28–29 Aug 2025``, ``30 Aug – 2 Sep 2025``."""
    mark = "~" if first.inferred or last.inferred else ""
    start, end = (format_day(replace(date, inferred=False)) for date in (first, last))
    if start == end:
        return f"{mark}{end}"
    if first.year != last.year or not first.day or not last.day:
        return f"{mark}{start} – {end}"
    if first.month == last.month:
        return f"{mark}{first.day}–{end}"
    return f"{mark}{start.rsplit(' ', 1)[0]} – {end}"


def format_months(first: PartialDate, last: PartialDate) -> str:
    """Write from when to when, by months: ``Aug – Dec 2025``."""
    start, end = (format_date(PartialDate(date.year, date.month)) for date in (first, last))
    if start == end:
        return end
    if first.year == last.year and first.month and last.month:
        start = start.rsplit(" ", 1)[0]
    return f"{start} – {end}"


def format_years(first: PartialDate, last: PartialDate) -> str:
    """Write from when to when, by years: ``2024–2025``."""
    return f"{first.year}–{last.year}" if first.year != last.year else f"{last.year}"


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
