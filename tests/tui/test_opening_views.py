"""Opening a view: no frame in between shows a list beside another, and imports do not wait for the key."""

import sys
from dataclasses import replace

import pytest
from made_session import NO_CHANGES, MadeSession, make_article, make_statement
from running_app import opened


@pytest.mark.parametrize("key", ["2", "3", "4", "5"])
async def test_a_view_is_seen_at_once_or_not_at_all(key):
    async with opened(size=(160, 40)) as ui:
        shown = []
        display = ui.app._display

        def watch(screen, renderable):
            middles = [pane.id for pane in ui.app.screen.panes.query(".middle") if pane.region]
            shown.append(middles)
            display(screen, renderable)

        ui.app._display = watch
        await ui.press(key)
        assert shown
        assert {len(middles) for middles in shown} == {1}
        assert shown[-1] == [ui.app.screen.views.current.list.id]


async def test_views_are_imported_and_read_ahead_before_they_are_opened(monkeypatch):
    session = MadeSession()
    async with opened(session) as ui:
        names = [
            f"reader.tui.views.{name}" for name in ("quotations", "statements", "speakers", "collection")
        ]
        for name in names:
            monkeypatch.delitem(sys.modules, name, raising=False)
        ui.app.screen.navigation.look_ahead()
        await ui.settle()
        assert session.looked_ahead == 1
        assert set(names) <= set(sys.modules)
        assert "statements" not in ui.app.screen.views.opened


@pytest.mark.parametrize(("key", "shown"), [("2", "Fresh words"), ("3", "Fresh words"), ("4", "Ada Quill")])
async def test_a_view_that_was_away_when_the_index_changed_shows_what_is_in_it_now(key, shown):
    session = MadeSession()
    async with opened(session) as ui:
        assert shown not in await ui.press(key)
        await ui.press("1")
        fresh = make_article(9, "Fresh", "“Fresh words,” she said.", ("Ada Quill",), date="2026-01-01")
        session.articles = (fresh, *session.articles)
        session.statements = (make_statement(1, fresh, fresh),)
        session.report = replace(NO_CHANGES, added=1)
        session.changed()
        await ui.settle()
        assert shown in await ui.press(key)
