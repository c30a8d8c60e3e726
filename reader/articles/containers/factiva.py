"""Exports of Factiva: as displayed ("512 words" below the headline), and with codes (HD, PD, LP, TD)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.articles.containers.pieces import (
    COPYRIGHT,
    LANGUAGES,
    MOST_TITLE_LINES,
    Piece,
    date_in,
    is_date_line,
    or_whole,
    order_names,
)

END = re.compile(r"^(?:Document|Dokument|Documento)[ \t]+([A-Z0-9]{4,}[A-Za-z0-9]{6,})[ \t]*$", re.MULTILINE)
WORDS = re.compile(
    r"^[ \t]*[\d,.]+ (?:words|Wörter|mots|palabras|parole|woorden|palavras|слов|字)[ \t]*$", re.MULTILINE
)
_CODE = re.compile(
    r"^(HD|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|CO|IN|NS|RE|IPD|IPC|PUB|AN|SE|CR|RF|ART|CLM"
    r"|DJTC)(?:[ \t]+(.*)|[ \t]*)$"
)
CODES = re.compile(r"^HD(?:[ \t]|$)[\s\S]{0,4000}?^(?:PD|SN|LP|TD)(?:[ \t]|$)", re.MULTILINE)
CODE_OF_NUMBER = re.compile(r"^AN(?:[ \t]|$)", re.MULTILINE)
_PAGE = re.compile(
    r"[ \t]*(?:Page \d+ of \d+.*|©? ?\d{4} Factiva.*|.*Factiva, Inc\. All rights reserved.*"
    r"|Search Summary)[ \t]*$"
)
_LANGUAGE = re.compile(rf"[ \t]*({'|'.join(LANGUAGES)})[ \t]*$", re.IGNORECASE)
_SOURCE_CODE = re.compile(r"[ \t]*[A-Z0-9]{3,8}[ \t]*$")
_BYLINE = re.compile(r"[ \t]*(?:By|Von|Par|Por|Di|Door)\s+\S", re.IGNORECASE)
_LONGEST_SECTION = 3  # words of the line above a headline
_TIME = re.compile(r"[ \t]*\d{1,2}:\d{2}(?:[ \t]*(?:AM|PM|GMT|UTC))?[ \t]*$", re.IGNORECASE)


def split_factiva(text: str) -> Iterator[Piece]:
    """Yield the articles of an export as it is displayed."""
    parts = END.split(text)
    for body, code in zip(parts[::2], [*parts[1::2], ""], strict=False):
        rows = [row for row in body.split("\n") if not _PAGE.match(row)]
        if code:
            yield from or_whole(_factiva_piece(rows, code), rows)
        elif piece := _factiva_piece(rows, code):
            yield piece


def _factiva_piece(rows: list[str], code: str) -> Piece | None:
    words_at = next((at for at, row in enumerate(rows) if WORDS.match(row)), None)
    if words_at is None:
        return None
    above = [row.strip() for row in rows[:words_at] if row.strip()]
    author = next((row for row in reversed(above[-3:]) if _BYLINE.match(row)), None)
    if author is None and len(above) > 1 and _is_alone(rows, words_at):
        author = above[-1]
    left: list[str] = []
    headlines = _last_block([row for row in rows[:words_at] if row.strip() != (author or "")])
    if not headlines:
        return None
    if len(headlines) > 1 and headlines[0].count(" ") < _LONGEST_SECTION:
        headlines = headlines[1:]
    values: dict[str, object] = {
        "title": " ".join(headlines),
        "authors": order_names(author) if author else None,
    }
    known = {*headlines, author}
    left += [row for row in above if row not in known]
    at = words_at
    left.append(rows[at])
    head = 0
    while at + 1 < len(rows) and head < 12:
        row = rows[at + 1].strip()
        if not row:
            if "source" in values:
                break
            at += 1
            continue
        head += 1
        if "date" not in values and is_date_line(row):
            values["date"] = date_in(row)
        elif "date" in values and _TIME.match(row) and "source" not in values:
            values["date"] = f"{values['date']}T{row[:5].strip().zfill(5)}"
        elif match := _LANGUAGE.match(row):
            values["language"] = LANGUAGES[match[1].casefold()]
        elif COPYRIGHT.match(row):
            left.append(row)
            at += 1
            while at + 1 < len(rows) and rows[at + 1].strip():
                at += 1
                left.append(rows[at])
            break
        elif "date" in values and "source" not in values:
            values["source"] = row
        else:
            left.append(row)
        at += 1
    if code:
        left.append(f"Document {code}")
    return Piece(values, "\n".join(rows[at + 1 :]), tuple(left))


def _is_alone(rows: Sequence[str], words_at: int) -> bool:
    """Tell whether the lines right above the number of words are set off from the headline: the author's."""
    at = words_at - 1
    while at >= 0 and rows[at].strip():
        at -= 1
    block = rows[at + 1 : words_at]
    return len(block) == 1 and any(row.strip() for row in rows[:at]) and len(block[0]) < 60


def _last_block(rows: Sequence[str]) -> list[str]:
    """Return the last lines that stand together."""
    found: list[str] = []
    for row in reversed(rows):
        if row.strip():
            found.insert(0, row.strip())
        elif found:
            break
    return found[-MOST_TITLE_LINES:]


def split_factiva_codes(text: str) -> Iterator[Piece]:
    """Yield the articles of an export with codes."""
    fields: dict[str, list[str]] = {}
    code = ""
    for row in [*text.split("\n"), "HD end"]:
        match = _CODE.match(row)
        if match and (match[1] in ("HD", "SE", "CLM") and "AN" in fields):
            if piece := _coded_piece(fields):
                yield piece
            fields, code = {}, ""
        if match and match[1] not in fields:
            code = match[1]
            fields[code] = [match[2] or ""]
        elif code and not _PAGE.match(row):
            fields[code].append(row)
    if "AN" in fields and (piece := _coded_piece(fields)):
        yield piece


def _coded_piece(fields: dict[str, list[str]]) -> Piece | None:
    def said(code: str) -> str:
        return " ".join(" ".join(fields.get(code, ())).split())

    title = said("HD")
    if not title:
        return None
    clock = _TIME.match(said("ET"))
    date = date_in(said("PD"))
    values: dict[str, object] = {
        "title": title,
        "authors": order_names(said("BY")),
        "date": f"{date}T{said('ET')[:5].zfill(5)}" if date and clock else date,
        "source": said("SN"),
        "language": LANGUAGES.get(said("LA").casefold(), ""),
    }
    body = "\n\n".join("\n".join(fields[code]) for code in ("LP", "TD") if code in fields)
    used = ("HD", "BY", "PD", "ET", "SN", "LA", "LP", "TD")
    left = tuple(f"{code} {said(code)}" for code in fields if code not in used and said(code))
    return Piece(values, body, left)
