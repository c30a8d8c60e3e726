"""The table of formats: every face is there, the keys of JSON stay, and other programs read the rest back."""

import csv
import dataclasses
import importlib
import io
import json
import re

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reader.cli import main
from reader.export.formats import FORMATS, JSON, Format, to_csv, to_excel, to_json, to_table

# What each command prints. Some offer plain lines and JSON, all others every format.
KINDS = {
    ("list",): "articles",
    ("show",): "article",
    ("quotes",): "quotations",
    ("statements",): "statements",
    ("speakers",): "speakers",
    ("speakers", "--pages"): "pages",
    ("topics",): "topics",
    ("collection", "aid"): "collected",
    ("check",): "problems",
    ("import", "--dry-run"): "imported",
}
FEW = ("plain", "json")
WITH_FEW = ("list", "show", "check", "import")
OFFERED = [
    (command, form) for command in KINDS for form in FORMATS if form.name in FEW or command[0] not in WITH_FEW
]
DATE = "date date_precision date_inferred"
SPEAKER = "speaker quotations articles outlets first last may_be"
SHOWN = f"""
    path title title_inferred {DATE} date_offset date_origin source place url authors
    summary topics draft text quotes quotes.start quotes.end quotes.text quotes.kind quotes.speaker
    quotes.cue quotes.rule"""
# The keys that scripts rely on, in their order; those of records inside a record come right after its own.
JSON_KEYS = {
    ("list",): f"path title title_inferred {DATE} date_offset source quotes words read starred problem draft",
    ("show",): SHOWN,
    ("quotes",): f"speaker text kind cue rule {DATE} date_offset source title path url start end",
    ("statements",): """
        text speakers conflict first_seen first_seen_certain undated
        versions versions.speaker versions.text versions.date versions.date_precision versions.date_inferred
        versions.date_offset versions.source versions.title versions.path versions.url
        versions.fullest versions.kept
        versions.spans versions.parts versions.parts.start versions.parts.end versions.parts.text
        versions.differences versions.differences.change versions.differences.nature
        versions.differences.fullest versions.differences.other""",
    ("speakers",): SPEAKER,
    ("speakers", "--pages"): f"""
        {SPEAKER} query
        by_month by_month.month by_month.quotations by_month.query
        by_outlet by_outlet.outlet by_outlet.quotations by_outlet.query
        by_outlet.cues by_outlet.cues.cue by_outlet.cues.class by_outlet.cues.quotations by_outlet.cues.query
        by_topic by_topic.topic by_topic.quotations by_topic.query
        by_cue by_cue.cue by_cue.class by_cue.quotations by_cue.query""",
    ("topics",): "topic articles",
    ("collection", "aid"): f"kind text note speaker {DATE} source title path url start end before after lost",
    ("check",): "path reason",
    ("import", "--dry-run"): f"{SHOWN} imported_from imported_position note",
}
SAID = (
    "“We will rebuild the old bridge before winter, and the town will pay for all of it,” Ilse Brandt said.\n"
)


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """What a command prints of two outlets with the same words, told differently."""
    for name, source, words in (
        ("one.md", "Harbour Post", SAID),
        ("two.md", "Air Wire", SAID.replace("will", "would")),
    ):
        head = f"---\ntitle: News\ndate: 2025-03-04\nsource: {source}\ntopics: [bridges]\n---\n"
        (tmp_path / name).write_text(head + words, "utf-8")
    (tmp_path / "collections.toml").write_text(
        "[[item]]\ncollection = 'aid'\narticle = 'one.md'\nwords = 'the old bridge before winter'\n", "utf-8"
    )
    (tmp_path / "empty.md").write_bytes(b"")

    def printed(command, form):
        option = [] if form.name == "plain" else [f"--{form.name}"]
        place = [str(tmp_path / "one.md")] if command[0] == "show" else ["-l", str(tmp_path)]
        if command[0] == "import":
            source = tmp_path.with_name(f"{tmp_path.name}-new") / "three.txt"
            source.parent.mkdir(exist_ok=True)
            source.write_text(
                "Another bridge opens\n\n4 March 2025\n\n“It holds,” Ilse Brandt said.\n", "utf-8"
            )
            place.append(str(source))
        result = CliRunner().invoke(main, [*command, *option, *place])
        assert result.exit_code == (1 if command == ("check",) else 0), result.output
        return result.stdout

    return printed


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_format_has_a_writer_for_every_kind_of_result_that_offers_it(form):
    names = {field.name for field in dataclasses.fields(Format)} & set(KINDS.values())
    assert names == set(KINDS.values())
    for kind in names:
        offered = form.name in FEW or kind not in ("articles", "article", "problems", "imported")
        writer = form.writer(kind)
        assert (writer is not None) == offered
        if writer is not None:
            module, name = writer.split(".")
            assert callable(getattr(importlib.import_module(f"reader.export.{module}"), name))


