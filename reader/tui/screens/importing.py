"""Importing on the screen: a source is typed or pasted, what is in it shown, mended, and written.

Owns the dialog and the object that writes what it answers with. The reading and writing is ``ingest``'s.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from reader.articles.model import Problem
from reader.errors import LibraryError, OutdatedUndoError
from reader.ingest.importing import Skipped, Written, mend, undo_import
from reader.ingest.sources import Found, find_articles
from reader.text.english import count
from reader.text.partial_date import format_date
from reader.text.sanitize import sanitize_line
from reader.tui.guard import Guarded
from reader.tui.host import Cancelled, Host
from reader.tui.keymap import Key, Place, bindings, first_key, key_of
from reader.tui.messages import OfferTaken
from reader.tui.screens.dialogs import DimmingScreen
from reader.tui.screens.folder_index import FolderIndex
from reader.tui.text import fit, pad
from reader.tui.widgets.base import Motion
from reader.tui.widgets.row_list import CursorList

if TYPE_CHECKING:
    from reader.tui.library_session import LibrarySession

_MOST_COMPLETIONS = 200  # names in a folder
_PROGRESS_STEP = 25  # articles between two messages
_MOST_KEPT_TOLD = 3  # files
_FIELDS = ("title", "outlet", "date", "place")
_MENDS = "outlet Harbour Post, or title, date, place …"


class _Row(NamedTuple):
    """A line of the dialog: an article found, or a path that could be meant."""

    label: str
    note: str = ""
    found: Found | None = None
    path: str = ""


class ImportList(CursorList):
    """Articles that were found, or paths that what is typed could be."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: list[_Row] = []
        self.left_out: set[int] = set()

    def show(self, rows: list[_Row], *, keep: bool = False) -> None:
        """Show rows, the cursor on the first, or where it was."""
        self.rows = rows
        if keep:
            self.refresh()
        else:
            self.left_out.clear()
            self.begin()

    @property
    def at(self) -> int:
        """Where the cursor is."""
        return self._cursor

    @property
    def length(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a row, with a dot if it will be written."""
        palette = self.palette
        if not self.rows:
            return
        row = self.rows[line]
        chosen = row.found is not None and line not in self.left_out
        yield Segment("▌" if line == self._cursor else " ", palette.accent)
        yield Segment("● " if chosen else "  ", palette.accent)
        note = fit(row.note, max(0, self.line_width // 2))
        room = max(1, self.line_width - cell_len(note) - 5)
        yield Segment(pad(fit(row.label, room), room), palette.text if chosen or row.path else palette.muted)
        yield Segment(f" {note} ", palette.muted)

    def clicked(self) -> None:
        """Take the row that was clicked."""
        self.post_message(OfferTaken())


class TextPasted(Message):
    """Lines of text were pasted: they are what is to be imported."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Source(Guarded, Input):
    """The line to type in; several lines that are pasted are a text, not a path."""

    BINDINGS: ClassVar = [
        Binding("ctrl+c", "screen.leave", show=False),
        Binding("tab", "screen.mark", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="a path, an address, or paste a text", compact=True, id="narrow")
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        if "\n" in event.text.strip():
            self.post_message(TextPasted(event.text))
        else:
            self.replace(sanitize_line(event.text), *self.selection)
        event.stop()
        event.prevent_default()


class ImportDialog(DimmingScreen[tuple[Found, ...] | None]):
    """Asks for a source, shows what is in it, lets it be mended; its answer is what is to be written.

    Args:
        source: What is looked into at once; empty to ask.
    """

    BINDINGS: ClassVar = bindings(Place.PICKER)

    def __init__(self, session: LibrarySession, source: str = "") -> None:
        super().__init__()
        self._session = session
        self._source = source
        self._found: list[Found] | None = None  # None while a source is asked for

    def compose(self) -> ComposeResult:
        """Put the line to type in above the list."""
        with Vertical(id="picker", classes="-wide"):
            yield _Source()
            yield ImportList(id="choices")

    def on_mount(self) -> None:
        """Ask for a source, or look into the one that is given."""
        self.query_one("#picker").border_title = Content("Import articles")
        self._tell("Tab completes · Enter looks into it · Esc leaves")
        self.set_focus(self.query_one(_Source))
        if self._source:
            self._look_into([self._source])
        else:
            self._complete("")

    def _tell(self, words: str) -> None:
        self.query_one("#picker").border_subtitle = Content(sanitize_line(words))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer the paths that what is typed could be."""
        if self._found is None:
            self._complete(event.value)

    def _complete(self, typed: str) -> None:
        path = Path(typed).expanduser()
        folder, begun = (path, "") if typed.endswith(os.sep) or not typed else (path.parent, path.name)
        rows: list[_Row] = []
        with suppress(OSError, ValueError):
            names = sorted(os.listdir(folder))[: 50 * _MOST_COMPLETIONS]  # noqa: PTH208
            for name in names:
                if name.startswith(begun) and (begun.startswith(".") or not name.startswith(".")):
                    shown = os.fsencode(name).decode("utf-8", "backslashreplace")
                    whole = folder / name
                    slash = os.sep if whole.is_dir() else ""
                    rows.append(_Row(sanitize_line(shown) + slash, path=f"{whole}{slash}"))
                if len(rows) == _MOST_COMPLETIONS:
                    break
        self.query_one(ImportList).show([] if typed.startswith(("http://", "https://")) else rows)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look into the source; with articles shown, mend one, or write them all."""
        typed = event.value.strip()
        if self._found is None:
            rows, at = self.query_one(ImportList).rows, self.query_one(ImportList).at
            if typed:
                self._look_into([typed if "://" in typed else str(Path(typed).expanduser())])
            elif rows:
                self._take_path(rows[at].path)
        elif typed:
            self._mend(typed)
        else:
            self.action_apply()

    def on_text_pasted(self, event: TextPasted) -> None:
        """Look into a text that was pasted."""
        if self._found is None:
            self._look_into(["-"], event.text.encode("utf-8", "replace"))

    def _look_into(self, sources: Sequence[str], text: bytes = b"") -> None:
        self._tell("looking into it …")
        self.query_one(_Source).value = ""
        day_first = self._session.day_first

        def work() -> None:
            found: list[Found] = []
            problems: list[Problem] = []
            for each in find_articles(sources, day_first=day_first, standard_input=text):
                (found if isinstance(each, Found) else problems).append(each)  # type: ignore[arg-type]
                if len(found) % _PROGRESS_STEP == 1:
                    self.app.call_from_thread(self._tell, f"{len(found):,} articles so far …")
            self.app.call_from_thread(self._show, found, problems)

        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)

    def _show(self, found: list[Found], problems: list[Problem]) -> None:
        """Show what was found; a source without articles is asked for again."""
        wrong = f"{problems[0].path.name}: {problems[0].reason}" if problems else "no articles are in it"
        if not found:
            self._tell(wrong)
            self._complete("")
            return
        self._found = found
        self.query_one(_Source).placeholder = _MENDS
        self.query_one(ImportList).show(list(map(_row_of, found)))
        more = f" · {count(len(problems), 'problem')}, first: {wrong}" if problems else ""
        self._tell(f"{count(len(found), 'article')}{more} · Tab leaves out · Enter writes · Esc leaves")

    def _mend(self, typed: str) -> None:
        """Change a field of the article under the cursor."""
        field, _, value = typed.partition(" ")
        if field.rstrip(":=") not in _FIELDS or not value.strip() or self._found is None:
            self._tell(f"write {_MENDS}")
            return
        rows = self.query_one(ImportList)
        mended = mend(self._found[rows.at], field.rstrip(":="), value.strip(), self._session.day_first)
        if mended is None:
            self._tell(f"“{value.strip()}” is no date")
            return
        self._found[rows.at] = mended
        rows.show(list(map(_row_of, self._found)), keep=True)
        self.query_one(_Source).value = ""
        self._tell(f"{field} changed · Enter writes · Esc leaves")

    def on_offer_taken(self, event: OfferTaken) -> None:
        """Leave out, or go into, the row that was clicked."""
        self.action_mark()

    def action_mark(self) -> None:
        """Complete the path under the cursor; of an article, leave it out, or take it in again."""
        rows = self.query_one(ImportList)
        if not rows.rows:
            return
        if self._found is None:
            self._take_path(rows.rows[rows.at].path)
            return
        rows.left_out ^= {rows.at}
        rows.move("down")

    def _take_path(self, path: str) -> None:
        source = self.query_one(_Source)
        source.value = path
        source.cursor_position = len(path)

    def action_move(self, motion: Motion) -> None:
        """Move the cursor over the rows."""
        self.query_one(ImportList).move(motion)

    def action_apply(self) -> None:
        """Answer with the articles that are not left out."""
        if self._found is not None:
            left_out = self.query_one(ImportList).left_out
            self.dismiss(tuple(each for at, each in enumerate(self._found) if at not in left_out))

    def action_leave(self) -> None:
        """Import nothing."""
        self.dismiss(None)


def _row_of(found: Found) -> _Row:
    article = found.article
    said = (format_date(article.date), article.source or "outlet unknown", *filter(None, [article.place]))
    return _Row(article.title, " · ".join(said), found)


class Importing:
    """Imports what the dialog answers with."""

    def __init__(self, host: Host, folder_index: FolderIndex, keymap: tuple[Key, ...]) -> None:
        self._host = host
        self._folder_index = folder_index
        self._keymap = keymap
        self._written: list[
            Written
        ] = []  # by the last import, while nothing else was done that can be undone

    async def open(self, source: str = "") -> None:
        """Ask for a source and import what is in it."""

        def decided(found: tuple[Found, ...] | None) -> None:
            if found:
                self._host.say(f"writing {count(len(found), 'article')} …")
                self._host.in_thread(lambda cancelled: self._write(found, cancelled), group="import")

        await self._host.app.push_screen(ImportDialog(self._host.session, source), decided)

    def _write(self, found: Sequence[Found], cancelled: Cancelled) -> None:
        written: list[Written] = []
        skipped: list[Skipped] = []
        reason = ""
        try:
            for result in self._host.session.import_articles(found, cancelled):
                if isinstance(result, Written):
                    written.append(result)
                elif isinstance(result, Skipped):
                    skipped.append(result)
                if len(written) % _PROGRESS_STEP == 1:
                    self._host.call_later(self._host.say, f"{len(written):,} of {len(found):,} written …")
        except LibraryError as error:
            reason = str(error)
        self._host.call_later(self._tell, written, skipped, reason)

    def _tell(self, written: list[Written], skipped: list[Skipped], reason: str) -> None:
        said = [f"{count(len(written), 'article')} written"]
        if skipped:
            first = skipped[0]
            said.append(
                f"{len(skipped):,} skipped: {first.found.article.title}: {first.reason} as {first.twin}"
            )
        if written:
            self._host.session.marks.undoable(
                f"{count(len(written), 'file')} removed", partial(_take_back, written)
            )
            said.append(f"{first_key(key_of(self._keymap, 'undo'))} removes them")
        self._host.say(" · ".join([*([reason] if reason else []), *said]), warning=bool(reason))
        self._folder_index.update()


def _take_back(written: Sequence[Written]) -> None:
    """Remove what an import wrote.

    Raises:
        OutdatedUndoError: Some was changed since, and stays.
    """
    removed, kept = undo_import(written)
    if kept:
        stays = ", ".join(kept[:_MOST_KEPT_TOLD])
        raise OutdatedUndoError(f"{count(removed, 'file')} removed; changed since, and kept: {stays}")
