"""What every view is: a list of rows, panes beside it, and answers to the keys that depend on the row.

Owns the contract between the room and its views, and what a view does where it has nothing special to do.
Refuses to filter: the room has the filter and tells each view, when it is on the screen, what to show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from reader.library.model import Facets, QuotationRow
    from reader.tui.filter_state import Filter
    from reader.tui.screens.main import Room
    from reader.tui.widgets.base import LineView
    from reader.tui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Location:
    """A place to read.

    Attributes:
        article: Number in the index.
        path: Relative to the library's folder.
        start: Offset of a quotation's words, on which the article's cursor is put; None for the place where
            reading stopped.
    """

    article: int
    path: str
    start: int | None = None


class View:
    """One way to look at what the filter finds.

    Attributes:
        name: What its key calls it.
        nothing: What is said where there is nothing to list, though nothing is filtered; if it is not given,
            the name is said to be missing.
        hints: Actions that the status line names while the list has the keys, the most useful first; the last
            is left out last.
        labels: What such an action is called here, where its usual name would mislead.
        list: The list in the middle.
    """

    name: ClassVar[str]
    nothing: ClassVar[str] = ""
    hints: ClassVar[tuple[str, ...]]
    labels: ClassVar[Mapping[str, str]] = MappingProxyType({})
    list: RowList[Any]

    def __init__(self, room: Room) -> None:
        self.room = room

    @property
    def panes(self) -> tuple[LineView, ...]:
        """The list and what stands to its right, from pane to pane; the last is the article.

        Beside the list, the second one is seen, or the one that has the keys. A view with a page of its own
        puts it between; pages have the class ``side``.
        """
        return (self.list, self.room.view)

    @property
    def location(self) -> Location | None:
        """Where the row under the cursor is to be read; None if it is no article."""
        raise NotImplementedError

    def apply(self, filter: Filter, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Show what a filter finds; change nothing if that fails.

        Args:
            pattern: What a search looks for, to be painted.
            keep: Keep the cursor on its row, if that is found too.

        Raises:
            ReaderError: The library cannot answer.
        """
        raise NotImplementedError

    @property
    def articles(self) -> int | None:
        """How many articles were found, if the view knows it already."""
        return None

    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say how much was found, in fewer and fewer words.

        Args:
            facets: Counts under the filter, once they are there.
            everything: Number of articles without a filter.
        """
        raise NotImplementedError

    def preview(self) -> None:
        """Show beside the list what its cursor stands on."""
        self.room.show_article(self.location)

    def open(self, pane: LineView) -> None:
        """Go on from a pane into the next, with what is under its cursor; never called for the article."""
        self.room.read(self.location)

    def step(self, step: int) -> bool:
        """Go to the next or previous article; False if there is none."""
        return self.list.go_to(self.list.cursor + step)

    def quotation(self, step: int) -> bool:
        """Go to the next or previous quotation in the view's own panes; False leaves that to the article."""
        return False

    def match(self, step: int) -> bool:
        """Go to the next or previous match in the view's own panes; False leaves that to the article."""
        return False

    @property
    def citation(self) -> str | None:
        """What is copied of what is under the cursor, with its citation; None leaves that to the article."""
        return None

    def go_to(self, found: QuotationRow) -> bool:
        """Put the cursor on the row to which a quotation belongs; False if there is none."""
        raise NotImplementedError

    def sort(self) -> None:
        """Sort in the next order."""
        self.room.say("this list has one order only")

    @property
    def about(self) -> tuple[str, str | None] | None:
        """What the status line says of what is under the cursor, and the speaker in whose colour.

        None leaves it to the article beside the list.
        """
        return None
