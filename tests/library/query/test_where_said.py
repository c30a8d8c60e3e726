"""Where quotations or statements are listed, a plain word means the words said."""

import pytest
from made_library import Library, Made, open_store

from reader.library.lists.articles import find_articles
from reader.library.lists.quotations import list_quotations
from reader.library.query.query import parse_query

DAWN, DUSK = "we begin at dawn", "the harbour rests at dusk"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("said")) as store:
        Library(store).write(
            Made("both.md", text="The strike.", said=(("Ann Berg", DAWN), ("Bo Lind", DUSK))),
            Made("one.md", text="Dawn over the harbour.", said=(("Ann Berg", "nobody asked"),)),
            Made("last.md", text="No strike at dusk.", said=(("Bo Lind", f"{DAWN} and rest at dusk"),)),
        )
        yield store


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("dawn", {DAWN, f"{DAWN} and rest at dusk"}),
        ("dawn dusk", {f"{DAWN} and rest at dusk"}),
        ("dawn OR dusk", {DAWN, DUSK, f"{DAWN} and rest at dusk"}),
        ("dawn -dusk", {DAWN}),
        ("-dawn", {DUSK, "nobody asked"}),
        ("-(dawn OR dusk)", {"nobody asked"}),
        ("-(dawn dusk)", {DAWN, DUSK, "nobody asked"}),
        ("strike", set()),
        ("text:strike", {DAWN, DUSK, f"{DAWN} and rest at dusk"}),
        ("text:strike dusk", {DUSK, f"{DAWN} and rest at dusk"}),
        ("-text:strike", {"nobody asked"}),
        ('"begin at dawn" speaker:lind', {f"{DAWN} and rest at dusk"}),
        ('"begin dawn"~1', {DAWN, f"{DAWN} and rest at dusk"}),
        ('"dawn begin"~1', {DAWN, f"{DAWN} and rest at dusk"}),
        ('"begin dusk"~2', set()),
        ("@early", {DAWN, f"{DAWN} and rest at dusk"}),
    ],
)
def test_quotations_that_a_query_lists(store, query, said):
    asked = parse_query(query, searches={"early": "dawn"}).where_said()
    assert {row.text for row in list_quotations(store, asked)} == said


def test_in_articles_it_stays_what_the_article_has(store):
    for text in ("dawn", "dawn -dusk", "@early OR strike"):
        query = parse_query(text, searches={"early": "dawn"})
        found = {row.path for row in find_articles(store, query).rows(0, 9)}
        asked = parse_query(str(query.in_articles()))
        assert {row.path for row in find_articles(store, asked).rows(0, 9)} == found
        assert asked.where_said() == asked


def test_the_chip_says_so_and_takes_off_the_same_part():
    query = parse_query('dawn -dusk "at rest" title:x text:y')
    labels = [chip.label for chip in query.where_said().chips()]
    assert labels == ["said: dawn", "not said: dusk", "said: “at rest”", "title: x", "text: y"]
    assert [len(each.chips()) for each in (query, query.where_said())] == [5, 5]
    assert query.chips()[1].without.where_said() == query.where_said().chips()[1].without
