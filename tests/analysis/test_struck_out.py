"""What is struck out in an article is said by nobody, and tells nothing of what is said beside it."""

import pytest

from reader.analysis.analyse import find_quotations
from reader.analysis.model import Kind
from reader.articles.load import load_article


def find(tmp_path, text):
    """Return what is quoted in a Markdown text, each with its kind and speaker."""
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: Votes\n---\n{text}\n", encoding="utf-8")
    article = load_article(file)
    found, people = find_quotations(article)
    quoted = [(article.text[one.start : one.end], one.kind, one.speaker) for one in found]
    return quoted, [person.name for person in people]


SAID = "Karl Ott, the minister, said: “We will stay.”"
STAY = ("We will stay.", Kind.DIRECT, "Karl Ott")


@pytest.mark.parametrize(
    "struck",
    [
        "~~Anna Berg said: “We resign on Monday.”~~",
        "<del>Anna Berg said: “We resign on Monday.”</del>",
        "<s>“We resign on Monday,” said Anna Berg.</s>",
        "<strike>Anna Berg: “We resign on Monday.”</strike>",
        "~~“We **resign** on [Monday](https://example.org/a),” said Anna Berg.~~",
        "> ~~“We resign on Monday,” Anna Berg said.~~",
        "- ~~“We resign on Monday,” Anna Berg said.~~",
        "~~“We resign on Monday,”~~ it had said here.",
        "~~“We resign~~ on ~~Monday,” said Anna Berg.~~",
    ],
)
@pytest.mark.parametrize("order", ["{struck}\n\n{said}", "{said}\n\n{struck}"])
def test_struck_out_words_are_no_quotation_and_name_nobody(tmp_path, struck, order):
    quoted, people = find(tmp_path, order.format(struck=struck, said=SAID))
    assert quoted == [STAY]
    assert people == ["Karl Ott"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("~~Anna Berg said:~~ “We will stay,” said Karl Ott.", "Karl Ott"),
        ("“We will stay,” said ~~Anna Berg~~ Karl Ott.", "Karl Ott"),
        ("“We will stay,” ~~Anna Berg said~~ Karl Ott said.", "Karl Ott"),
    ],
)
def test_who_is_struck_out_says_nothing_of_what_stands_beside(tmp_path, text, speaker):
    quoted, people = find(tmp_path, text)
    assert [who for _, _, who in quoted] == [speaker]
    assert "Anna Berg" not in people


def test_words_of_which_a_part_is_struck_out_are_nobodys(tmp_path):
    text = f"“We will ~~never~~ resign on Monday,” said Anna Berg. She left.\n\n{SAID}"
    quoted, _ = find(tmp_path, text)
    assert quoted == [("We will never resign on Monday,", Kind.TERM, None), STAY]


def test_nothing_but_struck_out_text_has_no_quotation(tmp_path):
    assert find(tmp_path, "~~Anna Berg said: “We resign on Monday.”~~") == ([], [])
