"""How a statement and its versions are written: head, headings, differences from the fullest version.

Every difference stands between signs, so that it can be told without colour: ``‹− left out›``, ``‹+ added›``,
``‹before → here›``, with a word for a change of tense, number or spelling. Owns this notation, the counts of
what was changed, the bar of what was kept, and what is said beside the words: who said them, how often they
were printed, who was first, who disagrees. Knows no widget: it returns lines of segments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.analysis.version_diff import Change, Comparison, Nature, Step
from reader.export.quotations import describe_first
from reader.library.model import Statement, StatementRow, Version
from reader.text.english import count
from reader.text.partial_date import UNDATED, PartialDate, format_date, format_day, format_days
from reader.text.quoted import pieces
from reader.tui.text import fit, pad, wrap
from reader.tui.theme import Palette

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

Lines = Iterator[list[Segment]]

_MOST_NAMED = 3  # speakers, and outlets that agree, that are named; the others are counted
_MOST_SIDES = 5  # speakers whose outlets are named where they disagree
_OUTLET_COLUMNS = 8  # columns for an outlet
_SHARE_COLUMNS = 4  # columns of a share: 100%
# The least columns of a heading for a bar of so many cells.
_BAR_CELLS_FROM = ((90, 24), (64, 16), (52, 12), (40, 8), (36, 5), (0, 0))


class StyledWords:
    """A text that grows at its end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._styles: list[Style] = []
        self._length = 0

    def add(self, text: str, style: Style) -> None:
        """Add words in a style."""
        if text:
            self._pieces.append(text)
            self._starts.append(self._length)
            self._styles.append(style)
            self._length += len(text)

    def lines(self, width: int, pattern: re.Pattern[str] | None, found: Style) -> Iterator[list[Segment]]:
        """Yield lines of at most a width in cells.

        Args:
            pattern: What a search found.
            found: Its style, over that of the words.
        """
        text = "".join(self._pieces)
        runs = list(self._runs(text, pattern, found))
        number = 0
        for start, end in wrap(text, 0, len(text), width):
            while number < len(runs) and runs[number][1] <= start:
                number += 1
            line, at = [], number
            while at < len(runs) and runs[at][0] < end:
                first, last, style = runs[at]
                line.append(Segment(text[max(first, start) : min(last, end)], style))
                at += 1
            yield line

    def _runs(
        self, text: str, pattern: re.Pattern[str] | None, found: Style
    ) -> Iterator[tuple[int, int, Style]]:
        """Yield stretches of one style, in order, without a gap."""
        matches = [match.span() for match in pattern.finditer(text)] if pattern else []
        cuts = sorted({*self._starts, self._length, *(offset for match in matches for offset in match)})
        piece = match = 0
        for start, end in pairwise(cuts):
            while piece + 1 < len(self._starts) and self._starts[piece + 1] <= start:
                piece += 1
            while match < len(matches) and matches[match][1] <= start:
                match += 1
            inside = match < len(matches) and matches[match][0] <= start
            yield start, end, self._styles[piece] + found if inside else self._styles[piece]


def paint_words(
    version: Version,
    fullest: Version,
    comparison: Comparison,
    width: int,
    palette: Palette,
    pattern: re.Pattern[str] | None,
    *,
    by_speaker: bool,
) -> list[list[Segment]]:
    """Return the words of a version as lines of a width, with what is written between its parts.

    Args:
        fullest: The version that it is laid beside.
        pattern: What a search found.
        by_speaker: Paint what it kept in the colour of its speaker.
    """
    base = palette.speaker(version.speaker) if by_speaker else palette.text
    words = StyledWords()
    words.add("“", palette.muted)
    for step in comparison.steps:
        mine, theirs = fullest.text[step.start : step.end], version.text[step.other_start : step.other_end]
        end = step.other_start + len(theirs.rstrip())
        if step.change is Change.KEPT:
            _add_words(words, version, step.other_start, step.other_end, base, palette)
            # Where a version ends, nothing stands between its last word and what it left out after that.
            words.add(" " if mine[-1:].isspace() and not theirs[-1:].isspace() else "", base)
        else:
            _add_difference(words, fullest, version, step, palette)
            if end < step.other_end:
                _add_words(words, version, end, step.other_end, base, palette)
            else:
                words.add(" " if mine[-1:].isspace() else "", base)
    words.add("”", palette.muted)
    return list(words.lines(width, pattern, palette.match))


def _add_words(
    words: StyledWords, version: Version, start: int, end: int, style: Style, palette: Palette
) -> None:
    for piece, is_between in pieces(version.text, version.gaps, start, end):
        words.add(piece, palette.muted if is_between else style)


def _add_difference(
    words: StyledWords, fullest: Version, version: Version, step: Step, palette: Palette
) -> None:
    sign = palette.muted
    start, end = _stripped(fullest.text, step.start, step.end)
    other_start, other_end = _stripped(version.text, step.other_start, step.other_end)
    mine, theirs = start < end, other_start < other_end
    words.add(_OPEN if mine and theirs else _ADDED if theirs else _LEFT_OUT, sign)
    _add_words(words, fullest, start, end, palette.left_out, palette)
    words.add(_ARROW if mine and theirs else "", sign)
    _add_words(words, version, other_start, other_end, palette.added, palette)
    words.add(f" · {step.nature}" if step.nature in _KEPT_NATURES else "", sign)
    words.add(_CLOSE, sign)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


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


