"""Articles as bitmaps: found by their ids, counted by label, and read back as they were written."""

import random
import sqlite3
from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from reader.library.columns import Columns, are_current, build_columns, load_columns
from reader.library.labels import COUNTED
from reader.library.schema import TABLES

IDS = st.lists(st.integers(-(2**41), -1), unique=True, max_size=60).map(sorted)
LABELS = st.lists(st.sets(st.integers(1, 6), max_size=3), max_size=60)


def made_columns(ids, labels=(), quotes=()):
    """Build and load columns of articles, given by negated id, labels and number of quotations."""
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    for place, negated in enumerate(ids):
        count = quotes[place] if quotes else 0
        db.execute(
            "INSERT INTO articles VALUES (?, '', '', 0, NULL, NULL, NULL, NULL, ?, 0, NULL, 0, 0, 0, NULL)",
            (-negated, count),
        )
        for label in labels[place] if labels else ():
            # A speaker may have several forms in an article.
            db.executemany(
                "INSERT INTO tags VALUES (?, ?, ?, 1)", [(-negated, label, form) for form in (1, 2)]
            )
    for label in range(1, 7):
        held = sum(label in some for some in labels)
        db.execute(
            "INSERT INTO labels VALUES (?, ?, ?, ?, 0)",
            (label, COUNTED[label % 3], f"name {9 - label}", held),
        )
    build_columns(db)
    return load_columns(db, None), db


@given(IDS, st.data())
def test_articles_are_found_by_their_ids_and_others_are_left_out(ids, data):
    some = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    others = data.draw(st.lists(st.integers(-(2**41), -1), unique=True, max_size=3))
    wanted = sorted({*some, *others})
    columns, _ = made_columns(ids)
    found = columns.find_positions(array("q", wanted))
    assert found == BitMap([place for place, each in enumerate(ids) if each in wanted])
    assert list(columns.fetch_ids(found)) == [each for each in ids if each in wanted]


@pytest.mark.parametrize("share", [0.001, 0.03, 0.3, 0.999, 1])
def test_many_articles_are_found_as_few_are(share):
    chance = random.Random(5)
    ids = sorted(chance.sample(range(-90_000, 0), 3_000))
    dense = range(-60_000, -30_000)  # where nearly all are wanted, or none
    wanted = {each for each in ids if each not in dense and chance.random() < share}
    wanted.update(chance.choices(range(-90_000, 0), k=5))
    columns, _ = made_columns(ids)
    for some in (wanted, set(dense), wanted.union(dense)):
        found = columns.find_positions(array("q", sorted(some)))
        assert list(columns.fetch_ids(found)) == [each for each in ids if each in some]


@given(LABELS, st.data())
def test_labels_are_counted_alike_in_few_and_in_many_articles(labels, data):
    columns, _ = made_columns(range(-len(labels), 0), labels)
    held = data.draw(st.sets(st.sampled_from(range(len(labels))))) if labels else set()
    counts = Counter(label for place in held for label in labels[place])
    asked = [4, 6, 1, 99, 2]
    assert columns.count_labels(asked, BitMap(held)) == [counts[label] for label in asked]


@given(st.lists(st.integers(0, 40), max_size=40), st.data())
def test_quotations_are_summed_over_articles(quotes, data):
    columns, _ = made_columns(range(-len(quotes), 0), quotes=quotes)
    held = data.draw(st.sets(st.sampled_from(range(len(quotes))))) if quotes else set()
    assert columns.count_quotations(BitMap(held)) == sum(quotes[place] for place in held)
    assert columns.quoting() == BitMap([place for place, count in enumerate(quotes) if count])


@given(IDS, st.integers(1, 2**41), st.integers(1, 2**41))
def test_a_range_of_ids_holds_its_first_and_not_its_end(ids, start, end):
    columns, _ = made_columns(ids)
    found = columns.fetch_ids(columns.between(start, end))
    assert list(found) == [each for each in ids if start <= -each < end]


def test_columns_stay_loaded_until_they_are_built_anew():
    first, db = made_columns([-3, -2], [{1}, {1, 2}])
    assert load_columns(db, first) is first
    assert are_current(db, first)
    build_columns(db)
    assert not are_current(db, first)
    second = load_columns(db, first)
    assert isinstance(second, Columns)
    assert second is not first
    assert second.with_label(1) == first.with_label(1) == BitMap([0, 1])
