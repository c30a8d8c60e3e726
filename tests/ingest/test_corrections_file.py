"""The file of corrections: written whole, read forgivingly, edited by people."""

import stat

import pytest

from reader.analysis.corrections import Correction
from reader.errors import LibraryError
from reader.ingest.corrections_file import (
    CORRECTIONS_FILE,
    Corrections,
    put_correction,
    read_corrections,
    remove_correction,
)

ODD = 'It\'s "so" \\ “it” \t…\n\n'
ONE = Correction("We shall see", "She said: “", "” and left.", "Ana Lind")
ODD_ONE = Correction(ODD, ODD, ODD, "Zoë “Z” O’Hara")
NOBODY = Correction("a start", "called it ", ".", None)
TERM = Correction("a start", "called it ", ".", None, term=True)


@pytest.mark.parametrize("correction", [ONE, ODD_ONE, NOBODY, TERM], ids=["name", "odd", "nobody", "term"])
def test_what_is_written_is_read_again(tmp_path, correction):
    assert put_correction(tmp_path, "a/b.md", correction) is None
    assert read_corrections(tmp_path) == Corrections({"a/b.md": (correction,)})


def test_the_same_words_are_corrected_in_place_and_the_earlier_decision_is_returned(tmp_path):
    put_correction(tmp_path, "a.md", NOBODY)
    put_correction(tmp_path, "a.md", ONE)
    assert put_correction(tmp_path, "a.md", TERM) == NOBODY
    assert read_corrections(tmp_path).by_path["a.md"] == (ONE, TERM)


def test_removing_leaves_the_rest_as_people_wrote_it(tmp_path):
    file = tmp_path / CORRECTIONS_FILE
    put_correction(tmp_path, "a.md", ONE)
    written = "# checked with the recording\n" + file.read_text("utf-8")
    file.write_text(written, "utf-8")
    put_correction(tmp_path, "b.md", TERM)
    assert remove_correction(tmp_path, "b.md", TERM) == TERM
    assert file.read_text("utf-8") == written
    assert remove_correction(tmp_path, "a.md", ONE) == ONE
    assert read_corrections(tmp_path) == Corrections()
    assert "# checked with the recording" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("no toml =", "is no TOML"),
        ("correction = 3", "must have its entries"),
        ("[[correction]]\nwords = 'x'", "entry 1 lacks article"),
        ("[[correction]]\narticle='a'\nwords='x'\nbefore=''\nafter=''", "entry 1 names no speaker"),
        ("[[correction]]\narticle='a'\nwords='x'\nbefore=''\nafter=''\nspeaker=3", "a speaker that is"),
        ("correction = [3]", "entry 1 is no table"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(tmp_path, text, part):
    (tmp_path / CORRECTIONS_FILE).write_text(text, "utf-8")
    assert part in (read_corrections(tmp_path).wrong or "")


def test_a_bad_entry_hides_no_good_one(tmp_path):
    file = tmp_path / CORRECTIONS_FILE
    file.write_text("[[correction]]\nwords = 'x'\n", "utf-8")
    put_correction(tmp_path, "a.md", ONE)
    found = read_corrections(tmp_path)
    assert found.by_path == {"a.md": (ONE,)}
    assert "entry 1" in (found.wrong or "")


@pytest.mark.parametrize("text", ["no toml =", "correction = 3\n", "[correction]\nx = 1\n"])
def test_a_file_that_cannot_be_understood_is_left_as_it_is(tmp_path, text):
    file = tmp_path / CORRECTIONS_FILE
    file.write_text(text, "utf-8")
    with pytest.raises(LibraryError):
        put_correction(tmp_path, "a.md", ONE)
    assert file.read_text("utf-8") == text
    assert list(tmp_path.iterdir()) == [tmp_path / CORRECTIONS_FILE]


def test_the_file_keeps_its_rights(tmp_path):
    put_correction(tmp_path, "a.md", ONE)
    file = tmp_path / CORRECTIONS_FILE
    file.chmod(0o640)
    put_correction(tmp_path, "a.md", TERM)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [tmp_path / CORRECTIONS_FILE]


def test_control_characters_in_a_name_do_not_get_through(tmp_path):
    put_correction(tmp_path, "a.md", Correction("x", "", "", "A\x1b[31mna\nLind"))
    (found,) = read_corrections(tmp_path).by_path["a.md"]
    assert "\x1b" not in (found.speaker or "")
    assert "\n" not in (found.speaker or "")


def test_an_article_that_was_moved_keeps_its_corrections_if_no_other_has_its_name():
    corrections = Corrections({"a.md": (ONE,), "b.md": (TERM,)})
    settled, gone = corrections.relocate({"old/a.md", "b.md"})
    assert settled.by_path == {"old/a.md": (ONE,), "b.md": (TERM,)}
    assert gone is None
    settled, gone = corrections.relocate({"old/a.md", "new/a.md", "b.md"})
    assert settled.by_path == {"b.md": (TERM,)}
    assert "a.md is gone" in (gone or "")
    assert "We shall see" in (gone or "")


def test_the_fingerprint_changes_with_the_corrections_of_the_article_only():
    one, two = Corrections({"a.md": (ONE,)}), Corrections({"a.md": (ONE,), "b.md": (TERM,)})
    assert one.fingerprint("a.md") == two.fingerprint("a.md") != 0
    assert one.fingerprint("b.md") == 0 != two.fingerprint("b.md")
