"""Reading dates as people and machines write them, with the precision that is written.

Owns the date forms and their order. Numeric dates with dots are day first; for dates with slashes the caller
says which. Nothing is completed: no year is guessed, no time zone is converted, "today" is not a date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType

from reader.articles.model import PartialDate
from reader.text.wordlists import read_sections

# Any word may stand where a month does; the table of months judges it.
_MONTH = r"(?P<name>[^\W\d_]{3,12}(?![^\W\d_])\.?)"
# A web page may glue a date to the next one: "2 Dec 20252 Dec 2025". A year then ends before a day and month.
_YEAR = r"(?P<y>(?:19|20)\d\d(?=\D|$|\d{1,2}(?:\ [^\W\d_]{3}|:\d\d)))"
_LONG_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?<![\d.,])(?P<d>\d\d?)(?:st|nd|rd|th|er|º|\.)?(?:(?: de| of)\b)?[ -]{0,2}"
_GAP = r"[ ,]{0,2}"

# In the order in which they are tried; a stretch that one has read is closed to those below it.
_DATE_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), "<name>" in pattern)
    for pattern in (
        rf"(?<!\d){_LONG_YEAR}-(?P<m>\d\d?)-(?P<d>\d\d?)(?!\d)",
        rf"(?<!\d){_LONG_YEAR}(?P<sep>[./])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)",
        rf"(?<!\d){_LONG_YEAR}(?:年|년) ?(?P<m>\d\d?)(?:月|월) ?(?P<d>\d\d?)(?:日|일)",
        rf"{_DAY}{_MONTH}(?: de\b)?[ ,-]{{0,2}}{_YEAR}",
        rf"(?<![^\W\d_]){_MONTH} ?(?P<d>\d\d?)(?:st|nd|rd|th)?{_GAP}{_YEAR}",
        r"(?<![\d./-])(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep)"
        r"(?P<y>(?:19|20)\d\d|\d\d)(?!\d)(?![./-]\d)",
        rf"(?<!\d){_LONG_YEAR}-(?P<m>\d\d)(?![\d-])",
        rf"{_DAY}{_MONTH}(?!{_GAP}\d{{3}})",
        rf"(?<![^\W\d_]){_MONTH} ?(?P<d>\d\d?)(?:st|nd|rd|th)?(?![\d:]|[.,]\d|{_GAP}\d{{3}})",
        rf"(?<![^\W\d_]){_MONTH}(?: de\b)?{_GAP}{_YEAR}",
    )
)
_TIME = (
    r"(?P<{0}h>[01]?\d|2[0-3])(?:(?P<{0}sep>[:.h])(?P<{0}m>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?|(?=\ ?[ap]\.?m))"
    r"\ ?(?P<{0}half>[ap]\.?\ ?m(?![a-z])\.?)?"
)
_ZONE = r"(?:\ ?(?:Z|GMT|UTC|[A-Z]{2,4}T|[A-Z]{2,3}|Uhr)?\ ?\(?(?:[+−–-]\d\d?(?::?\d\d)?)?\)?)"
_AFTER = re.compile(
    r"(?:[T ]|[ ,|·•/–—-]{0,5}(?:[^\W\d_]{3,9}day,?\ )?(?:at|um|kl\.?|à|a las|alle|o|в|о)?\ ?)"
    + _TIME.format("t")
    + r"(?![\d.])",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"[ ,|·•–—-]{0,5}(?:at\ )?(?P<th>[01]\d|2[0-3])(?P<tm>[0-5]\d)\ ?(?=GMT|UTC|Z\b|hrs|hours)"
)
_BEFORE = re.compile(
    r"(?<![\d.:])" + _TIME.format("t") + _ZONE + r"[ ,|·•/–—-]{0,5}(?:on |EST |ET )?"
    r"(?:[^\W\d_]{3,9}\.?,? ?)?$",
    re.IGNORECASE,
)
_ALONE = re.compile(_TIME.format("t") + _ZONE, re.IGNORECASE)
# As machines write it; whatever else stands in a text is for the forms above.
_ISO = re.compile(
    r"((?:19|20)\d\d)-(\d\d)-(\d\d)"
    r"(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?Z?)?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_BARE = re.compile(r"(?:19|20)\d\d|--\d\d-\d\d")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_NO_DIGIT = re.compile(r"[^\d０-９]*")
_LONGEST_DATE_LINE = 300  # characters of a line that are read
_FIRST_TWO_DIGIT_YEAR_OF_1900S = 70  # 70 to 99 are 1970 to 1999, 00 to 69 are 2000 to 2069


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line, ``line[start:end]`` with its time of day.

    Attributes:
        sure: Not a numeric date whose day and month could change places.
    """

    date: PartialDate
    start: int
    end: int
    sure: bool = True


