"""Words are found again by what stands around them, and not at all where that would be a guess."""

from hypothesis import given
from hypothesis import strategies as st

from reader.text.anchors import Anchor, find_anchor, make_anchor

TEXT = "She said: yes. He said: yes. They all went home."


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 60))
def test_a_place_is_found_again_or_not_at_all(text, start, length):
    anchor = make_anchor(text, start, start + length)
    at = find_anchor(text, anchor)
    assert at is None or text[at : at + len(anchor.words)] == anchor.words


def test_the_same_words_are_told_apart_by_their_surroundings():
    second = TEXT.index("yes", 15)
    anchor = make_anchor(TEXT, second, second + 3)
    assert find_anchor("An hour later. " + TEXT, anchor) == second + 15


def test_short_words_elsewhere_are_not_taken():
    assert find_anchor("Well, yes, of course.", make_anchor(TEXT, 10, 13)) is None


def test_equal_places_are_not_decided_between():
    assert (
        find_anchor("all the same words here. all the same words here.", Anchor("all the same words here"))
        is None
    )


def test_no_words_are_found_nowhere():
    assert find_anchor(TEXT, Anchor("")) is None
