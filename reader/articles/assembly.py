"""Articles put together from their parts: raw text, HTML, web pages, and what stands in for a missing title.

Owns which part takes precedence: what metadata says, then what the lines say, then the name of the file. The
readers of the parts are imported where such a part is met.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.file_titles import name_of, telling_name
from reader.articles.html import find_struck, read_html, strike
from reader.articles.model import (
    NO_TEXT,
    NO_TEXT_IN_HTML,
    Article,
    DateOrigin,
    Document,
    ParagraphKind,
    join_blocks,
)
from reader.articles.raw.body import RawArticle, read_raw
from reader.errors import ArticleError
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.articles.mail import Mail

# Authors that are programs, and titles that are names of files.
_MADE_BY_PROGRAM = re.compile(
    r"(?i)python-docx|microsoft|windows|\buser\b|admin|unknown|openoffice|libreoffice|apache|pandoc|un-named"
)
_NAME_OF_FILE = re.compile(
    r"(?i)^microsoft \w+ - |\.(?:docx?|pdf|rtf|odt|indd|pages|qxd|tex|html?)$"
    r"|^(?:untitled|do[ck]ument)\s*\d*$"
)


def from_raw(path: Path, raw: RawArticle, problems: list[str]) -> Article:
    """Build an article from the parts of a raw text."""
    laid = join_blocks(raw.blocks)
    return Article(
        path=path,
        title=raw.title or telling_name(path) or raw.first_sentence or name_of(path),
        title_inferred=raw.title is None,
        text=laid.text,
        paragraphs=laid.paragraphs,
        spans=laid.spans,
        date=raw.date,
        date_offset=raw.date_offset,
        source=raw.source,
        outlet_candidates=raw.outlet_candidates,
        place=raw.place,
        url=raw.url,
        authors=raw.authors,
        summary=raw.summary,
        problems=tuple(problems),
        header=raw.header,
        set_aside=raw.set_aside,
    )


def from_html(path: Path, text: str, problems: list[str], day_first: bool) -> Article:
    """Build an article from text with tags or entities in it."""
    found = read_html(text)
    if not found.text:
        raise ArticleError(NO_TEXT_IN_HTML)
    article = from_raw(path, read_raw(found.text, day_first=day_first), problems)
    return replace(article, spans=strike(article.text, article.spans, found.struck))


def from_page(
    path: Path,
    text: str,
    problems: list[str],
    day_first: bool,
    address: str = "",
    values: Mapping[str, object] | None = None,
) -> Article:
    """Build an article from a web page; what its head says takes precedence over its lines.

    Args:
        address: From where it was saved, if that is known.
        values: What is known of it otherwise, and takes precedence over its head.
    """
    from reader.articles.pages.page import read_page

    try:
        page = read_page(text, address, day_first=day_first)
    except ArticleError as error:
        if not any(char.isalnum() for char in read_html(text).text):
            raise ArticleError(NO_TEXT_IN_HTML) from None
        article = from_html(path, text, problems, day_first)
        return replace(article, problems=(*article.problems, f"{error}, so it was read by its tags only"))
    raw = read_raw(page.lines, day_first=day_first)
    article = from_raw(path, raw, [*problems, *page.problems])
    if page.blocks:
        laid = join_blocks(page.blocks)
        article = replace(
            article,
            text=laid.text,
            paragraphs=laid.paragraphs,
            # Struck-out words are found in the page itself, where their tags may cross those of paragraphs.
            spans=strike(laid.text, laid.spans, list(find_struck(text))),
            header=page.header,
            set_aside=page.set_aside,
        )
    return _believe(article, {**page.values, **(values or {})}, day_first)


def _believe(article: Article, values: Mapping[str, object], day_first: bool) -> Article:
    """Let what metadata says take the place of what the lines say."""
    from reader.articles.metadata import read_metadata

    meta = read_metadata(values, day_first=day_first)
    return replace(
        article,
        title=meta.title or article.title,
        title_inferred=meta.title is None and article.title_inferred,
        date=meta.date or article.date,
        date_offset=meta.date_offset if meta.date else article.date_offset,
        source=meta.source or article.source,
        outlet_candidates=() if meta.source else article.outlet_candidates,
        url=meta.url or article.url,
        authors=meta.authors or article.authors,
        summary=meta.summary or article.summary,
        language=meta.language,
        problems=(*article.problems, *meta.problems),
    )


def from_mail(path: Path, mail: Mail, problems: list[str], day_first: bool) -> Article:
    """Build an article from a mail: its subject stands above its text as a headline does."""
    if mail.page:
        article = from_page(path, mail.page, problems, day_first, values=mail.values)
    else:
        text = f"{mail.values.get('title', '')}\n\n{mail.text}".strip()
        raw = read_raw(text, day_first=day_first)
        if not raw.blocks:
            raise ArticleError("is a mail without words; what is attached to it is not read")
        article = _believe(from_raw(path, raw, problems), mail.values, day_first)
    return replace(
        article,
        header=(*mail.header, *article.header),
        set_aside=(*mail.set_aside, *article.set_aside),
    )


def from_document(path: Path, document: Document, day_first: bool) -> Article:
    """Build an article from a document; its properties count where its text does not say better."""
    from reader.articles.metadata import read_metadata

    text = "\n\n".join(block.text for block in document.blocks)
    if not any(char.isalnum() for char in text):
        raise ArticleError(NO_TEXT)
    article = from_raw(path, read_raw(text, day_first=day_first), list(document.problems))
    first = document.blocks[0]
    if first.kind is ParagraphKind.HEADING and article.title_inferred and len(document.blocks) > 1:
        title = " ".join(first.text.split())
        rest = "\n\n".join(block.text for block in document.blocks[1:])
        article = from_raw(path, read_raw(rest, day_first=day_first), list(document.problems))
        article = replace(article, title=title, title_inferred=False, header=(title, *article.header))
    said = read_metadata(_believable(document.values), day_first=day_first)
    return replace(
        article,
        title=said.title if said.title and article.title_inferred else article.title,
        title_inferred=said.title is None and article.title_inferred,
        date=article.date or said.date,
        date_origin=DateOrigin.PROPERTIES if said.date and not article.date else None,
        date_offset=article.date_offset if article.date else said.date_offset,
        authors=article.authors or said.authors,
        language=said.language,
        set_aside=(*document.set_aside, *article.set_aside),
    )


def _believable(values: Mapping[str, str]) -> dict[str, object]:
    """Return what properties say, without what programs and templates write into them."""
    said = {key: text for key, value in values.items() if (text := sanitize_line(value))}
    if _MADE_BY_PROGRAM.search(said.get("authors", "")):
        # A template's day goes with its author.
        said = {key: text for key, text in said.items() if key not in {"authors", "date"}}
    if _NAME_OF_FILE.search(said.get("title", "")):
        del said["title"]
    return dict(said)
