"""What the user has done is never lost."""

import sqlite3

import pytest
from made_library import Library, Made, open_store

from reader.errors import LibraryError, OutdatedUndoError
from reader.library.lists.articles import find_articles
from reader.library.query.query import Query, parse_query


def row(store, text=""):
    return find_articles(store, parse_query(text)).rows(0, 1)[0]


def test_marks_are_there_again_and_outlive_the_index(tmp_path):
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
        store.state.set_read("a.md", True)
        store.state.set_starred("a.md", True)
        store.state.set_position("a.md", 321)
        store.state.set_last_filter("is:unread")
        store.state.set("theme", "paper")
    for path in (tmp_path / "cache").iterdir():
        path.unlink()
    with open_store(tmp_path) as store:
        Library(store).write(Made("a.md"))
        assert (row(store).read, row(store).starred, store.state.position("a.md")) == (True, True, 321)
        assert store.state.last_filter == "is:unread"
        assert store.state.get("theme") == "paper"
        assert store.state.get("nothing") is None


def test_libraries_share_settings_but_not_marks(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name / "articles").mkdir(parents=True)
    from reader.library.store import Store

    def store_of(name):
        return Store.open(tmp_path / name / "articles", tmp_path / "cache", tmp_path / "data")

    with store_of("one") as one, store_of("other") as other:
        one.state.set_read("a.md", True)
        one.state.set_last_filter("x")
        one.state.set("theme", "paper")
        assert not other.state.is_read("a.md")
        assert other.state.last_filter == ""
        assert other.state.get("theme") == "paper"


def test_undo_takes_back_one_change_at_a_time_and_says_which(library):
    state = library.store.state
    state.set_starred("a.md", True)
    state.set_starred("a.md", True)
    state.set_read("a.md", True)
    state.set_read("b.md", True, undoable=False)
    assert state.undo() == "a.md is unread again"
    assert not state.is_read("a.md")
    assert state.is_read("b.md")
    assert state.undo() == "a.md is no longer starred"
    assert state.undo() is None
    state.set_starred("c.md", True)
    state.set_starred("c.md", False)
    assert state.undo() == "c.md is starred again"
    assert state.is_starred("c.md")


def test_several_marks_are_one_step_that_restores_each(library):
    state = library.store.state
    state.set_starred("a.md", True)
    state.set_starred_all(["a.md", "b.md", "c.md", "b.md"], True)
    state.set_read_all(["a.md"], True)
    assert state.undo() == "a.md is unread again"
    assert state.undo() == "2 articles are no longer starred"
    assert [state.is_starred(path) for path in ("a.md", "b.md", "c.md")] == [True, False, False]
    state.set_starred_all(["a.md"], True)
    assert state.undo() == "a.md is no longer starred"


def test_what_can_never_be_taken_back_does_not_stand_in_the_way_of_the_rest(library):
    state = library.store.state
    state.set_starred("a.md", True)

    def refuse():
        raise OutdatedUndoError("changed since")

    state.undoable("as it was", refuse)
    with pytest.raises(OutdatedUndoError):
        state.undo()
    assert state.undo() == "a.md is no longer starred"


def test_marks_follow_a_renamed_file(library):
    store = library.store
    library.write(Made("old.md", title="One"), Made("copy.md", title="Two"))
    store.state.set_starred("old.md", True)
    library.write(Made("new.md", title="One"), removed=("old.md",))
    assert row(store, "is:starred").path == "new.md"
    assert not store.state.is_starred("old.md")


def test_marks_follow_a_file_that_was_gone_for_a_while(library):
    library.write(Made("old.md", title="One"))
    library.store.state.set_read("old.md", True)
    library.write(removed=("old.md",))
    library.write(Made("back.md", title="One"))
    assert library.store.state.is_read("back.md")


def test_a_copy_does_not_take_the_marks_away(library):
    library.write(Made("one.md", title="One"))
    library.store.state.set_read("one.md", True)
    library.write(Made("copy.md", title="One"))
    assert library.store.state.is_read("one.md")
    assert not library.store.state.is_read("copy.md")


def test_marks_stay_when_the_text_changes_and_follow_the_new_text(library):
    library.write(Made("a.md", text="before"))
    library.store.state.set_read("a.md", True)
    library.write(Made("a.md", text="after"))
    assert row(library.store).read
    library.write(Made("b.md", text="after"), removed=("a.md",))
    assert library.store.state.is_read("b.md")


def test_a_damaged_state_file_is_set_aside_and_kept(tmp_path):
    with open_store(tmp_path) as store:
        store.state.set("theme", "paper")
    state = tmp_path / "data" / "state.db"
    state.write_bytes(b"damaged beyond repair" * 50)
    with open_store(tmp_path) as store:
        assert store.notice is not None
        assert "state.damaged-1.db" in store.notice
        assert store.state.get("theme") is None
        store.state.set("theme", "ink")
    assert (tmp_path / "data" / "state.damaged-1.db").read_bytes().startswith(b"damaged beyond")
    with open_store(tmp_path) as store:
        assert store.notice is None
        assert store.state.get("theme") == "ink"


def test_a_full_disk_is_told_and_the_rest_goes_on(library):
    library.write(Made("a.md"))
    state = library.store.state
    pages = library.store.db.execute("PRAGMA state.page_count").fetchone()[0]
    library.store.db.execute(f"PRAGMA state.max_page_count={pages}")
    with pytest.raises(LibraryError, match="the disk is full"):
        state.set_last_filter("long " * 10_000)
    assert state.last_filter == ""
    assert row(library.store).path == "a.md"
    library.store.db.execute("PRAGMA state.max_page_count=1000")
    state.set_starred("a.md", True)
    assert row(library.store, "is:starred").path == "a.md"


@pytest.mark.parametrize(
    "use",
    [
        lambda state: state.set_starred("a.md", True),
        lambda state: state.set_position("a.md", 1),
        lambda state: state.set_last_filter("x"),
        lambda state: state.set("theme", "ink"),
    ],
    ids=["star", "position", "filter", "setting"],
)
def test_state_that_may_only_be_read_is_told_and_still_read(library, use):
    state = library.store.state
    state.set_read("a.md", True)
    library.store.db.execute("PRAGMA query_only=1")
    with pytest.raises(LibraryError, match="cannot be written"):
        use(state)
    assert state.is_read("a.md")


def test_a_change_that_failed_cannot_be_taken_back(library):
    state = library.store.state
    library.store.db.execute("PRAGMA query_only=1")
    with pytest.raises(LibraryError):
        state.set_starred("a.md", True)
    assert state.undo() is None


def test_state_of_a_newer_version_is_left_alone(tmp_path):
    with open_store(tmp_path):
        pass
    path = tmp_path / "data" / "state.db"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LibraryError, match="newer"):
        open_store(tmp_path)


def test_unread_and_starred_follow_the_marks(library):
    library.write(Made("a.md"), Made("b.md", title="B"))
    library.store.state.set_read("a.md", True)
    assert [r.path for r in find_articles(library.store, parse_query("is:unread")).rows(0, 9)] == ["b.md"]
    assert {r.path: r.read for r in find_articles(library.store, Query()).rows(0, 9)} == {
        "a.md": True,
        "b.md": False,
    }
