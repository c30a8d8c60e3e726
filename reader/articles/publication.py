"""When an article was published, where header, dateline and headline each give a date.

Owns which of the dates counts. Refuses those of running text.
"""

from __future__ import annotations

from dataclasses import replace

from reader.articles.datelines import Dateline
from reader.articles.dates import find_dates
from reader.articles.facts import Facts
from reader.articles.headerlines import read_header_line
from reader.articles.model import PartialDate
from reader.articles.page import Page


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
