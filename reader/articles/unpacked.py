"""Archived pages, mails and documents: bytes that are no text, to the article in them.

Stands alone because it is imported only when a file of these kinds is read, with what unpacks it.
"""

from __future__ import annotations

from pathlib import Path

from reader.articles.assembly import from_document, from_mail, from_page
from reader.articles.containers.container import open_export
from reader.articles.documents import read_docx, read_rtf
from reader.articles.file_types import FileType
from reader.articles.mail import read_mail
from reader.articles.model import NO_TEXT, Article
from reader.articles.pages.archive import open_archive
from reader.articles.pdf import read_pdf
from reader.errors import ArticleError

_READERS = {FileType.DOCX: read_docx, FileType.RTF: read_rtf, FileType.PDF: read_pdf}


def read_unpacked(path: Path, data: bytes, kind: FileType, day_first: bool) -> Article:
    """Return the article in a mail, an archived page or a document.

    Raises:
        ArticleError: It cannot be read, has no words, or holds several articles.
    """
    if not data:
        raise ArticleError(NO_TEXT)
    if kind is FileType.ARCHIVED_PAGE:
        text, address = open_archive(data)
        return from_page(path, text, [], day_first, address)
    if kind is FileType.MAIL:
        return from_mail(path, read_mail(data), [], day_first)
    document = _READERS[kind](data)
    export = open_export(path, document.lines, day_first=day_first) if document.lines else None
    if export is not None and export.articles > 1:
        raise ArticleError(export.describe())
    if export is not None and isinstance(export.items[0], Article):
        return export.items[0]
    return from_document(path, document, day_first)
