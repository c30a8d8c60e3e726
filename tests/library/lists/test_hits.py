"""Hits are fetched as they are looked at, whatever the order, and never all at once for the whole library."""

import sqlite3
from dataclasses import replace

import pytest
from made_library import Library, Made, open_store

from reader.library.lists.articles import find_articles
from reader.library.model import Order
from reader.library.query.query import Query, parse_query

COUNT = 450


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("many")) as store:
        Library(store).write(
            *(
                Made(
                    f"{number}.md", f"Title {number}", f"2025-0{1 + number % 9}-{1 + number % 28:02}",
                    ("Gazette", "Łódź Post", "tribune", None)[number % 4],
                    said=(("Ann Berg", "yes"),) * (number % 3),
                )
                for number in range(COUNT)
            )
        )  # fmt: skip
        yield store


def test_the_first_hits_are_there_before_the_rest_is_counted(store):
    hits = find_articles(store, parse_query("plain"))
    assert not hits.is_complete
    assert hits.loaded == 200
    assert len(hits.rows(0, 50)) == 50
    assert not hits.is_complete
    hits.complete()
    assert hits.is_complete
    assert hits.loaded == hits.total == COUNT


def test_the_rest_can_be_counted_in_another_thread(store, tmp_path):
    hits, whole = (find_articles(store, parse_query("plain")) for _ in range(2))
    *before, last = hits.loaded_groups
    assert [*before, replace(last, count=whole.groups[len(before)].count)] == list(
        whole.groups[: len(before) + 1]
    )
    with type(store).open(store.folder, store.path.parent, tmp_path / "data") as other:
        counted = hits.count(other)
    assert (hits.loaded, hits.is_complete) == (200, False)
    hits.take(counted)
    assert hits.is_complete
    assert hits.ids == whole.ids
    assert list(hits.groups) == list(whole.groups) == list(hits.loaded_groups)
    assert hits.rows(300, 30) == whole.rows(300, 30)


def test_the_place_of_an_article_among_the_first_hits_does_not_wait_for_the_rest(store):
    hits = find_articles(store, parse_query("plain"))
    whole = find_articles(store, Query())
    first, last = (whole.rows(place, 1)[0].id for place in (17, COUNT - 1))
    assert hits.index(first) == 17
    assert hits.index(first + 1) is None
    assert not hits.is_complete
    assert hits.index(last) == COUNT - 1


def test_what_is_asked_beyond_the_first_hits_fetches_the_rest(store):
    hits = find_articles(store, parse_query("plain"))
    assert len(hits.rows(430, 50)) == 20
    assert hits.total == COUNT
    assert hits.rows(COUNT, 10) == []
    assert find_articles(store, parse_query("Title")).groups[-1].first < COUNT


def test_hits_can_be_paged_through_another_store(store, tmp_path):
    hits = find_articles(store, parse_query("plain"))
    with type(store).open(store.folder, store.path.parent, tmp_path / "data") as other:
        attached = hits.attach(other)
        attached.complete()
        assert [row.path for row in attached.rows(0, 20)] == [row.path for row in hits.rows(0, 20)]
        whole = find_articles(store, Query()).attach(other)
        assert whole.total == COUNT


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("text", ["", "plain"], ids=["whole", "filtered"])
def test_pages_fit_together_in_every_order(store, order, text):
    hits = find_articles(store, parse_query(text), order)
    every = hits.rows(0, COUNT)
    assert len({row.id for row in every}) == COUNT
    for first, count in ((0, 1), (7, 30), (199, 3), (COUNT - 5, 20), (123, 200)):
        assert hits.rows(first, count) == every[first : first + count]
    for place in (0, 1, 111, 300, COUNT - 1):
        assert hits.index(every[place].id) == place
    assert hits.index(3) is None


@pytest.mark.parametrize("order", Order)
def test_the_whole_library_and_a_filter_that_finds_all_have_one_order(store, order):
    whole = find_articles(store, Query(), order).rows(0, COUNT)
    filtered = find_articles(store, parse_query("plain"), order).rows(0, COUNT)
    assert [row.id for row in whole] == [row.id for row in filtered]


def test_a_page_of_the_whole_library_reads_no_more_rows_than_it_shows(store):
    steps = 0

    def count():
        nonlocal steps
        steps += 1
        return 0

    store.db.set_progress_handler(count, 1)
    try:
        find_articles(store, Query()).rows(0, 10)
    finally:
        store.db.set_progress_handler(None, 0)
    assert steps < 2_000
    assert isinstance(store.db, sqlite3.Connection)
