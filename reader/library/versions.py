"""Versions of statements, read from the index with what is needed to cite them.

Owns which words are an article's version: its fullest utterance of the statement, and what else of it the
article has elsewhere that the fullest does not say. A pull quote that repeats words adds nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reader.articles.model import PartialDate
from reader.library.firsts import find_first
from reader.library.labels import people_of
from reader.library.model import Statement, StatementRow, Version
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.store import Store
from reader.library.utterances import MOST, Utterance, find_utterances, joined, words_in
from reader.library.wording import total_weight
from reader.library.years import complete

_NEW = 0.5  # of the weight of an utterance: what the fullest must lack for it to be told besides
_VERSIONS = """
SELECT v.statement, v.utterance, v.article, v.words, a.path, a.title, a.date, a.year, o.name, l.name
FROM versions v JOIN articles a ON a.id = v.article LEFT JOIN labels o ON o.id = a.source
LEFT JOIN forms f ON f.id = v.form LEFT JOIN labels l ON l.id = f.label
WHERE v.statement IN ({marks})
"""


class _Row(NamedTuple):
    statement: int
    utterance: int
    article: int
    words: int
    path: str
    title: str
    date: str | None
    year: int | None
    source: str | None
    speaker: str | None

    @property
    def when(self) -> PartialDate | None:
        return complete(self.date, self.year)

    @property
    def order(self) -> tuple[bool, str, str, int, int]:
        """The earliest first, the undated last; not by numbers, in which the order of indexing shows."""
        when = self.when
        dated = when is not None and when.year is not None
        return not dated, when.isoformat() if when and dated else "", self.path, -self.words, self.utterance


def fetch_statement_rows(store: Store, numbers: Sequence[int]) -> list[StatementRow]:
    """Return the rows of these statements, in this order; those that are gone are left out."""
    found = _fetch(store, numbers)
    return [_statement_row(store, number, found[number]) for number in numbers if number in found]


def fetch_versions(store: Store, statement: int) -> Statement | None:
    """Return a statement with its versions, or None if the index has it no more."""
    rows = _fetch(store, [statement]).get(statement)
    if rows is None:
        return None
    articles: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        articles[row.article].append(row)
    versions = tuple(_version(store, each) for each in articles.values())
    lengths = [each[0].words for each in articles.values()]
    return Statement(
        id=statement,
        versions=versions,
        fullest=lengths.index(max(lengths)),
        first_seen=find_first([version.date for version in versions]),
        speakers=_speakers(rows),
    )


def fetch_utterance(store: Store, article: int, place: int) -> list[tuple[str | None, str | None, str]]:
    """Return speaker, base form of the cue, and words of each quotation of an utterance."""
    with store.guarded() as db:
        people = people_of(db, article)
    text, details = _body(store, article)
    spans = set(_utterances(text, details)[place].spans)
    return [
        (each.speaker, each.attribution.lemma, text[each.start : each.end])
        for each in build_quotations(details, people)
        if (each.start, each.end) in spans
    ]


def _fetch(store: Store, numbers: Sequence[int]) -> dict[int, list[_Row]]:
    marks = ", ".join("?" * len(numbers))
    found: dict[int, list[_Row]] = defaultdict(list)
    with store.guarded() as db:
        for columns in db.execute(_VERSIONS.format(marks=marks), numbers):
            found[columns[0]].append(_Row(*columns))
    return {number: sorted(rows, key=lambda row: row.order) for number, rows in found.items()}


def _statement_row(store: Store, number: int, rows: Sequence[_Row]) -> StatementRow:
    fullest = max(rows, key=lambda row: row.words)
    text, details = _body(store, fullest.article)
    utterance = _utterances(text, details)[fullest.utterance & (MOST - 1)]
    dates = [row.when for row in rows if not row.order[0]]
    return StatementRow(
        id=number,
        text=joined(text, utterance.spans),
        speakers=_speakers(rows),
        articles=len({row.article for row in rows}),
        outlets=tuple(dict.fromkeys(row.source for row in rows if row.source)),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _version(store: Store, rows: Sequence[_Row]) -> Version:
    """Return an article's version; its rows come with the fullest first."""
    first = rows[0]
    text, details = _body(store, first.article)
    utterances = _utterances(text, details)
    told = [utterances[first.utterance & (MOST - 1)]]
    for row in rows[1:]:
        utterance = utterances[row.utterance & (MOST - 1)]
        if _adds(text, utterance, told):
            told.append(utterance)
    told.sort(key=lambda utterance: utterance.place)
    spans = tuple(span for utterance in told for span in utterance.spans)
    return Version(
        first.article, first.path, first.title, first.when, first.source, details.get("url"), spans,
        joined(text, spans), first.speaker,
    )  # fmt: skip


def _adds(text: str, utterance: Utterance, told: Iterable[Utterance]) -> bool:
    """Tell whether an utterance says more than what is told already."""
    known = Counter(word for each in told for word in words_in(text, each))
    words = words_in(text, utterance)
    new = Counter(words) - known
    return total_weight(list(new.elements())) > _NEW * total_weight(words)


def _speakers(rows: Iterable[_Row]) -> tuple[str, ...]:
    articles = {(row.speaker, row.article) for row in rows if row.speaker}
    counts = Counter(speaker for speaker, _ in articles)
    return tuple(sorted(counts, key=lambda speaker: (-counts[speaker], speaker)))


def _body(store: Store, article: int) -> tuple[str, dict[str, Any]]:
    with store.guarded() as db:
        text, details = db.execute(
            "SELECT b.text, b.details FROM articles a JOIN bodies b ON b.id = a.body WHERE a.id = ?",
            (article,),
        ).fetchone()
    return unpack_text(text), unpack_details(details)


def _utterances(text: str, details: dict[str, Any]) -> tuple[Utterance, ...]:
    return find_utterances(text, build_quotations(details, {}))
