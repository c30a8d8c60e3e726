"""What is new, changed and gone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ingest.scan import STALE, Changes, UnchangedFiles, compare

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
def test_files_are_compared_by_size_and_time(found, known, unread, changes):
    left = dict(found)
    assert compare(left, known.items(), unread) == changes
    assert left.keys() == {*changes.added, *changes.changed}


STATS = st.dictionaries(
    st.sampled_from(["a.md", "a/b.md", "a0.md", "b.md", "żółć.md", "\U0001f600.md", "z/z/z.md"]),
    st.tuples(st.integers(1, 2), st.integers(1, 2)),
)


@given(STATS, STATS, st.booleans())
def test_leaving_out_what_is_the_same_while_walking_changes_nothing(found, known, ordered):
    unchanged = UnchangedFiles(iter(sorted(known.items())))
    walked = sorted(found.items(), reverse=not ordered)
    left = {path: stat for path, stat in walked if not unchanged(path, stat)}
    changes = compare(left, unchanged.others().items())
    whole = compare(dict(found), known.items())
    assert replace(changes, added=(), changed=(), unchanged=changes.unchanged + unchanged.count) == replace(
        whole, added=(), changed=()
    )
    assert (set(changes.added), set(changes.changed)) == (set(whole.added), set(whole.changed))
    assert not ordered or left.keys() == {*whole.added, *whole.changed}
