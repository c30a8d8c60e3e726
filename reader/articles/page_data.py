"""What a saved page says of its article, under the names of front matter.

Owns the order in which it counts: JSON-LD in the terms of schema.org, then meta elements (Open Graph, Dublin
Core, parsely and others), then marked parts of the page. A date that only an extraction library guesses is
never taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING

from lxml.etree import LxmlError
from trafilatura.metadata import extract_author

from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_LINKED_DATA = 400_000  # characters of a script
_MOST_LINKED_DATA = 20  # scripts of a page
_DEEPEST_LINKED_DATA = 6  # objects within objects
_FEWEST_BLANKS_OF_HEADLINE = 2
_IDENTIFIER = re.compile(r"[a-z]{2,10}://|#|/|@", re.IGNORECASE)
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "NewsArticle", "Review")
_FIELD_OF_PROPERTY = {
    "headline": "title",
    "datePublished": "date",
    "author": "authors",
    "publisher": "source",
    "description": "summary",
    "inLanguage": "language",
}
# Names of meta elements, in the order in which they count, by field.
_META_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title",
              "headline", "cxenseparse:title"),
    "date": ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
             "sailthru.date", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date",
             "publication_date", "publicationdate", "date", "article.published", "dc.date.issued", "dc.date",
             "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date.created", "date.created",
             "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate",
             "article:published", "published_time", "bt:pubdate", "citation_publication_date",
             "rnews:datepublished", "prism.publicationdate", "created"),
    "authors": ("parsely-author", "sailthru.author", "article:author", "og:article:author", "byl", "author",
                "dc.creator", "dcterms.creator", "dc.contributor", "cxenseparse:author", "citation_author",
                "twitter:creator:name", "rnews:author"),
    "source": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "cre",
               "copyright:name", "publisher", "al:ios:app_name"),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "summary": ("og:description", "description", "twitter:description", "dc.description"),
    "language": ("og:locale", "language", "dc.language", "content-language"),
}  # fmt: skip
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_TITLE_JOINS = re.compile(r"\s+[|•·»›—–:\\-]{1,2}\s+|\s*[|»]\s*")
_TIME_PLACES = (
    "//*[@itemprop='datePublished']",
    "//time[@pubdate]",
    "//abbr[contains(@class, 'published')]",
    "//time[contains(@class, 'publish') or contains(@class, 'entry-date') or contains(@class, 'posted')]",
    "//article//header//time[@datetime]",
    "//time[contains(@class, 'date') or contains(@class, 'pubdate')]",
)
_BYLINE_PLACES = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[@rel='author']",
    "//address[contains(@class, 'author')]",
)


def read_values(tree: HtmlElement, text: str) -> dict[str, object]:
    """Return what a page says of its article: JSON-LD, then meta elements, then marked parts of the page."""
    linked = _read_linked_data(tree)
    metas = _read_metas(tree)
    values: dict[str, object] = {}
    for name in _META_NAMES:
        said = [linked.get(name), metas.get(name)]
        values[name] = next((value for value in said if value), None)
    values["language"] = sanitize_line(tree.get("lang") or tree.get("xml:lang") or "") or values["language"]
    values["url"] = _find_address(tree, text) or values["url"]
    values["title"] = _find_title(tree, values["title"], values["source"])
    if not values["date"]:
        values["date"] = _find_marked_date(tree)
    if not values["authors"]:
        values["authors"] = _find_authors(tree)
    return {name: value for name, value in values.items() if value}


def _read_linked_data(tree: HtmlElement) -> dict[str, object]:
    """Return what the JSON-LD of a page says of its article, in the terms of schema.org."""
    nodes: list[Mapping[str, object]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST_LINKED_DATA]:
        source = (script.text or "")[:_LONGEST_LINKED_DATA]
        try:
            # Line breaks inside of strings are no JSON, and common.
            nodes += _walk_nodes(json.loads(source, strict=False), 0)
        except (ValueError, RecursionError):
            continue
    article = next((node for node in nodes if _is_article(node)), None)
    if article is None:
        return {}
    named = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    values = {name: _read_property(article.get(key), named) for key, name in _FIELD_OF_PROPERTY.items()}
    authors = values["authors"] if isinstance(values["authors"], list) else [values["authors"]]
    # A single word is the name of an account more often than a person's.
    values["authors"] = [name for name in authors if " " in str(name)]
    return {name: value for name, value in values.items() if value}


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
    return any(isinstance(name, str) and name.endswith(_ARTICLE_TYPES) for name in names)


def _read_property(value: object, named: Mapping[str, Mapping[str, object]]) -> object:
    """Return a property as front matter would hold it: a text, or a list of texts; never an identifier."""
    if isinstance(value, list):
        return [said for entry in value if (said := _read_property(entry, named))]
    if isinstance(value, dict):
        node = value if "name" in value else named.get(str(value.get("@id")), {})
        value = node.get("name")
        if isinstance(value, list):
            return [said for entry in value if (said := _read_property(entry, named))]
    if not isinstance(value, str | int | float):
        return ""
    return "" if _IDENTIFIER.match(str(value)) else _unescaped(str(value))


def _unescaped(text: str) -> str:
    """Return a text of the page's own data, in which tags and references often stand as they do in HTML."""
    return sanitize_line(re.sub(r"<[^<>]{1,200}>", " ", unescape(unescape(text))))


