"""Quotations and statements as records, Markdown and lines for people, and the citation of quoted words.

Owns the stable keys of ``reader quotes`` and ``reader statements``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.analysis.version_diff import Change, Comparison, Nature, compare_versions
from reader.export.formats import Record, date_fields, escape_markdown, format_offset, wrap
from reader.library.model import CollectedRow, ItemKind, Statement, Version
from reader.text.english import count
from reader.text.partial_date import format_date
from reader.text.quoted import written_offset
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.articles.model import Article
    from reader.library.model import QuotationRow


REPORTERS_COMMAS = " ,，、،"
"""What stands at the end of quoted words because the reporter's sentence goes on."""


_SHOWN = (Change.LEFT_OUT, Change.ADDED, Change.CHANGED)
_NOTES = {
    Nature.ELISION: "shown by a mark",
    Nature.BRACKETS: "in brackets",
    Nature.TENSE: "tense",
    Nature.NUMBER: "number",
    Nature.SPELLING: "spelling",
}


def cite(row: QuotationRow | Version) -> str:
    """Return the citation of quoted words on one line: speaker, outlet, date, headline, address or file."""
    date = row.date and format_date(row.date)
    parts = (row.speaker or "unknown speaker", row.source, date, f"“{row.title}”", row.url or row.path)
    return ", ".join(part for part in parts if part)


def cite_article(article: Article, path: str) -> str:
    """Return the citation of an article on one line: headline, outlet, date, address or file.

    Args:
        path: Where its file is, as a citation names it.
    """
    date = article.date and format_date(article.date)
    parts = (f"“{article.title}”", article.source, date, article.url or path)
    return ", ".join(part for part in parts if part)


def quote(words: str, row: QuotationRow | Version) -> str:
    """Return words between quotation marks, and on the next line their citation: what is copied.

    A comma at their end is the reporter's, whose sentence goes on after them.
    """
    return f"“{words.rstrip(REPORTERS_COMMAS) or words}”\n— {cite(row)}"


def cite_collected(row: CollectedRow) -> str:
    """Return an item of a collection with its citation: an article's, or words and where they stand.

    A passage may hold marks of its own, and gets none.
    """
    date = row.date and format_date(row.date)
    where = ", ".join(part for part in (f"“{row.title}”", row.source, date, row.url or row.path) if part)
    if row.item.kind is ItemKind.ARTICLE:
        return where
    words = row.item.anchor.words.strip()
    if row.item.kind is ItemKind.PASSAGE:
        return f"{words}\n— {where}"
    parts = (row.speaker or "unknown speaker", row.source, date, f"“{row.title}”", row.url or row.path)
    return f"“{words.rstrip(REPORTERS_COMMAS) or words}”\n— {', '.join(part for part in parts if part)}"


def quotation_records(rows: Iterable[QuotationRow]) -> Iterator[Record]:
    """Yield quotations with what is needed to cite them; offsets are those of the article's text."""
    for row in rows:
        yield {
            "speaker": row.speaker,
            "text": row.text,
            "kind": row.kind,
            "cue": row.cue,
            "rule": row.rule,
            **date_fields(row.date),
            "date_offset": format_offset(row.date_offset),
            "source": row.source,
            "title": row.title,
            "path": row.path,
            "url": row.url,
            "start": row.start,
            "end": row.end,
        }


def quotation_lines(rows: Iterable[QuotationRow], width: int) -> Iterator[str]:
    """Yield quotations with their citations, however wide: one a line, for ``grep``."""
    for row in rows:
        yield f"“{sanitize_line(row.text)}” — {sanitize_line(cite(row))}"


def quotation_markdown(rows: Iterable[QuotationRow]) -> Iterator[str]:
    """Yield quotations as Markdown block quotes with their citations, a blank line after each."""
    for row in rows:
        words = "\n".join(f"> {line}".rstrip() for line in escape_markdown(f"“{row.text}”").split("\n"))
        yield f"{words}\n>\n> — {escape_markdown(cite(row))}\n"


