"""How a statement's head and the headings of its versions look, and its dates in few words.

Owns what is said of a statement beside its words: who said it, how often it was printed, who was first, who
disagrees. Knows no widget: it returns lines of segments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.analysis.statements import Comparison
from reader.articles.model import PartialDate
from reader.comparisons import describe_first
from reader.export import format_date
from reader.library.model import Statement, StatementRow
from reader.tui.cells import fit, pad, wrap
from reader.tui.theme import Palette
from reader.tui.widgets.painting import count
from reader.tui.widgets.version_text import draw_kept, summarise

Lines = Iterator[list[Segment]]

_NAMED = 3  # speakers, and outlets that agree, that are named; the others are counted
_SIDES = 5  # speakers whose outlets are named where they disagree
_FEWEST = 8  # columns for an outlet
_SHARE = 4  # columns of a share: 100%
# The least columns of a heading for a bar of so many cells.
_BARS = ((90, 24), (64, 16), (52, 12), (40, 8), (36, 5), (0, 0))


def head_lines(statement: Statement, width: int, palette: Palette) -> Lines:
    """Yield who said it, how often it was printed, who was first, and what outlets disagree about."""
    speakers = statement.speakers
    style = palette.speaker(speakers[0] if speakers else None) + Style(bold=True)
    yield [Segment(fit(name_speakers(speakers), width), style)]
    printed = [version.source for version in statement.versions if version.source]
    known = [count(len(statement.versions), "version"), count(len(set(printed)), "outlet") if printed else ""]
    dates = [version.date for version in statement.versions if version.date and version.date.year]
    known.append(say_dates(dates[0], dates[-1]) if dates else "undated")
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
    room = width - cells - _SHARE - (cells > 0)
    outlet = fit(outlet, max(_FEWEST, room - cell_len(rest) - 1))
    yield [
        Segment(outlet, palette.strong),
        Segment(pad(rest, max(0, room - cell_len(outlet))), palette.muted),
        Segment(draw_kept(comparison.steps, len(fullest), cells), palette.muted),
        Segment(f"{comparison.kept:{_SHARE + (cells > 0)}.0%}", palette.strong),
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
    whens = ["undated"]
    if date is not None:
        whens = [format_date(date), format_date(replace(date, hour=None, minute=None))]
    for cells in (cells for least, cells in _BARS if width >= least):
        for when in whens:
            rest = f" · {when}{was_first}"
            if cell_len(outlet) + cell_len(rest) + 1 + cells + (cells > 0) + _SHARE <= width:
                return rest, cells
    return f" · {whens[-1]}{was_first}", 0


def plain_lines(text: str, width: int, style: Style) -> Lines:
    """Yield words in one style as lines."""
    for start, end in wrap(text, 0, len(text), width):
        yield [Segment(text[start:end], style)]


def name_speakers(speakers: tuple[str, ...]) -> str:
    """Name everybody to whom the words are given."""
    more = (f"{len(speakers) - _NAMED} more",) if len(speakers) > _NAMED else ()
    return " or ".join((*speakers[:_NAMED], *more)) or "unknown speaker"


def row_facts(row: StatementRow) -> tuple[str, ...]:
    """Say how often a statement was printed, by how many and when, in fewer and fewer words."""
    dates = say_dates(row.first, row.last) if row.first and row.last else "undated"
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


def say_dates(first: PartialDate, last: PartialDate) -> str:
    """Say from when to when, by days: ``28–29 Aug 2025``, ``30 Aug – 2 Sep 2025``."""
    mark = "~" if first.inferred or last.inferred else ""
    start, end = (
        format_date(replace(when, hour=None, minute=None, inferred=False)) for when in (first, last)
    )
    if start == end:
        return f"{mark}{end}"
    if first.year != last.year or not first.day or not last.day:
        return f"{mark}{start} – {end}"
    if first.month == last.month:
        return f"{mark}{first.day}–{end}"
    return f"{mark}{start.rsplit(' ', 1)[0]} – {end}"


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
    more = f"; {len(parts) - _SIDES} more" if len(parts) > _SIDES else ""
    return f"outlets disagree about who said it: {'; '.join(parts[:_SIDES])}{more}"


def _list(outlets: tuple[str, ...]) -> str:
    named = ", ".join(outlets[:_NAMED])
    return f"{named} and {len(outlets) - _NAMED} more" if len(outlets) > _NAMED else named
