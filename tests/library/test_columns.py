"""Sets of articles as bits: from numbers, and counted by label."""

import random
from array import array
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.columns import Columns, pack_flags

NUMBERS = st.lists(st.integers(-(2**41), -1), unique=True, max_size=60).map(sorted)


def columns_of(numbers, labels=()):
    """Make columns whose articles have rare labels only, given as an index a label."""
    columns = object.__new__(Columns)
    columns._numbers, columns._size = array("q", numbers), len(numbers)
    columns.everything = (1 << len(numbers)) - 1
    columns._frequent, columns._planes = {}, []
    columns._rare = array("q", sorted({label for some in labels for label in some}))
    by_label = [[place for place, some in enumerate(labels) if label in some] for label in columns._rare]
    columns._places = array("I", [place for run in by_label for place in run])
    columns._ends = array("I", [sum(map(len, by_label[: end + 1])) for end in range(len(by_label))])
    columns._by_article = array("I", [columns._rare.index(x) for some in labels for x in sorted(some)])
    columns._article_ends = array("I", [sum(map(len, labels[:end])) for end in range(len(labels) + 1)])
    return columns


@given(NUMBERS, st.data())
def test_a_set_holds_the_numbers_it_is_made_of_and_no_others(numbers, data):
    some = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    others = data.draw(st.lists(st.integers(-(2**41), -1), unique=True, max_size=3))
    wanted = sorted({*some, *others})
    flags = bytes(number in wanted for number in numbers)
    assert columns_of(numbers).set_of(wanted) == pack_flags(flags)


@pytest.mark.parametrize("share", [0.001, 0.03, 0.3, 0.999, 1])
def test_sets_of_many_articles_are_put_together_from_stretches(share):
    chance = random.Random(5)
    numbers = sorted(chance.sample(range(-90_000, 0), 3_000))
    dense = range(-60_000, -30_000)  # where nearly all are wanted, or none
    wanted = {number for number in numbers if number not in dense and chance.random() < share}
    wanted.update(chance.choices(range(-90_000, 0), k=5))
    columns = columns_of(numbers)
    for each in (wanted, set(dense), wanted.union(dense)):
        found = pack_flags(bytes(number in each for number in numbers))
        assert columns.set_of(array("q", sorted(each))) == found
        assert list(columns.numbers_in(found)) == [number for number in numbers if number in each]


@given(st.lists(st.sets(st.integers(1, 6), max_size=3), max_size=40), st.data())
def test_labels_are_counted_alike_in_small_middling_and_large_sets(labels, data):
    columns = columns_of(range(-len(labels), 0), labels)
    held = data.draw(st.sets(st.sampled_from(range(len(labels))))) if labels else set()
    counts = Counter(label for place in held for label in labels[place])
    found = columns.counts(pack_flags(bytes(place in held for place in range(len(labels)))))
    assert dict(zip(columns.labels, found, strict=True)) == {label: counts[label] for label in columns.labels}
