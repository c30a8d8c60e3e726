"""Statements as the command line prints them, from articles of our own."""

import csv
import json

import pytest
from click.testing import CliRunner

from reader.cli import main

FULL = (
    "We will rebuild the old bridge before winter, and the town will pay for it, because the ferry company "
    "has broken every promise it gave us."
)
CUT = "We would rebuild the old bridge before winter … because the ferry company has broken every promise."


@pytest.fixture
def folder(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, source, date, words, speaker in (
        ("one.md", "Harbour Post", "2025-03-04", FULL, "Ilse Brandt"),
        ("two.md", "Air Wire", "2025-03-05", CUT, "Ilse Brandt"),
        ("three.md", "Valley News", "2025-03-04", FULL.replace("old", "wooden"), "Tomas Lindqvist"),
        ("four.md", "Valley News", "2025-03-09", "Nobody flies on Friday, and that is final.", "Ada Moreau"),
    ):
        (articles / name).write_text(
            f"---\ntitle: News in {name}\ndate: {date}\nsource: {source}\n---\n"
            f"“{words[:-1]},” {speaker} said on Tuesday.\n"
        )
    return articles


@pytest.fixture
def statements(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def run(*words):
        return CliRunner().invoke(main, ["statements", "-l", str(folder), *words])

    return run


def test_a_statement_is_one_record_with_its_versions_and_their_differences(statements):
    record = json.loads(statements("--json").stdout)
    assert record["text"] == FULL.replace("us.", "us,")
    assert record["speakers"] == ["Ilse Brandt", "Tomas Lindqvist"]
    assert record["conflict"] is True
    assert record["first_seen_certain"] is False
    assert sorted(record["first_seen"]) == ["one.md", "three.md"]
    cut = record["versions"][-1]
    assert (cut["path"], cut["date"], cut["fullest"]) == ("two.md", "2025-03-05", False)
    assert 0.5 < cut["kept"] < 0.9
    assert {each["change"] for each in cut["differences"]} == {"changed", "left out"}
    left_out = next(each for each in cut["differences"] if each["nature"] == "elision")
    start, end = left_out["fullest"]
    assert FULL[start:end].strip() == "and the town will pay for it,"


def test_people_read_who_was_first_and_what_was_changed(statements):
    lines = " ".join(statements().stdout.split())
    assert "Ilse Brandt, or Tomas Lindqvist (outlets disagree)" in lines
    assert "first printed by one of these: Harbour Post, 4 Mar 2025; Valley News, 4 Mar" in lines
    assert "‹will› → “would” (tense)" in lines
    assert "‹old› → “wooden”" in lines
    assert "Nobody flies" not in lines


def test_a_mark_of_a_cut_with_nothing_beside_it_is_called_so(folder, statements):
    marked = FULL.replace("winter, and", "winter, […] and")
    (folder / "four.md").write_text(
        f"---\ndate: 2025-03-05\nsource: Sea Post\n---\n“{marked[:-1]},” Ilse Brandt said on Tuesday.\n"
    )
    assert "a cut shown by “[…]”" in " ".join(statements().stdout.split())


def test_a_table_has_a_line_a_version(statements):
    rows = list(csv.DictReader(statements("--csv").stdout.splitlines()))
    assert [row["statement"] for row in rows] == ["1", "1", "1"]
    assert sum(row["fullest"] == "True" for row in rows) == 1
    assert {row["source"] for row in rows} == {"Harbour Post", "Air Wire", "Valley News"}


def test_markdown_quotes_the_fullest_words(statements):
    text = statements("--markdown").stdout
    assert text.startswith(f"> “{FULL[:-1]},”\n>\n> — Ilse Brandt")
    assert text.count("\n- ") == 3


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("source:air", 0),
        ("speaker:lindqvist", 0),
        ("said:ferry", 0),
        ("said:ferry speaker:moreau", 1),
        ("source:valley after:2025-03-08", 1),
    ],
)
def test_a_statement_is_listed_if_one_of_its_versions_is_found(statements, query, status):
    assert statements(*query.split()).exit_code == status


