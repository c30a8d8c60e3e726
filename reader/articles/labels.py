"""Labelled lines, as database exports and press offices print them: ``BYLINE: Jane Roe``.

Owns the labels and the field each one fills. A label that fills none but belongs to an export is read as
such, so that its line is no headline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from reader.articles.bylines import read_names
from reader.articles.datelines import read_place_line
from reader.articles.dates import parse_date
from reader.articles.facts import Facts
from reader.articles.outlets import find_outlet, find_outlet_of, is_public_body

# Two letters are the field codes of Factiva.
_FIELDS: Mapping[str, str] = MappingProxyType({
    "headline": "title", "title": "title", "titel": "title", "hd": "title",
    "from": "office",
    "source": "outlet", "publication title": "outlet", "publication name": "outlet", "publication": "outlet",
    "publisher": "outlet", "newspaper": "outlet", "outlet": "outlet", "sn": "outlet", "agency": "outlet",
    "byline": "authors", "by-line": "authors", "author": "authors", "authors": "authors", "by": "authors",
    "dateline": "place", "place": "place", "location": "place", "city": "place",
    "summary": "summary", "abstract": "summary", "highlight": "summary", "standfirst": "summary",
    "description": "summary",
    "url": "url", "link": "url", "web": "url", "permalink": "url",
    "date": "date", "pd": "date", "publication date": "date", "published": "date",
    "body": "body", "full text": "body", "text": "body", "td": "body", "lp": "body",
    "section": "", "language": "", "country": "", "copyright": "", "load-date": "", "length": "", "wc": "",
    "et": "", "sc": "", "la": "", "cy": "", "an": "", "edition": "", "document type": "",
})  # fmt: skip
_LABEL = re.compile(
    rf"(?P<label>{'|'.join(sorted(map(re.escape, _FIELDS), key=len, reverse=True))})"
    r"(?:\s*[:：]\s*(?P<rest>.*))?",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S{3,600}", re.IGNORECASE)
_OTHERS = re.compile(r" and | with |;", re.IGNORECASE)
_HEADED_BY = re.compile(
    r"(?:,| and) (?:the )?(?:rt\.? hon|sir|dame|lord|baroness|hon|mr|mrs|ms|dr)\b.*", re.IGNORECASE
)
_LONGEST_NAME = 60


def read_label(line: str, *, day_first: bool = True) -> Facts | None:
    """Read a line that begins with a label and a colon, or that is a label over the body; None for others."""
    match = _LABEL.fullmatch(line)
    if match is None:
        return None
    field = _FIELDS[match["label"].casefold()]
    if field == "body":
        # "Text:" may open a sentence; over the body it stands alone.
        return Facts(body=True) if not (match["rest"] or "").strip() and line[0].isupper() else None
    if match["rest"] is None:
        return None
    return _fill(field, match["rest"].strip(), day_first)


def _fill(field: str, rest: str, day_first: bool) -> Facts | None:
    if not rest or not field:
        return Facts()
    if field == "title":
        return Facts(title=rest)
    if field == "summary":
        return Facts(summary=rest)
    if field == "office":
        # A press office names its house so; a letter, its writer.
        office = _HEADED_BY.sub("", rest)
        office = find_outlet(office) or (office if is_public_body(office) else "")
        return Facts(outlet=office, named=True) if office else None
    if field == "url":
        return Facts(url=rest, outlet=find_outlet_of(rest)) if _URL.fullmatch(rest) else None
    if field == "outlet":
        if _URL.fullmatch(rest):
            return Facts(url=rest, outlet=find_outlet_of(rest))
        outlet = find_outlet(rest) or find_outlet(_OTHERS.split(rest)[0])
        return Facts(outlet=outlet or (rest if len(rest) <= _LONGEST_NAME else None))
    if field == "authors":
        names = read_names(rest)
        if names is None:
            return Facts()
        return Facts(authors=names.authors, outlet=names.outlet, place=names.place, strong=True)
    if field == "place":
        where = read_place_line(rest, day_first=day_first)
        return Facts(place=where.place if where else rest[:_LONGEST_NAME], date=where.date if where else None)
    date = parse_date(rest, day_first=day_first)
    return Facts(date=date, strong=True) if date else None
