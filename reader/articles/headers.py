"""The header of a raw text: which lines it has, and which of them is headline and which standfirst.

Owns the judgement of where the header ends. Refuses to invent: what no line says stays None, and dates
in running text are not dates of publication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.articles.bylines import is_name, read_names
from reader.articles.datelines import Dateline, read_dateline
from reader.articles.dates import find_dates
from reader.articles.facts import Facts
from reader.articles.furniture import is_notice, lists_others
from reader.articles.headerlines import read_header_line
from reader.articles.lines import ends_sentence
from reader.articles.model import PartialDate
from reader.articles.outlets import find_outlet
from reader.articles.page import Page

_DEEPEST = 80  # lines within which the body must begin
_MOST_PROSE = 3  # prose lines of a standfirst that may stand before a date, a byline or a dateline
_LONGEST_PROSE = 700  # characters of such a line
_SUFFIX = re.compile(r"\s+(?:[|–—•·»]|-{1,2}|::)\s+(?P<outlet>[^|–—•·»]{2,50})$")
_PREFIX = re.compile(r"^(?P<outlet>[^|–—•·»:]{2,40})\s+(?:[|–—•·»]|::)\s+")
_CRUMBS = re.compile(r"[^|>›»]{1,40}(?:\s*[|>›»]\s*[^|>›»]{1,40})+")
_ITEM = re.compile(r"^(?:[-–—•·●▪*]|\d{1,2}[.)])\s+(?=\S)")
_SPEECH = re.compile(r"[\"“”«»]|\b(?:said|says|told|added|according)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What the lines before the body say.

    Attributes:
        body: Index of the body's first line.
    """

    body: int
    facts: Facts
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
    texts = [
        at
        for at in range(body)
        if at not in marks and not page.is_furniture(at) and not lists_others(page.text(at))
    ]
    title, at = _choose_title(page, texts, facts)
    if dateline is None:
        body, texts = _reach_up(page, texts, at, body)
    summary = facts.summary or _choose_summary(page, texts, at, title, marks)
    if summary is None and title and dateline is None and not any(mark.body for mark in marks.values()):
        summary, body = _lift_standfirst(page, body)
    if not facts.authors:
        _find_author(page, texts, at, marks, facts)
    date = _choose_date(facts, dateline) or _date_in_title(title, day_first)
    return Header(body, facts, title, summary, dateline, date)


def _find_marks(page: Page, day_first: bool) -> tuple[dict[int, Facts], Dateline | None, int]:
    """Read the lines that say when, where, who and for whom, as far down as a header may reach."""
    marks: dict[int, Facts] = {}
    prose = 0
    for index in range(min(len(page), _DEEPEST)):
        text = page.text(index)
        facts = read_header_line(text, day_first=day_first)
        if facts is not None:
            marks[index] = facts
            if facts.body:
                break
        elif page.is_prose(index):
            prose += 1
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
    """Let the body begin with the short lines right above it that end as speech does: "Dear friends!", "Why now?"."""
    while texts and texts[-1] == body - 1 > title_at and page.text(body - 1)[-1] in ".!?:,":
        body = texts.pop()
    return body, texts


def _is_above_body(page: Page, index: int) -> bool:
    """Tell whether the body still follows: marks at the foot of a short text are no header."""
    before = [len(page.text(at)) for at in range(index) if page.is_prose(at)]
    return any(page.is_prose(at) for at in range(index + 1, min(index + 16, len(page)))) and (
        len(before) <= 1 or sum(before) < 600
    )


def _choose_title(page: Page, texts: list[int], facts: Facts) -> tuple[str | None, int]:
    """Return the title and the index of its line, which is -1 where a label gave it or there is none."""
    if facts.title:
        return facts.title, -1
    index = _title_line(page, texts)
    if index is None:
        return None, -1
    title, outlet = _split_outlet(page.text(index))
    facts.outlet = facts.outlet or outlet
    return title, index


