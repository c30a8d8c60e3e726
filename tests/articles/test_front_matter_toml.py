"""Front matter between ``+++`` lines."""

import pytest

from reader.articles.front_matter import split_toml_matter
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
