"""Whatever comes in by whichever door, no byte that a terminal acts on comes out: a fuzz over every door.

``READER_FAULTS_CASES=20000 pytest tests/faults/test_terminal_safety.py`` is the long run. A case is one door
that the text came in by, and one command whose output was looked at.
"""

import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.segment import Segment

from reader.cli import main
from reader.tui.text import SafeText

ATTACKS = [
    "\x1b]0;owned\x07",
    "\x1b]52;c;b3duZWQ=\x1b\\",
    "\x1b[2J",
    "\x1b[31m",
    "\x1bP+q\x1b\\",
    "\x1b_Gi=1\x1b\\",
    "\x9b31m",
    "\x9d0;owned\x9c",
    "\x1b",
    "\x07",
    "\x08\x08",
    "\r",
    "\n",
    "\t",
    "\x0e",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\U000e0041",
    "[/b]",
    "[@click=app.quit]x[/]",
    "&#27;[31m",
    "&#x9b;1m",
    "\\x1b[1m",
    "\\u001b[1m",
    "=cmd()",
    "“",
    '"',
    "'",
    "|",
    "`",
]
PAYLOADS = st.lists(
    st.one_of(st.sampled_from(ATTACKS), st.text(st.characters(exclude_categories=["Cs"]), max_size=6)),
    min_size=1,
    max_size=6,
).map("".join)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
CASES = int(os.environ.get("READER_FAULTS_CASES", "1500"))


def toml(text: str) -> str:
    return json.dumps(text)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="")


def as_name(text: str) -> str:
    """Return what of a text a file may be named."""
    name = text.replace("/", "").replace("\0", "")[:40]
    while len(name.encode()) > 200:
        name = name[:-1]
    return name.strip(".") or "x"


def put_article(library: Path, text: str) -> None:
    put(library / "body.md", f"{text}\n\n“We {text} stay,” Ann {text} said. {text}\n")
    put(library / "body.txt", f"{text}\nBy {text}\n\n“We {text} stay,” Ann Berg said of {text}.\n")


def put_front_matter(library: Path, text: str) -> None:
    fields = ("title", "source", "author", "summary", "url", "place", "date", "topics", "speakers", text)
    head = "".join(f"{json.dumps(name)}: {json.dumps(text)}\n" for name in fields)
    put(library / "head.md", f"---\n{head}---\n“We stay,” Ann Berg said.\n")
    put(library / "plain.txt", f"Title: {text}\nSource: {text}\nDate: {text}\n\n“We stay,” Ann Berg said.\n")


def put_page(library: Path, text: str) -> None:
    body = f"<p>{text} “We stay,” Ann Berg said.</p>"
    put(library / "page.md", f"<html><title>{text}</title><body>{body}</body></html>")


def put_file_name(library: Path, text: str) -> None:
    put(library / f"{as_name(text)}.md", "“We stay,” Ann Berg said.\n")
    (library / f"{as_name(text)}.txt").write_bytes(b"\0\1" * 50)  # a problem


def put_folder_name(library: Path, text: str) -> None:
    put(library / as_name(text) / "a.md", "“We stay,” Ann Berg said.\n")
    with suppress(OSError):
        (library / as_name(text) / "link.md").symlink_to(f"/nowhere/{as_name(text)}")


def put_people(library: Path, text: str) -> None:
    put(library / "people.toml", f"{toml(text)} = [{toml('Ann Berg')}]\n{toml('B ' + text)} = {toml(text)}\n")


def put_raw_people(library: Path, text: str) -> None:
    put(library / "people.toml", text)


def put_topics(library: Path, text: str) -> None:
    put(library / "topics.toml", f'[{toml(text)}]\nwords = [{toml(text)}, "stay"]\n{toml(text)} = 3\n')


def put_corrections(library: Path, text: str) -> None:
    fields = ("article", "words", "before", "after", "speaker", toml(text))
    entry = "".join(f"{field} = {toml(text)}\n" for field in fields)
    put(library / "corrections.toml", f"[[correction]]\n{entry}")


def put_settings(library: Path, text: str) -> None:
    entries = f"{toml(text)} = 1\nignore = [{toml('!' + text)}]\ntheme = {toml(text)}\n"
    searches = f"[searches]\n{toml(text)} = {toml(text)}\n"
    put(Path(os.environ["HOME"]) / ".config/reader/config.toml", entries + searches)


