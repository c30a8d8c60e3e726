"""Texts without an end, as each kind of file: twice the text is about twice the work, and no pattern hangs.

Functions called are counted, not seconds. A pattern that backtracks calls none: the bound of time, which is
far above what these small texts take, ends it. ``bench_growth.py`` measures processor time at megabytes.
"""

import os
import sys

import pytest
from pathological import PIECES, make

from reader.analysis.analyse import analyse
from reader.analysis.topics import load_vocabulary
from reader.articles.load import load_article
from reader.articles.model import Problem
from reader.ingest.bounds import bounded

SHORT, LONG = 2_000, 4_000  # bytes
SECONDS = 15
MOST_MORE, ALLOWANCE = 2.4, 3_000  # times the calls of the short text, and calls

SUFFIXES = (".md", ".txt")
# One kind of file for each text, in turn; the long run takes both.
CASES = [
    (name, suffix)
    for number, name in enumerate(PIECES)
    for suffix in (SUFFIXES if "READER_FAULTS_LONG" in os.environ else SUFFIXES[number % 2 :][:1])
]


def count_calls(path):
    """Count the functions called to read and analyse a file, of Python and of C."""
    calls = 0

    def note(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    vocabulary = load_vocabulary(None)
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        with bounded(SECONDS):
            article = load_article(path)
            if not isinstance(article, Problem):
                analyse(article, vocabulary)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(("name", "suffix"), CASES)
def test_twice_the_text_is_about_twice_the_work(tmp_path, tally, name, suffix):
    path = tmp_path / f"a{suffix}"
    counts = []
    for size in (SHORT, LONG):
        path.write_text(make(name, size), "utf-8")
        counts.append(count_calls(path))
    assert counts[1] <= MOST_MORE * counts[0] + ALLOWANCE
    tally("cases: texts without an end")


ROWS = {
    "months and numbers": "29 Aug" * 400,
    "titles": "President " * 400,
    "titles and names": "President Lee-" * 300,
    "ministers": "Prime Minister " * 300,
    "possessives": "the minister's " * 300,
    "organisations": "the council ministry " * 200,
    "places": "Paris Berlin " * 300,
    "nouns": "claim statement " * 300,
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("before", ['He said "x" ', "“Yes,” said the former ", "“No,” "])
def test_a_row_of_words_of_one_class_in_a_sentence_of_speech_is_read(tmp_path, tally, row, before):
    path = tmp_path / "a.txt"
    path.write_text(f"A headline is here\n\n{before}{row}.\n", "utf-8")
    with bounded(SECONDS):
        article = load_article(path)
        analyse(article, load_vocabulary(None))
    tally("cases: texts without an end")
