"""The format of the data files, and that each file of the package keeps to it."""

from pathlib import Path

import pytest

import reader
from reader.text.wordlists import read_entries, read_pairs, read_sections, read_toml, read_words

PACKAGE = Path(reader.__file__).parent
LISTS = sorted(
    path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.txt") if "seeds" not in path.parts
)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_begins_with_what_it_holds_and_no_section_is_empty(path):
    assert (PACKAGE / path).read_text("utf-8").startswith("# ")
    sections = read_sections(path)
    assert all(lines for name, lines in sections.items() if name)
    assert any(sections.values())


def test_a_word_with_an_underscore_is_a_name_with_a_blank():
    assert "new york" in read_words("articles/places.txt")


def test_comments_belong_to_no_section():
    assert not any(
        line.startswith("# ") for lines in read_sections("articles/words.txt").values() for line in lines
    )


def test_entries_of_all_sections_are_read_in_order():
    entries = read_entries("analysis/lexicon/not_names.txt")
    assert entries[0] == "Monday"
    assert "however" in {entry.lower() for entry in entries}


@pytest.mark.parametrize("section", ["words", "pieces", "pasts", "plurals"])
def test_pairs_have_two_sides_that_differ(section):
    assert [
        pair for pair in read_pairs("text/english.txt", section) if not all(pair) or pair[0] == pair[1]
    ] == []


def test_no_word_has_two_american_spellings():
    for section in ("words", "pieces"):
        british = [one for one, _ in read_pairs("text/english.txt", section)]
        assert len(british) == len(set(british))


def test_a_table_is_toml():
    assert "verbs" in read_toml("analysis/lexicon/cues.toml")


def test_a_list_that_is_not_installed_is_said_to_be_missing():
    with pytest.raises(FileNotFoundError):
        read_sections("text/nothing.txt")
