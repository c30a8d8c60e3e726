"""Reading dates as people and machines write them, with the precision that is written.

Owns the date forms and their order. Numeric dates with dots are day first; for dates with slashes the caller
says which. Nothing is completed: no year is guessed, no time zone is converted, "today" is not a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Day
from functools import cache
from types import MappingProxyType

from reader.articles.model import PartialDate
from reader.text.folding import fold
from reader.text.wordlists import read_sections

# Any word may stand where a month does; the table of months judges it.
_MONTH = r"(?P<name>[^\W\d_]{3,12}(?![^\W\d_])\.?)"
# A web page may glue a date to the next one: "2 Dec 20252 Dec 2025". A year then ends before a day and month.
# A time without a colon is no year: "Dec 2 1630 GMT".
_YEAR = (
    r"(?P<y>(?:1[5-9]|20)\d\d(?=\D|$|\d{1,2}(?:\ [^\W\d_]{3}|:\d\d))"
    r"(?!\ ?(?:GMT|UTC|Z\b|hrs|hours|[AP]\.?M\b)))"
)
_LONG_YEAR = r"(?P<y>(?:1[5-9]|20)\d\d)"
_SHORT_YEAR = r"['’]?(?P<y2>\d\d)(?=$|\ *[,;|)\]·–—]|\ +-\ |\ +\d\d?[:.]\d\d)"
_DAY = r"(?<![\d.,])(?P<d>\d\d?)(?:st|nd|rd|th|er|º|\.)?(?:(?: de| of)\b| d['’])?[ -]{0,2}"
_GAP = r"[ ,]{0,2}"

_FORM_WORDS = ("gada", "tháng")  # without which their form need not be tried
# In the order in which they are tried; a stretch that one has read is closed to those below it.
_DATE_FORMS = tuple(
    (
        re.compile(pattern, re.IGNORECASE),
        "<name>" in pattern,
        next((w for w in _FORM_WORDS if w in pattern), ""),
    )
    for pattern in (
        rf"(?<!\d){_LONG_YEAR}-(?P<m>\d\d?)-(?P<d>\d\d?)(?!\d)",
        rf"(?<!\d){_LONG_YEAR}(?P<sep>[./])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)",
        rf"(?<!\d){_LONG_YEAR}(?:年|년) ?(?P<m>\d\d?)(?:月|월) ?(?P<d>\d\d?)(?:日|일)",
        rf"{_DAY}{_MONTH}(?: del?\b)?[ ,-]{{0,2}}{_YEAR}",
        rf"(?<![\d./-])(?P<d>\d\d?)\. (?P<m>\d\d?)\. ?{_LONG_YEAR}(?!\d)",
        rf"(?<![^\W\d_]){_MONTH} ?(?P<d>\d\d?)(?:st|nd|rd|th)?{_GAP}{_YEAR}",
        rf"(?<!\d){_LONG_YEAR}[.,]?(?:\ ?m\.|\ ?ko)?[ -]{{1,2}}{_MONTH}[ .-]{{0,2}}(?P<d>\d\d?)(?![\d:])",
        rf"(?<!\d){_LONG_YEAR}\. gada (?P<d>\d\d?)\. {_MONTH}",
        rf"(?<!\d)(?P<d>\d\d?) tháng (?P<m>\d\d?)(?:,| năm)? {_LONG_YEAR}",
        rf"{_DAY}{_MONTH}[ ,-]{{0,2}}{_SHORT_YEAR}",
        rf"(?<![^\W\d_]){_MONTH} ?(?P<d>\d\d?)(?:st|nd|rd|th)?,? {_SHORT_YEAR}",
        r"(?<![\d./-])(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep)"
        r"(?P<y>(?:1[5-9]|20)\d\d|\d\d)(?!\d)(?![./-]\d)",
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
_TIME_AFTER = re.compile(
    r"(?:[T ]|[ ,|·•/–—-]{0,5}(?:[^\W\d_]{3,9}day,?\ )?(?:at|um|kl\.?|à|a las|alle|o|в|о)?\ ?)"
    + _TIME.format("t")
    + r"(?![\d.])",
    re.IGNORECASE,
)
_MILITARY_TIME_AFTER = re.compile(
    r"[ ,|·•–—-]{0,5}(?:at\ )?(?P<th>[01]\d|2[0-3])(?P<tm>[0-5]\d)\ ?(?=GMT|UTC|Z\b|hrs|hours)"
)
_MILITARY_TIME_BEFORE = re.compile(
    r"(?<!\d)(?P<th>[01]\d|2[0-3])(?P<tm>[0-5]\d)\ ?(?:GMT|UTC|[A-Z]{2,4}T|hrs|hours)\ ?"
    r"(?:\(\d{4}\ [A-Z]{2,5}\))?[ ,|·•–—-]{0,3}(?:on\ )?(?:[^\W\d_]{3,9}\.?,?\ ?)?$"
)
_TIME_BEFORE = re.compile(
    r"(?<![\d.:])" + _TIME.format("t") + _ZONE + r"[ ,|·•/–—-]{0,5}(?:on |EST |ET )?"
    r"(?:[^\W\d_]{3,9}\.?,? ?)?$",
    re.IGNORECASE,
)
_TIME_ALONE = re.compile(_TIME.format("t") + _ZONE, re.IGNORECASE)
# As machines write it; whatever else stands in a text is for the forms above.
_ISO_DATE = re.compile(
    r"((?:1[5-9]|20)\d\d)-(\d\d)-(\d\d)"
    r"(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_COMPACT_DATE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?Z?)?")
_ISO_WEEK = re.compile(r"((?:1[5-9]|20)\d\d)-?W([0-5]\d)(?:-?([1-7]))?")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_YEAR_OR_MONTH_DAY = re.compile(r"(?:1[5-9]|20)\d\d|--\d\d-\d\d")
_LONE_YEAR = re.compile(r"(?<![\d:.,/-])(?:1[5-9]|20)\d\d(?!\d|[:/.,]\d|-\d\d:|\ ?(?:GMT|UTC|hrs))")
_LONE_DAY = re.compile(r"(?<![\d:.,/])(\d\d?)(?![\d:]|[.,]\d)")
_ANY_TIME = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?\b")
_MIDNIGHT = re.compile(r"(?<![\d:+−–-])0?0:00(?::00(?:[.,]\d+)?)?(?![\d:])|^\d{8}T?0000(?:00)?Z?$")
_LETTER_RUN = re.compile(r"[^\W\d_][^\s\d.,/()|;:]*")
_LONGEST_FOREIGN_DATE = 80  # characters of a line that may hold little else than a date
_MOST_WORDS_OF_FOREIGN_DATE = 8
_OFFSET = re.compile(
    r"(?::[0-5]\d(?:[.,]\d+)?)?[\ (]{0,2}(?:(?P<name>Z|[A-Z]{2,5})\b)?[\ (]{0,2}(?:(?:UTC|GMT)\ ?)?"
    r"(?:(?P<sign>[+−–-])(?P<hours>\d\d|(?<=(?:UTC|GMT)[+−–-])\d)(?::?(?P<minutes>\d\d))?(?![\d.]))?"
    r"(?![+−–-]\d)"
)
# Minutes ahead of UTC. Names that mean several zones (CST, IST) or leave summer time open (ET) are not in it.
_ZONES = {
    "Z": 0, "GMT": 0, "UTC": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480,
    "PDT": -420,
}  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_NO_DIGIT = re.compile(r"[^\d０-９]*")
# In names and folders, from the most to the least precise.
_PATH_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:^|[/_\- .(\[])(?P<y>(?:19|20)\d\d)[-_/. ]{1,2}(?P<m>0?[1-9]|1[0-2])[-_/. ]{1,2}"
        r"(?P<d>0?[1-9]|[12]\d|3[01])(?=$|[-_/. T)\]])",
        r"(?:^|[/_\- .(\[])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
        r"(?:[01]\d[0-5]\d|2[0-3][0-5]\d|(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)?(?=$|[-_/. T)\]])",
        r"(?:^|[/_\- (\[])(?P<d>0?[1-9]|[12]\d|3[01])\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>(?:19|20)\d\d)"
        r"(?=$|[-_/ )\]])",
        r"(?:^|/)(?P<y>(?:19|20)\d\d)[-_/](?P<m>0[1-9]|1[0-2])(?=$|[-_/ ](?!\d\d?(?!\d)))",
        r"(?:^|/)(?P<y>(?:19|20)\d\d)(?=/)",
    )
)
_NAMED_FOLDERS = re.compile(
    r"(?:^|/)(?P<y>(?:19|20)\d\d)/(?:(?P<m>0?[1-9]|1[0-2])[-_. ]+)?(?P<name>[^\W\d_]{3,12})"
    r"(?:/(?P<d>0?[1-9]|[12]\d|3[01])(?=$|[-_/ ])|(?=/))"
)
_LONGEST_DATE_LINE = 300  # characters of a line that are read
_FIRST_TWO_DIGIT_YEAR_OF_1900S = 70  # 70 to 99 are 1970 to 1999, 00 to 69 are 2000 to 2069


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line, ``line[start:end]`` with its time of day.

    Attributes:
        sure: Not a numeric date whose day and month could change places.
        offset: Minutes by which its time of day is ahead of UTC; None where no known time zone is given.
    """

    date: PartialDate
    start: int
    end: int
    sure: bool = True
    offset: int | None = None


