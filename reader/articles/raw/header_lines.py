"""One line of a header, read into HeaderFields, and which value wins where two lines fill the same field.

Owns labelled lines of exports and press offices (``BYLINE: Jane Roe``), date lines, bylines, mastheads,
credits and names with their role, alone or joined by bars and dashes. A line that also says something else is
None: it may be a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from reader.articles.bylines import find_outlet_of_staff, is_name, is_role, read_byline, read_names
from reader.articles.datelines import read_place_line
from reader.articles.dates import FoundDate, find_dates, has_unread_year, parse_moment, parse_time
from reader.articles.model import PartialDate
from reader.articles.outlets import find_outlet, find_outlet_of, is_place, is_public_body, looks_like_outlet
from reader.articles.raw.boilerplate import is_boilerplate
from reader.text.wordlists import read_words

# Two letters are the field codes of Factiva.
_FIELD_OF_LABEL: Mapping[str, str] = MappingProxyType({
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
    rf"(?P<label>{'|'.join(sorted(map(re.escape, _FIELD_OF_LABEL), key=len, reverse=True))})"
    r"(?:\s*[:：]\s*(?P<rest>.*))?",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S{3,600}", re.IGNORECASE)
_FURTHER_OUTLETS = re.compile(r" and | with |;", re.IGNORECASE)
_HEADED_BY = re.compile(
    r"(?:,| and) (?:the )?(?:rt\.? hon|sir|dame|lord|baroness|hon|mr|mrs|ms|dr)\b.*", re.IGNORECASE
)
_LONGEST_LABELLED_NAME = 60  # characters
_CREDIT = re.compile(r"with (?P<outlets>[\w/., &-]{2,60})", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:[\w’'&.-]+ ){0,4}"
    r"(?:correspondent|editor|reporter|writer|journalist|analyst|columnist|bureau chief)s?"
    r"(?:,? (?:in |at |of |for )?[\w’'&. -]{2,40})?",
    re.IGNORECASE,
)
_NAME_AND_ROLE = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,2}?),? (?P<role>(?:[\w&'’-]+,? ){0,6}"
    r"(?:correspondent|editor|reporter|writer|columnist|bureau chief))(?: in (?P<place>[A-ZÀ-Þ][\w ]{2,30}))?"
)
_ON_SITE = re.compile(r"reporting from (?P<place>[\w’'. -]{2,40})(?:,.{2,40})?", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]{1,60}\.){1,4}[A-Za-z]{2,12}(?:/\S{0,80})?")
_SITE = re.compile(
    r"official (?:web ?site|page|portal) of (?P<of>.{3,70})"
    r"|(?P<its>.{3,70})[:,|-]? official (?:web ?site|page|portal)",
    re.IGNORECASE,
)
# "The Kremlin, Moscow", as offices date their records.
_VENUE = re.compile(
    r"(?:The [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}"
    r"|(?:[A-Z][\w’'-]+ ){1,4}(?:Palace|House|Hall|Chancellery|Castle|University|Centre|Center)),"
    r" (?P<place>[\w ]{3,30})"
)
_OFFICE = re.compile(
    r"(?:[A-Z][\w-]+ ){0,4}(?:Minister|Secretary|President|Commissioner|Representative|Ambassador"
    r"|Spokes\w+|Director|Chancellor|Governor|Mayor|Chair\w*)\b"
)
_SEGMENT_BREAK = re.compile(r"\s*[|•·●▪‧]\s*|\s+(?:[—–-]|/|>)\s+|(?<=\d{4})\s+(?=by\s)")
_BULLET = re.compile(r"^[•·●▪*=\s-]+(?=\S)")
_WORDS = re.compile(r"[^\W\d_]+")
_TIME_OR_OFFSET = re.compile(
    r"\b(?:an?|\d{1,2}) (?:minute|min|hour|hr|day)s? ago\b"
    r"|[+−–-]\d{1,2}(?::?\d\d)?|\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_READING_TIME = re.compile(r"\d{1,2}[ -]min(?:ute)?s?\.?(?: |-)read(?:ing time)?", re.IGNORECASE)
_DAY_WORD = re.compile(r"\b(?:today|yesterday)\b", re.IGNORECASE)
_LONGEST_HEADER_LINE = 240  # characters


@dataclass(slots=True)
class HeaderFields:
    """Fields found so far; the first value of a field counts, except that a fuller date of the same day wins.

    Attributes:
        offset: Minutes by which the date's time of day is ahead of UTC, where a time zone is given.
        sure: The date is no numeric one whose day and month could change places.
        updated: A date of the last change, taken only where no date of publication is known.
        time: An hour and a minute that stand apart from their date.
        body: The line is the label under which the body begins.
        named: The outlet stands behind "From:", which is more reliable than a masthead.
        labelled: The date stands behind a word such as "published".
        strong: The line would not stand in the middle of a body.
    """

    title: str | None = None
    date: PartialDate | None = None
    sure: bool = True
    offset: int | None = None
    updated: PartialDate | None = None
    time: tuple[int, int] | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    place: str | None = None
    summary: str | None = None
    url: str | None = None
    body: bool = False
    named: bool = False
    labelled: bool = False
    strong: bool = False

    def merge(self, other: HeaderFields) -> None:
        """Take over the other's values for fields that are empty here."""
        if other.date and (self.date is None or self._is_improved_by(self.date, other)):
            self.date, self.sure, self.offset = other.date, other.sure, other.offset
            self.labelled |= other.labelled
        self.updated = self.updated or other.updated
        self.time = self.time or other.time
        self.authors = self.authors or other.authors
        if other.outlet and (self.outlet is None or (other.named and not self.named)):
            self.outlet, self.named = other.outlet, other.named
        self.place = self.place or other.place
        self.title = self.title or other.title
        self.summary = self.summary or other.summary
        self.url = self.url or other.url

    def _is_improved_by(self, mine: PartialDate, other: HeaderFields) -> bool:
        theirs = other.date
        if theirs is None or mine.day is None or theirs.day is None:
            return theirs is not None and theirs.day is not None and mine.year in {None, theirs.year}
        if not self.sure and other.sure:
            # "05/11/2025" beside "May 11, 2025": the month that is spelled out decides.
            return {mine.day, mine.month} == {theirs.day, theirs.month}
        same = (mine.month, mine.day) == (theirs.month, theirs.day)
        if other.labelled and not self.labelled and theirs.year is not None:
            # "First published on" beside a bare date, which is that of the last change.
            return theirs.hour is not None or not same
        return same and (theirs.year is not None, theirs.hour is not None) > (
            mine.year is not None,
            mine.hour is not None,
        )


