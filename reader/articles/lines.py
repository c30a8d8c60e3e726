"""Lines of a plain text, and which of them belong to one paragraph.

Owns the undoing of hard wraps and the notion of prose. Knows nothing of news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|[.!?…]?[”»]$")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
        "rev",
        "gen",
        "sen",
        "rep",
        "gov",
        "lt",
        "col",
        "capt",
        "sgt",
        "maj",
        "adm",
        "hon",
        "jr",
        "sr",
        "vs",
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "no",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«„(\[]?[^\Wa-z_])")
_WIDEST_WRAP = 132  # columns; a longer line was not wrapped by hand or by mail
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
    for row in rows:
        words = row.split()
        if not words:
            blank = True
            continue
        indented = row.startswith("  ") or row.startswith("\t")
        if buffer and (blank or indented or not _is_wrapped(buffer[-1], words[0], width)):
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


def first_sentence(text: str) -> str:
    """Return the first sentence of a paragraph, cut at a word if it is very long."""
    for match in _STOP.finditer(text[: _LONGEST_TITLE * 2]):
        before = text[: match.start()].rsplit(None, 1)[-1].lower().lstrip("\"'“‘«„([")
        if match[0][0] == "." and (before in _ABBREVIATIONS or len(before) < 2 or "." in before):
            continue
        text = text[: match.end()]
        break
    if len(text) <= _LONGEST_TITLE:
        return text
    cut = text.rfind(" ", _LONGEST_TITLE // 2, _LONGEST_TITLE)
    return text[: cut if cut > 0 else _LONGEST_TITLE].rstrip(" ,;:") + "…"


def _wrap_width(rows: Sequence[str]) -> int:
    """Return the column at which the text was wrapped by hand, or 0 if it was not.

    In wrapped text nearly all lines that another follows at once are almost as long as the longest, and
    break in the middle of sentences.
    """
    lengths = sorted(len(row.rstrip()) for row in rows if row.strip())
    if not lengths or lengths[-max(1, len(lengths) // 20)] > _WIDEST_WRAP:
        return 0
    width = next((length for length in reversed(lengths) if length <= _WIDEST_WRAP), 0)
    full = wrapped = 0
    for row, after in zip(rows, rows[1:], strict=False):
        if after.strip() and len(row) >= width * 0.75:
            full += 1
            wrapped += not ends_sentence(row.rstrip())
    return width if width >= 40 and full >= 3 and wrapped >= full * 0.6 else 0


def _is_wrapped(row: str, next_word: str, width: int) -> bool:
    """Tell whether the row was broken only because the next word did not fit."""
    if not width:
        return False
    fitted = len(row) + 1 + len(next_word)
    return fitted > width or (len(row) >= width * 0.6 and next_word[0].islower() and not ends_sentence(row))
