"""The command line on the shipped articles and on folders that go wrong."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import platformdirs
import pytest
from click.testing import CliRunner
from exports import nexis, stories

import reader
from reader.cli import main
from reader.cli_options import ORDERS, SHELLS
from reader.library.store import Store, open_indexing_lock
from reader.startup import shipped_articles


@pytest.fixture
def run():
    def run(*words):
        result = CliRunner().invoke(main, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path):
    """Two good articles and a bad file."""
    (tmp_path / "dock.md").write_text(
        "---\ntitle: Dock work begins\ndate: 2025-03-04\nsource: Harbour Post\ntopics: [shipping]\n---\n"
        "“We begin at dawn,” Ilse Brandt said on Tuesday.\n\nBrandt called the old crane “a museum piece.”\n"
    )
    (tmp_path / "strike.md").write_text(
        "---\ntitle: Pilots vote to strike\ndate: 2025-05-06\nsource: Air Wire\n---\n"
        '"Nobody flies on Friday," said Tomas Lindqvist, who leads the pilots.\n'
    )
    (tmp_path / "broken.md").write_bytes(b"\x00\x01\x02\x03" * 50)
    return tmp_path


def test_the_version_is_printed(run):
    assert reader.__version__ in run("--version").stdout


def test_help_lists_every_command_with_examples(run):
    shown = run("--help").stdout
    assert "[LIBRARY]" in shown
    for name, command in main.commands.items():
        assert command.hidden or f"  {name} " in shown
    assert "Examples:" in shown


@pytest.mark.parametrize(
    "name", sorted(name for name, command in main.commands.items() if not command.hidden)
)
def test_every_command_explains_itself(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert main.commands[name].help.split("\n")[0][:40] in result.stdout


def test_list_without_a_library_shows_the_shipped_articles_newest_first(run):
    rows = records(run("list", "--json"))
    assert len(rows) == 5
    dated = [row["date"] for row in rows if row["date"]]
    assert dated == sorted(dated, reverse=True)
    assert rows[-1]["date"] is None
    assert any(row["date_inferred"] for row in rows)


def test_list_takes_the_library_of_the_environment(run, folder, monkeypatch):
    monkeypatch.setenv("READER_LIBRARY", str(folder))
    assert [row["title"] for row in records(run("list", "--json"))] == [
        "Pilots vote to strike",
        "Dock work begins",
    ]


def test_list_filters_by_a_query(run, folder):
    assert [row["path"] for row in records(run("list", "source:harbour", "-l", folder, "--json"))] == [
        "dock.md"
    ]
    assert [row["path"] for row in records(run("list", "-l", folder, "--json", "--", "-crane"))] == [
        "strike.md"
    ]


def test_list_for_people_has_a_line_an_article(run, folder):
    lines = run("list", "-l", folder).stdout.splitlines()
    assert len(lines) == 2
    assert "6 May 2025" in lines[0]
    assert "Pilots vote to strike" in lines[0]


def test_nothing_found_is_exit_status_1(run, folder):
    result = run("list", "zeppelin", "-l", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing found" in result.stderr


@pytest.mark.parametrize(
    "query", ["speeker:brandt", '"open', "(dawn", "after:someday"], ids=["field", "mark", "bracket", "date"]
)
def test_a_bad_query_says_what_and_where_and_exits_with_2(run, folder, query):
    result = run("list", query, "-l", folder)
    assert result.exit_code == 2
    assert "at character" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_show_prints_one_object_with_sliceable_quotations(run, folder):
    (record,) = records(run("show", folder / "dock.md", "--json"))
    assert (record["title"], record["date"], record["source"]) == (
        "Dock work begins",
        "2025-03-04",
        "Harbour Post",
    )
    assert record["quotes"][0]["speaker"] == "Ilse Brandt"
    for quote in record["quotes"]:
        assert record["text"][quote["start"] : quote["end"]] == quote["text"]


def test_show_for_people_names_the_speaker(run, folder):
    assert "Ilse Brandt · said · direct" in run("show", folder / "dock.md").stdout


def test_show_names_people_as_the_library_around_the_file_does(run, folder):
    (folder / "people.toml").write_text('"Ilse M. Brandt" = ["Ilse Brandt"]\n', "utf-8")
    (folder / "topics.toml").write_text("what", "utf-8")
    deeper = folder / "2025" / "03"
    deeper.mkdir(parents=True)
    (folder / "dock.md").rename(deeper / "dock.md")
    (article,) = records(shown := run("show", deeper / "dock.md", "--json"))
    assert [quote["speaker"] for quote in article["quotes"]] == ["Ilse M. Brandt"] * 2
    assert "topics.toml: " in shown.stderr


def test_show_with_a_library_tells_what_only_all_its_files_together_tell(run, tmp_path):
    paste = (
        "Harbour Courier\n\nDocks reopen after the storm\n\n4 March\n\nDocks reopened, said Ilse Brandt.\n"
    )
    (tmp_path / "paste.txt").write_text(paste, "utf-8")
    other = "---\ntitle: Other\nsource: Harbour Courier\ndate: 2025-03-05\n---\nWords.\n"
    (tmp_path / "other.md").write_text(other, "utf-8")
    (alone,) = records(run("show", tmp_path / "paste.txt", "--json"))
    (known,) = records(run("show", "paste.txt", "-l", tmp_path, "--json"))
    told = ("source", "date", "date_inferred")
    assert [alone[key] for key in told] == [None, "--03-04", False]
    assert [known[key] for key in told] == ["Harbour Courier", "2025-03-04", True]
    listed = next(row for row in records(run("list", "-l", tmp_path, "--json")) if row["path"] == "paste.txt")
    assert [listed[key] for key in told] == [known[key] for key in told]


def test_show_of_a_broken_file_says_why_and_exits_with_1(run, folder):
    result = run("show", folder / "broken.md")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "broken.md: " in result.stderr


def test_quotes_as_json_lines_csv_and_markdown(run, folder):
    rows = records(run("quotes", "-l", folder, "--json"))
    assert {row["speaker"] for row in rows} == {"Ilse Brandt", "Tomas Lindqvist"}
    table = list(csv.DictReader(run("quotes", "-l", folder, "--csv").stdout.splitlines()))
    assert [row["text"] for row in table] == [row["text"] for row in rows]
    assert "> “We begin at dawn,”" in run("quotes", "-l", folder, "--markdown").stdout
    assert run("quotes", "-l", folder, "--csv", "--json").exit_code == 2


def test_quotes_of_one_speaker_are_only_theirs(run, folder):
    rows = records(run("quotes", "speaker:lindqvist", "-l", folder, "--json"))
    assert [row["text"].strip(",") for row in rows] == ["Nobody flies on Friday"]


def test_quotes_that_say_a_word_are_only_those_that_do(run, folder):
    rows = records(run("quotes", "said:museum", "-l", folder, "--json"))
    assert [row["text"].strip(".") for row in rows] == ["a museum piece"]
    assert run("quotes", "said:crane", "-l", folder).exit_code == 1


def test_speakers_and_topics_as_tables(run, folder):
    table = list(csv.DictReader(run("speakers", "-l", folder, "--csv").stdout.splitlines()))
    assert [(row["speaker"], row["articles"], row["may_be"]) for row in table] == [
        ("Ilse Brandt", "1", ""), ("Tomas Lindqvist", "1", ""),
    ]  # fmt: skip
    assert "| Ilse Brandt | 2 | 1 |" in run("speakers", "-l", folder, "--markdown").stdout
    assert "| shipping | 1 |" in run("topics", "-l", folder, "--markdown").stdout
    assert "shipping,1" in run("topics", "-l", folder, "--csv").stdout
    assert run("topics", "-l", folder, "--csv", "--json").exit_code == 2


def test_every_figure_of_a_speakers_page_names_the_query_that_lists_it(run, folder):
    command = ("speakers", "speaker:brandt", "-l", folder, "--pages")
    (page,) = records(run(*command, "--json"))
    assert [month["month"] for month in page["by_month"]] == ["2025-03"]
    table = list(csv.DictReader(run(*command, "--csv").stdout.splitlines()))
    assert {row["by"] for row in table} == {"month", "outlet", "topic", "cue", "cue by outlet"}
    for row in table:
        listed = records(run("quotes", "-l", folder, "--json", "--", row["query"]))
        assert len(listed) == int(row["quotations"])
        assert {each["speaker"] for each in listed} == {row["speaker"]}
    assert "## Ilse Brandt" in run(*command).stdout


def test_speakers_and_topics_are_counted(run, folder):
    people = {row["speaker"]: row["quotations"] for row in records(run("speakers", "-l", folder, "--json"))}
    assert people == {"Ilse Brandt": 2, "Tomas Lindqvist": 1}
    assert {"topic": "shipping", "articles": 1} in records(run("topics", "-l", folder, "--json"))
    assert "Ilse Brandt: 2 quotations" in run("speakers", "-l", folder).stdout
    assert "shipping" in run("topics", "-l", folder).stdout


def test_check_lists_problems_and_exits_with_1(run, folder):
    result = run("check", "-l", folder)
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["broken.md"]
    (folder / "broken.md").unlink()
    assert run("check", "-l", folder).exit_code == 0


def test_index_says_what_it_did(run, folder):
    assert (
        run("index", "-l", folder).stdout == "files: 3 added, 0 changed, 0 removed, 0 unchanged; 1 problem\n"
    )
    (folder / "dock.md").unlink()
    assert (
        run("index", "-l", folder).stdout == "files: 0 added, 0 changed, 1 removed, 2 unchanged; 1 problem\n"
    )


def test_a_name_with_escapes_reaches_no_terminal_raw(run, folder):
    (folder / "evil\x1b[31m\nname.md").write_bytes(b"")
    result = run("check", "-l", folder)
    assert "\x1b" not in result.output
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("prepare", "complaint"),
    [
        (lambda path: path / "none", "no such folder"),
        (lambda path: path, "no articles here"),
        (lambda path: (path / "x").mkdir(mode=0) or path / "x", "cannot be read"),
    ],
    ids=["missing", "empty", "unreadable"],
)
def test_a_folder_that_cannot_be_opened_is_one_clear_line(run, tmp_path, prepare, complaint):
    library = prepare(tmp_path)
    if complaint == "cannot be read" and os.access(library, os.R_OK):
        pytest.skip("this user may read everything")
    for words in ((library,), ("list", "-l", library)):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert complaint in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_the_screen_needs_a_terminal(run):
    result = run()
    assert result.exit_code == 2
    assert "needs a terminal" in result.stderr


@pytest.fixture
def settings(home):
    """Writes the user's settings."""
    path = home / ".config" / "reader" / "config.toml"
    path.parent.mkdir(parents=True)
    return path.write_text