def parse_moment(text: str, *, day_first: bool = True) -> FoundDate | None:
    """Read a text that is a date and nothing else, at any precision; None if it is none, or impossible.

    Args:
        day_first: Read 3/4/2025 as 3 April.
    """
    text = text.strip()[:_LONGEST_DATE_LINE]
    if _YEAR_OR_MONTH_DAY.fullmatch(text):
        try:
            return FoundDate(PartialDate.fromisoformat(text), 0, len(text))
        except ValueError:
            return None
    if (match := _ISO_DATE.fullmatch(text)) and (date := _read_numbers(match)):
        offset = _read_offset(match["zone"]) if match["zone"] and date.hour is not None else None
        return FoundDate(date, 0, len(text), offset=offset)
    if match := _COMPACT_DATE.fullmatch(text):
        compact = _read_numbers(match)
        offset = 0 if text.endswith("Z") and compact and compact.hour is not None else None
        return FoundDate(compact, 0, len(text), offset=offset) if compact else None
    if match := _ISO_WEEK.fullmatch(text):
        week = _read_week(*(int(part) if part else None for part in match.groups()))
        return FoundDate(week, 0, len(text)) if week else None
    if _EPOCH.fullmatch(text):
        moment = _read_epoch(text)
        offset = 0 if moment and moment.hour is not None else None
        return FoundDate(moment, 0, len(text), offset=offset) if moment else None
    found = find_dates(text, day_first=day_first)
    best = next((one for one in found if one.sure), found[0] if found else None)
    if best and best.date.year is None and has_unread_year(text, found):
        # The year is written in a way that is not known: better no date than one of another year.
        return None
    return best


