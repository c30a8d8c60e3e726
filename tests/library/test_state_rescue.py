"""A damaged state file locks nobody out: what can be read of it is saved, and it is kept."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from made_library import Library, Made, open_store

from reader.errors import LibraryError
from reader.library.lists.articles import find_articles
from reader.library.query.query import Query
from reader.library.store import Store

MARKED = 700
PAGE = 4096


def path_of(number):
    return f"in a folder with a rather long name/article number {number:04}.md"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """Return the bytes of a state with marks in some thirty pages, and some long settings."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "articles").mkdir()
    with open_store(folder) as store:
        store.db.execute("BEGIN")
        for number in range(MARKED):
            store.state.set_starred(path_of(number), True)
        store.state.set_last_filter("long " * 2_000)
        store.state.set("theme", "paper")
        store.db.execute("COMMIT")
        library = store.state.library
    with closing(sqlite3.connect(folder / "data/state.db")) as db:
        db.execute("UPDATE libraries SET folder = 'FOLDER' WHERE id = ?", (library,))
        db.commit()
        db.execute("VACUUM")
    return (folder / "data/state.db").read_bytes()


@pytest.fixture
def state(tmp_path, sound):
    """Put the state in place, as that of the folder to be opened, and return where it is."""
    path = tmp_path / "data/state.db"
    path.parent.mkdir()
    path.write_bytes(sound)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE libraries SET folder = ?", (str((tmp_path / "articles").resolve()),))
        db.commit()
    return path


def overwrite(path, first, last, junk=b"\xff"):
    """Damage the pages from the first to before the last, counted from 0."""
    data = path.read_bytes()
    damaged = data[: first * PAGE] + junk * ((last - first) * PAGE) + data[last * PAGE :]
    path.write_bytes(damaged)
    return damaged


def starred(store):
    rows = store.db.execute(
        "SELECT path FROM state.marks WHERE starred AND library = ?", (store.state.library,)
    )
    return {path for (path,) in rows}


def pages(sound):
    return len(sound) // PAGE


def test_one_damaged_page_costs_at_most_what_it_holds(tmp_path, sound, state):
    whole = state.read_bytes()
    for page in range(pages(sound)):
        for path in state.parent.iterdir():
            path.unlink()
        state.write_bytes(whole)
        damaged = overwrite(state, page, page + 1, junk=(b"\xff", b"\0", b"\x0d")[page % 3])
        with open_store(tmp_path) as store:
            left = starred(store)
            if store.notice is not None:
                aside = state.with_name("state.damaged-1.db")
                assert str(aside) in store.notice
                assert aside.read_bytes() == damaged
            assert len(left) >= MARKED - 60, f"page {page}"
            store.state.set_starred("one more.md", True)
        with open_store(tmp_path) as store:
            assert store.notice is None
            assert starred(store) == left | {"one more.md"}


def test_with_all_pages_but_the_first_damaged_the_library_opens(tmp_path, sound, state):
    damaged = overwrite(state, 1, pages(sound))
    with open_store(tmp_path) as store:
        assert "state.damaged-1.db" in store.notice
        assert starred(store) == set()
        Library(store).write(Made("a.md"))
        assert find_articles(store, Query()).total == 1
    assert state.with_name("state.damaged-1.db").read_bytes() == damaged


def test_what_stands_on_both_sides_of_the_damage_is_saved(tmp_path, sound, state):
    middle = pages(sound) // 2
    overwrite(state, middle, middle + 4)
    with open_store(tmp_path) as store:
        assert MARKED - 4 * 60 <= len(starred(store)) < MARKED


def test_marks_find_their_folder_by_its_articles_where_its_name_is_lost(tmp_path, sound, state):
    with open_store(tmp_path) as store:
        Library(store).write(*(Made(path_of(number), title=f"T {number}") for number in range(MARKED)))
        roots = dict(store.db.execute("SELECT name, rootpage FROM state.sqlite_schema"))
    for name in ("libraries", "sqlite_autoindex_libraries_1"):
        overwrite(state, roots[name] - 1, roots[name])
    with open_store(tmp_path) as store:
        assert len(starred(store)) == MARKED
        assert store.state.last_filter.startswith("long ")


