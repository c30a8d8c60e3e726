"""The speakers that a list of quotations is grouped by, named when their headings are looked at.

Owns their names. Which of them there are, and in which order, is counted elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from reader.library.model import SpeakerGroup
from reader.library.quotation_sections import Sections
from reader.library.store import Store


class SpeakerGroups(Sequence[SpeakerGroup]):
    """Speakers in order, of which each is only named when it is looked at."""

    def __init__(self, store: Store, sections: Sections) -> None:
        self._store = store
        self._sections = sections
        known = sections.known
        self._ends = known + (known < len(sections.keys))
        self._names: dict[int, str | None] = {}

    def __len__(self) -> int:
        return self._ends

    @overload
    def __getitem__(self, place: int) -> SpeakerGroup: ...
    @overload
    def __getitem__(self, place: slice) -> list[SpeakerGroup]: ...
    def __getitem__(self, place: int | slice) -> SpeakerGroup | list[SpeakerGroup]:
        """Return one speaker or several; nobody is the last."""
        if isinstance(place, slice):
            return [self[index] for index in range(*place.indices(len(self)))]
        index = range(len(self))[place]
        firsts = self._sections.firsts
        after = firsts[index + 1] if index + 1 < len(self) else firsts[-1]
        return SpeakerGroup(self._name(self._sections.keys[index]), firsts[index], after - firsts[index])

    def _name(self, key: int) -> str | None:
        if key not in self._names:
            self._names[key] = name_of(self._store, key)
        return self._names[key]


def name_of(store: Store, key: int) -> str | None:
    """Return the speaker of a section."""
    if key < 0:
        return None
    with store.guarded() as db:
        found = db.execute("SELECT name FROM labels WHERE id = ?", (key,)).fetchone()
    return None if found is None else str(found[0])
