"""The text of a page, by trafilatura, as blocks with their styles.

Owns the way from its tree to blocks: what is a paragraph, which spans are emphasised, linked or struck out,
and how tables are laid out. trafilatura is imported where a page is read; the dates that it guesses are not
asked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from reader.articles.markdown import lay_out_table
from reader.articles.model import Block, ParagraphKind, Span, Style
from reader.articles.pages.markup import PARAGRAPH_BREAK
from reader.text.sanitize import sanitize

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STYLE_OF_MARK = {"#b": Style.STRONG, "#i": Style.EMPHASIS, "#t": Style.CODE}
_BLOCK_TAGS = frozenset(
    {"p", "head", "item", "list", "quote", "code", "table", "row", "cell", "div", "ab", "fw"}
)
_LONGEST_CELL = 160  # characters; with longer ones a table is the frame of a text
_BULLET = "•"


def extract_blocks(tree: HtmlElement, address: str = "") -> list[Block]:
    """Return the paragraphs of the article of a page; none if there is nothing like an article.

    Args:
        address: Of the page, to which its links may be relative.
    """
    # Its messages would go to the terminal.
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        with_metadata=False,
    )
    if found is None or found.body is None:
        return []
    return list(_BlockReader(address).read(found.body))


class _BlockReader:
    """Walks over the tree of an extraction and yields its blocks in order."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[Span] = []

    def read(self, element: Any) -> Iterator[Block]:
        yield from self._walk(element, ParagraphKind.BODY, 0)
        yield from self._flush(ParagraphKind.BODY, 0)

    def _walk(self, element: Any, kind: ParagraphKind, level: int) -> Iterator[Block]:
        yield from self._add(element.text, kind, level)
        for child in element:
            tag = child.tag
            if tag == "lb":
                yield from self._add("\n", kind, level, exact=True)
            elif tag == "table":
                yield from self._flush(kind, level)
                yield from self._read_table(child)
            elif tag in _BLOCK_TAGS and not (tag in ("quote", "code") and _is_inline(child)):
                yield from self._flush(kind, level)
                yield from self._walk(child, *_describe(child, kind, level))
                yield from self._flush(*_describe(child, kind, level))
            else:
                start = self._length
                quoted = tag == "quote" and not (child.text or "").lstrip().startswith(("“", '"', "«", "„"))
                if quoted:
                    yield from self._add("“", kind, level)
                yield from self._walk(child, kind, level)
                if quoted:
                    yield from self._add("”", kind, level)
                self._mark(child, start)
            yield from self._add(child.tail, kind, level)

    def _add(
        self, words: str | None, kind: ParagraphKind, level: int, *, exact: bool = False
    ) -> Iterator[Block]:
        """Add words with single blanks; end the block at a paragraph's break."""
        if not words:
            return
        for number, piece in enumerate(words.split(PARAGRAPH_BREAK)):
            if number:
                yield from self._flush(kind, level)
            text = sanitize(piece)
            text = text if exact else _squeeze(text)
            before = self._parts[-1][-1] if self._parts else "\n"
            if before in " \n" and not exact:
                text = text.lstrip(" ")
            if exact and before == "\n":
                continue
            if exact and before == " ":
                self._parts[-1] = self._parts[-1][:-1]
                self._length -= 1
                if not self._parts[-1]:
                    self._parts.pop()
            if text:
                self._parts.append(text)
                self._length += len(text)

    def _mark(self, element: Any, start: int) -> None:
        if element.tag == "ref":
            target = _absolute(element.get("target") or "", self._address)
            if not target:
                return
            style = Style.LINK
        elif element.tag in ("hi", "code"):
            found = Style.CODE if element.tag == "code" else _STYLE_OF_MARK.get(element.get("rend") or "")
            if found is None:
                return
            style, target = found, None
        else:
            return
        if self._length > start:
            self._spans.append(Span(start, self._length, style, target))

    def _flush(self, kind: ParagraphKind, level: int) -> Iterator[Block]:
        """Yield what was collected as a block, if there is anything."""
        whole = "".join(self._parts)
        text = whole.rstrip(" \n")
        # Only blanks can stand before: a block begins with what is no blank.
        skipped = len(text) - len(text.lstrip(" \n"))
        text = text[skipped:]
        spans = [
            Span(start, end, span.style, span.target)
            for span in self._spans
            if (start := max(0, span.start - skipped)) < (end := min(len(text), span.end - skipped))
        ]
        self._parts, self._spans, self._length = [], [], 0
        if text:
            marker = _BULLET if kind is ParagraphKind.ITEM else ""
            yield Block(text, kind, level, marker, tuple(spans))

    def _read_table(self, table: Any) -> Iterator[Block]:
        """Yield a table of data as one block, and a table that frames a text as its paragraphs."""
        rows = [
            [list(_BlockReader(self._address).read(cell)) for cell in row.iter("cell")]
            for row in table.iter("row")
        ]
        cells = [cell for row in rows for cell in row]
        framed = any(len(cell) > 1 or sum(len(one.text) for one in cell) > _LONGEST_CELL for cell in cells)
        if framed or max((len(row) for row in rows), default=0) < 2:
            for cell in cells:
                yield from cell
        else:
            words = [[cell[0] if cell else Block("") for cell in row] for row in rows if row]
            if any(cell.text for row in words for cell in row):
                yield lay_out_table(
                    [[Block(cell.text.replace("\n", " "), spans=cell.spans) for cell in row] for row in words]
                )


def _squeeze(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return " "
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}" if text else ""


def _is_inline(element: Any) -> bool:
    """Tell whether a quote or code stands within a sentence."""
    parent = element.getparent()
    return (
        parent is not None
        and parent.tag in ("p", "item", "head", "hi", "ref")
        and not any(child.tag == "p" for child in element)
    )


def _describe(element: Any, kind: ParagraphKind, level: int) -> tuple[ParagraphKind, int]:
    if element.tag == "head":
        rend = element.get("rend") or "h2"
        return ParagraphKind.HEADING, int(rend[1]) if rend[1:2].isdigit() else 2
    if element.tag == "item":
        return ParagraphKind.ITEM, 1
    if element.tag == "quote":
        return ParagraphKind.QUOTE, 1
    if element.tag == "code":
        return ParagraphKind.CODE, 0
    return kind, level


def _absolute(target: str, address: str) -> str:
    try:
        whole = urljoin(address, target) if address else target
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) else ""
