"""Articles and their analysis as two blobs, and back.

The text is one blob, so that a snippet needs nothing else. The details are the other: JSON, in which each
field of paragraphs, spans and quotations is a list of its own. Both are compressed, except those so large
that decompressing them would delay opening the article.

A long article has tens of thousands of paragraphs and quotations. To make each by its constructor would take
longer than all else in opening it; filling their slots field by field is three times as fast, and ``Records``
makes them only when they are used. No record is validated: what comes from the index was validated before.

Owns the encoding and the records made from columns. Refuses to know where blobs are stored.
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from reader.analysis.model import Analysis, Attribution, Kind, Person, Quotation
from reader.articles.model import Article, Paragraph, ParagraphKind, PartialDate, Span, Style
from reader.errors import DamagedDataError
from reader.memory import collection_paused

Record = TypeVar("Record")
Column = Sequence[Any] | None
_RECORDS_PER_STEP = 500


_PLAIN, _COMPRESSED = b"t", b"z"
_LARGEST_COMPRESSED_BYTES = 400_000
_PARAGRAPH_KINDS = {kind.value: kind for kind in ParagraphKind}
_STYLES = {style.value: style for style in Style}
_QUOTATION_KINDS = {kind.value: kind for kind in Kind}


def columns_of(kind: type[Record], records: Sequence[Record]) -> list[list[Any] | None]:
    """Return the values of each field, in order; None where all of them are the default."""
    columns: list[list[Any] | None] = []
    for field in fields(kind):  # type: ignore[arg-type]
        values = list(map(attrgetter(field.name), records))
        plain = field.default is not MISSING and values.count(field.default) == len(values)
        columns.append(None if plain else values)
    return columns


def make_records(
    kind: type[Record], count: int, columns: Sequence[Iterable[Any] | None]
) -> tuple[Record, ...]:
    """Make records of a slotted dataclass.

    Args:
        columns: For each field, in order, its values; None stands for the default.
    """
    records = tuple(map(object.__new__, repeat(kind, count)))
    for field, column in zip(fields(kind), columns, strict=True):  # type: ignore[arg-type]
        values = repeat(field.default, count) if column is None else column
        deque(map(getattr(kind, field.name).__set__, records, values), maxlen=0)
    return records


class Records(Sequence[Record], Generic[Record]):
    """Records that are made when they are used: one when it is asked for, in large steps when all are.

    Args:
        columns: For each field, in order, its values; None stands for the default.
    """

    __slots__ = ("_columns", "_count", "_filled", "_kind")

    def __init__(self, kind: type[Record], count: int, columns: Sequence[Column]) -> None:
        self._kind = kind
        self._count = count
        self._columns = columns
        names = (field.name for field in fields(kind))  # type: ignore[arg-type]
        self._filled = {
            name: column for name, column in zip(names, columns, strict=True) if column is not None
        }

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            places = range(self._count)[place]
            cut = [column and column[place] for column in self._columns]
            return Records(self._kind, len(places), cut)
        place = range(self._count)[place]
        return self._kind(**{name: column[place] for name, column in self._filled.items()})

    def __iter__(self) -> Iterator[Record]:
        for first in range(0, self._count, _RECORDS_PER_STEP):
            cut = [column and column[first : first + _RECORDS_PER_STEP] for column in self._columns]
            yield from make_records(self._kind, min(_RECORDS_PER_STEP, self._count - first), cut)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def values(self, name: str) -> Sequence[Any]:
        """Return one field of all."""
        column = self._filled.get(name)
        if column is not None:
            return column
        for field in fields(self._kind):  # type: ignore[arg-type]
            if field.name == name:
                return (field.default,) * self._count
        raise AttributeError(f"{self._kind.__name__} has no field {name}")


def values_of(records: Sequence[Any], name: str) -> Sequence[Any]:
    """Return one field of all records, without making those that are kept as columns."""
    return records.values(name) if isinstance(records, Records) else [getattr(each, name) for each in records]


def pack_text(text: str) -> bytes:
    """Return a text as a blob."""
    data = text.encode("utf-8", "surrogatepass")
    return _PLAIN + data if len(data) > _LARGEST_COMPRESSED_BYTES else _COMPRESSED + zlib.compress(data, 5)


def unpack_text(blob: bytes) -> str:
    """Return the text of a blob.

    Raises:
        DamagedDataError: The blob is damaged.
    """
    try:
        data = zlib.decompress(memoryview(blob)[1:]) if blob[:1] == _COMPRESSED else memoryview(blob)[1:]
        return str(data, "utf-8", "surrogatepass")
    except (zlib.error, ValueError) as error:
        raise DamagedDataError(f"the index holds a damaged text: {error}") from None


def pack_details(article: Article, analysis: Analysis) -> bytes:
    """Return everything but the text and the columns of the table ``articles`` as a blob."""
    quotations = analysis.quotations
    details = {
        "url": article.url,
        "authors": article.authors,
        "summary": article.summary,
        "place": article.place,
        "topics": article.topics,
        "speakers": article.speakers,
        "language": article.language,
        "draft": article.draft,
        "extra": article.extra,
        "problems": article.problems,
        "paragraphs": article.paragraphs and columns_of(Paragraph, article.paragraphs),
        "spans": article.spans and columns_of(Span, article.spans),
        "quotations": quotations and _without_attributions(columns_of(Quotation, quotations)),
        "attributions": quotations and columns_of(Attribution, [q.attribution for q in quotations]),
        "people": [(p.name, p.forms, p.titles, p.gender, p.organisation) for p in analysis.people],
        "found": analysis.topics,
    }
    kept = {name: value for name, value in details.items() if value or value is False}
    return pack_text(json.dumps(kept, separators=(",", ":"), ensure_ascii=False))


def unpack_details(blob: bytes) -> dict[str, Any]:
    """Return the details of a blob; what was empty is not in it.

    Raises:
        DamagedDataError: The blob is damaged.
    """
    try:
        details: dict[str, Any] = json.loads(unpack_text(blob))
    except ValueError as error:
        raise DamagedDataError(f"the index holds damaged details: {error}") from None
    return details


def spoken_spans(details: dict[str, Any]) -> list[tuple[int, int]]:
    """Return start and end of the direct and partial quotations, in order."""
    if "quotations" not in details:
        return []
    starts, ends, _, _, kinds, *_ = details["quotations"]
    return [(start, end) for start, end, kind in zip(starts, ends, kinds, strict=True) if kind != Kind.TERM]


def build_article(
    path: Path, title: str, title_inferred: bool, date: PartialDate | None, date_offset: int | None,
    source: str | None, text: str, details: dict[str, Any],
) -> Article:  # fmt: skip
    """Make an article from its columns, its text and its details."""
    return Article(
        path=path,
        title=title,
        text=text,
        paragraphs=_paragraphs(details["paragraphs"]) if "paragraphs" in details else (),
        title_inferred=title_inferred,
        date=date,
        date_offset=date_offset,
        source=source,
        place=details.get("place"),
        url=details.get("url"),
        authors=tuple(details.get("authors", ())),
        summary=details.get("summary"),
        topics=tuple(details.get("topics", ())),
        speakers=tuple(details.get("speakers", ())),
        language=details.get("language"),
        draft=details.get("draft"),
        spans=_spans(details["spans"]) if "spans" in details else (),
        extra=tuple((key, value) for key, value in details.get("extra", ())),
        problems=tuple(details.get("problems", ())),
    )


def build_quotations(details: dict[str, Any], people: dict[str, str]) -> tuple[Quotation, ...]:
    """Return the quotations of an article.

    Args:
        details: As unpacked.
        people: Name of the person in the whole library, by the speaker's name in the article.
    """
    with collection_paused():
        return tuple(_quotations(details, people))


def build_analysis(details: dict[str, Any], people: dict[str, str]) -> Analysis:
    """Return the analysis of an article; arguments as for the quotations."""
    return Analysis(
        quotations=_quotations(details, people),
        people=tuple(
            Person(people.get(name, name), tuple(forms), tuple(titles), gender, organisation)
            for name, forms, titles, gender, organisation in details.get("people", ())
        ),
        topics=tuple(details.get("found", ())),
    )


def _without_attributions(columns: list[list[Any] | None]) -> list[list[Any] | None]:
    """Leave out the column of attributions, which have columns of their own."""
    place = [field.name for field in fields(Quotation)].index("attribution")
    return [*columns[:place], None, *columns[place + 1 :]]


def _paragraphs(columns: list[Any]) -> Records[Paragraph]:
    starts, ends, kinds, levels, markers = columns
    named = kinds and list(map(_PARAGRAPH_KINDS.__getitem__, kinds))
    return Records(Paragraph, len(starts), (starts, ends, named, levels, markers))


def _spans(columns: list[Any]) -> Records[Span]:
    starts, ends, styles, targets = columns
    return Records(Span, len(starts), (starts, ends, list(map(_STYLES.__getitem__, styles)), targets))


def _quotations(details: dict[str, Any], people: dict[str, str]) -> Sequence[Quotation]:
    if "quotations" not in details:
        return ()
    *places, kinds, _, depths, continues = details["quotations"]
    attributions = _attributions(len(kinds), details["attributions"], people)
    known = list(map(_QUOTATION_KINDS.__getitem__, kinds))
    return Records(Quotation, len(kinds), (*places, known, attributions, depths, continues))


def _attributions(count: int, columns: list[Any], people: dict[str, str]) -> Records[Attribution]:
    """Make the attributions, with each speaker's name in the whole library, which also ends its chain."""
    rules, speakers, cues, cue_starts, mentions, mention_starts, chains, descriptions, lemmas = columns
    names = speakers and [people.get(speaker, speaker) for speaker in speakers]
    if chains:
        chains = [tuple(chain) for chain in chains]
        if names:
            chains = [
                (*chain, name) if name and chain and chain[-1] != name and name != speaker else chain
                for chain, name, speaker in zip(chains, names, speakers, strict=True)
            ]
    filled = (rules, names, cues, cue_starts, mentions, mention_starts, chains, descriptions, lemmas)
    return Records(Attribution, count, filled)