def read_label(line: str, *, day_first: bool = True) -> HeaderFields | None:
    """Read a line that begins with a label and a colon, or that is a label over the body; None for others."""
    match = _LABEL.fullmatch(line)
    if match is None:
        return None
    field = _FIELD_OF_LABEL[match["label"].casefold()]
    if field == "body":
        # "Text:" may open a sentence; over the body it stands alone.
        return HeaderFields(body=True) if not (match["rest"] or "").strip() and line[0].isupper() else None
    if match["rest"] is None:
        return None
    return _fill(field, match["rest"].strip(), day_first)


def _fill(field: str, rest: str, day_first: bool) -> HeaderFields | None:
    if not rest or not field:
        return HeaderFields()
    if field == "title":
        return HeaderFields(title=rest)
    if field == "summary":
        return HeaderFields(summary=rest)
    if field == "office":
        # A press office names its house so; a letter, its writer.
        office = _HEADED_BY.sub("", rest)
        office = find_outlet(office) or (office if is_public_body(office) else "")
        return HeaderFields(outlet=office, named=True) if office else None
    if field == "url":
        return HeaderFields(url=rest, outlet=find_outlet_of(rest)) if _URL.fullmatch(rest) else None
    if field == "outlet":
        if _URL.fullmatch(rest):
            return HeaderFields(url=rest, outlet=find_outlet_of(rest))
        outlet = find_outlet(rest) or find_outlet(_FURTHER_OUTLETS.split(rest)[0])
        return HeaderFields(outlet=outlet or (rest if len(rest) <= _LONGEST_LABELLED_NAME else None))
    if field == "authors":
        names = read_names(rest)
        if names is None:
            return HeaderFields()
        return HeaderFields(authors=names.authors, outlet=names.outlet, place=names.place, strong=True)
    if field == "place":
        where = read_place_line(rest, day_first=day_first)
        return HeaderFields(
            place=where.place if where else rest[:_LONGEST_LABELLED_NAME], date=where.date if where else None
        )
    found = parse_moment(rest, day_first=day_first)
    return HeaderFields(date=found.date, offset=found.offset, strong=True) if found else None


