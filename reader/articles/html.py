"""HTML in a text file: a saved page, the text of a feed, an export with entities.

Owns the signs by which HTML is recognised, the words that are left of it, and what the head of a page says
about the article, under the names of front matter. The lines themselves are judged in ``raw``.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reader.articles.markdown import STRUCK_TAG, cut_between, strip_html
from reader.text.sanitize import sanitize_line

_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*|<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_BLOCK_TAG = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|article|td)>|<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][\da-fA-F]{2,5});")
_FEWEST_HTML_SIGNS = 2  # block tags or entities; a single one may be quoted in a text about HTML
_HTML_SAMPLE = 100_000  # characters in which they are looked for
_LONGEST_HTML_HEAD = 32_768  # characters of a page's head
_LINKED_DATA = re.compile(
    r"<script\b[^<>]*application/ld\+json[^<>]*>([^<]*(?:<(?!/script)[^<]*)*)</script>", re.IGNORECASE
)
_LONGEST_LINKED_DATA = 400_000  # characters of a page in which JSON-LD is looked for
_MOST_LINKED_DATA = 20  # scripts of a page
_DEEPEST_LINKED_DATA = 6  # objects within objects
_IDENTIFIER = re.compile(r"[a-z]{2,10}://|#|/", re.IGNORECASE)
_FIELD_OF_PROPERTY = {
    "headline": "title",
    "datePublished": "date",
    "author": "authors",
    "publisher": "source",
    "description": "summary",
    "inLanguage": "language",
}
# Elements that are never part of the article.
_TAGS_ASIDE = ("nav", "footer", "aside", "form", "noscript", "svg", "template", "button", "iframe", "head")
_STRUCK, _UNSTRUCK = "\ue000", "\ue001"  # stand for the tags while the others are taken out
# Names of meta elements in Open Graph, Dublin Core and plain HTML.
_FIELD_OF_META_NAME = {
    "og:title": "title",
    "og:site_name": "source",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "pubdate": "date",
    "og:url": "url",
    "author": "authors",
    "og:description": "summary",
    "description": "summary",
}


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
        values: What the head says, as front matter would.
        set_aside: Words of menus, forms, asides and footers of a page.
        struck: Words that were struck out, in order.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
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
    head: Mapping[str, object] = {}
    aside: list[str] = []
    if is_html_page(text):
        reader = _HeadReader()
        reader.feed(text[:_LONGEST_HTML_HEAD])
        head = {**_read_linked_data(text), **reader.values}
        for tag in _TAGS_ASIDE:
            cut: list[str] = []
            text = cut_between(text, f"<{tag}", f"</{tag}>", cut)
            aside += [] if tag == "head" else cut
    lines = (line for piece in aside for line in strip_html(piece).split("\n"))
    set_aside = tuple(words for line in lines if (words := " ".join(line.split())))
    return HtmlText(strip_html(text).strip(), head, set_aside, tuple(_find_struck(text)))


def _find_struck(text: str) -> Iterator[StruckWords]:
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


def _read_linked_data(text: str) -> dict[str, object]:
    """Return what a page's JSON-LD says of the article, as schema.org names it."""
    for match in itertools.islice(_LINKED_DATA.finditer(text, 0, _LONGEST_LINKED_DATA), _MOST_LINKED_DATA):
        try:
            nodes = list(_walk_nodes(json.loads(match[1]), 0))
        except (ValueError, RecursionError):
            continue
        article = next((node for node in nodes if _is_article(node)), None)
        if article is not None:
            named = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
            values = {
                name: _read_property(article.get(key), named) for key, name in _FIELD_OF_PROPERTY.items()
            }
            # A single word is the name of an account more often than a person's.
            authors = values["authors"] if isinstance(values["authors"], list) else [values["authors"]]
            values["authors"] = [name for name in authors if " " in str(name)]
            return {name: value for name, value in values.items() if value}
    return {}


def _walk_nodes(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Yield the objects of JSON-LD, those inside of others too."""
    if depth > _DEEPEST_LINKED_DATA:
        return
    if isinstance(value, dict):
        yield value
    if isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _walk_nodes(inner, depth + 1)


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(name, str) and name.endswith(("Article", "BlogPosting", "Report")) for name in names
    )


def _read_property(value: object, named: Mapping[str, Mapping[str, object]]) -> object:
    """Return a property as front matter would hold it: a text, or a list of texts; never an identifier."""
    if isinstance(value, list):
        return [said for entry in value if (said := _read_property(entry, named))]
    if isinstance(value, dict):
        node = value if "name" in value else named.get(str(value.get("@id")), {})
        value = node.get("name")
    if not isinstance(value, str | int | float):
        return ""
    return "" if _IDENTIFIER.match(str(value)) else sanitize_line(html.unescape(str(value)))


class _HeadReader(HTMLParser):
    """Collects what the head of a page says of the article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, object] = {}
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_body = self._in_body or tag == "body"
        if tag == "html":
            self._keep("language", given.get("lang", ""))
        elif tag == "link" and given.get("rel") == "canonical":
            self._keep("url", given.get("href", ""))
        elif tag == "meta" and not self._in_body:
            name = (given.get("property") or given.get("name") or "").lower()
            self._keep(_FIELD_OF_META_NAME.get(name, ""), given.get("content", ""))

    def _keep(self, key: str, value: str) -> None:
        if key and (value := sanitize_line(value)):
            self.values.setdefault(key, value)