def head_lines(statement: Statement, width: int, palette: Palette) -> Lines:
    """Yield who said it, how often it was printed, who was first, and what outlets disagree about."""
    speakers = statement.speakers
    style = palette.speaker(speakers[0] if speakers else None) + Style(bold=True)
    yield [Segment(fit(name_speakers(speakers), width), style)]
    printed = [version.source for version in statement.versions if version.source]
    known = [count(len(statement.versions), "version"), count(len(set(printed)), "outlet") if printed else ""]
    dates = [version.date for version in statement.versions if version.date and version.date.year]
    known.append(format_days(dates[0], dates[-1]) if dates else UNDATED)
    yield from plain_lines(" · ".join(part for part in known if part), width, palette.muted)
    yield from plain_lines(describe_first(statement), width, palette.muted)
    if statement.conflict:
        yield from plain_lines(f"! {_disagreement(statement)}", width, palette.warning)


def heading_lines(
    statement: Statement, number: int, comparison: Comparison, width: int, palette: Palette
) -> Lines:
    """Yield whose version it is, how much of the fullest it kept and where, and what became of the rest."""
    version, first = statement.versions[number], statement.first_seen
    fullest = statement.versions[statement.fullest].text
    was_first = "" if number not in first.versions else " · first" if first.certain else " · first?"
    outlet = version.source or version.path
    rest, cells = _beside(outlet, version.date, was_first, width)
    room = width - cells - _SHARE_COLUMNS - (cells > 0)
    outlet = fit(outlet, max(_OUTLET_COLUMNS, room - cell_len(rest) - 1))
    yield [
        Segment(outlet, palette.strong),
        Segment(pad(rest, max(0, room - cell_len(outlet))), palette.muted),
        Segment(draw_kept(comparison.steps, len(fullest), cells), palette.muted),
        Segment(f"{comparison.kept:{_SHARE_COLUMNS + (cells > 0)}.0%}", palette.strong),
    ]
    said: list[Segment] = []
    if statement.conflict:
        who = fit(version.speaker or "nobody named", width // 2)
        said = [Segment(who, palette.speaker(version.speaker)), Segment(": ", palette.muted)]
    title = fit(version.title, width - sum(segment.cell_length for segment in said))
    yield [*said, Segment(title, palette.faint)]
    same = number == statement.fullest
    length = count(len(fullest.split()), "word")
    words = f"the fullest version: {length}" if same else summarise(comparison, fullest, version.text)
    yield from plain_lines(words, width, palette.muted)


def _beside(outlet: str, date: PartialDate | None, was_first: str, width: int) -> tuple[str, int]:
    """Return what stands beside an outlet, and cells for the bar: less of both where names are long."""
    whens = (format_date(date), format_day(date))
    for cells in (cells for least, cells in _BAR_CELLS_FROM if width >= least):
        for when in whens:
            rest = f" · {when}{was_first}"
            if cell_len(outlet) + cell_len(rest) + 1 + cells + (cells > 0) + _SHARE_COLUMNS <= width:
                return rest, cells
    return f" · {whens[-1]}{was_first}", 0


def plain_lines(text: str, width: int, style: Style) -> Lines:
    """Yield words in one style as lines."""
    for start, end in wrap(text, 0, len(text), width):
        yield [Segment(text[start:end], style)]


def name_speakers(speakers: tuple[str, ...]) -> str:
    """Name everybody to whom the words are given."""
    more = (f"{len(speakers) - _MOST_NAMED} more",) if len(speakers) > _MOST_NAMED else ()
    return " or ".join((*speakers[:_MOST_NAMED], *more)) or "unknown speaker"


def row_facts(row: StatementRow) -> tuple[str, ...]:
    """Say how often a statement was printed, by how many and when, in fewer and fewer words."""
    dates = format_days(row.first, row.last) if row.first and row.last else UNDATED
    versions = count(row.articles, "version")
    if not row.outlets:
        return f"{versions} · {dates}", versions, f"{row.articles:,}"
    outlets = count(len(row.outlets), "outlet")
    return (
        f"{versions} · {outlets} · {dates}",
        f"{row.articles:,}× in {outlets} · {dates}",
        f"{row.articles:,}× in {len(row.outlets):,} · {dates}",
        f"{row.articles:,}× · {dates}",
        versions,
        f"{row.articles:,}",
    )


def _disagreement(statement: Statement) -> str:
    """Say which outlets give the words to whom."""
    by_speaker: dict[str | None, dict[str, None]] = {speaker: {} for speaker in (*statement.speakers, None)}
    for version in statement.versions:
        by_speaker.setdefault(version.speaker, {})[version.source or version.path] = None
    parts = [
        f"{speaker or 'nobody named'} in {_list(tuple(outlets))}"
        for speaker, outlets in by_speaker.items()
        if outlets
    ]
    more = f"; {len(parts) - _MOST_SIDES} more" if len(parts) > _MOST_SIDES else ""
    return f"outlets disagree about who said it: {'; '.join(parts[:_MOST_SIDES])}{more}"


def _list(outlets: tuple[str, ...]) -> str:
    named = ", ".join(outlets[:_MOST_NAMED])
    return f"{named} and {len(outlets) - _MOST_NAMED} more" if len(outlets) > _MOST_NAMED else named
