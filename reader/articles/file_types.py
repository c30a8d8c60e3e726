"""The kinds of files that hold one article: their endings, their names for people, how each is read.

A module of its own because the start asks it which names are articles: it must stay light. A new kind is a
row here, a reader for its ``Reading`` in ``load``, and a row of the README's table, which a test compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Reading(Enum):
    """How the bytes of a file become an article."""

    TEXT = auto()
    MARKDOWN = auto()
    PAGE = auto()
    ARCHIVED_PAGE = auto()
    MAIL = auto()
    WORD = auto()
    RICH_TEXT = auto()
    PDF = auto()


@dataclass(frozen=True, slots=True)
class FileType:
    """One kind of file.

    Attributes:
        name: What people call it, in the singular: "web page".
        suffixes: Its endings with their dot, in lower case.
        front_matter: Whether metadata may stand above its text.
    """

    name: str
    suffixes: tuple[str, ...]
    reading: Reading
    front_matter: bool = False


FILE_TYPES = (
    FileType("Markdown", (".md", ".markdown", ".mdx", ".qmd"), Reading.MARKDOWN, front_matter=True),
    FileType("plain text", (".txt",), Reading.TEXT, front_matter=True),
    FileType("web page", (".html", ".htm", ".xhtml"), Reading.PAGE),
    FileType("archived web page", (".mhtml", ".mht"), Reading.ARCHIVED_PAGE),
    FileType("mail", (".eml",), Reading.MAIL),
    FileType("Word document", (".docx",), Reading.WORD),
    FileType("rich text", (".rtf",), Reading.RICH_TEXT),
    FileType("PDF", (".pdf",), Reading.PDF),
)
"""All kinds, the most frequent first."""

ARTICLE_SUFFIXES = tuple(suffix for kind in FILE_TYPES for suffix in kind.suffixes)
"""Names of article files end so, in any case."""

OWN_FILES = frozenset(
    {"people.toml", "topics.toml", "corrections.toml", "collections.toml", "articles.toml", ".readerignore"}
)
"""What the reader and its users keep beside the articles."""


def find_file_type(name: str) -> FileType | None:
    """Return the kind of a file by its name; None if it is of no kind that holds one article."""
    lower = name.lower()
    return next((kind for kind in FILE_TYPES if lower.endswith(kind.suffixes)), None)
