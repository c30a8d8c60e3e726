"""The file of collections: written whole, read forgivingly, edited by people, taken back as it was."""

import pytest

from reader.errors import LibraryError, OutdatedUndoError
from reader.ingest.collections_file import (
    COLLECTIONS_FILE,
    Collections,
    Insert,
    Move,
    Note,
    Put,
    Remove,
    read_collections,
    rewrite,
)
from reader.library.model import CollectedItem, ItemKind
from reader.text.anchors import Anchor

ODD = 'It\'s "so" \\ “it” \t…\n\n'
ONE = CollectedItem(
    ItemKind.QUOTATION, "a.md", Anchor("We shall see", "She said: “", "” and left."), "A title"
)
TWO = CollectedItem(ItemKind.PASSAGE, "b/é.md", Anchor(ODD, ODD, ODD), "T", ODD)
THREE = CollectedItem(ItemKind.ARTICLE, "c.md", Anchor("It begins"), "C")
HEADING = CollectedItem(ItemKind.HEADING, "", Anchor("Harbour"))


def put(folder, *items, name="aid"):
    return rewrite(folder, name, Put(items), items_of(folder, name))


def items_of(folder, name="aid"):
    return read_collections(folder).by_name.get(name, ())


def change(folder, step, name="aid"):
    return rewrite(folder, name, step, items_of(folder, name))


def test_what_is_written_is_read_again_in_order_and_by_name(tmp_path):
    put(tmp_path, ONE, TWO)
    put(tmp_path, THREE, name="other")
    put(tmp_path, THREE)
    assert read_collections(tmp_path) == Collections({"aid": (ONE, TWO, THREE), "other": (THREE,)})


def test_nothing_is_put_twice_into_one_collection(tmp_path):
    put(tmp_path, ONE, ONE)
    put(tmp_path, CollectedItem(ONE.kind, ONE.path, ONE.anchor, ONE.title, "a note"))
    assert items_of(tmp_path) == (ONE,)


def test_items_move_over_those_of_their_own_collection_only(tmp_path):
    put(tmp_path, ONE)
    put(tmp_path, HEADING, name="other")
    put(tmp_path, TWO, THREE)
    change(tmp_path, Move(2, 0))
    assert items_of(tmp_path) == (THREE, ONE, TWO)
    change(tmp_path, Move(0, 1))
    assert items_of(tmp_path) == (ONE, THREE, TWO)
    assert items_of(tmp_path, "other") == (HEADING,)


def test_headings_notes_and_taking_out(tmp_path):
    put(tmp_path, ONE, TWO, THREE)
    change(tmp_path, Insert(1, HEADING))
    assert items_of(tmp_path) == (ONE, HEADING, TWO, THREE)
    change(tmp_path, Note(0, "ask her"))
    assert items_of(tmp_path)[0].note == "ask her"
    change(tmp_path, Note(0, ""))
    assert items_of(tmp_path)[0].note == ""
    change(tmp_path, Remove(frozenset({0, 2})))
    assert items_of(tmp_path) == (HEADING, THREE)


def test_comments_and_keys_of_people_stay(tmp_path):
    put(tmp_path, ONE, TWO)
    file = tmp_path / COLLECTIONS_FILE
    text = "# my list\n" + file.read_text("utf-8").replace("[[item]]", "[[item]] # checked\nmine = 1", 1)
    file.write_text(text, "utf-8")
    change(tmp_path, Move(0, 1))
    change(tmp_path, Note(0, "n"))
    written = file.read_text("utf-8")
    assert written.startswith("# my list\n")
    assert "mine = 1" in written
    assert "# checked" in written


@pytest.mark.parametrize(
    "step", [Put([THREE]), Insert(0, HEADING), Move(1, 0), Note(0, "n"), Remove(frozenset({0, 1}))]
)
def test_every_step_is_taken_back_to_the_byte(tmp_path, step):
    put(tmp_path, ONE, TWO)
    file = tmp_path / COLLECTIONS_FILE
    before = file.read_bytes()
    take_back = change(tmp_path, step)
    assert file.read_bytes() != before
    take_back()
    assert file.read_bytes() == before


def test_the_first_step_taken_back_leaves_no_file(tmp_path):
    put(tmp_path, ONE)()
    assert not (tmp_path / COLLECTIONS_FILE).exists()


def test_what_somebody_else_has_changed_since_is_not_taken_back(tmp_path):
    take_back = put(tmp_path, ONE)
    put(tmp_path, TWO)
    with pytest.raises(OutdatedUndoError, match="changed since"):
        take_back()
    assert items_of(tmp_path) == (ONE, TWO)


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(tmp_path):
    put(tmp_path, ONE)
    with pytest.raises(LibraryError, match="meanwhile"):
        rewrite(tmp_path, "aid", Remove(frozenset({0})), (TWO,))
    assert items_of(tmp_path) == (ONE,)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[item]]\ncollection = 'aid'", "entry 1 lacks article"),
        ("[[item]]\ncollection = 1", "entry 1 has a collection that is no text"),
        ("[[item]]\ncollection = 'a'\nkind = 'thing'", "entry 1 is of no kind that is known: thing"),
        ("item = 1", "must have its entries under"),
        ("item = [1]", "entry 1 is no table"),
        ("[[item", "is no TOML"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_overwritten(tmp_path, text, why):
    file = tmp_path / COLLECTIONS_FILE
    file.write_text(text)
    assert why in read_collections(tmp_path).wrong
    if "TOML" in why or "under" in why:
        with pytest.raises(LibraryError):
            put(tmp_path, ONE)
        assert file.read_text() == text


def test_faulty_entries_stay_in_the_file(tmp_path):
    file = tmp_path / COLLECTIONS_FILE
    file.write_text("[[item]]\ncollection = 'aid'\nmine = 'kept'\n")
    put(tmp_path, ONE)
    assert "kept" in file.read_text("utf-8")
    assert items_of(tmp_path) == (ONE,)


def test_a_file_that_cannot_be_written_stays(tmp_path, monkeypatch):
    put(tmp_path, ONE)
    before = (tmp_path / COLLECTIONS_FILE).read_bytes()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(LibraryError, match="No space left"):
        put(tmp_path, TWO)
    assert (tmp_path / COLLECTIONS_FILE).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [COLLECTIONS_FILE]
