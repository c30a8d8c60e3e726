"""Bytes to text: which encoding a file has, and whether it is text at all; character references.

Owns the order of the guesses: a byte order mark, UTF-8, UTF-16 without a mark, ISO 2022, Windows-1252 for
nearly ASCII, then the best guess of charset-normalizer. A guess is reported. Raises ArticleError for binary
data.
"""

from __future__ import annotations

import codecs
import html
import re

from reader.errors import ArticleError
from reader.text.sanitize import sanitize_line

_BINARY = "is no text but binary data; convert it to text, or move it out of the library"
# Characters that a text file has no use for: C0 but tab, line feed, form feed, carriage return and escape.
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
_UTF8_LETTERS_PER_ERROR = 2  # letters beyond ASCII that are UTF-8, to one byte that is not
_ENCODING_SAMPLE = 65536  # bytes that charset-normalizer looks at
_SHIFTED_ENCODINGS = {
    "iso2022_jp": (b"\x1b$B", b"\x1b$@"),
    "iso2022_jp_2": (b"\x1b$B", b"\x1b$@", b"\x1b$A", b"\x1b$(C"),
    "iso2022_kr": (b"\x1b$)C",),
}
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([A-Za-z][\w.:-]{1,40})"
)
_LONGEST_DECLARATION = 8_192  # bytes of a page's head
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z\d]{1,30}|#\d{1,7}|#[xX][\da-fA-F]{1,6});")
_ASCII = bytes(range(128))
_UNDEFINED_IN_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
# Quotation marks, dashes, dots, euro, copyright, degrees; but for those that are letters in Eastern Europe.
_WINDOWS_SIGNS = (
    b"\x80\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b"
    b"\xa0\xa7\xa9\xab\xae\xb0\xb4\xb7\xbb"
)
_NO_WINDOWS_SIGNS = bytes(set(range(256)) - set(_WINDOWS_SIGNS))
_POUNDS = re.compile(rb"\xa3(?=\d)")
# A wrong guess among these is seen by signs inside of words, and capitals behind small letters.
_LATIN_ENCODINGS = ("cp1252", "cp1250", "iso8859_2", "cp1257", "mac_roman")
_NO_ASCII_PAIR = re.compile(r"(?s)(?=(.)([^\x00-\x7f])|([^\x00-\x7f])([\x00-\x7f]))")
_SIGNS_BESIDE_LETTERS = frozenset("«»“”„‘’‚‹›–—…ºª\xa0\xad¿¡·°®©™§")
# In Windows-1252 letters of the first two stand side by side, and none of the third, where the text is in
# Windows-1250: Czech, Hungarian, Romanian.
_TELLING_LETTERS = (("øìèùò", "šžý", "àâêçëæåœäãñ"), ("õû", "öü", "äãçàèêâ"), ("þ", "ã", "ðæ"))
_MOST_FOREIGN_LETTERS = 0.01  # of all bytes
_MOST_SIGNS = 0.2  # of all bytes
# Encodings in which news was saved before UTF-8. Offered all encodings, charset-normalizer guesses those of
# old Macs and terminals for short texts. Of equally good guesses the first of these is taken.
_LIKELY_ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "iso8859_5", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp866"),
)


