"""How dates are written for people, as far as they are known.

Owns every form a date has on the screen and in an export. Refuses
to read dates, and leaves ISO 8601, which programs read, to ``partial_date``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day

from reader.text.months import SHORT_MONTHS
from reader.text.partial_date import PartialDate, Precision

UNDATED = "undated"


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
