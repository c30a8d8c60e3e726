"""A mistake of the reader's own: one line on the terminal, the rest in a file for the user alone."""

import sys

import pytest

from reader import __main__ as start
from reader.crashes import CANNOT_GO_ON, describe_crash
from reader.tui.app import ReaderApp


def fail_at_once(*_, **__):
    raise ZeroDivisionError("a secret \x1b]0;owned\x07")


def test_what_happened_is_one_safe_line_and_the_traceback_is_private(tmp_path):
    try:
        fail_at_once()
    except ZeroDivisionError as error:
        said = describe_crash(error, tmp_path / "data")
    file = tmp_path / "data/crash.txt"
    assert said.isprintable()
    assert str(file) in said
    assert "fail_at_once" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("words", [["reader"], ["reader", "list"]], ids=["screen", "command"])
def test_no_command_prints_a_traceback(monkeypatch, capsys, words):
    monkeypatch.setattr(sys, "argv", words)
    monkeypatch.setattr(start, "open_screen", fail_at_once)
    monkeypatch.setattr("reader.cli.check_folder", fail_at_once)
    with pytest.raises(SystemExit) as end:
        start.main()
    assert end.value.code == CANNOT_GO_ON
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("reader: a mistake of its own: ZeroDivisionError")


def test_the_screen_ends_with_one_line_too(library_app):
    app = library_app
    try:
        fail_at_once()
    except ZeroDivisionError:
        app._handle_exception(sys.exc_info()[1])
    (said,) = app._exit_renderables
    assert str(said).startswith("reader: a mistake of its own: ZeroDivisionError")
    assert app.return_code == CANNOT_GO_ON


@pytest.fixture
def library_app(tmp_path, monkeypatch):
    from reader.config import Config

    (tmp_path / "a.md").write_text("Words.")
    monkeypatch.setattr(ReaderApp, "is_headless", False)
    app = ReaderApp(tmp_path, Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data"))
    yield app
    app._session.close()
