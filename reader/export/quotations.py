"""Quotations as records, Markdown and lines for people, and the citation that stands beside quoted words.

Owns the stable keys of ``reader quotes``. A module of its own because the screen cites, too, and needs
nothing else of the exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.export.formats import Record, date_fields, escape_markdown
from reader.text.date_format import format_date
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.articles.model import Article
    from reader.library.model import QuotationRow, Version


def cite(row: QuotationRow | Version) -> str:
    """Return the citation of quoted words on one line: speaker, outlet, date, headline, address or file."""
    date = row.date and format_date(row.date)
    parts = (row.speaker or "unknown speaker", row.source, date, f"“{row.title}”", row.url or row.path)
    return ", ".join(part for part in parts if part)


def cite_article(article: Article, path: str) -> str:
    """Return the citation of an article on one line: headline, outlet, date, address or file.

    Args:
        path: Where its file is, as a citation names it.
    """
    date = article.date and format_date(article.date)
    parts = (f"“{article.title}”", article.source, date, article.url or path)
    return ", ".join(part for part in parts if part)


def quotation_records(rows: Iterable[QuotationRow]) -> Iterator[Record]:
    """Yield quotations with what is needed to cite them; offsets are those of the article's text."""
    for row in rows:
        yield {
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


def quotation_lines(rows: Iterable[QuotationRow], width: int) -> Iterator[str]:
    """Yield quotations with their citations, however wide: one a line, for ``grep``."""
    for row in rows:
        yield f"“{sanitize_line(row.text)}” — {sanitize_line(cite(row))}"


def quotation_markdown(rows: Iterable[QuotationRow]) -> Iterator[str]:
    """Yield quotations as Markdown block quotes with their citations, a blank line after each."""
    for row in rows:
        words = "\n".join(f"> {line}".rstrip() for line in escape_markdown(f"“{row.text}”").split("\n"))
        yield f"{words}\n>\n> — {escape_markdown(cite(row))}\n"
