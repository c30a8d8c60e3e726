"""What is new, changed and gone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest.scan import STALE, Changes, Unchanged, compare

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


LOOKS = st.dictionaries(
    st.sampled_from(["a.md", "a/b.md", "a0.md", "b.md", "żółć.md", "\U0001f600.md", "z/z/z.md"]),
    st.tuples(st.integers(1, 2), st.integers(1, 2)),
)


@given(LOOKS, LOOKS, st.booleans())
def test_leaving_out_what_is_the_same_while_walking_changes_nothing(found, known, ordered):
    unchanged = Unchanged(iter(sorted(known.items())))
    walked = sorted(found.items(), reverse=not ordered)
    left = {path: look for path, look in walked if not unchanged(path, look)}
    changes = compare(left, unchanged.others().items())
    whole = compare(dict(found), known.items())
    assert replace(changes, added=(), changed=(), unchanged=changes.unchanged + unchanged.count) == replace(
        whole, added=(), changed=()
    )
    assert (set(changes.added), set(changes.changed)) == (set(whole.added), set(whole.changed))
    assert not ordered or left.keys() == {*whole.added, *whole.changed}
