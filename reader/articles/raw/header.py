"""The header of a text without front matter: where it ends, its fields, and the date of publication.

Owns the choice of the body's first line and of the date that counts when header, dateline and headline each
have one. What no line says stays None; dates in running text are not dates of publication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.articles.bylines import cut_foreign_lead, is_name, read_names
from reader.articles.datelines import Dateline, is_place_alone, read_dateline
from reader.articles.dates import find_dates, parse_time
from reader.articles.model import PartialDate
from reader.articles.raw.boilerplate import ClassifiedLines, lists_others
from reader.articles.raw.header_lines import HeaderFields, read_header_line
from reader.articles.raw.headline import choose_summary, choose_title, lift_headline, lift_standfirst

_HANDLE = re.compile(r"\s?@\w{1,30}$")  # "Jane Roe@JaneRoe"
_LONGEST_HEADER = 80  # lines within which the body must begin
_MOST_PROSE_IN_HEADER = 3  # prose lines of a standfirst that may stand before a date, a byline or a dateline
_LONGEST_STANDFIRST_LINE = 700  # characters of such a line


def find_dates_below(lines: ClassifiedLines, body: int, day_first: bool) -> dict[int, HeaderFields]:
    """Read the labelled dates that stand between the first paragraphs: "Issued on: 02/12/2025 - 19:42"."""
    found: dict[int, HeaderFields] = {}
    for index in range(body + 1, min(body + 5, len(lines))):
        fields = None if lines.is_prose(index) else read_header_line(lines.text(index), day_first=day_first)
        if fields and fields.labelled and fields.date and fields.date.year:
            found[index] = fields
    return found


def choose_date(fields: HeaderFields, dateline: Dateline | None) -> PartialDate | None:
    """Return the date of publication: a full one in the header, else what the dateline has."""
    printed = dateline.date if dateline else None
    candidates = [date for date in (fields.date, printed, fields.updated) if date is not None]
    date = next((date for date in candidates if date.year is not None and date.day is not None), None)
    if date is None:
        return candidates[0] if candidates else None
    short = next((date for date in candidates[:1] if date.year is None), None)
    if short and (short.month, short.day) != (date.month, date.day):
        return short
    if date.hour is None and fields.time:
        return replace(date, hour=fields.time[0], minute=fields.time[1])
    return date


def find_date_in_title(title: str | None, day_first: bool) -> PartialDate | None:
    """Return the full date that a title contains: "Assessment, December 2, 2025"."""
    found = find_dates(title, day_first=day_first) if title else []
    return next((one.date for one in found if one.date.year and one.date.day), None)


@dataclass(frozen=True, slots=True)
class Header:
    """Fields, headline and standfirst of a text, and the index where its body begins.

    Attributes:
        body: Index of the body's first line.
        read: Indexes of all lines that were read as a part of the header.
        below: Those of them that stand below the body's first line: a date under the first paragraph.
        summary_at: Those of them that are the standfirst.
    """

    body: int
    fields: HeaderFields
    read: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()
    summary_at: frozenset[int] = frozenset()
    title: str | None = None
    summary: str | None = None
    dateline: Dateline | None = None
    date: PartialDate | None = None
    date_offset: int | None = None


def read_header(lines: ClassifiedLines, *, day_first: bool = True) -> Header:
    """Find and read the header of a text."""
    marks, dateline, dated = _find_marks(lines, day_first)
    body = dated if dateline else _find_body(lines, marks)
    fields = HeaderFields()
    for index in sorted(marks):
        if index < body:
            fields.merge(marks[index])
    below = find_dates_below(lines, body, day_first)
    for late in below.values():
        fields.merge(late)
    texts = [
        at
        for at in range(body)
        if at not in marks and not lines.is_boilerplate(at) and not lists_others(lines.text(at))
    ]
    title, at = choose_title(lines, texts, fields, min(marks, default=len(lines)))
    _skip_day_of_opening(marks, at, fields)
    read = {index for index in marks if index < body} | below.keys()
    if title is None and body == 0:
        title, body = lift_headline(lines, body)
        read |= set(range(body))
    if dateline is None:
        body, texts = _reach_up(lines, texts, at, body)
        if (
            fields.place is None
            and texts
            and texts[-1] == body - 1 > at
            and is_place_alone(lines.text(body - 1))
        ):
            read.add(texts.pop())
            fields.place = lines.text(body - 1)
    summary, summary_at = choose_summary(lines, texts, at, title, marks, body)
    if fields.summary:
        summary, summary_at = fields.summary, frozenset()
    elif summary is None and title and dateline is None and not any(mark.body for mark in marks.values()):
        summary, lifted = lift_standfirst(lines, body)
        summary_at = frozenset(range(body, lifted))
        body = lifted
    if (
        not fields.authors
        and (author_at := _find_author(lines, texts, at, marks, fields, body if dateline else -1)) is not None
    ):
        read.add(author_at)
    date = choose_date(fields, dateline) or find_date_in_title(title, day_first)
    read |= summary_at | ({at} if at >= 0 else set())
    offset = fields.offset if date == fields.date else None
    return Header(
        body, fields, frozenset(read), frozenset(below), summary_at, title, summary, dateline, date, offset
    )


def _find_marks(
    lines: ClassifiedLines, day_first: bool
) -> tuple[dict[int, HeaderFields], Dateline | None, int]:
    """Read the lines that say when, where, who and for whom, as far down as a header may reach."""
    marks: dict[int, HeaderFields] = {}
    times: list[int] = []
    prose = 0
    for index in range(min(len(lines), _LONGEST_HEADER)):
        text = lines.text(index)
        fields = read_header_line(text, day_first=day_first)
        if fields is not None:
            marks[index] = fields
            if fields.body:
                break
            if parse_time(text):
                times.append(index)
                if prose and len(times) > 1:
                    # These times head the entries of a live page.
                    for at in times:
                        del marks[at]
                    break
        elif lines.is_prose(index):
            prose += 1
            if _comes_again(lines, index):
                continue
            if (dateline := read_dateline(text, day_first=day_first)) is not None:
                return marks, dateline, index
            if prose > _MOST_PROSE_IN_HEADER or len(text) > _LONGEST_STANDFIRST_LINE:
                break
        elif not lines.is_boilerplate(index) and len(text) > 40:
            # A first paragraph may be short or end in an agency's initials.
            dateline = read_dateline(text, day_first=day_first)
            if dateline is not None and (dateline.tag or dateline.date):
                return marks, dateline, index
    return marks, None, 0


def _comes_again(lines: ClassifiedLines, index: int) -> bool:
    """Tell whether a line above the date is the first paragraph, printed as a standfirst too."""
    return any(lines.text(at) == lines.text(index) for at in range(index + 1, min(index + 12, len(lines))))


def _find_body(lines: ClassifiedLines, marks: Mapping[int, HeaderFields]) -> int:
    for index, fields in marks.items():
        if fields.body:
            return index + 1
    strong = (index for index, fields in marks.items() if fields.strong and _is_above_body(lines, index))
    for index in range(max(strong, default=-1) + 1, len(lines)):
        if index not in marks and lines.is_prose(index):
            return index
    # No prose at all: a headline and short lines.
    texts = [index for index in range(len(lines)) if index not in marks and not lines.is_boilerplate(index)]
    return texts[1] if len(texts) > 1 else texts[0] if texts else 0


def _reach_up(lines: ClassifiedLines, texts: list[int], title_at: int, body: int) -> tuple[int, list[int]]:
    """Move the body's start up over short lines right above it that end in punctuation: "Dear friends!"."""
    while (
        texts
        and texts[-1] == body - 1 > title_at
        and (lines.text(body - 1)[-1] in ".!?:," or parse_time(lines.text(body - 1)))
    ):
        body = texts.pop()
    return body, texts


