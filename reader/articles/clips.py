"""What web clippers and read-later services put between the headline and the text of an article.

Owns their forms in Markdown: a list of metadata, an excerpt, the date and byline of the page. It stands alone
because it works on the blocks that Markdown gives and reads them with the header lines of raw texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.articles.metadata import Metadata, read_metadata
from reader.articles.model import Block, ParagraphKind
from reader.articles.raw.header_lines import read_header_line
from reader.text.sanitize import sanitize_line

_LIST_HEADINGS = frozenset({"metadata", "article metadata", "details", "info"})
_TEXT_HEADINGS = frozenset(
    {"full document", "full text", "document", "article", "content", "clipped content", "highlights"}
)
_EXCERPT_HEADINGS = frozenset({"excerpt", "summary", "abstract", "description"})
_PAIR = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{1,30}):\s+(?P<value>\S.*)", re.DOTALL)
_KEYS = {"full title": "title", "document title": "title", "author": "author", "authors": "author"}
_KEYS |= {"url": "url", "link": "url", "source": "source", "publication": "source", "published": "date"}
_KEYS |= {"published date": "date", "date published": "date", "summary": "summary", "document tags": "tags"}
_PROPERTY_ROW = r"[A-Z][\w /&()-]{0,40}: ?[^\n]*"
# Notion writes the properties of a page below its heading, Joplin those of a note at its end.
_NOTION = re.compile(rf"\s*(?P<title>#[ ]+[^\n]+)\n\s*\n(?P<rows>(?:{_PROPERTY_ROW}\n){{1,40}})\s*\n")
_JOPLIN = re.compile(r"\n\n(?P<rows>id: [0-9a-f]{32}\n(?:[a-z_]+: ?[^\n]*\n){3,60}type_: \d+\s*)\Z")
_JOPLIN_KEYS = {"source_url": "url", "author": "author"}
_TRACES = re.compile(
    r"[ \t]*\(\[View Highlight\]\([^()\s]{1,300}\)\)|^#Omnivore[ \t]*$|^\[Read (?:on Omnivore|Original)\]"
    r"\([^()\s]{1,600}\)[ \t]*$",
    re.MULTILINE,
)
_MOST_HEADER_BLOCKS = 3  # below the headline


def split_properties(text: str) -> tuple[dict[str, object], str]:
    """Take the properties that note takers write into a Markdown text out of it.

    Returns:
        Their values, empty if there are none, and the text without them.
    """
    if match := _NOTION.match(text):
        values = _read_rows(match["rows"])
        known = {_KEYS.get(key.casefold(), key.casefold()) for key in values}
        if known & {"url", "author", "date"} and len(values) > 1:
            return values, f"{match['title']}\n\n{text[match.end() :]}"
    elif "\ntype_: " in text and (match := _JOPLIN.search(text)):
        rows = _read_rows(match["rows"])
        title, _, body = text[: match.start()].strip().partition("\n")
        said = {_JOPLIN_KEYS[key]: value for key, value in rows.items() if key in _JOPLIN_KEYS and value}
        return {"title": title.strip(), **said}, body
    return {}, text


def cut_traces(text: str) -> str:
    """Take out the links by which Readwise and Omnivore lead back to themselves."""
    return _TRACES.sub("", text)


def _read_rows(rows: str) -> dict[str, object]:
    pairs = (row.partition(":") for row in rows.split("\n") if row.strip())
    return {key.strip(): sanitize_line(value) for key, _, value in pairs}


def take_clip(
    meta: Metadata, blocks: Sequence[Block], *, day_first: bool
) -> tuple[Metadata, list[Block], list[str], list[str]]:
    """Take what a clipper added off the top of an article, where the front matter does not say it already.

    Returns:
        The metadata with what was found, the blocks left, what was read as header, and what was set aside.
    """
    rest = list(blocks)
    header: list[str] = []
    aside: list[str] = []
    meta, rest = _take_list(meta, rest, header, aside, day_first)
    meta, rest = _take_excerpt(meta, rest, header)
    for _ in range(_MOST_HEADER_BLOCKS):
        found = _read_header_block(meta, rest[0], day_first) if len(rest) > 1 else None
        if found is None:
            break
        meta = found
        header.append(rest.pop(0).text)
    return meta, rest, header, aside


def _take_list(
    meta: Metadata, blocks: list[Block], header: list[str], aside: list[str], day_first: bool
) -> tuple[Metadata, list[Block]]:
    """Read the list under a heading "Metadata", and drop the heading over the text below it."""
    if not _is_heading(blocks, 0, _LIST_HEADINGS):
        return meta, blocks
    end = 1
    values: dict[str, object] = {}
    while end < len(blocks) and blocks[end].kind is ParagraphKind.ITEM:
        pair = _PAIR.fullmatch(blocks[end].text)
        if pair and (key := _KEYS.get(pair["key"].casefold())):
            values.setdefault(key, sanitize_line(pair["value"]))
        end += 1
    if not values:
        return meta, blocks
    aside.append(blocks[0].text)
    header += [f"{block.marker} {block.text}" for block in blocks[1:end]]
    if _is_heading(blocks, end, _TEXT_HEADINGS):
        aside.append(blocks[end].text)
        end += 1
    said = read_metadata(values, day_first=day_first)
    names = ("title", "date", "date_offset", "source", "url", "authors", "summary", "topics")
    missing = {name: getattr(said, name) for name in names if not getattr(meta, name)}
    return replace(meta, **missing), blocks[end:]


def _take_excerpt(meta: Metadata, blocks: list[Block], header: list[str]) -> tuple[Metadata, list[Block]]:
    """Take a quotation under a heading "Excerpt" as the summary."""
    if not _is_heading(blocks, 0, _EXCERPT_HEADINGS):
        return meta, blocks
    end = 1
    while end < len(blocks) - 1 and blocks[end].kind is ParagraphKind.QUOTE:
        end += 1
    if end == 1:
        return meta, blocks
    header += [block.text for block in blocks[:end]]
    summary = " ".join(sanitize_line(block.text) for block in blocks[1:end])
    return replace(meta, summary=meta.summary or summary), blocks[end:]


def _read_header_block(meta: Metadata, block: Block, day_first: bool) -> Metadata | None:
    """Read a line that says when or by whom, if that is not known yet; None for text."""
    if block.kind is not ParagraphKind.BODY or "\n" in block.text or len(block.text) > 160:
        return None
    fields = read_header_line(block.text, day_first=day_first)
    if fields is None or not fields.strong:
        return None
    dated = meta.date is None and fields.date is not None and fields.date.year is not None
    if dated:
        meta = replace(
            meta, date=fields.date, date_offset=fields.offset, authors=meta.authors or fields.authors
        )
        return replace(meta, source=meta.source or fields.outlet)
    if not meta.authors and fields.authors and block.text[:3].casefold() == "by ":
        return replace(meta, authors=fields.authors, source=meta.source or fields.outlet)
    return None


def _is_heading(blocks: Sequence[Block], at: int, names: frozenset[str]) -> bool:
    return (
        at < len(blocks)
        and blocks[at].kind is ParagraphKind.HEADING
        and blocks[at].text.strip(" :").casefold() in names
    )
