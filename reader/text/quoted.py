"""A remark that a report interrupts, as one text: its parts, and what is written between them.

The words of a remark are its parts with one blank between, so that they can be compared as if nothing stood
there. That text must never be shown: it was not printed. What is shown has, in place of each such blank, the
reporter's words outside of quotation marks where they are short (“A,” she said, “B.”), else `` […] ``. So all
that stands between quotation marks is in the article word for word, but for white space, of which any run
equals any other.

Owns what is written between two parts, and offsets in the words as offsets in what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

CUT = " […] "
"""Stands for words of the article between two parts that are not given."""

_LONGEST_INSERTION = 40  # characters of the reporter's words that are given
_MARKS = "“”„‟«»\"`'‘’‚‹›"
_OUTER = re.compile(rf"^\s*[{_MARKS}]*|[{_MARKS}]*\s*$")
_INNER_MARK = re.compile(r"[“”„‟«»\"`‹›\n]|(?<!\w)['‘’‚]|['’](?!\w)")
_FULL_STOP = re.compile(r"(\w*)[.!?…。！？]+[)\]]*(?=\s|$)")
_TITLES = """
capt col cpl dr drs gen gov hon jr lt maj mme mr mrs ms msgr pres prof rep rev sen sgt sr st
"""
_SHORTENED = frozenset(_TITLES.split())

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is written between two parts, in place of the blank at an offset of the words."""

    offset: int
    printed: str


def join_parts(text: str, spans: Iterable[Span]) -> str:
    """Return the words of a remark: its parts with a blank between."""
    return " ".join(text[start:end] for start, end in spans)


def find_gaps(text: str, spans: Sequence[Span]) -> tuple[Gap, ...]:
    """Return what is written between the parts of a remark.

    Args:
        text: The article's.
        spans: Start and end of the parts in it, in order, without their marks.
    """
    gaps, offset = [], 0
    for (start, end), (following, _) in pairwise(spans):
        offset += end - start
        gaps.append(Gap(offset, _between(text[end:following])))
        offset += 1
    return tuple(gaps)


def write(words: str, gaps: Sequence[Gap], start: int = 0, end: int | None = None) -> str:
    """Return a slice of the words as it is shown between quotation marks."""
    return "".join(piece for piece, _ in pieces(words, gaps, start, end))


def pieces(
    words: str, gaps: Sequence[Gap], start: int = 0, end: int | None = None
) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a slice as it is shown, each with whether it stands between two parts."""
    end = len(words) if end is None else end
    for gap in gaps:
        if start <= gap.offset < end:
            if start < gap.offset:
                yield words[start : gap.offset], False
            yield gap.printed, True
            start = gap.offset + 1
    if start < end:
        yield words[start:end], False


def written_offset(gaps: Sequence[Gap], offset: int) -> int:
    """Return where an offset of the words is in all that is written."""
    return offset + sum(len(gap.printed) - 1 for gap in gaps if gap.offset < offset)


def _between(gap: str) -> str:
    said = _OUTER.sub("", gap)
    if not said.strip():  # the marks alone are closed and opened again: nothing is left out
        return "” “"
    inner = said.strip()
    if len(inner) > _LONGEST_INSERTION or _INNER_MARK.search(inner) or _ends_sentence(inner):
        return CUT
    before = " " if said[0].isspace() or said[0].isalnum() else ""
    return f"”{before}{inner}{' ' if said[-1].isspace() else ''}“"


def _ends_sentence(text: str) -> bool:
    return any(
        match[1].casefold() not in _SHORTENED and not (len(match[1]) == 1 and match[1].isupper())
        for match in _FULL_STOP.finditer(text)
    )
