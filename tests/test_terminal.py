"""The installed command in a pseudo-terminal: what a person sees, and what is left when they quit."""

import signal

import pytest

from reader.startup import shipped_articles
from terminal import COMMAND

pytestmark = pytest.mark.skipif(not COMMAND.exists(), reason="the reader command is not installed here")


@pytest.mark.parametrize(("columns", "rows"), [(200, 50), (100, 30), (80, 24), (40, 12)], ids=str)
def test_the_shipped_articles_open_and_the_terminal_is_clean_afterwards(launch, columns, rows):
    newest = max(shipped_articles().glob("2025-12*.md")).read_text("utf-8").split("title: ")[1].split("\n")[0]
    with launch(columns=columns, rows=rows) as terminal:
        terminal.wait_for(newest.strip('"')[:20])
        terminal.press("enter")
        terminal.press("tab")
        terminal.wait_for(" of ")
        terminal.press("?")
        terminal.wait_for("All keys")
        terminal.press("q")
        terminal.wait_for("All keys", gone=True)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.is_clean()


def test_the_list_follows_the_folder(launch, tmp_path):
    first = tmp_path / "first.md"
    first.write_text("---\ntitle: The first article\ndate: 2025-03-01\n---\nWords of the first.\n")
    with launch(tmp_path) as terminal:
        terminal.wait_for("1 article")
        (tmp_path / "second.md").write_text("---\ntitle: The second one\ndate: 2025-03-02\n---\nWords.\n")
        terminal.wait_for("The second one")
        first.unlink()
        terminal.wait_for("The first article", gone=True)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        assert terminal.is_clean()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_clean(launch, number):
    with launch() as terminal:
        terminal.wait_for("2 Dec 2025")
        terminal.signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert terminal.is_clean()


def test_a_dumb_terminal_gets_one_line_and_exit_status_2(launch):
    with launch(TERM="dumb") as terminal:
        assert terminal.wait_for_end() == 2
        assert b"dumb" in terminal.output
        assert b"\x1b" not in terminal.output
        assert terminal.output.count(b"\n") == 1


def test_a_hostile_folder_writes_no_escape_of_its_own(launch, tmp_path):
    (tmp_path / "evil.md").write_text(
        '---\ntitle: "A [/b] \\e]52;c;aGk=\\a title"\ndate: 2025-01-02\n---\n'
        "Text \x1b]0;owned\x07 with &#27;[31m more.\n"
    )
    (tmp_path / "name\x1b]0;owned\x07.txt").write_bytes(b"\x00\x00\x00\x01")
    with launch(tmp_path) as terminal:
        terminal.wait_for("A [/b]")
        terminal.press("!")
        terminal.wait_for("name")
        terminal.press("q", "q")
        assert terminal.wait_for_end() == 0
        assert b"\x1b]0;owned" not in terminal.output
        assert b"\x1b]52" not in terminal.output
        assert terminal.is_clean()
