"""The vocabulary of the query language: fields, places of words, bounds by date, properties; one row each.

A row holds every face of its word: how it is written, how a sentence says it, and how SQL and the bitmaps
answer it. A row that lacks one cannot be made; that the README explains the word is held by a test.

Owns these tables. Imports neither SQL nor bitmap code: a row has templates and small functions only.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from reader.library import labels
from reader.library.article_ids import END, FIRST_DATED, period_ids

if TYPE_CHECKING:
    from pyroaring import BitMap

    from reader.library.columns import Columns
    from reader.library.query.periods import Period


_MARKED = (
    "(SELECT f.article FROM state.marks m JOIN files f ON f.path = m.path "
    "WHERE m.library = ? AND m.{} AND f.article IS NOT NULL)"
)
_HAS = "EXISTS (SELECT 1 FROM articles a WHERE a.id = {{plain_id}} AND a.{})"


class _Row(StrEnum):
    """A word of the language; its faces follow it, in the order in which its class declares them."""

    def __new__(cls, written: str, *faces: Any) -> Self:
        row = str.__new__(cls, written)
        row._value_ = written
        for name, face in zip(cls.__annotations__, faces, strict=True):
            setattr(row, name, face)
        return row


class Field(_Row):
    """Fields whose values are names; several of one field mean any of them.

    Attributes:
        phrase: The sentence, with a place for the name.
        kind: The number of the field in the table ``labels``, by which SQL finds its names.
        in_columns: Whether the columns hold a bitmap for each of its names.
    """

    phrase: str
    kind: int
    in_columns: bool

    SPEAKER = "speaker", "quoting {}", labels.SPEAKER, True
    TOPIC = "topic", "on the topic {}", labels.TOPIC, True
    SOURCE = "source", "from the outlet {}", labels.SOURCE, True
    PLACE = "place", "reported from {}", labels.PLACE, False
    AUTHOR = "author", "by {}", labels.AUTHOR, False
    CUE = "cue", "with the cue {}", labels.CUE, False


class Where(_Row):
    """Where words are looked for.

    Without a field: in the article; where quotations or statements are listed, in the words said.

    Attributes:
        phrase: The sentence, with a place for the words.
        table: The full-text index, which answers SQL and bitmaps alike.
        column: What restricts an expression to a column of it; empty for all columns.
    """

    phrase: str
    table: str
    column: str

    ANYWHERE = "", "with {}", "words", ""
    TEXT = "text", "with {} in the article", "words", ""
    SAID = "said", "with {} inside quotations", "said", ""
    TITLE = "title", "with {} in the title", "words", "title : "


class Bound(_Row):
    """How a date bounds the articles.

    Attributes:
        phrase: The sentence, with a place for the date.
        span: Returns the ids that it admits, from the first to before the second, of what ``period_ids`` has.
        operator: How SQL compares an article's time with a bound that is given to the minute.
    """

    phrase: str
    span: Callable[[int, int, int, int], tuple[int, int]]
    operator: str

    AFTER = "after", "from {} on", lambda first, within, before, after: (first, END), ">="
    BEFORE = "before", "before {}", lambda first, within, before, after: (FIRST_DATED, before), "<"
    UNTIL = (
        "until",
        "until {}, that included",
        lambda first, within, before, after: (FIRST_DATED, after),
        "<=",
    )
    ON = "on", "of {}", lambda first, within, before, after: (within, after), "="

    def ids(self, period: Period) -> tuple[int, int]:
        """Return the ids of the articles that it admits: from the first to before the second."""
        return self.span(*period_ids(period))


class Flag(_Row):
    """What an article can be or have.

    Attributes:
        phrase: The sentence.
        sql: The condition. ``{id}`` is the article's id, by which the database may seek; ``{plain_id}`` the
            same, to be compared row by row; each question mark stands for the library's number in the state.
        bitmap: Returns the articles from the columns; None where only the tables can tell.
    """

    phrase: str
    sql: str
    bitmap: Callable[[Columns], BitMap] | None

    UNREAD = "is:unread", "that are unread", "{plain_id} NOT IN " + _MARKED.format("read"), None
    READ = "is:read", "that have been read", "{plain_id} IN " + _MARKED.format("read"), None
    STARRED = "is:starred", "that are starred", "{plain_id} IN " + _MARKED.format("starred"), None
    UNDATED = (
        "is:undated", "without a date", f"{{id}} < {FIRST_DATED}",
        lambda columns: columns.between(0, FIRST_DATED),
    )  # fmt: skip
    PROBLEM = (
        "is:problem", "with a problem", "{plain_id} IN (SELECT id FROM articles WHERE problem IS NOT NULL)",
        None,
    )  # fmt: skip
    DRAFT = (
        "is:draft", "that are drafts", "{plain_id} IN (SELECT id FROM articles WHERE draft)", None
    )  # fmt: skip
    QUOTES = (
        "has:quotes", "with quotations", _HAS.format("quotes > 0"), lambda columns: columns.quoting()
    )  # fmt: skip
    SOURCE = "has:source", "with a known outlet", _HAS.format("source IS NOT NULL"), None