def test_a_broken_config_is_one_clear_line(run, settings):
    settings("colour = ")
    result = run("list")
    assert result.exit_code == 2
    assert "config.toml is no TOML" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("day_first = true\ncolour = 1\n", 2, "unknown setting 'colour'"),
        ("libary = 'x'\n", 1, "did you mean library?"),
        ("[searches]\ngood = 'dawn'\nbad = '(dawn'\n", 3, "never closed"),
        ('[searches]\n"two words" = "speeker:x"\n', 2, "speaker:"),
        ("[colours]\nsky = 'blue'\n", 1, "unknown setting 'colours'"),
    ],
    ids=["unknown", "misspelt", "saved search", "name of two words", "table"],
)
def test_a_mistake_in_the_settings_is_told_with_its_line_and_the_rest_holds(
    run, folder, settings, text, line, said
):
    settings(text)
    result = run("list", "-l", folder)
    assert result.exit_code == 0
    (told,) = result.stderr.splitlines()
    assert f"config.toml, line {line}: " in told
    assert said in told


def test_the_shipped_articles_are_there():
    assert len(list(shipped_articles().glob("*.md"))) == 5


def test_the_package_runs_as_a_module(home):
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--version"], capture_output=True, text=True, check=True
    )
    assert reader.__version__ in done.stdout


