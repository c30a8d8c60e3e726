"""Names with their counts in order, and how little of it is done before somebody looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import Made

from reader.library import labels
from reader.library.lists.facet_names import Ranking, Roster


@given(st.lists(st.integers(0, 40), max_size=400))
def test_a_ranking_is_in_order_of_counts_then_of_names(counts):
    names = [f"{place:03}" for place in range(len(counts))]
    pairs = [(name, count) for name, count in zip(names, counts, strict=True) if count]
    ranking = Ranking(counts, names)
    assert len(ranking) == len(pairs)
    assert [(facet.value, facet.count) for facet in ranking[:3]] == sorted(pairs, key=lambda p: -p[1])[:3]
    assert [(facet.value, facet.count) for facet in ranking] == sorted(pairs, key=lambda p: -p[1])


def test_a_ranking_is_sliced_and_asked_from_its_end_like_any_sequence():
    ranking = Ranking([2, 0, 5, 2], ["ann", "bo", "cy", "di"])
    assert [facet.value for facet in ranking[1:]] == ["ann", "di"]
    assert ranking[-1].value == "di"
    assert [facet.value for facet in ranking[::-1]] == ["di", "ann", "cy"]
    with pytest.raises(IndexError):
        ranking[3]


def test_counts_come_from_columns_and_beside_them(library):
    library.write(Made("a.md", topics=("war", "aid"), said=(("Bo Dahl", "yes"), ("Ann Berg", "no"))))
    db = library.store.db
    numbers = dict(db.execute("SELECT name, id FROM labels WHERE kind <= ?", (labels.SOURCE,)))
    roster = Roster(db)
    known = [numbers["aid"], numbers["Ann Berg"], 999]
    for _ in range(2):
        speakers, topics, outlets = roster.arrange_columns(known, [3, 1, 7], {numbers["Bo Dahl"]: 2, 998: 1})
        assert [(each.value, each.count) for each in speakers] == [("Bo Dahl", 2), ("Ann Berg", 1)]
        assert [(each.value, each.count) for each in topics] == [("aid", 3)]
        assert not outlets
    speakers, topics, outlets = roster.arrange({numbers["war"]: 1, numbers["Gazette"]: 4, 999: 7})
    assert not speakers
    assert [each.value for each in (*topics, *outlets)] == ["war", "Gazette"]
