"""What may stand where a user's own file is expected: it is told, and never waited for."""

import os

import pytest

from reader.analysis.corrections import Correction
from reader.config import read_config
from reader.errors import ConfigError, FileError, LibraryError
from reader.files import parse_toml, read_user_file
from reader.ingest.corrections_file import put_correction


def as_pipe(path):
    os.mkfifo(path)


def as_device(path):
    path.symlink_to("/dev/zero")


def as_circle(path):
    path.symlink_to(path.name)


def as_folder(path):
    path.mkdir()


def as_dead_link(path):
    path.symlink_to("nowhere.toml")


def as_deep(path):
    path.write_text("a = " + "[" * 5_000 + "]" * 5_000)


def as_huge(path):
    with path.open("wb") as file:
        file.truncate(5 * 1024 * 1024)


def as_bytes(path):
    path.write_bytes(b'a = "x"\nb = "\xff"\n')


def as_no_toml(path):
    path.write_text('"Ann \x1b]0;owned\x07" = \n')


FAULTS = {
    as_pipe: "is a pipe",
    as_device: "is a device",
    as_circle: "circle",
    as_folder: "is a folder",
    as_dead_link: "does not exist",
    as_deep: "nested too deeply",
    as_huge: "is too large",
    as_bytes: "line 2",
    as_no_toml: "is no TOML",
}
LIBRARY_FILES = ("people.toml", "topics.toml", "corrections.toml")


@pytest.mark.parametrize("name", LIBRARY_FILES)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_bad_file_of_the_library_is_told_and_the_articles_are_read(library, tally, name, fault):
    library.put("a.md")
    fault(library.folder / name)
    report = library.update()
    (problem,) = report.problems
    assert problem.path == library.folder / name
    assert FAULTS[fault] in problem.reason
    assert problem.reason.isprintable()
    assert library.listed() == ["a.md"]
    tally("faults injected: files of the library")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_bad_settings_are_one_line(tmp_path, tally, fault):
    path = tmp_path / "config.toml"
    fault(path)
    with pytest.raises(ConfigError) as error:
        read_config(path)
    assert str(error.value).isprintable()
    tally("faults injected: settings")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_correction_is_not_written_over_what_is_no_corrections(library, tally, fault):
    path = library.folder / "corrections.toml"
    fault(path)
    before = os.lstat(path)
    with pytest.raises(LibraryError) as error:
        put_correction(library.folder, "a.md", Correction("words", "", "", speaker="Ann Berg"))
    assert str(error.value).isprintable()
    after = os.lstat(path)
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    tally("faults injected: corrections written")


def test_a_missing_file_is_none(tmp_path):
    assert read_user_file(tmp_path / "people.toml") is None


def test_texts_of_toml_are_sanitised_unless_they_have_to_be_exact():
    data = b'"Ann\\u001b]0;owned\\u0007 Lee" = ["\\u202eA\\u009b1m"]\n'
    table = parse_toml(data)
    assert all(part.isprintable() for name, others in table.items() for part in (name, *others))
    assert parse_toml(data, exact=True) == {"Ann\x1b]0;owned\x07 Lee": ["\u202eA\x9b1m"]}


def test_a_byte_order_mark_and_line_ends_of_windows_are_read():
    assert parse_toml("\ufeffa = 1\r\n[b]\r\nc = 2\r\n".encode()) == {"a": 1, "b": {"c": 2}}


@pytest.mark.parametrize("data", [b"a = ", b"a = 1\na = 2", b"\xff"])
def test_what_is_no_toml_says_where(data):
    with pytest.raises(FileError, match="line"):
        parse_toml(data)
