"""Blocks of an article's body before they have offsets, and how they become its text.

Owns the one place where ``Article.text``, its paragraphs and its spans are put together, and so their
invariants: no empty paragraph, one blank line between two, spans in range and in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.articles.model import Paragraph, ParagraphKind, Span


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph to be; its text is sanitised, stripped, and holds no blank line.

    Attributes:
        spans: Styled stretches, with offsets into this block's own text.
    """

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    marker: str = ""
    spans: tuple[Span, ...] = ()


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
        end = at + len(block.text)
        texts.append(block.text)
        paragraphs.append(Paragraph(at, end, block.kind, block.level, block.marker))
        spans.extend(Span(at + span.start, at + span.end, span.style, span.target) for span in block.spans)
        at = end + 2
    return Body("\n\n".join(texts), tuple(paragraphs), tuple(sorted(spans, key=_by_place)))


def _by_place(span: Span) -> tuple[int, int]:
    return span.start, -span.end
