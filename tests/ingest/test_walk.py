"""Walking a folder in the order in which the index has its paths."""

import os

import pytest

from reader.ingest.walk import holds_articles, walk

NAMES = ["a.md", "a/b.md", "a/b/c.md", "a-b.md", "a0.md", "B.MD", "b/ż.txt", "b/\U0001f600.md"]


@pytest.fixture
def folder(tmp_path):
    for name in (*NAMES, "c.pdf", ".d.md", ".e/f.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def test_paths_ascend_as_in_the_index(folder):
    assert list(walk(folder, [".md", ".txt"], {}, [], [], ordered=True)) == sorted(NAMES, key=str.encode)


def test_without_an_order_the_same_paths_are_found(folder):
    assert sorted(walk(folder, [".md", ".txt"], {}, [], [])) == sorted(NAMES)


def test_one_article_deep_down_is_found(folder):
    assert holds_articles(folder, [".txt"])
    assert not holds_articles(folder, [".html"])


def test_a_folder_is_entered_once_whatever_links_lead_to_it(folder):
    (folder / "again").symlink_to(folder / "a")
    (folder / "z.md").symlink_to(folder / "a.md")
    linked: list[str] = []
    found = list(walk(folder, [".md"], {}, [], linked, ordered=True))
    assert [name for name in found if name.startswith(("a/", "again/"))] == ["a/b.md", "a/b/c.md"]
    assert sorted(linked) == ["again", "z.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_cannot_be_looked_into_is_told(folder):
    (folder / "a").chmod(0)
    problems: dict[str, str] = {}
    unread: list[str] = []
    assert "b/ż.txt" in list(walk(folder, [".txt"], problems, unread, []))
    (folder / "a").chmod(0o700)
    assert unread == ["a/"]
    assert list(problems) == ["a/"]
