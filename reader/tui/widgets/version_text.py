"""How a version of a statement looks beside the fullest: its words with what was cut, added and changed.

Owns the look of a comparison. Every difference stands between signs, so that it is told without colour:
``‹− left out›``, ``‹+ added›``, ``‹before → here›``, with a word for what a change is of. A cut that an
outlet shows is words that became its mark. Knows no widget: it turns versions into lines of segments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rich.segment import Segment

from reader.analysis.statements import Change, Comparison, Nature, Step
from reader.library.model import Version
from reader.tui.theme import Palette
from reader.tui.widgets.painting import count
from reader.tui.widgets.styled_words import StyledWords

LEGEND = "‹− left out›  ‹+ added›  ‹before → here›"
_KEPT_NATURES = frozenset({Nature.TENSE, Nature.NUMBER, Nature.SPELLING})
# The least share of a stretch that was kept for it to be painted so.
_SHADES = ((0.95, "█"), (0.6, "▓"), (0.25, "▒"), (0.02, "░"))
_CUT = "·"
_SPACE = "\N{NO-BREAK SPACE}"
_LEFT_OUT, _ADDED, _ARROW, _OPEN, _CLOSE = f"‹−{_SPACE}", f"‹+{_SPACE}", " → ", "‹", "›"
_SAID = (Change.LEFT_OUT, Change.ADDED, Change.CHANGED)
_NOTES = {
    (Change.LEFT_OUT, Nature.ELISION): "marked",
    (Change.ADDED, Nature.ELISION): "for a mark in the fullest",
    (Change.CHANGED, Nature.ELISION): "marks of a cut",
}


def paint_words(
    version: Version,
    fullest: str,
    comparison: Comparison,
    width: int,
    palette: Palette,
    pattern: re.Pattern[str] | None,
    *,
    by_speaker: bool,
) -> list[list[Segment]]:
    """Return the words of a version as lines of a width.

    Args:
        fullest: The words that it is laid beside.
        pattern: What a search found.
        by_speaker: Paint what it kept in the colour of its speaker.
    """
    base = palette.speaker(version.speaker) if by_speaker else palette.text
    words = StyledWords()
    words.add("“", palette.muted)
    for step in comparison.steps:
        mine, theirs = fullest[step.start : step.end], version.text[step.other_start : step.other_end]
        if step.change is Change.KEPT:
            words.add(theirs, base)
            # Where a version ends, nothing stands between its last word and what it left out after that.
            words.add(" " if mine[-1:].isspace() and not theirs[-1:].isspace() else "", base)
        else:
            _add_difference(words, " ".join(mine.split()), " ".join(theirs.split()), step, palette)
            words.add(theirs[len(theirs.rstrip()) :] or mine[len(mine.rstrip()) :], base)
    words.add("”", palette.muted)
    return list(words.lines(width, pattern, palette.match))


def _add_difference(words: StyledWords, mine: str, theirs: str, step: Step, palette: Palette) -> None:
    sign = palette.muted
    words.add(_OPEN if mine and theirs else _ADDED if theirs else _LEFT_OUT, sign)
    words.add(mine, palette.left_out)
    words.add(_ARROW if mine and theirs else "", sign)
    words.add(theirs, palette.added)
    words.add(f" · {step.nature}" if step.nature in _KEPT_NATURES else "", sign)
    words.add(_CLOSE, sign)


def summarise(comparison: Comparison, fullest: str, other: str) -> str:
    """Say how much a version left out, added and changed, in words counted."""
    counts: dict[Change, Counter[Nature]] = {change: Counter() for change in _SAID}
    for step in comparison.steps:
        if step.change in counts:
            mine, theirs = fullest[step.start : step.end], other[step.other_start : step.other_end]
            text = theirs if step.change is Change.ADDED else mine if _words(mine) else theirs
            counts[step.change][step.nature] += _words(text)
    parts = [_part(change, counts[change]) for change in _SAID if counts[change]]
    return " · ".join(parts) or "word for word"


def _part(change: Change, natures: Counter[Nature]) -> str:
    total = natures.total()
    if not total:  # marks alone
        return f"{change} {_note(change, Nature.ELISION)}"
    notes = [
        _note(change, nature) if number == total else f"{number} {_note(change, nature)}"
        for nature, number in natures.items()
        if number and nature is not Nature.PLAIN
    ]
    return f"{change} {count(total, 'word')}" + (f" ({', '.join(notes)})" if notes else "")


def _note(change: Change, nature: Nature) -> str:
    return _NOTES.get((change, nature), "in brackets" if nature is Nature.BRACKETS else str(nature))


def _words(text: str) -> int:
    return sum(any(character.isalnum() for character in word) for word in text.split())


def draw_kept(steps: Sequence[Step], length: int, cells: int) -> str:
    """Draw which parts of the fullest version another kept, from its beginning to its end.

    Args:
        length: Characters of the fullest version.
        cells: How many to draw.
    """
    kept = [0.0] * cells
    for step in steps:
        if step.change is Change.KEPT or step.nature in _KEPT_NATURES:
            start, end = (offset * cells / max(1, length) for offset in (step.start, step.end))
            for cell in range(int(start), min(cells, int(end) + 1)):
                kept[cell] += max(0.0, min(end, cell + 1) - max(start, cell))
    return "".join(next((shade for least, shade in _SHADES if share >= least), _CUT) for share in kept)
