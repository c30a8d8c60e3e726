"""HTML in a text file: a saved page, the text of a feed, an export with entities.

Owns the signs by which HTML is recognised, the words that are left of it, and what the head of a page says
about the article, under the names of front matter. The lines themselves are judged in ``raw``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reader.articles.markdown import cut_between, strip_html
from reader.text.sanitize import sanitize_line

_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*|<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_BLOCK_TAG = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|article|td)>|<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][\da-fA-F]{2,5});")
_FEWEST_HTML_SIGNS = 2  # block tags or entities; a single one may be quoted in a text about HTML
_HTML_SAMPLE = 100_000  # characters in which they are looked for
_LONGEST_HTML_HEAD = 32_768  # characters of a page's head
# Elements that are never part of the article.
_TAGS_ASIDE = ("nav", "footer", "aside", "form", "noscript", "svg", "template", "button", "iframe", "head")
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
class HtmlText:
    """What is left of HTML.

    Attributes:
        text: The words, sanitised, a block a line with a blank line between.
        values: What the head says, as front matter would.
        set_aside: Words of menus, forms, asides and footers of a page.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()


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
        head = reader.values
        for tag in _TAGS_ASIDE:
            cut: list[str] = []
            text = cut_between(text, f"<{tag}", f"</{tag}>", cut)
            aside += [] if tag == "head" else cut
    lines = (line for piece in aside for line in strip_html(piece).split("\n"))
    set_aside = tuple(words for line in lines if (words := " ".join(line.split())))
    return HtmlText(strip_html(text).strip(), head, set_aside)


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
