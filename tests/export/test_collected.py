"""A collection is printed in its order; what is not found any more is called so and cited nowhere."""

import json

import pytest
from click.testing import CliRunner

from reader.cli import main

TEXT = "“Nobody will pay more to cross the bay,” Mira Solano said. She *left* at once.\n"
FILE = """\
[[item]]
collection = "fares"
kind = "heading"
words = "Who *pays*"

[[item]]
collection = "fares"
kind = "quotation"
article = "one.md"
words = "Nobody will pay more to cross the bay,"
note = "ask her"

[[item]]
collection = "fares"
kind = "passage"
article = "one.md"
words = "at once"
before = "She left "
after = "."

[[item]]
collection = "fares"
kind = "article"
article = "one.md"
words = "“Nobody"

[[item]]
collection = "fares"
kind = "quotation"
article = "one.md"
words = "Everybody will pay more to cross the bay"

[[item]]
collection = "other"
kind = "heading"
words = "Empty"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.md").write_text(
        f"---\ntitle: Fares\ndate: 2025-03-04\nsource: Post\n---\n{TEXT}", "utf-8"
    )
    (tmp_path / "collections.toml").write_text(FILE, "utf-8")
    return tmp_path


def run(folder, *options):
    return CliRunner().invoke(main, ["collection", "-l", str(folder), *options])


def test_names_are_printed_without_one(folder):
    done = run(folder)
    assert (done.exit_code, done.stdout) == (0, "fares: 5 items\nother: 1 item\n")


def test_lines_are_in_order_with_notes_and_what_is_lost(folder):
    done = run(folder, "fares")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "Who *pays*",
        "“Nobody will pay more to cross the bay” — Mira Solano, Post, 4 Mar 2025, “Fares”, one.md",
        "    ask her",
        "at once — “Fares”, Post, 4 Mar 2025, one.md",
        "“Fares”, Post, 4 Mar 2025, one.md",
        "not found: one.md: its words are no longer in the article",
    ]


def test_records_hold_the_words_as_they_stand_in_the_text(folder):
    shown = CliRunner().invoke(main, ["show", str(folder / "one.md"), "--json"]).stdout
    text = json.loads(shown)["text"]
    records = list(map(json.loads, run(folder, "fares", "--json").stdout.splitlines()))
    stretches = [each for each in records if each["start"] is not None]
    assert len(stretches) == 2
    for each in stretches:
        assert text[each["start"] : each["end"]] == each["text"]
    assert records[-1]["lost"]


def test_markdown_escapes_what_is_no_markdown(folder):
    printed = run(folder, "fares", "--markdown").stdout
    assert "## Who \\*pays\\*\n" in printed
    assert "> “Nobody will pay more to cross the bay”\n>\n> — Mira Solano, Post" in printed
    assert "Everybody" not in printed


def test_which_one_is_meant_must_be_said(folder):
    assert run(folder, "--json").exit_code == 2
    assert run(folder, "none").exit_code == 1


def test_mistakes_in_the_file_are_told(folder):
    (folder / "collections.toml").write_text("[[item]]\ncollection = 'a'\n")
    assert "collections.toml entry 1 lacks article" in run(folder).stderr
    assert "entry 1 lacks article" in CliRunner().invoke(main, ["check", "-l", str(folder)]).stdout


def test_without_a_file_there_is_nothing(folder):
    (folder / "collections.toml").unlink()
    done = run(folder)
    assert (done.exit_code, done.stdout) == (1, "")
