"""Sections of a list of quotations: how many rows stand in which of them, and which articles they come from.

A section is what one seek reaches: a day, or a speaker; those of whom nobody is known to be the speaker are
sections by day too, under one heading. Only the sections are counted; the articles of one are fetched when it
is looked at. Where a query wants words said, only reading can tell which quotations say them: then all are
read once, and the numbers of the articles kept.

Owns counting and the order of the sections. Refuses to make rows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reader.library.labels import SPEAKER, names_of
from reader.library.model import Grouping, QuotationRow
from reader.library.sayings import Saying
from reader.library.scope import Scope, Statement
from reader.library.slots import group_bounds, group_key, group_key_sql
from reader.library.store import Store
from reader.library.walking import negated

NOBODY = -1
"""Key of a section of quotations without a known speaker; those by day have smaller ones."""


@dataclass(frozen=True, slots=True)
class Run:
    """The articles of a section, newest first.

    Attributes:
        articles: Their numbers, negated.
        ends: Number of rows of each and of all before it.
    """

    articles: array[int]
    ends: array[int]

    @classmethod
    def make(cls, counted: Iterable[tuple[int, int]]) -> Run:
        """Return a run from numbers of articles and of their rows."""
        pairs = list(counted)
        ends = array("q", accumulate(count for _, count in pairs))
        return cls(array("q", [-number for number, _ in pairs]), ends)


class Sections:
    """Sections in order.

    Attributes:
        keys: What stands in each: the key of a day, the number of a speaker, or nobody.
        firsts: Index of the first row of each, and at last the number of all rows.
    """

    def __init__(
        self,
        scope: Scope,
        grouping: Grouping,
        counts: Sequence[tuple[int, int]],
        runs: Sequence[Run] = (),
        found: array[int] | None = None,
    ) -> None:
        """Take what was counted.

        Args:
            counts: Key and number of rows of each section.
            runs: The articles of each, where they are known already.
            found: Numbers of all articles found, negated, ascending; where it is dear to ask for one.
        """
        self.keys = array("q", [key for key, _ in counts])
        self.firsts = array("q", [0, *accumulate(count for _, count in counts)])
        self._scope = scope
        self._grouping = grouping
        self._runs = runs
        self._found = found

    @property
    def total(self) -> int:
        """The number of all rows."""
        return self.firsts[-1]

    @property
    def known(self) -> int:
        """How many sections stand before the first of nobody's."""
        return bisect_left(self.keys, True, key=lambda key: key < 0)

    def run(self, store: Store, place: int) -> Run:
        """Return the articles of a section."""
        if self._runs:
            return self._runs[place]
        key = self.keys[place]
        with store.guarded() as db:
            if self._grouping is Grouping.DAY:
                sql, values = self._scope.counted(group_bounds(key))
            elif key < 0:
                sql, values = self._of_nobody(group_bounds(NOBODY - 1 - key))
            else:
                sql, values = self._of_speaker(key)
            counted = db.execute(f"SELECT id, n FROM ({sql}) ORDER BY id DESC", values)
            return Run.make(counted if self._found is None else filter(self._is_found, counted))

    def place_of(self, store: Store, row: QuotationRow) -> int | None:
        """Return the section that a row belongs into, or None if there is none."""
        if self._grouping is Grouping.DAY:
            return self._find(group_key(row.article), 0)
        if row.speaker is None:
            key = NOBODY if self._runs else NOBODY - 1 - group_key(row.article)
            return self._find(key, self.known)
        number = _number_of(store, row.speaker)
        return None if number is None else self._find(number, 0)

    def _find(self, key: int, start: int) -> int | None:
        try:
            return self.keys.index(key, start)
        except ValueError:
            return None

    def _of_nobody(self, span: tuple[int, int]) -> Statement:
        sql, values = self._scope.counted(span)
        known = "SELECT sum(t.quotations) FROM tags t WHERE t.article = c.id AND t.form > 0"
        rest = f"SELECT c.id AS id, c.n - coalesce(({known}), 0) AS n FROM ({sql}) c"
        return f"SELECT id, n FROM ({rest}) WHERE n > 0", values

    def _is_found(self, counted: tuple[int, int]) -> bool:
        found, number = self._found or array("q"), -counted[0]
        place = bisect_left(found, number)
        return place < len(found) and found[place] == number

    def _of_speaker(self, label: int) -> Statement:
        sql = "SELECT t.article AS id, sum(t.quotations) AS n FROM tags t WHERE t.label = ? AND t.form > 0"
        if self._scope.is_whole or self._found is not None:
            return f"{sql} GROUP BY t.article", (label,)
        found, values = self._scope.articles()
        among = f"EXISTS ({found} AND {self._scope.selection.number} = t.article)"
        return f"{sql} AND {among} GROUP BY t.article", (label, *values)


