"""The lines of one text, each judged once.

Owns the memory of what a line is, so that header, body and foot may ask as often as they need.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.articles.furniture import is_described_picture, is_furniture
from reader.articles.lines import Line, ends_sentence, is_prose

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
