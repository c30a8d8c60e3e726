"""A Markdown parser's tokens to blocks: what of Markdown an article keeps.

Owns headings, items with their markers, quotes, code, tables as rows, emphasis, links to http and https,
alternative texts; raw HTML is stripped to its text. Refuses addresses of other schemes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reader.articles.blocks import Block
from reader.articles.model import ParagraphKind, Span, Style
from reader.articles.sanitize import sanitize

_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
# What is no text of the page goes with its content.
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_BREAK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|h[1-6]|blockquote|table|section|article|figure|figcaption|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"^\[!\w{1,30}\][+-]?[ \t]*")
_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG, "link": Style.LINK}
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


class Token(Protocol):
    """What is read of a parser's token."""

    @property
    def type(self) -> str:
        """Name of the token: ``heading_open``, ``inline``, ``text``."""

    @property
    def tag(self) -> str:
        """HTML tag it stands for."""

    @property
    def content(self) -> str:
        """Its words or code."""

    @property
    def info(self) -> str:
        """Name of a footnote."""

    @property
    def attrs(self) -> Mapping[str, str | int | float]:
        """Where a link leads, where a list starts."""

    @property
    def children(self) -> Sequence[Token] | None:
        """Tokens of the words in a paragraph."""


def read_tokens(tokens: Sequence[Token]) -> Iterator[Block]:
    """Yield the blocks of a parsed text, in order."""
    return _Walker(tokens).blocks()


@dataclass(slots=True)
class _Walker:
    """Walks over the parser's tokens and keeps where it is: in which list, quote, heading or table row."""

    tokens: Sequence[Token]
    lists: list[int | None] = field(default_factory=list)
    quotes: int = 0
    marker: str = ""
    heading: int = 0
    row: list[str] | None = None

    def blocks(self) -> Iterator[Block]:
        for token in self.tokens:
            kind = token.type
            if kind == "inline":
                yield from self._inline(token)
            elif kind in {"fence", "code_block"}:
                for part in _BLANK_LINES.split(token.content.strip("\n")):
                    if part.strip():
                        yield Block(part.rstrip(), ParagraphKind.CODE)
            elif kind == "html_block":
                for part in _BLANK_LINES.split(strip_html(token.content)):
                    if words := " ".join(part.split()):
                        yield self._block(words, ())
            elif kind == "tr_close" and self.row is not None:
                if cells := [cell for cell in self.row if cell]:
                    yield Block(" | ".join(cells))
                self.row = None
            else:
                self._enter_or_leave(token)

    def _enter_or_leave(self, token: Token) -> None:
        kind = token.type
        if kind == "heading_open":
            self.heading = int(token.tag[1])
        elif kind == "heading_close":
            self.heading = 0
        elif kind == "ordered_list_open":
            self.lists.append(int(str(token.attrs.get("start", 1)) or 1))
        elif kind == "bullet_list_open":
            self.lists.append(None)
        elif kind in {"ordered_list_close", "bullet_list_close"}:
            self.lists.pop()
        elif kind == "list_item_open":
            number = self.lists[-1]
            self.marker = "•" if number is None else f"{number}."
            if number is not None:
                self.lists[-1] = number + 1
        elif kind == "footnote_open":
            self.marker = f"[{token.info}]"
        elif kind == "footnote_close":
            self.marker = ""
        elif kind == "blockquote_open":
            self.quotes += 1
        elif kind == "blockquote_close":
            self.quotes -= 1
        elif kind == "tr_open":
            self.row = []

    def _inline(self, token: Token) -> Iterator[Block]:
        words, spans = read_inline(token.children or [])
        if self.row is not None:
            self.row.append(" ".join(words.split()))
        elif self.quotes and (callout := _CALLOUT.match(words)):
            if rest := words[callout.end() :].strip():
                yield self._block(rest, ())
        elif words:
            yield self._block(words, spans)

    def _block(self, words: str, spans: tuple[Span, ...]) -> Block:
        if self.heading:
            return Block(words, ParagraphKind.HEADING, self.heading, spans=spans)
        if self.marker:
            marker, self.marker = self.marker, ""
            return Block(words, ParagraphKind.ITEM, max(1, len(self.lists)), marker, spans)
        if self.lists:
            return Block(words, ParagraphKind.ITEM, len(self.lists), "", spans)
        if self.quotes:
            return Block(words, ParagraphKind.QUOTE, self.quotes, spans=spans)
        return Block(words, spans=spans)


def read_inline(tokens: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
    """Put the words of a paragraph together, single spaced, and the spans over them."""
    parts: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[int, str | None]] = []
    at = 0
    for token in tokens:
        kind = token.type
        if kind.endswith("_open"):
            target = str(token.attrs.get("href", "")) if kind == "link_open" else None
            opened.append((at, target))
            continue
        if kind.endswith("_close"):
            start, target = opened.pop()
            _add_span(spans, start, at, _STYLES.get(kind.removesuffix("_close")), target)
            continue
        words = _words_of(token)
        if words[:1].isspace() and (not parts or parts[-1][-1:].isspace()):
            words = words.lstrip()
        if kind == "code_inline":
            _add_span(spans, at, at + len(words), Style.CODE, None)
        if words:
            parts.append(words)
            at += len(words)
    text = "".join(parts)
    end = len(text.rstrip())
    return text[:end], tuple(span for span in (_clip(span, end) for span in spans) if span.start < span.end)


def _words_of(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "html_inline":
        return "\n" if token.content.lower().startswith("<br") else ""
    if token.type == "image":
        return " ".join(sanitize("".join(_words_of(child) for child in token.children or [])).split())
    # Entities were decoded by the parser: what they hid is sanitised only now.
    words = sanitize(token.content).replace("\n", " ")
    return re.sub(r"  +", " ", words) if "  " in words else words


def _add_span(spans: list[Span], start: int, end: int, style: Style | None, target: str | None) -> None:
    if style is Style.LINK and not (target and re.match(r"https?://", target, re.IGNORECASE)):
        return
    if style is not None and start < end:
        spans.append(Span(start, end, style, sanitize(target).replace("\n", "") if target else None))


def _clip(span: Span, end: int) -> Span:
    return span if span.end <= end else Span(span.start, end, span.style, span.target)


def strip_html(markup: str) -> str:
    """Return the text of a piece of HTML: tags out, blocks on lines of their own, entities decoded."""
    for opening, closing in _HIDDEN:
        markup = cut_between(markup, opening, closing)
    text = _TAG.sub("", _BREAK_TAG.sub("\n\n", markup))
    return sanitize(html.unescape(text))


def cut_between(markup: str, opening: str, closing: str) -> str:
    """Cut every stretch from an opening to its closing; one that is never closed stays."""
    folded = markup.lower()
    if len(folded) != len(markup):
        folded = markup
    parts: list[str] = []
    at = 0
    while (start := folded.find(opening, at)) >= 0 and (end := folded.find(closing, start)) >= 0:
        parts.append(markup[at:start])
        at = end + len(closing)
    return "".join([*parts, markup[at:]])