def test_every_command_tells_of_a_state_that_was_set_aside(run, folder):
    run("list", "-l", folder)
    state = next(platformdirs.user_data_path("reader").glob("*.db"))
    state.write_bytes(b"damaged beyond repair" * 50)
    result = run("list", "-l", folder)
    assert result.exit_code == 0
    assert "damaged" in result.stderr
    assert "damaged" not in result.stdout


def test_waiting_for_another_process_is_said_once(run, folder):
    with open_indexing_lock(folder, platformdirs.user_cache_path("reader")) as lock:
        assert lock.acquire()
        command = [sys.executable, "-m", "reader", "list", "-l", str(folder)]
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert "waiting for another reader" in waiting.stderr.readline()
    out, err = waiting.communicate()
    assert waiting.returncode == 0
    assert "Dock work begins" in out
    assert err == ""


def test_check_counts_what_is_left_out(run, folder):
    (folder / "old").mkdir()
    (folder / "old/x.md").write_text("One line.")
    (folder / ".readerignore").write_text("old/\nbroken.*\nstrike.*\n")
    result = run("check", "-l", folder)
    assert "1 folder, 2 files" in result.stderr
    assert result.exit_code == 0


def test_many_files_without_text_are_one_line_of_the_problems(run, folder):
    for number in range(612):
        empty = "" if number % 2 else f"---\ntitle: Stub {number}\n---\n"
        (folder / f"stub-{number:03}.md").write_text(empty)
    result = run("check", "-l", folder)
    first, second = result.stdout.splitlines()
    assert first == "612 files without text, e.g. stub-000.md, stub-001.md, stub-002.md"
    assert second.startswith("broken.md: ")
    assert "2 problems" in run("index", "-l", folder).stdout


