"""Markdown to blocks of plain text with style spans, through markdown-it-py.

Owns the parser's rules, ours for wikilinks and footnotes, the short path for articles without nested
blocks, and what is kept of the parser's tokens: headings, items with their markers, quotes, code, tables,
emphasis, links to http and https, alternative texts. Raw HTML is reduced to its text. Text on which the
parser could take minutes becomes plain paragraphs.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Protocol

from reader.articles.model import Block, ParagraphKind, Span, Style
from reader.articles.raw.lines import ends_sentence, join_broken_words, split_lines
from reader.text.sanitize import sanitize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline


_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
# Removed together with their content.
_HIDDEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_BREAK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|h[1-6]|blockquote|table|section|article|figure|figcaption|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"^\[!\w{1,30}\][+-]?[ \t]*")
_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG, "link": Style.LINK, "s": Style.STRUCK}
STRUCK_TAG = re.compile(r"<(?P<close>/?)(?:del|s|strike)(?:\s[^<>]*)?>", re.IGNORECASE)
_FIGURE_CAPTION = re.compile(r"<figcaption\b[^<>]*>(.*?)</figcaption>", re.IGNORECASE | re.DOTALL)
_WIDEST_TABLE = 110  # columns; the cells of a wider table are not padded
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_LONGEST_MARKDOWN = 2_000_000  # characters
_MOST_MARKDOWN_LINES = 40_000
_STRUCTURE_SAMPLE = 100_000  # characters in which the marks of Markdown are looked for
# Characters that may open something; each can cost a search to the end of its paragraph.
_MOST_OPENING_MARKS = 60_000
_OPENING_MARKS = "[]*_`<~|"
# Characters that may have a meaning in Markdown inside a line, and the starts of blocks.
_INLINE_MARKS = r"[]*_`<~|\&#"
_INLINE = re.compile(rf"[{re.escape(_INLINE_MARKS)}]|  \n")
_BLOCK = re.compile(
    r"^(?: {4}| *\t| {0,3}(?:#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)"
    r"|[-=]+[ \t]*$|(?:[-_*][ \t]*){3,}$|```|~~~))",
    re.MULTILINE,
)
_OTHER_BLOCK = re.compile(r"^ {0,3}(?:<|\||[-:][-: |]*\|[-: |]*$)", re.MULTILINE)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+([^\n#]*)")
_BLANK_LINE = re.compile(r"\n(?:[ \t]*\n)+")
_STRUCTURE = re.compile(
    r"^ {0,3}(?:#{1,6} \S|> ?\S|[*+] \S|```|~~~)|\[[^\]\n]{1,200}\]\(\S|(?<![\w*])\*\*?[^\s*][^*\n]{0,200}\*",
    re.MULTILINE,
)
_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
_FOOTNOTE = re.compile(r"\[\^([\w.-]{1,40})\](?!:)")
_FOOTNOTE_TEXT = re.compile(r" {0,3}\[\^([\w.-]{1,40})\]:\s*")


class MarkdownToken(Protocol):
    """The attributes of markdown-it's tokens that are used here."""

    @property
    def type(self) -> str:
        """Name of the token: ``heading_open``, ``inline``, ``text``."""

    @property
    def tag(self) -> str:
        """Its HTML tag."""

    @property
    def content(self) -> str:
        """Its text or code."""

    @property
    def info(self) -> str:
        """Name of a footnote."""

    @property
    def attrs(self) -> Mapping[str, str | int | float]:
        """Target of a link, first number of a list."""

    @property
    def children(self) -> Sequence[MarkdownToken] | None:
        """Inline tokens of a paragraph."""