def count_sections(store: Store, scope: Scope, grouping: Grouping) -> Sections:
    """Count the quotations meant, by day or by speaker; what is to be said is not looked at."""
    with store.guarded() as db:
        sql, values = scope.counted()
        by_day = f"SELECT {group_key_sql('id')} AS key, sum(n) FROM ({sql}) GROUP BY key ORDER BY key DESC"
        if grouping is Grouping.DAY:
            return Sections(scope, grouping, db.execute(by_day, values).fetchall())
        counts = db.execute(*_by_speaker(scope)).fetchall()
        if scope.speakers is None:
            key = group_key_sql("t.article")
            known = dict(db.execute(*scope.attributed(f"{key} AS key, sum(t.quotations)", "key")))
            days = db.execute(by_day, values).fetchall()
            counts += [
                (NOBODY - 1 - day, count - known.get(day, 0))
                for day, count in days
                if count > known.get(day, 0)
            ]
        # Whether words are in an article is dear to ask for one after the other.
        asked = scope.selection.source == "words"
        found = array("q", negated(db, scope.selection)) if asked else None
        return Sections(scope, grouping, counts, found=found)


def _by_speaker(scope: Scope) -> Statement:
    if scope.is_whole:
        sql = "SELECT id, quotations AS n, name FROM labels WHERE kind = ? AND quotations > 0"
        values: tuple[int | str, ...] = (SPEAKER,)
    else:
        sums, values = scope.attributed("t.label AS id, sum(t.quotations) AS n", "t.label")
        sql = f"SELECT s.id, s.n, l.name FROM ({sums}) s JOIN labels l ON l.id = s.id"
    return f"SELECT id, n FROM ({sql}) ORDER BY n DESC, name", values


def most_quoted(store: Store, scope: Scope, most: int) -> Sections:
    """Return the first sections of the whole library by speaker, from the counts that are kept."""
    sql, values = _by_speaker(scope)
    with store.guarded() as db:
        counts = db.execute(f"{sql} LIMIT {most}", values).fetchall()
    return Sections(scope, Grouping.SPEAKER, counts)


def sections_of(
    store: Store, scope: Scope, grouping: Grouping, read: Iterable[tuple[int, Sequence[Saying]]]
) -> Sections:
    """Put articles whose quotations were read, newest first, into sections."""
    pairs: dict[int, list[tuple[int, int]]] = {}
    for article, sayings in read:
        if grouping is Grouping.DAY:
            keys = Counter([group_key(article)] * len(sayings))
        else:
            keys = Counter(saying.label or NOBODY for saying in sayings)
        for key, count in keys.items():
            pairs.setdefault(key, []).append((article, count))
    runs = {key: Run.make(counted) for key, counted in pairs.items()}
    order = list(runs)
    if grouping is Grouping.SPEAKER:
        with store.guarded() as db:
            names = names_of(db, order)
        order.sort(key=lambda key: (key < 0, -runs[key].ends[-1], names.get(key, "")))
    counts = [(key, runs[key].ends[-1]) for key in order]
    return Sections(scope, grouping, counts, [runs[key] for key in order])


def _number_of(store: Store, speaker: str) -> int | None:
    with store.guarded() as db:
        found = db.execute("SELECT id FROM labels WHERE kind = ? AND name = ?", (SPEAKER, speaker)).fetchone()
    return None if found is None else int(found[0])
