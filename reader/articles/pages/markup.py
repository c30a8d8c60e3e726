"""HTML as it was saved, made ready to be read: bounded, parsed, and its visible lines.

Owns what the extraction of the text would lose or stumble over: embedded pictures, words within tags that it
drops (``<time>``, ``<label>``), quotation marks that are tags, forms around a whole page. lxml is imported
where a page is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.articles.markdown import cut_between
from reader.errors import ArticleError
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_MARKUP = 6_000_000
"""Characters of a page without embedded data, styles and scripts; longer ones are read by their tags only."""

MOST_ELEMENTS = 60_000
"""Elements of a page; of one with more, which takes more than some ten seconds, the tags alone are read."""

PARAGRAPH_BREAK = "\ue010"
"""Stands where two line breaks in a row end a paragraph."""

_DATA_ADDRESS = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{1,30})*,[\w+/=%.!~*'();:@&$?-]{100,}")
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d+\)\s*(https?://[^\s<>]{1,2000})|<!--\s*Page saved with SingleFile\s+url:\s*"
    r"(https?://[^\s<>]{1,2000})"
)
_WORDS_IN = re.compile(r"[^\W\d_]{2,}")
_INLINE_LOST = ("time", "label", "output", "data")  # dropped by the extraction with their words
_WRAPPERS = ("form", "fieldset", "dialog")  # dropped likewise, with all that they hold
_FEWEST_WRAPPED = 200  # characters of paragraphs in such a wrapper, and half of all, that make it the page
_FLOWING = frozenset({"p", "li", "blockquote", "td", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "span", "b"})
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "select", "object", "textarea"}
)
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "form", "fieldset"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "thead", "tbody", "caption"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br", "figure", "figcaption"),
        *("address", "button", "details", "summary", "body", "html", "title", "option", "label", "time"),
    }
)
_APART = frozenset({"figure", "figcaption", "aside", "nav", "footer", "form", "dialog", "button"})
_AUTHOR_SIGN = re.compile(
    r"(?i)(?:^|[\s_-])(?:by-?line|authors?|article-?author|author-?name|writer|contributors?|dc-creator|creator)"
    r"(?:$|[\s_-])|byline|authorname|author_name"
)
_NO_AUTHOR_SIGN = re.compile(r"(?i)comment|bio|related|avatar|image|social|follow|more-from|about")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page as it is seen.

    Attributes:
        level: Of a heading, 1 to 6; else 0.
        moment: What a ``<time>`` in it gives for machines.
        by: Whether the page marks it as the names of its authors.
        apart: It stands in a figure, a menu, a form or another part that is no running text.
    """

    text: str
    level: int = 0
    moment: str = ""
    by: bool = False
    apart: bool = False


def find_saved_address(text: str) -> str:
    """Return the address that a browser wrote into a page when it was saved, or an empty text."""
    match = _SAVED_FROM.search(text, 0, 20_000)
    return (match[1] or match[2]) if match else ""


def parse_page(text: str) -> HtmlElement:
    """Parse a page, without its comments, styles and embedded data.

    Raises:
        ArticleError: Nothing in it is HTML, or too much.
    """
    from lxml import etree, html

    text = _DATA_ADDRESS.sub("data:,", text) if "data:" in text else text
    if len(text) > LARGEST_MARKUP:
        text = cut_between(text, "<style", "</style>", [])
        text = cut_between(text, "<svg", "</svg>", [])
    if len(text) > LARGEST_MARKUP:
        raise ArticleError(f"the page has {len(text) / 1e6:.0f} million characters of HTML")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ArticleError("the page is no HTML that can be parsed") from None
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise ArticleError(f"the page has more than {MOST_ELEMENTS:,} elements")
    if not any(char.isalnum() for char in tree.text_content()):
        raise ArticleError("the page is nested too deeply, or has no words")
    _keep_words(tree)
    return tree


def _keep_words(tree: HtmlElement) -> None:
    """Rename what the extraction drops although people see it."""
    whole = _count_prose(tree)
    for element in list(tree.iter(*_WRAPPERS)):
        if _count_prose(element) > max(_FEWEST_WRAPPED, whole / 2):
            element.tag = "div"
    for element in list(tree.iter(*_INLINE_LOST)):
        parent = element.getparent()
        if parent is not None and parent.tag in _FLOWING and _flows(element, parent):
            element.tag = "span"
    for element in list(tree.iter("q")):
        element.tag = "span"
        element.text = f"“{element.text or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}”"
        else:
            element.text += "”"
    for element in tree.iter("br"):
        after = element.getnext()
        if after is not None and after.tag == "br" and not (element.tail or "").strip():
            element.tail = PARAGRAPH_BREAK


def _count_prose(element: HtmlElement) -> int:
    """Return the characters of paragraphs, and of lines that end in breaks, below an element."""
    paragraphs = sum(len("".join(part.itertext())) for part in element.iter("p"))
    return paragraphs + sum(len((part.tail or "").strip()) for part in element.iter("br"))


def _flows(element: HtmlElement, parent: HtmlElement) -> bool:
    """Tell whether an element stands within a sentence, not alone on its line."""
    before = element.getprevious()
    left = (parent.text if before is None else before.tail) or ""
    return bool(_WORDS_IN.search(left) or _WORDS_IN.search(element.tail or ""))


def list_lines(tree: HtmlElement) -> list[PageLine]:
    """Return the lines of a page that are seen, in order."""
    return list(_each_line(tree))


def _each_line(tree: HtmlElement) -> Iterator[PageLine]:
    from lxml.etree import iterwalk

    words: list[str] = []
    level, moment, by, apart = 0, "", 0, 0
    marked = False

    def end() -> Iterator[PageLine]:
        nonlocal moment, marked
        text = sanitize_line("".join(words).replace(PARAGRAPH_BREAK, " "))
        words.clear()
        if text or moment:
            yield PageLine(text, level, moment, marked or by > 0, apart > 0)
        moment, marked = "", False

    walker = iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _UNSEEN or "hidden" in element.attrib or _is_hidden(element):
                walker.skip_subtree()
                continue
            if tag in _BLOCKS and tag not in {"time", "label"}:
                yield from end()
            if tag == "h1" or (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()):
                level = int(tag[1])
            apart += tag in _APART
            if _names_author(element):
                by += 1
                marked = True
            moment = moment or _find_moment(element)
            if element.text:
                words.append(element.text)
        else:
            if tag in _UNSEEN or "hidden" in element.attrib or _is_hidden(element):
                pass
            else:
                if tag in _BLOCKS and tag not in {"time", "label"}:
                    yield from end()
                    if level and tag == f"h{level}":
                        level = 0
                by -= _names_author(element)
                apart -= tag in _APART
            if element.tail:
                words.append(element.tail)
    yield from end()


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _names_author(element: Any) -> bool:
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return True
    sign = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(sign) > 5 and _AUTHOR_SIGN.search(sign) is not None and not _NO_AUTHOR_SIGN.search(sign)


def _find_moment(element: Any) -> str:
    if element.tag == "time":
        return element.get("datetime") or ""
    if (
        element.get("itemprop") in {"datePublished", "dateCreated"}
        or element.get("property") == "datePublished"
    ):
        return element.get("content") or element.get("datetime") or ""
    return ""
