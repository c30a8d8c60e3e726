"""Rows of the article list, fetched by number.

Owns the join of what the index and the user's state say of one article.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reader.library.listing import ArticleRow
from reader.library.store import Store
from reader.library.years import complete

if TYPE_CHECKING:
    from reader.library.nodes import Node

ROWS = """
SELECT a.id, a.path, a.title, a.title_inferred, a.date, a.year, l.name, a.quotes, a.words, m.read, m.starred,
       a.problem
FROM articles a LEFT JOIN labels l ON l.id = a.source
LEFT JOIN state.marks m ON m.library = ? AND m.path = a.path
"""
"""What a row is made of; the library's number in the state comes first among the parameters."""


def make_row(columns: Sequence[Any], snippet: str = "") -> ArticleRow:
    """Make a row of what ROWS selects."""
    number, path, title, inferred, date, year, source, quotes, words, read, starred, problem = columns
    return ArticleRow(
        number, path, title, bool(inferred), complete(date, year), source, quotes, words, bool(read),
        bool(starred), problem and problem.partition("\n")[0], snippet,
    )  # fmt: skip


def fetch_rows(store: Store, numbers: Sequence[int], root: Node | None = None) -> list[ArticleRow]:
    """Return the rows of these articles, in this order; those that are gone are left out.

    Args:
        root: The query, for snippets around the words it asks for.
    """
    marks = ", ".join("?" * len(numbers))
    with store.guarded() as db:
        found = {
            columns[0]: columns
            for columns in db.execute(f"{ROWS} WHERE a.id IN ({marks})", (store.state.library, *numbers))
        }
        snippets = {} if root is None else _cut_snippets(db, numbers, root)
    return [make_row(found[number], snippets.get(number, "")) for number in numbers if number in found]


def _cut_snippets(db: sqlite3.Connection, numbers: Sequence[int], root: Node) -> dict[int, str]:
    """Return snippets by number of article; none at all if the query asks for no words."""
    from reader.library.packing import unpack_text
    from reader.library.snippets import cut_snippet, finder

    pattern = finder(root)
    if pattern is None:
        return {}
    bodies = db.execute(
        f"""SELECT a.id, b.text FROM articles a JOIN bodies b ON b.id = a.body
            WHERE a.id IN ({", ".join("?" * len(numbers))})""",
        numbers,
    )
    return {number: cut_snippet(unpack_text(text), pattern) for number, text in bodies}
