import random
import textwrap

import pytest

from reader.articles.load import load_article
from reader.articles.model import Article
from reader.articles.raw.lines import RowJoiner, split_lines

BODY = [
    "The council of the old ferry town voted on Thursday to keep the night boat, after a debate that went on "
    "until two in the morning. “Nobody on the far bank will be left without a way home while I sit here,” "
    "said Ilse Brandt, the mayor, to long applause. Two members of the ruling group abstained.",
    "The boat carries some ninety people a night, most of them nurses and bakers. It has lost money in "
    "nineteen of the past twenty years, the harbour office says.",
    "“We were told of the plan by a reporter,” the skipper, Tomas Ried, said. He has steered it since 2009.",
]


def widths_that_differ(body, width_range, head="Night boat saved\n\nQuay Gazette, 4 November 2025\n\n"):
    wanted = [line.text for line in split_lines(head + "\n\n".join(body))]
    return [
        width
        for width in width_range
        if [
            line.text
            for line in split_lines(head + "\n\n".join(textwrap.fill(words, width) for words in body) + "\n")
        ]
        != wanted
    ]


def test_a_wrapped_text_reads_as_the_unwrapped_one_at_every_width():
    assert widths_that_differ(BODY, range(30, 121)) == []


def test_a_single_wrapped_paragraph_reads_as_the_unwrapped_one_at_every_width():
    assert widths_that_differ(BODY[:1], range(30, 121)) == []


def test_a_text_wrapped_with_indented_paragraphs_reads_as_the_unwrapped_one():
    paragraphs = [*BODY, "Nobody spoke.", BODY[1]]
    wanted = paragraphs
    for width in range(30, 121):
        text = "\n".join(textwrap.fill(words, width, initial_indent="    ") for words in paragraphs)
        assert [line.text for line in split_lines(text)] == wanted, width


def test_a_wrapped_text_keeps_its_headline_and_its_outlet_apart(tmp_path):
    path = tmp_path / "a.txt"
    for width in range(30, 121):
        body = "\n\n".join(textwrap.fill(words, width) for words in BODY)
        path.write_text(f"Night boat is saved by the council again\nQuay Gazette\n12 May 2024\n\n{body}\n")
        article = load_article(path)
        assert isinstance(article, Article)
        assert article.title == "Night boat is saved by the council again", width
        assert article.text == "\n\n".join(BODY), width


WORDS = [
    "the",
    "a",
    "of",
    "to",
    "and",
    "in",
    "that",
    "it",
    "was",
    "for",
    "on",
    "with",
    "as",
    "his",
    "they",
    "at",
    "be",
    "this",
    "from",
    "by",
    "had",
    "have",
    "she",
    "which",
    "you",
    "one",
    "we",
    "all",
    "were",
    "harbour",
    "council",
    "ferry",
    "winter",
    "minister",
    "boat",
    "quarter",
    "opened",
    "nobody",
    "decided",
    "morning",
    "budget",
    "questions",
    "road",
]


@pytest.mark.parametrize("seed", range(12))
def test_any_prose_survives_being_wrapped(seed):
    chance = random.Random(seed)

    def sentence():
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(6, 22)))
        return words[0].upper() + words[1:] + "."

    body = [" ".join(sentence() for _ in range(chance.randint(2, 6))) for _ in range(4)]
    assert widths_that_differ(body, range(30, 121, 3)) == []


def test_wrapped_text_without_blank_lines_keeps_its_header_apart():
    head = "Night boat saved by council\nBy Ilse Brandt\n4 November 2025\n"
    lines = split_lines(
        head + textwrap.fill(BODY[0], 34), is_header=lambda row: row.startswith(("By ", "4 "))
    )
    assert [line.text for line in lines][:3] == head.splitlines()