def _is_above_body(lines: ClassifiedLines, index: int) -> bool:
    """Tell whether the body still follows: header fields at the foot of a short text are no header."""
    before = [len(lines.text(at)) for at in range(index) if lines.is_prose(at)]
    return any(lines.is_prose(at) for at in range(index + 1, min(index + 16, len(lines)))) and (
        len(before) <= 1 or sum(before) < 600
    )


def _skip_day_of_opening(marks: Mapping[int, HeaderFields], title_at: int, fields: HeaderFields) -> None:
    """Replace a bare day above the headline, on which a page was opened, by an earlier moment below it."""
    dated = [marks[at] for at in sorted(marks) if at < title_at and marks[at].date]
    opened = fields.date
    if len(dated) < 2 or any(mark.labelled for mark in dated) or opened is None or opened != dated[0].date:
        return
    for mark in dated[1:]:
        date = mark.date
        if date and date.year and opened.year and date.hour is not None and opened.hour is None:
            if (date.year, date.month, date.day) < (opened.year, opened.month, opened.day):
                fields.date, fields.offset, fields.sure = date, mark.offset, mark.sure
            return


def _find_author(
    lines: ClassifiedLines,
    texts: list[int],
    title_at: int,
    marks: Mapping[int, HeaderFields],
    fields: HeaderFields,
    dateline_at: int,
) -> int | None:
    """Take a name below the title, right beside a date, a role or an outlet, as the author.

    Returns:
        The index of its line, or None.
    """
    for index in texts:
        if index <= title_at or not ({index - 1, index + 1} & (marks.keys() | {dateline_at})):
            continue
        text = cut_foreign_lead(_HANDLE.sub("", lines.text(index)))
        names = read_names(text) if len(text.split()) <= 8 else None
        if (
            is_name(text)
            or (text.isupper() and is_name(text.title()))
            or (names and names.place and names.authors and " in " in text)
            or (names and len(names.authors) > 1 and "," not in text and all(map(is_name, names.authors)))
        ):
            fields.authors = names.authors if names else (text,)
            fields.place = fields.place or (names.place if names else None)
            fields.outlet = fields.outlet or (names.outlet if names else None)
            return index
    return None
