"""Lines of a plain text, and which of them belong to one paragraph.

Owns the joining of hard-wrapped lines, of words that were broken at a line's end, and the test for running
prose. Knows nothing about news.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reader.text.wordlists import read_words

LIST_ITEM = re.compile(r"^(?P<marker>[-–—•·●▪*]|\d{1,2}[.)])\s+(?=\S)")
"""The marker of an item of a list, with the blanks behind it."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$|[.!?…]?[”»]$")
_SENTENCE_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«„(\[]?[^\Wa-z_])")
_NARROWEST_WRAP, _WIDEST_WRAP = 28, 132  # columns
_NARROWEST_SINGLE_WRAP = 40  # columns at which a text with one wrapped line is believed to be wrapped
_LONGEST_JUDGED_ROW = 400  # characters, blanks at its end included
_MARGIN_SLACK = 2  # columns by which a row may miss the margin
_LONGEST_EXCESS = 12  # columns that a row may be longer than those known to be wrapped
_LONGEST_OVERHANG = 20  # columns of a word, put together again, that stands over the margin
_SHORTEST_WRAPPED = 0.6  # of the width; a shorter row was not broken by the margin
_FEWEST_CONSISTENT = 0.6  # share of the long enough rows that the width must explain
_SHORTEST_CONTINUATION = 60  # characters of a row that continues the sentence of the row above
_FEWEST_FIRST_LINE_INDENTS = 2  # rows alone by which indents are believed to mark first lines
_ROWS_OF_HEADER = 14  # rows at the top that may be header lines
# No line ends in these of itself.
_HANGING_WORD = re.compile(r" (?:a|an|and|as|at|by|for|from|in|of|on|or|over|that|the|to|with)\s*$")
_BROKEN_WORD = re.compile(r"(?P<before>[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+)[-\u2010]$")
_PARTICIPLE = re.compile(r"(?!en|n|l?ess|ly)\w{3,}(?:ing|ed)")  # "long-running", not "short-ening"
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ANY_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_DIVIDED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}[-\u2010][ \t]*\n[ \t]*[^\W\d_]+")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder) \w+-")  # "pre- and post-war"
_SOFT_BREAK = re.compile(r"(?<=\w)\u00ad[ \t]*\n[ \t]*(\w[^\s]*)[ \t]*(\n?)")
_BROKEN_ROWS = re.compile(
    r"(?P<left>[^\W\d_]{1,40})[-\u2010][ \t]*\n[ \t]*(?P<right>[^\W\d_][^\s]*)[ \t]*\n?"
)
_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffef]")
_LONGEST_FIRST_SENTENCE = 300  # characters


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph of a plain text.

    Attributes:
        text: Its words with single spaces, never empty.
        after_blank: A blank line stands before it, or it is the first.
        printed: Its words as they stand in the file, where something was added to them; else empty.
    """

    text: str
    after_blank: bool
    printed: str = ""


def split_lines(text: str, *, is_header: Callable[[str], bool] | None = None) -> list[TextLine]:
    """Split a sanitised text into its paragraphs: at blank lines, and at line ends that are no hard wraps.

    Args:
        is_header: Tells a row that is a line of its own at the top, although it is as long as wrapped ones.
    """
    rows = text.split("\n")
    width = _wrap_width(rows)
    joiner = RowJoiner(text)
    hanging = width > 0 and _has_hanging_indents(rows)
    first_indented = width > 0 and not hanging and _has_first_line_indents(rows)
    lines: list[TextLine] = []
    buffer: list[str] = []
    above = ""
    blank = after_blank = True
    after_indent = buffer_indented = False
    for number, row in enumerate(rows):
        words = row.split()
        if not words:
            blank = True
            continue
        indented = row.startswith("  ") and (first_indented or not after_indent) and not hanging
        after_indent = row.startswith("  ")
        at_top = is_header is not None and width > 0 and number < _ROWS_OF_HEADER
        if buffer and (
            blank
            or indented
            # A tab at its beginning may be of any width.
            or not (
                (first_indented and buffer_indented)
                or _is_wrapped(above, row, width)
                or _is_wrapped(buffer[-1], row, width)
            )
            or (at_top and is_header and _is_apart(buffer, row, is_header))
        ):
            lines.append(TextLine(joiner.join(buffer), after_blank))
            buffer = []
        if not buffer:
            after_blank = blank
            buffer_indented = row.startswith("  ")
        buffer.append(" ".join(words))
        above = row.rstrip()
        blank = False
    if buffer:
        lines.append(TextLine(joiner.join(buffer), after_blank))
    return lines


def join_soft_hyphens(text: str) -> str:
    """Put words together that a soft hyphen broke at a line's end; the line break follows the word."""
    return _SOFT_BREAK.sub(r"\1\n", text) if "\u00ad" in text else text


