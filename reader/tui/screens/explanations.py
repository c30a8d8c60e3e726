"""Explanations in a dialog: why a quotation is somebody's, and how an article was understood.

Owns the rule that decided and the steps from its words to a name; where title, outlet and date come from,
problems, and what was set aside. For the latter the file is read again, since the index keeps only what lists
and texts need; what the library has settled since (the outlet, the year of a date) is taken from the index.
"""

from __future__ import annotations

from dataclasses import replace

from rich.segment import Segment
from rich.style import Style

from reader.analysis.model import Kind, Quotation, describe_rule
from reader.articles.model import Article, Problem
from reader.export.articles import understood_facts
from reader.library.model import IndexedArticle
from reader.tui.host import Cancelled, Host
from reader.tui.screens.dialogs import Dialog, Lines, printable
from reader.tui.screens.reading import Reading
from reader.tui.text import pad, wrap
from reader.tui.theme import Palette
from reader.tui.views import OpenViews

_KINDS = {
    Kind.DIRECT: "direct: whole clauses, as speech or writing of somebody",
    Kind.PARTIAL: "partial: a fragment inside a sentence that reports it",
    Kind.TERM: "term: words as words, a name, a title of a work",
}
_LABEL_COLUMNS = 10
_LONGEST_QUOTATION = 600  # characters of a quotation that are shown
_CONTEXT = 60  # characters shown on either side of what is highlighted
_WIDEST_STRETCH = 380  # characters between cue and mention, beyond which each is shown by itself

Mark = tuple[int, int]
"""Start and end of highlighted words in the text."""


_FACT_LABEL_COLUMNS = 11
_MOST_SHOWN = 100_000  # characters of one fact: a page may set aside more than its text


class Explanation:
    """The explanation of one attribution."""

    heading = "Why this speaker"

    def __init__(self, indexed: IndexedArticle, quotation: Quotation, may_be: tuple[str, ...] = ()) -> None:
        self._may_be = may_be
        self._text = indexed.article.text
        self._quotation = quotation

    def write(self, width: int, palette: Palette) -> Lines:
        """Return the words, then each thing that is known about them."""
        quotation, decided = self._quotation, self._quotation.attribution
        words = self._text[quotation.outer_start : quotation.outer_end]
        words = words if len(words) <= _LONGEST_QUOTATION else words[:_LONGEST_QUOTATION] + "…"
        style = palette.speaker(quotation.speaker)
        lines: Lines = [[Segment(words[a:b], style)] for a, b in wrap(words, 0, len(words), width)]
        lines.append([])
        facts = [
            ("speaker", decided.speaker or "unknown"),
            ("kind", _KINDS[quotation.kind]),
            ("rule", ": ".join(part for part in (decided.rule, describe_rule(decided.rule)) if part)),
            ("cue", f"“{decided.cue}”" if decided.cue else "none"),
            ("named as", f"“{decided.mention}”" if decided.mention else ""),
            ("steps", " → ".join(decided.chain)),
            ("source", decided.description or ""),
            ("may be", " or ".join(self._may_be)),
        ]
        room = max(1, width - _LABEL_COLUMNS)
        for label, value in facts:
            for number, (start, end) in enumerate(wrap(value, 0, len(value), room)):
                head = pad(label if number == 0 else "", min(_LABEL_COLUMNS, max(0, width - 1)))
                lines.append([Segment(head, palette.muted), Segment(value[start:end], palette.strong)])
        for marks in self._stretches():
            lines += [[], *self._stretch(marks, width, palette)]
        return lines

    def _stretches(self) -> list[list[Mark]]:
        """Return what shows in the text who speaks: cue and mention first, then each step to the name."""
        decided = self._quotation.attribution
        known = [
            (start, start + len(said))
            for said, start in ((decided.mention, decided.mention_start), (decided.cue, decided.cue_start))
            if said and start is not None
        ]
        near = sorted(known)
        found = [near] if near and near[-1][1] - near[0][0] <= _WIDEST_STRETCH else [[mark] for mark in near]
        seen = {self._text[start:end] for start, end in known}
        before = decided.mention_start if decided.mention_start is not None else self._quotation.start
        for step in decided.chain:
            mark = None if step in seen else self._place_of(step, before)
            if mark is not None:
                seen.add(step)
                found.append([mark])
                before = mark[0]
        return found

    def _place_of(self, step: str, before: int) -> Mark | None:
        """Return where a step of the way to the name stands: last before the mention, else first of all."""
        start = self._text.rfind(step, 0, before)
        start = self._text.find(step) if start < 0 else start
        return None if start < 0 else (start, start + len(step))

    def _stretch(self, marks: list[Mark], width: int, palette: Palette) -> Lines:
        """Return the words around marks, which are sorted, with the marks highlighted."""
        start, end = marks[0][0], marks[-1][1]
        # Whole words only: from the first space in reach, and up to the last one.
        first = 0 if start <= _CONTEXT else min(self._text.find(" ", start - _CONTEXT), start)
        last = max(self._text.rfind(" ", 0, end + _CONTEXT), end)
        last = len(self._text) if end + _CONTEXT >= len(self._text) else last
        stretch = self._text[first:last].replace("\n", " ")
        if first:
            stretch, first = f"…{stretch}", first - 1
        stretch += "" if last == len(self._text) else " …"
        lines: Lines = []
        for start, end in wrap(stretch, 0, len(stretch), width):
            line: list[Segment] = []
            place = start
            for from_, to in marks:
                left, right = max(start, from_ - first), min(end, to - first)
                if left < right and left >= place:
                    line += [
                        Segment(stretch[place:left], palette.muted),
                        Segment(stretch[left:right], palette.accent + Style(underline=True)),
                    ]
                    place = right
            lines.append([*line, Segment(stretch[place:end], palette.muted)])
        return lines


class Understood:
    """The facts of one article, a label before each."""

    heading = "How this article was understood"

    def __init__(self, article: Article) -> None:
        self._facts = [(label, value[:_MOST_SHOWN]) for label, value in understood_facts(article)]

    def write(self, width: int, palette: Palette) -> Lines:
        """Return the facts at a width."""
        lines: Lines = []
        columns = min(_FACT_LABEL_COLUMNS, max(0, width - 1))
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
