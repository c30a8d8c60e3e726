"""What goes wrong while the screen is open is said, and the screen goes on."""

import pytest
from textual.app import ScreenStackError

from reader.config import Config
from reader.errors import LibraryError
from reader.tui.app import ReaderApp
from reader.tui.screens.main import MainScreen


@pytest.fixture
def app(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.md").write_text(f'---\ntitle: Title {name}\n---\n"We stay," Ann Berg said.\n')
    return ReaderApp(folder, Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data"))


def refuse(*_, **__):
    raise LibraryError("the disk is full")


@pytest.mark.parametrize(
    "keys", [["m"], ["r"], ["U"], ["enter"], ["j"], ["S"], ["2"], ["3"], ["4"], ["i"], ["]"]]
)
async def test_a_key_that_cannot_be_done_is_told_and_the_next_one_is_done(app, monkeypatch, keys):
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen
        await app.workers.wait_for_complete()
        await pilot.pause()
        session = screen.session
        said = []
        monkeypatch.setattr(type(screen), "say", lambda self, message, warning=False: said.append(message))
        for name in ("set_starred_all", "set_read_all", "set_read", "set_position", "undo", "set", "get"):
            monkeypatch.setattr(type(session.marks), name, refuse)
        for name in (
            "article",
            "row",
            "quotations",
            "speakers",
            "statement",
            "next_quotation",
            "possible_people",
        ):
            monkeypatch.setattr(type(session), name, refuse)
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        if keys[0] not in "U]Si":  # these ask nothing that fails here
            assert "the disk is full" in said
        monkeypatch.undo()
        await pilot.press("escape", "1", "g", "m")
        await pilot.pause()
        assert isinstance(app.screen, MainScreen)
        assert app.screen.session.marks.is_starred(app.screen.views.articles.list.row.path)


async def test_a_full_disk_at_the_end_is_told_and_the_reader_ends(app, monkeypatch):
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        monkeypatch.setattr(app.screen.filtering, "keep", refuse)
        app.exit(return_code=143)
        await pilot.pause()
    assert app.return_code == 143


async def test_a_dialog_that_is_closed_twice_ends_nothing(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("?")
        await pilot.pause()
        dialog = app.screen
        app.pop_screen()

        def close_again():
            raise ScreenStackError("nothing to pop")

        app.screen.call_later(close_again)
        await pilot.pause()
        await pilot.press("?")
        await pilot.pause()
        assert app.screen is not dialog
        assert not isinstance(app.screen, MainScreen)


@pytest.mark.parametrize("key", ["pageup", "pagedown", "enter", "down", "up"])
async def test_a_key_in_a_palette_that_lists_nothing_ends_nothing(app, key):
    async with app.run_test(size=(100, 30)) as pilot:
        app.action_command_palette()
        for _ in range(3):
            await pilot.press(*"zzq", key)
        app.screen.query_one("CommandList").clear_options()
        app.screen._action_command_list("page_down")
        app.screen._action_command_list("page_up")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, MainScreen)


async def test_a_palette_that_has_not_counted_its_lines_yet_and_a_click_on_nothing_end_nothing(app):
    from textual.events import Click
    from textual.widgets.option_list import Option

    async with app.run_test(size=(100, 30)) as pilot:
        app.action_command_palette()
        await pilot.pause()
        palette = app.screen
        commands = palette.query_one("CommandList")
        commands.add_option(Option("new"))
        commands._index_to_line.clear()
        palette._action_command_list("page_down")
        palette._on_click(Click(palette, 200, 90, 0, 0, 1, False, False, False, screen_x=200, screen_y=90))
        await pilot.pause()
        assert app.screen is palette
