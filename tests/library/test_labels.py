"""Names with their counts in order, and how little of it is done before somebody looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import Made

from reader.library import labels
from reader.library.labels import FacetNames, SortedFacets


@given(st.lists(st.integers(0, 40), max_size=400))
def test_facets_are_in_order_of_counts_then_of_names(counts):
    names = [f"{place:03}" for place in range(len(counts))]
    pairs = [(name, count) for name, count in zip(names, counts, strict=True) if count]
    facets = SortedFacets(counts, names)
    assert len(facets) == len(pairs)
    assert [(facet.value, facet.count) for facet in facets[:3]] == sorted(pairs, key=lambda p: -p[1])[:3]
    assert [(facet.value, facet.count) for facet in facets] == sorted(pairs, key=lambda p: -p[1])


def test_facets_are_sliced_and_asked_from_their_end_like_any_sequence():
    facets = SortedFacets([2, 0, 5, 2], ["ann", "bo", "cy", "di"])
    assert [facet.value for facet in facets[1:]] == ["ann", "di"]
    assert facets[-1].value == "di"
    assert [facet.value for facet in facets[::-1]] == ["di", "ann", "cy"]
    with pytest.raises(IndexError):
        facets[3]


def test_counts_come_from_columns_and_beside_them(library):
    library.write(Made("a.md", topics=("war", "aid"), said=(("Bo Dahl", "yes"), ("Ann Berg", "no"))))
    db = library.store.db
    numbers = dict(db.execute("SELECT name, id FROM labels WHERE kind <= ?", (labels.SOURCE,)))
    names = FacetNames(db)
    in_order = [{numbers["aid"]: 3, numbers["Ann Berg"]: 1}.get(label, 0) for label in names.labels]
    speakers, topics, outlets = names.sort_facets({numbers["Bo Dahl"]: 2, 998: 1}, in_order)
    assert [(each.value, each.count) for each in speakers] == [("Bo Dahl", 2), ("Ann Berg", 1)]
    assert [(each.value, each.count) for each in topics] == [("aid", 3)]
    assert not outlets
    speakers, topics, outlets = names.sort_facets({numbers["war"]: 1, numbers["Gazette"]: 4, 999: 7})
    assert not speakers
    assert [each.value for each in (*topics, *outlets)] == ["war", "Gazette"]
