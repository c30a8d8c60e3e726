"""The dateline at the start of a report: place, date and agency, and the offset where the report begins.

Owns the forms in which agencies print datelines. Rejects text that only resembles one: a label in capitals
(``BREAKING:``), a speaker of a transcript (``SMITH:``), a name before a dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.articles.dates import find_dates
from reader.articles.model import PartialDate
from reader.articles.outlets import find_outlet, is_place
from reader.text.wordlists import read_words

_CAPITALISED_WORD = r"(?:(?:S[Tt]|F[Tt]|M[Tt]|[A-Z])\.(?:[A-Z]\.)*|[^\W\d_a-zß-öø-ÿ][\w'’`]*(?:-[\w'’`]+)*)"
_NAME_PARTICLE = r"(?:de|del|la|las|los|le|el|al|am|an|of|the|du|di|da|do|dos|on|upon|sur|and)"
_CAPITALISED_NAME = rf"{_CAPITALISED_WORD}(?:\ (?:{_NAME_PARTICLE}\ ){{0,2}}{_CAPITALISED_WORD}){{0,4}}"
# LONDON/PARIS; the region that follows (KYIV, Ukraine; New Delhi [India]) is no part of the place.
_PLACE = re.compile(rf"{_CAPITALISED_NAME}(?:\ ?/\ ?{_CAPITALISED_NAME}){{0,2}}")
_REGION = re.compile(rf",\ {_CAPITALISED_NAME}\.?|\ \[[^\]\n]{{2,30}}\]|\ \([^()\n]{{2,30}}\)(?=,|\ [\[(])")
_DASH = re.compile(r"\ ?(?:--+|[—–―-])(?:\ |(?<=[—–―])|(?<=--))")
_GAP_BETWEEN_PARTS = re.compile(r"\ ?[,.]\ ?|\ ?(?:--+|[—–―-])\ ?|\ ")
_DATE = re.compile(
    r"(?:[^\W\d_]{3,10},?\ )?(?:\d{1,2}(?:st|nd|rd|th|\.)?\ ?[^\W\d_]{3,10}\.?"
    r"|[^\W\d_]{3,10}\.?\ \d{1,2}(?:st|nd|rd|th)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|(?:1[5-9]|20)\d\d\ [^\W\d_]{3,10}\.?\ \d{1,2})"
    r"(?:,?\ ?(?:1[5-9]|20)\d\d|,?\ ['’]?\d\d(?=\ ?[(/—–]|\ ?--|\ -\ |[.:]\ ))?(?!\w)"
)
_MARKED_TAG = re.compile(r"\((?P<paren>[^()\n]{2,40})\)|/(?P<slash>[^/\n]{2,30})/")
_BARE_TAG = re.compile(r"[^\W\d_](?:[\w&'’/ -]|\.(?=\w)){1,30}?(?=\ ?(?:--+|[—–―])|\ -\ |\.\ |:\ )")
_DATELINE_END = re.compile(r"\ ?[.:]?\ ?(?:(?:--+|[—–―]|-(?=\ ))\ ?)?")
_ONE_WORD_TOWN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-]){3,20}")
_LONGEST_DATELINE = 160  # characters within which a dateline ends


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; ``end`` is the offset at which the report itself begins.

    Attributes:
        date: Month and day, with a year only where one is printed.
        tag: The agency as printed, or None.
    """

    place: str | None
    date: PartialDate | None
    tag: str | None
    end: int


def read_dateline(paragraph: str, *, day_first: bool = True) -> Dateline | None:
    """Read the dateline at the start of a paragraph, or return None.

    Examples: ``KYIV, Aug 29 (Reuters) -``, ``BRUSSELS (AP) —``, ``STOCKHOLM, August 29. /TASS/.``,
    ``Kyiv. December 2. INTERFAX-UKRAINE –``, ``(ANSA) - ROME, DEC 2 -``, ``NEW DELHI: ``.
    """
    head = paragraph[:_LONGEST_DATELINE]
    first = _scan(head, 0, day_first)
    if head.startswith("("):
        # The agency comes first: "(ANSA) - ROME, DEC 2 -", "(Bloomberg) --".
        if not first.outlet:
            return None
        end = _DATELINE_END.match(head, first.end).end()  # type: ignore[union-attr]
        rest = _scan(head, end, day_first)
        if rest.place and rest.date and _DASH.match(head, rest.end):
            return _accept(rest, first.outlet, head)
        return Dateline(None, None, first.outlet, end) if head[first.end : end].strip() else None
    return _accept(first, first.outlet, head) if _is_dateline(first, head) else None


def read_place_line(line: str, *, day_first: bool = True) -> Dateline | None:
    """Read a line that is nothing but a dateline: ``ISTANBUL``, ``Paris, 2 December 2025``; else None."""
    if len(line) > 80:
        return None
    scan = _scan(line, 0, day_first)
    if not scan.place or line[scan.end :].strip(" .:-–—") or not _may_be_place(scan.place):
        return None
    # "Granada, 6 October": an unknown place needs its comma and a date, and is short; a headline is not.
    named = len(scan.place.split()) <= 2 and line[len(scan.place)] in ",.–—-" if scan.date else False
    if scan.known or (named and not find_outlet(scan.place)):
        return Dateline(scan.place, scan.date, scan.outlet, len(line))
    return None


