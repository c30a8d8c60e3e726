"""Records out of columns: the same whether they are made one by one or all at once."""

from dataclasses import dataclass

import pytest

from reader.library.packing import Records, columns_of, make_records, values_of


@dataclass(frozen=True, slots=True)
class Mark:
    start: int
    kind: str = "plain"


MARKS = (Mark(1), Mark(5, "odd"), Mark(9))
RECORDS = Records(Mark, 3, columns_of(Mark, MARKS))


@pytest.mark.parametrize("place", [0, 1, 2, -1, -3])
def test_a_record_is_made_where_it_is_looked_at(place):
    assert RECORDS[place] == MARKS[place]


@pytest.mark.parametrize("place", [3, -4])
def test_there_is_none_past_the_end(place):
    with pytest.raises(IndexError):
        RECORDS[place]


@pytest.mark.parametrize(
    "part", [slice(1, None), slice(None, None, -1), slice(5, 9), slice(-1, None)], ids=str
)
def test_a_part_of_them_is_the_same_as_of_a_tuple(part):
    assert RECORDS[part] == MARKS[part]


def test_all_of_them_are_the_same_as_made_at_once():
    assert tuple(RECORDS) == make_records(Mark, 3, columns_of(Mark, MARKS)) == MARKS
    assert RECORDS == MARKS
    assert MARKS == RECORDS
    assert hash(RECORDS) == hash(MARKS)
    assert MARKS[:2] != RECORDS


@pytest.mark.parametrize(
    "records", [MARKS, RECORDS, Records(Mark, 3, ([1, 5, 9], None))[:1]], ids=["tuple", "columns", "part"]
)
def test_one_field_of_all_can_be_had_alone(records):
    assert list(values_of(records, "start")) == [each.start for each in records]
    assert list(values_of(records, "kind")) == [each.kind for each in records]


def test_a_field_that_they_do_not_have_is_an_error():
    with pytest.raises(AttributeError, match="no field"):
        values_of(RECORDS, "end")


def test_records_may_have_records_for_a_column():
    @dataclass(frozen=True, slots=True)
    class Pair:
        mark: Mark
        number: int = 0

    pairs = Records(Pair, 3, (RECORDS, None))
    assert pairs[1] == Pair(MARKS[1])
    assert list(pairs) == [Pair(each) for each in MARKS]
    assert list(values_of(values_of(pairs, "mark"), "start")) == [1, 5, 9]
