"""HTML in a file that was to be plain text: a saved page, a feed's text, an export with entities.

Owns the signs by which it is told, and what is left of it: the words line by line, and what the head of a
page says of the article under the names of front matter. What the lines are is for ``rawtext``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reader.articles.markdown import cut_between, strip_html
from reader.text.sanitize import sanitize_line

_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*|<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_BLOCK_TAG = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|article|td)>|<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][\da-fA-F]{2,5});")
_FEWEST = 2  # block tags or entities; one may be what the text is about
_SAMPLE = 100_000  # characters in which they are looked for
_MOST_HEAD = 32_768  # characters of a page's head
# What is on the page and no part of an article, or not even text.
_ASIDE = ("nav", "footer", "aside", "form", "noscript", "svg", "template", "button", "iframe", "head")
# As the Open Graph protocol, schema.org's old meta names and Dublin Core call them.
_NAMES = {
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
class Hypertext:
    """What is left of HTML.

    Attributes:
        text: The words, sanitised, a block a line with a blank line between.
        values: What the head says, as front matter would.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


def is_page(text: str) -> bool:
    """Tell whether a text is a whole page of HTML."""
    return _PAGE.match(text, 0, _SAMPLE) is not None


def is_hypertext(text: str) -> bool:
    """Tell whether a text has the tags or entities of HTML in it."""
    if "<" not in text and "&" not in text:
        return False
    return is_page(text) or any(
        len(pattern.findall(text, 0, _SAMPLE)) >= _FEWEST for pattern in (_BLOCK_TAG, _ENTITY)
    )


def read_hypertext(text: str) -> Hypertext:
    """Take the words out of HTML."""
    head: Mapping[str, object] = {}
    if is_page(text):
        reader = _HeadReader()
        reader.feed(text[:_MOST_HEAD])
        head = reader.values
        for tag in _ASIDE:
            text = cut_between(text, f"<{tag}", f"</{tag}>")
    return Hypertext(strip_html(text).strip(), head)


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
            self._keep(_NAMES.get(name, ""), given.get("content", ""))

    def _keep(self, key: str, value: str) -> None:
        if key and (value := sanitize_line(value)):
            self.values.setdefault(key, value)
