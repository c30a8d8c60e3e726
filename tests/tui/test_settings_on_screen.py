"""A mistake in the settings is told with file and line, and the reader opens with the rest of them."""

import pytest
from running_app import opened

from reader.config import read_config


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\ntheme = 'nordd'\n", 2, "unknown theme 'nordd'; did you mean nord?"),
        ("theme = 'zzz'\n", 1, "known are"),
        ("[keys]\nstar = 'n'\n", 2, "n would be both next_match and star"),
        ("[keys]\nsatr = 'n'\n", 2, "unknown action 'satr'"),
        ("[keys]\nstar = 'nosuchkey'\n", 2, "no such key"),
        ("colour = 1\n", 1, "unknown setting 'colour'"),
        ("[searches]\nbad = '(dawn'\n", 2, "this bracket is never closed"),
    ],
)
async def test_a_mistake_is_told_and_the_reader_opens(tmp_path, text, line, said):
    path = tmp_path / "config.toml"
    path.write_text(text)
    async with opened(config=read_config(path)) as ui:
        (told,) = ui.app._notifications
        assert f"{path}, line {line}: " in told.message
        assert said in told.message
        assert "Nobody will pay" in ui.text


async def test_keys_that_can_be_used_are_used_beside_one_that_cannot(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("[keys]\nnext_match = 'm'\nstar = 'n'\nundo = 'Z'\ncopy = 'q'\n")
    async with opened(config=read_config(path)) as ui:
        keys = {key.action: key.keys for key in ui.app._keymap_in_use}
        assert (keys["next_match"], keys["star"], keys["undo"], keys["copy"]) == ("m", "n", "Z", "y")
        (told,) = ui.app._notifications
        assert "line 5: " in told.message


async def test_without_a_mistake_nothing_is_told(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("theme = 'nord'\n[keys]\nstar = 'Z'\n[searches]\n'two words' = 'dawn'\n")
    async with opened(config=read_config(path)) as ui:
        assert ui.app.theme == "nord"
        assert not ui.app._notifications
