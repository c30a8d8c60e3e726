"""How an article was understood: where title, outlet and date come from, problems, and what was set aside.

Owns the dialog. The file is read again for it, since the index keeps only what lists and texts need; what the
library has settled since (the outlet, the year of a date) is taken from the index. A module of its own
because it is imported when somebody asks.
"""

from __future__ import annotations

from dataclasses import replace

from rich.segment import Segment

from reader.articles.model import Article, Problem
from reader.export.articles import understood_facts
from reader.library.model import IndexedArticle
from reader.tui.host import Cancelled, Host
from reader.tui.screens.dialogs import Dialog, Lines, printable
from reader.tui.screens.reading import Reading
from reader.tui.text import pad, wrap
from reader.tui.theme import Palette
from reader.tui.views import OpenViews

_LABEL_COLUMNS = 11
_MOST_SHOWN = 100_000  # characters of one fact: a page may set aside more than its text


class Understood:
    """The facts of one article, a label before each."""

    heading = "How this article was understood"

    def __init__(self, article: Article) -> None:
        self._facts = [(label, value[:_MOST_SHOWN]) for label, value in understood_facts(article)]

    def write(self, width: int, palette: Palette) -> Lines:
        """Return the facts at a width."""
        lines: Lines = []
        columns = min(_LABEL_COLUMNS, max(0, width - 1))
        before = ""
        for label, value in self._facts:
            style = palette.warning if label == "problem" else palette.text
            for part in value.split("\n"):
                words = printable(part)
                for start, end in wrap(words, 0, len(words), max(1, width - columns)):
                    shown = "" if label == before else label
                    lines.append(
                        [Segment(pad(shown, columns), palette.muted), Segment(words[start:end], style)]
                    )
                    before = label
        return lines


def explain_article(host: Host, views: OpenViews, reading: Reading) -> bool:
    """Show how the article under the cursor was understood; False if a quotation is, or no article at all."""
    reading.point()
    view = views.current
    if reading.quotation is not None or not (
        host.is_reading or (reading.pane in view.panes and not view.about)
    ):
        return False
    if not host.is_reading:
        reading.show(view.location)
    indexed, shown = reading.pane.indexed, reading.shown
    if indexed is None or shown is None:
        return False
    _show(host, indexed, shown.path)
    return True


def _show(host: Host, indexed: IndexedArticle, path: str) -> None:
    """Read the file of an article in a thread, then show how it was understood."""

    def read(cancelled: Cancelled) -> None:
        found = host.session.read_file(path)
        if isinstance(found, Problem):
            host.call_later(host.say, f"{printable(path)}: {found.reason}", warning=True)
        elif not cancelled():
            host.call_later(show, found)

    def show(found: Article) -> None:
        known = indexed.article
        settled = replace(found, title=known.title, source=known.source, date=known.date)
        host.app.push_screen(Dialog(Understood(settled)))

    host.in_thread(read, group="understood")
