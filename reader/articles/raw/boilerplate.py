"""The lines of one text, each judged once.

Owns the memory of what a line is, so that header, body and foot may ask as often as they need.

Page furniture: what a copied page holds besides its article.

Owns the recognition of one line as navigation, sharing, advertising, credits, notices or the ends of
exports, and of the headings under which a page lists other things; the patterns are data, in
``furniture.txt``. Judges lines only; where they stand is for others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reader.articles.outlets import find_outlet_in
from reader.articles.raw.lines import Line, ends_sentence, is_prose
from reader.text.wordlists import read_sections, read_words

_LIST = "articles/furniture.txt"
_LONGEST = 600  # characters of a line of furniture; longer ones can only be notices
_LONGEST_NOTICE = 1_000
_LONGEST_CAPTION = 420
_SENTENCE_WORDS = 8
_NUMBERED = re.compile(r"\[\d+/\d+\]")
_CREDIT_SIGN = re.compile(r"[/©:]| via ")
_PROMOTES = re.compile(
    r"(?:follow|join|like|support|subscribe to|sign up (?:to|for)|download)\b", re.IGNORECASE
)
_SPEECH = re.compile(r"[\"“”«»].{0,400}\b(?:said|says|told|added)\b")


def is_furniture(line: str) -> bool:
    """Tell whether a line is nothing but page furniture wherever it stands."""
    if len(line) > _LONGEST:
        return is_notice(line)
    line = line.lstrip("♦•·▪●➤►▶»›> ") or line
    if (
        _matches("sentences", line)
        or is_notice(line)
        or is_caption(line)
        or _NUMBERED.match(line) is not None
    ):
        return True
    if len(line) > 60 and ends_sentence(line) and line.count(" ") >= _SENTENCE_WORDS:
        return False
    return _is_menu(line) or _matches("furniture", line)


def is_caption(line: str) -> bool:
    """Tell whether a line is a picture's caption, which ends in the credit of its photographer."""
    if len(line) > _LONGEST_CAPTION or not (line[-1:] in "])" or _CREDIT_SIGN.search(line[-180:])):
        return False
    return _pattern("captions").search(line[-180:]) is not None and _SPEECH.search(line) is None


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
    # Most lines are none, and looking for a few words is cheaper than for the patterns.
    return any(word in folded for word in _hints()) and _pattern("notices").search(line) is not None


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
def _hints() -> tuple[str, ...]:
    return read_sections(_LIST)["notice hints"]


@cache
def _pattern(section: str) -> re.Pattern[str]:
    alternatives = "|".join(read_sections(_LIST)[section])
    if section == "credits":
        return re.compile(alternatives)
    if section == "captions":
        return re.compile(rf"(?:{alternatives})(?:,? File(?: Photo)?|,? opens new tab)?\.?$")
    return re.compile(alternatives, re.IGNORECASE)


def _is_menu(line: str) -> bool:
    """Tell whether a line holds languages or buttons only, written as menus are."""
    if len(line) > 240:
        return False
    words = [stripped for word in line.split() if (stripped := word.strip(".,:;()[]|/·•"))]
    if not words:
        return True
    folded = [word.casefold() for word in words]
    languages = read_words(_LIST, "languages")
    if all(word in languages for word in folded):
        # "It is" are two words before they are two languages.
        return all(word.isupper() or len(word) > 3 for word in words) or "|" in line or "·" in line
    buttons = read_words(_LIST, "buttons")
    if not all(word in buttons for word in folded):
        return False
    # "War in Ukraine" may be a headline's first words; a menu has one word, or begins each with a capital.
    return len(folded) == 1 or not any(word[0].islower() for word in words if len(word) > 4)


# Labels that stand on a line of their own, above what they label.
_ABOVE = frozenset(
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
_OPEN_BYLINE = re.compile(r"by .{3,60}(?: and|,)", re.IGNORECASE)  # it goes on in the next line
_NEAR = 12  # lines above a picture within which there is text
_HEAD = 60  # lines among which such labels are looked for
# A page of more lines is no page: between these, furniture is not looked for.
_TOP, _FOOT = 5_000, 500


class Page:
    """Lines by index, and what each of them is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = _join_labels(lines)
        self._furniture: dict[int, bool] = {}
        self._prose: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, index: int) -> str:
        """Return the words of a line."""
        return self.lines[index].text

    def is_furniture(self, index: int) -> bool:
        """Tell whether the line is page furniture wherever it stands."""
        if _TOP <= index < len(self) - _FOOT:
            return False
        if index not in self._furniture:
            self._furniture[index] = (
                is_furniture(self.text(index)) or self._is_captioned(index) or self._describes_picture(index)
            )
        return self._furniture[index]

    def is_prose(self, index: int) -> bool:
        """Tell whether the line is running text and no furniture."""
        if index not in self._prose:
            self._prose[index] = is_prose(self.text(index)) and not self.is_furniture(index)
        return self._prose[index]

    def _is_captioned(self, index: int) -> bool:
        """Tell whether a neighbour repeats the line with a credit behind it: a picture's description."""
        text = self.text(index)
        if not 20 < len(text) < 300:
            return False
        return any(
            len(text) < len(other) < len(text) + 120 and other.startswith(text) and is_furniture(other)
            for at in (index - 1, index + 1)
            if 0 <= at < len(self) and (other := self.text(at))
        )

    def _describes_picture(self, index: int) -> bool:
        """Tell whether the line describes a picture behind its credit, or is the caption right below one."""
        text = self.text(index)
        if is_described_picture(text):
            # A headline may open with the name of an agency too: it comes first.
            return any(self.text(at).count(" ") >= 4 for at in range(max(0, index - _NEAR), index))
        return (
            index > 0
            and not self.lines[index].after_blank
            and 4 <= text.count(" ") < 40
            and not ends_sentence(text)
            and is_described_picture(self.text(index - 1))
            and self._describes_picture(index - 1)
        )


def _join_labels(lines: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    for index, line in enumerate(lines):
        above = joined[-1].text.rstrip(": ").casefold() if joined and index < _HEAD else ""
        if above in _ABOVE and not is_prose(line.text):
            joined[-1] = Line(f"{joined[-1].text.rstrip(': ')}: {line.text}", joined[-1].after_blank)
        elif index < _HEAD and joined and _OPEN_BYLINE.fullmatch(joined[-1].text):
            joined[-1] = Line(f"{joined[-1].text} {line.text}", joined[-1].after_blank)
        else:
            joined.append(line)
    return joined
