"""Boilerplate: lines of a copied page or an export that are not part of the article.

Owns the recognition of single lines (navigation, sharing, advertising, credits, notices, ends of exports and
headings over lists of other articles) by the patterns of ``boilerplate.txt``, and ``ClassifiedLines``, which
judges each line of a text once and remembers the result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reader.articles.outlets import find_outlet_in
from reader.articles.raw.lines import TextLine, ends_sentence, is_prose
from reader.text.wordlists import read_sections, read_words

_PATTERNS_FILE = "articles/boilerplate.txt"
_LONGEST_BOILERPLATE = 600  # characters of a line of boilerplate; longer ones can only be notices
_LONGEST_NOTICE = 1_000  # characters
_LONGEST_CAPTION = 420  # characters
_FEWEST_SPACES_OF_SENTENCE = 8
_NUMBERED = re.compile(r"\[\d+/\d+\]")
# One of these is in every end of a caption that is not in brackets, or else a credit stands behind a sentence
# with one of those. Few other lines have any, and looking for some words is cheaper than the patterns.
_CREDIT_HINTS = (
    "/", "©", "|", "hoto", "HOTO", "oto:", "mage", "icture", "redit", "llustration", "ideo", "ia ", "ourtesy",
    "andout", "upplied", "ontributed",
)  # fmt: skip
_CREDIT_JOINTS = (" for ", " – ", " — ", " - ")
_BEHIND_SENTENCE = re.compile(r"[.!?…][\"”’)]* (?:[–—-] )?[A-ZÀ-Þ]")
_LONGEST_CREDIT = 180  # characters at the end of a line in which a credit is looked for
_PROMOTES = re.compile(
    r"(?:follow|join|like|support|subscribe to|sign up (?:to|for)|download)\b", re.IGNORECASE
)
_SPEECH = re.compile(r"[\"“”«»].{0,400}\b(?:said|says|told|added)\b")
# Labels that stand alone on the line above their value.
_LABELS_ABOVE = frozenset(
    {
        "by",
        "author",
        "authors",
        "from",
        "published",
        "updated",
        "last updated",
        "published on",
        "date",
        "source",
    }
)
_OPEN_BYLINE = re.compile(r"by .{3,60}(?: and|,)", re.IGNORECASE)  # continued on the next line
_LINES_ABOVE_PICTURE = 12  # lines above a picture within which there is text
_LINES_WITH_LABELS_ABOVE = 60  # lines in which such labels are looked for
# Lines at both ends of a text that are judged; no page is longer, so those between are not boilerplate.
_LINES_JUDGED_AT_START, _LINES_JUDGED_AT_END = 5_000, 500


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is boilerplate in any position."""
    if len(line) > _LONGEST_BOILERPLATE:
        return is_notice(line)
    line = line.lstrip("♦•·▪●➤►▶»›> ") or line
    if (
        _matches("sentences", line)
        or is_notice(line)
        or is_of_picture(line)
        or _NUMBERED.match(line) is not None
    ):
        return True
    if len(line) > 60 and ends_sentence(line) and line.count(" ") >= _FEWEST_SPACES_OF_SENTENCE:
        return False
    return _is_menu(line) or _matches("lines", line)


def is_of_picture(line: str) -> bool:
    """Tell whether a line is a picture's caption, or its credit or source with a label before it."""
    return is_caption(line) or (len(line) <= _LONGEST_BOILERPLATE and _matches("pictures", line))


def is_caption(line: str) -> bool:
    """Tell whether a line is a picture's caption, which ends in the credit of its photographer."""
    end = line[-_LONGEST_CREDIT:]
    if len(line) > _LONGEST_CAPTION or not (line[-1:] in "])" or _may_end_in_credit(end)):
        return False
    return any(pattern.search(end) for pattern in _caption_ends()) and _SPEECH.search(line) is None


def _may_end_in_credit(end: str) -> bool:
    return any(hint in end for hint in _CREDIT_HINTS) or (
        any(joint in end for joint in _CREDIT_JOINTS) and _BEHIND_SENTENCE.search(end) is not None
    )


def is_described_picture(line: str) -> bool:
    """Tell whether a line is a credit with the picture's description: "PA Media Smoke over a bridge"."""
    if (
        len(line) > _LONGEST_CAPTION
        or ends_sentence(line)
        or (match := _pattern("credits").match(line)) is None
    ):
        return False
    words = line[match.end() :].split()
    # A headline may open with the name of an agency too, but then its other words have capitals or are few.
    return len(words) >= 4 and 3 * sum(word[0].islower() for word in words) >= len(words)


def is_notice(line: str) -> bool:
    """Tell whether a line is a notice of copyright or of where the text comes from."""
    if len(line) > _LONGEST_NOTICE or line.startswith(('"', "“", "«")):
        return False
    folded = line.casefold()
    # Few lines are notices, and a search for some words is cheaper than the patterns.
    return any(word in folded for word in _notice_hints()) and _pattern("notices").search(line) is not None


def notice_outlet(line: str) -> str | None:
    """Return the outlet that a notice, or a call to follow it, names as the owner of the text; or None."""
    return find_outlet_in(line) if is_notice(line) or _PROMOTES.match(line) else None


