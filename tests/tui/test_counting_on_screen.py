"""Counts that take their time: rows come first, and no count is shown that is not the filter's."""

import re
from contextlib import asynccontextmanager

import pytest
from made_session import ARTICLES, MadeSession, make_article
from running_app import opened
from textual.events import Key

NAMES = slice(0, 27)


@asynccontextmanager
async def slow_app(known=None, articles=ARTICLES):
    """Open a wide screen whose counts wait for the test; of what is found so many rows are known before."""
    session = MadeSession(articles)
    with pytest.MonkeyPatch.context() as patch:
        if known is not None:
            patch.setattr("reader.library.lists.hits._FIRST_PAGE", known)
        async with opened(session, size=(160, 40)) as ui:
            session.let_count.clear()
            try:
                yield ui, session.let_count
            finally:
                session.let_count.set()


def names_of(ui):
    return [line[NAMES] for line in ui.text.split("\n")[1:-1]]


def counts_of(ui):
    return [int(found[1]) for line in names_of(ui) if (found := re.search(r" (\d+) *$", line))]


async def test_rows_come_before_their_number():
    async with slow_app(known=1) as (ui, let_count):
        await ui.pilot.press("slash", *"will", "enter")
        await ui.pilot.pause()
        assert "Ferry fares" in ui.text
        assert "counting …" in ui.chips
        assert "of 5" not in ui.chips
        let_count.set()
        await ui.settle()
        assert "2 of 5 articles" in ui.chips
        assert "Fishing quota" in ui.text


async def test_a_long_list_stays_as_it_is_when_it_has_been_counted_but_for_its_scroll_bar():
    articles = [
        make_article(number, f"Tide {number}", "High water.", date=f"2025-01-{1 + number // 4:02}")
        for number in range(100)
    ]
    async with slow_app(known=60, articles=articles) as (ui, let_count):
        await ui.pilot.press("slash", *"tide", "enter")
        await ui.pilot.pause()
        lines = [line[28:84] for line in ui.text.split("\n")[1:-1]]
        assert not any(line.endswith("▐") for line in lines)
        let_count.set()
        await ui.settle()
        counted = [line[28:84] for line in ui.text.split("\n")[1:-1]]
        assert [line.rstrip("▐ ") for line in counted] == [line.rstrip() for line in lines]
        assert any(line.endswith("▐") for line in counted)
        assert "Tide 0" in await ui.press("G")


async def test_the_end_is_that_of_all_rows_though_they_are_not_counted():
    async with slow_app(known=1) as (ui, let_count):
        await ui.pilot.press("slash", *"will", "enter", "G")
        await ui.pilot.pause()
        assert "2 of 5 articles" in ui.chips or "counting …" in ui.chips
        let_count.set()
        await ui.settle()
        assert ui.app.screen.views.articles.list.row.title.startswith("Fishing")


async def test_the_cursor_goes_on_below_the_rows_known_at_first():
    async with slow_app(known=1) as (ui, let_count):
        await ui.pilot.press("slash", *"will", "enter", "j")
        assert ui.app.screen.views.articles.list.cursor == 1
        let_count.set()


async def test_names_have_no_counts_until_they_are_those_of_the_filter():
    async with slow_app() as (ui, let_count):
        before = counts_of(ui)
        await ui.pilot.press("slash", *"cod", "enter")
        await ui.pilot.pause()
        assert before
        assert not counts_of(ui)
        assert "…" in "".join(names_of(ui))
        let_count.set()
        await ui.settle()
        assert set(counts_of(ui)) == {1}


@pytest.mark.parametrize("known", [1, None])
async def test_of_a_filter_that_is_replaced_while_it_is_counted_no_count_is_shown(known):
    async with slow_app(known=known) as (ui, let_count):
        shown = set()
        refresh = ui.app.screen.bar.show

        def show(labels, found):
            shown.add((labels, found[0]))
            refresh(labels, found)

        ui.app.screen.bar.show = show
        await ui.pilot.press("slash", *"will", "enter")
        await ui.pilot.pause()
        await ui.pilot.press("c", "slash", *"stay", "enter")
        await ui.pilot.pause()
        let_count.set()
        await ui.settle()
        assert "1 of 5 articles · 1 quotation" in ui.chips
        said = {found for labels, found in shown if labels == ("stay",)}
        assert "1 of 5 articles · 1 quotation" in said
        assert said <= {"counting …", "1 of 5 articles", "1 of 5 articles · 1 quotation"}


async def test_clearing_brings_the_counts_of_the_whole_library_back():
    async with slow_app(known=1) as (ui, let_count):
        before = names_of(ui)
        await ui.pilot.press("slash", *"will", "enter", "c")
        let_count.set()
        await ui.settle()
        assert "5 articles · " in ui.chips
        assert names_of(ui) == before


async def test_a_search_and_its_enter_in_one_burst_leave_the_next_key_to_the_list():
    async with slow_app(known=1) as (ui, let_count):
        for key in ("slash", *"will", "enter", "j"):
            ui.app.post_message(Key(key, {"slash": "/", "enter": "\r"}.get(key, key)))
        let_count.set()
        await ui.settle()
        assert ui.app.screen.filter.typed == "will"
        assert ui.app.screen.views.articles.list.cursor == 1