def test_a_short_first_row_is_the_beginning_of_its_sentence(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Night boat saved\n\nQuay Gazette, 4 November 2025\n\nOnly the\nmayor opposed the cut in the end, "
        "after a night of talks. “Nobody will be stranded,” said Ilse Brandt.\n"
    )
    article = load_article(path)
    assert isinstance(article, Article)
    assert article.text.startswith("Only the mayor opposed")


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("They will re-", "turn at dawn", "They will return at dawn"),
        ("of the har-", "bour office", "of the harbour office"),
        ("the govern-", "ment fell", "the government fell"),
        ("he will re-", "member it", "he will remember it"),
        ("it was some-", "thing else", "it was something else"),
        ("her state-", "ment said", "her statement said"),
        ("a well-", "known singer", "a well-known singer"),
        ("a long-", "term plan", "a long-term plan"),
        ("twenty-", "five boats", "twenty-five boats"),
        ("the Franco-", "German plan", "the Franco-German plan"),
        ("a 19-", "year-old man", "a 19-year-old man"),
        ("a seven-", "year-old boy", "a seven-year-old boy"),
        ("an F-", "16 jet", "an F-16 jet"),
        ("pre-", "and post-war", "pre- and post-war"),
        ("the self-", "declared king", "the self-declared king"),
        ("a coal-", "backed fund", "a coal-backed fund"),
        ("a long-", "running case", "a long-running case"),
        ("a high-", "profile case", "a high-profile case"),
        ("by short-", "ening the pier", "by shortening the pier"),
        ("the president-", "elect spoke", "the president-elect spoke"),
        ("one - or -", "two", "one - or - two"),
        ("港口工人", "继续罢工", "港口工人继续罢工"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_only_where_it_divides_a_word(left, right, joined):
    assert RowJoiner(f"{left}\n{right}").join([left, right]) == joined


def test_the_rest_of_the_text_says_whether_a_word_has_a_hyphen():
    rows = ["it is a quay-", "side bar"]
    assert RowJoiner("\n".join(rows) + "\nThe quay-side is wet").join(rows) == "it is a quay-side bar"
    assert RowJoiner("\n".join(rows) + "\nThe quayside is wet").join(rows) == "it is a quayside bar"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010"])
def test_a_broken_word_is_one_word_in_the_article(tmp_path, name, hyphen):
    path = tmp_path / name
    path.write_text(
        "---\ntitle: Boat\n---\nThe council of the old ferry town voted to keep the boat, as the har"
        + hyphen
        + "\n"
        "bour office had asked it to do in a letter that was sent to all the mem" + hyphen + "\n"
        "bers of the house. “Nobody will be left without a way home,” said the may" + hyphen + "\n"
        "or, Ilse Brandt, to long applause in the full house.\n",
        "utf-8",
    )
    article = load_article(path)
    assert isinstance(article, Article)
    assert "the harbour office" in article.text
    assert "the members of the house" in article.text
    assert "said the mayor, Ilse Brandt, to long" in article.text


def test_a_wrapped_headline_keeps_its_byline_apart():
    head = "Night boat of the ferry town saved by\nthe council after all\nBy Ilse Brandt\n4 November 2025\n\n"
    text = head + textwrap.fill(BODY[0], 38)
    lines = split_lines(text, is_header=lambda row: row.startswith(("By ", "4 ")))
    assert [line.text for line in lines][1:3] == ["By Ilse Brandt", "4 November 2025"]


@pytest.mark.parametrize(
    "text",
    [
        "seventy columns of a text that is wrapped and goes on with-\n" * 20_000,
        "a" * 400_000 + "-\nb\n",
        "ab-\n" * 50_000,
    ],
)
def test_long_paragraphs_are_joined_in_linear_time(text):
    assert len(split_lines(text)) >= 1


@pytest.mark.parametrize("width", [44, 60, 68, 74, 90])
@pytest.mark.parametrize("indents", [("", "  "), ("", "    "), ("   ", ""), ("\t", ""), ("    ", "    ")])
def test_indented_paragraphs_are_read_as_unindented_ones(width, indents):
    first, rest = indents
    wrapped = [textwrap.fill(words, width, initial_indent=first, subsequent_indent=rest) for words in BODY]
    assert [line.text for line in split_lines("\n\n".join(wrapped))] == BODY


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("the boat—\nthe old one—stays", "the boat—the old one—stays"),
        ("the boat —\nthe old one", "the boat — the old one"),
        ("of Anne-\nMarie Holt and the crew", "of Anne-Marie Holt and the crew"),
        ("of the 1920-\nera ferry and her crew", "of the 1920-era ferry and her crew"),
    ],
)
def test_dashes_and_names_at_a_row_end_stay_as_they_were(broken, joined):
    rows = textwrap.fill(BODY[0], 70) + "\nNobody on the far bank will go without the good company " + broken
    assert joined in split_lines(rows)[-1].text
