"""Comparing only the paths that are reported as changed, where that finds what a walk would."""

import sys
from pathlib import Path

import pytest

from reader.config import Config
from reader.ingest import scan
from reader.ingest.update import update_index
from reader.library.lists.articles import find_articles
from reader.library.query.query import Query
from reader.library.store import Store


@pytest.fixture(autouse=True)
def _exact_names(monkeypatch):
    monkeypatch.setattr(scan, "_NAMES_ARE_EXACT", True)


@pytest.fixture
def config(tmp_path):
    return Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data")


@pytest.fixture
def folder(tmp_path, config):
    folder = tmp_path / "news"
    for name in ("a.md", "b.md", "deep/c.md", "deep/d.md"):
        put(folder, name)
    update_index(folder, config)
    return folder


def put(folder: Path, name: str, body: str = "Words.") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: A title\n---\n{body}\n", "utf-8")


def listed(folder, config):
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        return sorted(row.path for row in find_articles(store, Query()).rows(0, 100))


def counts(report):
    return report.added, report.changed, report.removed, report.unchanged


def test_only_the_reported_files_are_compared(folder, config):
    put(folder, "a.md", "Other words altogether.")
    put(folder, "b.md", "Other words too.")
    put(folder, "new.md")
    (folder / "deep/c.md").unlink()
    assert counts(update_index(folder, config, paths=["a.md", "new.md", "deep/c.md"])) == (1, 1, 1, 0)
    assert listed(folder, config) == ["a.md", "b.md", "deep/d.md", "new.md"]
    assert counts(update_index(folder, config)) == (0, 1, 0, 3)


def test_what_is_no_article_or_has_not_changed_or_came_and_went_changes_nothing(folder, config):
    (folder / "picture.png").write_bytes(b"no article")
    assert counts(update_index(folder, config, paths=["picture.png", "b.md", "gone.md"])) == (0, 0, 0, 1)


def put_link(folder):
    (folder / "link.md").symlink_to(folder / "a.md")
    return ["link.md"]


def move_folder(folder):
    (folder / "deep").rename(folder / "deeper")
    return ["deep"]


def make_folder(folder):
    put(folder, "other/x.md")
    return ["other"]


def write_settings(folder):
    (folder / "people.toml").write_text("")
    return ["people.toml"]


def lose_count(folder):
    return [f"{number}.md" for number in range(2000)]


def know_nothing(folder):
    return []


@pytest.mark.parametrize(
    "change", [put_link, move_folder, make_folder, write_settings, lose_count, know_nothing]
)
def test_the_whole_folder_is_walked_where_names_are_not_enough(folder, config, change):
    paths = change(folder)
    put(folder, "unnamed.md")
    update_index(folder, config, paths=paths)
    assert "unnamed.md" in listed(folder, config)
    assert counts(update_index(folder, config))[:3] == (0, 0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_with_a_link_in_the_folder_it_is_always_walked(folder, config):
    (folder / "again").symlink_to(folder / "deep")
    update_index(folder, config)
    put(folder, "a.md", "Other words altogether.")
    put(folder, "unnamed.md")
    assert counts(update_index(folder, config, paths=["a.md"]))[:3] == (1, 1, 0)


def test_a_corrected_article_that_moves_keeps_its_corrections(folder, config):
    (folder / "corrections.toml").write_text(
        '[[correction]]\narticle = "a.md"\nwords = "Words"\nbefore = ""\nafter = "."\nspeaker = "Ann Lee"\n',
        "utf-8",
    )
    update_index(folder, config)
    (folder / "a.md").rename(folder / "deep/a.md")
    put(folder, "unnamed.md")
    assert counts(update_index(folder, config, paths=["a.md"])) == (2, 0, 1, 3)
