"""How a line of an article's text looks: kinds of paragraphs, styles, quotations, the cursor, matches.

Owns the look of text. Knows no widget: it turns a line into segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from reader.analysis.model import Kind
from reader.articles.model import Paragraph, ParagraphKind
from reader.articles.model import Style as Styled
from reader.library.model import IndexedArticle
from reader.tui.article_layout import Line, indent_of
from reader.tui.intervals import Intervals
from reader.tui.theme import Palette, initials

if TYPE_CHECKING:
    from reader.tui.widgets.article_view import Focus

_ITALIC = Style(italic=True)
_BOLD = Style(bold=True)
_UNDERLINE = Style(underline=True)
_BAR = "▌"


class ArticleText:
    """Paints the lines of one article in one palette."""

    def __init__(self, indexed: IndexedArticle, only: frozenset[str], palette: Palette) -> None:
        self._article = indexed.article
        self._quotations = indexed.analysis.quotations
        self._only = only
        self._palette = palette
        spans = self._article.spans
        self._quoted = Intervals(indexed.values("outer_start"), indexed.values("outer_end"))
        self._styled = Intervals([span.start for span in spans], [span.end for span in spans])

    def between(self, start: int, end: int) -> str:
        """Return a stretch of the text."""
        return self._article.text[start:end]

    def quotations_at(self, offset: int) -> list[int]:
        """Return the numbers of the quotations around an offset, the outer before the inner."""
        return self._quoted.overlapping(offset, offset + 1)

    def indent(self, line: Line) -> int:
        """Return the columns before a line's text, without the gutter."""
        return indent_of(line.paragraph) if line.paragraph else 0

    def paint(
        self, line: Line, focus: Focus, gutter: int, matches: Sequence[tuple[int, int, bool]]
    ) -> Iterator[Segment]:
        """Yield a line with its gutter.

        Args:
            matches: What a search found on the line: start, end, and whether it is the current match.
        """
        quoted = self._quoted.overlapping(line.start, line.end) if line.paragraph else []
        yield from self._gutter(line, quoted, focus, gutter)
        if line.paragraph is None:
            return
        yield from self._indent(line.paragraph, line.opens)
        styles = [self._span_style(number) for number in self._styled.overlapping(line.start, line.end)]
        styles += [self._quotation_style(number, focus) for number in quoted]
        palette = self._palette
        styles += [
            (start, end, palette.match_current if current else palette.match)
            for start, end, current in matches
        ]
        yield from self._pieces(line, styles)

    def _pieces(self, line: Line, styles: list[tuple[int, int, Style]]) -> Iterator[Segment]:
        text, base = self._article.text, self._base(line.paragraph)
        if not styles:
            yield Segment(text[line.start : line.end], base)
            return
        cuts = {line.start, line.end}
        for start, end, _ in styles:
            cuts.update((max(start, line.start), min(end, line.end)))
        points = sorted(cuts)
        for first, last in pairwise(points):
            style = base
            for start, end, over in styles:
                if start <= first and last <= end:
                    style += over
            yield Segment(text[first:last], style)

    def _gutter(self, line: Line, quoted: list[int], focus: Focus, width: int) -> Iterator[Segment]:
        here = focus.quotation is not None and focus.quotation in quoted
        if width > 1:
            yield self._initials(line, quoted, width - 1)
        if here and focus.quotation is not None:
            speaker = self._quotations[focus.quotation].speaker
            yield Segment(_BAR, self._palette.speaker(speaker) + _BOLD)
        else:
            yield Segment(" ")

    def _initials(self, line: Line, quoted: list[int], width: int) -> Segment:
        for number in quoted:
            quotation = self._quotations[number]
            if quotation.speaker and quotation.kind is not Kind.TERM and quotation.outer_start >= line.start:
                style = self._palette.speaker(quotation.speaker, dimmed=self._is_dimmed(quotation.speaker))
                return Segment(f"{initials(quotation.speaker)[:width]:<{width}}", style)
        return Segment(" " * width)

    def _indent(self, paragraph: Paragraph, opens: bool) -> Iterator[Segment]:
        indent = indent_of(paragraph)
        if paragraph.kind is ParagraphKind.ITEM:
            marker = paragraph.marker or "•"
            lead = f"{marker} ".rjust(indent) if opens else " " * indent
            yield Segment(lead, self._palette.muted)
        elif paragraph.kind is ParagraphKind.QUOTE:
            yield Segment("│ " * (indent // 2), self._palette.faint)
        elif indent:
            yield Segment(" " * indent)

    def _base(self, paragraph: Paragraph | None) -> Style:
        palette = self._palette
        if paragraph is None or paragraph.kind in (ParagraphKind.BODY, ParagraphKind.ITEM):
            return palette.text
        if paragraph.kind is ParagraphKind.HEADING:
            return palette.strong
        return palette.code if paragraph.kind is ParagraphKind.CODE else palette.text

    def _span_style(self, number: int) -> tuple[int, int, Style]:
        span = self._article.spans[number]
        style = {
            Styled.EMPHASIS: _ITALIC,
            Styled.STRONG: _BOLD,
            Styled.CODE: self._palette.code,
            Styled.LINK: self._palette.link,
        }[span.style]
        return span.start, span.end, style

    def _quotation_style(self, number: int, focus: Focus) -> tuple[int, int, Style]:
        quotation = self._quotations[number]
        if quotation.kind is Kind.TERM:
            style = _ITALIC
        else:
            style = self._palette.speaker(quotation.speaker, dimmed=self._is_dimmed(quotation.speaker))
            if quotation.kind is Kind.PARTIAL:
                style += _UNDERLINE
        if number == focus.quotation:
            style += self._palette.quotation
        return quotation.outer_start, quotation.outer_end, style

    def _is_dimmed(self, speaker: str | None) -> bool:
        return bool(self._only) and speaker not in self._only
