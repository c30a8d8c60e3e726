"""A date that says how much it knows, and the names of the months.

Owns the value and how it is written in an index. Refuses to guess: reading dates as people print them is for
``articles/dates.py``, which knows the months of other languages too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

_ISO = re.compile(
    r"(?:(?P<year>\d{4})|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d))?)?)?"
)


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
        date(self.year or 2000, self.month or 1, self.day or 1)
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
