"""Quotation marks and the words between them.

Owns the pairing of marks: straight, curly and mixed pairs, « », „ “, typewriter ``…'', nesting, reopened
paragraphs, marks that are missing, and single marks kept apart from apostrophes. Refuses to say who speaks or
whether anybody does. Pairs are made within one paragraph, so that a missing mark costs at most its own
paragraph; the time is linear in the paragraph's length, but for bisections among its single marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reader.articles.model import Paragraph, ParagraphKind

_ELIDED_WORD = re.compile(
    r"['‘](?:\d\ds?\b|(?:em|til|tis|twas|cause|cuz|bout|round|n|nuff|cept)\b)", re.IGNORECASE
)
SENTENCE_MARKS = frozenset(",.!?…;:)]—–")
"""What follows or ends speech."""

MOST_STRETCHES = 20_000
"""Stretches in marks of one text; those after them are not found (a novel of a thousand pages has fewer)."""
MOST_MARKS_OF_TEXT = 100_000
"""Marks looked at in one text, apostrophes at the edge of words included; few stretches may need many."""
MOST_MARKS_OF_PARAGRAPH = 4000
"""Marks looked at in one paragraph; those after them are ignored (prose has far fewer)."""

# The first character stands before every condition, so that the search can skip to the next such character.
_MARK_PATTERN = re.compile(
    r"[“”„‟«»\"`'‘’‹›](?:"
    r"(?<=`)`|(?<=')'|(?<=‘)‘|(?<=’)’|(?<=[“”„‟«»\"])"  # marks that are never an apostrophe
    r"|(?<=['‘‹])(?<!\w.)(?=[\w“\"$€£@#(\[.…])"  # single marks that may open
    r"|(?<=['’›])(?<!\s.)(?!\w))",  # single marks that may close
    re.DOTALL,
)
_DOUBLE_OPENERS = frozenset("“„‟«") | {"``", "‘‘"}
_DOUBLE_CLOSERS = frozenset("”»") | {"’’"}
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u2009\u202f([{<—–-/:")
_FEET_BEFORE = re.compile(r"\d['’]\s?\d{1,2}$")


class QuotationMark(NamedTuple):
    """A quotation mark, or an apostrophe that may be one."""

    start: int
    end: int
    text: str

    @property
    def double(self) -> bool:
        """Whether it is a double mark."""
        return self.text not in "'‘’‹›"


class MarkPair(NamedTuple):
    """Two marks that belong together; ``end`` equals ``outer_end`` where the second is missing."""

    opening: QuotationMark
    end: int
    outer_end: int


def pair_single_quotes(
    text: str, marks: Sequence[QuotationMark], doubles: Sequence[MarkPair]
) -> list[MarkPair]:
    """Pair single marks, keeping clear of apostrophes, possessives and decades.

    An opening mark takes the first closing one before the next double mark that cannot be a possessive; or
    else one that ends speech beyond whole pairs of double marks, the British way; or else what may be a
    possessive.
    """
    openers = [
        mark
        for mark in marks
        if mark.text in "'‘‹" and _starts_word(text, mark) and not _ELIDED_WORD.match(text, mark.start)
    ]
    if not openers:
        return []
    closers = [mark for mark in marks if mark.text in "'’›" and not _starts_word(text, mark)]
    starts = [mark.start for mark in closers]
    sure = [mark.start for mark in closers if not _possessive(text, mark)]
    borders = sorted(border for pair in doubles for border in (pair.opening.start, pair.end))
    beyond = _find_beyond(text, openers, closers, doubles, borders) if borders and closers else {}
    pairs: list[MarkPair] = []
    reached = -1
    for mark in openers:
        if mark.start < reached:
            continue
        border = bisect_right(borders, mark.start)
        limit = borders[border] if border < len(borders) else len(text)
        at = bisect_right(starts, mark.start)
        sure_at = bisect_right(sure, mark.start)
        if sure_at < len(sure) and sure[sure_at] <= limit:
            at = bisect_left(starts, sure[sure_at])
        elif mark.start in beyond:
            at = bisect_left(starts, beyond[mark.start])
            limit = len(text)
        if at < len(closers) and closers[at].start <= limit:
            pairs.append(MarkPair(mark, closers[at].start, closers[at].end))
            reached = closers[at].end
    return pairs


def _find_beyond(
    text: str,
    openers: Sequence[QuotationMark],
    closers: Sequence[QuotationMark],
    doubles: Sequence[MarkPair],
    borders: Sequence[int],
) -> dict[int, int]:
    """Return, for opening marks, where speech that holds whole pairs of double marks ends.

    Both marks stand inside of the same pairs, and no other opening mark of that depth between them.
    """
    opens = {pair.opening.start for pair in doubles}
    around, stack = [-1], [-1]
    for number, border in enumerate(borders):
        if border in opens:
            stack.append(number)
        elif len(stack) > 1:
            stack.pop()
        around.append(stack[-1])
    waiting: dict[int, int] = {}
    found: dict[int, int] = {}
    merged = sorted([(mark.start, True) for mark in openers] + [(mark.start, False) for mark in closers])
    for start, is_opener in merged:
        region = around[bisect_right(borders, start)]
        if is_opener:
            waiting[region] = start
        elif region in waiting and _ends_speech(text, start):
            found[waiting.pop(region)] = start
    return found


def _ends_speech(text: str, at: int) -> bool:
    return text[at - 1] in ',.!?…—”"' or text[at + 1 : at + 2] in SENTENCE_MARKS


def _starts_word(text: str, mark: QuotationMark) -> bool:
    before = text[mark.start - 1] if mark.start else " "
    after = text[mark.end] if mark.end < len(text) else " "
    return not after.isspace() and not before.isalnum() and before not in ".,!?"


def _possessive(text: str, mark: QuotationMark) -> bool:
    """Tell whether a mark may be the apostrophe of ``the ministers' plan``."""
    return text[mark.start - 1] in "sSzx" and text[mark.end : mark.end + 2].strip().isalpha()


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A stretch in quotation marks, ``text[start:end]`` without them.

    Attributes:
        outer_start: Where the opening mark begins.
        outer_end: Where the closing mark ends; equals ``end`` if it is missing.
        paragraph: Index of its paragraph.
        depth: How many other stretches it stands inside of.
        single: Its marks are single ones.
        continues: The paragraph before left the same words open.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    depth: int = 0
    single: bool = False
    continues: bool = False

    @property
    def closed(self) -> bool:
        """Whether a closing mark ends it."""
        return self.outer_end > self.end