def _title_line(page: Page, texts: list[int]) -> int | None:
    """Choose the line that is repeated, or carries the outlet's name; else the first as long as headlines."""
    seen: dict[str, int] = {}
    for index in texts:
        stem = _split_outlet(page.text(index))[0].casefold()
        if stem in seen and len(stem.split()) > 2:
            return seen[stem]
        seen.setdefault(stem, index)
    for index in texts:
        if _split_outlet(page.text(index))[1]:
            return index
    plain = [index for index in texts if not _is_crumbs(page.text(index))] or texts
    sizes = {index: len(page.text(index).split()) for index in plain}
    long = next((index for index in plain if sizes[index] >= 5), None)
    if long is None:
        unnamed = [index for index in plain if not is_name(page.text(index))] or plain
        return max(unnamed, key=lambda index: (sizes[index], -index), default=None)
    short = [index for index in plain if index < long and 3 <= sizes[index] < 5]
    ends = ends_sentence(page.text(long))
    if short and (sizes[long] >= 14 or ends):
        return short[-1]
    return long if sizes[long] <= 40 and not (sizes[long] > 25 and ends) else None


def _is_crumbs(text: str) -> bool:
    parts = re.split(r"[|>›»]", text)
    return len(parts) > 1 and all(len(part.split()) <= 4 for part in parts)


def _split_outlet(text: str) -> tuple[str, str | None]:
    """Take the outlet's name off a title as browsers show it: ``Headline - BBC News``."""
    for form in (_SUFFIX, _PREFIX):
        match = form.search(text)
        if match and (outlet := find_outlet(match["outlet"])):
            rest = (text[: match.start()] + text[match.end() :]).strip()
            if len(rest.split()) > 2:
                return rest, outlet
    return text, None


def _choose_summary(
    page: Page, texts: list[int], title_at: int, title: str | None, marks: Mapping[int, Facts]
) -> str | None:
    """Take the first run of lines between title and body that are long enough for a standfirst."""
    found: list[str] = []
    last = title_at
    for index in texts:
        text = _ITEM.sub("", page.text(index))
        if index <= title_at or same_words(text, title) or len(text.split()) < 6 or _is_crumbs(text):
            continue
        # A run ends at a date, a credit or a button: what follows is a caption.
        if found and any(at in marks or page.is_furniture(at) for at in range(last + 1, index)):
            break
        if found and index + 1 < len(page) and _is_credit(page, index + 1):
            break
        if not any(same_words(text, other) for other in found):
            found.append(text)
        last = index
    return " ".join(found) or None


def _is_credit(page: Page, index: int) -> bool:
    return not page.lines[index].after_blank and page.is_furniture(index) and not is_notice(page.text(index))


def _lift_standfirst(page: Page, body: int) -> tuple[str | None, int]:
    """Take the body's first line as the standfirst where it can hardly be its first paragraph.

    That is a sentence of a few words without speech before paragraphs of the usual length, or a long
    line that does not end as a sentence does.
    """
    rest = [page.text(at) for at in range(body + 1, min(body + 6, len(page))) if not page.is_furniture(at)]
    if len(rest) < 2 or body >= len(page):
        return None, body
    text = page.text(body)
    size = len(text.split())
    brief = size <= 14 and not _SPEECH.search(text) and len(rest[0]) >= 2.5 * len(text)
    open_ended = not ends_sentence(text) and size <= 45 and text[-1] not in ":;,"
    brief = brief and size > 3 and text[-1] not in "!?:,"
    if (brief or open_ended) and page.is_prose(body + 1) and not _ITEM.match(text):
        return text, body + 1
    return None, body


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


def _choose_date(facts: Facts, dateline: Dateline | None) -> PartialDate | None:
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


def _date_in_title(title: str | None, day_first: bool) -> PartialDate | None:
    """Date a title that carries its day by it: "Assessment, December 2, 2025"."""
    found = find_dates(title, day_first=day_first) if title else []
    return next((one.date for one in found if one.date.year and one.date.day), None)


def same_words(text: str, other: str | None) -> bool:
    """Tell whether two lines say the same but for case and closing points."""
    return other is not None and text.casefold().strip(" .") == other.casefold().strip(" .")