def test_a_few_files_without_text_are_named_each(run, folder):
    for number in range(3):
        (folder / f"stub-{number}.md").write_text(f"---\ntitle: Stub {number}\n---\n")
    assert run("check", "-l", folder).stdout.count("no text below") == 3


def test_drafts_are_shown_as_drafts_and_found(run, folder):
    said = {"a": "draft: true", "b": "published: false", "c": "draft: false", "d": "published: true"}
    for name, line in said.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: Note {name}\n{line}\n---\nWords of a note.\n")
    rows = {row["path"]: row["draft"] for row in records(run("list", "-l", folder, "--json"))}
    assert rows == {
        "a.md": True, "b.md": True, "c.md": False, "d.md": False, "dock.md": None, "strike.md": None,
    }  # fmt: skip
    found = records(run("list", "-l", folder, "is:draft", "--json"))
    assert {row["path"] for row in found} == {"a.md", "b.md"}
    assert len(records(run("list", "-l", folder, "-is:draft", "--json"))) == 4
    shown = run("list", "-l", folder).stdout.splitlines()
    assert [line.count("draft") for line in shown if "Note a" in line or "Note b" in line] == [1, 1]
    assert not any("draft" in line for line in shown if "Note c" in line or "Dock" in line)


def test_show_all_prints_what_was_read_as_the_head_and_what_was_set_aside(run, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(
        "Port inquiry opens\n\nHarbour Times, 4 November 2025\n\nPhoto: Jo Lens/Agency\n\n"
        "The office opened it. “We will remember,” said Karl Ott, the minister of the harbour.\n"
    )
    shown = run("show", file, "--all").stdout.splitlines()
    assert "title      Port inquiry opens" in shown
    assert "date from  the article itself" in shown
    assert "set aside  Photo: Jo Lens/Agency" in shown
    assert not any("set aside" in line for line in run("show", file).stdout.splitlines())
    assert run("show", file, "--all", "--json").exit_code == 2


def misspelt():
    """Every option of every command, each with an error in its spelling."""
    for name, command in sorted(main.commands.items()):
        for option in command.params:
            for written in option.opts if isinstance(option, click.Option) else ():
                if written.startswith("--"):
                    yield from (
                        (name, written, wrong) for wrong in (f"{written}n", written[:3] + written[4:])
                    )


@pytest.mark.parametrize(("command", "option", "wrong"), list(misspelt()), ids=lambda each: each)
def test_an_option_with_a_spelling_error_is_refused_with_the_nearest_that_exists(
    run, folder, command, option, wrong
):
    words = {"show": [folder / "dock.md"], "completion": ["bash"]}.get(command, [])
    result = run(command, *words, wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such option" in result.stderr
    assert "Did you mean" in result.stderr
    assert option in result.stderr


QUERYING = ("list", "quotes", "statements", "speakers", "topics")


@pytest.mark.parametrize(
    "word",
    ["--after", "--zzz", "--from=2025", "-j", "-json", "—json", "–limit", "--Json", "--json=yes", "---json"],
)
@pytest.mark.parametrize("command", QUERYING)
def test_what_looks_like_an_option_is_never_a_word_of_a_query(run, folder, command, word):
    result = run(command, "dawn", word, "-l", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nothing found" not in result.stderr


def test_a_minus_sign_leaves_a_word_out_wherever_it_stands(run, folder):
    for words in (["-crane", "-l", folder], ["-l", folder, "-crane"], ["-l", folder, "--", "-crane"]):
        assert [row["path"] for row in records(run("list", "--json", *words))] == ["strike.md"]
    # Words that begin with the letter of an option.
    assert len(records(run("list", "-l", folder, "--json", "-labour", "-hats"))) == 2


def test_a_folder_right_behind_its_option_is_no_word_of_the_query(run, folder, monkeypatch):
    assert len(records(run("list", f"-l{folder}", "--json"))) == 2
    monkeypatch.chdir(folder)
    assert len(records(run("list", "-l.", "--json"))) == 2
    assert run("list", "-l./none").exit_code == 2


def test_behind_two_dashes_everything_is_query(run, folder):
    assert len(records(run("list", "-l", folder, "--json", "--", "-json"))) == 2
    assert run("list", "-l", folder, "--json", "--", "dawn", "-l").exit_code == 0


def test_lists_are_bounded_by_dates_that_count(run, folder):
    def paths(*options):
        return [row["path"] for row in records(run("list", "-l", folder, "--json", *options))]

    assert paths("--since", "2025-05-06") == ["strike.md"]
    assert paths("--since=2025-03", "--until=2025-03") == ["dock.md"]
    assert paths("--until", "2025-05-06") == ["strike.md", "dock.md"]
    assert paths("--since", "-2000m") == ["strike.md", "dock.md"]
    for wrong in ("someday", "2025-13", "", "a b"):
        result = run("list", "-l", folder, "--until", wrong)
        assert result.exit_code == 2
        assert "--until" in result.stderr


def test_lists_are_sorted_reversed_and_cut(run, folder):
    (folder / "old.md").write_text("---\ntitle: A bridge\n---\n“Not yet,” said Éva Abel of the town.\n")

    def listed(command, key, *options):
        return [row[key] for row in records(run(command, "-l", folder, "--json", *options))]

    assert listed("list", "path") == ["strike.md", "dock.md", "old.md"]
    assert listed("list", "path", "--reverse") == ["dock.md", "strike.md", "old.md"]
    assert listed("list", "path", "--sort", "title") == ["old.md", "dock.md", "strike.md"]
    assert listed("list", "path", "--sort", "title", "--reverse") == ["strike.md", "dock.md", "old.md"]
    assert listed("list", "path", "--sort", "source") == ["strike.md", "dock.md", "old.md"]
    assert listed("list", "path", "--limit", "1") == ["strike.md"]
    speakers = listed("quotes", "speaker", "--sort", "speaker")
    assert speakers == ["Éva Abel", "Ilse Brandt", "Ilse Brandt", "Tomas Lindqvist"]
    assert listed("speakers", "speaker", "--sort", "speaker", "--limit", "1") == ["Éva Abel"]
    assert listed("speakers", "speaker", "--reverse")[-1] == "Ilse Brandt"
    assert run("list", "-l", folder, "--sort", "titel").exit_code == 2
    assert run("list", "-l", folder, "--limit", "0").exit_code == 2


@pytest.mark.parametrize("kind", ORDERS)
def test_every_order_can_be_asked_for(run, folder, kind):
    (folder / "again.md").write_text((folder / "dock.md").read_text())
    command = {"articles": "list", "quotations": "quotes"}.get(kind, kind)
    for order in ORDERS[kind]:
        for options in ([], ["--reverse"]):
            result = run(command, "-l", folder, "--sort", order, *options)
            assert result.exit_code in (0, 1)
            assert "No such" not in result.stderr


def as_command(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "reader", *words], stderr=subprocess.PIPE, check=False, **options
    )


@pytest.mark.parametrize(
    "words", [("list",), ("quotes", "--json"), ("show", "dock.md"), ("--help",), ("check",)]
)
def test_output_that_cannot_be_written_is_a_status_of_its_own(folder, words):
    place = ("-l", str(folder)) if words[0] != "--help" else ()
    with Path("/dev/full").open("wb") as full:
        done = as_command(*words, *place, stdout=full)
    assert done.returncode == 3
    (line,) = done.stderr.decode().strip().splitlines()[-1:]
    assert "the output cannot be written" in line
    assert b"Traceback" not in done.stderr


def test_a_reader_that_stops_reading_is_told_nothing(folder):
    for number in range(600):
        (folder / f"{number}.md").write_text(
            f"---\ntitle: News {'of the harbour ' * 20}\n---\nWords {number}.\n"
        )
    read, write = os.pipe()
    os.close(read)
    done = as_command("list", "-l", str(folder), stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (3, b"")


def test_a_closed_output_is_said(folder):
    done = as_command("list", "-l", str(folder), preexec_fn=lambda: os.close(1))
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


def test_a_query_that_is_no_utf_8_is_one_line(folder):
    for words in (b"stra\xdfe", b"dawn said:\xff\xfe"):
        done = as_command("list", "-l", str(folder), words)
        assert done.returncode == 2
        assert b"at character" in done.stderr
        assert b"UTF-8" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_query_in_utf_8_is_understood_whatever_the_locale(folder):
    (folder / "street.md").write_text("Die Straße ist gesperrt.\n", "utf-8")
    plain = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = as_command("list", "-l", str(folder), "Straße", stdout=subprocess.PIPE, env=plain)
    assert done.returncode == 0
    assert b"street.md" in done.stdout


@pytest.mark.parametrize("name", [b"caf\xe9.md", b"\xff\xfe/a b.md", "ёлка.md".encode(), b"back\\xslash.md"])
def test_a_path_that_was_printed_can_be_given_back(run, folder, name):
    file = folder / os.fsdecode(name)
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\ntitle: A name of its own\n---\nWords.\n")
    (row,) = records(run("list", "title:own", "-l", folder, "--json"))
    (article,) = records(run("show", row["path"], "-l", folder, "--json"))
    assert article["title"] == "A name of its own"
    (again,) = records(run("show", article["path"], "--json"))
    assert again == article


def test_problems_as_records(run, folder):
    result = run("check", "-l", folder, "--json")
    (record,) = records(result)
    assert (result.exit_code, record["path"]) == (1, "broken.md")
    assert record["reason"]


def complete(shell, *words):
    env = {**os.environ, "_READER_COMPLETE": f"{shell}_complete", "COMP_WORDS": " ".join(("reader", *words)),
           "COMP_CWORD": words[-1] if shell == "fish" else str(len(words))}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "reader"], env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_told_commands_options_and_fields(run, shell):
    assert "quotes" in complete(shell, "quo")
    assert "--since" in complete(shell, "list", "--si")
    assert "speaker:" in complete(shell, "list", "spe")
    assert "is:starred" in complete(shell, "list", "is:sta") or shell == "bash"
    script = run("completion", shell).stdout
    assert "_READER_COMPLETE" in script


def test_marks_of_another_folder_are_taken_over_on_request(run, folder):
    result = run("index", "-l", folder, "--marks-from", folder / "gone")
    assert result.exit_code == 2
    assert "no stars or read marks" in result.stderr
    assert run("index", "-l", folder, "--marks-from", "none").exit_code == 0


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "XDG_DATA_HOME"])
def test_where_a_folder_of_its_own_cannot_be_written_the_reader_reads_and_says_so_once(
    run, folder, tmp_path_factory, monkeypatch, variable
):
    blocked = tmp_path_factory.mktemp("blocked") / "file"
    blocked.write_text("")
    monkeypatch.setenv(variable, str(blocked))
    result = run("list", "-l", folder)
    assert result.exit_code == 0
    (said,) = result.stderr.splitlines()
    assert "cannot be written" in said
    assert str(blocked) in said


