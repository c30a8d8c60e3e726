"""The quotations of a query: the articles it finds, and which of their quotations it asks for.

Owns saying that in SQL, to count by. What is asked for is decided in ``wanted``; both must always agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reader.library.filters import Selection, Value, names
from reader.library.labels import find_labels, names_of
from reader.library.model import QuotationRow
from reader.library.nodes import Field
from reader.library.query import Query
from reader.library.selecting import make_selection
from reader.library.store import Store
from reader.library.wanted import Wanted, find_wanted

Statement = tuple[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """The quotations of a query.

    Attributes:
        selection: The articles found.
        is_whole: Every article is found.
        wanted: Which of their quotations are meant.
        speakers: Numbers of those whose quotations are meant; None if it is everybody, or if only reading
            can tell.
    """

    selection: Selection
    is_whole: bool
    wanted: Wanted
    speakers: tuple[int, ...] | None

    def keep(self, rows: Iterable[QuotationRow]) -> list[QuotationRow]:
        """Return those quotations of an article found that are meant."""
        takes = self.wanted.takes
        return [row for row in rows if takes(row.speaker, row.lemma, row.text)]

    def articles(self, span: tuple[int, int] | None = None) -> Statement:
        """Select the numbers ``id`` of the articles found, in a span of numbers or all."""
        where, values = self._where(span)
        return replace(self.selection, where=where).sql, values

    def counted(self, span: tuple[int, int] | None = None) -> Statement:
        """Select ``id`` and number ``n`` of quotations of the articles found that have any.

        What only reading can tell is not looked at: words, and who has which cue.
        """
        if self.speakers is not None:
            return self.attributed("t.article AS id, sum(t.quotations) AS n", "t.article", span)
        if self.wanted.cues is not None:
            sql, values = self.articles(span)
            cues = ", ".join(map(str, sorted(self.wanted.cues)))
            joined = f"({sql}) h CROSS JOIN tags t ON t.article = h.id AND t.form = 0 AND t.label IN ({cues})"
            return f"SELECT h.id AS id, sum(t.quotations) AS n FROM {joined} GROUP BY h.id", values
        if self.selection.source == "articles":
            where, values = self._where(span)
            columns = "articles.id AS id, articles.quotes AS n"
            return f"SELECT {columns} FROM articles WHERE {where} AND articles.quotes > 0", values
        sql, values = self.articles(span)
        joined = f"({sql}) h CROSS JOIN articles a ON a.id = h.id"
        return f"SELECT h.id AS id, a.quotes AS n FROM {joined} WHERE a.quotes > 0", values

    def attributed(self, columns: str, group: str, span: tuple[int, int] | None = None) -> Statement:
        """Select columns of ``tags t``, grouped, over what the speakers meant say in the articles found."""
        meant = "" if self.speakers is None else f" AND t.label IN ({', '.join(map(str, self.speakers))})"
        if self.is_whole and span is None:
            return f"SELECT {columns} FROM tags t WHERE t.form > 0{meant} GROUP BY {group}", ()
        sql, values = self.articles(span)
        joined = f"({sql}) h CROSS JOIN tags t ON t.article = h.id AND t.form > 0{meant}"
        return f"SELECT {columns} FROM {joined} GROUP BY {group}", values

    def _where(self, span: tuple[int, int] | None) -> Statement:
        where, values = self.selection.where, self.selection.parameters
        if span is None:
            return where, values
        number = self.selection.number
        return f"{where} AND {number} >= ? AND {number} < ?", (*values, *span)


def scope_of(store: Store, query: Query) -> Scope:
    """Return which quotations a query means."""
    with store.guarded() as db:
        wanted = find_wanted(db, query)
        speakers: tuple[int, ...] | None = None
        if wanted.test is not None and not wanted.needs_reading:
            named = [name for name in names(query) if name.field is Field.SPEAKER]
            numbers = {number for name in named for number in find_labels(db, name)}
            spelled = names_of(db, sorted(numbers))
            speakers = tuple(number for number in sorted(numbers) if wanted.takes(spelled[number]))
        return Scope(make_selection(store, query), query.is_empty, wanted, speakers)
