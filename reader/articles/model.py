"""The Article with its paragraphs and style spans, and the blocks that it is put together from.

Owns values and their layout: ``join_blocks`` is the only place where ``Article.text``, its paragraphs and its
spans are made, so the invariants hold (no empty paragraph, one blank line between two, spans in range and in
order). Every offset counts characters (code points) of ``Article.text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.text.partial_date import PartialDate as PartialDate
from reader.text.partial_date import Precision as Precision

NO_TEXT = "has no text; delete it, or put an article into it"
NO_TEXT_BELOW = "there is no text below the front matter; add the article's text"
NO_ARTICLES = "no articles are recognised in it"
"""Why a file has no text, said of very many files in some collections of notes."""

_OPENING_CHARACTERS = 400  # before the end of the first sentence: a dateline
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"“”«»|]{3,2000}", re.IGNORECASE)


class ParagraphKind(StrEnum):
    """What a paragraph is in the layout of its article."""

    BODY = "body"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"


class DateOrigin(StrEnum):
    """Where the date of an article stands."""

    ARTICLE = "article"
    FILE_NAME = "file name"
    FOLDERS = "folders"
    FRONT_MATTER_PATH = "path in front matter"
    ADDRESS = "address"
    PROPERTIES = "properties of the document"


class Style(StrEnum):
    """What a span of text is, as Markdown marked it."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Span:
    """A styled stretch ``text[start:end]`` of the article.

    Attributes:
        target: The address of a link, else None.
    """

    start: int
    end: int
    style: Style
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph ``text[start:end]`` of the article, without the blank line that follows.

    Attributes:
        level: Depth of a heading (1 to 6), or nesting of an item or quote (from 1); 0 for body text.
        marker: What stands before an item: a bullet or a number, else empty. Not part of the text.
    """

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a part of one, that could not be read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as understood.

    Attributes:
        path: Where its file is.
        title: The headline, or the first sentence standing in for one; never empty.
        title_inferred: The first sentence (or the file's name) stands in for a headline.
        date: When it was published, as far as it is known; None if it does not say.
        date_offset: Minutes by which its time of day is ahead of UTC; None if no known time zone is given.
        date_origin: Where the date stands; None without a date.
        source: The outlet.
        outlet_candidates: Names near the headline, one of which may be the outlet's where the source is not
            known; empty where it is.
        place: Where the report is from, as printed in the dateline.
        summary: The standfirst.
        topics: Topics that the article's own metadata names.
        speakers: Speakers that the article's own metadata names.
        language: BCP 47 tag from the metadata, or None.
        draft: Whether its metadata calls it a draft or unpublished; None where it says neither.
        text: The body: paragraphs separated by one blank line, sanitised. Nothing rewrites it afterwards.
        paragraphs: They cover the text in order.
        spans: Styled stretches, by start.
        extra: Metadata under keys that have no meaning here, kept as (key, value).
        problems: Reasons for a badge: what had to be guessed or left out.
        header: Lines of the file that were read as fields, as printed, beside those of front matter.
        set_aside: What of the file is neither text nor header: boilerplate, captions, credits, tags of site
            generators; as printed, in order.
    """

    path: Path
    title: str
    text: str
    paragraphs: Sequence[Paragraph]
    title_inferred: bool = False
    date: PartialDate | None = None
    date_offset: int | None = None
    date_origin: DateOrigin | None = None
    source: str | None = None
    outlet_candidates: tuple[str, ...] = ()
    place: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    language: str | None = None
    draft: bool | None = None
    spans: Sequence[Span] = ()
    extra: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()

    @property
    def title_origin(self) -> str | None:
        """What stands in for a headline, in words; None where there is one."""
        if not self.title_inferred:
            return None
        opening = " ".join(self.text[: _OPENING_CHARACTERS + 2 * len(self.title)].split())
        return "first sentence" if self.title.rstrip("…. ") in opening else "name of the file"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph to be; its text is sanitised, stripped, and holds no blank line.

    Attributes:
        spans: Styled stretches, with offsets into this block's own text.
        aside: The block is no part of the text, but set aside: what a picture shows, an embedded file.
    """

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    marker: str = ""
    spans: tuple[Span, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article with its layout, as the model wants it."""

    text: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    spans: tuple[Span, ...] = ()


def join_blocks(blocks: Iterable[Block]) -> Body:
    """Lay the blocks out one below the other, with a blank line between, and shift their spans to match."""
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    spans: list[Span] = []
    at = 0
    for block in blocks:
        if block.aside:
            continue
        end = at + len(block.text)
        texts.append(block.text)
        paragraphs.append(Paragraph(at, end, block.kind, block.level, block.marker))
        found = (*block.spans, *_bare_links(block)) if "://" in block.text else block.spans
        spans.extend(Span(at + span.start, at + span.end, span.style, span.target) for span in found)
        at = end + 2
    return Body("\n\n".join(texts), tuple(paragraphs), sort_spans(spans))


def _bare_links(block: Block) -> Iterator[Span]:
    """Yield the addresses that stand in a block's words, but for those in code or in another link."""
    if block.kind is ParagraphKind.CODE:
        return
    taken = [span for span in block.spans if span.style in (Style.CODE, Style.LINK)]
    for match in _ADDRESS.finditer(block.text):
        address = match[0].rstrip(".,;:!?…'\"’”»*_")
        while address.endswith((")", "]")) and address.count("(") < address.count(")"):
            address = address[:-1].rstrip(".,;:!?…'\"’”»")
        end = match.start() + len(address)
        if not any(span.start < end and match.start() < span.end for span in taken):
            yield Span(match.start(), end, Style.LINK, address)


def struck_out(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Return where text is struck out, by start; stretches that meet are one."""
    found: list[tuple[int, int]] = []
    for span in spans:
        if span.style is Style.STRUCK:
            if found and span.start <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], span.end)
            else:
                found.append((span.start, span.end))
    return found


def sort_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans by their start, the longer first."""
    return tuple(sorted(spans, key=_by_place))


def _by_place(span: Span) -> tuple[int, int]:
    return span.start, -span.end