def statement_records(statements: Iterable[Statement]) -> Iterator[Record]:
    """Yield statements with all their versions.

    Texts are what stands between quotation marks when they are cited, and offsets of differences are those of
    the statement's text and the version's. Offsets of parts are those of the article's text.
    """
    for statement in statements:
        first, fullest = statement.first_seen, statement.versions[statement.fullest]
        yield {
            "text": statement.versions[statement.fullest].cited,
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
                    "parts": [
                        {"start": start, "end": end, "text": part}
                        for (start, end), part in zip(version.spans, version.parts, strict=True)
                    ],
                    "differences": [
                        {
                            "change": step.change,
                            "nature": step.nature,
                            "fullest": _place(fullest, step.start, step.end),
                            "other": _place(version, step.other_start, step.other_end),
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
        fullest = statement.versions[statement.fullest]
        for index, (version, comparison) in enumerate(_compared(statement)):
            yield {
                "statement": number,
                **_version_fields(version),
                "fullest": index == statement.fullest,
                "first": index in statement.first_seen.versions,
                "kept": round(comparison.kept, 3),
                **{
                    str(change).replace(" ", "_"): " | ".join(
                        _differences(fullest, version, comparison, change)
                    )
                    for change in _SHOWN
                },
            }


def statement_lines(statements: Iterable[Statement], width: int) -> Iterator[str]:
    """Yield statements for people: the fullest words, who printed them first, every version."""
    for statement in statements:
        fullest = statement.versions[statement.fullest]
        yield from wrap(f"“{fullest.cited}” — {_who(statement)}", width)
        yield from wrap(describe_first(statement), width, "  ")
        for version, comparison in _compared(statement):
            head = f"{comparison.kept:>4.0%}  {_cite(version)}"
            yield from wrap(head, width, "  ", " " * 8)
            for change in _SHOWN:
                said = _differences(fullest, version, comparison, change)
                if said:
                    line = f"{change}: {'; '.join(said)}"
                    yield from wrap(line, width, " " * 8, " " * 10)
        yield ""


def statement_markdown(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield statements as Markdown block quotes with lists of their versions, a blank line after each."""
    for statement in statements:
        fullest = statement.versions[statement.fullest]
        lines = [f"> {line}".rstrip() for line in escape_markdown(f"“{fullest.cited}”").split("\n")]
        lines += [">", f"> — {escape_markdown(_who(statement))}", ""]
        lines += [escape_markdown(describe_first(statement)), ""]
        for version, comparison in _compared(statement):
            said = [
                f"{change}: {'; '.join(differences)}"
                for change in _SHOWN
                if (differences := _differences(fullest, version, comparison, change))
            ]
            lines.append(f"- {comparison.kept:.0%} " + escape_markdown(". ".join([_cite(version), *said])))
        yield "\n".join(lines) + "\n"


def describe_first(statement: Statement) -> str:
    """Say in a sentence which version was printed first, as far as that is told."""
    first = statement.first_seen
    named = [statement.versions[index] for index in first.versions]
    undated = count(first.undated, "undated version")
    if not named:
        return "which was printed first is not told: no version is dated"
    said = "; ".join(f"{version.source or version.path}, {_when(version)}" for version in named)
    sentence = f"first printed: {said}" if len(named) == 1 else f"first printed by one of these: {said}"
    return f"{sentence}, or by {undated}" if first.undated else sentence


def _when(version: Version) -> str:
    """Write a date, with the time zone where times of day are compared."""
    when, offset = format_date(version.date), version.date_offset
    if offset is None or version.date is None or version.date.hour is None:
        return when
    return f"{when} UTC{format_offset(offset) if offset else ''}"


def _compared(statement: Statement) -> Iterator[tuple[Version, Comparison]]:
    """Yield each version with its comparison with the fullest, in the order of the versions."""
    fullest = statement.versions[statement.fullest].text
    for version in statement.versions:
        yield version, compare_versions(fullest, version.text)


def _place(version: Version, start: int, end: int) -> list[int]:
    """Return where a slice of a version's words, without the blank after it, is in its cited text."""
    end = start + len(version.text[start:end].rstrip())
    return [written_offset(version.gaps, start), written_offset(version.gaps, end)]


def _differences(fullest: Version, other: Version, comparison: Comparison, change: Change) -> list[str]:
    return [
        _difference(
            fullest.cite_slice(step.start, step.end),
            other.cite_slice(step.other_start, step.other_end),
            change,
            step.nature,
        )
        for step in comparison.steps
        if step.change is change
    ]


def _difference(words: str, others: str, change: Change, nature: Nature) -> str:
    """Say what became of words: only those that stand in the version itself are between quotation marks."""
    words, others = (" ".join(each.split()) for each in (words, others))
    note = f" ({_NOTES[nature]})" if nature in _NOTES else ""
    if change is Change.ADDED and nature is Nature.ELISION:
        note = " (where the fullest has a mark)"
    if change is Change.CHANGED and nature is Nature.ELISION and not (words and others):
        return f"a cut shown by “{others}”" if others else f"‹{words}› is not there"
    if change is Change.CHANGED:
        return f"‹{words}› → “{others}”{note}"
    return f"‹{words}›{note}" if change is Change.LEFT_OUT else f"“{others}”{note}"


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
        "text": version.cited,
        **date_fields(version.date),
        "date_offset": format_offset(version.date_offset),
        "source": version.source,
        "title": version.title,
        "path": version.path,
        "url": version.url,
    }
