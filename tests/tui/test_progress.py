"""What is said while a folder is read: how much, how fast, how long still."""

import asyncio
import threading
from dataclasses import replace
from types import SimpleNamespace

from made_session import NO_CHANGES, MadeSession
from running_app import opened

from reader.tui.progress import Pace


def test_rate_and_time_left_are_counted_from_when_the_work_was_first_heard_of():
    seconds = iter([100.0, 100.2, 110.0])
    pace = Pace(lambda: next(seconds))
    assert pace.wordings(1_000, 5_000)[-1] == "1,000 of 5,000"
    assert "/s" not in pace.wordings(1_100, 5_000)[0]
    fullest, *_, short = pace.wordings(2_000, 5_000)
    assert fullest == "━━━━╌╌╌╌╌╌╌╌ 2,000 of 5,000 files · 100/s · 30 s left"
    assert short == "2,000 of 5,000"


def test_long_work_is_told_in_minutes_and_hours():
    seconds = iter([0.0, 60.0, 0.0, 60.0])
    pace = Pace(lambda: next(seconds))
    pace.wordings(0, 10)
    assert "9 min left" in pace.wordings(1, 10)[0]
    pace = Pace(lambda: next(seconds))
    pace.wordings(0, 1_000)
    assert "16 h 39 min left" in pace.wordings(1, 1_000)[0]


def test_nothing_to_do_is_a_full_bar():
    assert Pace().wordings(0, 0)[0].startswith("reading ━━━━━━━━━━━━ 0 of 0")


class LongReading(MadeSession):
    """Its second look at the folder goes on until it is stopped."""

    def __init__(self):
        super().__init__()
        self.begun = threading.Event()

    def update(self, progress, cancelled):
        if not self.updates:
            return super().update(progress, cancelled)
        progress(SimpleNamespace(done=1, total=9, added=1, path="1.md", waiting=False))
        self.begun.set()
        while not cancelled():
            threading.Event().wait(0.01)
        return replace(NO_CHANGES, added=1, cancelled=True)


async def test_esc_stops_the_reading_of_a_folder_and_nothing_before_it():
    session = LongReading()
    async with opened(session) as ui:
        await ui.press("s", "enter")
        session.changed()
        await ui.pilot.pause()
        assert await asyncio.to_thread(session.begun.wait, 30)
        await ui.pilot.press("escape")
        await ui.pilot.pause()
        assert "5 articles" in ui.chips
        assert "1 of 9" in ui.status
        assert "stopped" in await ui.press("escape")
        assert "of 9" not in ui.status