def parse_date(text: str, *, day_first: bool = True) -> PartialDate | None:
    """Read a text that is a date and nothing else, at any precision; None if it is none, or impossible.

    Args:
        day_first: Read 3/4/2025 as 3 April.
    """
    text = text.strip()[:_LONGEST_DATE_LINE]
    if _BARE.fullmatch(text):
        try:
            return PartialDate.fromisoformat(text)
        except ValueError:
            return None
    if (match := _ISO.fullmatch(text)) and (date := _read_numbers(match)):
        return date
    if match := _COMPACT.fullmatch(text):
        return _read_numbers(match)
    if _EPOCH.fullmatch(text):
        return _read_epoch(text)
    found = find_dates(text, day_first=day_first)
    return next((one.date for one in found if one.sure), found[0].date if found else None)


def parse_time(text: str) -> tuple[int, int] | None:
    """Read a text that is a time of day and nothing else: ``19:42``, ``7:42 p.m. GMT``."""
    match = _ALONE.fullmatch(text.strip()[:_LONGEST_DATE_LINE])
    return _read_time(match) if match else None


def find_dates(line: str, *, day_first: bool = True) -> list[FoundDate]:
    """Find the dates in one line, in order, each with the time of day that stands next to it.

    Only full dates, a month with its day, and a month with its year count here; a bare year does not. The
    same stretch is read once, in the form that says the most.
    """
    line = line[:_LONGEST_DATE_LINE]
    if _NO_DIGIT.fullmatch(line):
        return []
    months = _months()
    named = any(word.casefold() in months for word in _LETTERS.findall(line))
    taken: list[tuple[int, int]] = []
    dates: list[FoundDate] = []
    for form, names_month in _DATE_FORMS:
        if names_month and not named:
            continue
        for match in form.finditer(line):
            if names_month and match["name"].casefold().rstrip(".") not in months:
                continue
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            found = _read_match(match, line, day_first)
            # An impossible day keeps its place too, lest 30 February be read as a month.
            taken.append((found.start, found.end) if found else match.span())
            if found:
                dates.append(found)
    return sorted(dates, key=lambda one: one.start)


@cache
def _months() -> Mapping[str, int]:
    """Return every known name and short form of a month, in small letters and without a full stop."""
    names = read_sections("articles/words.txt")["months"]
    return MappingProxyType({name: number for number, line in enumerate(names, 1) for name in line.split()})


def _read_match(match: re.Match[str], line: str, day_first: bool) -> FoundDate | None:
    parts = match.groupdict()
    year = int(parts["y"]) if parts.get("y") else None
    sure = True
    if "a" in parts:
        if year is not None and year < 100:
            year += 1900 if year >= _FIRST_TWO_DIGIT_YEAR_OF_1900S else 2000
        a, b = int(parts["a"]), int(parts["b"])
        month: int
        day: int | None
        day, month = (a, b) if parts["sep"] == "." or day_first else (b, a)
        if month > 12 and parts["sep"] != ".":
            day, month = month, day
        sure = parts["sep"] == "." or day > 12 or day == month
    else:
        name = parts.get("name")
        month = _months()[name.casefold().rstrip(".")] if name else int(parts["m"])
        day = int(parts["d"]) if parts.get("d") else None
    date = _make_date(year, month, day)
    if date is None:
        return None
    start, end = match.span()
    if date.year is not None and date.day is not None:
        timed = _find_time(line, start, end, date)
        if timed is not None:
            date, start, end = timed
    return FoundDate(date, start, end, sure)


def _find_time(line: str, start: int, end: int, date: PartialDate) -> tuple[PartialDate, int, int] | None:
    """Add the time of day that follows the date, or else the one that stands before it."""
    for match in (_MILITARY.match(line, end), _AFTER.match(line, end), *_BEFORE.finditer(line[:start])):
        if match is None:
            continue
        time = _read_time(match)
        # "2 December 2025 7.5 million" has no time of day: after a full stop there are two digits.
        if time is not None:
            date = _make_date(date.year, date.month, date.day, *time) or date
            return date, min(start, match.start()), max(end, match.end() if match.start() >= end else end)
    return None


def _read_time(match: re.Match[str]) -> tuple[int, int] | None:
    parts = match.groupdict()
    hour, minute = int(parts["th"]), int(parts["tm"] or 0)
    half = (parts.get("thalf") or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return (hour, minute) if hour < 24 else None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour, minute


def _read_numbers(match: re.Match[str]) -> PartialDate | None:
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    return _make_date(year, month, day, hour, minute)


def _read_epoch(text: str) -> PartialDate | None:
    """Read seconds or milliseconds since 1970, as feeds store them, in UTC; from 1973 to 2100."""
    seconds = float(text) / (1000 if len(text.partition(".")[0]) > 10 else 1)
    if not 1e8 <= seconds <= 4.1e9:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return PartialDate(moment.year, moment.month, moment.day, moment.hour, moment.minute)


def _make_date(
    year: int | None, month: int | None, day: int | None, hour: int | None = None, minute: int | None = None
) -> PartialDate | None:
    try:
        return PartialDate(year, month, day, hour, minute)
    except ValueError:
        return None
