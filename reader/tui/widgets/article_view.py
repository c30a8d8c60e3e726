"""The article: its header, its text with every quotation in its speaker's colour, a cursor over quotations.

Owns scrolling, the quotation under the cursor and the match of a search. Who said what is given to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events

from reader.tui.messages import ArticleClicked, QuotationHighlighted
from reader.tui.widgets.base import LineView

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.library.model import IndexedArticle
    from reader.tui.widgets.article_text import ArticleText, TextLayout

_GUTTER = 3  # initials and a bar
_NARROW_GUTTER = 1  # the bar alone
_WIDE_GUTTER_FROM = 60  # columns of the pane
_LINES_AROUND = 3  # lines kept above and below what is scrolled to


class Focus(NamedTuple):
    """What is under the cursor: numbers of a quotation and of a match, or None."""

    quotation: int | None = None
    match: int | None = None


class ArticleView(LineView):
    """One article to read, or nothing."""

    KEEPS_LINES = True

    def __init__(self, text_width: int, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="side")
        self._text_width = text_width
        self._indexed: IndexedArticle | None = None
        self._only: frozenset[str] = frozenset()
        self._visited: list[int] = []
        self._header: list[list[Segment]] = []
        self._layout: TextLayout | None = None
        self._text: ArticleText | None = None
        self._focus = Focus()
        self._pattern: re.Pattern[str] | None = None
        self._matches: list[tuple[int, int]] = []
        self._anchor: int | None = None
        self._opened_at = 0

    def show(
        self,
        indexed: IndexedArticle | None,
        *,
        position: int = 0,
        start: int | None = None,
        only: frozenset[str] = frozenset(),
        pattern: re.Pattern[str] | None = None,
    ) -> None:
        """Show an article, or nothing.

        Args:
            position: Offset of the text to begin at; 0 begins with the header.
            start: Offset of a quotation's words, to put the cursor on it instead.
            only: Speakers that quotation keys visit; others are dimmed. Empty means all.
            pattern: What a search found, to be painted.
        """
        self._indexed = indexed
        self._focus = Focus()
        self._mark(only, pattern)
        self.top = 0
        self._anchor = None
        if position:
            self.scroll_top(self._line_of(position))
        if start is not None:
            self.go_to_quotation(start)
        self._opened_at = self.top
        self.refresh()
        self.post_message(QuotationHighlighted())

    def release(self) -> None:
        """Let go of the article shown just before another is read: of two huge ones, one is in memory."""
        self._indexed = self._layout = self._text = None
        self._header, self._visited, self._matches = [], [], []
        self.discard_lines()

    def mark(self, only: frozenset[str], pattern: re.Pattern[str] | None) -> None:
        """Mark other speakers and matches in the article shown, which stays where it is."""
        if (only, pattern) == (self._only, self._pattern):
            return
        quotation = self._focus.quotation
        self._focus = Focus()
        self._mark(only, pattern)
        if quotation in self._visited:
            self._focus = Focus(quotation)
        self.refresh()
        self.post_message(QuotationHighlighted())

    def _mark(self, only: frozenset[str], pattern: re.Pattern[str] | None) -> None:
        self._only, self._pattern = only, pattern
        self._text = None
        indexed = self._indexed
        self._visited = list(_visited(indexed, only)) if indexed else []
        self._matches = _find(pattern, indexed.article.text) if pattern and indexed else []
        self._measure()

    @property
    def indexed(self) -> IndexedArticle | None:
        """The article shown."""
        return self._indexed

    @property
    def quotation(self) -> Quotation | None:
        """The quotation under the cursor."""
        if self._indexed is None or self._focus.quotation is None:
            return None
        return self._indexed.analysis.quotations[self._focus.quotation]

    @property
    def place(self) -> tuple[int, int]:
        """Which of the visited quotations is under the cursor (from 1; 0: none), and how many there are.

        If it is none of them, which of all.
        """
        number = self._focus.quotation
        if number is None:
            return 0, len(self._visited)
        place = bisect_left(self._visited, number)
        if self._visited[place : place + 1] == [number]:
            return place + 1, len(self._visited)
        return number + 1, len(self._indexed.analysis.quotations) if self._indexed else 0

    @property
    def has_match(self) -> bool:
        """A match of the search is highlighted as the current one."""
        return self._focus.match is not None

    @property
    def position(self) -> int:
        """Offset of the text at the top of the pane; 0 while the header shows."""
        number = self.top - len(self._header)
        line = self._layout.line(number) if self._layout and number >= 0 else None
        return 0 if line is None else line.start

    @property
    def was_moved(self) -> bool:
        """The reader scrolled since the article was shown."""
        return self.top != self._opened_at

    def stay(self) -> None:
        """Take the place shown as the one that the article was opened at: nobody has read on to it."""
        self._opened_at = self.top

    @property
    def at_end(self) -> bool:
        """The last line shows."""
        return self.top + self.drawn_size.height >= self.line_count

    def step_quotation(self, step: int) -> bool:
        """Move the cursor to the next or previous quotation, in sight; False at the last one."""
        current = self._focus.quotation
        if current is not None and self._in_sight(self._indexed_quotation(current).outer_start):
            place = (bisect_left if step < 0 else bisect_right)(self._visited, current) + min(step, 0)
        else:
            place = self._first_in_sight() - (step < 0)
        if not 0 <= place < len(self._visited):
            return False
        self._put_cursor(self._visited[place])
        return True

    def go_to_quotation(self, start: int) -> bool:
        """Put the cursor on the quotation whose words begin at an offset; keys need not visit it."""
        starts = self._indexed.values("start") if self._indexed else ()
        if start not in starts:
            return False
        self._put_cursor(starts.index(start))
        return True

    def leave_quotation(self) -> None:
        """Take the cursor off its quotation."""
        self._focus = Focus(match=self._focus.match)
        self.refresh()
        self.post_message(QuotationHighlighted())

    def step_match(self, step: int) -> bool:
        """Go to the next or previous match of the search; False at the last one, or if there is none."""
        current = self._focus.match
        if current is None:
            starts = [start for start, _ in self._matches]
            place = bisect_left(starts, self.position) - (step < 0)
        else:
            place = current + step
        if not 0 <= place < len(self._matches):
            return False
        self._focus = Focus(self._focus.quotation, place)
        self._reveal(*self._matches[place])
        self.refresh()
        return True

    def enter_matches(self, step: int) -> bool:
        """Go to the first match (or the last one, backwards) after coming from another article."""
        self._focus = Focus(self._focus.quotation, -1 if step > 0 else len(self._matches))
        if self.step_match(step):
            return True
        self._focus = Focus(self._focus.quotation)
        return False

    def leave_match(self) -> None:
        """Highlight no match as the current one."""
        self._focus = Focus(self._focus.quotation)
        self.refresh()

    @property
    def line_count(self) -> int:
        """Lines of header and text; an estimate until the end has been seen."""
        return len(self._header) + (self._layout.height if self._layout else 0)

    def render_segments(self, line: int) -> Iterable[Segment]:
        """Paint a line of the header or of the text."""
        if line < len(self._header):
            return [Segment(" " * self._gutter), *self._header[line]]
        found = self._layout.line(line - len(self._header)) if self._layout else None
        if found is None or self._text is None:
            return ()
        matches = self._matches_between(found.start, found.end)
        return self._text.render_segments(found, self._focus.quotation, self._gutter, matches)

    def scroll_top(self, top: int) -> bool:
        """Scroll, looking ahead far enough to know how long the text is there."""
        if self._layout is not None:
            height = self._layout.height
            if top >= self.line_count - 2 * self.drawn_size.height:
                self._layout.reach(min(top, height + self.drawn_size.height) + 2 * self.drawn_size.height)
                if top > self.line_count:
                    self._layout.finish()
        self._anchor = None
        return super().scroll_top(top)

    def resized(self) -> None:
        """Wrap anew, where the width is another one, and keep the place."""
        moved = self.was_moved
        position = self._anchor if self._anchor is not None else self.position
        if self._layout is None or self._layout.width != self._columns:
            self._measure()
        self.scroll_top(self._line_of(position) if position else self.top)
        self._anchor = position
        quotation = self.quotation
        if quotation is not None:
            self._reveal(quotation.outer_start, quotation.outer_end)
        if not moved:
            self._opened_at = self.top

    def notify_style_update(self) -> None:
        """Paint with the new theme's styles."""
        super().notify_style_update()
        self._text = None
        if self.is_attached:
            self._measure()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the quotation that was clicked."""
        event.stop()
        offset = self._offset_at(event.x, event.y)
        if offset is not None and self._text is not None:
            inside = [number for number in self._text.quotations_at(offset) if number in self._visited]
            if inside:
                self._put_cursor(inside[-1])
        self.post_message(ArticleClicked())

    @property
    def _gutter(self) -> int:
        return _GUTTER if self.line_width >= _WIDE_GUTTER_FROM else _NARROW_GUTTER

    @property
    def _columns(self) -> int:
        """Columns of the text; one stays free before the scroll bar."""
        room = self.line_width - self._gutter - 1
        return max(1, min(self._text_width, room)) if self.drawn_size.width else self._text_width

    def _measure(self) -> None:
        if self._indexed is None:
            self._header, self._layout, self._text = [], None, None
            return
        # Most of what paints an article is not needed for the first paint, which has none.
        from reader.articles.model import struck_out
        from reader.tui.widgets.article_text import ArticleText, TextLayout, header_lines

        article, analysis, width = self._indexed.article, self._indexed.analysis, self._columns
        self._header = header_lines(article, analysis.topics, width, self.palette, self._pattern)
        if self._layout is None or self._layout.width != width or self._layout.text is not article.text:
            struck = struck_out(article.spans)
            self._layout = TextLayout(article.text, article.paragraphs, width, struck)
        if self._text is None:
            self._text = ArticleText(self._indexed, self._only, self.palette)
        self._layout.reach(2 * self.drawn_size.height)

    def _indexed_quotation(self, number: int) -> Quotation:
        assert self._indexed is not None
        return self._indexed.analysis.quotations[number]

    def _line_of(self, offset: int) -> int:
        return len(self._header) + (self._layout.line_of(offset) if self._layout else 0)

    def _in_sight(self, offset: int) -> bool:
        return self.top <= self._line_of(offset) < self.top + self.drawn_size.height

    def _first_in_sight(self) -> int:
        if self._indexed is None:
            return 0
        starts = self._indexed.values("outer_start")
        return bisect_left(self._visited, self.position, key=starts.__getitem__)

    def _put_cursor(self, number: int) -> None:
        self._focus = Focus(number, self._focus.match)
        quotation = self._indexed_quotation(number)
        self._reveal(quotation.outer_start, quotation.outer_end)
        self.refresh()
        self.post_message(QuotationHighlighted())

    def _reveal(self, start: int, end: int) -> None:
        first, last = self._line_of(start), self._line_of(max(start, end - 1))
        height = self.drawn_size.height
        context = min(_LINES_AROUND, height // 4)
        if first < self.top + context or last >= self.top + height - context:
            self.scroll_top(first - max(context, height // 4))

    def _matches_between(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        if not self._matches:
            return []
        first = bisect_right(self._matches, start, key=lambda match: match[1])
        last = bisect_left(self._matches, end, key=lambda match: match[0])
        return [(*self._matches[number], number == self._focus.match) for number in range(first, last)]

    def _offset_at(self, x: int, y: int) -> int | None:
        number = self.top + y - len(self._header)
        line = self._layout.line(number) if self._layout and number >= 0 else None
        if line is None or self._text is None:
            return None
        x -= self._gutter + self._text.indent(line)
        text = self._text.between(line.start, line.end)
        for place in range(len(text)):
            if cell_len(text[: place + 1]) > x:
                return line.start + place if x >= 0 else None
        return None


def _visited(indexed: IndexedArticle, only: frozenset[str]) -> Iterator[int]:
    """Yield the numbers of the quotations that quotation keys visit: no terms."""
    from reader.analysis.model import Kind

    for number, (kind, speaker) in enumerate(zip(indexed.values("kind"), indexed.speakers, strict=True)):
        if kind is not Kind.TERM and (not only or speaker in only):
            yield number


def _find(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
