"""A quotation with its citation, in Markdown and on a line."""

import pytest

from reader.export.quotations import cite, quotation_lines, quotation_markdown, quote
from reader.library.model import QuotationRow
from reader.text.partial_date import PartialDate

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


def test_markdown_quotes_the_words_and_escapes_their_marks():
    (block,) = quotation_markdown([ROW])
    lines = block.split("\n")
    assert lines[0] == "> “We begin at dawn,”"
    assert "Dawn \\*start\\*" in lines[2]
    assert lines[2].startswith("> — Ilse Brandt, Harbour Post, \\~29 Aug 2025")


def test_a_citation_leaves_out_what_is_not_known():
    assert cite(ROW) == "Ilse Brandt, Harbour Post, ~29 Aug 2025, “Dawn *start*”, news/dawn.md"


def test_a_quotation_for_people_is_one_line():
    assert list(quotation_lines([ROW], 20)) == [f"“We begin at dawn,” — {cite(ROW)}"]


@pytest.mark.parametrize(
    ("words", "copied"),
    [
        ("We begin at dawn,", "We begin at dawn"),
        ("We begin at dawn.", "We begin at dawn."),
        ("We begin at dawn?", "We begin at dawn?"),
        ("We begin at dawn!", "We begin at dawn!"),
        ("We begin at dawn …", "We begin at dawn …"),
        ("We begin at dawn —", "We begin at dawn —"),
        ("We begin,” she said, “at dawn,", "We begin,” she said, “at dawn"),
        ("我们明天开始，", "我们明天开始"),
        (",", ","),
    ],
)
def test_the_comma_of_the_reporters_sentence_is_not_copied(words, copied):
    assert quote(words, ROW).split("\n")[0] == f"“{copied}”"
