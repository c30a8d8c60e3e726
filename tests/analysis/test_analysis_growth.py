"""Odd and endless texts: the work grows with their length and no faster, and beyond the limits it ends."""

import sys
from pathlib import Path

import pytest
from quoted import build

from reader.analysis.analyse import MOST_CHARACTERS_READ, find_quotations
from reader.analysis.marks import MOST_MARKS_OF_TEXT, MOST_STRETCHES, find_marked_spans
from reader.articles.model import Article

ENDLESS = {
    "straight marks": '"',
    "curly marks": "“",
    "apostrophes": "'",
    "nested marks": "“‘",
    "stretches": "“a” ",
    "a name": "Kaja Kallas ",
    "names and stretches": "Ann Lee said “no way”, ",
    "one sentence": "and Ann Lee, the minister, said “no, no” to Bo Berg, ",
    "cues": "said he said “he” ",
    "paragraphs of a word": "word|",
    "paragraphs of a mark": "“word|",
    "paragraphs of a quotation": "“So it is.”|",
    "pronouns": "Ann Lee said “no”.|She said “yes”.|",
    "digits": "1 ",
    "another script": "漢字「引用」、",
    "initials": "A.",
}


def count_calls(article: Article) -> int:
    """Count the functions of Python that an analysis calls."""
    calls = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        find_quotations(article)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_twice_the_text_is_about_twice_the_work(piece):
    short, long = (build(piece * (size // len(piece))) for size in (3_000, 6_000))
    find_quotations(long)  # what is remembered for the next article is no part of the growth
    assert count_calls(long) <= 2.3 * count_calls(short) + 500


def test_what_lies_beyond_the_most_that_is_read_is_listed_but_not_examined():
    article = build(
        "“We go,” Ann Lee said.|" + "word " * (MOST_CHARACTERS_READ // 5) + "|“We stay,” Ann Lee said."
    )
    (first, last), _ = find_quotations(article)
    assert first.speaker == "Ann Lee"
    assert (last.speaker, last.attribution.rule) == (None, "not examined")


@pytest.mark.parametrize(
    ("paragraph", "most"),
    [("“a b”", MOST_STRETCHES), ("'a " * 3000, MOST_MARKS_OF_TEXT)],
    ids=["stretches", "marks"],
)
def test_what_comes_after_the_most_marks_is_left_unquoted(paragraph, most):
    count = MOST_STRETCHES + 5 if most == MOST_STRETCHES else MOST_MARKS_OF_TEXT // 3000 + 5
    article = build("|".join([*[paragraph] * count, "“the last”"]))
    found = find_marked_spans(article.text, article.paragraphs)
    assert not any(article.text[each.start : each.end] == "the last" for each in found)


def test_a_run_of_capitals_without_end_is_no_name():
    assert find_quotations(Article(Path("test.txt"), "untitled", "A" * 2000, ()))[1] == ()
