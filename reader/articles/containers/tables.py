"""Tables of articles: CSV, TSV, JSON and JSON Lines whose columns look like headline, date, text and outlet.

Owns the names of columns that exports and spreadsheets use. A table without such columns holds no articles.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reader.articles.containers.pieces import Piece
from reader.text.sanitize import sanitize_line

# In the order in which they count. NewsAPI, Media Cloud, GDELT, Event Registry, GNews, LexisNexis as a table.
_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        field: tuple(columns.split())
        for field, columns in (
            ("title", "title headline articletitle heading head titel titre titulo subject"),
            ("body", "text fulltext body articletext articlebody maintext content contents article story "
             "storytext bodytext plaintext hlead texte volltext"),
            ("date", "date publishedat published publishdate publicationdate pubdate datepublished "
             "publisheddate datetime seendate pubtime publishtime timestamp datum fecha time"),
            ("source", "source sourcename outlet publication publisher newspaper medianame media sourcetitle "
             "publicationtitle sitename site domain mediaurl quelle medium"),
            ("url", "url link articleurl storyurl permalink weburl sourceurl webpage"),
            ("authors", "authors author byline creator journalist autor reporter"),
            ("summary", "summary description abstract standfirst lead subtitle snippet excerpt trailtext"),
            ("place", "place dateline location city"),
            ("language", "language lang sprache"),
            ("topics", "topics tags keywords categories category section subjects"),
        )
    }
)  # fmt: skip
_FIELD_OF_COLUMN = {column: field for field, columns in _COLUMNS.items() for column in columns}
_LISTS = (
    "articles",
    "items",
    "results",
    "data",
    "docs",
    "documents",
    "hits",
    "stories",
    "entries",
    "records",
    "news",
)
_FEWEST_TELLING = 2  # of headline, words, date, outlet, address
_TELLING = frozenset({"title", "body", "date", "source", "url"})
_LARGEST_FIELD = 32 * 1024 * 1024  # characters
_ROWS_LOOKED_AT = 20
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_DELIMITERS = ",;\t|"


def read_delimited(text: str, *, tabs: bool) -> list[Piece] | None:
    """Return the articles of CSV or TSV; None if its columns are not those of articles."""
    csv.field_size_limit(_LARGEST_FIELD)
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    delimiter = "\t" if tabs else max(_DELIMITERS, key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = list(rows.fieldnames or ())
        if not _are_telling(columns):
            return None
        return [_piece(row) for row in rows if any(row.values())]
    except csv.Error:
        return None


def read_json(value: object) -> list[Piece] | None:
    """Return the articles of parsed JSON: a list of objects, or an object that holds one; else None."""
    rows = _find_rows(value, 0)
    if rows is None:
        return None
    sample = [key for row in rows[:_ROWS_LOOKED_AT] for key in row]
    return [_piece(row) for row in rows] if _are_telling(sample) else None


def read_json_lines(text: str) -> tuple[list[Piece] | None, list[int]]:
    """Return the articles of JSON Lines, None without columns of articles; and which lines are broken."""
    rows: list[dict[str, Any]] = []
    broken: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict):
                rows.append(row)
            else:
                broken.append(number)
    if len(broken) > len(rows):
        return None, []
    return read_json(rows) if rows else None, broken


def _find_rows(value: object, depth: int) -> list[dict[str, Any]] | None:
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        if rows and all("_source" in row and isinstance(row["_source"], dict) for row in rows):
            rows = [row["_source"] for row in rows]
        return rows if rows and 2 * len(rows) > len(value) else None
    if isinstance(value, dict) and depth < 3:
        for name in _LISTS:
            if name in value and (found := _find_rows(value[name], depth + 1)):
                return found
        for inner in value.values():
            if isinstance(inner, dict) and (found := _find_rows(inner, depth + 1)):
                return found
    return None


def _column(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name or "").casefold())


def _are_telling(columns: Iterable[object]) -> bool:
    fields = {_FIELD_OF_COLUMN.get(_column(name)) for name in columns}
    return bool(fields & {"title", "body"}) and len(fields & _TELLING) >= _FEWEST_TELLING


def _piece(row: Mapping[str, Any]) -> Piece:
    said: dict[str, tuple[int, object]] = {}
    left: list[str] = []
    for name, value in row.items():
        if value is None or value == "" or name is None:
            continue
        column = _column(name)
        field = _FIELD_OF_COLUMN.get(column)
        rank = _COLUMNS[field].index(column) if field else 0
        plain = _plain(value)
        if field and plain and (field not in said or rank < said[field][0]):
            said[field] = rank, plain
        elif plain and not isinstance(plain, list):
            left.append(f"{sanitize_line(str(name))}: {sanitize_line(plain)}")
    values: dict[str, object] = {field: value for field, (_, value) in said.items()}
    body = str(values.pop("body", "")) or ""
    cut = _CUT.search(body)
    body = body[: cut.start()] + "…" if cut else body
    summary = str(values.get("summary", ""))
    if not body and summary:
        body = summary
        values.pop("summary")
    return Piece(values, body, tuple(left))


def _plain(value: object) -> str | list[str]:
    """Return a value as front matter would have it: an object by its name, a list by its members."""
    if isinstance(value, Mapping):
        return _plain(value.get("name") or value.get("title") or "")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain for each in value if isinstance(plain := _plain(each), str) and plain]
    return str(value)
