"""Queries however long or nested: refused or answered in bounded time, and what runs can be stopped."""

from contextlib import suppress

import pytest

from reader.errors import LibraryError, QueryError
from reader.ingest.bounds import bounded
from reader.library.lists.articles import find_articles
from reader.library.query.query import Query, parse_query
from reader.library.store import SearchInterruptedError
from reader.tui import library_session
from reader.tui.filter_state import Filter
from reader.tui.library_session import LibrarySession, SharedStore

SECONDS = 15  # of processor time, for what takes well under one
QUERIES = {
    "brackets": "(" * 100_000,
    "closing brackets": ")" * 100_000,
    "nested": "(" * 3_000 + "a" + ")" * 3_000,
    "negations": "NOT " * 20_000 + "a",
    "signs": "-" * 100_000 + "a",
    "one word again": "stay " * 50_000,
    "many words": " ".join(f"w{number}" for number in range(15_000)),
    "alternatives": " OR ".join(f"w{number}" for number in range(5_000)),
    "too many alternatives": " OR ".join(f"w{number}" for number in range(12_000)),
    "beginnings": "a* " * 1_500,
    "a long phrase": '"' + "we will stay " * 4_600 + '"',
    "an endless phrase": '"' + "we will stay " * 100_000 + '"',
    "words near each other": '"' + "aa ab ac ad " * 100 + '"~50',
    "speakers": " ".join(f"speaker:a{number}" for number in range(1_500)),
    "one long word": "a" * 1_000_000,
    "quotation marks": '"' * 100_000,
    "fields": "speaker:" * 50_000,
    "saved searches": "@a " * 1_000,
    "dates": "after:2025 " * 1_500,
    "ideographs": "漢" * 19_000,
    "things left out": "-(a b) " * 600,
    "doubled": "@s0",
}
SEARCHES = {f"s{number}": f"@s{number + 1} @s{number + 1}" for number in range(30)} | {"s30": "a"}


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_a_query_of_any_size_is_answered_or_refused(library, tally, text):
    library.put("a.md")
    library.update()
    with library.open() as store, bounded(SECONDS), suppress(QueryError):
        assert find_articles(store, parse_query(text, searches=SEARCHES)).total <= 1
    tally("cases: queries without an end")


SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_statement_that_runs_is_stopped_when_its_answer_is_not_wanted_any_more(library):
    library.put("a.md")
    library.update()
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 3

    shared = SharedStore(library.open)
    with pytest.raises(SearchInterruptedError), shared.use(cancelled) as store, store.guarded() as db:
        db.execute(SLOW).fetchone()
    with shared.use() as store:  # and the store is as good as before
        assert store.count_articles() == 1
    shared.close()


def test_a_search_for_which_the_screen_waits_has_a_bound(library, monkeypatch):
    library.put("a.md")
    library.update()
    session = LibrarySession(library.folder, library.config)
    assert session.find(Filter()).total == 1
    monkeypatch.setattr(library_session, "_LONGEST_SEARCH_SECONDS", 0.0)

    def find_for_ever(store, query, order):
        with store.guarded() as db:
            db.execute(SLOW).fetchone()

    monkeypatch.setattr("reader.library.lists.articles.find_articles", find_for_ever)
    with pytest.raises(LibraryError, match="too long"):
        session.find(Filter(parse_query("stay")))
    assert session.row(1) is not None
    session.close()


def test_nothing_that_can_be_typed_by_hand_is_refused():
    assert parse_query(" ".join(["word"] * 4_999)) != Query()
