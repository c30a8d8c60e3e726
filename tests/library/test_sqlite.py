"""Errors of SQLite told apart by their code."""

import sqlite3
from contextlib import closing

import pytest

from reader.library.sqlite import explain, is_damage, retry_while_locked


def error_of(db, statement):
    with pytest.raises(sqlite3.Error) as caught:
        db.execute(statement)
    return caught.value


@pytest.fixture
def db(tmp_path):
    with closing(sqlite3.connect(tmp_path / "some.db", timeout=0, isolation_level=None)) as db:
        db.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
        yield db


@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM nubmers", "SELECT nubmer FROM numbers", "SELEC 1", "INSERT INTO numbers VALUES (1), (1)"],
    ids=["table", "column", "syntax", "key"],
)
def test_a_wrong_statement_is_neither_damage_nor_explained(db, statement):
    error = error_of(db, statement)
    assert not is_damage(error)
    assert explain(error) is None


def test_a_closed_connection_is_a_bug(db):
    db.close()
    assert explain(error_of(db, "SELECT 1")) is None


def test_what_is_no_database_is_damage(tmp_path):
    (tmp_path / "no.db").write_bytes(b"plain text " * 1000)
    with closing(sqlite3.connect(tmp_path / "no.db")) as other:
        error = error_of(other, "SELECT * FROM sqlite_schema")
    assert is_damage(error)
    assert explain(error) == "the file is no database"


def test_a_database_with_a_broken_page_is_damage(db, tmp_path):
    db.close()
    path = tmp_path / "some.db"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with closing(sqlite3.connect(path)) as other:
        assert is_damage(error_of(other, "SELECT * FROM numbers"))


def test_a_full_database_is_explained(db):
    db.execute("PRAGMA max_page_count=2")
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 9999) SELECT x FROM n"
    error = error_of(db, f"INSERT INTO numbers {many}")
    assert explain(error) == "the disk is full"


def test_a_database_for_reading_only_is_explained(db, tmp_path):
    with closing(sqlite3.connect(f"file:{tmp_path / 'some.db'}?mode=ro", uri=True)) as other:
        assert explain(error_of(other, "DELETE FROM numbers")) == "the file cannot be written"


def test_a_folder_in_the_place_of_a_database_is_explained(tmp_path):
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(tmp_path)
    assert explain(caught.value) == "the file cannot be opened"


def test_work_is_done_again_while_another_connection_holds_the_lock(db, tmp_path):
    with closing(sqlite3.connect(tmp_path / "some.db", timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        tries = []

        def count():
            tries.append(1)
            if len(tries) == 3:
                other.execute("COMMIT")
            return db.execute("SELECT count(*) FROM numbers").fetchone()[0]

        assert retry_while_locked(count) == 0
        assert len(tries) == 3


def test_no_other_error_is_tried_again(db):
    tries = []

    def mistype():
        tries.append(1)
        db.execute("SELECT * FROM nubmers")

    with pytest.raises(sqlite3.OperationalError, match="nubmers"):
        retry_while_locked(mistype)
    assert len(tries) == 1
