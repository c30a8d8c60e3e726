"""Text made safe for a screen, a file or a terminal.

Owns what may stand in any text that reaches a screen, a file or a terminal: printable characters, single
line feeds, and nothing that moves the cursor, hides letters or turns their order round. Runs before any
offset is computed, and again after entities are decoded. Refuses to judge content.
"""

from __future__ import annotations

import re
from types import MappingProxyType

# ECMA-48: CSI with parameters; strings (DCS, SOS, OSC, PM, APC) up to their terminator, which an unclosed one
# lacks: then only its introducer goes, so that it cannot swallow the article; else two-character escapes.
_ESCAPES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    "|(?:\x1b[PX\\]^_]|[\x90\x98\x9d\x9e\x9f])(?:[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)|[0-9;]*)"
    "|\x1b[ -/]*[0-~]?"
)
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Bytes of Windows-1252 that went through Latin-1 leave C1 controls where quotation marks and dashes were.
_WINDOWS_1252_SIGNS = MappingProxyType(dict(zip(range(0x91, 0x98), "‘’“”•–—", strict=True)))
_MOJIBAKE = re.compile("[\x91-\x97]")
# C0, DEL, C1; soft hyphen, fillers, bidi controls, zero-width and other format characters, noncharacters.
# U+200C, U+200D and the tags of flag emoji are judged by their neighbours below.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
# A joiner is kept within an emoji sequence, and where the spelling of a script needs it (Arabic to Sinhala).
_STRAY_JOINERS = re.compile(
    "\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff\u0620-\u0dff])"
    "|(?<![\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u0620-\u0dff])\u200d"
    "|(?<![\u0620-\u0dff])\u200c|\u200c(?![\u0620-\u0dff])"
)
_STRAY_FLAG_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
_COMBINING_MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u0730-\u074a\u07eb-\u07f3\u0816-\u082d\u0900-\u0902"
    "\u093c\u0941-\u0948\u094d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ua66f-\ua672\ua674-\ua67d\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_NEWS_PUNCTUATION = "“”‘’–—…€"
_MOST_COMBINING_MARKS = 4  # Vietnamese and vocalised Hebrew need up to three
_EXCESS_MARKS = re.compile(f"([{_COMBINING_MARKS}]{{{_MOST_COMBINING_MARKS}}})[{_COMBINING_MARKS}]+")


def sanitize(text: str) -> str:
    r"""Return the text with nothing in it that could harm a terminal or deceive a reader.

    Escape sequences go whole; line breaks of every kind become ``\n``, tabs and other blanks spaces; C0 and
    C1 controls, bidi controls and invisible characters go; piles of combining marks are cut to four. Joiners
    and variation selectors of emoji stay. Linear in the text's length.
    """
    if text.isascii():
        if text.replace("\n", "").isprintable():
            return text
    elif "\xa0" in text:
        text = text.replace("\xa0", " ")
    if not text.replace("\n", "").isprintable():
        text = _replace_unsafe(text)
    return _EXCESS_MARKS.sub(r"\1", text) if _may_combine(text) else text


def sanitize_line(text: str) -> str:
    """Return the text sanitised, on one line, with single spaces between its words."""
    return " ".join((text if text.isascii() and text.isprintable() else sanitize(text)).split())


def _may_combine(text: str) -> bool:
    """Tell whether a text may hold combining marks: Western letters and the punctuation of news are none.

    A fifth of the time that looking for the marks themselves takes.
    """
    if text.isascii():
        return False
    for mark in _NEWS_PUNCTUATION:
        text = text.replace(mark, "")
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return True
    return False


def _replace_unsafe(text: str) -> str:
    text = _ESCAPES.sub("", text)
    text = _MOJIBAKE.sub(lambda match: _WINDOWS_1252_SIGNS[ord(match[0])], text)
    text = _NEWLINES.sub("\n", text)
    if "\t" in text:
        text = text.expandtabs(4)
    text = _INVISIBLE.sub("", text)
    text = _BLANKS.sub(" ", text)
    text = _SURROGATES.sub("\ufffd", text)
    return _STRAY_FLAG_TAGS.sub("", _STRAY_JOINERS.sub("", text))
