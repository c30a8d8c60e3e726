"""Wrapping text into lines: offsets, widths, and only as far as somebody looks."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_session import make_article
from rich.cells import cell_len

from reader.articles.model import Paragraph, ParagraphKind, Span, struck_out
from reader.articles.model import Style as Styled
from reader.tui.text import fit, pad, wrap
from reader.tui.theme import Palette
from reader.tui.widgets.article_text import ArticleText, TextLayout, reading_minutes


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, []),
        ("one two three", 7, ["one two", "three"]),
        ("one two", 7, ["one two"]),
        ("one  two", 4, ["one", "two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a\nb", 5, ["a", "b"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字", 1, ["漢", "字"]),
        ("ab 👩‍👩‍👧 cd", 5, ["ab 👩‍👩‍👧", "cd"]),
        ("e\u0301e\u0301 x", 2, ["e\u0301e\u0301", "x"]),
    ],
    ids=["empty", "spaces", "exact", "two spaces", "long word", "break", "empty line", "wide", "too wide",
         "joined emoji", "combining"],
)  # fmt: skip
def test_lines_break_where_they_should(text, width, lines):
    assert [text[start:end] for start, end in wrap(text, 0, len(text), width)] == lines


@example("\u200d\u200daaa", 2)
@given(st.text(alphabet="ab \né漢👩\u200d\ufe0f\u0301”", max_size=80), st.integers(2, 12))
def test_wrapping_loses_nothing_but_space_and_keeps_the_width(text, width):
    lines = list(wrap(text, 0, len(text), width))
    kept = "".join(text[start:end] for start, end in lines)
    assert kept.replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(cell_len(text[start:end]) <= width for start, end in lines)
    assert all(first[1] <= second[0] for first, second in pairwise(lines))


@given(st.text(max_size=30), st.integers(0, 20))
def test_a_text_cut_to_a_width_fits(text, width):
    assert cell_len(fit(text, width)) <= width
    assert cell_len(pad(text, width)) == width


def test_a_long_text_is_wrapped_only_as_far_as_needed():
    text = "word " * 1_000_000
    layout = TextLayout(text, (Paragraph(0, len(text)),), 80)
    assert layout.line(10) is not None
    assert len(layout._starts) < 1000
    assert abs(layout.height - layout.finish()) < layout.height / 5


def test_a_line_is_found_by_offset_and_the_other_way_round():
    parts = ["first words " * 20, "second words " * 20]
    text = "\n\n".join(parts)
    layout = TextLayout(text, (Paragraph(0, len(parts[0])), Paragraph(len(parts[0]) + 2, len(text))), 30)
    for number in range(layout.finish()):
        line = layout.line(number)
        if line.paragraph is not None:
            assert layout.line_of(line.start) == number


def test_items_stand_close_and_other_paragraphs_apart():
    text = "a\n\nb\n\nc"
    item = ParagraphKind.ITEM
    paragraphs = (Paragraph(0, 1, item, 1, "•"), Paragraph(3, 4, item, 1, "•"), Paragraph(6, 7))
    layout = TextLayout(text, paragraphs, 20)
    lines = [layout.line(number) for number in range(layout.finish())]
    assert [text[line.start : line.end] for line in lines] == ["a", "b", "", "c"]


def test_an_empty_text_has_no_lines():
    layout = TextLayout("", (), 40)
    assert (layout.finish(), layout.line(0), layout.height, layout.line_of(0)) == (0, None, 0, 0)


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (100, 1), (230, 1), (460, 2), (23_000, 100)])
def test_reading_takes_a_minute_for_230_words(words, minutes):
    assert reading_minutes("words " * words) == minutes


STRUCK = [
    "The mayor ",
    "resigned on Monday after a long night of talks",
    " stayed, and ",
    "Berg",
    " Lind went.",
]


def make_struck(width):
    """Return the lines of a text, a part of which is struck out, as they are painted."""
    text = "".join(STRUCK)
    spans, at = [], 0
    for number, part in enumerate(STRUCK):
        if number % 2:
            spans.append(Span(at, at + len(part), Styled.STRUCK))
        at += len(part)
    indexed = make_article(1, "Votes", text, spans=tuple(spans))
    palette = Palette.make({}, dark=True)
    layout = TextLayout(text, indexed.article.paragraphs, width, struck_out(spans))
    painted = ArticleText(indexed, frozenset(), palette)
    lines = [layout.line(number) for number in range(layout.finish())]
    return ["".join(each.text for each in painted.render_segments(line, None, 1, ())) for line in lines]


@pytest.mark.parametrize("width", [8, 12, 20, 33, 60, 100])
def test_struck_out_text_stands_between_signs_on_each_line_and_fits(width):
    lines = make_struck(width)
    assert max(map(len, lines)) <= width + 1
    assert all(line.count("~") % 2 == 0 for line in lines)
    shown = "".join("".join(lines).split())
    inside = "".join(part for line in lines for part in line.split("~")[1::2])
    assert shown.replace("~", "") == "".join("".join(STRUCK).split())
    assert "".join(inside.split()) == "".join("".join(STRUCK[1::2]).split())


def test_struck_out_text_in_one_line_has_one_pair_of_signs():
    assert make_struck(100) == [" " + "~".join(STRUCK)]
