"""Words anchored in a text: found again by themselves and by what stands around them.

Owns what is kept of a place and how it is told from others. Refuses to guess: where the words stand several
times in the same surroundings, or short ones in others than before, the place is not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CONTEXT_CHARACTERS = 40
"""Characters kept from before and after the words."""

_LENGTH_KNOWN_ALONE = 20  # characters; words of this length are found by themselves
_FEWEST_ALIKE_AROUND = 6  # characters beside shorter words that must be unchanged
_MOST_PLACES = 1_000  # at which the same words are looked at


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words and what stands around them.

    Attributes:
        words: Exactly as they stand in the text.
        before: What stands before them, at most ``CONTEXT_CHARACTERS`` characters.
        after: What stands after them, as much.
    """

    words: str
    before: str = ""
    after: str = ""

    def count_alike(self, text: str, start: int) -> int:
        """Count the characters around a place that are as they were, outwards from the words."""
        end = start + len(self.words)
        before = text[max(0, start - len(self.before)) : start]
        after = text[end : end + len(self.after)]
        return _count_common(reversed(before), reversed(self.before)) + _count_common(after, self.after)


def make_anchor(text: str, start: int, end: int) -> Anchor:
    """Keep what a stretch of a text is found again by."""
    return Anchor(
        text[start:end],
        text[max(0, start - CONTEXT_CHARACTERS) : start],
        text[end : end + CONTEXT_CHARACTERS],
    )


def find_anchor(text: str, anchor: Anchor) -> int | None:
    """Return where the words begin, or None if they are gone or their place cannot be told."""
    rated = sorted(((anchor.count_alike(text, at), at) for at in _places(text, anchor.words)), reverse=True)
    if not rated or (len(rated) > 1 and rated[0][0] == rated[1][0]):
        return None
    alike, at = rated[0]
    enough = min(_FEWEST_ALIKE_AROUND, len(anchor.before) + len(anchor.after))
    return at if alike >= enough or len(anchor.words) >= _LENGTH_KNOWN_ALONE else None


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _count_common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
