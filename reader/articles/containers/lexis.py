"""Exports of the old LexisNexis: "1 of 100 DOCUMENTS" above each article, labels in capitals."""

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
    unwrap,
)

MARK = re.compile(
    r"^[ \t]*(?:\d+ (?:of|von|de) \d+ (?:DOCUMENTS?|DOKUMENTEN?)|(?:DOCUMENT|DOKUMENT) \d+ (?:OF|VON|of"
    r"|von) \d+)[ \t]*$",
    re.MULTILINE,
)
SUPPORT = re.compile(r"^[ \t]*(?:LENGTH|LÄNGE|LOAD-DATE|BYLINE|SECTION|HEADLINE|BODY):", re.MULTILINE)
"""Stands in each article besides."""
_FIELD = re.compile(
    r"(HEADLINE|BYLINE|SECTION|LENGTH|LÄNGE|DATELINE|HIGHLIGHT|BODY|LOAD-DATE|LANGUAGE|GRAPHIC"
    r"|PUBLICATION-TYPE|URL|SUBJECT"
    r"|SERIES|SOURCE|COLUMN|TYPE|NOTES|CORRECTION(?:-DATE)?|RUBRIK|AUTOR|UPDATE|DISTRIBUTION|JOURNAL-CODE"
    r"|EDITION|COMPANY"
    r"|TICKER|INDUSTRY|PERSON|CITY|STATE|COUNTRY|GEOGRAPHIC|ORGANIZATION|CATEGORY|DOCUMENT-TYPE|ACC-NO|SIC"
    r"|TERMS|NAME):"
    r"[ \t]*(.*)$"
)
_TAIL = frozenset(
    {"LOAD-DATE", "LANGUAGE", "GRAPHIC", "PUBLICATION-TYPE", "SUBJECT", "NOTES", "UPDATE", "DISTRIBUTION"}
    | {
        "COMPANY",
        "TICKER",
        "INDUSTRY",
        "PERSON",
        "CITY",
        "STATE",
        "COUNTRY",
        "GEOGRAPHIC",
        "ORGANIZATION",
        "CORRECTION-DATE",
    }
)


def split_lexis(text: str) -> Iterator[Piece]:
    """Yield the articles of an export."""
    for part in MARK.split(text)[1:]:
        rows = part.split("\n")
        yield from or_whole(_lexis_piece(rows[:]), rows)


def _lexis_piece(rows: list[str]) -> Piece | None:
    labels = [(at, match) for at, row in enumerate(rows) if (match := _FIELD.match(row.strip()))]
    first_label = labels[0][0] if labels else len(rows)
    at_date = next((at for at in range(first_label) if is_date_line(rows[at])), None)
    if at_date is None:
        return None
    above = [row.strip() for row in rows[:at_date] if row.strip() and not _is_rights(row)]
    values: dict[str, object] = {"date": date_in(rows[at_date]), "source": above[-1] if above else None}
    left = [row for row in rows[:at_date] if _is_rights(row)]
    # Editions are centred below the date; a headline stands at the margin.
    head = [at for at in range(at_date + 1, first_label) if rows[at].strip()]
    margin = [at for at in head if not rows[at].startswith("    ")]
    title = [at for number, at in enumerate(margin[:MOST_TITLE_LINES]) if at == margin[0] + number]
    if title:
        values["title"] = " ".join(rows[at].strip() for at in title)
    has_head = bool(labels) and labels[0][1][1] not in _TAIL
    left += [rows[at] for at in head if at not in margin]
    left += [rows[at] for at in margin if has_head and at not in title]
    # Without labels above them, the words begin below the headline.
    start = labels[0][0] if has_head else (title[-1] if title else at_date) + 1
    end = len(rows)
    last_head = start - 1 if not has_head else at_date
    for at, match in labels:
        if match[1] in _TAIL and at > last_head + 1 and _has_prose(rows[last_head + 1 : at]):
            end = min(end, at)
            break
        value, last_head = _whole_value(rows, at, match[2])
        if match[1] == "BODY":
            start = last_head = at
            rows[at] = match[2]
            start = at
            last_head = at - 1
            continue
        if match[1] == "HEADLINE":
            values.setdefault("title", value)
        elif match[1] == "SOURCE":
            values["source"] = values["source"] or value
        else:
            take_field(values, match[1].casefold(), value, left, rows[at])
        start = last_head + 1
    for at in range(start, end):
        if _is_rights(rows[at]) and all(
            _is_rights(row) or not row.strip() or _FIELD.match(row.strip()) for row in rows[at:end]
        ):
            end = at
            break
    for row in rows[end:]:
        match = _FIELD.match(row.strip())
        if match and match[1] in ("URL", "LANGUAGE"):
            take_field(values, match[1].casefold(), match[2], left, row)
        elif row.strip():
            left.append(row)
    if not values.get("title"):
        return None
    return Piece(values, unwrap(rows[start:end]), tuple(left))


def _has_prose(rows: Sequence[str]) -> bool:
    return any(row.strip() for row in rows)


def _whole_value(rows: Sequence[str], at: int, value: str) -> tuple[str, int]:
    """Return the value of a label with the lines on which it goes on, and its last line."""
    parts = [value.strip()]
    last = at
    while last + 1 < len(rows) and rows[last + 1].strip() and not _FIELD.match(rows[last + 1].strip()):
        last += 1
        parts.append(rows[last].strip())
    return " ".join(parts).strip(), last


def _is_rights(row: str) -> bool:
    return COPYRIGHT.match(row) is not None or "all rights reserved" in row.casefold()
