"""The session of a real folder: what it keeps between questions never answers for another state."""

from pathlib import Path

import pytest

from reader.config import Config
from reader.errors import LibraryError
from reader.library.columns import build_columns
from reader.library.model import Grouping, StatementOrder
from reader.library.query.query import Query, parse_query
from reader.library.store import Store
from reader.tui.filter_state import Filter
from reader.tui.library_session import LibrarySession


@pytest.fixture
def session(tmp_path):
    (tmp_path / "news").mkdir()
    put(tmp_path / "news/a.md", "AP")
    config = Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data")
    opened = LibrarySession(tmp_path / "news", config)
    yield opened
    opened.close()


def put(path: Path, source: str) -> None:
    path.write_text(f"---\ntitle: A title\nsource: {source}\n---\nWords.\n", "utf-8")


def update(session):
    return session.update(lambda _: None, lambda: False)


def sources(session, query):
    return {facet.value: facet.count for facet in session.facets(query).sources}


@pytest.mark.parametrize("query", [Query(), parse_query("words")], ids=["all", "filtered"])
def test_counts_follow_the_index(session, query):
    update(session)
    assert sources(session, query) == {"AP": 1}
    put(session.folder / "b.md", "TASS")
    assert sources(session, query) == {"AP": 1}
    update(session)
    assert sources(session, query) == {"AP": 1, "TASS": 1}


def test_an_update_that_nobody_named_a_file_for_looks_at_all_of_them(session):
    assert (update(session).added, update(session).unchanged) == (1, 1)
    put(session.folder / "b.md", "TASS")
    assert update(session).added == 1


@pytest.mark.parametrize("counted", [True, False])
def test_a_session_is_closed_whether_it_has_counted_or_not(session, counted):
    if counted:
        session.facets(Query())
    session.close()
    session.close()
    with pytest.raises(LibraryError, match="closed"):
        session.facets(Query())


def test_statements_that_were_read_ahead_are_read_again_when_the_index_has_changed(session):
    said = "We will rebuild the old bridge before winter, as the ferry company broke every promise it gave"

    def print_it(name, source):
        text = f"---\ntitle: {name}\nsource: {source}\n---\n“{said},” Ilse Brandt told reporters.\n"
        (session.folder / f"{name}.md").write_text(text, "utf-8")

    def rows():
        numbers = next(session.find_statements(Query(), StatementOrder.NEWEST))
        return session.statement_rows(numbers)

    print_it("one", "Post")
    print_it("two", "Wire")
    update(session)
    session.look_ahead()
    assert [row.articles for row in rows()] == [2]
    assert rows()[0] is rows()[0]
    print_it("three", "Radio")
    update(session)
    assert [row.articles for row in rows()] == [3]


def test_what_nobody_wants_any_more_is_not_counted(session):
    update(session)
    found = session.find(Filter())
    with pytest.raises(LibraryError, match="something else"):
        session.facets(Query(), lambda: True)
    assert session.facets(Query(), lambda: False).articles == found.total == 1


def test_closing_gives_up_counting_quotations(session):
    update(session)
    found = session.quotations(Filter(), Grouping.SPEAKER)
    session.close()
    with pytest.raises(LibraryError, match="stopped"):
        session.count_quotations(found)


def test_a_list_is_right_with_what_counting_keeps_in_memory(session, tmp_path):
    update(session)
    put(session.folder / "b.md", "TASS")
    update(session)
    with Store.open(session.folder, tmp_path / "cache", tmp_path / "data") as store, store.writing() as db:
        build_columns(db)
    query = parse_query("words -source:tass")
    filter = Filter().with_typed(query)
    for name in ("c.md", "d.md"):
        assert sources(session, query) == {"AP": session.find(filter).total}
        put(session.folder / name, "AP")
        update(session)
    assert session.find(filter).total == 3
