"""The index file: found, made, replaced when it is no good, and the user's state beside it."""

import sqlite3
import threading
from pathlib import Path

import pytest
from made_library import Library, Made, open_store

from reader.errors import LibraryError
from reader.library.lists.articles import find_articles
from reader.library.query.query import Query, parse_query
from reader.library.store import SearchInterruptedError, Store, index_path, is_current


def index_of(folder: Path) -> Path:
    return index_path(folder / "articles", folder / "cache")


def test_the_file_name_tells_the_folder_and_two_folders_of_one_name_apart(tmp_path):
    one, other = tmp_path / "1/Łódź News!", tmp_path / "2/Łódź News!"
    one.mkdir(parents=True)
    other.mkdir(parents=True)
    names = {index_path(folder, tmp_path).name for folder in (one, other)}
    assert len(names) == 2
    assert all(name.startswith("lodz-news-") for name in names)


def test_a_link_to_a_folder_has_the_folders_index(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real link").symlink_to(tmp_path / "real")
    real, link = (index_path(tmp_path / name, tmp_path) for name in ("real", "real link"))
    assert real.stem.rpartition("-")[2] == link.stem.rpartition("-")[2]
    assert real == link


def test_what_was_written_is_there_again(tmp_path):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
    with open_store(tmp_path) as store:
        assert find_articles(store, Query()).total == 1
        assert store.rebuilt is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"no database at all" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:100] + b"\0" * 40_000),
        lambda path: path.write_bytes(b""),
        lambda path: run(path, "PRAGMA user_version = 999"),
        lambda path: run(path, "DROP TABLE notes"),
    ],
    ids=["garbage", "holes", "empty", "version", "table"],
)
def test_a_damaged_index_or_one_of_another_version_is_made_anew(tmp_path, spoil):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
    spoil(index_of(tmp_path))
    with open_store(tmp_path) as store:
        assert find_articles(store, Query()).total == 0
        Library(store).write(Made("a.md"))
        assert find_articles(store, Query()).total == 1


def run(path: Path, sql: str) -> None:
    db = sqlite3.connect(path)
    db.execute(sql)
    db.commit()
    db.close()


def test_damage_met_in_a_search_has_the_index_made_anew_next_time(tmp_path):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md", text="words"))
        store.db.execute("DROP TABLE words_data")
        with pytest.raises(LibraryError, match="damaged"):
            find_articles(store, parse_query("words"))
    with open_store(tmp_path) as store:
        assert find_articles(store, Query()).total == 0


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_what_is_no_folder_is_refused(tmp_path, name):
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(LibraryError, match=name):
        Store.open(tmp_path / name, tmp_path / "cache", tmp_path / "data")


@pytest.mark.parametrize("which", ["cache", "data"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path, which):
    (tmp_path / which).write_text("a file where a folder should be")
    with pytest.raises(LibraryError, match=which):
        open_store(tmp_path)


def test_a_second_reader_sees_what_the_first_has_committed(tmp_path):
    with open_store(tmp_path) as one, open_store(tmp_path) as other:
        Library(one).write(Made("a.md"))
        assert find_articles(other, Query()).total == 1
        with one.writing() as db:
            db.execute("DELETE FROM groups")
            assert find_articles(other, Query()).total == 1
            other.state.set_read("a.md", True)
        assert find_articles(other, Query()).total == 0
        assert one.state.is_read("a.md")


def test_an_error_takes_the_whole_batch_back(library):
    def write_and_fail():
        with library.store.writing() as db:
            db.execute("INSERT INTO notes VALUES ('a', 1)")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert library.store.note("a") is None


def test_two_first_openings_at_once_make_one_index(tmp_path):
    (tmp_path / "articles").mkdir()
    opened = []
    threads = [threading.Thread(target=lambda: opened.append(open_store(tmp_path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    for store in opened:
        assert is_current(store.db)
        store.close()


def test_a_search_can_be_stopped_from_another_thread(library):
    store = library.store
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    store.db.set_progress_handler(store.interrupt, 1000)
    with pytest.raises(SearchInterruptedError), store.guarded() as db:
        db.execute(endless).fetchone()
    store.db.set_progress_handler(None, 0)
    assert find_articles(store, Query()).total == 0
