"""What every view is: a list of rows, panes beside it, and answers to the keys that depend on the row.

Owns the contract between the screen and its views in both directions, and what a view does where it has
nothing special to do. Refuses to filter: the screen has the filter and tells the view shown what to find.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from reader.tui.host import Host

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.library.model import Facets, QuotationRow
    from reader.tui.filter_state import Filter
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


class ViewHost(Host, Protocol):
    """The screen as a view sees it."""

    @property
    def article(self) -> LineView:
        """The pane of the article, the last of most views."""

    @property
    def filter(self) -> Filter:
        """The filter that is on."""

    def apply(self, filter: Filter, *, keep: bool = True) -> bool:
        """Filter by something else; say why not, and leave the list as it was, if that cannot be done.

        Args:
            keep: Keep the cursor on its row, if that is found too.
        """

    def why_empty(self, filter: Filter) -> str:
        """Say why a filter finds nothing to list."""

    def found(self, view: View) -> None:
        """Show how much a view has found by now, if it is the one on the screen."""

    def show_article(self, location: Location | None) -> bool:
        """Show an article, where its reading stopped or at a quotation; tell whether that worked."""

    def read(self, location: Location | None) -> bool:
        """Let keys move the article at a place, which marks it read; tell whether there is one."""

    def visit(self, name: str, filter: Filter, pane: Widget | None = None) -> None:
        """Go to a view under another filter, from which ``back`` returns to where one is now.

        Args:
            pane: What has the keys there; else the list.
        """


class View(ABC):
    """One way to look at what the filter finds.

    Attributes:
        name: What its key calls it.
        nothing: What is said where there is nothing to list, though nothing is filtered; if it is not given,
            the name is said to be missing.
        hints: Actions that the status line names while the list has the keys, the most useful first; the last
            is left out last.
        labels: What such an action is called here, where its usual name would mislead.
        lists_words_said: Plain words of the filter mean the words said, not the article.
        list: The list in the middle.
    """

    name: ClassVar[str]
    nothing: ClassVar[str] = ""
    hints: ClassVar[tuple[str, ...]]
    labels: ClassVar[Mapping[str, str]] = MappingProxyType({})
    lists_words_said: ClassVar[bool] = False
    list: RowList[Any]

    def __init__(self, host: ViewHost) -> None:
        self.host = host

    @property
    def panes(self) -> tuple[LineView, ...]:
        """The list and what stands to its right, from pane to pane; the last is the article.

        Beside the list, the second one is seen, or the one that has the keys. A view with a page of its own
        puts it between; pages have the class ``side``.
        """
        return (self.list, self.host.article)

    @property
    @abstractmethod
    def location(self) -> Location | None:
        """Where the row under the cursor is to be read; None if it is no article."""

    @abstractmethod
    def apply(self, filter: Filter, pattern: re.Pattern[str] | None, *, keep: bool) -> None:
        """Show what a filter finds; change nothing if that fails.

        Args:
            pattern: What a search looks for, to be painted.
            keep: Keep the cursor on its row, if that is found too.

        Raises:
            ReaderError: The library cannot answer.
        """

    @property
    def articles(self) -> int | None:
        """How many articles were found, if the view knows it already."""
        return None

    @abstractmethod
    def wordings(self, facets: Facets | None, everything: int) -> tuple[str, ...]:
        """Say how much was found, in fewer and fewer words.

        Args:
            facets: Counts under the filter, once they are there.
            everything: Number of articles without a filter.
        """

    def articles_of(self, rows: Iterable[Any]) -> Sequence[str]:
        """Return the paths of the articles that rows of the list stand for; none if they are no articles.

        Raises:
            LibraryError: A row is no longer in the index.
        """
        return ()

    def preview(self) -> None:
        """Show beside the list what its cursor stands on."""
        self.host.show_article(self.location)

    def open(self, pane: LineView) -> None:
        """Go on from a pane into the next, with what is under its cursor; never called for the article."""
        self.host.read(self.location)

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

    @abstractmethod
    def go_to(self, found: QuotationRow) -> bool:
        """Put the cursor on the row to which a quotation belongs; False if there is none."""

    def sort(self) -> None:
        """Sort in the next order."""
        self.host.say("this list has one order only")

    @property
    def about(self) -> tuple[str, str | None] | None:
        """What the status line says of what is under the cursor, and the speaker in whose colour.

        None leaves it to the article beside the list.
        """
        return None
