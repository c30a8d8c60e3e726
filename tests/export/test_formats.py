"""Records with stable keys, and formats that other programs read back."""

import csv
import json
from pathlib import Path

import pytest

from reader.analysis.model import Analysis, Attribution, Kind, Quotation
from reader.articles.model import Article, Paragraph, PartialDate
from reader.export.formats import (
    article_lines,
    article_record,
    cite,
    format_date,
    quotation_record,
    to_csv,
    to_json,
    to_markdown,
)
from reader.library.model import QuotationRow

TEXT = "“We begin at dawn,” Ilse Brandt said."
ARTICLE = Article(
    path=Path("news/dawn.md"),
    title="Dawn start",
    text=TEXT,
    paragraphs=(Paragraph(0, len(TEXT)),),
    date=PartialDate(2025, 12, 2, 19, 42),
    source="Harbour Post",
)
SAID = Attribution(rule="cue_after", speaker="Ilse Brandt", cue="said", cue_start=32)
ANALYSIS = Analysis(
    quotations=(Quotation(start=1, end=18, outer_start=0, outer_end=19, kind=Kind.DIRECT, attribution=SAID),),
    topics=("shipping",),
)
ROW = QuotationRow(
    article=1,
    path="news/dawn.md",
    title="Dawn *start*",
    date=PartialDate(2025, 8, 29, inferred=True),
    source="Harbour Post",
    url=None,
    start=1,
    end=18,
    text="We begin at dawn,",
    kind="direct",
    speaker="Ilse Brandt",
    cue="said",
    rule="cue_after",
)


def test_an_article_record_has_the_promised_keys_and_sliceable_quotations():
    record = json.loads(to_json(article_record(ARTICLE, ANALYSIS)))
    assert list(record) == [
        *("path", "title", "title_inferred", "date", "date_precision", "date_inferred", "date_offset"),
        *("date_origin", "source", "place"),
        *("url", "authors", "summary", "topics", "draft", "text", "quotes"),
    ]
    assert (record["date"], record["date_precision"]) == ("2025-12-02T19:42", "minute")
    quote = record["quotes"][0]
    assert list(quote) == ["start", "end", "text", "kind", "speaker", "cue", "rule"]
    assert record["text"][quote["start"] : quote["end"]] == quote["text"] == "We begin at dawn,"


def test_an_article_without_a_date_says_null():
    bare = Article(path=Path("a.txt"), title="a", text="a", paragraphs=(Paragraph(0, 1),))
    record = article_record(bare, Analysis())
    assert (record["date"], record["date_precision"], record["date_inferred"]) == (None, None, False)


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (PartialDate(2025, 12, 2, 7, 5), "2 Dec 2025 07:05"),
        (PartialDate(2025, 12, 2), "2 Dec 2025"),
        (PartialDate(month=8, day=29), "29 Aug"),
        (PartialDate(2025, 8, 29, inferred=True), "~29 Aug 2025"),
        (PartialDate(2025, 8), "Aug 2025"),
        (PartialDate(2025), "2025"),
    ],
    ids=str,
)
def test_a_date_is_written_as_far_as_it_is_known(date, written):
    assert format_date(date) == written


def test_a_weekday_is_written_only_where_the_day_is_known():
    assert format_date(PartialDate(2025, 12, 2), weekday=True) == "Tue 2 Dec 2025"
    assert format_date(PartialDate(2025, 12), weekday=True) == "Dec 2025"


def test_csv_reads_back_and_runs_no_formula():
    record = dict(quotation_record(ROW), text='=HYPERLINK("x")\nand more', cue=None)
    header, row = csv.reader("\r\n".join(to_csv([record])).splitlines(keepends=True))
    cells = dict(zip(header, row, strict=True))
    assert cells["text"].startswith("'=HYPERLINK")
    assert cells["cue"] == ""
    assert cells["start"] == "1"


def test_markdown_quotes_the_words_and_escapes_their_marks():
    lines = to_markdown(ROW).split("\n")
    assert lines[0] == "> “We begin at dawn,”"
    assert "Dawn \\*start\\*" in lines[2]
    assert lines[2].startswith("> — Ilse Brandt, Harbour Post, \\~29 Aug 2025")


def test_a_citation_leaves_out_what_is_not_known():
    assert cite(ROW) == "Ilse Brandt, Harbour Post, ~29 Aug 2025, “Dawn *start*”, news/dawn.md"


def test_an_article_for_people_fits_the_width_and_names_each_speaker():
    lines = list(article_lines(ARTICLE, ANALYSIS, width=30))
    assert max(map(len, lines)) <= 30
    assert lines[0] == "Dawn start"
    assert "1. Ilse Brandt · said · direct" in "\n".join(lines)