def test_marks_that_cannot_be_written_can_still_be_read(run, folder, monkeypatch):
    run("list", "-l", folder)
    data = platformdirs.user_data_path("reader")
    with Store.open(folder, platformdirs.user_cache_path("reader"), data) as store:
        store.state.set_starred("dock.md", True)
    denied = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != data and denied(path, mode))
    result = run("list", "is:starred", "-l", folder, "--json")
    assert [row["path"] for row in records(result)] == ["dock.md"]
    assert str(data) in result.stderr


@pytest.mark.parametrize(("wrong", "meant"), [("lst", "list"), ("quote", "quotes"), ("speakrs", "speakers")])
def test_a_misspelt_command_is_named_with_the_nearest(run, wrong, meant):
    result = run(wrong, "dawn")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Did you mean {meant}?" in result.stderr


def test_what_nobody_says_is_offered_from_the_texts(run, folder):
    result = run("quotes", "crane", "-l", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "1 more article with it in the text: text:crane" in result.stderr
    assert run("quotes", "text:crane", "-l", folder).exit_code == 0
    assert run("statements", "crane", "-l", folder).exit_code == 1


def test_a_slip_of_the_pen_is_offered_and_not_applied(run, folder):
    result = run("list", "flise", "speaker:brant", "-l", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean flies (1)?" in result.stderr
    assert 'did you mean speaker:"Ilse Brandt"' in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("check", "\x1b]9;x\x07"),
        ("list", "--\x1b]9;x\x07"),
        ("\x1b]0;x\x07",),
        ("list", "--since", "\x1b[31m"),
        ("index", "--marks-from"),
        ("show", "\x9b1m.md"),
        ("list", "sp\x1b[1meaker:x"),
        ("completion", "\x1b[1m"),
    ],
    ids=ascii,
)
def test_what_was_typed_is_repeated_safely(run, words):
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert (result.stderr + result.stdout).replace("\n", "").isprintable()


