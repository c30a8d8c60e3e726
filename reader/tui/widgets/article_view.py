"""The article: its header, its text with every quotation in its speaker's colour, a cursor over quotations.

Owns scrolling, the quotation under the cursor and the match of a search. Who said what is given to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from rich.segment import Segment
from textual import events

from reader.tui.keymap import Place, bindings
from reader.tui.messages import ArticleClicked, PassageMarked, PassageTaken, QuotationHighlighted
from reader.tui.widgets.base import LineView, Motion

if TYPE_CHECKING:
    from reader.analysis.model import Quotation
    from reader.library.model import IndexedArticle
    from reader.tui.widgets.article_text import ArticleText, TextLayout, TextLine
    from reader.tui.widgets.passage import Passage, WordMotion

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

    BINDINGS: ClassVar = bindings(Place.PASSAGE)
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
        self._passage: Passage | None = None
        self._pressed_at: int | None = None  # offset where a mouse button went down
        self._was_dragged = False

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
        self.leave_passage()
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
        self._passage = None
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
        """Put the cursor on the quotation that begins at an offset; else bring the offset into sight."""
        starts = self._indexed.values("start") if self._indexed else ()
        if start not in starts:
            self._reveal(start, start)
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
        passage = self._passage
        selected = (passage.start, passage.end) if passage else None
        return self._text.render_segments(found, self._focus.quotation, self._gutter, matches, selected)

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
        if self._was_dragged:
            self._was_dragged = False
            return
        self.leave_passage()
        offset = self._offset_at(event.x, event.y)
        if offset is not None and self._text is not None:
            inside = [number for number in self._text.quotations_at(offset) if number in self._visited]
            if inside:
                self._put_cursor(inside[-1])
        self.post_message(ArticleClicked())

    # A passage that is selected, by keys or with the mouse.

    @property
    def is_selecting(self) -> bool:
        """A passage is being selected."""
        return self._passage is not None

    @property
    def passage(self) -> tuple[int, int] | None:
        """Start and end of the passage that is selected."""
        return (self._passage.start, self._passage.end) if self._passage else None

    @property
    def has_own_keys(self) -> bool:
        """Keys move the end of a passage while one is being selected."""
        return self.is_selecting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of a passage act only while there is one."""
        return self.is_selecting if action in ("extend", "copy_passage", "leave_passage") else True

    def select(self) -> bool:
        """Begin a passage at the quotation under the cursor, or at the top; False if there is no text."""
        indexed, quotation = self._indexed, self.quotation
        if indexed is None or not indexed.article.text:
            return False
        from reader.tui.widgets.passage import first_word

        at_quotation = quotation is not None and self._in_sight(quotation.outer_start)
        start = quotation.outer_start if quotation is not None and at_quotation else self.position
        self._set_passage(first_word(indexed.article.text, start))
        return True

    def leave_passage(self) -> bool:
        """Select nothing any more; False if nothing was selected."""
        was_selecting = self.is_selecting
        if was_selecting:
            self._set_passage(None)
        return was_selecting

    def action_extend(self, motion: Motion | WordMotion) -> None:
        """Move the end of the passage."""
        passage, layout = self._passage, self._layout
        if passage is None or layout is None:
            return
        from reader.tui.widgets.passage import WORD_MOTIONS

        if motion in WORD_MOTIONS:
            passage = passage.by_word(layout.text, cast("WordMotion", motion))
        elif motion in ("top", "end"):
            passage = passage.with_head(0 if motion == "top" else len(layout.text))
        else:
            passage = passage.by_lines(layout, self.distance(cast(Motion, motion)))
        self._set_passage(passage)
        self._reveal(passage.head, passage.head)

    def action_copy_passage(self) -> None:
        """Have the passage copied, and select nothing any more."""
        passage = self._passage
        if passage is not None:
            self._set_passage(None)
            self.post_message(PassageTaken(passage.start, passage.end))

    def action_leave_passage(self) -> None:
        """Select nothing any more."""
        self.leave_passage()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a passage where a button goes down; without a motion it is a click."""
        self._was_dragged = False
        self._pressed_at = self._nearest_offset(event.x, event.y) if event.button == 1 else None
        if self._pressed_at is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to where the mouse is, and scroll where it leaves the pane."""
        if self._pressed_at is None:
            return
        event.stop()
        if event.y < 0 or event.y >= self.drawn_size.height:
            self.scroll_top(self.top + (-1 if event.y < 0 else 1))
        head = self._nearest_offset(event.x, max(0, min(event.y, self.drawn_size.height - 1)))
        if head is None or (head == self._pressed_at and not self._was_dragged):
            return
        from reader.tui.widgets.passage import Passage

        self._was_dragged = True
        self._set_passage(Passage(self._pressed_at, head))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the motion; the passage stays until it is copied or left."""
        if self._pressed_at is not None:
            self._pressed_at = None
            self.release_mouse()
            if self._was_dragged:
                event.stop()
                self.post_message(ArticleClicked())

    def _set_passage(self, passage: Passage | None) -> None:
        began = (passage is None) is not (self._passage is None)
        self._passage = passage
        self.refresh()
        if began:
            self.post_message(PassageMarked())

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
        x -= self._text_column(line)
        offset = self._text.offset_at(line, x) if x >= 0 else line.end
        return offset if offset < line.end else None

    def _text_column(self, line: TextLine) -> int:
        """Return the column of the pane in which a line's text begins."""
        return self.edge_width + self._gutter + (self._text.indent(line) if self._text else 0)

    def _nearest_offset(self, x: int, y: int) -> int | None:
        """Return the offset at a place of the pane, or the nearest; None if there is no text."""
        if self._layout is None or self._text is None:
            return None
        number = max(0, self.top + y - len(self._header))
        line = self._layout.line(number)
        if line is None:
            return len(self._layout.text)
        return self._text.offset_at(line, max(0, x - self._text_column(line)))


def _visited(indexed: IndexedArticle, only: frozenset[str]) -> Iterator[int]:
    """Yield the numbers of the quotations that quotation keys visit: no terms."""
    from reader.analysis.model import Kind

    for number, (kind, speaker) in enumerate(zip(indexed.values("kind"), indexed.speakers, strict=True)):
        if kind is not Kind.TERM and (not only or speaker in only):
            yield number


def _find(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]
