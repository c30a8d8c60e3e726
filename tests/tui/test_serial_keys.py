"""Keys in one burst: pasted, or typed faster than the screen answers."""

import asyncio
import time

from running_app import opened
from textual import events

from reader.tui import serial_keys

NAMES = {"?": "question_mark", "/": "slash", "\r": "enter", ":": "colon", "\t": "tab"}


async def burst(room, keys):
    for key in keys:
        room.app.post_message(events.Key(NAMES.get(key, key), key))
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


async def test_a_long_burst_is_handled_whole():
    async with opened() as room:
        await burst(room, "?q" * 15 + "/ab\r")
        assert "All keys" not in room.text


async def test_a_key_is_waited_for_that_a_busy_machine_has_not_got_to_yet(monkeypatch):
    monkeypatch.setattr(serial_keys, "_PATIENCE", 0.0)
    async with opened() as room:
        await burst(room, "?q" * 15 + "/ab\r")
        assert "All keys" not in room.text


async def test_a_key_that_got_lost_with_its_widget_does_not_hold_up_the_next_for_ever():
    async with opened() as room:
        # As if a widget had gone while its key was followed: nothing will ever say that the key has ended.
        room.app._key_since = time.monotonic()
        room.app.post_message(events.Key("question_mark", "?"))
        async with asyncio.timeout(10):
            while "All keys" not in room.text:
                await room.settle()
