"""Raw texts as they are copied from pages and exports: drop in NAME.txt and NAME.expected.json.

Only the fields that the JSON names are compared. ``starts`` and ``ends`` are what the text begins and ends
with, ``absent`` what must not be left in it, ``paragraphs`` how many there are.
"""

import json
from pathlib import Path

import pytest

from reader.articles.load import load_article
from reader.articles.model import Article

CASES = Path(__file__).parent
NAMES = sorted(path.name.removesuffix(".expected.json") for path in CASES.glob("*.expected.json"))


def facts_of(article: Article) -> dict[str, object]:
    return {
        "title": article.title,
        "title_inferred": article.title_inferred,
        "date": article.date.isoformat() if article.date else None,
        "source": article.source,
        "place": article.place,
        "url": article.url,
        "authors": list(article.authors),
        "summary": article.summary,
        "topics": list(article.topics),
        "language": article.language,
        "paragraphs": len(article.paragraphs),
        "problems": list(article.problems),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_raw_text_is_taken_apart(name):
    article = load_article(next(path for path in CASES.glob(f"{name}.*") if path.suffix != ".json"))
    assert isinstance(article, Article)
    expected = json.loads((CASES / f"{name}.expected.json").read_text("utf-8"))
    starts, ends, absent = expected.pop("starts", ""), expected.pop("ends", ""), expected.pop("absent", [])
    got = facts_of(article)
    assert {key: got[key] for key in expected} == expected
    assert article.text.startswith(starts)
    assert article.text.endswith(ends)
    assert [words for words in absent if words in article.text] == []


def test_every_case_has_both_files():
    texts = {path.stem for path in CASES.iterdir() if path.suffix in (".md", ".txt")}
    assert texts == set(NAMES)