@pytest.mark.parametrize("command", KINDS, ids=" ".join)
def test_a_command_has_an_option_for_each_format_it_offers_with_the_help_of_the_table(command):
    options = {
        each.opts[0]: each.help
        for each in main.commands[command[0]].params
        if isinstance(each, click.Option) and each.opts[0] in {f"--{form.name}" for form in FORMATS}
    }
    offered = [form for other, form in OFFERED if other == command and form.name != "plain"]
    assert options == {f"--{form.name}": form.help for form in offered}


@pytest.mark.parametrize(("command", "form"), OFFERED, ids=lambda each: getattr(each, "name", None))
def test_every_command_prints_something_in_every_format_it_offers(printed, command, form):
    assert printed(command, form).strip()


def key_paths(value, before=""):
    """Yield the keys of a record, each followed by those of the records under it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield before + key
            yield from key_paths(inner, f"{before}{key}.")
    elif isinstance(value, list):
        for inner in value:
            yield from key_paths(inner, before)


@pytest.mark.parametrize("command", JSON_KEYS, ids=" ".join)
def test_the_keys_of_json_stay(printed, command):
    lines = printed(command, JSON).splitlines()
    assert lines
    for line in lines:
        assert list(dict.fromkeys(key_paths(json.loads(line)))) == JSON_KEYS[command].split()


def test_every_command_with_json_has_its_keys_listed():
    commands = {
        name
        for name, command in main.commands.items()
        if any("--json" in each.opts for each in command.params)
    }
    assert commands == {command[0] for command in JSON_KEYS}


_ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def read_back(records):
    return list(csv.DictReader(io.StringIO("\r\n".join(to_csv(records)), newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"], ids=repr)
def test_a_cell_that_a_spreadsheet_would_run_as_a_formula_begins_with_an_apostrophe_for_one_only(sign):
    records = [{"text": f'{sign}HYPERLINK("x")'}]
    (line,) = list(to_excel(records))[1:]
    assert line.lstrip('"').startswith("'")
    assert "HYPERLINK" in line
    assert not read_back(records)[0]["text"].startswith("'")


@pytest.mark.parametrize("hidden", ["\x1b[31m", "\u200b", "\x9b1m", "\x00"], ids=ascii)
def test_a_formula_behind_what_is_taken_out_is_one(hidden):
    assert list(to_excel([{"text": f"{hidden}=1"}]))[1] == "'=1"


HOSTILE = st.text(st.characters() | st.sampled_from("\x1b\x07\x9b\u202e]0;[m"), max_size=40)


@given(HOSTILE, HOSTILE)
def test_no_character_that_a_terminal_acts_on_leaves_in_any_format(one, other):
    records = [{"a": one, "b": (one, other), "n": 1}]
    for write in (to_json, to_csv, to_excel, to_table):
        written = "".join(write(records)).removeprefix("\ufeff")
        assert not _ACTED_ON.search(written), ascii(written)


@given(HOSTILE.filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text)))
def test_json_gives_back_what_it_escapes(text):
    assert json.loads("".join(to_json([{"path": text}]))) == {"path": text}


def test_csv_for_spreadsheets_says_that_it_is_utf_8():
    first, second = to_excel([{"name": "Éva"}])
    assert (first, second) == ("\ufeffname", "Éva")
    assert list(to_csv([{"name": "Éva"}])) == ["name", "Éva"]


@pytest.mark.parametrize("text", ["", "a=b", "two\nlines", "“=1”", "it, then"], ids=repr)
def test_any_other_cell_reads_back_as_it_was(text):
    assert read_back([{"text": text, "number": -1, "none": None, "names": ("Ada", "Ilse")}]) == [
        {"text": text, "number": "-1", "none": "", "names": "Ada; Ilse"}
    ]


def test_a_table_escapes_what_markdown_would_act_on():
    assert list(to_table([{"a": "x|y", "b": None}])) == ["| a | b |", "| --- | --- |", "| x\\|y |  |"]


def test_line_breaks_of_unicode_and_turns_of_direction_are_escapes_in_json():
    signs = "\u061c\u200e\u2028\u2029\u202e\u2066"
    (line,) = to_json([{"path": signs}])
    assert line.isascii()
    assert json.loads(line)["path"] == signs