@dataclass(slots=True)
class _Walker:
    """Walks over the parser's tokens, tracking the open lists, quotes, heading and table row."""

    tokens: Sequence[MarkdownToken]
    lists: list[int | None] = field(default_factory=list)
    quotes: int = 0
    marker: str = ""
    heading: int = 0
    table: list[list[Block]] | None = None
    struck: bool = False

    def blocks(self) -> Iterator[Block]:
        markup = [token.content for token in self.tokens if token.type == "html_block"]
        closings = sum(tag["close"] == "/" for each in markup for tag in STRUCK_TAG.finditer(each))
        for token in self.tokens:
            kind = token.type
            if kind == "inline":
                yield from self._inline(token)
            elif kind in {"fence", "code_block"}:
                for part in _BLANK_LINES.split(token.content.strip("\n")):
                    if part.strip():
                        yield Block(part.rstrip(), ParagraphKind.CODE)
            elif kind == "html_block":
                yield from self._html(token.content)
                closings -= sum(tag["close"] == "/" for tag in STRUCK_TAG.finditer(token.content))
                self.struck = self.struck and closings > 0
            elif kind == "table_close" and self.table is not None:
                if any(cell.text for row in self.table for cell in row):
                    yield lay_out_table(self.table)
                self.table = None
            else:
                self._enter_or_leave(token)

    def _html(self, markup: str) -> Iterator[Block]:
        captions = _FIGURE_CAPTION.findall(markup) if "<" in markup else []
        for number, part in enumerate(STRUCK_TAG.split(_FIGURE_CAPTION.sub("\n\n", markup))):
            if number % 2:  # the slash of a closing tag, or nothing
                self.struck = part != "/"
                continue
            for words in _BLANK_LINES.split(strip_html(part)):
                if words := " ".join(words.split()):
                    yield self._block(words, ())
        for caption in captions:
            if words := " ".join(strip_html(caption).split()):
                yield Block(words, aside=True)

    def _enter_or_leave(self, token: MarkdownToken) -> None:
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
        elif kind == "table_open":
            self.table = []
        elif kind == "tr_open" and self.table is not None:
            self.table.append([])

    def _inline(self, token: MarkdownToken) -> Iterator[Block]:
        tokens = token.children or []
        if self.quotes and (title := _callout_title(tokens)) is not None:
            first = next((at for at, one in enumerate(tokens) if one.type == "softbreak"), len(tokens))
            if title:
                yield self._block(title, ())
            tokens = tokens[first + 1 :]
        words, spans, aside = read_inline(tokens)
        yield from (Block(each, aside=True) for each in aside)
        if self.table is not None:
            self.table[-1].append(Block(words.replace("\n", " "), spans=spans))
        elif words:
            yield self._block(words, spans)

    def _block(self, words: str, spans: tuple[Span, ...]) -> Block:
        if self.struck:
            spans = (Span(0, len(words), Style.STRUCK), *spans)
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


def _callout_title(tokens: Sequence[MarkdownToken]) -> str | None:
    """Return what stands behind the sign of a callout in its first line, or None without such a sign."""
    first = itertools.takewhile(lambda token: token.type not in ("softbreak", "hardbreak"), tokens)
    words = read_inline(list(first))[0]
    match = _CALLOUT.match(words)
    return words[match.end() :].strip() if match else None


def lay_out_table(rows: Sequence[Sequence[Block]]) -> Block:
    """Return a table as one block, a row a line, its cells padded to the width of their column."""
    rows = [row for row in rows if any(cell.text for cell in row)]
    count = max(map(len, rows))
    sizes = [max(_columns_of(row[at].text) if at < len(row) else 0 for row in rows) for at in range(count)]
    if sum(sizes) + 3 * count > _WIDEST_TABLE:
        sizes = [0] * count
    lines: list[str] = []
    spans: list[Span] = []
    at = 0
    for row in rows:
        line = ""
        for number, cell in enumerate(row):
            line += " | " if number else ""
            start = at + len(line)
            spans += [Span(start + one.start, start + one.end, one.style, one.target) for one in cell.spans]
            line += cell.text + " " * (sizes[number] - _columns_of(cell.text))
        lines.append(line.rstrip())
        at += len(lines[-1]) + 1
    return Block("\n".join(lines), spans=tuple(spans))


