"""Rows are marked one by one, up to here, or all; what is done then is done and undone for all of them."""

import pytest
from made_session import MadeSession
from running_app import opened

from reader.library.state import State


async def test_a_mark_is_shown_counted_and_taken_back():
    async with opened() as ui:
        seen = await ui.press("x")
        assert seen.count("✓") == 1
        assert "1 marked" in ui.status
        assert "✓" not in await ui.press("k", "x")
        assert "marked" not in ui.status


async def test_star_and_read_are_for_all_that_is_marked_and_undone_as_one():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("x", "j", "x", "m")
        assert session.starred == {"1.md", "3.md"}
        assert "2 articles: starred" in ui.status
        await ui.press("r")
        assert session.read == {"1.md", "3.md"}
        await ui.press("U")
        assert not session.read
        await ui.press("m")
        assert not session.starred
        assert "2 articles are starred again" in await ui.press("U")
        assert session.starred == {"1.md", "3.md"}


async def test_those_that_lack_a_star_get_one_and_undo_leaves_the_others_theirs():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("m", "asterisk", "m")
        assert session.starred == {f"{number}.md" for number in range(1, 6)}
        await ui.press("U")
        assert session.starred == {"1.md"}


async def test_marks_reach_from_the_last_one_to_here_in_either_direction():
    async with opened() as ui:
        await ui.press("j", "x", "j", "j", "X")
        assert "4 marked" in ui.status
        await ui.press("g", "X")
        assert "5 marked" in ui.status


async def test_all_that_the_filter_shows_is_marked_and_unmarked():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("slash", *"pass", "enter", "asterisk")
        assert "1 marked" in ui.status
        await ui.press("c")
        assert "1 marked" in ui.status
        await ui.press("asterisk")
        assert "5 marked" in ui.status
        await ui.press("asterisk")
        assert "marked" not in ui.status


async def test_escape_drops_the_filter_first_and_then_the_marks():
    async with opened() as ui:
        await ui.press("slash", *"pass", "enter", "x", "escape")
        assert "1 marked" in ui.status
        await ui.press("escape")
        assert "nothing is marked any more" in ui.status
        assert "✓" not in ui.text


@pytest.mark.parametrize(("view", "starred"), [("2", {"1.md"}), ("4", set())])
async def test_rows_of_other_views_are_marked_too(view, starred):
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press(view, "x", "x")
        assert "2 marked" in ui.status
        seen = await ui.press("m")
        assert session.starred == starred
        assert starred or "are no articles" in seen


async def test_an_article_that_is_read_is_meant_alone():
    session = MadeSession()
    async with opened(session) as ui:
        await ui.press("j", "x", "x", "g", "enter", "m")
        assert session.starred == {"1.md"}


async def test_a_click_in_the_first_column_marks():
    async with opened() as ui:
        rows = ui.app.screen.views.current.list
        await ui.pilot.click(rows, offset=(0, 1))
        await ui.settle()
        assert "1 marked" in ui.status


async def test_what_cannot_be_written_is_said(monkeypatch):
    from reader.errors import LibraryError

    def refuse(*_):
        raise LibraryError("the disk is full")

    async with opened() as ui:
        await ui.press("x", "x")
        monkeypatch.setattr(State, "set_starred_all", refuse)
        assert "the disk is full" in await ui.press("m")


@pytest.mark.parametrize("size", [(150, 45), (100, 30), (80, 24), (40, 12)])
async def test_marks_fit_every_size(size):
    async with opened(size=size) as ui:
        seen = await ui.press("asterisk")
        assert "✓" in seen
        assert "5 marked" in ui.status