def read_masthead(segment: str) -> HeaderFields | None:
    """Read a line, or a part of one, that names an outlet, an office or somebody with a role; else None."""
    if outlet := find_outlet_of_staff(segment.strip(" .,:()[]")):
        return HeaderFields(outlet=outlet)
    if _HOST.fullmatch(segment) and (outlet := find_outlet_of(f"https://{segment}")):
        return HeaderFields(outlet=outlet)
    if (match := _SITE.fullmatch(segment)) and (outlet := find_outlet(match["of"] or match["its"])):
        return HeaderFields(outlet=outlet)
    credited = re.split(r", | and | with |/", segment)
    if len(credited) > 1 and all(map(find_outlet, credited)):
        return HeaderFields(outlet=find_outlet(credited[0]))
    if (match := _CREDIT.fullmatch(segment)) and all(
        map(find_outlet, re.split(r", | and ", match["outlets"]))
    ):
        return HeaderFields(strong=True)
    if is_public_body(segment):
        return HeaderFields(outlet=segment)
    return _read_person(segment)


def _read_person(segment: str) -> HeaderFields | None:
    if match := _ON_SITE.fullmatch(segment):
        return HeaderFields(place=match["place"])
    if (match := _NAME_AND_ROLE.fullmatch(segment)) and _is_role(match["role"]):
        return HeaderFields(authors=(match["name"],), place=match["place"], strong=True)
    if len(segment) < 60 and _ROLE.fullmatch(segment) and not segment.endswith((".", "?", "!")):
        return HeaderFields()
    if (match := _VENUE.fullmatch(segment)) and is_place(match["place"]):
        return HeaderFields(place=match["place"])
    if "," not in segment and " with " not in segment:
        return None
    # "BBC News, Kyiv" names the desk of its reporter and no dateline; "Jane Roe, Reuters";
    # "Jane Roe, Secretary of State"; "Jane Roe with AFP".
    head, _, tail = (part.strip() for part in segment.partition(","))
    if (outlet := find_outlet(head)) and tail.istitle() and len(tail.split()) <= 2:
        return HeaderFields(outlet=outlet)
    if is_name(head) and len(tail) < 60 and _OFFICE.match(tail):
        return HeaderFields(authors=(head,))
    if is_name(head) and is_role(tail.split()):
        return HeaderFields(authors=(head,), strong=True)
    names = read_names(segment)
    if names and names.authors and (names.outlet or (" with " in segment and is_name(names.authors[0]))):
        return HeaderFields(authors=names.authors, outlet=names.outlet, place=names.place, strong=True)
    return None


def _is_role(words: str) -> bool:
    """Tell a role from the rest of a headline that ends in one: "quits as editor"."""
    known = read_words("articles/words.txt", "roles")
    return all(
        word.casefold() in known or is_place(word) or find_outlet(word)
        for word in words.replace(",", "").split()[:-1]
    )


def read_header_line(line: str, *, day_first: bool = True) -> HeaderFields | None:
    """Read a line that says when, where, by whom or in which outlet, and nothing else; None for others.

    ``strong`` tells that the line would not stand in the middle of a body: it has a date, names or a place.
    """
    line = _BULLET.sub("", line)
    if (fields := read_label(line, day_first=day_first)) is not None:
        return fields
    if len(line) > _LONGEST_HEADER_LINE:
        return None
    if _URL.fullmatch(line):
        return HeaderFields(url=line, outlet=find_outlet_of(line), strong=True)
    dateline = read_place_line(line, day_first=day_first)
    if dateline and dateline.place and looks_like_outlet(dateline.place):
        return HeaderFields(outlet=dateline.place, date=dateline.date, strong=True)
    if dateline:
        return HeaderFields(place=dateline.place, date=dateline.date, outlet=dateline.tag, strong=True)
    return _read_segment(line, day_first) or _read_segments(line, day_first)


def _read_segments(line: str, day_first: bool) -> HeaderFields | None:
    segments = [segment for segment in _SEGMENT_BREAK.split(line) if segment]
    if len(segments) < 2:
        return None
    fields = HeaderFields()
    unknown: list[str] = []
    for segment in segments:
        if (part := _read_segment(segment, day_first)) is not None:
            fields.merge(part)
            fields.strong |= part.strong
        elif is_place(segment):
            fields.place = fields.place or segment
        elif not is_boilerplate(segment):
            unknown.append(segment)
    if not unknown:
        return fields
    if not fields.strong or any(len(words.split()) > 3 for words in unknown):
        return None
    # "Jane Roe | World | 2 December 2025": a name is an author, other short words are a section.
    if not fields.authors:
        fields.authors = tuple(words for words in unknown if is_name(words))[:1]
    return fields