def _columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def read_inline(tokens: Sequence[MarkdownToken]) -> tuple[str, tuple[Span, ...], list[str]]:
    """Return the text of a paragraph, single spaced, its style spans, and what was set aside.

    Set aside are embedded files, and pictures that stand beside the sentences, not in one.
    """
    pictures = _pictures_beside(tokens)
    aside: list[str] = []
    parts: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[int, str | None]] = []
    struck_at: list[int] = []
    at = 0
    for number, token in enumerate(tokens):
        kind = token.type
        if kind.endswith("_open"):
            target = str(token.attrs.get("href", "")) if kind == "link_open" else None
            opened.append((at, target))
            continue
        if kind.endswith("_close"):
            start, target = opened.pop()
            _add_span(spans, start, at, _STYLES.get(kind.removesuffix("_close")), target)
            continue
        if kind == "html_inline" and (tag := STRUCK_TAG.fullmatch(token.content)):
            if not tag["close"]:
                struck_at.append(at)
            elif struck_at:
                _add_span(spans, struck_at.pop(), at, Style.STRUCK, None)
            continue
        words = _words_of(token)
        if kind == "embed" or number in pictures:
            aside += [words] if words else []
            continue
        if words[:1].isspace() and (not parts or parts[-1][-1:].isspace()):
            words = words.lstrip()
        if kind == "code_inline":
            _add_span(spans, at, at + len(words), Style.CODE, None)
        if words:
            parts.append(words)
            at += len(words)
    text = "".join(parts)
    end = len(text.rstrip())
    clipped = (_clip(span, end) for span in spans)
    return text[:end], tuple(span for span in clipped if span.start < span.end), aside


def _pictures_beside(tokens: Sequence[MarkdownToken]) -> set[int]:
    """Return the places of pictures at either end of a paragraph that are no part of its sentences."""
    if not any(token.type == "image" for token in tokens):
        return set()
    found: set[int] = set()
    for step in (1, -1):
        at = 0 if step > 0 else len(tokens) - 1
        met: list[int] = []
        while 0 <= at < len(tokens):
            token = tokens[at]
            if token.type == "image":
                met.append(at)
            elif token.type in ("softbreak", "hardbreak"):
                found.update(met)
                met = []
            elif token.type not in ("link_open", "link_close") and token.content.strip():
                words = token.content.strip()
                beside = words[0].isupper() if step > 0 else ends_sentence(words)
                found.update(met if beside or words[0] in "{*_" else [])
                met = []
                break
            at += step
        # Nothing but pictures.
        found.update(met)
    return found


def _words_of(token: MarkdownToken) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "html_inline":
        return "\n" if token.content.lower().startswith("<br") else ""
    if token.type == "embed":
        return sanitize(token.content)
    if token.type == "image":
        return " ".join(sanitize("".join(_words_of(child) for child in token.children or [])).split())
    # The parser has decoded entities, so the text has to be sanitised again.
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


def cut_between(markup: str, opening: str, closing: str, cut: list[str] | None = None) -> str:
    """Cut every stretch from an opening to its closing, and collect it; one that is never closed stays."""
    folded = markup.lower()
    if len(folded) != len(markup):
        folded = markup
    parts: list[str] = []
    at = 0
    while (start := folded.find(opening, at)) >= 0 and (end := folded.find(closing, start)) >= 0:
        parts.append(markup[at:start])
        at = end + len(closing)
        if cut is not None:
            cut.append(markup[start:at])
    return "".join([*parts, markup[at:]])


def parse_markdown(text: str) -> list[Block]:
    """Turn a sanitised Markdown text into blocks; links keep their target only if it is http or https."""
    if is_too_hard(text):
        return [Block(line.text) for line in split_lines(text)]
    text = join_broken_words(text)
    blocks = read_flat(text)
    return list(walk(text)) if blocks is None else blocks


def is_too_hard(text: str) -> bool:
    """Tell whether a text is read as plain text because parsing it as Markdown could take minutes."""
    if len(text) <= _MOST_MARKDOWN_LINES:  # fewer characters than any of them
        return False
    marks = sum(text.count(mark) for mark in _OPENING_MARKS)
    return (
        len(text) > _LONGEST_MARKDOWN
        or marks > _MOST_OPENING_MARKS
        or text.count("\n") > _MOST_MARKDOWN_LINES
    )


