"""The export formats: one row of a table each, with what writes every kind of result in it.

Owns the names, options and help of the formats, and how records become JSON Lines, CSV and Markdown tables.
Refuses to print: it yields lines, the command line writes them. What writes a kind of result is imported when
it is asked for, because the command line reads the table at its start.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from reader.text.sanitize import sanitize

if TYPE_CHECKING:
    from reader.text.partial_date import PartialDate

Record = Mapping[str, object]
Kind = Literal[
    "articles",
    "article",
    "quotations",
    "statements",
    "speakers",
    "pages",
    "topics",
    "problems",
    "imported",
    "collected",
]

_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BYTE_ORDER_MARK = "\ufeff"


def to_json(records: Iterable[Record]) -> Iterator[str]:
    """Write records as JSON Lines; a path that holds what a terminal acts on is escaped, to be given back."""
    import json

    for record in records:
        line = json.dumps(record, ensure_ascii=False)
        yield _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def to_csv(records: Iterable[Record]) -> Iterator[str]:
    """Write records as lines of CSV (RFC 4180, without line ends), the keys of the first as the header."""
    return _to_csv(records, _cell)


def to_excel(records: Iterable[Record]) -> Iterator[str]:
    """Write records as CSV that spreadsheets open as it is meant.

    A byte order mark tells them that it is UTF-8, and a cell that they would run as a formula gets an
    apostrophe in front.
    """
    for number, line in enumerate(_to_csv(records, _spreadsheet_cell)):
        yield line if number else _BYTE_ORDER_MARK + line


def _to_csv(records: Iterable[Record], write_cell: Callable[[object], str]) -> Iterator[str]:
    header: list[str] | None = None
    for record in records:
        if header is None:
            header = list(record)
            yield _csv_line(header)
        yield _csv_line(write_cell(record[key]) for key in header)


def to_table(records: Iterable[Record]) -> Iterator[str]:
    """Write records as lines of a Markdown table, the keys of the first as its head."""
    header: list[str] | None = None
    for record in records:
        if header is None:
            header = list(record)
            yield f"| {' | '.join(header)} |"
            yield f"|{' --- |' * len(header)}"
        yield f"| {' | '.join(escape_markdown(_cell(record[key])) for key in header)} |"


@dataclass(frozen=True, slots=True)
class Format:
    """A format, and what writes each kind of result in it.

    A writer is named ``module.function``, within this package. It takes all results of its kind and yields
    what ``finish`` makes lines of. None: the command does not offer this format.

    Attributes:
        name: Its option, without the dashes; none is needed for plain lines.
        help: What the help says of the option.
        finish: Makes lines of what a writer yields.
        is_wrapped: Lines are wrapped for people: a writer takes the most columns of a line as well.
        articles: For rows of the article list.
        article: For pairs of an article and its analysis.
        pages: For the pages of speakers.
        collected: For the items of a collection.
    """

    name: str
    help: str
    finish: Callable[[Iterable[Any]], Iterable[str]]
    quotations: str
    statements: str
    speakers: str
    pages: str
    topics: str
    collected: str
    articles: str | None = None
    article: str | None = None
    problems: str | None = None
    imported: str | None = None
    is_wrapped: bool = False

    def writer(self, kind: Kind) -> str | None:
        """Return the name of what writes a kind of result."""
        name: str | None = getattr(self, kind)
        return name

    def write(self, kind: Kind, results: Iterable[object], width: int) -> Iterable[str]:
        """Yield results as lines.

        Args:
            width: Most columns of a line, where lines are wrapped.
        """
        module, _, function = str(self.writer(kind)).partition(".")
        writer = getattr(import_module(f"reader.export.{module}"), function)
        return self.finish(writer(results, width) if self.is_wrapped else writer(results))


PLAIN = Format(
    name="plain",
    help="Print lines for people.",
    finish=iter,
    is_wrapped=True,
    articles="articles.row_lines",
    article="articles.article_lines",
    quotations="quotations.quotation_lines",
    statements="quotations.statement_lines",
    speakers="speakers.speaker_lines",
    pages="speakers.page_lines",
    topics="articles.topic_lines",
    collected="collected.collected_lines",
    problems="articles.problem_lines",
    imported="articles.imported_lines",
)
TERMINAL = replace(
    PLAIN,
    name="terminal",
    help="Print columns and colours.",
    articles="terminal.article_columns",
    article="terminal.coloured_article",
    quotations="terminal.quotation_columns",
)
"""Takes the place of the plain lines on a terminal; no option names it."""
JSON = Format(
    name="json",
    help="Print JSON Lines with stable keys.",
    finish=to_json,
    articles="articles.row_records",
    article="articles.article_records",
    quotations="quotations.quotation_records",
    statements="quotations.statement_records",
    speakers="speakers.speaker_records",
    pages="speakers.page_records",
    topics="articles.topic_records",
    collected="collected.collected_records",
    problems="articles.problem_records",
    imported="articles.imported_records",
)
CSV = Format(
    name="csv",
    help="Print CSV with a header.",
    finish=to_csv,
    quotations="quotations.quotation_records",
    statements="quotations.version_records",
    speakers="speakers.speaker_records",
    pages="speakers.figure_records",
    topics="articles.topic_records",
    collected="collected.collected_records",
)
EXCEL = replace(
    CSV, name="excel", help="Print CSV for spreadsheets: marked as UTF-8, no cell a formula.", finish=to_excel
)
MARKDOWN = Format(
    name="markdown",
    help="Print Markdown.",
    finish=iter,
    quotations="quotations.quotation_markdown",
    statements="quotations.statement_markdown",
    speakers="speakers.speaker_table",
    pages="speakers.page_markdown",
    topics="articles.topic_table",
    collected="collected.collected_markdown",
)
FORMATS = (PLAIN, JSON, CSV, EXCEL, MARKDOWN)


def formats_for(kind: Kind) -> tuple[Format, ...]:
    """Return the formats in which a kind of result can be written."""
    return tuple(each for each in FORMATS if each.writer(kind) is not None)


def date_fields(date: PartialDate | None) -> Record:
    """Return what records say of a date."""
    return {
        "date": date and date.isoformat(),
        "date_precision": date and date.precision,
        "date_inferred": bool(date and date.inferred),
    }


def escape_markdown(text: str) -> str:
    """Return a text, sanitised, in which no character is Markdown."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", sanitize(text))


def format_offset(minutes: int | None) -> str | None:
    """Write how far a time is ahead of UTC as ISO 8601 does, ``+05:30``; None if that is not known."""
    if minutes is None:
        return None
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Break words into lines between words only, so that joined by blanks they say the same again.

    Args:
        first: Stands before the first line.
        rest: Stands before the others, if it is not the same.
    """
    import textwrap

    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _csv_line(cells: Iterable[str]) -> str:
    import csv

    line = io.StringIO()
    # Only what is in the line end makes a cell be quoted: without one, a line end in a cell would split it.
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    return "" if value is None else sanitize(str(value))


def _spreadsheet_cell(value: object) -> str:
    text = _cell(value)
    # As it came, and as it is written: taking an escape out may bring a formula to the front.
    is_formula = isinstance(value, str) and any(each.startswith(_FORMULA_SIGNS) for each in (value, text))
    return f"'{text}" if is_formula else text
