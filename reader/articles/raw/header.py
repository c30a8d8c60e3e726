"""The header of a raw text: which lines it has, and which of them is headline and which standfirst.

Owns the judgement of where the header ends. Refuses to invent: what no line says stays None, and dates
in running text are not dates of publication.

When an article was published, where header, dateline and headline each give a date.

Owns which of the dates counts. Refuses those of running text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.articles.bylines import is_name, read_names
from reader.articles.datelines import Dateline, is_place_alone, read_dateline
from reader.articles.dates import find_dates, parse_time
from reader.articles.model import PartialDate
from reader.articles.raw.boilerplate import Page, lists_others
from reader.articles.raw.fields import Facts
from reader.articles.raw.header_lines import read_header_line
from reader.articles.raw.headline import choose_summary, choose_title, lift_headline, lift_standfirst


def find_dates_below(page: Page, body: int, day_first: bool) -> dict[int, Facts]:
    """Read the labelled dates that stand between the first paragraphs: "Issued on: 02/12/2025 - 19:42"."""
    found: dict[int, Facts] = {}
    for index in range(body + 1, min(body + 5, len(page))):
        facts = None if page.is_prose(index) else read_header_line(page.text(index), day_first=day_first)
        if facts and facts.labelled and facts.date and facts.date.year:
            found[index] = facts
    return found


def choose_date(facts: Facts, dateline: Dateline | None) -> PartialDate | None:
    """Return the date of publication: a full one in the header, else what the dateline has."""
    printed = dateline.date if dateline else None
    candidates = [date for date in (facts.date, printed, facts.updated) if date is not None]
    date = next((date for date in candidates if date.year is not None and date.day is not None), None)
    if date is None:
        return candidates[0] if candidates else None
    short = next((date for date in candidates[:1] if date.year is None), None)
    if short and (short.month, short.day) != (date.month, date.day):
        return short
    if date.hour is None and facts.time:
        return replace(date, hour=facts.time[0], minute=facts.time[1])
    return date


def find_date_in_title(title: str | None, day_first: bool) -> PartialDate | None:
    """Date a title that carries its day by it: "Assessment, December 2, 2025"."""
    found = find_dates(title, day_first=day_first) if title else []
    return next((one.date for one in found if one.date.year and one.date.day), None)


_DEEPEST = 80  # lines within which the body must begin
_MOST_PROSE = 3  # prose lines of a standfirst that may stand before a date, a byline or a dateline
_LONGEST_PROSE = 700  # characters of such a line


@dataclass(frozen=True, slots=True)
class Header:
    """What the lines before the body say.

    Attributes:
        body: Index of the body's first line.
        aside: Lines below it that still belong to the header: a date under the first paragraph.
    """

    body: int
    facts: Facts
    aside: frozenset[int] = frozenset()
    title: str | None = None
    summary: str | None = None
    dateline: Dateline | None = None
    date: PartialDate | None = None


def read_header(page: Page, *, day_first: bool = True) -> Header:
    """Find the header of a page, and read it."""
    marks, dateline, dated = _find_marks(page, day_first)
    body = dated if dateline else _find_body(page, marks)
    facts = Facts()
    for index in sorted(marks):
        if index < body:
            facts.merge(marks[index])
    aside = find_dates_below(page, body, day_first)
    for late in aside.values():
        facts.merge(late)
    texts = [
        at
        for at in range(body)
        if at not in marks and not page.is_furniture(at) and not lists_others(page.text(at))
    ]
    title, at = choose_title(page, texts, facts)
    if title is None and body == 0:
        title, body = lift_headline(page, body)
    if dateline is None:
        body, texts = _reach_up(page, texts, at, body)
        if (
            facts.place is None
            and texts
            and texts[-1] == body - 1 > at
            and is_place_alone(page.text(body - 1))
        ):
            facts.place = page.text(texts.pop())
    summary = facts.summary or choose_summary(page, texts, at, title, marks, body)
    if summary is None and title and dateline is None and not any(mark.body for mark in marks.values()):
        summary, body = lift_standfirst(page, body)
    if not facts.authors:
        _find_author(page, texts, at, marks, facts)
    date = choose_date(facts, dateline) or find_date_in_title(title, day_first)
    return Header(body, facts, frozenset(aside), title, summary, dateline, date)


def _find_marks(page: Page, day_first: bool) -> tuple[dict[int, Facts], Dateline | None, int]:
    """Read the lines that say when, where, who and for whom, as far down as a header may reach."""
    marks: dict[int, Facts] = {}
    times: list[int] = []
    prose = 0
    for index in range(min(len(page), _DEEPEST)):
        text = page.text(index)
        facts = read_header_line(text, day_first=day_first)
        if facts is not None:
            marks[index] = facts
            if facts.body:
                break
            if parse_time(text):
                times.append(index)
                if prose and len(times) > 1:
                    # The entries of a live page, not its header.
                    for at in times:
                        del marks[at]
                    break
        elif page.is_prose(index):
            prose += 1
            if _comes_again(page, index):
                continue
            if (dateline := read_dateline(text, day_first=day_first)) is not None:
                return marks, dateline, index
            if prose > _MOST_PROSE or len(text) > _LONGEST_PROSE:
                break
        elif not page.is_furniture(index) and len(text) > 40:
            # A first paragraph may be short or end in an agency's initials.
            dateline = read_dateline(text, day_first=day_first)
            if dateline is not None and (dateline.tag or dateline.date):
                return marks, dateline, index
    return marks, None, 0


def _comes_again(page: Page, index: int) -> bool:
    """Tell whether a line above the date is the first paragraph, printed as a standfirst too."""
    return any(page.text(at) == page.text(index) for at in range(index + 1, min(index + 12, len(page))))


def _find_body(page: Page, marks: Mapping[int, Facts]) -> int:
    for index, facts in marks.items():
        if facts.body:
            return index + 1
    strong = (index for index, facts in marks.items() if facts.strong and _is_above_body(page, index))
    for index in range(max(strong, default=-1) + 1, len(page)):
        if index not in marks and page.is_prose(index):
            return index
    # No prose at all: a headline and short lines.
    texts = [index for index in range(len(page)) if index not in marks and not page.is_furniture(index)]
    return texts[1] if len(texts) > 1 else texts[0] if texts else 0


def _reach_up(page: Page, texts: list[int], title_at: int, body: int) -> tuple[int, list[int]]:
    """Let the body begin with the short lines right above it that end as speech does: "Dear friends!"."""
    while (
        texts
        and texts[-1] == body - 1 > title_at
        and (page.text(body - 1)[-1] in ".!?:," or parse_time(page.text(body - 1)))
    ):
        body = texts.pop()
    return body, texts


def _is_above_body(page: Page, index: int) -> bool:
    """Tell whether the body still follows: marks at the foot of a short text are no header."""
    before = [len(page.text(at)) for at in range(index) if page.is_prose(at)]
    return any(page.is_prose(at) for at in range(index + 1, min(index + 16, len(page)))) and (
        len(before) <= 1 or sum(before) < 600
    )


def _find_author(
    page: Page, texts: list[int], title_at: int, marks: Mapping[int, Facts], facts: Facts
) -> None:
    """Take a line below the title that is a name, right beside a date, a role or an outlet, as the author."""
    for index in texts:
        if index <= title_at or not ({index - 1, index + 1} & marks.keys()):
            continue
        text = page.text(index)
        names = read_names(text) if len(text.split()) <= 8 else None
        if (
            is_name(text)
            or (text.isupper() and is_name(text.title()))
            or (names and names.place and names.authors and " in " in text)
        ):
            facts.authors = names.authors if names else (text,)
            facts.place = facts.place or (names.place if names else None)
            return
