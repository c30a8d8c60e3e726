"""What the program can do stands in the README, in the words of the program."""

import re
from pathlib import Path

import click
import pytest

from reader import config
from reader.articles.file_types import FileType
from reader.cli import main
from reader.library.query.fields import Bound, Field, Flag, Where
from reader.library.query.query import parse_query
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


def test_every_example_of_the_query_language_is_a_query():
    section = README.partition("\n## Query language\n")[2].partition("\n## ")[0]
    rows = [line.replace("\\|", "¦").split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    written = [code.replace("¦", "|") for row in rows for code in re.findall(r"`([^`]+)`", row)]
    written += [section.partition("```")[2].partition("```")[0]]
    examples = [
        code
        for code in written
        if not code.endswith((":", "OR b", "@name")) and "…" not in code and code != "-"
    ]
    assert len(examples) > 18
    for example in examples:
        query = parse_query(example)
        assert parse_query(str(query)) == query
        assert query.parts


def test_every_kind_of_file_that_holds_one_article_is_in_the_table():
    table = README.partition("| form | how it opens |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| `")]
    given = (" ".join(f"`{ending}`" for ending in kind.endings) for kind in FileType if kind.is_article)
    assert sorted(rows) == sorted(given)


def options_in_readme():
    section = README.partition("\n## Command line\n")[2].partition("\n## ")[0]
    lines = {
        match[1]: set(re.findall(r"--[a-z-]+", match[0]))
        for match in re.finditer(r"^reader (\w+).*$", section, re.MULTILINE)
    }
    prose = section.rpartition("```\n")[2]
    return lines, set(re.findall(r"--[a-z-]+", prose))


@pytest.mark.parametrize("name", [name for name, command in main.commands.items() if not command.hidden])
def test_the_options_of_a_command_are_those_that_are_listed(name):
    lines, prose = options_in_readme()
    command = main.commands[name]
    options = {option.opts[-1] for option in command.params if isinstance(option, click.Option)}
    shared = {"--since", "--until", "--sort", "--reverse", "--limit"}
    assert shared <= prose
    assert options - shared - {"--library"} == lines[name]
    assert shared <= options or not shared & options
    assert ("-l DIR" in next(line for line in README.splitlines() if line.startswith(f"reader {name} "))) == (
        "--library" in options
    )


def test_every_option_that_is_explained_exists():
    known = {opt for command in main.commands.values() for option in command.params for opt in option.opts}
    assert options_in_readme()[1] <= known | {"--help"}


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
