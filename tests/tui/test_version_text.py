"""How differences between versions, dates and shares look, without a screen."""

import re
from dataclasses import replace

import pytest
from made_session import make_article, make_statement
from rich.cells import cell_len
from rich.style import Style

from reader.analysis.version_diff import compare_versions
from reader.articles.model import PartialDate
from reader.library.model import StatementRow
from reader.text.quoted import Gap
from reader.tui.theme import DARK, Palette
from reader.tui.widgets.version_text import (
    StyledWords,
    draw_kept,
    head_lines,
    heading_lines,
    paint_words,
    row_facts,
    summarise,
)

FULL = "We will open the northern quay in May, and nobody has to wait for a berth."
PALETTE = Palette.make(DARK.to_color_system().generate(), dark=True)


def versions(*texts, speakers=("Ines Vale",), dates=()):
    articles = []
    for number, text in enumerate(texts):
        speaker, date = speakers[number % len(speakers)], dates[number] if number < len(dates) else None
        words = f"“{text}” she said."
        articles.append(make_article(number, "News", words, (speaker,), date=date, source=f"Outlet {number}"))
    return make_statement(1, *articles)


def written(statement, width=500):
    fullest, other = statement.versions
    comparison = compare_versions(fullest.text, other.text)
    lines = paint_words(other, fullest, comparison, width, PALETTE, None, by_speaker=False)
    return "\n".join("".join(segment.text for segment in line) for line in lines).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("other", "expected", "summary"),
    [
        (FULL.upper(), f"“{FULL.upper()}”", "word for word"),
        (
            "We will open the northern quay in May.",
            "“We will open the northern quay in May. ‹− and nobody has to wait for a berth.›”",
            "left out 8 words",
        ),
        (
            "We will open the northern quay in May … for a berth.",
            "“We will open the northern quay in May ‹and nobody has to wait → …› for a berth.”",
            "left out 5 words (marked)",
        ),
        (
            "We would open the northern quays in May, and nobody has to wait for a berth.",
            "“We ‹will → would · tense› open the northern ‹quay → quays · number› in May, and nobody has "
            "to wait for a berth.”",
            "changed 2 words (1 tense, 1 number)",
        ),
        (
            "[The port] will open the northern quay in May, and nobody has to wait for a berth.",
            "“‹We → [The port]› will open the northern quay in May, and nobody has to wait for a berth.”",
            "changed 1 word (in brackets)",
        ),
        (
            "We will open the northern quay (the old one) in May, and nobody has to wait.",
            "“We will open the northern quay ‹+ (the old one)› in May, and nobody has to wait. "
            "‹− for a berth.›”",
            "left out 3 words · added 3 words (in brackets)",
        ),
    ],
    ids=["the same", "a cut", "a marked cut", "forms of words", "a word in brackets", "an insertion"],
)
def test_a_difference_is_read_without_colour(other, expected, summary):
    statement = versions(FULL, other)
    assert written(statement) == expected
    assert summarise(compare_versions(FULL, other), FULL, other) == summary


def test_what_a_version_has_where_the_fullest_shows_a_cut_is_said_so():
    full = "We will open the northern quay in May. <...> Nobody has to wait for a berth this year."
    other = "We will open the northern quay in May, as I said. Nobody has to wait for a berth."
    assert "‹<...> → as I said.›" in written(versions(full, other))
    assert "added 3 words (for a mark in the fullest)" in summarise(
        compare_versions(full, other), full, other
    )


@pytest.mark.parametrize("width", [1, 7, 33, 80])
def test_no_line_is_wider_than_asked(width):
    statement = versions(FULL, "We would … berth 漢字漢字 “any” longer", speakers=("Ines Vale", "漢字 Wong"))
    comparison = compare_versions(FULL, statement.versions[1].text)
    lines = [
        *paint_words(
            statement.versions[1], statement.versions[0], comparison, width, PALETTE, None, by_speaker=True
        ),
        *(() if width < 33 else heading_lines(statement, 1, comparison, width, PALETTE)),
        *(() if width < 33 else head_lines(statement, width, PALETTE)),
    ]
    assert max(sum(cell_len(segment.text) for segment in line) for line in lines) <= max(width, 2)


