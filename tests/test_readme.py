"""What the program can do stands in the README, in the words of the program."""

import re
from pathlib import Path

import pytest

from reader import config
from reader.cli import main
from reader.library.query.fields import Bound, Field, Flag, Where
from reader.tui.keymap import KEYMAP, Place, show_keys

FILE = Path(__file__).parent.parent / "README.md"

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="installed without its README")
README = FILE.read_text("utf-8") if FILE.is_file() else ""


@pytest.mark.parametrize(
    "key", [key for key in KEYMAP if key.place is Place.MAIN], ids=lambda key: key.action
)
def test_every_key_is_listed(key):
    keys = " ".join(f"`{name}`" for name in show_keys(key).split(" "))
    assert f"| {keys} | {key.help} |" in README


@pytest.mark.parametrize("name", [name for name, command in main.commands.items() if not command.hidden])
def test_every_command_is_listed(name):
    assert f"\nreader {name}" in README


@pytest.mark.parametrize("setting", config._KINDS)
def test_every_setting_is_listed(setting):
    assert f"\n{setting} =" in README or f"\n[{setting}]" in README


@pytest.mark.parametrize("word", [*Field, *Flag, *Bound, *filter(None, Where)], ids=str)
def test_every_part_of_the_query_language_is_explained_in_its_table(word):
    section = README.partition("\n## Query language\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    written = {code for cell in cells for code in re.findall(r"`([^`]*)`", cell)}
    if isinstance(word, Flag):
        assert word in written
    else:
        assert any(code.startswith(f"{word}:") for code in written)


def test_every_place_that_the_architecture_names_is_there():
    table = README.partition("| to add or change | go to |")[2].partition("\n\n")[0]
    places = re.findall(r"`(reader/[\w/.]+)`", table)
    assert len(places) > 9
    assert [place for place in places if not (FILE.parent / place).is_file()] == []


def test_every_folder_of_the_package_stands_in_the_architecture():
    picture = README.partition("## Architecture")[2].partition("```")[2].partition("```")[0]
    named = re.findall(r"^ +(\w+)/ ", picture, re.MULTILINE)
    folders = [path.parent.name for path in (FILE.parent / "reader").rglob("__init__.py")]
    assert set(named) == set(folders) - {"reader"}
