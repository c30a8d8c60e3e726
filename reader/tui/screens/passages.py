"""Passages of an article: selecting one by keys, and copying it with the citation of its article.

Owns what is copied: the words as they are printed, and nothing between marks, since there may be marks among
them. Struck-out words, which the article takes back, are left out with a sign. A module of its own because
quotations, which are cited with their speakers, are copied otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.host import Cancelled, Host
from reader.tui.screens.navigation import Navigation
from reader.tui.screens.reading import Reading

if TYPE_CHECKING:
    from reader.articles.model import Article

_LEFT_OUT = "[…]"


class Passages:
    """Selects and copies."""

    def __init__(self, host: Host, reading: Reading, navigation: Navigation) -> None:
        self._host = host
        self._reading = reading
        self._navigation = navigation

    def select(self) -> None:
        """Begin a passage in the article under the cursor, which is opened to be read."""
        if not self._host.is_reading and not self._navigation.open_article():
            return
        if not self._reading.pane.select():
            self._host.say("there is no text to select here")

    def copy(self, start: int, end: int) -> None:
        """Copy a stretch of the text of the article shown, with its citation."""
        indexed, shown = self._reading.pane.indexed, self._reading.shown
        if indexed is None or shown is None:
            return
        words = words_between(indexed.article, start, end)
        if not words.replace(_LEFT_OUT, "").strip():
            self._host.say("only struck-out words are selected" if words else "no words are selected")
            return
        from reader.export.quotations import cite_article

        copy_out(
            self._host, f"{words}\n— {cite_article(indexed.article, shown.path)}", "copied, with its citation"
        )


def words_between(article: Article, start: int, end: int) -> str:
    """Return a stretch of an article's text, with a sign for what is struck out."""
    from reader.articles.model import struck_out

    parts, at = [], start
    for first, last in struck_out(article.spans):
        if first < end and start < last:
            parts += [article.text[at : max(first, at)], _LEFT_OUT]
            at = min(last, end)
    return "".join([*parts, article.text[at:end]]).strip()


def copy_out(host: Host, text: str, done: str) -> None:
    """Give a text to the terminal's clipboard and to the desktop's.

    Args:
        done: What is said if a program took it; whether the terminal did cannot be told.
    """

    def give_to_desktop(_cancelled: Cancelled) -> None:
        from reader.tui.external import copy

        said = done if copy(text) else "sent to the terminal's clipboard, if it has one"
        host.call_later(host.say, said)

    host.app.copy_to_clipboard(text)
    host.in_thread(give_to_desktop, group="copy")