def find_marked_spans(text: str, paragraphs: Sequence[Paragraph]) -> list[MarkedSpan]:
    """Find all stretches in quotation marks, by start.

    A paragraph that begins with a mark while the one before was left open continues it: typographers reopen
    each paragraph of a long quotation and close only the last.
    """
    found: list[MarkedSpan] = []
    left_open = False
    looked_at = 0
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind is ParagraphKind.CODE:
            left_open = False
            continue
        marks = _find_marks(text, paragraph)
        pairs = _pair_marks(text, paragraph, marks, index) if marks else []
        if left_open and pairs and pairs[0].outer_start == paragraph.start and not pairs[0].single:
            pairs[0] = replace(pairs[0], continues=True)
        found += pairs
        left_open = bool(pairs) and any(not pair.closed for pair in pairs)
        looked_at += len(marks)
        if len(found) >= MOST_STRETCHES or looked_at >= MOST_MARKS_OF_TEXT:
            break
    return found


def _find_marks(text: str, paragraph: Paragraph) -> list[QuotationMark]:
    marks: list[QuotationMark] = []
    make = tuple.__new__  # half the time of QuotationMark(…)
    for match in _MARK_PATTERN.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        marks.append(make(QuotationMark, (start, end, match[0])))
        if len(marks) == MOST_MARKS_OF_PARAGRAPH:
            break
    return marks


