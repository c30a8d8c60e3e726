"""Articles and quotations in columns and colours, for somebody who reads them on a terminal.

Owns what stands in which column, and the colours of speakers there. In a pipe the plain lines of the other
modules are printed instead, so that scripts see no difference between terminals.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.export.articles import describe_quotation, head_lines, marked_pieces
from reader.export.formats import wrap
from reader.text.partial_date import format_date
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.analysis.model import Analysis
    from reader.articles.model import Article
    from reader.library.model import ArticleRow, QuotationRow

_BOLD, _DIM, _ITALIC = "1", "2", "3"
# Cyan, yellow, green, magenta, blue, red: colours of the terminal's own, which suit its background.
_SPEAKER_COLOURS = ("36", "33", "32", "35", "34", "31")
_DATE_CELLS, _OUTLET_CELLS, _COUNT_CELLS, _SPEAKER_CELLS = 18, 20, 4, 20
_GAP = "  "
_LEAST_TITLE_CELLS = 40  # before there is room for the path as well


def article_columns(rows: Iterable[ArticleRow], width: int) -> Iterator[str]:
    """Yield rows of the list: date, outlet, number of quotations, title, and path if there is room."""
    head = _DATE_CELLS + _OUTLET_CELLS + _COUNT_CELLS + 3 * len(_GAP)
    rest = max(width - head, 10)
    path_cells = (rest - len(_GAP)) // 3 if rest > 1.5 * _LEAST_TITLE_CELLS else 0
    title_cells = rest - path_cells - (len(_GAP) if path_cells else 0)
    for row in rows:
        notes = ("draft: " if row.draft else "") + ("! " if row.problem else "")
        cells = [
            _paint(_fit(format_date(row.date), _DATE_CELLS), _DIM),
            _fit(row.source or "–", _OUTLET_CELLS),
            f"{row.quotes or '':>{_COUNT_CELLS}}",
            _paint(_fit(sanitize_line(notes + row.title), title_cells), "" if row.read else _BOLD),
        ]
        if path_cells:
            cells.append(_paint(_fit(sanitize_line(row.path), path_cells), _DIM))
        yield _GAP.join(cells).rstrip()


def quotation_columns(rows: Iterable[QuotationRow], width: int) -> Iterator[str]:
    """Yield quotations: date, speaker, and the words whole, below them outlet, headline and file."""
    colours = _Colours()
    indent = _DATE_CELLS + _SPEAKER_CELLS + 2 * len(_GAP)
    cells = max(width - indent, 20)
    for row in rows:
        colour = colours.of(row.speaker)
        words = wrap(f"“{sanitize_line(row.text)}”", cells)
        origin = " · ".join(part for part in (row.source, row.title, row.path) if part)
        speaker = _paint(_fit(row.speaker or "unknown", _SPEAKER_CELLS), colour or _DIM)
        yield _GAP.join(
            (_paint(_fit(format_date(row.date), _DATE_CELLS), _DIM), speaker, _paint(words[0], colour))
        )
        yield from (" " * indent + _paint(line, colour) for line in words[1:])
        yield from (" " * indent + _paint(line, _DIM) for line in wrap(sanitize_line(origin), cells))


def coloured_article(articles: Iterable[tuple[Article, Analysis]], width: int) -> Iterator[str]:
    """Yield articles as understood: each quotation in its speaker's colour, with its number in the list."""
    colours = _Colours()
    for article, analysis in articles:
        title, *rest = head_lines(article, analysis, width)
        yield _paint(title, _BOLD)
        yield from rest
        for paragraph in article.paragraphs:
            text, codes = "", list[str]()
            for piece, quotation in marked_pieces(article, analysis, paragraph):
                is_term = quotation is not None and quotation.kind == "term"
                code = (
                    _ITALIC
                    if is_term
                    else ""
                    if quotation is None
                    else colours.of(quotation.speaker) or _BOLD
                )
                text += piece
                codes += [code] * len(piece)
            yield ""
            yield from _wrap_painted(text, codes, width)
        yield ""
        for number, quotation in enumerate(analysis.quotations, 1):
            code = "" if quotation.kind == "term" else colours.of(quotation.speaker)
            for line in wrap(f"[{number}] {describe_quotation(quotation)}", width):
                yield _paint(line, code)
            yield from wrap(f"“{article.text[quotation.start : quotation.end]}”", width, "   ")


class _Colours:
    """Gives each speaker a colour, in the order in which they speak."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, speaker: str | None) -> str:
        """Return the colour of a speaker; none for somebody unknown."""
        if speaker is None:
            return ""
        return self._known.setdefault(speaker, _SPEAKER_COLOURS[len(self._known) % len(_SPEAKER_COLOURS)])


def _wrap_painted(text: str, codes: list[str], width: int) -> Iterator[str]:
    """Yield the lines of a paragraph of which each character has a colour."""
    at = 0
    for part in text.split("\n"):
        end = at + len(part)
        for number, line in enumerate(wrap(part, width) or [""]):
            while number and at < end and text[at].isspace():
                at += 1
            painted, run, code = "", "", ""
            for char in line:
                if codes[at] != code:
                    painted, run, code = painted + _paint(run, code), "", codes[at]
                run += char
                at += 1
            yield painted + _paint(run, code)
        at = end + 1


def _paint(text: str, code: str) -> str:
    wanted = code and text and not os.environ.get("NO_COLOR")
    return f"\x1b[{code}m{text}\x1b[0m" if wanted else text


def _fit(text: str, cells: int) -> str:
    """Return a text that fills so many cells, cut with an ellipsis if it is longer."""
    if _width(text) <= cells:
        return text + " " * (cells - _width(text))
    while text and _width(text) >= cells:
        text = text[:-1]
    return text + "…" + " " * (cells - _width(text) - 1)


def _width(text: str) -> int:
    """Return how many cells a terminal gives a text."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