def lists_others(line: str) -> bool:
    """Tell whether a line is the heading over a list of other articles."""
    return len(line) <= 80 and not line.endswith(".") and _matches("others", line)


def is_final(line: str) -> bool:
    """Tell whether nothing of the article comes after such a line, if the article stands above it."""
    return len(line) <= 160 and _matches("final", line)


def _matches(section: str, line: str) -> bool:
    return _pattern(section).fullmatch(line) is not None


@cache
def _notice_hints() -> tuple[str, ...]:
    return read_sections(_PATTERNS_FILE)["notice hints"]


@cache
def _pattern(section: str) -> re.Pattern[str]:
    alternatives = "|".join(read_sections(_PATTERNS_FILE)[section])
    if section == "credits":
        return re.compile(alternatives)
    return re.compile(alternatives, re.IGNORECASE)


@cache
def _caption_ends() -> tuple[re.Pattern[str], ...]:
    # One after the other, because a search for all at once tries each at every character.
    alternatives = read_sections(_PATTERNS_FILE)["captions"]
    behind = r"(?:,? [Ff]ile(?: [Pp]hoto)?|,? opens new tab)?\.?$"
    return tuple(re.compile(f"(?:{alternative}){behind}") for alternative in alternatives)


def _is_menu(line: str) -> bool:
    """Tell whether a line holds languages or buttons only, written as menus are."""
    if len(line) > 240:
        return False
    words = [stripped for word in line.split() if (stripped := word.strip(".,:;()[]|/·•"))]
    if not words:
        return True
    folded = [word.casefold() for word in words]
    languages = read_words(_PATTERNS_FILE, "languages")
    if all(word in languages for word in folded):
        # "It is" may be two languages, but hardly is.
        return all(word.isupper() or len(word) > 3 for word in words) or "|" in line or "·" in line
    buttons = read_words(_PATTERNS_FILE, "buttons")
    if not all(word in buttons for word in folded):
        return False
    # "War in Ukraine" may be a headline's first words; a menu has one word, or begins each with a capital.
    return len(folded) == 1 or not any(word[0].islower() for word in words if len(word) > 4)


class ClassifiedLines:
    """The lines of one text by index, each classified at first use."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = _join_labels(lines)
        self._boilerplate: dict[int, bool] = {}
        self._prose: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def text(self, index: int) -> str:
        """Return the words of a line."""
        return self._lines[index].text

    def printed(self, index: int) -> str:
        """Return the words of a line as they stand in the file."""
        return self._lines[index].printed or self._lines[index].text

    def after_blank(self, index: int) -> bool:
        """Tell whether a blank line stands before the line, or it is the first."""
        return self._lines[index].after_blank

    def is_boilerplate(self, index: int) -> bool:
        """Tell whether the line is boilerplate, judged by itself and its neighbours."""
        if _LINES_JUDGED_AT_START <= index < len(self) - _LINES_JUDGED_AT_END:
            return False
        if index not in self._boilerplate:
            self._boilerplate[index] = (
                is_boilerplate(self.text(index))
                or self._is_captioned(index)
                or self._describes_picture(index)
            )
        return self._boilerplate[index]

    def is_prose(self, index: int) -> bool:
        """Tell whether the line is running text and no boilerplate."""
        if index not in self._prose:
            self._prose[index] = is_prose(self.text(index)) and not self.is_boilerplate(index)
        return self._prose[index]

    def _is_captioned(self, index: int) -> bool:
        """Tell whether a neighbour repeats the line with a credit behind it: a picture's description."""
        text = self.text(index)
        if not 20 < len(text) < 300:
            return False
        return any(
            len(text) < len(other) < len(text) + 120 and other.startswith(text) and is_boilerplate(other)
            for at in (index - 1, index + 1)
            if 0 <= at < len(self) and (other := self.text(at))
        )

    def _describes_picture(self, index: int) -> bool:
        """Tell whether the line describes a picture behind its credit, or is the caption right below one."""
        text = self.text(index)
        if is_described_picture(text):
            # A headline may open with the name of an agency too: it comes first.
            return any(
                self.text(at).count(" ") >= 4 for at in range(max(0, index - _LINES_ABOVE_PICTURE), index)
            )
        return (
            index > 0
            and not self.after_blank(index)
            and 4 <= text.count(" ") < 40
            and not ends_sentence(text)
            and is_described_picture(self.text(index - 1))
            and self._describes_picture(index - 1)
        )


def _join_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    joined: list[TextLine] = []
    for index, line in enumerate(lines):
        above = joined[-1].text.rstrip(": ").casefold() if joined and index < _LINES_WITH_LABELS_ABOVE else ""
        if above in _LABELS_ABOVE and not is_prose(line.text):
            label = joined[-1]
            joined[-1] = TextLine(
                f"{label.text.rstrip(': ')}: {line.text}", label.after_blank, f"{label.text} {line.text}"
            )
        elif index < _LINES_WITH_LABELS_ABOVE and joined and _OPEN_BYLINE.fullmatch(joined[-1].text):
            joined[-1] = TextLine(f"{joined[-1].text} {line.text}", joined[-1].after_blank)
        else:
            joined.append(line)
    return joined
