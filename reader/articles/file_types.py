"""The kinds of files of a library: one row each, with its endings, and how a file of it is opened.

Owns this table, from which the walk, the reader of files, the README and the count of what is not read take
what they know. Imports nothing: the start asks whether a folder holds articles.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType


class FileType(Enum):
    """A kind of file.

    Attributes:
        title: For people, with its article: ``a web page``.
        endings: Of names, in lower case.
        is_article: It holds one article and opens in place; else several, which are taken out of it.
        is_binary: It is no text, but read by a library of its own.
    """

    title: str
    endings: tuple[str, ...]
    is_article: bool
    is_binary: bool

    TEXT = "a text", (".txt",), True, False
    MARKDOWN = "a Markdown text", (".md", ".markdown", ".mdx", ".qmd"), True, False
    PAGE = "a web page", (".html", ".htm", ".xhtml"), True, False
    ARCHIVED_PAGE = "an archived web page", (".mhtml", ".mht"), True, True
    MAIL = "a mail", (".eml",), True, True
    DOCX = "a Word document", (".docx",), True, True
    RTF = "a rich text", (".rtf",), True, True
    PDF = "a PDF", (".pdf",), True, True
    TABLE = "a table", (".csv", ".tsv", ".json", ".jsonl", ".ndjson"), False, True
    FEED = "a feed", (".rss", ".atom", ".xml", ".opml"), False, True
    MAILBOX = "a mailbox", (".mbox",), False, True
    ARCHIVE = "an archive", (".zip",), False, True

    def __init__(self, title: str, endings: tuple[str, ...], is_article: bool, is_binary: bool) -> None:
        self.title = title
        self.endings = endings
        self.is_article = is_article
        self.is_binary = is_binary


_BY_ENDING = MappingProxyType({ending: each for each in FileType for ending in each.endings})

ENDINGS = tuple(_BY_ENDING)
"""Names of files that are read end so, in any case."""


def file_type(name: str) -> FileType | None:
    """Return the kind of a file by its name; None for one that is not read."""
    dot = name.rfind(".")
    return _BY_ENDING.get(name[dot:].lower()) if dot >= 0 else None
