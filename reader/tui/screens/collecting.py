"""Collecting: putting things aside, and what the keys of view 5 do with what has been put aside.

Owns what is collected when: the marked rows, a selected passage, the quotation under the cursor, or else the
article. Every step is written into the file at once, is said, and is taken back by undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.text.english import count
from reader.tui.host import Host
from reader.tui.keymap import Key, first_key, key_of
from reader.tui.screens.marking import Marking
from reader.tui.screens.reading import Reading
from reader.tui.views import OpenViews

if TYPE_CHECKING:
    from reader.ingest.collections_file import Change
    from reader.library.model import CollectedItem, CollectedRow
    from reader.tui.views.collection import CollectionView

_MOST_PUT = 1_000  # items at once: the article of each is read


class Collecting:
    """Puts things into collections, and changes these."""

    def __init__(
        self, host: Host, views: OpenViews, reading: Reading, marking: Marking, keymap: tuple[Key, ...]
    ) -> None:
        self._host = host
        self._views = views
        self._reading = reading
        self._marking = marking
        self._keymap = keymap

    def put(self) -> None:
        """Put the marked rows, or what is under the cursor, into the current collection."""
        collected = self._host.session.collected
        marked = self._marking.marked
        try:
            items = self._items(marked)
            if not items:
                return
            name = collected.current
            number = collected.put(name, items)
        except LibraryError as error:
            self._host.say(str(error), warning=True)
            return
        if marked:
            self._views.current.list.unmark()
        elif self._host.is_reading:
            self._reading.pane.leave_passage()
        self._views.forget_rows()
        self._host.describe()
        known = len(items) - number
        parts = [f"{count(number, 'item')} put into “{name}”"] if number else []
        parts += [
            f"{known:,} in “{name}” already" if number or known > 1 else f"it is in “{name}” already"
        ] * (known > 0)
        self._host.say("; ".join([*parts, *([self._undo_hint] if number else [])]))

    def _items(self, marked: Sequence[object]) -> Sequence[CollectedItem]:
        """Return what is to be collected; say so if that is nothing."""
        view = self._views.current
        if len(marked) > _MOST_PUT:
            self._host.say(f"more than {_MOST_PUT:,} items cannot be put in at once", warning=True)
            return ()
        if self._host.is_reading:
            items = self._read_item()
        else:
            row = view.list.row
            items = view.items_of(marked or ([] if row is None else [row]))
        if not items:
            self._host.say("there is nothing here that can be collected")
        return items

    def _read_item(self) -> Sequence[CollectedItem]:
        """Return the passage, the quotation or the article that is read."""
        from reader.library.lists.collected import collect
        from reader.library.model import ItemKind

        indexed, shown, passage = self._reading.pane.indexed, self._reading.shown, self._reading.pane.passage
        if indexed is None or shown is None:
            return ()
        quotation = self._reading.quotation
        if passage is not None:
            start, end = passage
            if not indexed.article.text[start:end].strip():
                return ()
            return [collect(indexed, shown.path, ItemKind.PASSAGE, start, end)]
        if quotation is not None:
            return [collect(indexed, shown.path, ItemKind.QUOTATION, quotation.start, quotation.end)]
        return [collect(indexed, shown.path, ItemKind.ARTICLE)]

    async def note(self) -> None:
        """Write a note on the item under the cursor; outside of a collection, on what is read or listed."""
        view, row = self._collection, self._row
        if view is None:
            await self._note_elsewhere()
            return
        if row is None:
            self._host.say("there is nothing here to write a note on")
            return
        self._ask_note(view.collection, view.items, row.place)

    async def _note_elsewhere(self) -> None:
        from dataclasses import replace

        from reader.ingest.collections_file import NOTES

        collected = self._host.session.collected
        try:
            items = self._items([])
        except LibraryError as error:
            self._host.say(str(error), warning=True)
            return
        if not items:
            return
        item = items[0]
        known = collected.items(NOTES)
        place = next(
            (
                n
                for n, each in enumerate(known)
                if (each.kind, each.path, each.anchor) == (item.kind, item.path, item.anchor)
            ),
            None,
        )
        if place is not None:
            self._ask_note(NOTES, known, place)
            return

        def decided(note: str | None) -> None:
            if not note:
                return
            try:
                collected.put(NOTES, [replace(item, note=note)])
            except LibraryError as error:
                self._host.say(str(error), warning=True)
                return
            self._reading.pane.leave_passage()
            self._views.forget_rows()
            self._host.say(f"noted, in “{NOTES}”; {self._undo_hint}")

        self._ask(f"A note on {_name(item)}", "", decided)

    def _ask_note(self, name: str, items: Sequence[CollectedItem], place: int) -> None:
        from reader.ingest.collections_file import Note

        item = items[place]

        def decided(note: str | None) -> None:
            if note is not None and note != item.note:
                done = "noted" if note else "the note is taken away"
                self._change(name, items, Note(place, note), f"{done}; {self._undo_hint}", place)

        self._ask(f"A note on {_name(item)}", item.note, decided)

    async def heading(self) -> None:
        """Write a heading above the item under the cursor."""
        from reader.ingest.collections_file import Insert
        from reader.library.model import CollectedItem, ItemKind
        from reader.text.anchors import Anchor

        view, row = self._here()
        if view is None:
            return
        place = len(view.items) if row is None else row.place

        def decided(words: str | None) -> None:
            if words:
                item = CollectedItem(ItemKind.HEADING, "", Anchor(words))
                self._change(view.collection, view.items, Insert(place, item), "", place)

        self._ask("A heading above this item", "", decided)

    def move(self, step: int) -> None:
        """Move the item under the cursor up or down."""
        from reader.ingest.collections_file import Move

        view, row = self._here()
        if view is None or row is None:
            return
        to = row.place + step
        if 0 <= to < len(view.items):
            self._change(view.collection, view.items, Move(row.place, to), "", to)
        else:
            self._host.say("this is the last item" if step > 0 else "this is the first item")

    def take_out(self) -> None:
        """Take the marked items, or the one under the cursor, out of the collection."""
        from reader.ingest.collections_file import Remove

        view, row = self._here()
        if view is None or row is None:
            return
        marked = [each.place for each in view.list.marked.values()] or [row.place]
        said = f"{count(len(marked), 'item')} taken out; {self._undo_hint}"
        self._change(view.collection, view.items, Remove(frozenset(marked)), said, min(marked))

    async def choose(self) -> None:
        """Choose the current collection, or begin a new one."""
        from reader.tui.screens.naming import Offer

        collected = self._host.session.collected
        offers = [Offer(name, f"{len(items):,}", name) for name, items in collected.read().by_name.items()]

        def decided(name: str | None) -> None:
            if name is None:
                return
            try:
                collected.choose(name)
            except LibraryError as error:
                self._host.say(str(error), warning=True)
                return
            self._views.forget_rows()
            self._host.say(f"“{name}” is the collection that things are put into now")

        from reader.tui.screens.asking import Asking

        await self._host.app.push_screen(Asking("Collections", offers=offers, now=collected.current), decided)

    @property
    def _collection(self) -> CollectionView | None:
        view = self._views.current
        if view.name != "kept" or self._host.is_reading:
            return None
        from reader.tui.views.collection import CollectionView

        assert isinstance(view, CollectionView)
        return view

    @property
    def _row(self) -> CollectedRow | None:
        view = self._collection
        return None if view is None else view.list.row

    def _here(self) -> tuple[CollectionView | None, CollectedRow | None]:
        """Return the collection on the screen and its row; say so if there is none."""
        view = self._collection
        if view is None:
            shown = first_key(key_of(self._keymap, "view_kept"))
            self._host.say(f"this is for the items of a collection; {shown} shows it")
        return view, self._row

    def _change(
        self, name: str, items: Sequence[CollectedItem], change: Change, said: str, cursor: int
    ) -> None:
        try:
            self._host.session.collected.change(name, change, items)
        except LibraryError as error:
            self._host.say(str(error), warning=True)
            return
        view = self._collection
        if view is not None:
            view.renew(cursor)
        if said:
            self._host.say(said)

    def _ask(self, title: str, value: str, decided: Callable[[str | None], None]) -> None:
        from reader.tui.screens.asking import Asking

        self._host.app.push_screen(Asking(title, value=value), decided)

    @property
    def _undo_hint(self) -> str:
        return f"{first_key(key_of(self._keymap, 'undo'))} takes it back"


def _name(item: CollectedItem) -> str:
    from reader.library.model import ItemKind

    if item.kind is ItemKind.ARTICLE:
        return f"“{item.title}”"
    return f"“{' '.join(item.anchor.words[:80].split())}”"
