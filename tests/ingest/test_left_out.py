"""Patterns of gitignore, in the settings and in the library's folder, leave out folders and files."""

import os
from dataclasses import replace

import pytest
from test_update import config, counts, folder, listed, put  # noqa: F401 - fixtures are found by their names

from reader.ingest.update import update_index
from reader.ingest.watch import _is_visible
from reader.library.store import Store

_FILES = ("a.md", "b.txt", "drafts/c.md", "drafts/keep.md", "deep/drafts/d.md", "deep/e.txt", "É/f g.md")


@pytest.fixture
def filled(folder):  # noqa: F811
    for name in _FILES:
        put(folder, name)
    return folder


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("drafts/", {"a.md", "b.txt", "deep/e.txt", "É/f g.md"}),
        ("/drafts", {"a.md", "b.txt", "deep/drafts/d.md", "deep/e.txt", "É/f g.md"}),
        ("*.txt", set(_FILES) - {"b.txt", "deep/e.txt"}),
        ("deep/**\n!deep/e.txt", set(_FILES) - {"deep/drafts/d.md"}),
        ("drafts/*\n!keep.md", set(_FILES) - {"drafts/c.md"}),
        ("drafts/\n!drafts/keep.md", set(_FILES) - {"drafts/c.md", "drafts/keep.md", "deep/drafts/d.md"}),
        ("# *.md\n\n   \nÉ/f\\ g.md\r\n", set(_FILES) - {"É/f g.md"}),
        ("\ufeffa.md\n[bc].*", set(_FILES) - {"a.md", "b.txt", "drafts/c.md"}),
        ("*\n!*/\n!*.txt", {"b.txt", "deep/e.txt"}),
        ("/*\n!/deep/", {"deep/drafts/d.md", "deep/e.txt"}),
        ("*.txt\n!deep", set(_FILES) - {"b.txt", "deep/e.txt"}),
        ("deep", set(_FILES) - {"deep/drafts/d.md", "deep/e.txt"}),
        ("deep/drafts", set(_FILES) - {"deep/drafts/d.md"}),
        ("**/drafts/*.md", {"a.md", "b.txt", "deep/e.txt", "É/f g.md"}),
        ("/", set(_FILES)),
        ("", set(_FILES)),
    ],
)
@pytest.mark.parametrize("place", ["settings", "file"])
def test_what_matches_is_left_out(filled, config, patterns, left, place):  # noqa: F811
    if place == "file":
        (filled / ".readerignore").write_text(patterns, "utf-8")
    else:
        config = replace(config, ignore=tuple(patterns.removeprefix("\ufeff").split("\n")))
    update_index(filled, config)
    assert set(listed(filled, config)) == left


def test_a_pattern_of_the_folder_counts_more_than_one_of_the_settings(filled, config):  # noqa: F811
    config = replace(config, ignore=("*.txt",))
    (filled / ".readerignore").write_text("!b.txt")
    update_index(filled, config)
    assert "b.txt" in listed(filled, config)
    assert "deep/e.txt" not in listed(filled, config)


def test_changed_patterns_are_followed_without_reading_the_rest_again(filled, config):  # noqa: F811
    assert counts(update_index(filled, config)) == (7, 0, 0, 0)
    (filled / ".readerignore").write_text("drafts/\n")
    assert counts(update_index(filled, config, paths={".readerignore"})) == (0, 0, 3, 4)
    with Store.open(filled, config.cache_dir, config.data_dir) as store:
        assert store.left_out() == (2, 0)
    (filled / ".readerignore").write_text("*.txt\n")
    assert counts(update_index(filled, config, paths={"a.md"})) == (3, 0, 2, 2)
    with Store.open(filled, config.cache_dir, config.data_dir) as store:
        assert store.left_out() == (0, 2)
    (filled / ".readerignore").unlink()
    assert counts(update_index(filled, config)) == (2, 0, 0, 5)


def test_a_reported_file_that_is_left_out_stays_out(filled, config):  # noqa: F811
    (filled / ".readerignore").write_text("drafts/\n")
    update_index(filled, config)
    put(filled, "drafts/new/n.md")
    put(filled, "new.md")
    assert counts(update_index(filled, config, paths={"drafts/new/n.md", "new.md"})) == (1, 0, 0, 0)
    put(filled, "drafts/c.md", title="Another")
    assert counts(update_index(filled, config, paths={"drafts/c.md"})) == (0, 0, 0, 0)


def test_a_line_that_is_no_pattern_is_told_and_the_others_count(filled, config):  # noqa: F811
    (filled / ".readerignore").write_text("*.txt\n!\n[z-a]\n")
    report = update_index(filled, config)
    (problem,) = report.problems
    assert problem.path == filled / ".readerignore"
    assert problem.reason == "line 2 is no pattern: !; line 3 is no pattern: [z-a]"
    assert "b.txt" not in listed(filled, config)


def test_patterns_that_cannot_be_read_are_told(filled, config):  # noqa: F811
    (filled / ".readerignore").write_bytes(b"\xff\n")
    assert "UTF-8" in update_index(filled, config).problems[0].reason
    (filled / ".readerignore").unlink()
    (filled / ".readerignore").mkdir()
    assert "is a folder" in update_index(filled, config).problems[0].reason
    assert len(listed(filled, config)) == 7


def test_a_changed_readerignore_is_watched(filled):
    visible = _is_visible(filled)
    assert visible(None, str(filled / ".readerignore"))
    assert visible(None, str(filled / "deep/.readerignore"))
    assert not visible(None, str(filled / ".deep/.readerignore"))
    assert not visible(None, str(filled / ".git/x"))


@pytest.mark.parametrize(
    ("place", "patterns", "left"),
    [
        ("deep", "*.txt", set(_FILES) - {"deep/e.txt"}),
        ("deep", "/drafts/", set(_FILES) - {"deep/drafts/d.md"}),
        ("deep", "/e.txt", set(_FILES) - {"deep/e.txt"}),
        ("deep", "a.md\nb.txt\ndeep/", set(_FILES)),
        ("deep/drafts", "*", set(_FILES) - {"deep/drafts/d.md"}),
    ],
)
def test_patterns_of_a_folder_hold_for_what_is_in_it(filled, config, place, patterns, left):  # noqa: F811
    (filled / place / ".readerignore").write_text(patterns)
    update_index(filled, config)
    assert set(listed(filled, config)) == left


def test_patterns_of_the_nearest_folder_count_most(filled, config):  # noqa: F811
    (filled / ".readerignore").write_text("*.txt\ndrafts/\n")
    (filled / "deep/.readerignore").write_text("!e.txt\n!drafts/\n")
    update_index(filled, config)
    assert set(listed(filled, config)) == set(_FILES) - {"b.txt", "drafts/c.md", "drafts/keep.md"}


def test_changed_patterns_of_a_folder_are_followed(filled, config):  # noqa: F811
    update_index(filled, config)
    (filled / "deep/.readerignore").write_text("*.txt\n[z-a]\n")
    report = update_index(filled, config, paths={"deep/.readerignore"})
    assert counts(report) == (0, 0, 1, 6)
    assert [each.path for each in report.problems] == [filled / "deep/.readerignore"]
    put(filled, "deep/new.txt")
    put(filled, "new.txt")
    assert counts(update_index(filled, config, paths={"deep/new.txt", "new.txt"}))[0] == 1


def test_a_pipe_as_patterns_is_told_and_not_waited_for(filled, config):  # noqa: F811
    os.mkfifo(filled / ".readerignore")
    assert "is a pipe" in update_index(filled, config).problems[0].reason
