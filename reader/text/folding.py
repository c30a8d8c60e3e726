"""Folding of letters for comparisons and searches: without case, accents, strokes and ligatures.

Owns the one rule by which two spellings have the same letters. Refuses to look at whole words: British and
American spellings belong to ``english``, variants of names to ``library.people``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

# Letters that Unicode does not decompose, although readers type them without their stroke or ligature.
_PLAIN_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ı": "i", "İ": "I",
        "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ə": "a", "Ə": "A",
    }
)  # fmt: skip
# What is written in two ways, or left out, by readers of Cyrillic, Arabic, Persian, Hebrew and others.
_SAME_LETTERS = str.maketrans(
    {
        "ё": "е", "Ё": "Е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي",
        "ة": "ه", "ک": "ك", "ھ": "ه", "ہ": "ه",
        **dict.fromkeys(
            map(chr, (0xAD, 0x640, 0x300, 0x301, 0x308, 0x670, 0x93C, 0x200C, 0x200D, *range(0x591, 0x5BE),
                      0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, *range(0x64B, 0x660))), ""
        ),
    }
)  # fmt: skip
# Й in two characters, ligatures of print, Arabic forms within words, letters of full and half width.
_OTHER_FORMS = "[Ии]\u0306|[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\uff01-\uffdc]+"
_ACCENTED_GREEK = "[\u0386-\u0390\u03aa-\u03b0\u03ca-\u03ce\u1f00-\u1ffc]"
# Of Indic scripts, Thai, Lao, Burmese and Khmer; the index takes letters for private use for letters.
_VOWEL_MARK = (
    "[\u0900-\u0903\u093a\u093b\u093e-\u094f\u0981-\u0983\u09be-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71"
    "\u0a81-\u0a83\u0abe-\u0acd\u0b01-\u0b03\u0b3e-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c4d\u0c82\u0c83"
    "\u0cbe-\u0ccd\u0d00-\u0d03\u0d3e-\u0d4d\u0d82\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3]"
)
PRIVATE_USE = 0xE000 - 0x900
"""What is added to the code of a mark of a vowel, so that the index takes it for a letter."""
_NASAL = "[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])"  # before a consonant: anusvara
# Of scripts without blanks between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese; and of Korean, whose
# words end in particles.
_UNSPACED_LETTERS = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u1000-\u102a\u103f"
    "\u1780-\u17b3\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED = (
    f"[{_UNSPACED_LETTERS}]|[{chr(PRIVATE_USE + 0xE31)}-{chr(PRIVATE_USE + 0xECD)}"
    f"{chr(PRIVATE_USE + 0x102B)}-{chr(PRIVATE_USE + 0x103E)}"
    f"{chr(PRIVATE_USE + 0x17B4)}-{chr(PRIVATE_USE + 0x17D3)}]"
)
_RESPELLED = (
    "[łŁđĐðÐøØıİħĦŧŦßẞæÆœŒþÞəƏ\xad\u0300\u0301\u0306\u0308\u0386-\u0390\u03aa-\u03b0\u03ca-\u03ceёЁ\u0590-\u06ff"
    "\u0900-\u0eff\u1000-\u103f\u1780-\u17ff\u1f00-\u1ffc\u200c\u200d\u3005-\u9fff\uac00-\ud7a3\uf900-\ufdff"
    "\ufe70-\uffdc\U00020000-\U0003ffff]"
)
_APOSTROPHES = re.compile("[’ʻʼ]")
_LETTERS_OR_DIGITS = re.compile(r"[^\W_]+")


def searchable(text: str) -> str:
    """Return the text as the full-text index has it: what readers take for the same is spelled alike.

    Letters with strokes, ligatures, the hamza of an alef, ё, accents of Greek, points of Hebrew and Arabic;
    forms of other widths. Marks of vowels, at which the index would divide a word, become letters of their
    own. Scripts that write no blanks between words are divided into characters, of which a search finds any
    in a row.
    """
    if text.isascii():
        return text
    patterns = _patterns()
    if not patterns.respelled.search(text):
        return text
    text = patterns.other_forms.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = text.translate(_PLAIN_LETTERS).translate(_SAME_LETTERS)
    text = patterns.accented_greek.sub(lambda match: unicodedata.normalize("NFD", match[0])[0], text)
    if patterns.vowel_mark.search(text):
        text = unicodedata.normalize("NFC", text).replace("\u0901", "\u0902")
        text = re.sub(_NASAL, "\u0902", text)
        text = patterns.vowel_mark.sub(lambda match: chr(PRIVATE_USE + ord(match[0])), text)
    return patterns.unspaced.sub(r" \g<0> ", text)


def is_unspaced(text: str) -> bool:
    """Tell whether a text, as ``searchable`` gives it, begins in a script without blanks between words."""
    return not text.isascii() and _patterns().unspaced.match(text) is not None


class _Patterns(NamedTuple):
    respelled: re.Pattern[str]
    other_forms: re.Pattern[str]
    accented_greek: re.Pattern[str]
    vowel_mark: re.Pattern[str]
    unspaced: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compile the patterns when they are first needed: it takes as long as much of the start."""
    sources = (_RESPELLED, _OTHER_FORMS, _ACCENTED_GREEK, _VOWEL_MARK, _UNSPACED)
    return _Patterns(*map(re.compile, sources))


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes; its length may differ."""
    text = text.casefold()
    if not text.isascii():
        text = _APOSTROPHES.sub("'", text.translate(_PLAIN_LETTERS))
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in order; empty if it has no letter or digit."""
    return tuple(_LETTERS_OR_DIGITS.findall(fold(text)))


def letters_alike(letter: str) -> str:
    """Return how a letter is written in names and in searches, without case and accents; may be several."""
    return fold(searchable(letter)).replace(" ", "")


def has_words(text: str) -> bool:
    """Tell whether the full-text index sees at least one word in the text."""
    return bool(_LETTERS_OR_DIGITS.search(text))