def test_a_bar_shows_which_parts_were_kept():
    comparison = compare_versions(FULL, "and nobody has to wait for a berth.")
    drawn = draw_kept(comparison.steps, len(FULL), 20)
    assert re.fullmatch(r"·{9,11}[░▒▓]?█{8,10}", drawn)
    assert draw_kept(compare_versions(FULL, FULL).steps, len(FULL), 20) == "█" * 20
    assert draw_kept((), 0, 3) == "···"
    assert draw_kept(comparison.steps, len(FULL), 0) == ""


def test_facts_of_a_row_get_shorter():
    row = StatementRow(1, "x", ("A",), 3, ("One", "Two"), PartialDate(2025, 8, 28), PartialDate(2025, 8, 29))
    facts = row_facts(row)
    assert facts[0] == "3 versions · 2 outlets · 28–29 Aug 2025"
    assert [cell_len(words) for words in facts] == sorted({cell_len(words) for words in facts}, reverse=True)


def test_who_disagrees_is_said_in_words():
    statement = versions(FULL, FULL, FULL, speakers=("Ines Vale", "Omar Lind", None), dates=("2025-03",))
    head = " ".join("".join(segment.text for segment in line) for line in head_lines(statement, 300, PALETTE))
    assert head.startswith("Ines Vale or Omar Lind 3 versions · 3 outlets · Mar 2025")
    assert "first printed: Outlet 0, Mar 2025, or by 2 undated versions" in head
    assert "Ines Vale in Outlet 0; Omar Lind in Outlet 1; nobody named in Outlet 2" in head


def test_words_keep_their_styles_where_lines_and_matches_cut_them():
    words, bold, found = StyledWords(), Style(bold=True), Style(reverse=True)
    for text, style in (("one two ", Style()), ("", found), ("three four", bold)):
        words.add(text, style)
    lines = list(words.lines(9, re.compile("two three"), found))
    assert [[(piece.text, piece.style.bold, piece.style.reverse) for piece in line] for line in lines] == [
        [("one ", None, None), ("two", None, True)],
        [("three", True, True)],
        [("four", True, None)],
    ]


def interrupted(version, at, printed):
    """Print a version with an interruption in place of the blank after some words."""
    return replace(version, gaps=(Gap(version.text.index(at) + len(at), printed),))


def test_an_interruption_shows_and_counts_as_no_words():
    statement = versions(FULL, FULL)
    one, two = statement.versions
    at = " ".join(FULL.split()[:3])
    cut = replace(statement, versions=(one, interrupted(two, at, " […] ")))
    assert written(cut) == f"“{FULL.replace(at + ' ', at + ' […] ')}”"
    told = replace(statement, versions=(one, interrupted(two, at, "” she said, “")))
    assert written(told) == f"“{FULL.replace(at + ' ', at + '” she said, “')}”"
    assert summarise(compare_versions(one.text, two.text), one.text, two.text) == "word for word"


def test_an_interruption_shows_inside_of_a_difference():
    statement = versions("We go to the old harbour at dawn.", "We go to the new harbour at dawn.")
    one, two = statement.versions
    split = interrupted(one, "the old", "” she said, “")
    assert written(replace(statement, versions=(split, interrupted(two, "the new", " […] ")))) == (
        "“We go to the ‹old → new› […] harbour at dawn.”"
    )
    short = versions("We go to the old harbour at dawn.", "We go to the harbour at dawn.")
    split = interrupted(short.versions[0], "the", "” she said, “")
    assert written(replace(short, versions=(split, short.versions[1]))) == (
        "“We go to the ‹− old› harbour at dawn.”"
    )
