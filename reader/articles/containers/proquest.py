"""Exports of ProQuest: "Document 1 of 100" above each article, labels around its full text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.articles.containers.pieces import (
    LANGUAGES,
    MOST_TITLE_LINES,
    Piece,
    date_in,
    or_whole,
    order_names,
)

MARK = re.compile(r"^(?:_{10,}|[ \t]*(?:Document|Dokument) \d+ (?:of|von|de) \d+)[ \t]*$", re.MULTILINE)
SUPPORT = re.compile(r"ProQuest|^Full text:|^Publication (?:info|title|date)", re.MULTILINE | re.IGNORECASE)
_LABELS = (
    "Author|Publication info|Abstract|Full text|Title|Publication title|Publication date|Publication year"
    "|Subject"
    "|Location|Company / organization|People|Language of publication|Language|Document URL|Copyright"
    "|Last updated"
    "|Database|ProQuest document ID|ProQuest document link|Links|Section|Pages?|Volume|Issue|Publisher"
    "|Place of publication|Country of publication|Source type|Document type|ISSN|Document feature|Dateline"
    "|First page|Identifier / keyword|Publication subject|Classification|Alternate title|Credit"
    "|Correspondence author"
    "|Number of pages|Column|Edition|Product name|Name|DOI"
)
_FIELD = re.compile(rf"[ \t]*({_LABELS}):[ \t]*(.*)$", re.IGNORECASE)
_FULL = re.compile(r"[ \t]*(?:Full text|Volltext|Texte intégral)(?::[ \t]*(.*)|[ \t]*)$", re.IGNORECASE)
_ABSTRACT = re.compile(r"[ \t]*(?:Abstract(?: \(English\))?)(?::[ \t]*(.*)|[ \t]*)$", re.IGNORECASE)
_DETAILS = re.compile(
    r"[ \t]*(?:DETAILS|Details|_{10,}|Database copyright.*|Contact ProQuest|Terms and Conditions)[ \t]*$"
)
_CITATION = re.compile(
    r"(?P<author>[^.;:]{3,80})\. (?P<outlet>[^;\[\].]{3,80})[;\[].{0,80}?(?P<date>\d{1,2} [A-Z][a-z]+ "
    r"\d{4}): ?\S"
)  # the line below a headline in newer exports
_LINK = "proquest document link"
_INFO = re.compile(r"(?P<outlet>[^;:\[\]]+?)\s*(?:;|,|\[|:|(?=\d{1,2} [A-Z]))")


def split_proquest(text: str) -> Iterator[Piece]:
    """Yield the articles of an export."""
    for body in MARK.split(text)[1:]:
        rows = body.split("\n")
        # What has no text of an article is a list of contents, or what stands below the last.
        if any(_FULL.match(row) or row.strip().casefold() == _LINK for row in rows):
            yield from or_whole(_proquest_piece(rows), rows)


def _proquest_piece(rows: list[str]) -> Piece | None:
    full_at = next((at for at, row in enumerate(rows) if _FULL.match(row)), None)
    said: dict[str, str] = {}
    left: list[str] = []
    headlines: list[str] = []
    body: list[str] = []
    summary: list[str] = []
    state = "head"
    for at, row in enumerate(rows):
        words = row.strip()
        if at == full_at:
            match = _FULL.match(row)
            body.append((match[1] if match else "") or "")
            state = "body"
            continue
        if _DETAILS.match(row):
            state = "tail" if full_at is None or at > full_at else state
            continue
        field = _FIELD.match(row)
        if state == "body" and not (field and _ends_body(rows, at)):
            body.append(row)
            continue
        if field and (state != "body" or _ends_body(rows, at)):
            state = "tail" if state == "body" else state
            name = field[1].casefold()
            if name == "abstract":
                summary.append(field[2])
                state = "abstract"
                continue
            if state == "abstract":
                state = "head"
            said.setdefault(name, field[2].strip())
        elif _ABSTRACT.match(row) and state == "head":
            state = "abstract"
        elif words.casefold() == _LINK or not words:
            left += [row] if words else []
        elif state == "abstract":
            summary.append(row)
        elif state == "head" and headlines and (cited := _CITATION.match(words)):
            said.setdefault("author", cited["author"])
            said.setdefault("publication info", f"{cited['outlet']}; {cited['date']}")
        elif state == "head" and not said and len(headlines) < MOST_TITLE_LINES:
            headlines.append(words)
        else:
            left.append(row)
    info = said.get("publication info", "")
    outlet = said.get("publication title") or info
    match = _INFO.match(outlet + ";")
    title = said.get("title") or " ".join(headlines)
    if not title:
        return None
    values: dict[str, object] = {
        "title": title,
        "authors": order_names(said.get("author", "")),
        "date": date_in(said.get("publication date", "")) or date_in(info),
        "source": match["outlet"].strip() if match else outlet,
        "url": said.get("document url"),
        "place": said.get("dateline"),
        "language": LANGUAGES.get(
            (said.get("language of publication") or said.get("language", "")).casefold(), ""
        ),
        "summary": " ".join(" ".join(summary).split()) if full_at is not None else "",
    }
    used = {
        "title",
        "author",
        "publication date",
        "publication title",
        "document url",
        "dateline",
        "language of publication",
    }
    left += [f"{name}: {value}" for name, value in said.items() if name not in used and value]
    text = "\n".join(body) if full_at is not None else "\n".join(summary)
    return Piece(values, text, tuple(left))


def _ends_body(rows: Sequence[str], at: int) -> bool:
    """Tell whether a label begins the details below a text: another one follows soon, no prose between."""
    following = [row for row in rows[at + 1 : at + 8] if row.strip()][:2]
    return all(_FIELD.match(row) or _DETAILS.match(row) for row in following)
