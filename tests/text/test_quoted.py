"""What is written between the parts of a remark that a report interrupts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.quoted import CUT, find_gaps, join_parts, pieces, write, written_offset

PARTS = re.compile('[“«„"‘]+([^“”«»"„‘’]+)[”»"“’]+')


def cited(text):
    spans = [match.span(1) for match in PARTS.finditer(text)]
    return f"“{write(join_parts(text, spans), find_gaps(text, spans))}”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” she said, “at dawn.”", "“We go,” she said, “at dawn.”"),
        ('"We go," she said, "at dawn."', "“We go,” she said, “at dawn.”"),
        ("« On part », dit-elle, « à minuit. »", "“ On part ”, dit-elle, “ à minuit. ”"),
        ("“We go” – so she said – “at dawn.”", "“We go” – so she said – “at dawn.”"),
        ("“We go,” said Mrs. J. Hale, “at dawn.”", "“We go,” said Mrs. J. Hale, “at dawn.”"),
        ("“We go,” said the O'Neills, “at dawn.”", "“We go,” said the O'Neills, “at dawn.”"),
        ("“We go.” “We stay.”", "“We go.” “We stay.”"),
        ("“We go,” she said. “We stay.”", "“We go, […] We stay.”"),
        ("“We go!” She said no more? “We stay.”", "“We go! […] We stay.”"),
        ("“We go,” said the minister of the harbour and of trade, “at dawn.”", "“We go, […] at dawn.”"),
        ("“We go”\nshe said “at dawn.”", "“We go” she said “at dawn.”"),
        ("“我们走，”她说。“明天。”", "“我们走， […] 明天。”"),
    ],
)
def test_short_words_of_the_reporter_are_given_and_others_shown_as_a_cut(text, expected):
    assert cited(text) == expected


def test_marks_that_are_opened_again_leave_nothing_out():
    text, spans = "“We go.\n\n“We stay.”", [(1, 7), (10, 18)]
    assert write(join_parts(text, spans), find_gaps(text, spans)) == "We go.” “We stay."


@pytest.mark.parametrize(("length", "is_given"), [(40, True), (41, False)])
def test_forty_characters_are_short(length, is_given):
    said = ("said " * 9)[: length - 1] + ","
    assert (CUT in cited(f"“We go,” {said} “at dawn.”")) is not is_given


def test_words_inside_of_other_marks_are_not_the_reporters():
    text = "“We go,” he said of ‘it,’ “at dawn.”"
    spans = [(1, 7), (text.index("at dawn"), text.index("at dawn") + 8)]
    assert write(join_parts(text, spans), find_gaps(text, spans)) == "We go, […] at dawn."


@st.composite
def remarks(draw):
    text, spans = "", []
    for _ in range(draw(st.integers(1, 4))):
        text += draw(st.sampled_from(["“", '"', " so “"]))
        words = draw(st.text("abc ,.…’[]\n", min_size=1, max_size=12))
        spans.append((len(text), len(text) + len(words)))
        text += words + draw(st.sampled_from(["” she said, ", '"', "”\n\n", "” he said. ", " "]))
    return text, spans


@given(remarks(), st.data())
def test_any_slice_is_in_the_text_word_for_word(remark, data):
    text, spans = remark
    words, gaps = join_parts(text, spans), find_gaps(text, spans)
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    found = list(pieces(words, gaps, start, end))
    assert sum(1 if between else len(piece) for piece, between in found) == end - start
    for piece, between in found:
        inner = piece.strip("”“") if between else piece
        assert piece == CUT or inner in text or not inner.strip()
    everything, first = write(words, gaps), written_offset(gaps, start)
    assert everything[first:].startswith(write(words, gaps, start, end))
