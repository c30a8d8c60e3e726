"""Saved web pages: the body as blocks, every line that people see, and what the page says of its article.

The body is found by trafilatura (Barbaresi 2021). Owns turning what it finds into blocks with their styles.
Imported only when a page is read: trafilatura and lxml are slow to load.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html as lxml_html
from lxml.etree import LxmlError
from trafilatura import bare_extraction

from reader.articles.markdown import lay_out_table
from reader.articles.model import Block, ParagraphKind, Span, Style
from reader.articles.page_data import read_values
from reader.text.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_DEEPEST_MARKUP = 200  # elements within elements of a body
_INLINE_STYLES = {"#b": Style.STRONG, "#i": Style.EMPHASIS, "#t": Style.CODE}
_PUBLISHED = re.compile(
    r"\W*(?:(?:first |last |date )?(?:published|posted|updated|created|released?)(?: online| on)?"
    r"|(?:zuletzt )?(?:veröffentlicht|veröffentlichung|erschienen|erstellt|aktualisiert|eingestellt)(?: am)?"
    r"|presse(?:mitteilung|information|meldung)(?: vom)?|(?:publié|mis(?:e)? en ligne|mis à jour)(?: le)?"
    r"|(?:publicado|actualizado|pubblicato|aggiornato|geplaatst|gepubliceerd|opublikowano)"
    r"(?: el| il| op| em)?"
    r"|date|datum|fecha|data)\b\W{0,3}(?=\S{0,12} ?\d|\w+ \d)",
    re.IGNORECASE,
)  # of the languages of most pages that were saved
_LONGEST_LABELLED_LINE = 90  # characters
_HIDDEN_ELEMENTS = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object")
_BREAKING_ELEMENTS = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section"}
    | {"header", "footer", "nav", "aside", "form", "table", "tr", "td", "th", "br", "hr", "figure", "main"}
    | {"figcaption", "address", "dd", "dt", "dl", "pre", "option", "button", "label"}
)
_MOST_COMPARISONS = 1_000_000_000  # characters, for what is set aside of a huge page


@dataclass(frozen=True, slots=True)
class Page:
    """What was found on a page.

    Attributes:
        blocks: The body; empty if none was found.
        values: What the page says of the article, as front matter would.
        lines: Every line of the page that people see, in order, sanitised.
    """

    blocks: tuple[Block, ...]
    values: Mapping[str, object]
    lines: tuple[str, ...]


def read_page(text: str) -> Page:
    """Read the markup of a page, decoded; however broken it is, something is returned."""
    try:
        tree = lxml_html.document_fromstring(_without_declaration(text))
    except (LxmlError, ValueError):
        return Page((), {}, ())
    values = read_values(tree, text)
    lines = tuple(_visible_lines(tree))
    try:
        found = bare_extraction(
            text,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_tables=True,
            with_metadata=False,
        )
        body = getattr(found, "body", None)
        blocks = list(_Body().walk(body)) if body is not None else []
    except (LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        blocks = []  # a page that the library trips over is read by our own rules
    return Page(tuple(blocks), values, lines)


def list_set_aside(lines: Sequence[str], kept: str) -> list[str]:
    """Return the lines of a page that are not in what was kept of it, whatever blanks there are."""
    squeezed = "".join(kept.split())
    if len(squeezed) * len(lines) > _MOST_COMPARISONS:
        squeezed = ""
    return [line for line in lines if "".join(line.split()) not in squeezed]


def list_labelled_dates(lines: Sequence[str]) -> list[str]:
    """Return the short lines that give a day of publication under a label, wherever they stand."""
    return [line for line in lines if len(line) <= _LONGEST_LABELLED_LINE and _PUBLISHED.match(line)]


def _without_declaration(text: str) -> str:
    """Return the markup without an XML declaration, whose encoding lxml would object to."""
    return re.sub(r"^\s*<\?xml[^<>]*>", "", text)


def _visible_lines(tree: HtmlElement) -> Iterator[str]:
    """Yield the words of a page, a line for each block, without scripts and the head."""
    parts: list[str] = []

    def finished() -> Iterator[str]:
        line = sanitize_line("".join(parts))
        parts.clear()
        if line:
            yield line

    hidden = 0
    for event, element in _events(tree):
        if not isinstance(element.tag, str):
            if event == "end" and not hidden:
                parts.append(element.tail or "")
            continue
        tag = element.tag.lower()
        if tag in _HIDDEN_ELEMENTS:
            hidden += 1 if event == "start" else -1
        if tag in _BREAKING_ELEMENTS:
            yield from finished()
        if not hidden:
            parts.append((element.text if event == "start" and tag not in _HIDDEN_ELEMENTS else "") or "")
            if event == "end":
                parts.append(element.tail or "")
    yield from finished()


def _events(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    from lxml.etree import iterwalk

    yield from iterwalk(tree, events=("start", "end", "comment", "pi"))


class _Body:
    """Turns the elements of an extracted body into blocks."""

    def walk(self, element: HtmlElement, depth: int = 0, level: int = 0) -> Iterator[Block]:
        """Yield the blocks of an element's children.

        Args:
            level: How deep lists and quotes are nested around them.
        """
        if depth > _DEEPEST_MARKUP:
            return
        if element.text and element.text.strip():
            yield from _plain(element.text)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            match tag:
                case "head":
                    rank = str(child.get("rend", "h2"))[1:2]
                    yield from _as_block(child, ParagraphKind.HEADING, int(rank) if rank.isdigit() else 2)
                case "list":
                    yield from self._list(child, depth, level + 1)
                case "quote":
                    yield from self._quote(child, depth, level + 1)
                case "table":
                    yield from _table(child)
                case "code":
                    code = sanitize("".join(child.itertext())).strip("\n")
                    if code.strip():
                        yield Block(re.sub(r"\n\s*\n", "\n", code), ParagraphKind.CODE)
                case "graphic" | "":
                    pass
                case "div" | "body":
                    yield from self.walk(child, depth + 1, level)
                case _:
                    yield from _as_block(child)
            if child.tail and child.tail.strip():
                yield from _plain(child.tail)

    def _list(self, element: HtmlElement, depth: int, level: int) -> Iterator[Block]:
        numbered = element.get("rend") == "ol"
        number = 0
        for item in element:
            if item.tag != "item":
                continue
            number += 1
            inner = [child for child in item if child.tag in ("list", "quote", "table", "p")]
            marker = f"{number}." if numbered else "•"
            if any(child.tag != "p" for child in inner) or len(inner) > 1:
                first = True
                for block in self.walk(item, depth + 1, level):
                    if first and block.kind is ParagraphKind.BODY:
                        block = Block(block.text, ParagraphKind.ITEM, level, marker, block.spans)
                        first = False
                    yield block
            else:
                yield from _as_block(item, ParagraphKind.ITEM, level, marker)

    def _quote(self, element: HtmlElement, depth: int, level: int) -> Iterator[Block]:
        if any(child.tag in ("p", "head", "list", "quote", "div") for child in element):
            for block in self.walk(element, depth + 1, level):
                kind = ParagraphKind.QUOTE if block.kind is ParagraphKind.BODY else block.kind
                yield Block(block.text, kind, block.level or level, block.marker, block.spans)
        else:
            yield from _as_block(element, ParagraphKind.QUOTE, level)


def _plain(text: str) -> Iterator[Block]:
    words = sanitize_line(text)
    if words:
        yield Block(words)


def _table(element: HtmlElement) -> Iterator[Block]:
    rows = []
    for row in element.iter("row"):
        cells = []
        for cell in row:
            words = sanitize_line(" ".join("".join(cell.itertext()).split()))
            cells.append(Block(words))
        rows.append(cells)
    if any(cell.text for row in rows for cell in row):
        yield lay_out_table(rows)


def _as_block(
    element: HtmlElement, kind: ParagraphKind = ParagraphKind.BODY, level: int = 0, marker: str = ""
) -> Iterator[Block]:
    """Yield the words of an element as blocks: one for each part between two empty lines."""
    line = _Inline()
    line.take(element)
    text, spans = line.finish()
    if text:
        yield Block(text, kind, level, marker, spans)


class _Inline:
    """Collects words with single blanks between them, and their styles."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._ends_blank = True
        self._spans: list[Span] = []

    def take(self, element: HtmlElement, depth: int = 0) -> None:
        """Take the words of an element, without what follows it."""
        self._add(element.text)
        if depth > _DEEPEST_MARKUP:
            return
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            start = self._length
            if tag == "lb":
                self._break()
            elif tag:
                self.take(child, depth + 1)
            self._mark(child, tag, start)
            if tag == "p":
                self._add(" ")
            self._add(child.tail)

    def _mark(self, element: HtmlElement, tag: str, start: int) -> None:
        style: Style | None = None
        target = None
        if tag == "hi":
            style = _INLINE_STYLES.get(str(element.get("rend")))
        elif tag == "ref":
            target = sanitize(str(element.get("target", ""))).replace("\n", "")
            style = Style.LINK if re.match(r"https?://", target, re.IGNORECASE) else None
        if style is not None and start < self._length:
            self._spans.append(Span(start, self._length, style, target if style is Style.LINK else None))

    def _add(self, text: str | None) -> None:
        if not text:
            return
        words = re.sub(r"\s+", " ", sanitize(text))
        if self._ends_blank:
            words = words.lstrip()
        if words:
            self._parts.append(words)
            self._length += len(words)
            self._ends_blank = words.endswith(" ")

    def _break(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n")
            self._length += 1
            self._ends_blank = True

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        """Return the words and their styles."""
        text = "".join(self._parts)
        text = text.rstrip()
        spans = []
        for span in self._spans:
            start, end = span.start, min(span.end, len(text))
            while start < end and text[start] == " ":
                start += 1
            while end > start and text[end - 1] == " ":
                end -= 1
            if start < end:
                spans.append(Span(start, end, span.style, span.target))
        return text, tuple(sorted(spans, key=lambda span: (span.start, -span.end)))
