import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sanitize import sanitize, sanitize_line

UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xa0\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x9b1;31mb", "ab"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]52;c;ZXZpbA==\x1b\\text", "text"),
        ("\x1b]8;;https://a.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\image", "image"),
        ("\x1b]0;unclosed title\nnext line", "unclosed title\nnext line"),
        ("\x1bcreset", "reset"),
        ("\x1b(Bcharset", "charset"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("one\r\ntwo\rthree\x85four\u2028five\x0bsix\x0cseven", "one\ntwo\nthree\nfour\nfive\nsix\nseven"),
        ("a\tb", "a   b"),
        ("no\xa0break\u2009thin\u3000wide", "no break thin wide"),
        ("\u202eevil\u202c \u2066isolated\u2069", "evil isolated"),
        ("ze\u200bro\u2060 wi\ufeffdth so\xadft", "zero width soft"),
        ("he\u200dllo", "hello"),
        ("👩\u200d🚀 and 🏳\ufe0f\u200d🌈", "👩\u200d🚀 and 🏳\ufe0f\u200d🌈"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("Z" + "\u0351" * 40 + "algo", "Z" + "\u0351" * 4 + "algo"),
        ("ế is e\u0302\u0301", "ế is e\u0302\u0301"),
        ("\x93Quoted\x94 \x96 by Windows", "“Quoted” – by Windows"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("plain “text” – nothing to do…", "plain “text” – nothing to do…"),
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_unsafe_characters_go_and_their_neighbours_stay(dirty, clean):
    assert sanitize(dirty) == clean


def test_a_line_has_single_spaces_and_no_line_break():
    assert sanitize_line("  a\n\n b\t\x1b[1mc\u2028d ") == "a b c d"


@given(
    st.text(st.characters(codec=None))
    | st.text("\x1b[]0;m\x07\\\x9b\x9c\r\na\u200d\u0301😀\ufe0f\u200c", max_size=60)
)
def test_nothing_unsafe_is_left_of_any_text(text):
    clean = sanitize(text)
    assert UNSAFE.search(clean) is None
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in clean if char != "\n")
    assert sanitize_line(text).splitlines() in ([], [sanitize_line(text)])


@given(st.text("ab \n“”.,'\"é—", max_size=80))
def test_ordinary_text_is_left_alone(text):
    assert sanitize(text) == text


def test_long_hostile_texts_take_linear_time():
    for piece in ("\x1b]", "\x1b[", "\x1bP", "e\u0301", "\u200d", "\x9b1;", "\U000e0041", "\t", "\r"):
        assert len(sanitize(piece * 200_000)) <= 1_000_000
