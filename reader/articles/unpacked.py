"""Mails, archived pages and documents to articles.

Owns what counts in which order: of a mail its subject and date, then what its words say; of a document its
words, then its properties. Imported only when a file of these kinds is read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.articles.containers.container import open_export
from reader.articles.dates import parse_moment
from reader.articles.documents import DocumentText, read_docx, read_pdf, read_rtf
from reader.articles.file_titles import telling_name
from reader.articles.file_types import FileType
from reader.articles.mail import Mail, read_mail
from reader.articles.model import Article, DateOrigin, PartialDate, join_blocks
from reader.articles.raw.body import read_raw
from reader.articles.saved_page import read_saved_page
from reader.errors import ArticleError
from reader.text.sanitize import sanitize

_READERS = {FileType.DOCX: read_docx, FileType.RTF: read_rtf, FileType.PDF: read_pdf}


def read_unpacked(path: Path, data: bytes, kind: FileType, day_first: bool) -> Article:
    """Return the article in a mail, an archived page or a document.

    Raises:
        ArticleError: It cannot be read, or has no words.
    """
    if kind is FileType.ARCHIVED_PAGE:
        return _from_archive(path, read_mail(data), day_first)
    if kind is FileType.MAIL:
        return from_mail(path, read_mail(data), day_first)
    document = _READERS[kind](data)
    export = open_export(path, document.lines, day_first=day_first) if document.lines else None
    if export is not None and export.articles > 1:
        raise ArticleError(export.describe())
    if export is not None and isinstance(export.items[0], Article):
        return export.items[0]
    return _from_document(path, document, day_first)


def from_mail(path: Path, mail: Mail, day_first: bool) -> Article:
    """Return the article in a mail; its subject is the headline.

    Raises:
        ArticleError: It has no words.
    """
    if mail.page:
        article = read_saved_page(path, sanitize(mail.page), [], day_first)
    elif mail.text.strip():
        raw = read_raw(f"{mail.subject}\n\n{mail.text}" if mail.subject else mail.text, day_first=day_first)
        laid = join_blocks(raw.blocks)
        article = Article(
            path=path,
            title=raw.title or raw.first_sentence,
            text=laid.text,
            paragraphs=laid.paragraphs,
            spans=laid.spans,
            title_inferred=raw.title is None,
            date=raw.date,
            date_offset=raw.date_offset,
            source=raw.source,
            outlet_candidates=raw.outlet_candidates,
            place=raw.place,
            url=raw.url,
            authors=raw.authors,
            summary=raw.summary,
            header=raw.header,
            set_aside=raw.set_aside,
        )
    else:
        raise ArticleError("is a mail without words; what is attached to it is not read")
    sent = parse_moment(mail.date, day_first=day_first)
    return replace(
        article,
        title=mail.subject or article.title,
        title_inferred=not mail.subject and article.title_inferred,
        date=sent.date if sent else article.date,
        date_offset=sent.offset if sent else article.date_offset,
        source=article.source or mail.outlet,
        authors=article.authors or ((mail.author,) if mail.author else ()),
        header=(*mail.header, *(line for line in article.header if line != mail.subject)),
        set_aside=(*mail.set_aside, *article.set_aside),
    )


def _from_archive(path: Path, mail: Mail, day_first: bool) -> Article:
    if not mail.page:
        raise ArticleError("is an archived page without a page in it")
    article = read_saved_page(path, sanitize(mail.page), [], day_first)
    address = mail.address if mail.address and mail.address.startswith("http") else None
    return replace(article, url=article.url or address)


def _from_document(path: Path, document: DocumentText, day_first: bool) -> Article:
    if not document.text.strip():
        raise ArticleError("has no text")
    raw = read_raw(document.text, day_first=day_first)
    laid = join_blocks(raw.blocks)
    named = document.title if document.title and " " in document.title else None
    title = raw.title or named
    date, origin = raw.date, None
    if date is None and document.date is not None:
        made = document.date
        date, origin = PartialDate(made.year, made.month, made.day), DateOrigin.PROPERTIES
    return Article(
        path=path,
        title=title or telling_name(path) or raw.first_sentence,
        title_inferred=title is None,
        text=laid.text,
        paragraphs=laid.paragraphs,
        spans=laid.spans,
        date=date,
        date_offset=raw.date_offset,
        date_origin=origin,
        source=raw.source,
        outlet_candidates=raw.outlet_candidates,
        place=raw.place,
        url=raw.url,
        authors=raw.authors or ((document.author,) if document.author and " " in document.author else ()),
        summary=raw.summary,
        problems=document.problems,
        header=raw.header,
        set_aside=(*document.set_aside, *raw.set_aside),
    )
