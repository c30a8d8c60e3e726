"""HTML in a text file: the text of a feed, an export with entities, a page in which no body is found.

Owns the signs by which HTML is recognised, and the words that are left of it. The lines themselves are judged
in ``raw``, whole pages are read in ``page``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.articles.markdown import STRUCK_TAG, cut_between, strip_html
from reader.articles.model import Span, Style, sort_spans

_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*|<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_BLOCK_TAG = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|article|td)>|<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][\da-fA-F]{2,5});")
_FEWEST_HTML_SIGNS = 2  # block tags or entities; a single one may be quoted in a text about HTML
_HTML_SAMPLE = 100_000  # characters in which they are looked for
# Elements that are never part of the article.
_TAGS_ASIDE = ("nav", "footer", "aside", "form", "noscript", "svg", "template", "button", "iframe", "head")
_STRUCK, _UNSTRUCK = "\ue000", "\ue001"  # stand for the tags while the others are taken out


@dataclass(frozen=True, slots=True)
class StruckWords:
    """Struck-out words ``line[start:end]`` of a line of the text."""

    line: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HtmlText:
    """What is left of HTML.

    Attributes:
        text: The words, sanitised, a block a line with a blank line between.
        set_aside: Words of menus, forms, asides and footers of a page.
        struck: Words that were struck out, in order.
    """

    text: str
    set_aside: tuple[str, ...] = ()
    struck: tuple[StruckWords, ...] = ()


def is_html_page(text: str) -> bool:
    """Tell whether a text is a whole page of HTML."""
    return _PAGE_START.match(text, 0, _HTML_SAMPLE) is not None


def is_html(text: str) -> bool:
    """Tell whether a text has the tags or entities of HTML in it."""
    if "<" not in text and "&" not in text:
        return False
    return is_html_page(text) or any(
        len(pattern.findall(text, 0, _HTML_SAMPLE)) >= _FEWEST_HTML_SIGNS for pattern in (_BLOCK_TAG, _ENTITY)
    )


def read_html(text: str) -> HtmlText:
    """Take the words out of HTML."""
    aside: list[str] = []
    if is_html_page(text):
        for tag in _TAGS_ASIDE:
            cut: list[str] = []
            text = cut_between(text, f"<{tag}", f"</{tag}>", cut)
            aside += [] if tag == "head" else cut
    lines = (line for piece in aside for line in strip_html(piece).split("\n"))
    set_aside = tuple(words for line in lines if (words := " ".join(line.split())))
    return HtmlText(strip_html(text).strip(), set_aside, tuple(find_struck(text)))


def find_struck(text: str) -> Iterator[StruckWords]:
    """Yield what stands between tags such as ``<del>``, a line at a time."""
    if not STRUCK_TAG.search(text) or _STRUCK in text or _UNSTRUCK in text:
        return
    marked = strip_html(STRUCK_TAG.sub(lambda tag: _UNSTRUCK if tag["close"] else _STRUCK, text))
    marked = marked[: marked.rfind(_UNSTRUCK) + 1] + marked[marked.rfind(_UNSTRUCK) + 1 :].partition("\n")[0]
    depth = 0
    for row in marked.split("\n"):
        chars: list[str] = []
        found: list[tuple[int, int]] = []
        start = 0
        for char in " ".join(row.split()):
            if char == _STRUCK:
                start = start if depth else len(chars)
                depth += 1
            elif char == _UNSTRUCK:
                depth = max(0, depth - 1)
                if not depth:
                    found.append((start, len(chars)))
            elif char != " " or (chars and chars[-1] != " "):
                chars.append(char)
        if depth:
            found.append((start, len(chars)))
        line = "".join(chars).rstrip()
        yield from (StruckWords(line, *ends) for ends in found if line[slice(*ends)].strip())


def strike(text: str, spans: Sequence[Span], struck: Sequence[StruckWords]) -> Sequence[Span]:
    """Return the spans and those of struck-out words, found again by their line or, if it was cut, alone."""
    found: list[Span] = []
    at = 0
    for words in struck:
        if (start := text.find(words.line, at)) >= 0:
            at, start = start, start + words.start
        elif (start := text.find(words.line[words.start : words.end], at)) < 0:
            continue
        found.append(Span(start, start + words.end - words.start, Style.STRUCK))
    return sort_spans([*spans, *found]) if found else spans
