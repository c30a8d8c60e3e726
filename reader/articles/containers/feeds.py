"""Feeds: RSS and Atom by feedparser, JSON Feed, and OPML that names feeds beside it.

Owns which part of an entry is its words: the full content where there is one, else the summary.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reader.articles.containers.pieces import Piece
from reader.errors import ArticleError, FileError
from reader.files import read_file
from reader.text.sanitize import sanitize_line

_FEED_START = re.compile(rb"<(?:rss|feed|rdf:RDF|RDF)\b", re.IGNORECASE)
_OPML_START = re.compile(rb"<opml\b", re.IGNORECASE)
_SAMPLE = 4_096  # bytes
_LARGEST_FEED = 64 * 1024 * 1024  # bytes
_MOST_FEEDS = 500  # of an OPML file


def is_feed(data: bytes) -> bool:
    """Tell whether bytes are RSS or Atom."""
    return _FEED_START.search(data, 0, _SAMPLE) is not None


def is_opml(data: bytes) -> bool:
    """Tell whether bytes are OPML."""
    return _OPML_START.search(data, 0, _SAMPLE) is not None


def read_feed(data: bytes) -> Iterator[Piece]:
    """Yield the entries of RSS or Atom.

    Raises:
        ArticleError: It cannot be parsed.
    """
    import feedparser

    # Its own cleaning of HTML is not wanted: ours comes later, and keeps offsets.
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if found.bozo and not found.entries:
        raise ArticleError(f"is a damaged feed: {sanitize_line(str(found.bozo_exception))[:120]}")
    outlet = sanitize_line(str(found.feed.get("title", "")))
    language = sanitize_line(str(found.feed.get("language", "")))
    for entry in found.entries:
        yield _entry(entry, outlet, language)


def _entry(entry: Mapping[str, Any], outlet: str, language: str) -> Piece:
    contents = [str(each.get("value", "")) for each in entry.get("content", ())]
    summary = str(entry.get("summary", ""))
    body = max([*contents, ""], key=len) or summary
    # Of "ann@courier.example (Ann Berg)", as RSS has it, some names are cut in the wrong place.
    inside = re.search(r"@.*\(([^()]+)\)", str(entry.get("author", "")))
    names = [str(each.get("name", "")) for each in entry.get("authors", ())]
    authors = [inside[1]] if inside else [sanitize_line(name) for name in names if "@" not in name]
    values: dict[str, object] = {
        "title": _plain(str(entry.get("title", ""))),
        "date": str(entry.get("published") or entry.get("updated") or ""),
        "source": sanitize_line(str(entry.get("source", {}).get("title", ""))) or outlet,
        "url": str(entry.get("link", "")),
        "authors": [name for name in authors if name],
        "summary": _plain(summary) if contents and summary != body else "",
        "topics": [str(tag.get("term", "")) for tag in entry.get("tags", ()) if tag.get("term")],
        "language": str(entry.get("language", "")) or language,
    }
    return Piece(values, body, ())


def _plain(markup: str) -> str:
    from reader.articles.markdown import strip_html

    return sanitize_line(strip_html(markup) if "<" in markup or "&" in markup else markup)


def is_json_feed(value: object) -> bool:
    """Tell whether parsed JSON is a JSON Feed."""
    return isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", ""))


def read_json_feed(value: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield the items of a JSON Feed, version 1 or 1.1."""
    outlet = sanitize_line(str(value.get("title", "")))
    for item in value.get("items", ()):
        if not isinstance(item, dict):
            continue
        authors = item.get("authors") or ([item["author"]] if isinstance(item.get("author"), dict) else [])
        values: dict[str, object] = {
            "title": _plain(str(item.get("title") or "")),
            "date": str(item.get("date_published") or item.get("date_modified") or ""),
            "source": outlet,
            "url": str(item.get("external_url") or item.get("url") or ""),
            "authors": [str(each.get("name", "")) for each in authors if isinstance(each, dict)],
            "summary": _plain(str(item.get("summary") or "")),
            "topics": [str(tag) for tag in item.get("tags") or ()],
            "language": str(item.get("language") or value.get("language") or ""),
        }
        yield Piece(values, str(item.get("content_html") or item.get("content_text") or ""), ())


def read_opml(path: Path, data: bytes) -> Iterator[Piece]:
    """Yield the entries of the feeds beside an OPML file that it names; addresses are not asked.

    Raises:
        ArticleError: It cannot be parsed, or names no file.
    """
    from lxml import etree

    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.LxmlError as error:
        raise ArticleError(f"is damaged OPML: {sanitize_line(str(error))[:120]}") from None
    outlines = [] if tree is None else list(tree.iter("outline"))
    named = [str(each.get("xmlUrl") or each.get("url") or "") for each in outlines]
    named = [name for name in named if name]
    local = [name.removeprefix("file://") for name in named if "://" not in name.removeprefix("file://")]
    if not local:
        raise ArticleError(
            f"names {len(named)} feeds by their address and none beside it; import their addresses"
        )
    for name in local[:_MOST_FEEDS]:
        if not (path.parent / name).resolve().is_relative_to(path.parent.resolve()):
            raise ArticleError(f"{sanitize_line(name)}: lies outside of its folder and is not read")
        try:
            inner = read_file((path.parent / name), _LARGEST_FEED, "a feed")
        except FileError as error:
            raise ArticleError(f"{sanitize_line(name)}: {error}") from None
        yield from read_feed(inner) if is_feed(inner) else read_json_feed(json.loads(inner))
