"""What may leave for the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.text import is_unsafe, make_safe

JOINER, AS_PICTURE, BROWN = "\u200d", "\ufe0f", "\U0001f3fd"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (f"a family 👨{JOINER}👩{JOINER}👧 here", "a family 👨 here"),
        (f"☀{AS_PICTURE} sun", "☀  sun"),
        (f"👍{BROWN}!", "👍!"),
        (f"❤{AS_PICTURE}{JOINER}🔥", "❤ "),
        (f"1{AS_PICTURE}\u20e3 one", "1  one"),
        ("🇩🇪 flag, ☀ as text", "🇩🇪 flag, ☀ as text"),
        (f"क्{JOINER}ष", f"क्{JOINER}ष"),
        ("bell\x07\x1b[31m\u202e", "bell[31m"),
    ],
    ids=["joined", "as a picture", "skin", "both", "keycap", "steady", "letters", "controls"],
)
def test_what_terminals_measure_in_two_ways_is_drawn_in_the_one_that_all_share(text, safe):
    assert make_safe(text) == safe
    assert is_unsafe(text) or text == safe


PIECES = [
    "a",
    " ",
    "é",
    "漢",
    "🇩🇪",
    "☀",
    f"☀{AS_PICTURE}",
    f"👍{BROWN}",
    f"👨{JOINER}👩",
    f"❤{AS_PICTURE}{JOINER}🔥",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_text_takes_as_many_cells_as_before_however_they_are_counted(text):
    safe = make_safe(text)
    assert cell_len(safe) == cell_len(text)
    assert sum(map(cell_len, safe)) == cell_len(safe)
