"""A collection as records, Markdown and lines for people: in its own order, with its headings and notes.

Owns the stable keys of ``reader collection``. Words are those of the file as it is now; of what is not found
any more they are called so, and cited nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.export.formats import Record, date_fields, escape_markdown, wrap
from reader.export.quotations import cite_collected
from reader.library.model import CollectedRow, ItemKind
from reader.text.sanitize import sanitize_line


def collected_records(rows: Iterable[CollectedRow]) -> Iterator[Record]:
    """Yield items with what they are found by; offsets are those of the article's text, or null if lost."""
    for row in rows:
        item, found = row.item, row.article is not None
        is_stretch = found and item.kind is not ItemKind.ARTICLE
        yield {
            "kind": str(item.kind),
            "text": item.anchor.words if item.kind is not ItemKind.ARTICLE else row.title or item.title,
            "note": item.note or None,
            "speaker": row.speaker,
            **date_fields(row.date),
            "source": row.source,
            "title": row.title or item.title or None,
            "path": row.path or None,
            "url": row.url,
            "start": row.start if is_stretch else None,
            "end": row.end if is_stretch else None,
            "before": item.anchor.before,
            "after": item.anchor.after,
            "lost": row.lost,
        }


def collected_lines(rows: Iterable[CollectedRow], width: int) -> Iterator[str]:
    """Yield items one after the other, a heading after a blank line, a note below its item."""
    for number, row in enumerate(rows):
        if row.item.kind is ItemKind.HEADING:
            yield from ([""] if number else [])
            yield sanitize_line(row.item.anchor.words)
        elif row.lost:
            yield f"not found: {sanitize_line(row.item.path)}: {row.lost}"
        else:
            yield " ".join(sanitize_line(cite_collected(row)).split())
        if row.item.note:
            yield from wrap(sanitize_line(row.item.note), width, "    ")


def collected_markdown(rows: Iterable[CollectedRow]) -> Iterator[str]:
    """Yield headings, and items as block quotes with their citations and notes, a blank line after each."""
    for row in rows:
        if row.item.kind is ItemKind.HEADING:
            yield f"## {escape_markdown(sanitize_line(row.item.anchor.words))}\n"
        elif row.lost:
            yield f"Not found: {escape_markdown(sanitize_line(row.item.path))}: {escape_markdown(row.lost)}\n"
        elif row.item.kind is ItemKind.ARTICLE:
            yield f"- {escape_markdown(sanitize_line(cite_collected(row)))}\n"
        else:
            words, _, citation = cite_collected(row).rpartition("\n— ")
            lines = "\n".join(f"> {line}".rstrip() for line in escape_markdown(words).split("\n"))
            yield f"{lines}\n>\n> — {escape_markdown(sanitize_line(citation))}\n"
        if row.item.note:
            yield f"{escape_markdown(sanitize_line(row.item.note))}\n"
