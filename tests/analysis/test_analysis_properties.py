"""Whatever the text, the analysis answers, and its spans can be sliced."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from quoted import build

from reader.analysis.analyse import find_quotations
from reader.articles.model import Article

PIECES = st.sampled_from([
    '"', "“", "”", "'", "‘", "’", "«", "»", "„", "``", "''", "<...>", "(", ")", ",", ".", "?", ":", " — ",
    "|", "\n",
    " said ", " she ", " he ", " Ann Lee ", " Lee ", " the mayor ", " according to ", " who ", " and ",
    " that ",
    " told the BBC ", " called it ", " Mr. ", " Jr. ", " O'", " de ", "'s ", " 6'2 ", " NATO ",
    " a spokesman for ",
    "é", "李", "\u00a0", "😀", "A", "b",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


def check(article: Article) -> None:
    quotations, people = find_quotations(article)
    starts = [quotation.outer_start for quotation in quotations]
    assert starts == sorted(starts)
    for quotation in quotations:
        assert 0 <= quotation.outer_start <= quotation.start < quotation.end <= quotation.outer_end
        assert quotation.outer_end <= len(article.text)
        assert article.text[quotation.start : quotation.end].strip()
        found = quotation.attribution
        for words, start in ((found.cue, found.cue_start), (found.mention, found.mention_start)):
            assert (words is None) == (start is None)
            assert words is None or article.text.startswith(words, start)
        if quotation.kind == "term":
            assert found.speaker is None
    assert all(person.name for person in people)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_text_crashes_it_and_every_span_can_be_sliced(text):
    check(build(text))


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "“”",
        "'a ",
        "“a ",
        '"a b" ',
        "Ann Lee ",
        "Lee, ",
        "and he said ",
        "he said “it is” and ",
        ". ",
        "\n\n",
        "-",
        "(",
    ],
    ids=lambda piece: repr(piece),
)
def test_a_text_of_one_thing_is_endured(piece):
    check(build(piece * 3000))