def join_broken_words(text: str) -> str:
    """Put words together that a hyphen broke at a line's end, outside fenced code; the line break follows."""
    if "-\n" not in text and "\u2010\n" not in text:
        return text
    joiner = RowJoiner(text)

    def join(match: re.Match[str]) -> str:
        between = joiner.between(f"{match['left']}-", match["right"])
        if between == " ":
            return match[0]
        hyphen = "" if between is None else match[0][len(match["left"])]
        return f"{match['left']}{hyphen}{match['right']}\n"

    fenced = re.split(
        r"(^ {0,3}(?:```|~~~).*?(?:^ {0,3}(?:```|~~~)|\Z))", text, flags=re.MULTILINE | re.DOTALL
    )
    return "".join(part if at % 2 else _BROKEN_ROWS.sub(join, part) for at, part in enumerate(fenced))


class RowJoiner:
    """Joins the rows of a paragraph with blanks, and the halves of words that were broken at a row's end.

    A hyphen at a row's end stays where the word has one elsewhere in the text, where an English compound, a
    number or a name begins or ends so, and goes with the line break where it only divides a word.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: frozenset[str] | None = None

    def join(self, rows: Sequence[str]) -> str:
        """Return the rows, each with single spaces, as one line."""
        parts: list[str] = []
        for left, right in pairwise(rows):
            between = self.between(left, right)
            parts += [left[:-1] if between is None else left, between or ""]
        return "".join([*parts, rows[-1]])

    def between(self, left: str, right: str) -> str | None:
        """Return what comes between two rows, a blank or nothing; None if the left one's hyphen goes."""
        if left[-1:] in ("-", "\u2010") and (broken := _BROKEN_WORD.search(left[-60:])):
            after = _FIRST_WORD.match(right)
            if after is None:
                return "" if right[:1].isdigit() else " "
            if _SUSPENDED.match(right):
                return " "
            if right[after.end() :].startswith(("-", "\u2010")) or self._keeps(broken["before"], after[0]):
                return ""
            return None
        if left[-1:] == "—" and left[-2:-1].isalnum() and right[:1].isalnum():
            # Where dashes are set without blanks; "said —" has one before it.
            return ""
        return "" if _CJK.match(left[-1:]) and _CJK.match(right[:1]) else " "

    def _keeps(self, before: str, after: str) -> bool:
        """Tell whether the hyphen between two halves is part of the word."""
        last = re.split(r"[-'’]", before)[-1]
        if len(last) < 2 or last.isdigit() or "-" in before or after[0].isupper() or not after[0].isalpha():
            return True
        known = self._words()
        joined, hyphened = f"{last}{after}".casefold(), f"{last}-{after}".casefold()
        if hyphened in known or joined in known:
            return hyphened in known
        if joined in _compounds("closed"):
            return False
        last, after = last.casefold(), after.casefold()
        if last in _compounds("prefixes"):
            return True
        if after in _compounds("ends") and last not in _compounds("syllables") and len(last) > 2:
            return True
        if last in _compounds("starts") and _PARTICIPLE.fullmatch(after):
            return True
        words = {last, after} - _compounds("starts") - _compounds("ends")
        return (
            min(len(last), len(after)) > 1
            and words <= known
            and not (last in _compounds("syllables") and after not in known)
        )

    def _words(self) -> frozenset[str]:
        if self._known is None:
            whole = _DIVIDED.sub(" ", self._text.replace("\u2010", "-"))
            self._known = frozenset(word.casefold() for word in _ANY_WORD.findall(whole))
        return self._known


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
    text = " ".join(text[: _LONGEST_FIRST_SENTENCE * 2].split())
    abbreviations = read_words("articles/words.txt", "abbreviations")
    for match in _SENTENCE_STOP.finditer(text):
        if match.start() == 0:
            continue
        before = text[: match.start()].rsplit(None, 1)[-1].lower().lstrip("\"'“‘«„([")
        if match[0][0] == "." and (before in abbreviations or len(before) < 2 or "." in before):
            continue
        text = text[: match.end()]
        break
    if len(text) <= _LONGEST_FIRST_SENTENCE:
        return text
    cut = text.rfind(" ", _LONGEST_FIRST_SENTENCE // 2, _LONGEST_FIRST_SENTENCE)
    return text[: cut if cut > 0 else _LONGEST_FIRST_SENTENCE].rstrip(" ,;:") + "…"


def _compounds(section: str) -> frozenset[str]:
    return read_words("articles/compounds.txt", section)


def _has_hanging_indents(rows: Sequence[str]) -> bool:
    """Tell whether the rows below a paragraph's first one are indented, and not the first one itself."""
    hanging = first = 0
    for before, row, after in zip(["", *rows], rows, [*rows[1:], ""], strict=False):
        if row.startswith("  ") and before.strip() and not before.startswith("  "):
            hanging += after.startswith("  ")
            first += bool(after.strip()) and not after.startswith("  ")
    return hanging > first


def _has_first_line_indents(rows: Sequence[str]) -> bool:
    """Tell whether the first row of each paragraph is indented, and no other one."""
    runs = [
        sum(1 for _ in some)
        for indented, some in groupby(row.startswith("  ") for row in rows if row.strip())
        if indented
    ]
    alone = runs.count(1)
    return alone >= _FEWEST_FIRST_LINE_INDENTS and alone > len(runs) - alone


def _first_chunk(row: str) -> int:
    """Return the length of what would have had to fit on the row above."""
    word = row.split(None, 1)[0]
    return 1 if _CJK.match(word) else len(word)


def _flows(row: str, after: str) -> bool:
    """Tell whether a row breaks off within a sentence, which the next row goes on with."""
    if ends_sentence(row.rstrip()):
        return False
    first = after.lstrip()[0]
    return (first.isalpha() and not first.isupper()) or _HANGING_WORD.search(row[-8:]) is not None


def _wrap_width(rows: Sequence[str]) -> int:
    """Return the column at which the text was wrapped, or 0 if it was not.

    A row that a margin of W columns broke is at most W long, and the first word of the next row would not
    have fitted. The W that explains most row ends within sentences is taken, if it explains enough of all.
    """
    ends: list[tuple[int, int, bool, bool]] = []  # least and most width, breaks off, ends a sentence
    for row, after in pairwise(rows):
        size = len(row)
        # Most rows of copied pages are whole paragraphs, or stand between blank ones.
        if not 0 < size <= _LONGEST_JUDGED_ROW or not after or not row.strip() or not after.strip():
            continue
        size = len(row.rstrip())
        if size <= _WIDEST_WRAP and (longest := size + _first_chunk(after)) >= _NARROWEST_WRAP:
            ends.append((size, longest, _flows(row, after), ends_sentence(row.rstrip())))
    if not any(flows for _, _, flows, _ in ends):
        return 0
    votes = [0] * (_WIDEST_WRAP + 2)
    for shortest, longest, flows, _ in ends:
        weight = 3 if flows else 1
        votes[max(shortest, _NARROWEST_WRAP)] += weight
        votes[min(longest, _WIDEST_WRAP) + 1] -= weight
    best = width = total = 0
    for column, change in enumerate(votes):
        total += change
        if total > best:
            best, width = total, column
    return width if width and _explains(rows, ends, width) else 0


def _explains(rows: Sequence[str], ends: Sequence[tuple[int, int, bool, bool]], width: int) -> bool:
    """Tell whether a margin explains enough of the row ends to be believed."""
    long = [
        end for end in ends if width * _SHORTEST_WRAPPED <= end[0] <= width + _LONGEST_EXCESS and not end[3]
    ]
    fitting = [end for end in long if end[0] <= width <= end[1] + _MARGIN_SLACK]
    flowing = sum(flows for _, _, flows, _ in fitting)
    if not flowing or len(fitting) < _FEWEST_CONSISTENT * len(long) or flowing < 0.3 * len(fitting):
        return False
    sizes = [len(row.rstrip()) for row in rows]
    if flowing == 1 and (width < _NARROWEST_SINGLE_WRAP or max(sizes) > width + _LONGEST_EXCESS):
        return False
    # Long paragraphs on one row each, between short rows of a menu, are no wrapped text.
    return sum(size for size in sizes if size <= width + _LONGEST_EXCESS) >= 0.6 * sum(sizes)


def _is_wrapped(row: str, after: str, width: int) -> bool:
    """Tell whether the row was broken only because the next word did not fit."""
    after = after.strip()
    if row[-1] in "-\u2010" and _BROKEN_WORD.search(row[-60:]) and after[0].isalpha():
        return True
    if after[0].islower() and not after[1:2].isupper() and not ends_sentence(row) and row[-1] not in ":;":
        if len(after) >= _SHORTEST_CONTINUATION and is_prose(after):
            return True
        if width and width * _SHORTEST_WRAPPED <= len(row) <= width + _MARGIN_SLACK:
            return True
        if width < len(row) <= width + _LONGEST_OVERHANG and row.rfind(" ") <= width:
            return width > 0
    if not width or len(row) > width + _MARGIN_SLACK or len(row) < width * _SHORTEST_WRAPPED / 2:
        return False
    # A row that ends a sentence may as well end its paragraph: there the margin is taken at its word.
    slack = 0 if ends_sentence(row) or len(row) < width * _SHORTEST_WRAPPED else _MARGIN_SLACK
    return len(row) + 1 + _first_chunk(after) > width - slack


def _is_apart(rows: Sequence[str], after: str, is_header: Callable[[str], bool]) -> bool:
    """Tell whether a row at the top is a line of its own, or the only one above it is."""
    above_is_header = len(rows) == 1 and is_header(rows[0])
    if _flows(rows[-1], after) and not above_is_header:
        return False
    return above_is_header or is_header(" ".join(after.split()))
