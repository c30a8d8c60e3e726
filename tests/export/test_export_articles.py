"""An article as a record and as lines for people."""

from pathlib import Path

import pytest

from reader.analysis.model import Analysis, Attribution, Kind, Quotation
from reader.articles.model import Article, Paragraph, Span, Style
from reader.export.articles import article_lines, article_records
from reader.text.partial_date import PartialDate

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


def test_the_quotations_of_an_article_record_slice_its_text():
    (record,) = article_records([(ARTICLE, ANALYSIS)])
    assert (record["date"], record["date_precision"]) == ("2025-12-02T19:42", "minute")
    (quote,) = record["quotes"]
    assert record["text"][quote["start"] : quote["end"]] == quote["text"] == "We begin at dawn,"


def test_an_article_without_a_date_says_null():
    bare = Article(path=Path("a.txt"), title="a", text="a", paragraphs=(Paragraph(0, 1),))
    (record,) = article_records([(bare, Analysis())])
    assert (record["date"], record["date_precision"], record["date_inferred"]) == (None, None, False)


@pytest.mark.parametrize("width", [20, 30, 100])
def test_an_article_for_people_fits_the_width_and_names_each_speaker(width):
    lines = list(article_lines([(ARTICLE, ANALYSIS)], width))
    assert max(map(len, lines)) <= width
    assert lines[0] == "Dawn start"
    assert "[1] Ilse Brandt · said · direct" in " ".join(lines)


def test_behind_each_quotation_in_the_text_stands_its_number_in_the_list():
    text = " ".join(article_lines([(ARTICLE, ANALYSIS)], 80))
    assert "“We begin at dawn,”[1]" in text


def test_struck_out_words_stand_between_signs_for_people():
    text = "She left. He stays.\n\nNobody went."
    spans = (Span(0, 9, Style.STRUCK), Span(21, 27, Style.STRUCK))
    article = Article(Path("a.txt"), "a", text, (Paragraph(0, 19), Paragraph(21, 33)), spans=spans)
    lines = list(article_lines([(article, Analysis())], 80))
    assert "~She left.~ He stays." in lines
    assert "~Nobody~ went." in lines
