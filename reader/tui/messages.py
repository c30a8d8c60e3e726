"""What widgets tell their screens. Values travel up here; orders travel down as method calls."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.message import Message
from textual.widget import Widget


class Listed(StrEnum):
    """What is listed with counts and can be filtered by, under the name of its query field."""

    SPEAKER = "speaker"
    TOPIC = "topic"
    SOURCE = "source"


@dataclass
class RowHighlighted(Message):
    """A list's cursor has come to stand on another row, or on none."""

    list: Widget


class RowOpened(Message):
    """What is under the cursor of a list or page was chosen to be looked at."""


class ArticleClicked(Message):
    """Somebody wants to read on in the article shown."""


class PassageMarked(Message):
    """A passage of the article is being selected, or no longer."""


@dataclass
class PassageTaken(Message):
    """The selected passage is to be copied: from one offset of the article's text to another."""

    start: int
    end: int


@dataclass
class ViewWanted(Message):
    """Another view was clicked."""

    name: str


class QuotationHighlighted(Message):
    """Another quotation is under the article's cursor, or none."""


@dataclass
class NameToggled(Message):
    """A speaker, topic or outlet was switched on or off in a list."""

    listed: Listed
    name: str


class FigureHighlighted(Message):
    """Another number is under a page's cursor."""


class OfferTaken(Message):
    """An offer in a list was chosen."""


@dataclass
class MoreWanted(Message):
    """A list shows the most frequent names only, and somebody wants the others."""

    listed: Listed


@dataclass
class ChipRemoved(Message):
    """A part of the filter was clicked away."""

    number: int


@dataclass
class PromptChanged(Message):
    """The search prompt's text has changed."""

    text: str


@dataclass
class PromptLeft(Message):
    """The search prompt was left: with a query, or without (None)."""

    text: str | None
