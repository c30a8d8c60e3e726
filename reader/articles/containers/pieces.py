"""What the exports of databases have in common: pieces, lines that are dates, names, labels, languages.

Labels of other languages are those of the databases' own interfaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.articles.bylines import read_names
from reader.articles.dates import find_dates
from reader.articles.outlets import find_outlet

_TOWN = re.compile(r"\s*[(\[][A-Z][\w .,'’-]{1,30}[)\]]$")
_FEWEST_WORDS_KEPT = 40  # of a part of an export; less is a cover page, or what stands below the last
_LONGEST_DATE_LINE = 70  # characters
MOST_TITLE_LINES = 4
"""Lines of a headline."""
COPYRIGHT = re.compile(r"[ \t]*(?:Copyright|©|\(c\))", re.IGNORECASE)
"""The beginning of a line that says whose the words are."""


class Piece(NamedTuple):
    """One article of an export.

    Attributes:
        values: Its fields, under the names of front matter.
        left: Lines that are neither its words nor a field.
    """

    values: dict[str, object]
    body: str
    left: tuple[str, ...]


def or_whole(piece: Piece | None, rows: Sequence[str]) -> Iterator[Piece]:
    """Yield a piece; where its fields could not be told, all its lines as words, so that none is lost."""
    if piece is not None:
        yield piece
    elif sum(len(row.split()) for row in rows) >= _FEWEST_WORDS_KEPT:
        yield Piece({}, "\n".join(rows), ())


def tidy(values: Mapping[str, object]) -> dict[str, object]:
    """Return fields with outlets without their town, and authors without role, outlet and place.

    The place that a byline names is that of an article that has none.
    """
    tidied = dict(values)
    source = str(values.get("source") or "")
    outlet = _TOWN.sub("", source)
    tidied["source"] = find_outlet(outlet) or outlet or None
    authors: list[str] = []
    for part in str(values.get("authors") or "").split(";"):
        byline = read_names(part)
        authors += byline.authors if byline else [part.strip()]
        if byline and byline.place and not tidied.get("place"):
            tidied["place"] = byline.place
    tidied["authors"] = [author for author in authors if author]
    return tidied


def is_date_line(line: str) -> bool:
    """Tell whether a line is short and has a date with its year and month."""
    return len(line) <= _LONGEST_DATE_LINE and any(
        found.date.year is not None and found.date.month is not None for found in find_dates(line)
    )


def date_in(line: str) -> str | None:
    """Return the date of a line as ISO 8601."""
    found = next((each for each in find_dates(line) if each.date.year is not None), None)
    return found.date.isoformat() if found else None


def order_names(value: str) -> str:
    """Return authors as front matter would have them: "Marten, Ilse; Loos, Petra" in their usual order."""
    parts = [part.strip() for part in value.split(";") if part.strip()]
    if all(part.count(",") == 1 for part in parts):
        parts = [" ".join(reversed([half.strip() for half in part.split(",")])) for part in parts]
    return "; ".join(
        re.sub(r"^(?:by|von|par|por|door|di|da|av|af)\s+", "", part, flags=re.IGNORECASE) for part in parts
    )


_FIELD_OF_LABEL = {
    "byline": "authors",
    "autor": "authors",
    "dateline": "place",
    "highlight": "summary",
    "zusammenfassung": "summary",
    "url": "url",
    "language": "language",
    "sprache": "language",
}
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl", "portuguese": "pt",
    "português": "pt", "russian": "ru", "polish": "pl", "swedish": "sv", "danish": "da", "norwegian": "no",
    "finnish": "fi", "chinese": "zh", "japanese": "ja", "arabic": "ar", "turkish": "tr", "ukrainian": "uk",
}  # fmt: skip


def take_field(values: dict[str, object], label: str, value: str, left: list[str], row: str) -> None:
    """Put the value of a label under its field; keep the line as left over where the label is no field.

    Args:
        label: In small letters.
        row: The whole line.
    """
    name = _FIELD_OF_LABEL.get(label)
    if name is None or not value.strip():
        if row.strip():
            left.append(row)
        return
    if name == "authors":
        value = order_names(value)
    elif name == "language":
        value = LANGUAGES.get(value.split(";")[0].strip().casefold(), "")
    elif name == "place":
        value = value.strip(" -–—")
    values.setdefault(name, value.strip())


def unwrap(rows: Sequence[str]) -> str:
    """Return paragraphs, between which is an empty line, each on a line of its own."""
    paragraphs = re.split(r"\n[ \t]*\n", "\n".join(rows))
    return "\n\n".join(" ".join(words.split()) for words in paragraphs if words.strip())
