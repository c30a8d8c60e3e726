"""A query that finds nothing says what is there instead; nothing is put right in silence."""

import pytest
from made_library import Library, Made, open_store

from reader.library.lists.hints import explain_empty, explain_names, find_elsewhere
from reader.library.query.query import parse_query


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("hints")) as store:
        Library(store).write(
            Made("a.md", text="The fruit market of the harbour.", said=(("Kaja Kallas", "no comment"),),
                 topics=("frozen assets",)),
            Made("b.md", text="Fruit, a Straße. The market, where harbour boats bring fruit.",
                 source="Air Wire"),
            Made("c.md", text="Забастовка в порту. 港口罢工", said=(("Ann Berg", "fruit for all"),)),
        )  # fmt: skip
        yield store


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("friut", "friut: nowhere; did you mean fruit (3)?"),
        ("fruti", "did you mean fruit"),
        ("fruitt", "did you mean fruit"),
        ("frit", "did you mean fruit"),
        ("frujt", "did you mean fruit"),
        ("забастовкы", "did you mean забастовка"),
        ("said:friut", "did you mean said:fruit (1)?"),
        ("title:titel", "did you mean title:title"),
        ("fruit zebra", "fruit: 3 articles; zebra: nowhere"),
        ('"market harbour"', 'near each other in 2 articles: "market harbour"~5'),
        ('"friut market"', "friut: nowhere; did you mean fruit"),
        ("speaker:kalas", 'no article has the speaker kalas; did you mean speaker:"Kaja Kallas" (1)?'),
        ("source:airwire", 'source:"Air Wire"'),
        ("topic:froze", 'topic:"frozen assets"'),
        ("speaker:zzzzzz", "no article has the speaker zzzzzz"),
    ],
)
def test_what_may_have_been_meant_is_told(store, query, told):
    assert told in " · ".join(explain_empty(store, parse_query(query)))


@pytest.mark.parametrize("query", ["xyz", "q", "港湾", "12345", "-friut"])
def test_nothing_is_offered_that_is_not_near(store, query):
    assert "did you mean" not in " ".join(explain_empty(store, parse_query(query)))


def test_only_names_that_no_article_has_are_named(store):
    assert explain_names(store, parse_query("speaker:kallas topic:assets friut")) == []
    (told,) = explain_names(store, parse_query("(speaker:kallas OR topic:asets) friut"))
    assert 'topic:"frozen assets"' in told


def test_articles_in_which_nobody_says_it_are_offered(store):
    assert find_elsewhere(store, parse_query("fruit")) == "2 more articles with it in the text: text:fruit"
    assert find_elsewhere(store, parse_query("said:fruit speaker:berg")) is None
    assert find_elsewhere(store, parse_query("nowhere")) is None
