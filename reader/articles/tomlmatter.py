"""Front matter in TOML, between ``+++`` lines, as some makers of web sites write it.

Owns its split and its loading as plain text values, in the form of ``frontmatter``; a block that is no TOML
stays in the text.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime

from reader.articles.frontmatter import FrontMatter, Values
from reader.articles.sanitize import sanitize, sanitize_line

_RULE = re.compile(r"\+{3}[ \t]*$", re.MULTILINE)
_CLOSE = re.compile(r"^\+{3}[ \t]*$", re.MULTILINE)
_MOST = 32_768  # characters of a block
_DEEPEST = 16  # brackets


def split_toml_matter(text: str) -> FrontMatter:
    """Split a text that begins with ``+++`` into its metadata and its body."""
    opening = _RULE.match(text, len(text) - len(text.lstrip("\n \ufeff")))
    if opening is None:
        return FrontMatter(text)
    closing = _CLOSE.search(text, opening.end() + 1, opening.end() + _MOST)
    if closing is None:
        return FrontMatter(text)
    block = text[opening.end() + 1 : closing.start()]
    try:
        if block.count("[") > _MOST // 8 or "[" * _DEEPEST in block.replace(" ", ""):
            raise ValueError("nested too deeply")
        values = _clean(tomllib.loads(block))
    except (ValueError, RecursionError) as error:
        reason = (
            f"the front matter is not valid TOML ({sanitize_line(str(error))[:120]}); it is shown in the text"
        )
        return FrontMatter(text, problems=(reason,))
    return FrontMatter(text[closing.end() :], values, found=True)


def _clean(table: Values) -> dict[str, object]:
    return {sanitize_line(key): _clean_value(value) for key, value in table.items()}


def _clean_value(value: object) -> object:
    if isinstance(value, dict):
        return _clean(value)
    if isinstance(value, list):
        return [_clean_value(entry) for entry in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return sanitize(str(value)).strip()
