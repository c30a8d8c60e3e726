"""Opening a view: no frame in between shows a list beside another, and imports do not wait for the key."""

import sys

import pytest
from fake_library import FakeSession
from reading_room import opened


@pytest.mark.parametrize("key", ["2", "3", "4"])
async def test_a_view_is_seen_at_once_or_not_at_all(key):
    async with opened(size=(160, 40)) as room:
        shown = []
        display = room.app._display

        def watch(screen, renderable):
            middles = [pane.id for pane in room.app.screen.panes.query(".middle") if pane.region]
            shown.append(middles)
            display(screen, renderable)

        room.app._display = watch
        await room.press(key)
        assert shown
        assert {len(middles) for middles in shown} == {1}
        assert shown[-1] == [room.app.screen.current.list.id]


async def test_views_are_imported_and_read_ahead_before_they_are_opened(monkeypatch):
    session = FakeSession()
    async with opened(session) as room:
        names = [f"reader.tui.views.{name}" for name in ("quotations", "statements", "speakers")]
        for name in names:
            monkeypatch.delitem(sys.modules, name, raising=False)
        room.app.screen.look_ahead()
        await room.settle()
        assert session.looked_ahead == 1
        assert set(names) <= set(sys.modules)
        assert "statements" not in room.app.screen.views
