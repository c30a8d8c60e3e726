"""What stands in for a headline: a telling file name, else the first sentence, else any name.

Owns which names of files and folders say something. A title that stands in is always marked as inferred.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.articles.datelines import Dateline
    from reader.articles.model import Block

_INDEX_NAMES = frozenset({"index", "readme", "default"})
_LEADING_DATE = re.compile(r"\d{4}[-_. ]?[01]\d[-_. ]?[0-3]\d(?:[-_. ]+|$)(?=.)")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+){2,}")
_EMPTY_NAMES = frozenset({"untitled", "new", "note", "unnamed", "copy", "document", "draft", "scan", "image"})


def infer_title(path: Path, first: Block | None, dateline: Dateline | None, *, markdown: bool) -> str:
    """Return what stands in for a headline: a telling file name, else the first sentence, else any name."""
    from reader.articles.raw.lines import first_sentence

    if markdown and (named := telling_name(path)):
        return named
    if first is None:
        return name_of(path)
    skipped = dateline.end if dateline and dateline.end < len(first.text) else 0
    return first_sentence(first.text[skipped:])


def telling_name(path: Path) -> str | None:
    """Return the name of a file, or of the folder whose index it is, if it was written as a title.

    Note takers write titles with blanks and a capital; site generators make the folder of a page of at least
    three words with hyphens.
    """
    stem, is_index = _stem(path)
    name = _LEADING_DATE.sub("", sanitize_line(stem))
    slug = _SLUG.fullmatch(name)
    if is_index and slug:
        return name.replace("-", " ").capitalize()
    words = [word for word in name.split() if any(char.isalpha() for char in word)]
    if len(words) < 2 or name[0].islower() or words[0].casefold() in _EMPTY_NAMES:
        return None
    # A slug or a name of a machine has no blanks where words meet.
    return None if "_" in name else name


def name_of(path: Path) -> str:
    """Return the name of the file, or of the folder whose index it is, for lack of a title and text."""
    return sanitize_line(_stem(path)[0].replace("_", " ")) or "Untitled"


def _stem(path: Path) -> tuple[str, bool]:
    """Return the name of a file, or of the folder whose index it is, and whether it is an index."""
    parent = path.absolute().parent.name
    is_index = bool(parent) and path.stem.strip("_").casefold() in _INDEX_NAMES
    return (parent if is_index else path.stem), is_index