def _read_segment(segment: str, day_first: bool) -> HeaderFields | None:
    if _READING_TIME.fullmatch(segment):
        return HeaderFields()
    if time := parse_time(segment):
        return HeaderFields(time=time, strong=True)
    if (fields := read_date_line(segment, day_first=day_first)) is not None:
        return fields
    if dated := _read_dated_byline(segment, day_first):
        return dated
    if byline := read_byline(segment):
        return HeaderFields(authors=byline.authors, outlet=byline.outlet, place=byline.place, strong=True)
    return read_masthead(segment)


def _read_dated_byline(segment: str, day_first: bool) -> HeaderFields | None:
    """Read a byline with the date behind it: "By Jane Roe 2 December 2025, 7:42 pm"; or with "today"."""
    found = find_dates(segment, day_first=day_first)
    start = found[0].start if found else match.start() if (match := _DAY_WORD.search(segment)) else 0
    words = segment[:start].rstrip(" ,")
    last = words.rpartition(" ")[2]
    if last.casefold() in read_words("articles/words.txt", "beside dates"):
        words = words.removesuffix(last)
    if not words or (byline := read_byline(words)) is None:
        return None
    fields = HeaderFields(authors=byline.authors, outlet=byline.outlet, place=byline.place, strong=True)
    if found and (dated := read_date_line(segment[start:], day_first=day_first)):
        fields.merge(dated)
    return fields


def read_date_line(line: str, *, day_first: bool = True) -> HeaderFields | None:
    """Read a line that holds dates and the words around them only: ``Published: 2 Dec 2025, 19:42``."""
    found = find_dates(line, day_first=day_first)
    if not found or (any(one.date.year is None for one in found) and has_unread_year(line, found)):
        return None
    fields = HeaderFields(strong=True)
    words: list[str] = []
    at = 0
    for one in found:
        before, updated, labelled = _strip_labels(line[at : one.start])
        fields.labelled |= labelled
        words += before
        at = one.end
        _take_date(fields, one, updated=updated)
    words += _strip_labels(line[at:])[0]
    if words and is_place(words[0]):
        fields.place = words.pop(0)
    if (outlet := find_outlet(" ".join(words))) is not None:
        fields.outlet = outlet
        return fields
    head, behind = line[: found[0].start].strip(" ,|-–—"), line[at:].strip(" ,|-–—")
    name, _, where = head.partition(", ")
    if not behind and is_name(name) and is_place(where):
        # "Jane Roe, Brussels, 2 December 2025"
        fields.authors, fields.place = (name,), where
        return fields
    if not behind and looks_like_outlet(head) and not is_boilerplate(head):
        fields.outlet = head
        return fields
    if found[0].start < 3 and is_name(behind) and not _is_section(behind):
        fields.authors = (behind,)
        return fields
    if 0 < len(words) <= 3 and is_boilerplate(" ".join(words)):
        # "All News 15:42 December 02, 2025"
        return fields
    # A section may stand behind the date: "2 December 2025 Climate and Environment".
    section = found[0].start < 3 and found[0].date.day and all(word[0].isupper() for word in words)
    allowed = 0 if found[0].date.year is None else 3 if section else 1
    return fields if len(words) <= allowed and all(len(word) <= 12 for word in words) else None


def _is_section(words: str) -> bool:
    """Tell whether words name a part of a paper rather than a person."""
    sections = read_words("articles/boilerplate.txt", "buttons") | read_words("articles/words.txt", "roles")
    return any(word.casefold() in sections for word in words.split())


def _strip_labels(words: str) -> tuple[list[str], bool, bool]:
    """Return the words that have a meaning of their own; and whether a change, or publication, is dated."""
    published, updated, beside = _label_patterns()
    publishes = published.search(words) is not None
    updates = updated.search(words) is not None and not publishes
    stripped = _TIME_OR_OFFSET.sub(" ", updated.sub(" ", published.sub(" ", words)))
    return [word for word in _WORDS.findall(stripped) if word.casefold() not in beside], updates, publishes


def _match_any(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


@cache
def _label_patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    published, updated = (
        _match_any(read_words("articles/words.txt", name)) for name in ("published", "updated")
    )
    return published, updated, read_words("articles/words.txt", "beside dates")


def _take_date(fields: HeaderFields, found: FoundDate, *, updated: bool) -> None:
    if updated:
        fields.updated = fields.updated or found.date
    else:
        fields.merge(HeaderFields(date=found.date, sure=found.sure, offset=found.offset))