def _read_week(year: int | None, week: int | None, day: int | None) -> PartialDate | None:
    """Return the day of an ISO week; of a week alone the month or year in which all of it lies."""
    if year is None or week is None:
        return None
    try:
        first, last = (Day.fromisocalendar(year, week, each) for each in (day or 1, day or 7))
    except ValueError:
        return None
    if day:
        return PartialDate(first.year, first.month, first.day)
    if first.year != last.year:
        return None
    return PartialDate(first.year, first.month if first.month == last.month else None)


def has_unread_year(line: str, found: Sequence[FoundDate]) -> bool:
    """Tell whether a year stands beside the dates that were found in a line."""
    for one in found:
        line = line[: one.start] + " " * (one.end - one.start) + line[one.end :]
    return _LONE_YEAR.search(line) is not None


def parse_time(text: str) -> tuple[int, int] | None:
    """Read a text that is a time of day and nothing else: ``19:42``, ``7:42 p.m. GMT``."""
    match = _TIME_ALONE.fullmatch(text.strip()[:_LONGEST_DATE_LINE])
    return _read_time(match) if match else None


def find_dates(line: str, *, day_first: bool = True) -> list[FoundDate]:
    """Find the dates in one line, in order, each with the time of day that stands next to it.

    Only full dates, a month with its day, and a month with its year count here; a bare year does not. The
    same stretch is read once, in the form that says the most.
    """
    line = line[:_LONGEST_DATE_LINE]
    if _NO_DIGIT.fullmatch(line):
        return []
    months = known_months()
    named = any(word.casefold() in months for word in _LETTERS.findall(line))
    taken: list[tuple[int, int]] = []
    dates: list[FoundDate] = []
    for form, names_month, word in _DATE_FORMS:
        if (names_month and not named) or (word and word not in line):
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
    if not dates and len(line) <= _LONGEST_FOREIGN_DATE and (foreign := _find_foreign(line)):
        return [foreign]
    return sorted(dates, key=lambda one: one.start)


