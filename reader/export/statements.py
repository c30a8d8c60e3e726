"""Statements as records, Markdown and lines for people, each version beside the fullest.

Owns the stable keys of ``reader statements`` and the wording of what a version kept, left out, added and
changed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from reader.analysis.version_diff import Change, Comparison, Nature, compare_versions
from reader.export.formats import Record, date_fields, escape_markdown
from reader.library.model import Statement, Version
from reader.text.partial_date import format_date
from reader.text.sanitize import sanitize_line

_SHOWN = (Change.LEFT_OUT, Change.ADDED, Change.CHANGED)
_NOTES = {
    Nature.ELISION: "shown by a mark",
    Nature.BRACKETS: "in brackets",
    Nature.TENSE: "tense",
    Nature.NUMBER: "number",
    Nature.SPELLING: "spelling",
}


def statement_records(statements: Iterable[Statement]) -> Iterator[Record]:
    """Yield statements with all their versions."""
    for statement in statements:
        first = statement.first_seen
        yield {
            "text": statement.versions[statement.fullest].text,
            "speakers": statement.speakers,
            "conflict": statement.conflict,
            "first_seen": [statement.versions[index].path for index in first.versions],
            "first_seen_certain": first.certain,
            "undated": first.undated,
            "versions": [
                {
                    **_version_fields(version),
                    "fullest": index == statement.fullest,
                    "kept": round(comparison.kept, 3),
                    "spans": version.spans,
                    "differences": [
                        {
                            "change": step.change,
                            "nature": step.nature,
                            "fullest": [step.start, step.end],
                            "other": [step.other_start, step.other_end],
                        }
                        for step in comparison.steps
                        if step.change is not Change.KEPT
                    ],
                }
                for index, (version, comparison) in enumerate(_compared(statement))
            ],
        }


def version_records(statements: Iterable[Statement]) -> Iterator[Record]:
    """Yield a record a version, for tables, in which the number of its statement tells it from others."""
    for number, statement in enumerate(statements, 1):
        fullest = statement.versions[statement.fullest].text
        for index, (version, comparison) in enumerate(_compared(statement)):
            yield {
                "statement": number,
                **_version_fields(version),
                "fullest": index == statement.fullest,
                "first": index in statement.first_seen.versions,
                "kept": round(comparison.kept, 3),
                **{
                    str(change).replace(" ", "_"): " | ".join(
                        _differences(fullest, version.text, comparison, change)
                    )
                    for change in _SHOWN
                },
            }


def statement_lines(statements: Iterable[Statement], width: int) -> Iterator[str]:
    """Yield statements for people: the fullest words, who printed them first, every version."""
    for statement in statements:
        fullest = statement.versions[statement.fullest].text
        yield from textwrap.wrap(f"“{fullest}” — {_who(statement)}", width)
        yield from textwrap.wrap(
            describe_first(statement), width, initial_indent="  ", subsequent_indent="  "
        )
        for version, comparison in _compared(statement):
            head = f"{comparison.kept:>4.0%}  {_cite(version)}"
            yield from textwrap.wrap(head, width, initial_indent="  ", subsequent_indent=" " * 8)
            for change in _SHOWN:
                said = _differences(fullest, version.text, comparison, change)
                if said:
                    line = f"{change}: {'; '.join(said)}"
                    yield from textwrap.wrap(line, width, initial_indent=" " * 8, subsequent_indent=" " * 10)
        yield ""


def statement_markdown(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield statements as Markdown block quotes with lists of their versions, a blank line after each."""
    for statement in statements:
        fullest = statement.versions[statement.fullest].text
        lines = [f"> {line}".rstrip() for line in escape_markdown(f"“{fullest}”").split("\n")]
        lines += [">", f"> — {escape_markdown(_who(statement))}", ""]
        lines += [escape_markdown(describe_first(statement)), ""]
        for version, comparison in _compared(statement):
            said = [
                f"{change}: {'; '.join(differences)}"
                for change in _SHOWN
                if (differences := _differences(fullest, version.text, comparison, change))
            ]
            lines.append(f"- {comparison.kept:.0%} " + escape_markdown(". ".join([_cite(version), *said])))
        yield "\n".join(lines) + "\n"


def describe_first(statement: Statement) -> str:
    """Say in a sentence which version was printed first, as far as that is told."""
    first = statement.first_seen
    named = [statement.versions[index] for index in first.versions]
    undated = f"{first.undated} undated version{'s' if first.undated > 1 else ''}"
    if not named:
        return "which was printed first is not told: no version is dated"
    said = "; ".join(f"{version.source or version.path}, {format_date(version.date)}" for version in named)
    sentence = f"first printed: {said}" if len(named) == 1 else f"first printed by one of these: {said}"
    return f"{sentence}, or by {undated}" if first.undated else sentence


def _compared(statement: Statement) -> Iterator[tuple[Version, Comparison]]:
    """Yield each version with its comparison with the fullest, in the order of the versions."""
    fullest = statement.versions[statement.fullest].text
    for version in statement.versions:
        yield version, compare_versions(fullest, version.text)


def _differences(fullest: str, other: str, comparison: Comparison, change: Change) -> list[str]:
    return [
        _difference(
            fullest[step.start : step.end], other[step.other_start : step.other_end], change, step.nature
        )
        for step in comparison.steps
        if step.change is change
    ]


def _difference(words: str, others: str, change: Change, nature: Nature) -> str:
    words, others = (" ".join(each.split()) for each in (words, others))
    note = f" ({_NOTES[nature]})" if nature in _NOTES else ""
    if change is Change.ADDED and nature is Nature.ELISION:
        note = " (where the fullest has a mark)"
    if change is Change.CHANGED and nature is Nature.ELISION and not (words and others):
        return f"a cut shown by “{others}”" if others else f"“{words}” is not there"
    if change is Change.CHANGED:
        return f"“{words}” → “{others}”{note}"
    return f"“{words if change is Change.LEFT_OUT else others}”{note}"


def _who(statement: Statement) -> str:
    if not statement.speakers:
        return "unknown speaker"
    who = ", or ".join(statement.speakers)
    return f"{who} (outlets disagree)" if statement.conflict else who


def _cite(version: Version) -> str:
    who = version.speaker or "unknown speaker"
    parts = (
        version.source,
        format_date(version.date),
        who,
        f"“{version.title}”",
        sanitize_line(version.path),
    )
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _version_fields(version: Version) -> Record:
    return {
        "speaker": version.speaker,
        "text": version.text,
        **date_fields(version.date),
        "source": version.source,
        "title": version.title,
        "path": version.path,
        "url": version.url,
    }
