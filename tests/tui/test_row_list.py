"""The arithmetic of the list, the cursor in sight, the search in intervals, the colours."""

from datetime import date

import pytest
from rich.segment import Segment
from textual.app import App
from textual.color import Color

from reader.library.model import Group
from reader.library.query.query import parse_query
from reader.text.partial_date import Precision
from reader.tui import theme
from reader.tui.filter_state import Filter
from reader.tui.messages import Listed
from reader.tui.text import Intervals
from reader.tui.widgets.article_list import name_group
from reader.tui.widgets.row_list import CursorList, ListLines, RowList


def group(first, count, day=1):
    return Group(date(2025, 1, day), Precision.DAY, first, count)


@pytest.mark.parametrize("height", [1, 2])
def test_rows_and_lines_answer_to_each_other(height):
    lines = ListLines(6, [group(0, 1), group(1, 3), group(4, 2)], height)
    assert lines.count == 6 * height + 3
    for row in range(6):
        for part in range(height):
            assert lines.row_at(lines.line_of(row) + part) == (row, part)
    headings = [line for line in range(lines.count) if lines.row_at(line) is None]
    assert headings == [0, height + 1, 4 * height + 2]


def test_ungrouped_rows_have_no_headings():
    lines = ListLines(3, [], 2)
    shown = [lines.row_at(line) for line in range(lines.count)]
    assert shown == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


class Numbers:
    """Rows that are their own numbers, five under each heading."""

    total = 40
    groups = tuple(group(first, 5) for first in range(0, 40, 5))

    def rows(self, first, count):
        return list(range(first, min(first + count, self.total)))


class NumberList(RowList[int]):
    row_height = 3

    def paint_row(self, row, line, current):
        return [Segment(f"{row}.{line}{'<' if current else ''}")]

    def paint_heading(self, group):
        return [Segment(f"from {group.first}")]


class ListApp(App[None]):
    def compose(self):
        yield NumberList()


class LineList(CursorList):
    length = 20

    def render_segments(self, line):
        return [Segment(f"{line}{'<' if line == self._cursor else ''}")]


class LinesApp(App[None]):
    def compose(self):
        yield LineList()


@pytest.mark.parametrize("height", range(1, 6))
async def test_the_line_under_the_cursor_of_a_dialog_is_in_sight_wherever_it_is_moved(height):
    async with LinesApp().run_test(size=(30, height)) as pilot:
        lines, cursor = pilot.app.query_one(LineList), 0
        lines.begin()
        await pilot.pause()
        for step in (1,) * 19 + (-1,) * 19:
            lines.move("down" if step > 0 else "up")
            cursor += step
            assert f"{cursor}<" in in_sight(lines)


def in_sight(rows):
    strips = rows.strips(range(rows.size.height))
    return ["".join(segment.text for segment in strip).split()[0] for strip in strips]


@pytest.mark.parametrize("height", range(3, 12))
async def test_every_line_of_the_row_under_the_cursor_is_in_sight_wherever_it_is_moved(height):
    async with ListApp().run_test(size=(30, height)) as pilot:
        rows = pilot.app.query_one(NumberList)
        rows.show_rows(Numbers(), None, None)
        await pilot.pause()
        for target in (0, 1, 2, 4, 5, 3, 6, 20, 21, 19, 39, 38, 0):
            rows.go_to(target)
            assert {f"{target}.{line}<" for line in range(3)} <= set(in_sight(rows))


async def test_a_list_scrolls_by_no_more_lines_than_bring_the_row_into_sight():
    async with ListApp().run_test(size=(30, 8)) as pilot:
        rows = pilot.app.query_one(NumberList)
        rows.show_rows(Numbers(), None, None)
        await pilot.pause()
        assert in_sight(rows) == ["from", "0.0<", "0.1<", "0.2<", "1.0", "1.1", "1.2", "2.0"]
        rows.go_to(2)
        assert in_sight(rows)[-3:] == ["2.0<", "2.1<", "2.2<"]
        rows.go_to(5)
        assert in_sight(rows)[-4:] == ["from", "5.0<", "5.1<", "5.2<"]
        rows.go_to(3)
        assert in_sight(rows)[0] == "3.0<"


async def test_the_heading_right_above_a_row_comes_into_sight_with_it():
    async with ListApp().run_test(size=(30, 8)) as pilot:
        rows = pilot.app.query_one(NumberList)
        rows.show_rows(Numbers(), None, None)
        await pilot.pause()
        rows.go_to(20)
        rows.go_to(5)
        assert in_sight(rows)[:2] == ["from", "5.0<"]


def test_a_group_is_called_by_what_is_known():
    assert name_group(group(0, 1, 7)) == "Tue 7 Jan 2025"
    assert name_group(Group(date(2025, 1, 1), Precision.MONTH, 0, 1)) == "Jan 2025"
    assert name_group(Group(date(2025, 1, 1), Precision.YEAR, 0, 1)) == "2025"
    assert name_group(Group(None, None, 0, 1)) == "Undated"


def test_overlapping_stretches_are_found_even_inside_each_other():
    intervals = Intervals([0, 10, 30, 120], [100, 20, 40, 130])
    assert intervals.overlapping(15, 16) == [0, 1]
    assert intervals.overlapping(50, 60) == [0]
    assert intervals.overlapping(100, 120) == []
    assert intervals.overlapping(35, 125) == [0, 2, 3]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("chosen", [theme.DARK, theme.LIGHT], ids=lambda each: each.name)
def test_speakers_colours_can_be_read(chosen):
    for number in range(200):
        colour = Color.parse(theme.speaker_colour(f"Person {number}", dark=chosen.dark))
        assert contrast(colour, Color.parse(chosen.background)) >= 4.5


def test_a_speakers_colour_never_changes():
    assert theme.speaker_colour("Mira Solano", dark=True) == theme.speaker_colour("Mira Solano", dark=True)
    assert len({theme.speaker_colour(f"Person {number}", dark=True) for number in range(200)}) == 14


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Mira Solano", "MS"), ("Jean-Luc Picot", "JP"), ("Unesco", "U"), ("3M", ""), ("Ana de la Cruz", "AC")],
)
def test_initials_stand_for_a_name(name, letters):
    assert theme.initials(name) == letters


def test_picked_names_and_typed_words_live_in_one_query():
    filter = Filter().toggled(Listed.SPEAKER, "Mira Solano").with_typed(parse_query("ferry is:unread"))
    assert filter.picked(Listed.SPEAKER) == ("Mira Solano",)
    assert filter.typed == "ferry is:unread"
    assert [chip.label for chip in filter.query.chips()] == ["ferry", "unread", "speaker: Mira Solano"]
    assert filter.toggled(Listed.SPEAKER, "Mira Solano").picked(Listed.SPEAKER) == ()
    assert Filter(parse_query(str(filter.query))) == filter


def test_a_filter_by_a_part_of_a_name_means_all_who_have_it():
    filter = Filter(parse_query("speaker:solano"))
    assert filter.speakers_among(["Mira Solano", "Ida Quist"]) == {"Mira Solano"}
    assert Filter(parse_query("speaker:sola*")).speakers_among(["Mira Solano"]) == {"Mira Solano"}
    assert Filter(parse_query("ferry")).speakers_among(["Mira Solano"]) == frozenset()
