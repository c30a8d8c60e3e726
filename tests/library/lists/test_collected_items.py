"""Items of a collection are found by their words: in their file, or where it has gone, never by a guess."""

import pytest
from made_library import Made

from reader.library.lists.articles import find_id
from reader.library.lists.collected import collect, find_items
from reader.library.lists.read_article import read_article
from reader.library.model import ItemKind

WORDS = "Nobody will pay more to cross the bay this winter"
ONE = Made("a/one.md", title="Fares", said=(("Mira Solano", WORDS),))


def item_of(library, made=ONE, kind=ItemKind.QUOTATION):
    indexed = read_article(library.store, find_id(library.store, made.path))
    quotation = indexed.analysis.quotations[0]
    return collect(indexed, made.path, kind, quotation.start, quotation.end)


def found(library, item):
    (row,) = find_items(library.store, [item])
    return row


@pytest.fixture
def item(library):
    library.write(ONE)
    return item_of(library)


def test_an_item_is_found_at_its_words_with_its_speaker(library, item):
    row = found(library, item)
    text = read_article(library.store, row.article).article.text
    assert text[row.start : row.end] == WORDS
    assert (row.speaker, row.path, row.title, row.lost) == ("Mira Solano", "a/one.md", "Fares", None)


def test_it_survives_an_edit_elsewhere_in_the_article(library, item):
    library.write(Made("a/one.md", text="A new beginning. And more.", said=ONE.said, file=(2, 2)))
    row = found(library, item)
    text = read_article(library.store, row.article).article.text
    assert text[row.start : row.end] == WORDS


def test_words_that_are_gone_make_an_orphan_though_others_print_them(library, item):
    library.write(
        Made("a/one.md", title="Fares", said=(("Mira Solano", "Somebody will pay"),), file=(2, 2)),
        Made("b/two.md", title="Fares", said=ONE.said),
    )
    row = found(library, item)
    assert row.article is None
    assert "no longer in the article" in row.lost


@pytest.mark.parametrize("path", ["b/one.md", "a/renamed.md"], ids=["folder", "name"])
def test_a_file_that_was_moved_or_renamed_is_found_by_its_words(library, item, path):
    library.write(Made(path, title="Fares", said=ONE.said), removed=("a/one.md",))
    row = found(library, item)
    assert (row.path, row.lost) == (path, None)


def test_another_article_with_the_same_words_is_not_taken_for_one_that_is_gone(library, item):
    library.write(Made("c.md", title="Another story", said=ONE.said), removed=("a/one.md",))
    assert found(library, item).lost == "its file is gone"


def test_two_that_could_be_meant_are_told_and_neither_is_taken(library, item):
    library.write(
        Made("c.md", title="Fares", said=ONE.said),
        Made("d.md", title="Fares", said=ONE.said),
        removed=("a/one.md",),
    )
    assert found(library, item).lost == "its file is gone; 2 others have the words"


def test_an_article_stays_found_while_its_file_is_there(library, item):
    whole = item_of(library, kind=ItemKind.ARTICLE)
    library.write(Made("a/one.md", text="All new.", file=(2, 2)))
    assert found(library, whole).lost is None
    library.write(Made("b/one.md", text="All new."), removed=("a/one.md",))
    assert found(library, whole).lost == "its file is gone"


def test_the_same_words_twice_are_told_apart_by_what_stands_around_them(library):
    made = Made("t.md", said=(("A", "We wait"), ("B", "We wait")))
    library.write(made)
    row = found(library, item_of(library, made))
    assert row.speaker == "A"