def test_marks_of_another_folder_whose_name_is_lost_are_not_taken(tmp_path, sound, state):
    with open_store(tmp_path) as store:
        Library(store).write(Made("other.md"))
        roots = dict(store.db.execute("SELECT name, rootpage FROM state.sqlite_schema"))
    for name in ("libraries", "sqlite_autoindex_libraries_1"):
        overwrite(state, roots[name] - 1, roots[name])
    with open_store(tmp_path) as store:
        assert starred(store) == set()
        assert store.db.execute("SELECT count(*) FROM state.marks").fetchone()[0] == MARKED


def test_a_file_whose_header_says_nothing_is_saved_too(tmp_path, state):
    with closing(sqlite3.connect(state)) as db:
        db.execute("PRAGMA user_version = 0")
    with open_store(tmp_path) as store:
        assert "state.damaged-1.db" in store.notice
        assert len(starred(store)) == MARKED
        assert store.state.last_filter.startswith("long ")
        assert store.state.get("theme") == "paper"


def test_another_programs_database_is_set_aside(tmp_path, state):
    with closing(sqlite3.connect(state)) as db:
        for name in ("libraries", "marks", "settings"):
            db.execute(f"DROP TABLE {name}")
        db.execute("CREATE TABLE theirs (value)")
        db.commit()
    with open_store(tmp_path) as store:
        assert starred(store) == set()
    with closing(sqlite3.connect(state.with_name("state.damaged-1.db"))) as db:
        assert db.execute("SELECT count(*) FROM theirs").fetchone() == (0,)


def test_earlier_damaged_files_are_kept(tmp_path, sound, state):
    for number in (1, 2, 3):
        overwrite(state, 1, 2 + number)
        with open_store(tmp_path) as store:
            assert f"state.damaged-{number}.db" in store.notice
    assert len(list(state.parent.glob("state.damaged-?.db"))) == 3


def test_damage_met_while_the_library_is_open_costs_no_index(tmp_path, state):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
        (root,) = store.db.execute("SELECT rootpage FROM state.sqlite_schema WHERE name = 'marks'").fetchone()
    with open_store(tmp_path) as store:
        overwrite(state, root - 1, root)
        store.db.execute("PRAGMA shrink_memory")  # forgets the pages read before
        with pytest.raises(LibraryError, match="open the library again"):
            find_articles(store, Query()).rows(0, 9)
        with pytest.raises(LibraryError, match="open the library again"):
            store.state.set_starred("a.md", True)
    with open_store(tmp_path) as store:
        assert store.rebuilt is None
        assert find_articles(store, Query()).total == 1
        assert len(starred(store)) >= MARKED - 60


@pytest.mark.parametrize("refused", ["hardlink_to", "replace"])
def test_where_it_cannot_be_set_aside_nothing_is_lost(tmp_path, sound, state, monkeypatch, refused):
    damaged = overwrite(state, 8, 10)

    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(f"pathlib.Path.{refused}", refuse)
        if refused == "replace":
            with pytest.raises(LibraryError, match="Permission denied"):
                open_store(tmp_path)
            assert state.read_bytes() == damaged
        else:
            open_store(tmp_path).close()
    with open_store(tmp_path) as store:
        assert len(starred(store)) > 300


KILLED = """
import os, sys
from pathlib import Path
from reader.library.store import Store

folder, left = Path(sys.argv[1]), int(sys.argv[2])

def count(event, arguments):
    global left
    if event.startswith(("os.", "sqlite3.connect", "open")) and "data/state" in str(arguments):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)

sys.addaudithook(count)
Store.open(folder / "articles", folder / "cache", folder / "data").close()
print("finished")
"""


@pytest.mark.parametrize("steps", [2, 7, 8, 9, 10, 11, 13])
def test_killed_at_any_moment_of_saving_it_loses_nothing(tmp_path, state, steps):
    (tmp_path / "articles").mkdir()
    damaged = overwrite(state, 8, 10)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(steps)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -9 or "finished" in done.stdout, done.stderr
    with open_store(tmp_path) as store:
        assert len(starred(store)) >= MARKED - 120
        assert store.state.get("theme") == "paper"
    assert damaged in [path.read_bytes() for path in state.parent.glob("state.damaged-?.db")]


def test_two_that_meet_the_damage_at_once_save_it_once(tmp_path, sound, state):
    overwrite(state, 3, 5)
    (tmp_path / "articles").mkdir()
    first = Store.open(tmp_path / "articles", tmp_path / "cache", tmp_path / "data")
    second = Store.open(tmp_path / "articles", tmp_path / "cache", tmp_path / "data")
    first.close()
    second.close()
    assert [path.name for path in state.parent.glob("state.damaged*.db")] == ["state.damaged-1.db"]
