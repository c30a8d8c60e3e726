"""Lines of a plain text, and which of them belong to one paragraph.

Owns the undoing of hard wraps and the notion of prose. Knows nothing of news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.text.wordlists import read_words

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|[.!?…]?[”»]$")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«„(\[]?[^\Wa-z_])")
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 132  # columns; other lines were not wrapped by hand or by mail
_SLACK = 2  # columns by which the widest row that was found may fall short of the margin
_WORD = 12  # columns that a row may be longer than those known to be broken
# No line ends in these of itself.
_HANGING = re.compile(r" (?:a|an|and|as|at|by|for|from|in|of|on|or|over|that|the|to|with)\s*$")
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a plain text.

    Attributes:
        text: Its words with single spaces, never empty.
        after_blank: A blank line stands before it, or it is the first.
    """

    text: str
    after_blank: bool


def split_lines(text: str) -> list[Line]:
    """Split a sanitised text into its paragraphs: at blank lines, and at line ends that are no hard wraps."""
    rows = text.split("\n")
    width = _wrap_width(rows)
    lines: list[Line] = []
    buffer: list[str] = []
    blank = after_blank = True
    after_indent = False
    for row in rows:
        words = row.split()
        if not words:
            blank = True
            continue
        indented = row.startswith("  ") and not after_indent
        after_indent = row.startswith("  ")
        if buffer and (blank or indented or not _is_wrapped(buffer[-1], row, width)):
            lines.append(Line(" ".join(buffer), after_blank))
            buffer = []
        if not buffer:
            after_blank = blank
        buffer.append(" ".join(words))
        blank = False
    if buffer:
        lines.append(Line(" ".join(buffer), after_blank))
    return lines


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence does, with a full stop, mark or closing quotation."""
    return _SENTENCE_END.search(text[-6:]) is not None


def is_prose(text: str) -> bool:
    """Tell a sentence of running text from a headline, a heading or a label."""
    if len(text) >= 160:
        return True
    words = text.split()
    if not ends_sentence(text):
        return len(words) >= 30
    if len(words) < 5 or (text.endswith(("?", "!")) and len(text) < 110):
        return False
    # A headline in title case may end in a full stop or a quotation.
    long = [word for word in words if len(word) > 4 and word[0].isalpha()]
    return len(words) > 16 or len(long) < 3 or not all(word[0].isupper() for word in long)


def first_sentence(text: str) -> str:
    """Return the first sentence of a paragraph on one line, cut at a word if it is very long."""
    text = " ".join(text[: _LONGEST_TITLE * 2].split())
    abbreviations = read_words("articles/words.txt", "abbreviations")
    for match in _STOP.finditer(text):
        if match.start() == 0:
            continue
        before = text[: match.start()].rsplit(None, 1)[-1].lower().lstrip("\"'“‘«„([")
        if match[0][0] == "." and (before in abbreviations or len(before) < 2 or "." in before):
            continue
        text = text[: match.end()]
        break
    if len(text) <= _LONGEST_TITLE:
        return text
    cut = text.rfind(" ", _LONGEST_TITLE // 2, _LONGEST_TITLE)
    return text[: cut if cut > 0 else _LONGEST_TITLE].rstrip(" ,;:") + "…"


def _wrap_width(rows: Sequence[str]) -> int:
    """Return the column at which the text was wrapped by hand, or 0 if it was not.

    What betrays a wrap is a long row that breaks off in the middle of a sentence, before a small letter or
    behind a small word.
    """
    broken: list[int] = []
    followed: list[tuple[int, int]] = []
    for row, after in pairwise(rows):
        length = len(row.rstrip())
        if length < _NARROWEST_WRAP or not after.strip():
            continue
        followed.append((length, length + 1 + len(after.split(None, 1)[0])))
        breaks_off = after.lstrip()[0].islower() or _HANGING.search(row, max(0, length - 8))
        if breaks_off and not ends_sentence(row.rstrip()):
            broken.append(length)
    if not broken or max(broken) > _WIDEST_WRAP:
        return 0
    if len(broken) >= 2 and len(broken) >= len(followed) * 0.3:
        return max(broken)
    # A short text has few wraps; then no row may be longer, and each must have been full.
    widest = max(length for length, _ in followed)
    full = sum(needed > widest - _SLACK for _, needed in followed)
    if full >= 0.8 * len(followed) and max(len(row.rstrip()) for row in rows) <= widest + _WORD:
        return widest
    return 0


def _is_wrapped(row: str, after: str, width: int) -> bool:
    """Tell whether the row was broken only because the next word did not fit."""
    if not width or len(row) < width * 0.6 or len(row) > width + _SLACK:
        return False
    word = after.split(None, 1)[0]
    if word[0].islower() and not ends_sentence(row):
        return True
    return len(row) + 1 + len(word) > width - _SLACK
