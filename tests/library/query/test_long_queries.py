"""A query may have thousands of parts; the database bounds how deep an expression may be, not how long."""

import pytest
from made_library import Made

from reader.library.lists.articles import find_articles
from reader.library.lists.facets import count_facets
from reader.library.lists.quotations import list_quotations
from reader.library.lists.speakers import list_speakers
from reader.library.query.query import parse_query
from reader.library.statements.read import list_statements

_KINDS = ("word{}", "said:word{}", "place:p{}", 'speaker:"P{}"', "topic:t{}", "on:{}-02-03", "is:starred")
_PARTS = [_KINDS[number % len(_KINDS)].format(number % 7_000 + 1_000) for number in range(3_000)]


@pytest.fixture
def store(library):
    library.write(Made("a.txt", said=(("Ann Roe", "We will not yield one inch."),)))
    return library.store


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" OR ".join([*_PARTS, "speaker:roe"]), 1),
        (" ".join(f"-{part}" for part in _PARTS), 1),
        (" ".join(f"({part})" for part in _PARTS), 0),
        (" OR ".join([*(f"({part} is:unread)" for part in _PARTS), "has:quotes"]), 1),
        ("is:unread -(" + " OR ".join(_PARTS) + ")", 1),
    ],
    ids=["alternatives", "left out", "together", "pairs", "left out together"],
)
def test_three_thousand_parts_are_answered_by_every_list(store, text, found):
    query = parse_query(text)
    assert find_articles(store, query).total == found
    assert len(list(list_quotations(store, query))) == found
    assert len(list_speakers(store, query)) == found
    assert count_facets(store, query).articles == found
    assert list_statements(store, query).total == 0


def test_a_name_of_a_thousand_words_is_looked_up(store):
    words = " ".join(f"word{number}" for number in range(1_000))
    assert find_articles(store, parse_query(f'speaker:"{words}" OR source:"{words} gaz"*')).total == 0