def test_two_formats_at_once_are_refused(statements):
    assert statements("--json", "--csv").exit_code == 2


def write_interrupted(folder, *bodies):
    for path in folder.iterdir():
        path.unlink()
    for number, body in enumerate(bodies):
        head = f"title: T{number}\ndate: 2025-03-0{number + 1}\nsource: Outlet {number}\n"
        (folder / f"{number}.md").write_text(f"---\n{head}---\n{body}\n")


START = "We will rebuild the old bridge before winter,"
REST = "and the town will pay, because the ferry company has broken every promise it gave us."
SPLIT = f"“{START}” Ilse Brandt said, “{REST}”"


def test_an_interrupted_remark_is_printed_with_the_reporters_words(folder, statements):
    write_interrupted(folder, SPLIT, f"“{START} {REST[:-1]},” Ilse Brandt said.")
    assert f"“{START}” Ilse Brandt said, “{REST}” — Ilse Brandt" in " ".join(statements().stdout.split())
    record = json.loads(statements("--json").stdout)
    split, whole = record["versions"]
    assert split["text"] == f"{START}” Ilse Brandt said, “{REST}"
    assert split["parts"] == [
        {"start": 1, "end": 1 + len(START), "text": START},
        {"start": SPLIT.index(REST), "end": SPLIT.index(REST) + len(REST), "text": REST},
    ]
    assert (split["kept"], whole["kept"], split["differences"], whole["differences"]) == (1.0, 1.0, [], [])


def test_differences_after_an_interruption_are_slices_of_the_cited_texts(folder, statements):
    write_interrupted(folder, SPLIT, f"“{START} {REST}” Ilse Brandt said.".replace("town", "city"))
    record = json.loads(statements("--json").stdout)
    other = next(version for version in record["versions"] if not version["fullest"])
    (change,) = other["differences"]
    pair = record["text"][slice(*change["fullest"])], other["text"][slice(*change["other"])]
    assert sorted(pair) == ["city", "town"]


@pytest.mark.parametrize(
    "told",
    [
        "said Ilse Brandt, the mayor of the town, to a crowd of some hundred,",
        "she told the people of the town who had come to the market square on Monday in the rain, "
        "and to the cameras of half of the world, in a voice that was hardly to be heard. Brandt added:",
    ],
    ids=["a long interruption", "a sentence between"],
)
def test_what_an_article_prints_further_on_is_not_left_out(folder, statements, told):
    pause = f"“{START}” {told} “{REST}”"
    write_interrupted(folder, f"Ilse Brandt spoke. “{START} {REST}” she said.", f"Ilse Brandt spoke. {pause}")
    record = json.loads(statements("--json").stdout)
    cut = next(version for version in record["versions"] if version["path"] == "1.md")
    assert cut["text"] == f"{START} […] {REST}"
    assert (cut["kept"], cut["differences"]) == (1.0, [])


def test_what_was_left_out_is_not_between_quotation_marks(folder, statements):
    write_interrupted(folder, f"“{START} {REST}” Ilse Brandt said.", f"“{START}” Ilse Brandt said.")
    assert f"left out: ‹{REST}›" in " ".join(statements().stdout.split())


def test_first_printed_compares_moments_and_names_their_zone(folder, statements):
    write_interrupted(folder, SPLIT, SPLIT)
    for number, date in enumerate(("2025-11-03T23:30:00-05:00", "2025-11-04T03:00:00Z")):
        path = folder / f"{number}.md"
        path.write_text(path.read_text().replace(f"2025-03-0{number + 1}", date))
    assert "first printed: Outlet 1, 4 Nov 2025 03:00 UTC\n" in statements().stdout
    record = json.loads(statements("--json").stdout)
    assert (record["first_seen"], record["first_seen_certain"]) == (["1.md"], True)
    assert [each["date_offset"] for each in record["versions"]] == ["+00:00", "-05:00"]
    assert record["versions"][1]["date"] == "2025-11-03T23:30"
