"""Speakers and their pages as records and Markdown.

Owns the stable keys of both. Every number of a page comes with the query that lists what it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.analysis.lexicon import cue_classes
from reader.export.formats import Record, escape_markdown, format_date, to_table
from reader.library.model import Figure, SpeakerPage, SpeakerRow


def speaker_record(row: SpeakerRow) -> Record:
    """Return one speaker with the span of time in which they are quoted."""
    return {
        "speaker": row.name,
        "quotations": row.quotations,
        "articles": row.articles,
        "outlets": row.outlets,
        "first": row.first and row.first.isoformat(),
        "last": row.last and row.last.isoformat(),
        "may_be": row.may_be,
    }


def page_record(page: SpeakerPage) -> Record:
    """Return one speaker with their page; what has no month or outlet has null there."""
    return {
        **speaker_record(page.row),
        "query": str(page.query),
        "by_month": [_named("month", figure) for figure in page.months],
        "by_outlet": [
            {**_named("outlet", each.outlet), "cues": [_cue(cue) for cue in each.cues]}
            for each in page.outlets
        ],
        "by_topic": [_named("topic", figure) for figure in page.topics],
        "by_cue": [_cue(figure) for figure in page.cues],
    }


def figure_records(page: SpeakerPage) -> Iterator[Record]:
    """Yield the figures of a page as rows of one table: what each counts by, where, and how many."""
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


def page_markdown(page: SpeakerPage) -> Iterator[str]:
    """Yield a page as lines of Markdown: a heading, the facts, and a table for each way of counting."""
    yield f"## {escape_markdown(page.row.name)}"
    yield ""
    yield f"{escape_markdown(describe_speaker(page.row))}."
    for title, figures in (("month", page.months), ("topic", page.topics)):
        yield from _table(
            [{title: figure.value or "without a date", "quotations": figure.quotations} for figure in figures]
        )
    yield from _table(
        [
            {
                "outlet": each.outlet.value or "unknown",
                "quotations": each.outlet.quotations,
                "cues": ", ".join(f"{cue.value} {cue.quotations}" for cue in each.cues),
            }
            for each in page.outlets
        ]
    )
    yield from _table([_cue(figure, query=False) for figure in page.cues])
    yield ""


def describe_speaker(row: SpeakerRow) -> str:
    """Say in a line how much a speaker is quoted, where, when, and who they may be."""
    parts = [
        f"{number:,} {noun}{'' if number == 1 else 's'}"
        for number, noun in (
            (row.quotations, "quotation"),
            (row.articles, "article"),
            (row.outlets, "outlet"),
        )
    ]
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