def is_place_alone(line: str) -> bool:
    """Tell whether a line is one word in capitals that may be the name of any town: ``RIZE``."""
    return (
        line.isupper()
        and _ONE_WORD_TOWN.fullmatch(line) is not None
        and _may_be_place(line)
        and not find_outlet(line)
    )


@dataclass(slots=True)
class _Scan:
    """The parts of a dateline in their order, as far as they are there; judged afterwards."""

    place: str | None = None
    known: bool = False
    date: PartialDate | None = None
    tag: str | None = None
    marked: bool = False
    outlet: str | None = None
    end: int = 0


def _scan(head: str, at: int, day_first: bool) -> _Scan:
    """Read place, region, date and agency one after the other, each where the one before it ended."""
    scan = _Scan(end=at)
    if (match := _PLACE.match(head, at)) and not _is_date(match[0] + head[match.end() : match.end() + 4]):
        at = _scan_place(scan, match[0], at)
        for _ in range(2):
            region = _REGION.match(head, at)
            if region is None or find_dates(region[0] + head[region.end() : region.end() + 4]):
                break
            scan.end = at = region.end()
    for read in (_scan_date, _scan_tag):
        gap = _GAP_BETWEEN_PARTS.match(head, at)
        start = gap.end() if gap else at
        # "Kyiv. December 2." has a full stop and a blank between its parts.
        at = read(scan, head, start, day_first) or at
    return scan


def _is_date(words: str) -> bool:
    return _DATE.match(words) is not None and bool(find_dates(words))


def _scan_place(scan: _Scan, words: str, at: int) -> int:
    """Take the longest run of words that is a known place, else all of them."""
    parts = words.split(" ")
    scan.place = words
    first = words.partition("/")[0].strip()
    scan.known = is_place(words) or is_place(first)
    if not scan.known and len(parts) > 1 and parts[-1].isupper() and find_outlet(parts[-1]):
        scan.place = " ".join(parts[:-1])
        scan.known = is_place(scan.place)
    scan.end = at + len(scan.place)
    return scan.end


def _scan_date(scan: _Scan, head: str, at: int, day_first: bool) -> int | None:
    match = _DATE.match(head, at)
    found = find_dates(match[0], day_first=day_first) if match else []
    if match is None or not found or found[0].date.day is None:
        return None
    scan.date = found[0].date
    scan.end = at + found[0].end
    return scan.end


def _scan_tag(scan: _Scan, head: str, at: int, day_first: bool) -> int | None:
    match = _MARKED_TAG.match(head, at)
    if match is not None:
        scan.tag, scan.marked = match["paren"] or match["slash"], True
        # "/TASS Correspondent Ivan Petrov/"
        scan.outlet = find_outlet(scan.tag) or (find_outlet(scan.tag.split()[0]) if match["slash"] else None)
    elif (match := _BARE_TAG.match(head, at)) and (outlet := find_outlet(match[0])):
        scan.tag = scan.outlet = outlet
    else:
        return None
    scan.end = match.end()
    return scan.end


def _is_dateline(scan: _Scan, head: str) -> bool:
    """Judge the parts that were read: the more there are, the less evidence each needs."""
    if scan.place is None or not _may_be_place(scan.place):
        # "Dec 2 (Reuters) -" has no place at all.
        return scan.place is None and bool(scan.date and scan.outlet and scan.marked)
    dashed = _DASH.match(head, scan.end) is not None or head.startswith((". —", ".- ", ". -"), scan.end)
    capitals = scan.place.isupper()
    if scan.outlet:
        return dashed or capitals or scan.known or scan.date is not None
    if scan.tag:
        if not (dashed and (capitals or (scan.known and scan.date)) and _may_be_agency(scan.tag)):
            return False
        scan.outlet = scan.tag
        return True
    ended = dashed or head[scan.end : scan.end + 2] in (": ", ". ")
    if scan.date is not None:
        return ended and (capitals or scan.known or dashed)
    if dashed:
        return capitals or scan.known
    return capitals and scan.known and head.startswith(": ", scan.end)


def _accept(scan: _Scan, outlet: str | None, head: str) -> Dateline:
    end = _DATELINE_END.match(head, scan.end)
    return Dateline(scan.place, scan.date, outlet, end.end() if end else scan.end)


def _may_be_place(place: str) -> bool:
    folded = place.casefold()
    return len(place) > 2 and folded.split()[0] not in read_words("articles/places.txt", "no places")


def _may_be_agency(tag: str) -> bool:
    return (
        tag.casefold() not in read_words("articles/places.txt", "no agencies")
        and tag[0].isupper()
        and "," not in tag
        and len(tag.split()) <= 4
    )
