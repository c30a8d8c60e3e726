"""How an article is written on lines: the header above the text, the text wrapped to a width, and its styles.

Owns which offsets of the text stand on which line (wrapped only as far as somebody has looked), the styles of
paragraphs, spans, quotations and matches, and the wording of the header with the estimate of reading time.
Knows no widget: it turns an article into segments.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.analysis.model import Kind
from reader.articles.model import Article, Paragraph, ParagraphKind, struck_out
from reader.articles.model import Style as Styled
from reader.library.model import IndexedArticle
from reader.text.partial_date import format_date
from reader.tui.text import Intervals, fit, wrap
from reader.tui.theme import Palette, initials
from reader.tui.widgets.base import highlighted

# Wrapping goes a little further than asked, so that a key held down does not ask for every line.
_LINES_AHEAD = 200
_NO_PARAGRAPH = -1


_ITALIC = Style(italic=True)
_STRUCK = Style(strike=True)
_BOLD = Style(bold=True)
_UNDERLINE = Style(underline=True)
_SELECTED = Style(reverse=True)
_CURSOR_BAR = "▌"
STRUCK_SIGN = "~"
"""Stands on either side of struck-out text, on each line: a terminal may draw no line through it."""

_WORDS_A_MINUTE = 230  # silent reading of English non-fiction: Brysbaert, J. Memory and Language 109 (2019)
_CHARACTERS_A_WORD = 6


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: ``text[start:end]`` of a paragraph, or an empty line between two.

    Attributes:
        paragraph: None on an empty line.
        opens: It is the first of its paragraph.
    """

    start: int
    end: int
    paragraph: Paragraph | None
    opens: bool


def indent_of(paragraph: Paragraph) -> int:
    """Return the columns before a paragraph's text: for its marker, bar or nesting."""
    if paragraph.kind is ParagraphKind.ITEM:
        return 2 * max(paragraph.level - 1, 0) + max(len(paragraph.marker), 1) + 1
    if paragraph.kind is ParagraphKind.QUOTE:
        return 2 * max(paragraph.level, 1)
    return 2 if paragraph.kind is ParagraphKind.CODE else 0


