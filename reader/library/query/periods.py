"""Dates as people type them into a query: ``2025``, ``2025-08``, ``2025-08-29T14:30``, ``today``, ``-7d``.

Owns their reading and their names. Refuses to look at the clock: today is passed in.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from reader.text.partial_date import MONTHS, Precision

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?)(?:T(?P<hour>\d\d?):(?P<minute>\d\d))?)?)?",
    re.IGNORECASE,
)
_AGO = re.compile(r"-(\d{1,4})([dwmy])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: a minute, a day, a month or a year.

    Attributes:
        first: Its first day.
        minute: Minute of the day, if the precision is MINUTE; else 0.
    """

    first: date
    precision: Precision
    minute: int = 0

    @property
    def after(self) -> date | None:
        """The first day after the period; None at the end of the calendar."""
        try:
            if self.precision is Precision.YEAR:
                return date(self.first.year + 1, 1, 1)
            if self.precision is Precision.MONTH:
                return self.first + timedelta(days=calendar.monthrange(self.first.year, self.first.month)[1])
            return self.first + timedelta(days=1)
        except (OverflowError, ValueError):
            return None

    def isoformat(self) -> str:
        """Write the first moment as ISO 8601, cut to the precision."""
        text = self.first.isoformat()
        if self.precision is Precision.MINUTE:
            return f"{text}T{self.minute // 60:02}:{self.minute % 60:02}"
        return text[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)]

    def describe(self) -> str:
        """Name the period for people: ``29 August 2025``."""
        month = MONTHS[self.first.month - 1]
        if self.precision is Precision.YEAR:
            return str(self.first.year)
        if self.precision is Precision.MONTH:
            return f"{month} {self.first.year}"
        day = f"{self.first.day} {month} {self.first.year}"
        return f"{day} {self.isoformat()[-5:]}" if self.precision is Precision.MINUTE else day


def read_period(text: str, today: date) -> Period:
    """Read a date of a query.

    Raises:
        ValueError: The text is no date; its message says what would be.
    """
    word = text.casefold()
    if word == "today":
        return Period(today, Precision.DAY)
    if word == "yesterday":
        return Period(today - timedelta(days=1), Precision.DAY)
    ago = _AGO.fullmatch(word)
    try:
        if ago:
            return Period(_go_back(today, int(ago[1]), ago[2]), Precision.DAY)
        written = _WRITTEN.fullmatch(word)
        if written:
            return _written(*(None if part is None else int(part) for part in written.groups()))
    except (ValueError, OverflowError):
        raise ValueError(f"there is no such date as {text}") from None
    raise ValueError(f"{text} is no date; write 2025, 2025-08, 2025-08-29, today, yesterday or -7d")


def _written(
    year: int | None, month: int | None, day: int | None, hour: int | None, minute: int | None
) -> Period:
    first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    if hour is not None and minute is not None:
        if hour > 23 or minute > 59:
            raise ValueError
        return Period(first, Precision.MINUTE, hour * 60 + minute)
    if day is not None:
        return Period(first, Precision.DAY)
    return Period(first, Precision.YEAR if month is None else Precision.MONTH)


def _go_back(today: date, number: int, unit: str) -> date:
    if unit in "dw":
        return today - timedelta(days=number * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
