"""What is new, changed and gone."""

import pytest

from reader.library.changes import STALE, Changes, compare

KNOWN = {"a.md": (1, 10), "b.md": (2, 20), "in/c.md": (3, 30)}


@pytest.mark.parametrize(
    ("found", "known", "unread", "changes"),
    [
        ({}, {}, (), Changes((), (), (), 0)),
        (KNOWN, KNOWN, (), Changes((), (), (), 3)),
        (KNOWN, {}, (), Changes(("a.md", "b.md", "in/c.md"), (), (), 0)),
        ({}, KNOWN, (), Changes((), (), ("a.md", "b.md", "in/c.md"), 0)),
        ({**KNOWN, "a.md": (9, 10)}, KNOWN, (), Changes((), ("a.md",), (), 2)),
        ({**KNOWN, "a.md": (1, 99)}, KNOWN, (), Changes((), ("a.md",), (), 2)),
        ({**KNOWN, "d.md": (4, 40)}, KNOWN, (), Changes(("d.md",), (), (), 3)),
        (KNOWN, {**KNOWN, "b.md": STALE}, (), Changes((), ("b.md",), (), 2)),
        ({"a.md": (1, 10)}, KNOWN, ("in/",), Changes((), (), ("b.md",), 1)),
        ({}, KNOWN, ("",), Changes((), (), (), 0)),
    ],
    ids=["empty", "same", "first", "gone", "size", "time", "new", "stale", "unread", "all unread"],
)
def test_files_are_compared_by_their_looks(found, known, unread, changes):
    left = dict(found)
    assert compare(left, known.items(), unread) == changes
    assert left.keys() == {*changes.added, *changes.changed}