def _pair_marks(
    text: str, paragraph: Paragraph, marks: Sequence[QuotationMark], index: int
) -> list[MarkedSpan]:
    double: list[QuotationMark] = []
    single: list[QuotationMark] = []
    for mark in marks:
        (double if mark.double else single).append(mark)
    doubles = _pair_doubles(text, paragraph, double)
    singles = pair_single_quotes(text, single, doubles) if single else []
    return _nest_pairs(text, doubles + singles, index)


def _pair_doubles(text: str, paragraph: Paragraph, marks: Sequence[QuotationMark]) -> list[MarkPair]:
    """Pair double marks by what they look like, and by their surroundings where that misleads."""
    pairs: list[MarkPair] = []
    stack: list[QuotationMark] = []
    for number, mark in enumerate(marks):
        opens = _opens(text, paragraph, mark, bool(stack))
        if not opens:
            if stack:
                pairs.append(MarkPair(stack.pop(), mark.start, mark.end))
        elif not stack or _closes_twice(text, paragraph, marks, number):
            stack.append(mark)
        else:  # the earlier mark was never closed
            unclosed = stack.pop()
            if _may_run_on(text, paragraph, unclosed):
                end = unclosed.end + len(text[unclosed.end : mark.start].rstrip())
                pairs.append(MarkPair(unclosed, end, end))
            stack.append(mark)
    if stack and _may_run_on(text, paragraph, stack[0]):
        pairs.append(MarkPair(stack[0], paragraph.end, paragraph.end))
    return pairs


def _opens(text: str, paragraph: Paragraph, mark: QuotationMark, inside: bool) -> bool:
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    after = text[mark.end] if mark.end < paragraph.end else " "
    could_open = not after.isspace() and (before in _BEFORE_OPENING or before in "“‘'\"«„")
    could_close = not before.isspace()
    if mark.text in _DOUBLE_OPENERS:
        backwards = inside and could_close and not (after.isalnum() and before in _BEFORE_OPENING)
        return not (backwards and (after.isspace() or after in SENTENCE_MARKS))
    if mark.text in _DOUBLE_CLOSERS:
        return not inside and could_open and before != "-" and after not in SENTENCE_MARKS
    if mark.text == '"' and _FEET_BEFORE.search(text, max(paragraph.start, mark.start - 6), mark.start):
        return False
    if could_open and not (could_close and inside):
        return True
    return not inside and not could_close and not after.isspace()


def _closes_twice(text: str, paragraph: Paragraph, marks: Sequence[QuotationMark], number: int) -> bool:
    """Tell whether the next two marks both close, so that this one is nested and not a second start."""
    following = marks[number + 1 : number + 3]
    return len(following) == 2 and not any(_opens(text, paragraph, mark, True) for mark in following)


def _may_run_on(text: str, paragraph: Paragraph, mark: QuotationMark) -> bool:
    """Tell whether words opened here and never closed still look like speech.

    A start, or after a comma or colon.
    """
    before = (
        text[paragraph.start : mark.start].rstrip()[-1:]
        if mark.start - paragraph.start < 400
        else (text[mark.start - 400 : mark.start].rstrip()[-1:])
    )
    return mark.end < paragraph.end and (before == "" or before in ",:.?!—–-")


def _nest_pairs(text: str, pairs: Iterable[MarkPair], paragraph: int) -> list[MarkedSpan]:
    """Order the pairs, measure how deep each stands, drop empty and crossing ones."""
    found: list[MarkedSpan] = []
    open_ends: list[int] = []
    for opening, end, outer_end in sorted(pairs, key=lambda pair: (pair.opening.start, -pair.end)):
        while open_ends and open_ends[-1] <= opening.start:
            open_ends.pop()
        words = text[opening.end : end]
        start, end = opening.end + len(words) - len(words.lstrip()), opening.end + len(words.rstrip())
        if end <= start or (open_ends and open_ends[-1] < end):
            continue
        depth = len(open_ends)
        found.append(MarkedSpan(start, end, opening.start, outer_end, paragraph, depth, not opening.double))
        open_ends.append(end)
    return found
