"""Articles and their analysis as two blobs, and back.

The text is one blob, so that a snippet needs nothing else; everything that is not a column of a list is the
other: JSON, in which runs of numbers are kept as lists of their own. Both are compressed unless they are so
large that opening them must not wait for it.

Owns the encoding. Refuses to know where blobs are stored.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from reader.analysis.model import Analysis, Attribution, Kind, Person, Quotation
from reader.articles.model import Article, Paragraph, ParagraphKind, PartialDate, Span, Style

_PLAIN, _PACKED = b"t", b"z"
_LARGE = 400_000
_KINDS = {kind.value: kind for kind in ParagraphKind}
_STYLES = {style.value: style for style in Style}
_QUOTATIONS = {kind.value: kind for kind in Kind}


def pack_text(text: str) -> bytes:
    """Return a text as a blob."""
    data = text.encode("utf-8", "surrogatepass")
    return _PLAIN + data if len(data) > _LARGE else _PACKED + zlib.compress(data, 5)


def unpack_text(blob: bytes) -> str:
    """Return the text of a blob.

    Raises:
        ValueError: The blob is damaged.
    """
    try:
        data = zlib.decompress(memoryview(blob)[1:]) if blob[:1] == _PACKED else memoryview(blob)[1:]
        return str(data, "utf-8", "surrogatepass")
    except zlib.error as error:
        raise ValueError(f"damaged text: {error}") from None


def pack_details(article: Article, analysis: Analysis) -> bytes:
    """Return everything but the text and what the list's columns hold as a blob."""
    paragraphs = article.paragraphs
    quotations = analysis.quotations
    details = {
        "url": article.url,
        "authors": article.authors,
        "summary": article.summary,
        "place": article.place,
        "topics": article.topics,
        "speakers": article.speakers,
        "language": article.language,
        "extra": article.extra,
        "problems": article.problems,
        "starts": [paragraph.start for paragraph in paragraphs],
        "ends": [paragraph.end for paragraph in paragraphs],
        "special": [
            (place, paragraph.kind, paragraph.level, paragraph.marker)
            for place, paragraph in enumerate(paragraphs)
            if paragraph.kind is not ParagraphKind.BODY or paragraph.level or paragraph.marker
        ],
        "spans": [(span.start, span.end, span.style, span.target) for span in article.spans],
        "quotations": [
            (q.start, q.end, q.outer_start, q.outer_end, q.kind, q.depth, q.continues) for q in quotations
        ],
        "attributions": [
            (a.rule, a.speaker, a.cue, a.cue_start, a.mention, a.mention_start, a.chain, a.description)
            for a in (q.attribution for q in quotations)
        ],
        "people": [(p.name, p.forms, p.titles, p.gender, p.organisation) for p in analysis.people],
        "found": analysis.topics,
    }
    kept = {name: value for name, value in details.items() if value}
    return pack_text(json.dumps(kept, separators=(",", ":"), ensure_ascii=False))


def unpack_details(blob: bytes) -> dict[str, Any]:
    """Return the details of a blob; what was empty is not in it.

    Raises:
        ValueError: The blob is damaged.
    """
    details: dict[str, Any] = json.loads(unpack_text(blob))
    return details


def build_article(
    path: Path, title: str, title_inferred: bool, date: PartialDate | None, source: str | None, text: str,
    details: dict[str, Any],
) -> Article:  # fmt: skip
    """Put an article together from its columns, its text and its details."""
    paragraphs = list(map(Paragraph, details.get("starts", ()), details.get("ends", ())))
    for place, kind, level, marker in details.get("special", ()):
        plain = paragraphs[place]
        paragraphs[place] = Paragraph(plain.start, plain.end, _KINDS[kind], level, marker)
    return Article(
        path=path,
        title=title,
        text=text,
        paragraphs=tuple(paragraphs),
        title_inferred=title_inferred,
        date=date,
        source=source,
        place=details.get("place"),
        url=details.get("url"),
        authors=tuple(details.get("authors", ())),
        summary=details.get("summary"),
        topics=tuple(details.get("topics", ())),
        speakers=tuple(details.get("speakers", ())),
        language=details.get("language"),
        spans=tuple(Span(start, end, _STYLES[style], target)
                    for start, end, style, target in details.get("spans", ())),
        extra=tuple((key, value) for key, value in details.get("extra", ())),
        problems=tuple(details.get("problems", ())),
    )  # fmt: skip


def build_quotations(details: dict[str, Any], people: dict[str, str]) -> tuple[Quotation, ...]:
    """Return the quotations of an article.

    Args:
        details: As unpacked.
        people: Speaker as the article has it to the person of the whole library.
    """
    return tuple(
        Quotation(start, end, outer_start, outer_end, _QUOTATIONS[kind], _attribution(attribution, people),
                  depth, continues)
        for (start, end, outer_start, outer_end, kind, depth, continues), attribution in zip(
            details.get("quotations", ()), details.get("attributions", ()), strict=True
        )
    )  # fmt: skip


def build_analysis(details: dict[str, Any], people: dict[str, str]) -> Analysis:
    """Return the analysis of an article; arguments as for the quotations."""
    return Analysis(
        quotations=build_quotations(details, people),
        people=tuple(
            Person(people.get(name, name), tuple(forms), tuple(titles), gender, organisation)
            for name, forms, titles, gender, organisation in details.get("people", ())
        ),
        topics=tuple(details.get("found", ())),
    )


def _attribution(fields: list[Any], people: dict[str, str]) -> Attribution:
    rule, speaker, cue, cue_start, mention, mention_start, chain, description = fields
    person = people.get(speaker, speaker) if speaker else None
    steps = (
        (*chain, person) if person and chain and person != speaker and chain[-1] != person else tuple(chain)
    )
    return Attribution(rule, person, cue, cue_start, mention, mention_start, steps, description)
