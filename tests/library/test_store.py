"""The index file: found, made, replaced when it is no good, and the user's state beside it."""

import sqlite3
import threading
from pathlib import Path

import pytest
from made_library import Library, Made, open_store

from reader.errors import LibraryError
from reader.library.lists.articles import find_articles, find_id
from reader.library.lists.read_article import read_article
from reader.library.query.query import Query, parse_query
from reader.library.schema import is_current
from reader.library.store import SearchInterruptedError, Store, index_path


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
        lambda path: run(path, "DROP TABLE tags"),
    ],
    ids=["garbage", "holes", "empty", "version", "notes", "tags"],
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


def test_an_index_emptied_by_another_program_while_it_is_open_is_made_anew_next_time(tmp_path):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
        run(index_of(tmp_path), "DROP TABLE articles")
        with pytest.raises(LibraryError, match="damaged"):
            find_articles(store, Query()).rows(0, 9)
    with open_store(tmp_path) as store:
        assert find_articles(store, Query()).total == 0


@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM artciles", "SELECT titel FROM articles", "SELEC 1"],
    ids=["table", "column", "syntax"],
)
def test_a_wrong_statement_is_an_error_of_ours_and_costs_nothing(tmp_path, statement):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
        with pytest.raises(sqlite3.OperationalError), store.guarded() as db:
            db.execute(statement)
    with open_store(tmp_path) as store:
        assert store.rebuilt is None
        assert find_articles(store, Query()).total == 1


def test_a_wrong_statement_takes_its_batch_back(library):
    def write_and_mistype():
        with library.store.guarded(), library.store.writing() as db:
            db.execute("INSERT INTO notes VALUES ('a', 1)")
            db.execute("INSERT INTO ntoes VALUES ('b', 1)")

    with pytest.raises(sqlite3.OperationalError, match="ntoes"):
        write_and_mistype()
    assert library.store.note("a") is None


def test_an_index_is_opened_and_read_while_another_process_writes_it(tmp_path, monkeypatch):
    monkeypatch.setattr("reader.library.schema._BUSY_TIMEOUT_SECONDS", 0)
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
        with store.writing() as db:
            db.execute("DELETE FROM groups")
            with open_store(tmp_path) as other:
                assert find_articles(other, Query()).total == 1
                other.state.set_read("a.md", True)


def test_an_index_that_another_process_has_locked_stays(tmp_path):
    with open_store(tmp_path) as store, open_store(tmp_path) as other:
        Library(store).write(Made("a.md"))
        other.db.execute("PRAGMA busy_timeout=0")
        with store.writing(), pytest.raises(LibraryError, match="another process"), other.guarded() as db:
            db.execute("DELETE FROM articles")
        assert find_articles(other, Query()).total == 1


@pytest.mark.parametrize("column", ["text", "details"])
def test_an_article_that_cannot_be_unpacked_has_the_index_made_anew_next_time(tmp_path, column):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
        store.db.execute(f"UPDATE bodies SET {column} = x'7a0102'")
        with pytest.raises(LibraryError, match="will be built anew"):
            read_article(store, find_id(store, "a.md"))
    with open_store(tmp_path) as store:
        assert find_articles(store, Query()).total == 0


def test_a_damaged_index_that_cannot_be_deleted_is_told(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md", text="words"))
        store.db.execute("DROP TABLE words_data")
        monkeypatch.setattr("reader.library.store.remove_database", refuse)
        with pytest.raises(LibraryError, match="cannot be deleted: Permission denied"):
            find_articles(store, parse_query("words"))


def test_a_transaction_that_cannot_be_committed_is_over(library):
    db = library.store.db
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 9) SELECT x FROM n"
    db.execute(f"PRAGMA max_page_count={db.execute('PRAGMA page_count').fetchone()[0]}")

    def write():
        with library.store.guarded(), library.store.writing():
            db.execute(f"INSERT INTO bodies (text, details) SELECT zeroblob(90000), '' FROM ({many})")

    for _ in range(2):
        with pytest.raises(LibraryError, match="the disk is full"):
            write()
    assert not db.in_transaction


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
