"""Files of other kinds are counted, and said in one line."""

import json

import pytest
from click.testing import CliRunner
from made_files import docx

from reader.cli import main

ARTICLE = "The harbour of Eastmere will close for repairs in March, its council said on Monday.\n"


@pytest.fixture
def folder(tmp_path):
    library = tmp_path / "library"
    (library / "deep").mkdir(parents=True)
    (library / ".hidden").mkdir()
    for name in ("a.md", "deep/b.TXT"):
        (library / name).write_text(ARTICLE, "utf-8")
    for name in ("a.xlsx", "deep/b.XLSX", "c.jpg", "README", ".hidden.jpg", ".hidden/d.jpg", "people.toml"):
        (library / name).write_text("", "utf-8")
    return library


def check(folder, tmp_path, *options):
    home = {"XDG_CACHE_HOME": f"{tmp_path}/cache", "XDG_DATA_HOME": f"{tmp_path}/data", "HOME": str(tmp_path)}
    return CliRunner(env=home).invoke(main, ["check", "-l", str(folder), *options])


def test_they_are_said_in_one_line_and_are_no_problem(folder, tmp_path):
    done = check(folder, tmp_path)
    assert "not read: 2 .xlsx, 1 .jpg, 1 without an ending\n" in done.output
    assert done.exit_code == 0


def test_they_stand_in_the_json_too(folder, tmp_path):
    done = check(folder, tmp_path, "--json")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"path": None, "reason": "not read: 2 .xlsx, 1 .jpg, 1 without an ending"}
    ]


def test_what_patterns_leave_out_is_not_counted_again(folder, tmp_path):
    (folder / ".readerignore").write_text("*.xlsx\nREADME\ndeep/\n", "utf-8")
    assert "not read: 1 .jpg\n" in check(folder, tmp_path).output


def test_a_document_is_read_and_a_broken_one_is_a_problem_beside_it(folder, tmp_path):
    (folder / "good.docx").write_bytes(docx([ARTICLE]))
    (folder / "bad.docx").write_bytes(b"PK\x03\x04")
    done = check(folder, tmp_path)
    assert done.exit_code == 1
    assert done.stdout.startswith("bad.docx: is a damaged Word document")
    assert "good.docx" not in done.stdout
    assert "not read: 2 .xlsx" in done.output
