"""The table of file types: every kind has its endings, a name, and a reader."""

import pytest

from reader.articles.file_types import ARTICLE_SUFFIXES, FILE_TYPES, Reading, find_file_type
from reader.articles.load import _READERS


def test_every_reading_has_a_reader_and_a_row():
    assert set(_READERS) == set(Reading) == {kind.reading for kind in FILE_TYPES}


def test_no_ending_stands_twice_and_each_is_in_small_letters():
    assert len(set(ARTICLE_SUFFIXES)) == len(ARTICLE_SUFFIXES)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in ARTICLE_SUFFIXES)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("a.md", Reading.MARKDOWN),
        ("A.HTML", Reading.PAGE),
        ("a.b.xhtml", Reading.PAGE),
        ("letter.eml", Reading.MAIL),
        ("a.docx", Reading.WORD),
        ("a.doc", None),
        ("html", None),
    ],
)
def test_the_ending_tells_the_kind(name, reading):
    kind = find_file_type(name)
    assert (kind.reading if kind else None) is reading
