"""Runs of numbers are put right by what has changed."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from reader.library.query.bitmaps import mended

NUMBERS = st.sets(st.integers(-30, -1))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_dirty_numbers_go_and_those_of_them_that_are_found_come(numbers, dirty, found):
    right = mended(array("q", sorted(numbers)), sorted(dirty), found)
    assert list(right) == sorted((numbers - dirty) | (found & dirty))