class TextLayout:
    """The lines of a text at one width.

    The number of lines is an estimate until the end has been looked at.

    Args:
        struck: Where text is struck out, by start and apart: a sign stands on either side of it on each line.
    """

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        width: int,
        struck: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.text = text
        self._struck = Intervals([start for start, _ in struck], [end for _, end in struck])
        self.width = max(width, 1)
        self._paragraphs = paragraphs
        self._starts = array("q")
        self._ends = array("q")
        self._owners = array("q")
        self._source = self._wrap()
        self._complete = False

    @property
    def height(self) -> int:
        """How many lines there are, as far as is known."""
        known = len(self._starts)
        if self._complete:
            return known
        rest = len(self.text) - (self._ends[-1] if known else 0)
        return known + max(1, rest // max(1, self.width * 9 // 10))

    def line(self, number: int) -> TextLine | None:
        """Return a line, or None past the end."""
        self.reach(number)
        if number >= len(self._starts):
            return None
        owner = self._owners[number]
        start, end = self._starts[number], self._ends[number]
        if owner == _NO_PARAGRAPH:
            return TextLine(start, end, None, False)
        paragraph = self._paragraphs[owner]
        return TextLine(start, end, paragraph, number == 0 or self._owners[number - 1] != owner)

    def line_of(self, offset: int) -> int:
        """Return the line on which an offset of the text stands."""
        while not self._complete and (not self._ends or self._ends[-1] <= offset):
            self.reach(len(self._starts) + _LINES_AHEAD)
        return max(bisect_right(self._starts, offset) - 1, 0)

    def reach(self, number: int) -> None:
        """Wrap as far as a line, if that has not been done."""
        if self._complete or number < len(self._starts):
            return
        wanted = number + _LINES_AHEAD
        for start, end, owner in self._source:
            self._starts.append(start)
            self._ends.append(end)
            self._owners.append(owner)
            if len(self._starts) > wanted:
                return
        self._complete = True

    def finish(self) -> int:
        """Wrap to the end; return the number of lines."""
        self.reach(len(self.text) + 2 * len(self._paragraphs) + 1)
        return len(self._starts)

    def _wrap(self) -> Iterator[tuple[int, int, int]]:
        before: Paragraph | None = None
        for owner, paragraph in enumerate(self._paragraphs):
            tight = before is not None and before.kind is paragraph.kind is ParagraphKind.ITEM
            if before is not None and not tight:
                yield before.end, before.end, _NO_PARAGRAPH
            before = paragraph
            # However deep the nesting, half of the width is left for words.
            width = max(self.width - indent_of(paragraph), (self.width + 1) // 2)
            for start, end in self._wrap_paragraph(paragraph, width):
                yield start, end, owner

    def _wrap_paragraph(self, paragraph: Paragraph, width: int) -> Iterator[tuple[int, int]]:
        """Yield the lines of a paragraph, with room for the signs around what is struck out."""
        start, end = paragraph.start, paragraph.end
        if not self._struck.overlapping(start, end):
            yield from wrap(self.text, start, end, width)
            return
        while True:
            lines = wrap(self.text, start, end, width)
            line = next(lines, None)
            if line is None:
                return
            if signs := 2 * len(self._struck.overlapping(*line)):
                lines = wrap(self.text, start, end, width - signs)
                line = next(lines)
            yield line
            following = next(lines, None)
            if following is None:
                return
            start = following[0]


class ArticleText:
    """Paints the lines of one article in one palette."""

    def __init__(self, indexed: IndexedArticle, only: frozenset[str], palette: Palette) -> None:
        self._article = indexed.article
        self._quotations = indexed.analysis.quotations
        self._only = only
        self._palette = palette
        spans = self._article.spans
        struck = struck_out(spans)
        self._struck = Intervals([start for start, _ in struck], [end for _, end in struck])
        self._struck_at = struck
        self._quoted = Intervals(indexed.values("outer_start"), indexed.values("outer_end"))
        self._styled = Intervals([span.start for span in spans], [span.end for span in spans])

    def between(self, start: int, end: int) -> str:
        """Return a stretch of the text."""
        return self._article.text[start:end]

    def quotations_at(self, offset: int) -> list[int]:
        """Return the numbers of the quotations around an offset, the outer before the inner."""
        return self._quoted.overlapping(offset, offset + 1)

    def indent(self, line: TextLine) -> int:
        """Return the columns before a line's text, without the gutter."""
        return indent_of(line.paragraph) if line.paragraph else 0

    def offset_at(self, line: TextLine, column: int) -> int:
        """Return the offset of the character in a column of a line's text; past it, the line's end."""
        opens, closes = self._struck_signs(line)
        text = self._article.text
        for offset in range(line.start, line.end):
            column -= (offset in opens) + cell_len(text[offset])
            if column < 0:
                return offset
            column -= offset + 1 in closes
        return line.end

    def render_segments(
        self,
        line: TextLine,
        current: int | None,
        gutter: int,
        matches: Sequence[tuple[int, int, bool]],
        selected: tuple[int, int] | None = None,
    ) -> Iterator[Segment]:
        """Yield a line with its gutter.

        Args:
            current: Number of the quotation under the cursor.
            matches: What a search found on the line: start, end, and whether it is the current match.
            selected: Start and end of the selected passage.
        """
        quoted = self._quoted.overlapping(line.start, line.end) if line.paragraph else []
        yield from self._gutter(line, quoted, current, gutter)
        if line.paragraph is None:
            return
        yield from self._indent(line.paragraph, line.opens)
        styles = [self._span_style(number) for number in self._styled.overlapping(line.start, line.end)]
        styles += [self._quotation_style(number, current) for number in quoted]
        palette = self._palette
        styles += [
            (start, end, palette.match_current if is_current else palette.match)
            for start, end, is_current in matches
        ]
        if selected is not None and selected[0] < line.end and line.start < selected[1]:
            styles.append((*selected, _SELECTED))
        yield from self._pieces(line, styles)

    def _pieces(self, line: TextLine, styles: list[tuple[int, int, Style]]) -> Iterator[Segment]:
        text, base = self._article.text, self._base(line.paragraph)
        if not styles:
            yield Segment(text[line.start : line.end], base)
            return
        opens, closes = self._struck_signs(line)
        cuts = {line.start, line.end}
        for start, end, _ in styles:
            cuts.update((max(start, line.start), min(end, line.end)))
        points = sorted(cuts)
        for first, last in pairwise(points):
            style = base
            for start, end, over in styles:
                if start <= first and last <= end:
                    style += over
            if first in opens:
                yield Segment(STRUCK_SIGN, self._palette.muted)
            yield Segment(text[first:last], style)
            if last in closes:
                yield Segment(STRUCK_SIGN, self._palette.muted)

    def _struck_signs(self, line: TextLine) -> tuple[set[int], set[int]]:
        """Return where on a line struck-out text begins and where it ends."""
        struck = [self._struck_at[number] for number in self._struck.overlapping(line.start, line.end)]
        return {max(start, line.start) for start, _ in struck}, {min(end, line.end) for _, end in struck}

    def _gutter(
        self, line: TextLine, quoted: list[int], current: int | None, width: int
    ) -> Iterator[Segment]:
        if width > 1:
            yield self._initials(line, quoted, width - 1)
        if current is not None and current in quoted:
            speaker = self._quotations[current].speaker
            yield Segment(_CURSOR_BAR, self._palette.speaker(speaker) + _BOLD)
        else:
            yield Segment(" ")

    def _initials(self, line: TextLine, quoted: list[int], width: int) -> Segment:
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
            Styled.STRUCK: _STRUCK,
        }[span.style]
        return span.start, span.end, style

    def _quotation_style(self, number: int, current: int | None) -> tuple[int, int, Style]:
        quotation = self._quotations[number]
        if quotation.kind is Kind.TERM:
            style = _ITALIC
        else:
            style = self._palette.speaker(quotation.speaker, dimmed=self._is_dimmed(quotation.speaker))
            if quotation.kind is Kind.PARTIAL:
                style += _UNDERLINE
        if number == current:
            style += self._palette.quotation
        return quotation.outer_start, quotation.outer_end, style

    def _is_dimmed(self, speaker: str | None) -> bool:
        return bool(self._only) and speaker not in self._only


def header_lines(
    article: Article, topics: tuple[str, ...], width: int, palette: Palette, pattern: re.Pattern[str] | None
) -> list[list[Segment]]:
    """Return the lines above the text, each at most ``width`` cells, the last one empty.

    Args:
        pattern: What a search found, to be painted.
    """
    lines: list[list[Segment]] = []

    def add(text: str, style: Style) -> None:
        for start, end in wrap(text, 0, len(text), width):
            lines.append(list(highlighted(text[start:end], pattern, style, palette.match)))

    add(
        article.title + (f"  ~ no headline: {article.title_origin}" if article.title_inferred else ""),
        palette.strong,
    )
    add(" · ".join(_origin(article)), palette.muted)
    if topics:
        add(", ".join(topics), palette.faint)
    if article.url:
        lines.append([Segment(fit(article.url, width), palette.faint)])
    for problem in article.problems:
        add(f"! {problem}", palette.warning)
    if article.summary:
        lines.append([])
        add(article.summary, palette.muted + Style(italic=True))
    lines.append([])
    return lines


def _origin(article: Article) -> Iterator[str]:
    yield format_date(article.date, weekday=True)
    if article.source:
        yield article.source
    if article.place:
        yield article.place
    if article.authors:
        yield "by " + ", ".join(article.authors)
    yield f"{reading_minutes(article.text)} min"


def reading_minutes(text: str) -> int:
    """Estimate the reading time of a text from its length: counting the words of a long one would be felt."""
    return max(1, round(len(text) / _CHARACTERS_A_WORD / _WORDS_A_MINUTE))
