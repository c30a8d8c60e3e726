import pytest
from quoted import build

from reader.analysis.document import split_sentences
from reader.analysis.marks import find_marked_spans


def sentences(text):
    article = build(text)
    marked = [m for m in find_marked_spans(article.text, article.paragraphs) if not m.depth]
    return [article.text[a:b] for a, b in split_sentences(article.text, 0, len(article.text), marked)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("He left. She stayed.", 2, id="two"),
        pytest.param("Gov. Lee met Dr. Brandt on Jan. 3 in the U.S. capital.", 1, id="abbreviations"),
        pytest.param("J. R. Berg won. He wept.", 2, id="initials"),
        pytest.param("“It is late. Go home,” he said.", 1, id="stops inside of a quotation"),
        pytest.param("“It is late.” He left.", 2, id="a quotation ends the sentence"),
        pytest.param("“Is it late?” Marsh asked.", 1, id="a question and its tag"),
        pytest.param("“Is it late?” Marsh left the room.", 2, id="a question and another sentence"),
        pytest.param("The rate rose 4.5 per cent.", 1, id="decimals"),
    ],
)
def test_sentences_end_where_they_end(text, count):
    assert len(sentences(text)) == count