def _read_metas(tree: HtmlElement) -> dict[str, object]:
    """Return what the meta elements of a page say, by field."""
    given: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = _unescaped(meta.get("content") or "")
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(key) or "").strip().lower()
            if name and content:
                given.setdefault(name, []).append(content)
    values: dict[str, object] = {}
    for field, names in _META_NAMES.items():
        for name in names:
            said = [value for value in given.get(name, ()) if not _says_nothing(field, value)]
            if said:
                values[field] = said if field == "authors" else said[0]
                break
    return values


def _says_nothing(field: str, value: str) -> bool:
    """Tell whether a value cannot be of a field: an address or an account for an author."""
    if field == "authors":
        return bool(_IDENTIFIER.match(value)) or " " not in value.strip()
    return field == "title" and value.casefold() in {"home", "homepage", "undefined", "null"}


def _find_address(tree: HtmlElement, text: str) -> str | None:
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        if re.match(r"https?://", str(link), re.IGNORECASE):
            return sanitize_line(str(link))
    saved = _SAVED_FROM.search(text, 0, 4096)
    return sanitize_line(saved[1]) if saved else None


def _find_title(tree: HtmlElement, said: object, source: object) -> str | None:
    """Return the headline as it is printed; else as the page's data has it, without the name of the site.

    Printed is the only first-level heading, if it is no mere name; else the longest that the data repeats.
    """
    whole = sanitize_line(" ".join(tree.xpath("//head//title//text()")))
    data = [_folded(each) for each in (str(said or ""), whole)]
    alone = [words for each in tree.iter("h1") if (words := sanitize_line(" ".join(each.itertext())))]
    if len(set(alone)) == 1 and alone[0].count(" ") >= _FEWEST_BLANKS_OF_HEADLINE:
        return alone[0]
    headings = [sanitize_line(" ".join(each.itertext())) for each in tree.iter("h1", "h2", "h3")]
    repeated = [each for each in headings if _is_headline(each, data, source)]
    if repeated:
        return max(repeated, key=lambda each: (_folded(each) in data, len(each)))
    return _without_site(str(said or "") or whole, source) or (alone[0] if alone else None)


def _is_headline(heading: str, data: Sequence[str], source: object) -> bool:
    """Tell whether the data of a page repeats a heading, which is not just the name of its site."""
    folded = _folded(heading)
    if not folded or folded == _folded(str(source or "")):
        return False
    return any(
        folded == each or (" " in folded and f" {folded} " in f" {each} " and not _is_site(folded, each))
        for each in data
    )


def _is_site(folded: str, title: str) -> bool:
    """Tell whether a heading is at most a third of a title, at either end of it: the name of the site."""
    return 3 * len(folded) < len(title) and (title.startswith(folded) or title.endswith(folded))


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _without_site(title: str, source: object) -> str:
    """Return a title without the name of the site that follows it."""
    parts = list(_TITLE_JOINS.finditer(title))
    if not parts:
        return title
    site = _folded(str(source or ""))
    last = title[parts[-1].end() :]
    if site and (_folded(last) in site or site in _folded(last)):
        return title[: parts[-1].start()]
    first = title[: parts[0].start()]
    return first if "|" in parts[0][0] and first.count(" ") > 2 else title


def _find_marked_date(tree: HtmlElement) -> str | None:
    """Return the date of an element that is marked as that of publication."""
    for place in _TIME_PLACES:
        for element in tree.xpath(place):
            for value in (element.get("datetime"), element.get("content"), element.get("title")):
                if value and re.search(r"\d{4}", value):
                    return sanitize_line(value)
            words = sanitize_line(" ".join(element.itertext()))
            if re.search(r"\d", words) and len(words) < 60:
                return words
    return None


def _find_authors(tree: HtmlElement) -> list[str]:
    """Return the names in elements that are marked as the author's."""
    for place in _BYLINE_PLACES:
        found = []
        for element in tree.xpath(place)[:8]:
            words = sanitize_line(element.get("content") or " ".join(element.itertext()))
            words = re.sub(r"^(?:by|von|par|por|di)\s+", "", words, flags=re.IGNORECASE)
            if 3 < len(words) < 60 and " " in words:
                found.append(words)
        if found:
            return list(dict.fromkeys(found))
    try:
        named = extract_author(tree)
    except (LxmlError, ValueError, TypeError, AttributeError):
        named = None
    return [sanitize_line(each) for each in named.split(";")] if named and " " in named else []
