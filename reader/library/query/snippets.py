"""Where a query's words stand in a text, and a stretch of text around the first of them.

Owns the matching of words in plain text, as near to that of the full-text index as a pattern comes: whole
words, whatever their case and accents. Offsets are those of the text that was given.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations

from reader.library.query.nodes import Words
from reader.text.folding import PRIVATE_USE, fold, is_unspaced, letters_alike, searchable

_MOST_IN_ANY_ORDER = 4  # words; each order is an alternative of the pattern
_CHARS_BEFORE, _CHARS_AFTER = 40, 160  # of a snippet around the first match
_ACCENTS = "[\u0300-\u036f]*"
# Of Arabic and Hebrew, besides the stroke that stretches a word.
_POINTS = "[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]*"
_TOKEN = re.compile(f"(?:[^\\W_]|[{chr(0xE000)}-{chr(0xF8FF)}])+")
# A word also ends where Chinese, Japanese or Korean begins.
_OF_WORDS = "[^\\W_\u3000-\ud7a3]"
_WORD_BEGINS, _WORD_ENDS = f"(?<!{_OF_WORDS})", f"(?!{_OF_WORDS})"
_NASALS = "(?:[\u0901\u0902]|[\u0919\u091e\u0923\u0928\u092e]\u094d)"
_LETTER_BLOCKS = ((0xC0, 0x700), (0x1D00, 0x2000), (0xFB00, 0xFB07), (0xFF21, 0xFF5B))


@lru_cache(maxsize=64)
def finder(asked: tuple[Words, ...]) -> re.Pattern[str] | None:
    """Return a pattern for the words that a query asks for, or None if it asks for none."""
    patterns = [pattern for words in asked if (pattern := _pattern(words))]
    if not patterns:
        return None
    longest_first = sorted(set(patterns), key=len, reverse=True)
    if all(pattern.startswith(_WORD_BEGINS) for pattern in patterns):
        # Asked once, not for each word: half the time of a search.
        rest = "|".join(pattern.removeprefix(_WORD_BEGINS) for pattern in longest_first)
        return re.compile(f"{_WORD_BEGINS}(?:{rest})")
    return re.compile("|".join(longest_first))


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
    if words.near is None:
        return _phrase(words)
    parts = [_phrase(Words(token)) for token in words.text.split()]
    parts = [part for part in parts if part]
    if len(parts) > _MOST_IN_ANY_ORDER:
        return f"(?:{'|'.join(parts)})"
    between = rf"(?:[\W_]+[^\W_]+){{0,{words.near}}}?[\W_]+"
    return f"(?:{'|'.join(between.join(order) for order in permutations(parts))})"


def _phrase(words: Words) -> str:
    tokens = _TOKEN.findall(searchable(words.text))
    if not tokens:
        return ""
    pattern = ""
    for before, token in zip(("", *tokens), tokens, strict=False):
        joins = is_unspaced(token) or is_unspaced(before)
        pattern += ("" if not before else r"[\W_]*" if joins else r"[\W_]+") + _letters(token)
    first = "" if is_unspaced(tokens[0]) else _WORD_BEGINS
    last = "" if words.prefix or is_unspaced(tokens[-1]) else _WORD_ENDS
    return first + pattern + last


def _letters(token: str) -> str:
    """Return a pattern for a word in which every letter may bear accents, and some are written as one."""
    letters = token if is_unspaced(token) else fold(token) or token
    pattern, at = "", 0
    while at < len(letters):
        joined = next((piece for piece in _joined_letters() if letters.startswith(piece, at)), letters[at])
        apart = "".join(map(_letter, joined))
        pattern += f"(?:{_joined_letters()[joined]}|{apart})" if len(joined) > 1 else apart
        at += len(joined)
    return pattern


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    # Both cases are written out: ignoring case, each class would take twice as long to compile.
    if 0xE000 <= ord(letter) < 0xF8FF:
        mark = chr(ord(letter) - PRIVATE_USE)
        return _NASALS if mark == "\u0902" else mark
    marks = _POINTS if "\u0590" <= letter <= "\u06ff" else _ACCENTS
    alike = {letter, letter.upper(), *_accented().get(letter, "")}
    return f"[{''.join(re.escape(char) for char in sorted(alike) if len(char) == 1)}]{marks}"


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    """Return for each letter those that fold to it."""
    return {plain: "".join(letters) for plain, letters in _folding_to().items() if len(plain) == 1}


@lru_cache(maxsize=1)
def _joined_letters() -> dict[str, str]:
    """Return for letters that may be written as one a pattern for it, longest first: ``[ßẞ]`` for ``ss``."""
    found = {plain: letters for plain, letters in _folding_to().items() if len(plain) > 1 and plain.isalpha()}
    return {plain: f"[{''.join(found[plain])}]" for plain in sorted(found, key=len, reverse=True)}


@lru_cache(maxsize=1)
def _folding_to() -> dict[str, list[str]]:
    alike: dict[str, list[str]] = {}
    for first, last in _LETTER_BLOCKS:
        for letter in map(chr, range(first, last)):
            if letter.isalpha() and (folded := letters_alike(letter)) != letter:
                alike.setdefault(folded, []).append(letter)
    return alike
