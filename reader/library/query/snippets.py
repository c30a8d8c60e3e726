"""Where a query's words stand in a text, and a stretch of text around the first of them.

Owns the matching of words in plain text, as near to the full-text index's as a pattern comes: whole words,
blind to case and accents. Offsets are those of the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reader.library.query.nodes import And, Node, Or, Saved, Words
from reader.text.folding import fold

_BEFORE, _AFTER = 40, 160
_MARKS = r"[̀-ͯ]*"
_TOKEN = re.compile(r"[^\W_]+")


def words_of(node: Node | None) -> Iterator[Words]:
    """Yield the words that a query asks for, without those it leaves out."""
    match node:
        case Words():
            yield node
        case And() | Or():
            for part in node.nodes:
                yield from words_of(part)
        case Saved():
            yield from words_of(node.node)


@lru_cache(maxsize=64)
def finder(node: Node | None) -> re.Pattern[str] | None:
    """Return a pattern that finds a query's words in a text, or None if it asks for none."""
    patterns = [pattern for words in words_of(node) if (pattern := _pattern(words))]
    if not patterns:
        return None
    longest_first = sorted(set(patterns), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})")


def find_matches(node: Node | None, text: str) -> list[tuple[int, int]]:
    """Return start and end of every place where a query's words stand in a text, in order."""
    pattern = finder(node)
    return [] if pattern is None else [match.span() for match in pattern.finditer(text)]


def cut_snippet(text: str, pattern: re.Pattern[str]) -> str:
    """Return one line around the first match, cut at words; empty without a match."""
    match = pattern.search(text)
    if match is None:
        return ""
    start, end = max(0, match.start() - _BEFORE), min(len(text), match.end() + _AFTER)
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
    return f"[{''.join(char for char in sorted(alike) if len(char) == 1)}]{_MARKS}"


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    """Return for each letter those that fold to it."""
    alike: dict[str, str] = {}
    for code in range(0xC0, 0x1F00):
        letter = chr(code)
        if letter.isalpha() and len(folded := fold(letter)) == 1 and folded != letter:
            alike[folded] = alike.get(folded, "") + letter
    return alike
