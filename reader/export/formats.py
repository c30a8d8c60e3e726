"""Articles and quotations as records, JSON Lines, CSV and Markdown.

Owns the stable keys that scripts rely on. Refuses to print: it returns lines, the command line writes them.
The screen writes dates and citations with it, so a format imports what it needs when it is asked for.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.analysis.model import Analysis
    from reader.articles.model import Article
    from reader.library.model import ArticleRow, Facet, QuotationRow, Version
    from reader.text.partial_date import PartialDate


Record = Mapping[str, object]

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def article_record(article: Article, analysis: Analysis) -> Record:
    """Return one article as understood, under the keys that ``reader show --json`` promises."""
    text = article.text
    return {
        "path": str(article.path),
        "title": article.title,
        "title_inferred": article.title_inferred,
        **date_fields(article.date),
        "date_offset": format_offset(article.date_offset),
        "date_origin": article.date_origin,
        "source": article.source,
        "place": article.place,
        "url": article.url,
        "authors": article.authors,
        "summary": article.summary,
        "topics": analysis.topics,
        "draft": article.draft,
        "text": text,
        "quotes": [
            {
                "start": quotation.start,
                "end": quotation.end,
                "text": text[quotation.start : quotation.end],
                "kind": quotation.kind,
                "speaker": quotation.speaker,
                "cue": quotation.attribution.cue,
                "rule": quotation.attribution.rule,
            }
            for quotation in analysis.quotations
        ],
    }


def article_lines(article: Article, analysis: Analysis, width: int) -> Iterator[str]:
    """Yield one article as understood, for people: headline, origin, text, then who said what.

    Args:
        width: Most columns of a line.
    """
    date = article.date and format_date(article.date, weekday=True)
    origin = (date or "undated", article.source, article.place, ", ".join(article.authors), article.url)
    inferred = " (no headline: first sentence)" if article.title_inferred else ""
    yield from textwrap.wrap(article.title + inferred, width)
    yield from textwrap.wrap(" · ".join(part for part in origin if part), width)
    if analysis.topics:
        yield from textwrap.wrap("topics: " + ", ".join(analysis.topics), width)
    if article.summary:
        yield ""
        yield from textwrap.wrap(article.summary, width)
    for paragraph in article.paragraphs:
        yield ""
        words = f"{paragraph.marker} {article.text[paragraph.start : paragraph.end]}".strip()
        for line in words.split("\n"):
            yield from textwrap.wrap(line, width) or [""]
    yield ""
    for number, quotation in enumerate(analysis.quotations, 1):
        decided = quotation.attribution
        who = decided.speaker or decided.description or ("–" if quotation.kind == "term" else "unknown")
        label = f"{number}. {who} · {decided.cue or 'no cue'} · {quotation.kind} · {decided.rule}"
        yield from textwrap.wrap(label, width)
        quoted = f"“{article.text[quotation.start : quotation.end]}”"
        yield from textwrap.wrap(quoted, width, initial_indent="   ", subsequent_indent="   ")


def row_record(row: ArticleRow) -> Record:
    """Return one line of the article list."""
    return {
        "path": row.path,
        "title": row.title,
        "title_inferred": row.title_inferred,
        **date_fields(row.date),
        "source": row.source,
        "quotes": row.quotes,
        "words": row.words,
        "read": row.read,
        "starred": row.starred,
        "problem": row.problem,
    }


def quotation_record(row: QuotationRow) -> Record:
    """Return one quotation with what is needed to cite it; offsets are those of the article's text."""
    return {
        "speaker": row.speaker,
        "text": row.text,
        "kind": row.kind,
        "cue": row.cue,
        "rule": row.rule,
        **date_fields(row.date),
        "source": row.source,
        "title": row.title,
        "path": row.path,
        "url": row.url,
        "start": row.start,
        "end": row.end,
    }


def topic_record(facet: Facet) -> Record:
    """Return one topic with the number of its articles."""
    return {"topic": facet.value, "articles": facet.count}


def to_json(record: Record) -> str:
    """Write a record as one line of JSON Lines."""
    import json

    return json.dumps(record, ensure_ascii=False)


def to_csv(records: Iterable[Record]) -> Iterator[str]:
    """Write records as lines of CSV (RFC 4180, without line ends), the keys of the first as the header.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    header: list[str] | None = None
    for record in records:
        if header is None:
            header = list(record)
            yield _csv_line(header)
        yield _csv_line(_csv_cell(record[key]) for key in header)


def to_table(records: Iterable[Record]) -> Iterator[str]:
    """Write records as lines of a Markdown table, the keys of the first as its head."""
    header: list[str] | None = None
    for record in records:
        if header is None:
            header = list(record)
            yield f"| {' | '.join(header)} |"
            yield f"|{' --- |' * len(header)}"
        yield f"| {' | '.join(escape_markdown(_cell(record[key])) for key in header)} |"


def to_markdown(row: QuotationRow) -> str:
    """Write a quotation as a Markdown block quote with its citation, and a blank line after it."""
    words = "\n".join(f"> {line}".rstrip() for line in escape_markdown(f"“{row.text}”").split("\n"))
    return f"{words}\n>\n> — {escape_markdown(cite(row))}\n"


def cite(row: QuotationRow | Version) -> str:
    """Return the citation of quoted words on one line: speaker, outlet, date, headline, address or file."""
    date = row.date and format_date(row.date)
    parts = (row.speaker or "unknown speaker", row.source, date, f"“{row.title}”", row.url or row.path)
    return ", ".join(part for part in parts if part)


def format_date(date: PartialDate, *, weekday: bool = False) -> str:
    """Write a date for people, as far as it is known: ``2 Dec 2025 19:42``, ``29 Aug``, ``~29 Aug 2025``.

    Args:
        weekday: Begin with the day of the week, where the day is known.
    """
    words = [str(date.day or ""), _MONTHS[date.month - 1] if date.month else "", str(date.year or "")]
    if weekday and date.year and date.month and date.day:
        words.insert(0, Day(date.year, date.month, date.day).strftime("%a"))
    if date.hour is not None:
        words.append(f"{date.hour:02}:{date.minute:02}")
    return ("~" if date.inferred else "") + " ".join(word for word in words if word)


def date_fields(date: PartialDate | None) -> Record:
    """Return what records say of a date."""
    return {
        "date": date and date.isoformat(),
        "date_precision": date and date.precision,
        "date_inferred": bool(date and date.inferred),
    }


def format_offset(minutes: int | None) -> str | None:
    """Write how far a time is ahead of UTC as ISO 8601 does, ``+05:30``; None if that is not known."""
    if minutes is None:
        return None
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _csv_line(cells: Iterable[str]) -> str:
    import csv

    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _csv_cell(value: object) -> str:
    text = _cell(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def escape_markdown(text: str) -> str:
    """Return a text in which no character is Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)
