"""Single quotation marks and the apostrophes that look like them.

Owns the pairing of single marks within a paragraph, given the pairs of double ones. Refuses the double marks
and the depth of what is found (``marks``). Every step is linear in the number of marks, but for a search by
halves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

_ELIDED = re.compile(
    r"['‘](?:\d\ds?\b|(?:em|til|tis|twas|cause|cuz|bout|round|n|nuff|cept)\b)", re.IGNORECASE
)
SENTENCE_MARKS = frozenset(",.!?…;:)]—–")
"""What follows or ends speech."""


class Mark(NamedTuple):
    """A quotation mark, or an apostrophe that may be one."""

    start: int
    end: int
    text: str

    @property
    def double(self) -> bool:
        """Whether it is no single mark."""
        return self.text not in "'‘’‹›"


class Pair(NamedTuple):
    """Two marks that belong together; ``end`` equals ``outer_end`` where the second is missing."""

    opening: Mark
    end: int
    outer_end: int


def pair_singles(text: str, marks: Sequence[Mark], doubles: Sequence[Pair]) -> list[Pair]:
    """Pair single marks, keeping clear of apostrophes, possessives and decades.

    An opening mark takes the first closing one before the next double mark that cannot be a possessive; or
    else one that ends speech beyond whole pairs of double marks, the British way; or else what may be a
    possessive.
    """
    openers = [
        mark
        for mark in marks
        if mark.text in "'‘‹" and _starts_word(text, mark) and not _ELIDED.match(text, mark.start)
    ]
    if not openers:
        return []
    closers = [mark for mark in marks if mark.text in "'’›" and not _starts_word(text, mark)]
    starts = [mark.start for mark in closers]
    sure = [mark.start for mark in closers if not _possessive(text, mark)]
    borders = sorted(border for pair in doubles for border in (pair.opening.start, pair.end))
    beyond = _find_beyond(text, openers, closers, doubles, borders) if borders and closers else {}
    pairs: list[Pair] = []
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
            pairs.append(Pair(mark, closers[at].start, closers[at].end))
            reached = closers[at].end
    return pairs


def _find_beyond(
    text: str,
    openers: Sequence[Mark],
    closers: Sequence[Mark],
    doubles: Sequence[Pair],
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


def _starts_word(text: str, mark: Mark) -> bool:
    before = text[mark.start - 1] if mark.start else " "
    after = text[mark.end] if mark.end < len(text) else " "
    return not after.isspace() and not before.isalnum() and before not in ".,!?"


def _possessive(text: str, mark: Mark) -> bool:
    """Tell whether a mark may be the apostrophe of ``the ministers' plan``."""
    return text[mark.start - 1] in "sSzx" and text[mark.end : mark.end + 2].strip().isalpha()