def test_a_name_of_a_file_writes_to_no_terminal_and_json_gives_it_back(run, folder):
    name = "a\x1b]0;x\x07\u202eb.md"
    (folder / name).write_text('---\ntitle: A\n---\n"We will stay here," Ann Berg said.\n')
    for form in ("--csv", "--excel", "--markdown", "--json"):
        printed = run("quotes", "-l", str(folder), "said:stay", form).stdout.removeprefix("\ufeff")
        assert printed
        assert printed.replace("\n", "").isprintable()
    (record,) = map(json.loads, printed.splitlines())
    assert record["path"] == name


def test_import_takes_articles_out_and_says_what_was_skipped(run, folder, tmp_path):
    source = tmp_path / "in" / "export.txt"
    source.parent.mkdir()
    source.write_text(nexis(stories(3)), "utf-8")
    dry = run("import", source, "-l", folder, "--dry-run", "--json")
    assert dry.exit_code == 0
    assert [record["imported_position"] for record in records(dry)] == [1, 2, 3]
    assert records(dry)[0]["quotes"][0]["speaker"] == "Jan Verhoef"
    assert len(list(folder.glob("2025-03-*"))) == 0
    done = run("import", source, "-l", folder, "--topics", "tunnels")
    assert done.exit_code == 0
    assert "3 articles written, 0 skipped" in done.stderr
    assert len(records(run("list", "topic:tunnels", "-l", folder, "--json"))) == 3
    again = run("import", source, "-l", folder)
    assert again.exit_code == 1
    assert again.stderr.count("skipped: ") == 3
    assert "the same text as 2025-03-02-the-lowmark-courier" in again.stderr


def test_import_asks_for_a_library_rather_than_write_beside_the_shipped_articles(run):
    result = run("import", __file__)
    assert result.exit_code == 2
    assert "-l DIR" in result.stderr


def test_an_export_in_a_library_is_a_problem_and_files_of_other_kinds_are_counted(run, folder):
    (folder / "export.txt").write_text(nexis(stories(5)), "utf-8")
    for name in ("a.xlsx", "b.xlsx", "c.jpg", ".hidden.png", "people.toml"):
        (folder / name).touch()
    (folder / "package.json").write_text('{"name": "x"}')
    checked = run("check", "-l", folder)
    assert "export.txt: a Nexis Uni export of 5 articles" in checked.stdout
    assert "not read: 2 .xlsx, 1 .jpg, 1 .json" in checked.stderr
    assert {"path": None, "reason": "not read: 2 .xlsx, 1 .jpg, 1 .json"} in records(
        run("check", "-l", folder, "--json")
    )
