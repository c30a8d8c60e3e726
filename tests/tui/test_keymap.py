"""Keys: each once, all in the help and in the palette, the user's own checked and obeyed."""

import pytest
from running_app import opened

from reader.config import Config
from reader.errors import ConfigError
from reader.tui.commands import ActionProvider
from reader.tui.keymap import KEYMAP, Place, key_names, make_keymap, show_key, show_keys
from reader.tui.screens.main import MainScreen


def test_each_action_stands_once():
    actions = [key.action for key in KEYMAP]
    assert len(actions) == len(set(actions))


def test_no_key_does_two_things_in_one_place():
    for place in Place:
        names = [name for key in KEYMAP if key.place is place for name in key_names(key)]
        assert len(names) == len(set(names))


def test_every_action_of_the_main_screen_exists():
    for key in KEYMAP:
        call = (key.call or key.action).split("(")[0]
        if key.place is Place.MAIN and not call.startswith("app."):
            assert callable(getattr(MainScreen, f"action_{call}"))


def test_nothing_needs_a_chord():
    for key in KEYMAP:
        assert any("ctrl" not in name and "alt" not in name for name in key.keys.split(","))


PROMISED = """j k down up space b d u g G enter l right h left backspace J K tab shift+tab ] [ i / n N s t
escape c S m r y o e ? ! q U pageup pagedown home end"""


@pytest.mark.parametrize("key", PROMISED.split())
def test_the_promised_keys_are_there(key):
    assert any(key in each.keys.split(",") for each in KEYMAP if each.place is Place.MAIN)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("tab", "Tab"), ("shift+tab", "⇧Tab"), ("ctrl+p", "^p"), ("?", "?"), ("question_mark", "?"),
     ("f1", "F1"), ("J", "J"), ("slash", "/"), ("right_square_bracket", "]")],
)  # fmt: skip
def test_keys_are_called_what_is_printed_on_them(name, shown):
    assert show_key(name) == shown


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ({"fly": "x"}, "unknown action 'fly'"),
        ({"star": "nokey"}, "no such key"),
        ({"star": ""}, "no such key"),
        ({"star": "hyper+x"}, "no such key"),
        ({"star": "j"}, "j would be both down and star"),
        ({"star": "question_mark"}, "both"),
    ],
    ids=["action", "key", "empty", "modifier", "conflict", "conflict by another name"],
)
def test_bad_keys_of_the_user_are_refused(keys, complaint):
    with pytest.raises(ConfigError, match=complaint):
        make_keymap(keys)


async def test_the_users_keys_replace_ours_even_crosswise():
    keys = {"star": "r,f5", "toggle_read": "m", "mark_name": "f6"}
    async with opened(config=Config(keys=keys), size=(95, 120)) as ui:
        session = ui.app.screen.session
        await ui.press("r")
        assert session.starred == {"1.md"}
        await ui.press("f5", "m")
        assert (session.starred, session.read) == (set(), {"1.md"})
        assert "r F5" in await ui.press("question_mark")
        await ui.press("escape", "s")
        await ui.press("f6", *"o b", "f6", "enter")
        assert ui.chips.count("×") == 2


async def test_the_help_lists_every_key():
    async with opened(size=(95, 120)) as ui:
        seen = await ui.press("question_mark")
        for key in KEYMAP:
            assert show_keys(key) in seen
            assert key.help[:30] in seen


async def test_the_palette_offers_what_keys_do():
    async with opened() as ui:
        provider = ActionProvider(ui.app.screen)
        titles = [hit.text async for hit in provider.discover()]
        for key in KEYMAP:
            assert any(key.help[1:] in title and show_keys(key) in title for title in titles) == key.palette


async def test_a_command_of_the_palette_runs():
    async with opened() as ui:
        await ui.press("ctrl+p")
        await ui.press(*"star, or", "enter")
        await ui.press("enter")
        assert ui.app.screen.session.starred == {"1.md"}


async def test_hints_follow_the_place_and_never_overflow():
    async with opened() as ui:
        assert "Enter read" in ui.status
        await ui.press("tab")
        assert "y copy" in ui.status
        for columns in (80, 40, 20, 5, 1):
            await ui.resize(columns, 12)
            assert len(ui.status) <= columns