def put_patterns(library: Path, text: str) -> None:
    put(library / ".readerignore", text)


# Doors: a new one joins by a line.
DOORS: dict[str, Callable[[Path, str], None]] = {
    "article": put_article,
    "front matter": put_front_matter,
    "page": put_page,
    "file name": put_file_name,
    "folder name": put_folder_name,
    "people": put_people,
    "no people": put_raw_people,
    "topics": put_topics,
    "corrections": put_corrections,
    "settings": put_settings,
    "patterns": put_patterns,
    "query": lambda library, text: None,
}
# Commands: {} stands for the text as an argument.
COMMANDS = [
    ("list",),
    ("list", "--json"),
    ("list", "{}"),
    ("show", "body.md"),
    ("show", "body.txt", "--json"),
    ("show", "head.md", "--all"),
    ("show", "{}"),
    ("quotes", "--csv"),
    ("quotes", "--excel"),
    ("quotes", "--markdown"),
    ("quotes", "speaker:{}"),
    ("statements",),
    ("speakers",),
    ("speakers", "--pages"),
    ("speakers", "--csv"),
    ("topics",),
    ("check",),
    ("check", "--json"),
    ("check", "{}"),
    ("list", "--{}"),
    ("list", "--since", "{}"),
    ("list", "--sort", "{}"),
    ("{}",),
    ("index", "--marks-from", "{}"),
]


def find_unsafe(text: str) -> list[str]:
    """Return the characters of a text that a terminal acts on or a person is deceived by."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")  # of a spreadsheet's file
    acted_on = {char for char in text if unicodedata.category(char) in ("Cc", "Cs")} - {"\n"}
    return sorted(acted_on | TURNING.intersection(text))


@settings(
    max_examples=max(1, CASES // (len(COMMANDS) * 2)),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(doors=st.lists(st.sampled_from(list(DOORS)), min_size=2, max_size=2, unique=True), text=PAYLOADS)
def test_nothing_that_a_terminal_acts_on_comes_out(tally, doors, text):
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, {"HOME": folder}):
        library = Path(folder) / "news"
        put(library / "sound.md", "---\ntitle: A title\n---\n“We stay,” Ann Berg said.\n")
        for door in doors:
            with suppress(OSError, UnicodeError):
                DOORS[door](library, text)
        for command in COMMANDS:
            words = [word.replace("{}", text.replace("\0", "")) for word in command]
            if "index" not in command and "{}" not in command:
                words += ["-l", str(library)]
            elif command[0] != "{}":
                words += [f"-l{library}"]
            result = CliRunner().invoke(main, words, prog_name="reader")
            if result.exception and not isinstance(result.exception, SystemExit):
                raise result.exception
            unsafe = find_unsafe(result.output + result.stderr)
            assert not unsafe, (words, unsafe, result.output)
        shutil.rmtree(library)
    tally("cases: doors and commands", len(COMMANDS) * len(doors))


@settings(max_examples=max(100, CASES // 20))
@given(text=PAYLOADS)
def test_nothing_that_a_terminal_acts_on_passes_the_last_door_of_the_screen(text):
    (segments,) = [SafeText().apply([Segment(text)], None)]
    assert not find_unsafe("".join(segment.text for segment in segments)), segments


@pytest.mark.parametrize("text", ["\x1b[31m", "a\x9b", "\u202e", "\r"])
def test_the_check_sees_what_is_unsafe(text):
    assert find_unsafe(text)


def test_a_terminal_gets_colours_and_nothing_else(library, launch, tally):
    """The output for a terminal, with all doors open at once; the reader's own colours are taken out."""
    text = "".join(ATTACKS)
    for name, put_text in DOORS.items():
        if name not in ("settings", "no people"):
            with suppress(OSError):
                put_text(library.folder, text)
    with launch("index", "-l", library.folder) as terminal:
        terminal.wait_for_end()  # how far it has come is drawn by moving the cursor, which is ours
    for command in ("list", "quotes", "statements", "speakers", "topics", "check"):
        with launch(command, "-l", library.folder) as terminal:
            terminal.wait_for_end()
            output = COLOURS.sub("", terminal.output.decode("utf-8", "replace")).replace("\r\n", "\n")
            assert not find_unsafe(output), output
            tally("cases: doors and commands", len(DOORS))
