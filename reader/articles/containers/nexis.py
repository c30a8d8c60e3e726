"""Exports of Nexis Uni: "End of Document" below each article, its fields above "Body"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.articles.containers.pieces import (
    COPYRIGHT,
    MOST_TITLE_LINES,
    Piece,
    date_in,
    is_date_line,
    or_whole,
    take_field,
)

END = re.compile(
    r"^[ \t]*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento)[ \t]*$", re.MULTILINE
)
SUPPORT = re.compile(r"^[ \t]*(?:Load-Date|Body|Length|Copyright|Ladedatum|Länge)\b", re.MULTILINE)
_BODY = re.compile(r"[ \t]*(?:Body|Text|Corps|Cuerpo)[ \t]*$")
_FIELD = re.compile(
    r"[ \t]*(Section|Rubrik|Length|Länge|Longueur|Byline|Autor|Dateline|Datum|Highlight|Zusammenfassung"
    r"|Edition"
    r"|Series|Language|Sprache|Url|URL|Publication-Type|Journal Code|Load-Date|Ladedatum|Graphic|Notes"
    r"|Correction(?:-Date)?|Correction|Classification|Subject|Industry|Person|Geographic|Company"
    r"|Organization|Ticker)"
    r"[ \t]*:[ \t]*(.*)$"
)
_TAIL = re.compile(
    r"[ \t]*(?:Load-Date|Ladedatum|Graphic|Classification|Notes|Correction-Date|Publication-Type|Language"
    r"|Subject"
    r"|Journal Code|Industry|Geographic|Person|Company|Ticker|Organization|Section|Length)[ \t]*(?::|$)"
)
_PAGE = re.compile(
    r"[ \t]*(?:Page \d+ of \d+|About LexisNexis.*|\|?[ \t]*About LexisNexis.*"
    r"|.*Privacy Policy.*Terms & Conditions.*"
    r"|©? ?\d{4} LexisNexis.*|Copyright © \d{4}[ \t]+LexisNexis.*)$"
)


def split_nexis(text: str) -> Iterator[Piece]:
    """Yield the articles of an export; a cover page is none."""
    for part in END.split(text):
        rows = [row for row in part.split("\n") if not _PAGE.match(row)]
        yield from or_whole(_nexis_piece(rows), rows)


def _nexis_piece(rows: list[str]) -> Piece | None:
    body_at = next((at for at, row in enumerate(rows) if _BODY.match(row)), None)
    copyright_at = next(
        (at for at, row in enumerate(rows) if COPYRIGHT.match(row) and _is_head(rows, at)), None
    )
    limit = body_at if body_at is not None else copyright_at if copyright_at is not None else len(rows)
    dated = [at for at in range(limit) if is_date_line(rows[at]) and not _FIELD.match(rows[at])]
    if not dated:
        return None
    # A cover page has dates too: the article's is the last above the copyright.
    above = [at for at in dated if copyright_at is None or at < copyright_at]
    at_date = above[-1] if above else dated[-1]
    title, outlet, first = _lines_above(rows, at_date)
    if not title:
        return None
    values: dict[str, object] = {"title": title, "source": outlet, "date": date_in(rows[at_date])}
    left = [row for row in rows[:first] if row.strip()]
    end_of_head = at_date + 1
    for at in range(at_date + 1, limit):
        row = rows[at]
        if match := _FIELD.match(row):
            take_field(values, match[1].casefold(), match[2], left, row)
            end_of_head = at + 1
        elif row.strip() and (
            COPYRIGHT.match(row) or body_at is not None or "rights reserved" in row.casefold()
        ):
            left.append(row)
            end_of_head = at + 1
    start = body_at + 1 if body_at is not None else end_of_head
    ends = [at for at in range(start, len(rows)) if _TAIL.match(rows[at]) and _is_tail(rows, at)]
    end = ends[0] if ends else len(rows)
    for row in rows[end:]:
        match = _FIELD.match(row)
        if match and match[1].casefold() in ("url", "language", "sprache"):
            take_field(values, match[1].casefold(), match[2], left, row)
        elif row.strip():
            left.append(row)
    return Piece(values, "\n".join(rows[start:end]), tuple(left))


def _is_head(rows: Sequence[str], at: int) -> bool:
    """Tell whether a line of copyright stands below a date, as that of an article does."""
    return any(is_date_line(row) for row in rows[max(0, at - 6) : at])


def _is_tail(rows: Sequence[str], at: int) -> bool:
    """Tell whether no prose follows a label: "Notes:" may stand in a text."""
    return all(len(row) < 400 for row in rows[at : at + 3]) and (at == 0 or not rows[at - 1].strip())


def _lines_above(rows: Sequence[str], at: int) -> tuple[str, str | None, int]:
    """Return headline and outlet above the line of a date, and where the headline begins."""
    before = at - 1
    while before >= 0 and not rows[before].strip():
        before -= 1
    if before < 0:
        return "", None, 0
    outlet = rows[before].strip()
    before -= 1
    while before >= 0 and not rows[before].strip():
        before -= 1
    lines: list[str] = []
    while before >= 0 and rows[before].strip() and len(lines) < MOST_TITLE_LINES:
        lines.insert(0, rows[before].strip())
        before -= 1
    return " ".join(lines), outlet, before + 1