def decode(data: bytes) -> tuple[str, str | None]:
    """Return the text without its byte order mark, and what had to be guessed about it, or None.

    Raises:
        ArticleError: The bytes are no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\0" in data:
        return _decode_utf16(data)
    if b"\x1b" in data and (shifted := _decode_shifted(data)):
        return shifted
    if len(data.translate(None, _CONTROLS)) < len(data) * 0.9:
        raise ArticleError(_BINARY)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return _guess(data, error.start)


def decode_page(data: bytes) -> tuple[str, str | None]:
    """Return the text of a web page: in the encoding that it declares, where it is not in UTF-8.

    Raises:
        ArticleError: The bytes are no text.
    """
    declared = _DECLARED.search(data, 0, _LONGEST_DECLARATION)
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii")
        # Browsers read Latin-1 as Windows-1252 (WHATWG Encoding Standard).
        name = "cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name
        if not _is_utf8(data):
            try:
                return data.decode(name, errors="replace"), None
            except LookupError:
                pass
    return decode(data)


def decode_references(text: str) -> str:
    """Return the text with its character references, ``&#163;`` and ``&pound;``, as characters.

    Only those that end in a semicolon are meant; the caller sanitises what they hid.
    """
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _decode_shifted(data: bytes) -> tuple[str, str] | None:
    """Decode the encodings of old Asian mail, which are ASCII with escape sequences; None for others."""
    for encoding, shifts in _SHIFTED_ENCODINGS.items():
        if any(shift in data for shift in shifts):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return (
                text,
                f"the encoding is not UTF-8 and was taken for {encoding.upper()}; save the file as UTF-8",
            )
    return None


def _decode_marked(data: bytes, encoding: str) -> tuple[str, str | None]:
    text = data.decode(encoding, errors="replace")
    if text.count("\0") > len(text) // 10:
        raise ArticleError(_BINARY)
    if "\ufffd" in text:
        name = encoding[:-3] if encoding.endswith("e") else encoding
        return text, f"some bytes are not {name.upper()} and are shown as �; save the file again as UTF-8"
    return text, None


def _decode_utf16(data: bytes) -> tuple[str, str | None]:
    """Decode UTF-16 without a byte order mark, recognised by zero bytes at only even or only odd offsets."""
    zeros = data[0::2].count(0), data[1::2].count(0)
    many = len(data) // 2 * 0.4
    for encoding, mine, other in (("utf-16-le", zeros[1], zeros[0]), ("utf-16-be", zeros[0], zeros[1])):
        if mine > many and other * 50 < mine:
            text = data.decode(encoding, errors="replace")
            if sum(
                not char.isprintable() and not char.isspace() for char in text[:_ENCODING_SAMPLE]
            ) * 20 > len(text[:_ENCODING_SAMPLE]):
                raise ArticleError(_BINARY)
            return text, "the encoding is not declared and was taken for UTF-16; save the file as UTF-8"
    if data.count(0) * 1000 <= len(data) and _is_utf8(data):
        return data.decode("utf-8"), "NUL bytes were left out; save the file again as plain text"
    raise ArticleError(_BINARY)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_ascii(data: bytes) -> bool:
    """Tell whether so few bytes are above ASCII that the text is English, or that they are punctuation.

    Letters of Polish, Czech or Russian texts are more; signs such as pounds and quotation marks may be many.
    """
    high = data.translate(None, _ASCII)
    if any(byte in _UNDEFINED_IN_WINDOWS for byte in high):
        return False
    signs = high.translate(None, _NO_WINDOWS_SIGNS)
    pounds = len(_POUNDS.findall(data))
    if len(high) <= _MOST_FOREIGN_LETTERS * len(data):
        return True
    return len(signs) + pounds == len(high) <= _MOST_SIGNS * len(data)


def _choose_latin(sample: bytes, guess: str) -> str:
    """Return the guess, or another encoding of Latin letters in which the words have fewer odd signs."""
    if guess not in _LATIN_ENCODINGS:
        return guess
    names = (guess, *(name for name in _LATIN_ENCODINGS if name != guess))
    best = min(names, key=lambda name: _count_odd(sample.decode(name, errors="replace")))
    if best == "cp1252":
        letters = set(sample.decode(best, errors="replace").lower())
        for these, beside, others in _TELLING_LETTERS:
            if letters & set(these) and letters & set(beside) and not letters & set(others):
                return "cp1250"
    return best


def _count_odd(text: str) -> int:
    """Count the pairs of characters that words do not have: ``³a``, ``cafŽ``, ``Ł40``."""
    return sum(_is_odd(match[1] or match[3], match[2] or match[4]) for match in _NO_ASCII_PAIR.finditer(text))


def _is_odd(left: str, right: str) -> bool:
    if "\ufffd" in (left, right) or (left.islower() and right.isupper() and not right.isascii()):
        return True
    for sign, other in ((left, right), (right, left)):
        if sign.isascii():
            continue
        if sign.isalpha():
            odd = other.isdigit()
        else:
            odd = other.isalpha() and not sign.isspace() and sign not in _SIGNS_BESIDE_LETTERS
            odd = odd and not (sign.isnumeric() and sign is right)  # "m²"
            odd = odd or (sign in "®™" and sign is left and other.isalpha())
        if odd:
            return True
    return False


def _guess(data: bytes, broken_at: int) -> tuple[str, str | None]:
    # Text in another encoding is seldom valid UTF-8: a file that mostly is was damaged.
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    if sum(char > "\x7f" for char in text) - wrong >= _UTF8_LETTERS_PER_ERROR * wrong:
        return text, f"byte {broken_at:,} is not UTF-8 and is shown as �; save the file again as UTF-8"
    sample = data[max(0, broken_at - _ENCODING_SAMPLE // 2) :][:_ENCODING_SAMPLE]
    if _is_nearly_ascii(data) and _choose_latin(sample, "cp1252") == "cp1252":
        text = data.decode("cp1252", errors="replace")
        return (
            text,
            "some bytes are not UTF-8 and were taken for windows-1252; save the file as UTF-8 to be sure",
        )
    # Slow to import, and seldom needed.
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=list(_LIKELY_ENCODINGS))
    best = matches.best()
    encoding = "cp1252"
    if best is not None:
        merit = best.chaos, best.coherence
        equals = [match.encoding for match in matches if (match.chaos, match.coherence) == merit]
        encoding = next((name for name in _LIKELY_ENCODINGS if name in equals), best.encoding)
    encoding = _choose_latin(sample, encoding)
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        encoding = "cp1252"
        text = data.decode(encoding, errors="replace")
    if best is None and sum(not char.isprintable() and not char.isspace() for char in text) > len(text) // 50:
        raise ArticleError(_BINARY)
    name = sanitize_line(encoding).replace("_", "-")
    return text, f"the encoding is not UTF-8 and was guessed to be {name}; save the file as UTF-8 to be sure"
