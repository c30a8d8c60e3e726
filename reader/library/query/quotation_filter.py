"""Which quotations of the articles found a query asks for, and the SQL by which they are counted.

A query finds articles. Where it asks for speakers or cues, or for words that are to be said, only those
quotations are listed and counted that are theirs, have one of these cues, or say one of the words. What may
hold instead, or is left out, is a matter of articles only.

Owns that choice, for lists and counts alike. Refuses to know where the words of quotations are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from reader.library.model import QuotationRow
from reader.library.query.fields import Field, Where
from reader.library.query.plan import (
    AllOf,
    AnyOf,
    Condition,
    Labelled,
    Match,
    NotSaid,
    ResolvedQuery,
    resolve_names,
)
from reader.library.query.query import Query
from reader.library.query.snippets import finder
from reader.library.query.sql import Selection, Statement, select
from reader.library.store import Store

Test = Callable[[str | None, str | None, str], bool]
"""Takes a quotation's speaker, the base form of its cue, and its words."""


@dataclass(frozen=True, slots=True)
class QuotationFilter:
    """What a quotation must be like.

    Attributes:
        test: Tells whether a quotation is; None where anything will do.
        speakers: Labels of those one of whom must have said it; None if it is everybody, or if more than the
            speaker is asked for.
        cues: Labels of the cues one of which it must have, if nothing else is asked for.
        needs_reading: More than the speaker is asked for.
        needs_text: Its words are asked for.
    """

    test: Test | None
    speakers: frozenset[int] | None
    cues: frozenset[int] | None
    needs_reading: bool
    needs_text: bool

    @classmethod
    def of(cls, resolved: ResolvedQuery) -> Self:
        """Return which quotations a query asks for."""
        asked = _of_quotations(resolved.condition)
        if asked is None:
            return cls(None, None, None, False, False)
        leaves = list(_leaves(asked))
        by_speaker = all(isinstance(leaf, Labelled) and leaf.field is Field.SPEAKER for leaf in leaves)
        by_cue = isinstance(asked, Labelled) and asked.field is Field.CUE
        return cls(
            _make_test(asked),
            _labels(asked) if by_speaker else None,
            _labels(asked) if by_cue else None,
            not by_speaker,
            any(isinstance(leaf, Match | NotSaid) for leaf in leaves),
        )

    def takes(self, speaker: str | None, cue: str | None = None, text: str = "") -> bool:
        """Tell whether a quotation is asked for.

        Args:
            cue: The base form of its cue.
        """
        return self.test is None or self.test(speaker, cue, text)


def _of_quotations(condition: Condition) -> Condition | None:
    """Return what of a condition must hold of a quotation, or None if it says nothing of quotations."""
    match condition:
        case Labelled(field=Field.SPEAKER | Field.CUE):
            return condition
        case NotSaid():
            return condition
        case Match() if condition.table == Where.SAID.table:
            return condition
        case AllOf():
            parts = tuple(part for part in map(_of_quotations, condition.parts) if part is not None)
            return AllOf(parts) if len(parts) > 1 else parts[0] if parts else None
        case AnyOf():
            every = [part for part in map(_of_quotations, condition.parts) if part is not None]
            return AnyOf(tuple(every)) if len(every) == len(condition.parts) else None
        case _:
            return None


def _leaves(asked: Condition) -> Iterator[Condition]:
    if isinstance(asked, AllOf | AnyOf):
        for part in asked.parts:
            yield from _leaves(part)
    else:
        yield asked


def _labels(asked: Condition) -> frozenset[int]:
    """Return the labels that fulfil a condition on one field."""
    match asked:
        case AllOf():
            return frozenset.intersection(*map(_labels, asked.parts))
        case AnyOf():
            return frozenset.union(*map(_labels, asked.parts))
        case Labelled():
            return frozenset(asked.ids)
        case _:
            return frozenset()


def _make_test(asked: Condition) -> Test:
    match asked:
        case AllOf():
            every = list(map(_make_test, asked.parts))
            return lambda speaker, cue, text: all(test(speaker, cue, text) for test in every)
        case AnyOf():
            some = list(map(_make_test, asked.parts))
            return lambda speaker, cue, text: any(test(speaker, cue, text) for test in some)
        case Labelled():
            names = frozenset(label.name for label in asked.labels)
            if asked.field is Field.SPEAKER:
                return lambda speaker, cue, text: speaker in names
            return lambda speaker, cue, text: cue in names
        case Match():
            # Of several words the article has all, but a quotation may say any.
            pattern = finder(asked.words)
            return lambda speaker, cue, text: pattern is None or pattern.search(text) is not None
        case NotSaid():
            unwanted = finder(asked.part.words)
            return lambda speaker, cue, text: unwanted is None or unwanted.search(text) is None
        case _:
            raise TypeError(f"quotations are not chosen by {asked}")


@dataclass(frozen=True, slots=True)
class QuotationSelection:
    """The quotations of a query.

    Attributes:
        selection: The articles found.
        is_unfiltered: Every article is found.
        filter: Which of their quotations are meant.
    """

    selection: Selection
    is_unfiltered: bool
    filter: QuotationFilter

    def keep(self, rows: Iterable[QuotationRow]) -> list[QuotationRow]:
        """Return those quotations of an article found that are meant."""
        takes = self.filter.takes
        return [row for row in rows if takes(row.speaker, row.lemma, row.text)]

    def articles(self, span: tuple[int, int] | None = None) -> Statement:
        """Select the ids ``id`` of the articles found, in a span of ids or all."""
        where, values = self._where(span)
        return replace(self.selection, where=where).sql, values

    def counted(self, span: tuple[int, int] | None = None) -> Statement:
        """Select ``id`` and number ``n`` of quotations of the articles found that have any.

        What only reading can tell is not looked at: words, and who has which cue.
        """
        if self.filter.speakers is not None:
            return self.attributed("t.article AS id, sum(t.quotations) AS n", "t.article", span)
        if self.filter.cues is not None:
            sql, values = self.articles(span)
            cues = _listed(self.filter.cues)
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
        speakers = self.filter.speakers
        meant = "" if speakers is None else f" AND t.label IN ({_listed(speakers)})"
        if self.is_unfiltered and span is None:
            return f"SELECT {columns} FROM tags t WHERE t.form > 0{meant} GROUP BY {group}", ()
        sql, values = self.articles(span)
        joined = f"({sql}) h CROSS JOIN tags t ON t.article = h.id AND t.form > 0{meant}"
        return f"SELECT {columns} FROM {joined} GROUP BY {group}", values

    def _where(self, span: tuple[int, int] | None) -> Statement:
        where, values = self.selection.where, self.selection.parameters
        if span is None:
            return where, values
        id_column = self.selection.id
        return f"{where} AND {id_column} >= ? AND {id_column} < ?", (*values, *span)


def _listed(labels: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(labels)))


def select_quotations(store: Store, query: Query) -> QuotationSelection:
    """Return which quotations a query means."""
    resolved = resolve_names(store, query)
    return QuotationSelection(select(resolved), query.is_empty, QuotationFilter.of(resolved))
