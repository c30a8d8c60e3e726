"""Keys in one burst: pasted, or typed faster than the screen answers."""

import asyncio

import pytest
from running_app import opened
from textual import events
from textual.widget import Widget

from reader.tui import serial_keys

NAMES = {"?": "question_mark", "/": "slash", "\r": "enter", ":": "colon", "\t": "tab"}


async def burst(room, keys):
    for key in keys:
        room.app.post_message(events.Key(NAMES.get(key, key), key))
    # Not yet ``settle``: it waits for the widgets that are there now, and dialogs that close never answer.
    async with asyncio.timeout(120):
        while not room.app.has_handled_all_keys:
            await asyncio.sleep(0)
    await room.settle()
    return room.text


async def test_every_letter_after_the_search_key_is_typed():
    async with opened() as room:
        await burst(room, "/stop")
        assert room.text.split("\n")[-2].strip() == "stop"


async def test_what_follows_enter_is_a_key_again():
    async with opened() as room:
        await burst(room, "/has:quotes\r?")
        assert "All keys" in room.text


async def test_a_picker_takes_its_letters_and_then_the_list_its_own():
    async with opened() as room:
        first = room.chips
        await burst(room, "s\r")
        assert "speaker:" in room.chips
        await burst(room, "c")
        assert room.chips == first


@pytest.mark.parametrize("look_after", [0.25, 0.0], ids=["as it is", "looked after all the time"])
async def test_a_long_burst_is_handled_whole(monkeypatch, look_after):
    """However often it is looked whether a key got lost: one that is only slow is waited for."""
    monkeypatch.setattr(serial_keys, "_LOOK_AFTER", look_after)
    async with opened() as room:
        await burst(room, "?q" * 15 + "/ab\r")
        assert "All keys" not in room.text
        assert "ab" in room.chips


class Vanishing(Widget, can_focus=True):
    """Goes with its queue: what is put there is taken, but never called."""

    def call_later(self, *_, **__):
        self.remove()
        return True


async def test_a_key_that_got_lost_with_its_widget_does_not_hold_up_the_next():
    async with opened() as room:
        widget = Vanishing()
        await room.app.screen.mount(widget)
        room.app.screen.set_focus(widget)
        assert "All keys" in await burst(room, "x?")


async def test_a_call_is_late_on_a_busy_machine_but_never_left_out():
    async with opened() as room:
        called = asyncio.Event()
        serial_keys.call_after(0.0, room.app, called.set)
        async with asyncio.timeout(120):
            await called.wait()
