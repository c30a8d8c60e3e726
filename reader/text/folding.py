"""Folding of letters for comparisons and searches: without case, accents, strokes and ligatures.

Owns the one rule by which two spellings have the same letters. Refuses to look at whole words: British and
American spellings belong to ``english``, variants of names to ``library.people``.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose, although readers type them without their stroke or ligature.
_PLAIN_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ı": "i", "İ": "I",
        "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ə": "a", "Ə": "A",
    }
)  # fmt: skip
_STROKED_LETTER = re.compile("[łŁđĐðÐøØıİħĦŧŦßẞæÆœŒþÞəƏ]")
_APOSTROPHES = re.compile("[’ʻʼ]")
_LETTERS_OR_DIGITS = re.compile(r"[^\W_]+")


def searchable(text: str) -> str:
    """Return the text with stroked letters and ligatures spelled plainly, as the full-text index has it."""
    return text.translate(_PLAIN_LETTERS) if _STROKED_LETTER.search(text) else text


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes; its length may differ."""
    text = text.casefold()
    if not text.isascii():
        text = _APOSTROPHES.sub("'", searchable(text))
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in order; empty if it has no letter or digit."""
    return tuple(_LETTERS_OR_DIGITS.findall(fold(text)))


def has_words(text: str) -> bool:
    """Tell whether the full-text index sees at least one word in the text."""
    return bool(_LETTERS_OR_DIGITS.search(text))