def _find_foreign(line: str) -> FoundDate | None:
    """Find one date whose month is named in a language of CLDR; year, month and day in any order."""
    years = list(_LONE_YEAR.finditer(line))
    if len(years) != 1:
        return None
    rest = _ANY_TIME.sub(lambda match: " " * len(match[0]), line)
    days = [one for one in _LONE_DAY.finditer(rest) if not one.start() <= years[0].start() < one.end()]
    words = list(_LETTER_RUN.finditer(rest))
    if len(days) > 1 or not 1 <= len(words) <= _MOST_WORDS_OF_FOREIGN_DATE:
        return None
    for size in range(min(4, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            name = " ".join(word[0].casefold() for word in words[first : first + size])
            month = known_months().get(name) or _foreign_months().get(unicodedata.normalize("NFC", name))
            date = _make_date(int(years[0][0]), month, int(days[0][1]) if days else None) if month else None
            if date is not None:
                taken = [years[0], words[first], words[first + size - 1], *days]
                start, end = min(one.start() for one in taken), max(one.end() for one in taken)
                timed = _find_time(line, start, end, date) if days else None
                return FoundDate(*timed[:3], offset=timed[3]) if timed else FoundDate(date, start, end)
    return None


@cache
def _foreign_months() -> Mapping[str, int]:
    names = read_sections("articles/months.txt")["months"]
    months = {name.replace("_", " "): number for number, line in enumerate(names, 1) for name in line.split()}
    plain: dict[str, set[int]] = {}
    for name, number in ({**known_months(), **months}).items():
        plain.setdefault(fold(name), set()).add(number)
    # Also as keyboards without accents write them, unless that means another month in another language.
    bare = {name: numbers.pop() for name, numbers in plain.items() if len(numbers) == 1}
    return MappingProxyType(bare | months)


def find_path_date(path: str) -> PartialDate | None:
    """Return the date in a file's name or folders: ``2025-03-04-x``, ``20250304``, ``2025/03/04/x``.

    Args:
        path: Folders and name, joined by slashes, without a suffix. The last date in it counts.
    """
    for match in reversed(list(_NAMED_FOLDERS.finditer(path))):
        month = known_months().get(match["name"].casefold())
        if month is None or (match["m"] and int(match["m"]) != month):
            continue
        if date := _make_date(int(match["y"]), month, int(match["d"]) if match["d"] else None):
            return date
    for form in _PATH_FORMS:
        for match in reversed(list(form.finditer(path))):
            parts = match.groupdict()
            numbers = (int(parts[name]) if parts.get(name) else None for name in ("y", "m", "d"))
            if date := _make_date(*numbers):
                return date
    name = path.rpartition("/")[2].replace("_", " ")
    found = find_dates(name)
    if found and found[0].start == 0 and found[0].date.year and found[0].date.day:
        return PartialDate(found[0].date.year, found[0].date.month, found[0].date.day)
    return None


def complete_date(written: PartialDate | None, other: PartialDate) -> PartialDate | None:
    """Return the other date if it says more than the written one and does not contradict it, else None.

    Year and month day are put together where one has what the other lacks.
    """
    if written is None:
        return other
    pairs = [(written.year, other.year), (written.month, other.month), (written.day, other.day)]
    if any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs):
        return None
    year, month, day = (theirs if mine is None else mine for mine, theirs in pairs)
    if (year, month, day) == (written.year, written.month, written.day):
        return None
    return _make_date(year, month, day, written.hour, written.minute)


@cache
def known_months() -> Mapping[str, int]:
    """Return every known name and short form of a month, in small letters and without a full stop."""
    names = read_sections("articles/words.txt")["months"]
    return MappingProxyType({name: number for number, line in enumerate(names, 1) for name in line.split()})


def _read_match(match: re.Match[str], line: str, day_first: bool) -> FoundDate | None:
    parts = match.groupdict()
    year = int(parts["y"]) if parts.get("y") else None
    if parts.get("y2"):
        year = _full_year(int(parts["y2"]))
    sure = True
    if "a" in parts:
        if year is not None and year < 100:
            year = _full_year(year)
        a, b = int(parts["a"]), int(parts["b"])
        month: int
        day: int | None
        day, month = (a, b) if parts["sep"] == "." or day_first else (b, a)
        if month > 12 and parts["sep"] != ".":
            day, month = month, day
        sure = parts["sep"] == "." or day > 12 or day == month
    else:
        name = (parts.get("name") or "").casefold().rstrip(".")
        month = known_months()[name] if name else int(parts["m"])
        day = int(parts["d"]) if parts.get("d") else None
        if name == "listopada" and f"{parts.get('d')}." in match[0]:
            # November in Polish, but October in Croatian, which has a full stop behind the day.
            month = 10
    date = _make_date(year, month, day)
    if date is None:
        return None
    start, end = match.span()
    offset = None
    if date.year is not None and date.day is not None:
        timed = _find_time(line, start, end, date)
        if timed is not None:
            date, start, end, offset = timed
    return FoundDate(date, start, end, sure, offset)


def _full_year(year: int) -> int:
    return year + (1900 if year >= _FIRST_TWO_DIGIT_YEAR_OF_1900S else 2000)


def _find_time(
    line: str, start: int, end: int, date: PartialDate
) -> tuple[PartialDate, int, int, int | None] | None:
    """Add the time of day that follows the date, or else the one that stands before it; and its offset.

    Midnight is what machines write for a day without a time.
    """
    before = line[:start]
    times = (
        _MILITARY_TIME_AFTER.match(line, end),
        _TIME_AFTER.match(line, end),
        *_TIME_BEFORE.finditer(before),
    )
    for match in (*times, _MILITARY_TIME_BEFORE.search(before)):
        if match is None:
            continue
        time = _read_time(match)
        # "2 December 2025 7.5 million" has no time of day: after a full stop there are two digits.
        if time is not None:
            after = match.start() >= end
            if _MIDNIGHT.search(match[0]):
                return date, min(start, match.start()), max(end, match.end() if after else end), None
            date = _make_date(date.year, date.month, date.day, *time) or date
            behind = max(match.end(name) for name in match.groupdict() if name != "tsep")
            offset = _read_offset(line[behind : behind + 24])
            return date, min(start, match.start()), max(end, match.end() if after else end), offset
    return None


def _read_offset(zone: str) -> int | None:
    """Return the minutes that a time zone at the start of a text is ahead of UTC, or None."""
    match = _OFFSET.match(zone)
    if match is None:
        return None
    if match["hours"]:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return (minutes if match["sign"] == "+" else -minutes) if minutes <= 14 * 60 else None
    return _ZONES.get(match["name"])


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
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups()[:5])
    if _MIDNIGHT.search(match[0]):
        hour = minute = None
    return _make_date(year, month, day, hour, minute)


def _read_epoch(text: str) -> PartialDate | None:
    """Read seconds or milliseconds since 1970, as feeds store them, in UTC; from 1973 to 2100."""
    seconds = float(text) / (1000 if len(text.partition(".")[0]) > 10 else 1)
    if not 1e8 <= seconds <= 4.1e9:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    if not seconds % 86_400:
        return PartialDate(moment.year, moment.month, moment.day)
    return PartialDate(moment.year, moment.month, moment.day, moment.hour, moment.minute)


def _make_date(
    year: int | None, month: int | None, day: int | None, hour: int | None = None, minute: int | None = None
) -> PartialDate | None:
    try:
        return PartialDate(year, month, day, hour, minute)
    except ValueError:
        return None
