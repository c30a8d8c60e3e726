"""Markdown to blocks of plain text with style spans, through markdown-it-py.

Owns how a text is parsed: the short way that most articles take, the parser's rules, and ours for links
between notes and for footnotes. What becomes of the tokens is for ``tokens``. Refuses input on which a
parser could spend minutes: that becomes plain paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.articles.blocks import Block
from reader.articles.lines import split_lines
from reader.articles.model import ParagraphKind
from reader.articles.tokens import read_inline, read_tokens

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_LONGEST = 2_000_000  # characters
_MOST_LINES = 40_000
_SAMPLE = 100_000  # characters in which the marks of Markdown are looked for
_MOST_MARKS = 60_000  # characters that may open something; each can cost a search to the end of its paragraph
_MARKS = "[]*_`<~|"
# Whatever gives Markdown a meaning inside a line, or at a line's start, or across lines.
_INLINE_MARKS = r"[]*_`<~|\&#"
_INLINE = re.compile(rf"[{re.escape(_INLINE_MARKS)}]|  \n")
_BLOCK = re.compile(
    r"^(?: {4}| *\t| {0,3}(?:#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)"
    r"|[-=]+[ \t]*$|(?:[-_*][ \t]*){3,}$|```|~~~))",
    re.MULTILINE,
)
_OTHER_BLOCK = re.compile(r"^ {0,3}(?:<|\||[-:][-: |]*\|[-: |]*$)", re.MULTILINE)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+([^\n#]*)")
_PARTS = re.compile(r"\n(?:[ \t]*\n)+")
_STRUCTURE = re.compile(
    r"^ {0,3}(?:#{1,6} \S|> ?\S|[*+] \S|```|~~~)|\[[^\]\n]{1,200}\]\(\S|(?<![\w*])\*\*?[^\s*][^*\n]{0,200}\*",
    re.MULTILINE,
)
_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
_FOOTNOTE = re.compile(r"\[\^([\w.-]{1,40})\](?!:)")
_FOOTNOTE_TEXT = re.compile(r" {0,3}\[\^([\w.-]{1,40})\]:\s*")


def parse_markdown(text: str) -> list[Block]:
    """Turn a sanitised Markdown text into blocks; links keep their target only if it is http or https."""
    if is_too_hard(text):
        return [Block(line.text) for line in split_lines(text)]
    blocks = read_flat(text)
    return list(walk(text)) if blocks is None else blocks


def is_too_hard(text: str) -> bool:
    """Tell whether a text is shown without its Markdown because parsing it could take minutes."""
    if len(text) <= _MOST_LINES:  # fewer characters than any of them
        return False
    marks = sum(text.count(mark) for mark in _MARKS)
    return len(text) > _LONGEST or marks > _MOST_MARKS or text.count("\n") > _MOST_LINES


def has_structure(text: str) -> bool:
    """Tell whether a text without front matter was written as Markdown: headings, quotes, links, emphasis."""
    return _STRUCTURE.search(text, 0, _SAMPLE) is not None


def read_flat(text: str) -> list[Block] | None:
    """Read a text of paragraphs and headings between blank lines, as most articles are; None for any other.

    What the parser would give, but only paragraphs with marks in them go through its inline rules.
    """
    if "]:" in text or (("<" in text or "|" in text) and _OTHER_BLOCK.search(text)):
        return None
    blocks: list[Block] = []
    # One look at the whole text spares most articles a search of each paragraph.
    spaced = "  " in text
    marked = "  \n" in text or any(mark in text for mark in _INLINE_MARKS)
    for part in _PARTS.split(text.strip("\n")):
        kind, level, inline = ParagraphKind.BODY, 0, part.strip()
        broken = "\n" in part
        if _BLOCK.search(part) if broken else _BLOCK.match(part):
            heading = _HEADING.fullmatch(part)
            if heading is None:
                return None
            kind, level, inline = ParagraphKind.HEADING, len(heading[1]), heading[2].strip()
        if marked and _INLINE.search(inline):
            words, spans = read_inline(_parser().parseInline(inline)[0].children or [])
            blocks.append(Block(words, kind, level, spans=spans))
        else:
            blocks.append(Block(" ".join(inline.split()) if spaced or broken else inline, kind, level))
    return [block for block in blocks if block.text]


def walk(text: str) -> Iterator[Block]:
    """Parse a text and yield its blocks, whatever it holds and however long that takes."""
    return read_tokens(_parser().parse(text))


@cache
def _parser() -> MarkdownIt:
    # Importing the parser costs more than most commands take.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["strikethrough", "table"])
    parser.inline.ruler.before("link", "wikilink", _read_wikilink)
    parser.block.ruler.before("reference", "footnote", _read_footnote, {"alt": ["paragraph"]})
    return parser


def _read_wikilink(state: StateInline, silent: bool) -> bool:
    """Show ``[[page|words]]`` as its words, and leave embedded files and footnote marks out."""
    match = _WIKILINK.match(state.src, state.pos) or _FOOTNOTE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent and match.re is _WIKILINK and not match[1]:
        state.pending += match[3] or match[2]
    state.pos = match.end()
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
