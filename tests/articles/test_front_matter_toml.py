"""Front matter between ``+++`` lines, and as a JSON object."""

import pytest

from reader.articles.front_matter import split_json_matter, split_toml_matter
from reader.articles.load import load_article


def test_its_values_are_an_articles(tmp_path):
    path = tmp_path / "toml.md"
    path.write_text(
        '+++\ntitle = "A deal"\ndate = 2025-03-04T10:30:00Z\ntags = ["ferries", "strikes"]\n+++\nThe text.\n'
    )
    article = load_article(path)
    assert (article.title, article.text) == ("A deal", "The text.")
    assert article.date.isoformat() == "2025-03-04T10:30"
    assert article.topics == ("ferries", "strikes")
    assert not article.problems


@pytest.mark.parametrize("block", ["title = ", "a = " + "[" * 500 + "]" * 500], ids=["broken", "deep"])
def test_what_is_no_toml_is_reported_and_stays_in_the_text(block):
    matter = split_toml_matter(f"+++\n{block}\n+++\nThe text.")
    assert not matter.found
    assert "TOML" in matter.problems[0]
    assert block in matter.body


@pytest.mark.parametrize("text", ["+++\ntitle = 1\nno end", "++++\na\n++++\n", "+++ a\n"])
def test_plus_signs_alone_are_text(text):
    matter = split_toml_matter(text)
    assert (matter.found, matter.body, matter.problems) == (False, text, ())


def test_a_json_object_at_the_head_is_metadata(tmp_path):
    path = tmp_path / "hugo.md"
    path.write_text(
        '{\n  "title": "A deal",\n  "date": "2025-03-04",\n  "tags": ["ferries"],\n  "weight": 3,\n'
        '  "summary": null\n}\n\nThe text.\n'
    )
    article = load_article(path)
    assert (article.title, article.text, article.topics) == ("A deal", "The text.", ("ferries",))
    assert article.date.isoformat() == "2025-03-04"
    assert article.extra == (("weight", "3"),)
    assert not article.problems


@pytest.mark.parametrize(
    "text",
    [
        "{ braces } open this text.",
        '{"name": "no article"}\n\nText.',
        '{"title": "A"} and words behind it\n',
        '{"title": ' + "[" * 400 + "]" * 400 + "}\n",
        "{",
    ],
)
def test_other_braces_are_text(text):
    matter = split_json_matter(text)
    assert (matter.body, matter.found, matter.problems) == (text, False, ())


def test_a_broken_json_head_is_reported_and_stays_in_the_text():
    matter = split_json_matter('{\n "title": "A deal,\n}\n\nText.')
    assert "JSON" in matter.problems[0]
    assert "A deal" in matter.body