def has_structure(text: str) -> bool:
    """Tell whether a text without front matter was written as Markdown: headings, quotes, links, emphasis."""
    return _STRUCTURE.search(text, 0, _STRUCTURE_SAMPLE) is not None


def read_flat(text: str) -> list[Block] | None:
    """Read a text of paragraphs and headings between blank lines, as most articles are; None for any other.

    What the parser would give, but only paragraphs with marks in them go through its inline rules.
    """
    if "]:" in text or (("<" in text or "|" in text) and _OTHER_BLOCK.search(text)):
        return None
    blocks: list[Block] = []
    # One search of the whole text makes most searches of single paragraphs unnecessary.
    spaced = "  " in text
    marked = "  \n" in text or any(mark in text for mark in _INLINE_MARKS)
    for part in _BLANK_LINE.split(text.strip("\n")):
        kind, level, inline = ParagraphKind.BODY, 0, part.strip()
        broken = "\n" in part
        if _BLOCK.search(part) if broken else _BLOCK.match(part):
            heading = _HEADING.fullmatch(part)
            if heading is None:
                return None
            kind, level, inline = ParagraphKind.HEADING, len(heading[1]), heading[2].strip()
        if marked and _INLINE.search(inline):
            words, spans, aside = read_inline(_parser().parseInline(inline)[0].children or [])
            blocks += [Block(each, aside=True) for each in aside]
            blocks.append(Block(words, kind, level, spans=spans))
        else:
            blocks.append(Block(" ".join(inline.split()) if spaced or broken else inline, kind, level))
    return [block for block in blocks if block.text]


def walk(text: str) -> Iterator[Block]:
    """Parse a text with the full parser and yield its blocks."""
    return _Walker(_parser().parse(text)).blocks()


@cache
def _parser() -> MarkdownIt:
    # Imported here because the import takes longer than most commands.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["strikethrough", "table"])
    parser.inline.ruler.before("link", "wikilink", _read_wikilink)
    parser.block.ruler.at("table", _read_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("reference", "footnote", _read_footnote, {"alt": ["paragraph"]})
    return parser


def _read_wikilink(state: StateInline, silent: bool) -> bool:
    """Show ``[[page|words]]`` as its words and a footnote's mark as ``[1]``; set embedded files aside."""
    match = _WIKILINK.match(state.src, state.pos) or _FOOTNOTE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        if match.re is _FOOTNOTE:
            state.pending += f"[{match[1]}]"
        elif match[1]:
            state.push("embed", "", 0).content = match[3] or match[2]
        else:
            state.pending += match[3] or match[2]
    state.pos = match.end()
    return True


def _read_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table as the parser does, but keep the cells of a row that are beyond those of its head."""
    from markdown_it.rules_block.table import escapedSplit, table
    from markdown_it.token import Token

    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    tokens: list[Token] = []
    cells = 0
    row: list[int] = []
    for token in state.tokens[first:]:
        if token.type == "tr_open":
            row, cells = token.map or [], 0
        cells += token.type == "inline"
        if token.type == "tr_close" and row:
            words = escapedSplit(state.getLines(row[0], row[1], 0, False).strip())
            extra = [word.strip() for word in words[words[0] == "" :]][cells:]
            while extra and not extra[-1]:
                extra.pop()
            tokens += (Token("inline", "", 0, map=row, content=word, children=[]) for word in extra)
        tokens.append(token)
    state.tokens[first:] = tokens
    return True


def _read_footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the text of a footnote, lest it be taken for the address of a link, as a paragraph of its own."""
    if state.is_code_block(start):
        return False
    match = _FOOTNOTE_TEXT.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    opening = state.push("footnote_open", "", 1)
    opening.info = match[1]
    inline = state.push("inline", "", 0)
    inline.content = state.src[match.end() : state.eMarks[start]].strip()
    inline.map = [start, start + 1]
    inline.children = []
    state.push("footnote_close", "", -1)
    state.line = start + 1
    return True
