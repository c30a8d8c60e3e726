"""Where the numbers of a speaker's page stand, at every width."""

import pytest
from rich.cells import cell_len

from reader.articles.model import PartialDate
from reader.library.model import Figure, OutletFigures, SpeakerPage, SpeakerRow
from reader.library.query.query import Query, parse_query
from reader.tui.text import sparkline
from reader.tui.widgets.speaker_page import CueWord, lay_out

WORDS = {"say": CueWord("said", "neutral"), "warn": CueWord("warned", "warning")}


def figures(**counts):
    return tuple(Figure(value, count, Query()) for value, count in counts.items())


def months(*values):
    return tuple(Figure(value, count, parse_query(f"on:{value}")) for count, value in enumerate(values, 1))


CUES = figures(say=900, warn=90, hum=2)
PAGE = SpeakerPage(
    SpeakerRow("Ann Berg", 1_234, 300, 2, PartialDate(2023), PartialDate(2025), (), ("Bo Berg", "Cy Berg")),
    Query(),
    (*months("2023-05", "2024", "2024-02", "2025-12"), Figure("", 1_200, Query())),
    (
        OutletFigures(Figure("A Very Long Gazette of the North", 1_000, Query()), CUES),
        OutletFigures(Figure("", 234, Query()), figures(warn=3)),
    ),
    figures(shipping=800, prices=20, **{"漢字" * 30: 3}),
    figures(say=900, warn=93, hum=2),
    300,
)  # fmt: skip


def texts(page, width):
    lines = []
    for line in lay_out(page, width, WORDS):
        text = ""
        for cell in line:
            assert cell.x >= cell_len(text)
            text += " " * (cell.x - cell_len(text)) + cell.text
        lines.append(text)
    return lines


@pytest.mark.parametrize("width", [1, 12, 20, 39, 49, 64, 80, 120, 200])
def test_every_number_has_its_place_at_every_width(width):
    shown = [cell.figure for line in lay_out(PAGE, width, WORDS) for cell in line if cell.figure]
    cues = [cue for each in PAGE.outlets for cue in each.cues]
    every = [*PAGE.months, *PAGE.topics, *PAGE.cues, *(each.outlet for each in PAGE.outlets), *cues]
    assert {id(figure) for figure in shown} == {id(figure) for figure in every}
    if width >= 39:
        assert all(cell_len(text) <= width for text in texts(PAGE, width))


def test_months_stand_under_each_other_where_there_is_room_and_flow_where_there_is_not():
    wide = [text.split() for text in texts(PAGE, 120)]
    assert ["2023", *"····", "1", *"·······"] in wide
    assert ["2024,", "month", "unknown", "2"] in wide
    narrow = texts(PAGE, 39)
    assert "   2025  Dec 4" in narrow
    assert "   undated 1,200" in narrow


def test_cues_stand_with_their_class_and_beside_their_outlet():
    lines = texts(PAGE, 120)
    assert "   warning  warned 93" in lines
    assert "   other    hum 2" in lines
    (gazette,) = [line for line in lines if "A Very Long" in line]
    assert gazette.endswith("1,000   said 900 · warned 90 · hum 2")
    assert any(line.startswith("   outlet unknown") for line in lines)


def test_the_page_says_how_far_its_cues_have_been_read_and_who_is_not_sure():
    half = SpeakerPage(PAGE.row, Query(), PAGE.months, PAGE.outlets, (), (figures(say=1)), 100)
    assert " CUES  looking them up: 100 of 300 articles" in texts(half, 100)
    assert " may be Bo Berg or Cy Berg" in texts(half, 100)
    assert " TOPICS" not in texts(half, 100)


@pytest.mark.parametrize(
    ("series", "width", "drawn"),
    [
        ((0, 1, 8), 3, " ▁█"),
        ((0, 0, 0), 3, "   "),
        ((1, 1, 0, 0, 2, 2), 3, "▄ █"),
        ((5,), 8, "█"),
        ((), 8, ""),
        ((1, 2), 0, ""),
    ],
)
def test_a_sparkline_is_as_high_as_its_highest(series, width, drawn):
    assert sparkline(series, width) == drawn
