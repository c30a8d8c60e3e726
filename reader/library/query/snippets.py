"""Where a query's words stand in a text, and a stretch of text around the first of them.

Owns the matching of words in plain text, as near to that of the full-text index as a pattern comes: whole
words, whatever their case and accents. Offsets are those of the text that was given.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reader.library.query.nodes import Node, Words, leaves
from reader.text.folding import fold

_CHARS_BEFORE, _CHARS_AFTER = 40, 160  # of a snippet around the first match
_COMBINING_MARKS = r"[̀-ͯ]*"
_TOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=64)
def finder(node: Node | None) -> re.Pattern[str] | None:
    """Return a pattern for the words that a query asks for, or None if it asks for none."""
    asked = (leaf for leaf in leaves(node, asked_for=True) if isinstance(leaf, Words))
    patterns = [pattern for words in asked if (pattern := _pattern(words))]
    if not patterns:
        return None
    longest_first = sorted(set(patterns), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})")


def cut_snippet(text: str, pattern: re.Pattern[str]) -> str:
    """Return one line around the first match, cut at words; empty without a match."""
    match = pattern.search(text)
    if match is None:
        return ""
    start, end = max(0, match.start() - _CHARS_BEFORE), min(len(text), match.end() + _CHARS_AFTER)
    if start > 0:
        space = text.find(" ", start, match.start())
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", match.end(), end)
        end = space if space >= 0 else end
    line = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{line}{'…' if end < len(text) else ''}"


def _pattern(words: Words) -> str:
    tokens = [_letters(token) for token in _TOKEN.findall(words.text)]
    if not tokens:
        return ""
    return r"[\W_]+".join(tokens) + ("" if words.prefix else r"(?![^\W_])")


def _letters(token: str) -> str:
    """Return a pattern for a word in which every letter may bear accents."""
    return "".join(_letter(letter) for letter in fold(token)) or re.escape(token)


@lru_cache(maxsize=512)
def _letter(letter: str) -> str:
    # Both cases are written out: ignoring case, each class would take twice as long to compile.
    alike = {letter, letter.upper(), *_accented().get(letter, "")}
    return f"[{''.join(char for char in sorted(alike) if len(char) == 1)}]{_COMBINING_MARKS}"


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    """Return for each letter those that fold to it."""
    alike: dict[str, str] = {}
    for code in range(0xC0, 0x1F00):
        letter = chr(code)
        if letter.isalpha() and len(folded := fold(letter)) == 1 and folded != letter:
            alike[folded] = alike.get(folded, "") + letter
    return alike
