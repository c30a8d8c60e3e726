"""Speakers and their pages as records, Markdown and lines for people.

Owns the stable keys of ``reader speakers`` with and without ``--pages``. Every number of a page comes with
the query that lists what it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.analysis.lexicon import cue_classes
from reader.export.formats import Record, escape_markdown, to_table
from reader.library.model import Figure, SpeakerPage, SpeakerRow
from reader.text.english import count
from reader.text.partial_date import format_date


def speaker_records(rows: Iterable[SpeakerRow]) -> Iterator[Record]:
    """Yield speakers with the span of time in which they are quoted."""
    return map(_speaker, rows)


def speaker_lines(rows: Iterable[SpeakerRow], width: int) -> Iterator[str]:
    """Yield speakers for people, however wide: one a line."""
    for row in rows:
        yield f"{row.name}: {_describe(row)}"


def speaker_table(rows: Iterable[SpeakerRow]) -> Iterator[str]:
    """Yield speakers as lines of a Markdown table."""
    return to_table(speaker_records(rows))


def page_records(pages: Iterable[SpeakerPage]) -> Iterator[Record]:
    """Yield speakers with their pages; what has no month or outlet has null there."""
    for page in pages:
        yield {
            **_speaker(page.row),
            "query": str(page.query),
            "by_month": [_named("month", figure) for figure in page.months],
            "by_outlet": [
                {**_named("outlet", each.outlet), "cues": [_cue(cue) for cue in each.cues]}
                for each in page.outlets
            ],
            "by_topic": [_named("topic", figure) for figure in page.topics],
            "by_cue": [_cue(figure) for figure in page.cues],
        }


def figure_records(pages: Iterable[SpeakerPage]) -> Iterator[Record]:
    """Yield the figures of pages as rows of one table: what each counts by, where, and how many."""
    for page in pages:
        for figure in page.months:
            yield _row(page, "month", figure)
        for figure in page.topics:
            yield _row(page, "topic", figure)
        for figure in page.cues:
            yield _row(page, "cue", figure)
        for each in page.outlets:
            yield _row(page, "outlet", each.outlet)
            for figure in each.cues:
                yield _row(page, "cue by outlet", figure, each.outlet.value)


def page_lines(pages: Iterable[SpeakerPage], width: int) -> Iterator[str]:
    """Yield pages for people, which Markdown's tables are good for, too."""
    return page_markdown(pages)


def page_markdown(pages: Iterable[SpeakerPage]) -> Iterator[str]:
    """Yield pages as lines of Markdown: a heading, the facts, and a table for each way of counting."""
    for page in pages:
        yield f"## {escape_markdown(page.row.name)}"
        yield ""
        yield f"{escape_markdown(_describe(page.row))}."
        for title, figures in (("month", page.months), ("topic", page.topics)):
            yield from _table(
                {title: figure.value or "without a date", "quotations": figure.quotations}
                for figure in figures
            )
        yield from _table(
            {
                "outlet": each.outlet.value or "unknown",
                "quotations": each.outlet.quotations,
                "cues": ", ".join(f"{cue.value} {cue.quotations}" for cue in each.cues),
            }
            for each in page.outlets
        )
        yield from _table(_cue(figure, query=False) for figure in page.cues)
        yield ""


def _speaker(row: SpeakerRow) -> Record:
    return {
        "speaker": row.name,
        "quotations": row.quotations,
        "articles": row.articles,
        "outlets": row.outlets,
        "first": row.first and row.first.isoformat(),
        "last": row.last and row.last.isoformat(),
        "may_be": row.may_be,
    }


def _describe(row: SpeakerRow) -> str:
    """Say in a line how much a speaker is quoted, where, when, and who they may be."""
    counted = ((row.quotations, "quotation"), (row.articles, "article"), (row.outlets, "outlet"))
    parts = [count(number, noun) for number, noun in counted]
    if row.first and row.last:
        first, last = format_date(row.first), format_date(row.last)
        parts.append(first if first == last else f"{first} – {last}")
    if row.may_be:
        parts.append(f"may be {' or '.join(row.may_be)}")
    return ", ".join(parts)


def _named(key: str, figure: Figure) -> dict[str, object]:
    return {key: figure.value or None, "quotations": figure.quotations, "query": str(figure.query)}


def _cue(figure: Figure, *, query: bool = True) -> dict[str, object]:
    record: dict[str, object] = {
        "cue": figure.value, "class": cue_classes().get(figure.value), "quotations": figure.quotations,
    }  # fmt: skip
    return {**record, "query": str(figure.query)} if query else record


def _row(page: SpeakerPage, by: str, figure: Figure, outlet: str | None = None) -> Record:
    return {
        "speaker": page.row.name,
        "by": by,
        "value": figure.value,
        "outlet": outlet,
        "class": cue_classes().get(figure.value) if by.startswith("cue") else None,
        "quotations": figure.quotations,
        "query": str(figure.query),
    }


def _table(records: Iterable[Record]) -> Iterator[str]:
    lines = list(to_table(records))
    if lines:
        yield ""
        yield from lines
