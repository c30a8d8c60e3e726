"""One line of a header: what it says about its article.

Owns the reading of date lines, bylines, mastheads and the labelled lines of database exports, in any order and
joined by bars or dashes. Refuses a line that also says something else: that may be a headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.articles.bylines import is_name, read_byline, read_names
from reader.articles.datelines import read_place_line
from reader.articles.dates import FoundDate, find_dates, parse_time
from reader.articles.furniture import is_furniture
from reader.articles.model import PartialDate
from reader.articles.outlets import find_outlet, find_outlet_of

_SPLIT = re.compile(r"\s*[|•·●▪‧]\s*|\s+(?:[—–-]|/|>)\s+")
_BULLET = re.compile(r"^[•·●▪*\s-]+(?=\S)")
_PUBLISHED = re.compile(
    r"(?:first |originally |date )?(?:published|publication date|publish date|issued|posted|released|created|date|pubdate|opublikowano|veröffentlicht"
    r"|publié|publicado|pubblicato|опубликовано|опубліковано)(?: date)?(?: on| at| le| am)?\s*:?\s*",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:last |most recently |page )?(?:updated|update|modified|edited|revised|aktualisiert|mis à jour|actualizado|обновлено|оновлено)"
    r"(?: on| at| le| am)?\s*:?\s*",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:at|on|the|of|from|as|gmt|utc|est|edt|cet|cest|eet|eest|msk|bst|ist|kst|jst|pst|pdt|et|pt|ct|uhr|h|hrs|hours|kyiv|moscow|brussels|london|local|time"
    r"|edition|final|late|first|print|version|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|понедельник|вторник|среда|четверг|пятница|montag|dienstag|mittwoch|donnerstag|freitag|lundi|mardi|mercredi|jeudi|vendredi)\b"
    r"|[+−-]\d{1,2}(?::?\d\d)?|\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?|[\s,.:;()\[\]|/+-]|—|–",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>headline|title|titel|hd|source|publication title|publication name|publication|publisher|newspaper|outlet|sn|agency|byline|by-line|author|authors|by"
    r"|dateline|place|location|city|summary|abstract|highlight|standfirst|lead|url|link|web|permalink|body|full text|text|td|lp|date|pd|publication date|load-date"
    r"|section|language|country|copyright)\s*[:：]\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S{3,600}", re.IGNORECASE)
_ROLE_LINE = re.compile(
    r"(?:[\w’'&.-]+\ ){0,4}(?:correspondent|editor|reporter|writer|journalist|analyst|columnist|bureau\ chief)s?(?:,?\ (?:in\ |at\ |of\ )?[\w’'&.\ -]{2,40})?"
    r"|reporting\ from\ [\w’'.,\ -]{2,40}|(?:in|from)\ [A-Z][\w’'-]+(?:\ [A-Z][\w’'-]+)?",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 240


@dataclass(slots=True)
class Facts:
    """What header lines said so far; merged in order, the first word on a matter counts.

    Attributes:
        updated: A date of the last change, taken only where no date of publication is known.
        body: The line is the label under which the body begins.
    """

    title: str | None = None
    date: PartialDate | None = None
    sure: bool = True
    updated: PartialDate | None = None
    time: tuple[int, int] | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    place: str | None = None
    summary: str | None = None
    url: str | None = None
    body: bool = False
    strong: bool = False

    def merge(self, other: Facts) -> None:
        """Take over what the other knows and this one does not."""
        if self.date is None or (self.date.hour is None and _same_day(self.date, other.date)):
            self.date = other.date or self.date
        self.updated = self.updated or other.updated
        self.time = self.time or other.time
        self.authors = self.authors or other.authors
        self.outlet = self.outlet or other.outlet
        self.place = self.place or other.place
        self.title = self.title or other.title
        self.summary = self.summary or other.summary
        self.url = self.url or other.url


def read_header_line(line: str, *, day_first: bool = True) -> Facts | None:
    """Read a line that says when, where, by whom or in which outlet, and nothing else; None for all other lines.

    ``strong`` tells that the line would not stand in the middle of a body: it has a date, names or a place.
    """
    line = _BULLET.sub("", line)
    if len(line) > _LONGEST and not _LABEL.match(line):
        return None
    if (match := _LABEL.fullmatch(line)) and (
        facts := _read_label(match["label"].casefold(), match["rest"], day_first)
    ):
        return facts
    if match := _URL.fullmatch(line):
        return Facts(url=line, outlet=find_outlet_of(line))
    if dateline := read_place_line(line, day_first=day_first):
        return Facts(place=dateline.place, date=dateline.date, outlet=dateline.tag, strong=True)
    return _read_segments(line, day_first)


def _read_segments(line: str, day_first: bool) -> Facts | None:
    facts = _read_segment(line, day_first)
    if facts is not None:
        return facts
    segments = [segment for segment in _SPLIT.split(line) if segment]
    if len(segments) < 2:
        return None
    facts = Facts()
    unknown: list[str] = []
    for segment in segments:
        if (part := _read_segment(segment, day_first)) is not None:
            facts.merge(part)
            facts.strong |= part.strong
        elif not is_furniture(segment):
            unknown.append(segment)
    if not unknown:
        return facts
    dated = facts.date is not None or facts.updated is not None or facts.time is not None
    if (dated or facts.authors or facts.outlet) and all(len(words.split()) <= 3 for words in unknown):
        # "Jane Roe, Kyiv | World | 2 December 2025": a name is an author, other short words are a section.
        if not facts.authors and dated:
            facts.authors = tuple(words for words in unknown if is_name(words))[:1]
        return facts if dated or facts.authors else None
    return None


def _read_segment(segment: str, day_first: bool) -> Facts | None:
    if outlet := find_outlet(segment.strip(" .,:()[]")):
        return Facts(outlet=outlet)
    if time := parse_time(segment):
        return Facts(time=time, strong=True)
    if (facts := read_date_line(segment, day_first=day_first)) is not None:
        return facts
    if byline := read_byline(segment):
        return Facts(authors=byline.authors, outlet=byline.outlet, place=byline.place, strong=True)
    if _ROLE_LINE.fullmatch(segment) and not segment.endswith((".", "?", "!")) and len(segment) < 60:
        return Facts()
    if "," in segment or " in " in segment:
        # "Jane Roe, Reuters"; "Jane Roe in Brussels"; "BBC News, Kyiv"
        head, _, tail = segment.partition(",")
        if (outlet := find_outlet(head.strip())) and (where := read_place_line(tail.strip())):
            return Facts(outlet=outlet, place=where.place)
        names = read_names(segment)
        if names and names.authors and (names.outlet or (names.place and read_place_line(names.place))):
            return Facts(authors=names.authors, outlet=names.outlet, place=names.place, strong=True)
    return None


def read_date_line(line: str, *, day_first: bool = True) -> Facts | None:
    """Read a line that holds dates and the words around them only: ``Published: Dec 2, 2025, 7:42 p.m. GMT``."""
    found = find_dates(line, day_first=day_first)
    if not found:
        return None
    facts = Facts(strong=True)
    rest, at = [], 0
    for one in found:
        before = line[at : one.start]
        rest.append(before)
        at = one.end
        _take_date(facts, one, updated=_UPDATED.search(before) is not None)
    rest.append(line[at:])
    words = _NOISE.sub(" ", " ".join(_UPDATED.sub(" ", _PUBLISHED.sub(" ", part)) for part in rest)).split()
    if (outlet := find_outlet(" ".join(words))) is not None:
        facts.outlet = outlet
    elif len(words) > 1 or (words and (len(words[0]) > 12 or found[0].date.year is None)):
        return None
    return facts


def _take_date(facts: Facts, found: FoundDate, *, updated: bool) -> None:
    if updated:
        facts.updated = facts.updated or found.date
    elif facts.date is None or (found.sure and not facts.sure) or _knows_more(found.date, facts.date):
        facts.date, facts.sure = found.date, found.sure


def _read_label(label: str, rest: str, day_first: bool) -> Facts | None:
    rest = rest.strip()
    if label in {"body", "full text", "text", "td", "lp"}:
        return Facts(body=True, summary=None) if not rest else None
    if not rest:
        return Facts() if label not in {"title", "lead", "text"} else None
    if label in {"headline", "title", "hd", "titel"}:
        return Facts(title=rest)
    if label in {
        "source",
        "publication title",
        "publication name",
        "publication",
        "publisher",
        "newspaper",
        "outlet",
        "sn",
        "agency",
    }:
        if match := _URL.fullmatch(rest):
            return Facts(url=rest, outlet=find_outlet_of(match[0]))
        outlet = find_outlet(rest) or find_outlet(rest.partition(";")[0].partition("(")[0])
        return Facts(outlet=outlet or (rest if len(rest) <= 60 else None))
    if label in {"byline", "by-line", "author", "authors", "by"}:
        names = read_names(rest)
        return (
            Facts(authors=names.authors, outlet=names.outlet, place=names.place, strong=True)
            if names
            else Facts()
        )
    if label in {"dateline", "place", "location", "city"}:
        where = read_place_line(rest, day_first=day_first)
        return Facts(place=where.place if where else rest[:60], date=where.date if where else None)
    if label in {"summary", "abstract", "highlight", "standfirst"}:
        return Facts(summary=rest)
    if label in {"url", "link", "web", "permalink"}:
        return Facts(url=rest, outlet=find_outlet_of(rest)) if _URL.fullmatch(rest) else None
    if label in {"date", "pd", "publication date"}:
        return read_date_line(rest, day_first=day_first)
    return Facts() if label in {"section", "language", "country", "copyright", "load-date"} else None


def _same_day(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and other is not None and (one.month, one.day) == (other.month, other.day)


def _knows_more(one: PartialDate, other: PartialDate) -> bool:
    return _same_day(one, other) and (one.year is not None, one.hour is not None) > (
        other.year is not None,
        other.hour is not None,
    )
