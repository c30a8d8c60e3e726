"""One line of a header: what it says about its article.

Owns the reading of date lines, bylines and mastheads, in any order and joined by bars or dashes; the labelled
lines of exports are in ``labels``. Refuses a line that also says something else: that may be a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reader.articles.bylines import is_name, read_byline
from reader.articles.datelines import read_place_line
from reader.articles.dates import FoundDate, find_dates, parse_time
from reader.articles.facts import Facts
from reader.articles.furniture import is_furniture
from reader.articles.labels import read_label
from reader.articles.mastheads import read_masthead
from reader.articles.outlets import find_outlet, find_outlet_of, is_place
from reader.articles.wordlists import read_words

_SPLIT = re.compile(r"\s*[|•·●▪‧]\s*|\s+(?:[—–-]|/|>)\s+|(?<=\d{4})\s+(?=by\s)")
_BULLET = re.compile(r"^[•·●▪*=\s-]+(?=\S)")
_URL = re.compile(r"https?://\S{3,600}", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_TIMES = re.compile(
    r"\b(?:an?|\d{1,2}) (?:minute|min|hour|hr|day)s? ago\b"
    r"|[+−–-]\d{1,2}(?::?\d\d)?|\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|yesterday)\b", re.IGNORECASE)
_LONGEST = 240


def read_header_line(line: str, *, day_first: bool = True) -> Facts | None:
    """Read a line that says when, where, by whom or in which outlet, and nothing else; None for others.

    ``strong`` tells that the line would not stand in the middle of a body: it has a date, names or a place.
    """
    line = _BULLET.sub("", line)
    if (facts := read_label(line, day_first=day_first)) is not None:
        return facts
    if len(line) > _LONGEST:
        return None
    if _URL.fullmatch(line):
        return Facts(url=line, outlet=find_outlet_of(line), strong=True)
    if dateline := read_place_line(line, day_first=day_first):
        return Facts(place=dateline.place, date=dateline.date, outlet=dateline.tag, strong=True)
    return _read_segment(line, day_first) or _read_segments(line, day_first)


def _read_segments(line: str, day_first: bool) -> Facts | None:
    segments = [segment for segment in _SPLIT.split(line) if segment]
    if len(segments) < 2:
        return None
    facts = Facts()
    unknown: list[str] = []
    for segment in segments:
        if (part := _read_segment(segment, day_first)) is not None:
            facts.merge(part)
            facts.strong |= part.strong
        elif is_place(segment):
            facts.place = facts.place or segment
        elif not is_furniture(segment):
            unknown.append(segment)
    if not unknown:
        return facts
    if not facts.strong or any(len(words.split()) > 3 for words in unknown):
        return None
    # "Jane Roe | World | 2 December 2025": a name is an author, other short words are a section.
    if not facts.authors:
        facts.authors = tuple(words for words in unknown if is_name(words))[:1]
    return facts


def _read_segment(segment: str, day_first: bool) -> Facts | None:
    if time := parse_time(segment):
        return Facts(time=time, strong=True)
    if (facts := read_date_line(segment, day_first=day_first)) is not None:
        return facts
    if byline := read_byline(segment):
        return Facts(authors=byline.authors, outlet=byline.outlet, place=byline.place, strong=True)
    return _read_dated_byline(segment, day_first) or read_masthead(segment)


def _read_dated_byline(segment: str, day_first: bool) -> Facts | None:
    """Read a byline with the date behind it: "By Jane Roe 2 December 2025, 7:42 pm"; or with "today"."""
    found = find_dates(segment, day_first=day_first)
    start = found[0].start if found else match.start() if (match := _TODAY.search(segment)) else 0
    words = segment[:start].rstrip(" ,")
    last = words.rpartition(" ")[2]
    if last.casefold() in read_words("words.txt", "beside dates"):
        words = words.removesuffix(last)
    if not words or (byline := read_byline(words)) is None:
        return None
    facts = Facts(authors=byline.authors, outlet=byline.outlet, place=byline.place, strong=True)
    if found and (dated := read_date_line(segment[start:], day_first=day_first)):
        facts.merge(dated)
    return facts


def read_date_line(line: str, *, day_first: bool = True) -> Facts | None:
    """Read a line that holds dates and the words around them only: ``Published: 2 Dec 2025, 19:42``."""
    found = find_dates(line, day_first=day_first)
    if not found:
        return None
    facts = Facts(strong=True)
    words: list[str] = []
    at = 0
    for one in found:
        before, updated, labelled = _strip_labels(line[at : one.start])
        facts.labelled |= labelled
        words += before
        at = one.end
        _take_date(facts, one, updated=updated)
    words += _strip_labels(line[at:])[0]
    if words and is_place(words[0]):
        facts.place = words.pop(0)
    if (outlet := find_outlet(" ".join(words))) is not None:
        facts.outlet = outlet
        return facts
    if 0 < len(words) <= 3 and is_furniture(" ".join(words)):
        # "All News 15:42 December 02, 2025"
        return facts
    # A section may stand behind the date: "2 December 2025 Climate and Environment".
    section = found[0].start < 3 and found[0].date.day and all(word[0].isupper() for word in words)
    allowed = 0 if found[0].date.year is None else 3 if section else 1
    return facts if len(words) <= allowed and all(len(word) <= 12 for word in words) else None


def _strip_labels(words: str) -> tuple[list[str], bool, bool]:
    """Return the words that have a meaning of their own; and whether a change, or publication, is dated."""
    published, updated, beside = _label_patterns()
    publishes = published.search(words) is not None
    updates = updated.search(words) is not None and not publishes
    stripped = _TIMES.sub(" ", updated.sub(" ", published.sub(" ", words)))
    return [word for word in _WORDS.findall(stripped) if word.casefold() not in beside], updates, publishes


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


@cache
def _label_patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    published, updated = (_any_of(read_words("words.txt", name)) for name in ("published", "updated"))
    return published, updated, read_words("words.txt", "beside dates")


def _take_date(facts: Facts, found: FoundDate, *, updated: bool) -> None:
    if updated:
        facts.updated = facts.updated or found.date
    else:
        facts.merge(Facts(date=found.date, sure=found.sure))
