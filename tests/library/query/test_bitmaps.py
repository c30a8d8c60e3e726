"""Word searches are remembered; articles that changed since the columns were built are found all the same."""

import pytest
from made_library import Made

from reader.library.columns import build_columns, load_columns
from reader.library.lists.articles import find_articles
from reader.library.lists.facets import count_facets
from reader.library.query.bitmaps import WordSearch, search_columns, search_ids
from reader.library.query.plan import resolve_names
from reader.library.query.query import parse_query


@pytest.fixture
def columns(library):
    library.write(*(Made(f"{n}.md", text=f"word{n} all", topics=("war",)) for n in range(10)))
    with library.store.writing() as db:
        build_columns(db)
    return load_columns(library.store.db, None)


def test_of_word_searches_the_latest_are_remembered(library, columns):
    words = WordSearch(library.store.db, columns)
    for number in (0, 1, 2, 0, *range(3, 9)):
        words.find("words", f'"word{number}"')
    known = WordSearch(library.store.db, columns, only_known=True)
    asked = {number: known.find("words", f'"word{number}"') for number in range(10)}
    assert [number for number, found in asked.items() if found is None] == [1, 9]
    assert all(len(found) == 1 for found in asked.values() if found is not None)


def test_at_once_neither_seeks_words_nor_lists_very_many_articles(library, columns):
    store = library.store
    few, many = resolve_names(store, parse_query("word4")), resolve_names(store, parse_query("topic:war"))
    assert search_ids(store, columns, few, at_once=True) is None
    assert len(search_ids(store, columns, few)) == 1
    assert len(search_ids(store, columns, few, at_once=True)) == 1
    assert search_ids(store, columns, many, at_once=True) is None
    assert len(search_ids(store, columns, many)) == 10


@pytest.mark.parametrize("text", ["topic:war", "all", "all topic:war", "is:unread"])
def test_changed_articles_are_found_apart(library, columns, text):
    store = library.store
    query = parse_query(text)
    count_facets(store, query)
    library.write(
        Made("new.md", text="all", topics=("war",)),
        Made("1.md", text="other", topics=("peace",)),
        removed=("2.md",),
    )
    wanted = {row.path: row.id for row in find_articles(store, query).rows(0, 100)}
    found = search_columns(store, columns, resolve_names(store, query))
    assert wanted.keys() >= {"new.md", "3.md"}
    assert sorted([*found.dirty, *(-each for each in columns.fetch_ids(found.clean))]) == sorted(
        wanted.values()
    )
    assert wanted["new.md"] in found.dirty
    assert wanted["3.md"] not in found.dirty
