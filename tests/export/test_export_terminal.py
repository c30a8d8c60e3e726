"""Columns and colours on a terminal: everything is in its column, nothing is wider than the screen."""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from reader.analysis.model import Analysis, Attribution, Kind, Quotation
from reader.articles.model import Article, Paragraph
from reader.export.articles import article_lines
from reader.export.terminal import article_columns, coloured_article, quotation_columns
from reader.library.model import ArticleRow, QuotationRow
from reader.text.partial_date import PartialDate

_CODE = re.compile(r"\x1b\[\d+m")
TEXT = (
    "The  town waits. “We begin at dawn,” Ilse Brandt said.\n\n“Never,” said Bo Lind of the “dry dock” 港口"
)


def quotation(words, kind=Kind.DIRECT, speaker=None):
    start = TEXT.index(words)
    return Quotation(
        start, start + len(words), start - 1, start + len(words) + 1, kind, Attribution("r", speaker)
    )


ARTICLE = Article(Path("a.md"), "Dawn start", TEXT, (Paragraph(0, 54), Paragraph(56, len(TEXT))))
ANALYSIS = Analysis(
    (quotation("We begin at dawn,", speaker="Ilse Brandt"), quotation("Never,", speaker="Bo Lind"),
     quotation("dry dock", Kind.TERM))
)  # fmt: skip
ROW = QuotationRow(
    1, "a.md", "Dawn start", PartialDate(2025, 3, 4), "Harbour Post", None, 0, 5,
    "We begin at dawn and we go on until the last of the ships has left",
    "direct", "Ilse Brandt", "said", "r",
)  # fmt: skip


def plain(lines):
    return [_CODE.sub("", line) for line in lines]


@pytest.mark.parametrize("width", [30, 60, 100])
def test_an_article_has_the_lines_of_a_pipe_and_colours(width):
    coloured = list(coloured_article([(ARTICLE, ANALYSIS)], width))
    assert plain(coloured) == list(article_lines([(ARTICLE, ANALYSIS)], width))
    codes = {code for line in coloured for code in re.findall(r"\x1b\[(\d+)m", line)}
    assert {"36", "33", "3"} <= codes  # two speakers, and a term in italics


def test_without_colours_nothing_is_coloured(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert not any("\x1b" in line for line in coloured_article([(ARTICLE, ANALYSIS)], 80))
    monkeypatch.setenv("NO_COLOR", "")
    assert any("\x1b" in line for line in coloured_article([(ARTICLE, ANALYSIS)], 80))


@pytest.mark.parametrize("width", [70, 100, 160])
def test_the_words_of_quotations_stand_whole_in_their_column(width):
    lines = plain(quotation_columns([ROW, replace(ROW, speaker=None, source=None)], width))
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("4 Mar 2025")
    assert lines[0].index("“") == lines[1].index(lines[1].strip()[0])
    assert ROW.text in " ".join(line[40:].strip() for line in lines)
    assert "Harbour Post · Dawn start · a.md" in " ".join(line.strip() for line in lines)
    assert any("unknown" in line for line in lines)


@pytest.mark.parametrize(
    "title", ["Dock work begins", "港口罢工第三天" * 9, "x" * 300, "e\u0301" * 99, "a\x1b[31mb"]
)
def test_rows_of_articles_fit_the_screen(title):
    rows = [
        ArticleRow(
            number, f"{title}.md", title, False, PartialDate(2025, 3, 4), "An outlet of a very long name", 3,
            100, False, False, None, None,
        )
        for number in range(2)
    ]  # fmt: skip
    for width in (80, 140):
        first, second = plain(article_columns(rows, width))
        assert first == second
        assert "\x1b" not in first
        cells = sum(
            2 if unicodedata.east_asian_width(char) in "WF" else 1
            for char in unicodedata.normalize("NFC", first)
        )
        assert cells <= width
