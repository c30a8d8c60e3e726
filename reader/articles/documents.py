"""Word documents, rich text and PDF: their paragraphs, and what their properties say.

Owns the reading of Word's XML, straight from its bounded zip member: it is read as a stream, so that neither
depth nor size nor entities cost more than they hold. Rich text goes through striprtf and PDF through ``pdf``,
each imported only where such a file is read. What cannot be read is an ArticleError with its reason.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.parsers import expat

from reader.articles.model import Block, Document, ParagraphKind
from reader.errors import ArticleError
from reader.text.sanitize import sanitize, sanitize_line

_MOST_XML = 64 * 1024 * 1024  # bytes of one part, unpacked; a novel has some 5 MB
_XML_CHUNK = 65_536  # bytes given to the parser at once
_MOST_PARAGRAPHS = 200_000
_WORD_TEXT = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PROPERTIES = "docProps/core.xml"
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml", re.IGNORECASE)
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_FIELD_OF_PROPERTY = {"title": "title", "creator": "authors", "created": "date", "language": "language"}
_HEADING_STYLE = re.compile(r"(?i)heading ?(\d)|title")
_HIDDEN = ("moveFrom", "Fallback")  # words that stand elsewhere too
_RTF_START = re.compile(rb"\s*\{\s*\\rtf")
_RTF_BINARY = re.compile(rb"(?:[0-9a-fA-F]{2}\s*){200,}")
_RTF_INFO = re.compile(rb"\{\\info(.{0,4000})", re.DOTALL)
_RTF_TITLE = re.compile(rb"\{\\title ((?:[^{}]|\\[{}]){1,500})\}")
_RTF_AUTHOR = re.compile(rb"\{\\author ((?:[^{}]|\\[{}]){1,200})\}")
_RTF_DAY = re.compile(rb"\{\\creatim\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)")


def read_docx(data: bytes) -> Document:
    """Read a Word document: its text with footnotes at the end, without what was deleted.

    Raises:
        ArticleError: It is no such document, damaged, encrypted, or too large.
    """
    if data.startswith(_OLD_OFFICE):
        raise ArticleError("is an old or encrypted Word document; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            main = next((name for name in names if _WORD_TEXT.fullmatch(name)), None)
            if main is None:
                raise ArticleError("is no Word document: it has no text part; save it as .docx again")
            text = _read_word_part(package, main)
            blocks = list(text.blocks)
            for name in _NOTES:
                blocks += _read_word_part(package, name).blocks if name in names else []
            margins = [_read_word_part(package, name) for name in names if _MARGIN.fullmatch(name)]
            values = _read_properties(package) if _PROPERTIES in names else {}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ArticleError(f"is a damaged Word document: {_say(error)}; save it again") from None
    except RuntimeError:  # of zipfile, for encrypted members
        raise ArticleError("is encrypted; save it without a password") from None
    aside = dict.fromkeys(block.text for margin in margins for block in margin.blocks)
    return Document(tuple(blocks), values, tuple(aside), lines="\n".join(text.rows))


def _read_word_part(package: zipfile.ZipFile, name: str) -> _WordReader:
    reader = _WordReader()
    try:
        _parse_xml(package, name, reader.parser)
    except expat.ExpatError as error:
        if not reader.blocks:
            raise ArticleError(f"is a damaged Word document: {_say(error)}; save it again") from None
    return reader


def _parse_xml(package: zipfile.ZipFile, name: str, parser: expat.XMLParserType) -> None:
    """Feed a member of the zip to a parser, in pieces, up to the largest size."""
    parser.StartDoctypeDeclHandler = _refuse_doctype
    size = 0
    with package.open(name) as part:
        while chunk := part.read(_XML_CHUNK):
            size += len(chunk)
            if size > _MOST_XML:
                raise ArticleError(
                    f"is too large: its text has more than {_MOST_XML >> 20} MB unpacked; split it"
                )
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    """Office documents declare no entities; a file that does wants to be expanded."""
    raise ArticleError("is no Word document: it declares entities of its own; save it as .docx again")


class _WordReader:
    """Collects the paragraphs of a part of a Word document; text boxes are paragraphs within paragraphs."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add
        self.blocks: list[Block] = []
        self.rows: list[str] = []  # paragraphs, empty ones too
        self._open: list[tuple[list[str], list[Block]]] = []  # words of a paragraph, and those within it
        self._style: list[tuple[str, bool]] = []
        self._in_text = self._vanished = False
        self._hidden = 0

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in _HIDDEN:
            self._hidden += 1
        elif self._hidden:
            return
        elif name == "p":
            self._open.append(([], []))
            self._style.append(("", False))
        elif not self._open:
            return
        elif name == "r":
            self._vanished = False
        elif name == "vanish":
            self._vanished = attributes.get("w:val", "1") not in {"0", "false", "off"}
        elif name == "t":
            self._in_text = True
        elif name in {"tab", "br", "cr", "noBreakHyphen"} and not self._vanished:
            # A tab stop in the properties of a paragraph has attributes of its own.
            if name != "tab" or not attributes:
                self._open[-1][0].append({"tab": " ", "noBreakHyphen": "\u2011"}.get(name, "\n"))
        elif name == "pStyle":
            self._style[-1] = attributes.get("w:val", ""), self._style[-1][1]
        elif name == "numPr":
            self._style[-1] = self._style[-1][0], True

    def _add(self, words: str) -> None:
        if self._in_text and not self._vanished and not self._hidden:
            self._open[-1][0].append(words)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in _HIDDEN:
            self._hidden -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p" and not self._hidden and self._open:
            words, inner = self._open.pop()
            style, listed = self._style.pop()
            text = _tidy("".join(words))
            found = [_make_block(text, style, listed), *inner] if text else inner
            (self._open[-1][1] if self._open else self.blocks).extend(found)
            # With their indents, by which exports tell a heading from what stands below.
            self.rows += sanitize("".join(words)).split("\n")
            if len(self.blocks) > _MOST_PARAGRAPHS:
                raise ArticleError(f"has more than {_MOST_PARAGRAPHS:,} paragraphs; split it")


def _make_block(text: str, style: str, listed: bool) -> Block:
    if (heading := _HEADING_STYLE.fullmatch(style)) and "\n" not in text:
        return Block(text, ParagraphKind.HEADING, min(6, int(heading[1] or 1) or 1))
    return Block(text, ParagraphKind.ITEM, 1, "•") if listed else Block(text)


def _tidy(text: str) -> str:
    rows = (" ".join(row.split()) for row in sanitize(text).split("\n"))
    return "\n".join(row for row in rows if row)


def _read_properties(package: zipfile.ZipFile) -> dict[str, str]:
    """Return title, author and day of a Word document; a broken part says nothing."""
    found: dict[str, list[str]] = {}
    path: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        path.append(name.rpartition(":")[2])

    def add(words: str) -> None:
        if path and (key := _FIELD_OF_PROPERTY.get(path[-1])):
            found.setdefault(key, []).append(words)

    def end(name: str) -> None:
        path.pop()

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, add
    try:
        _parse_xml(package, _PROPERTIES, parser)
    except (expat.ExpatError, ArticleError):
        return {}
    return {key: "".join(words) for key, words in found.items()}


def read_rtf(data: bytes) -> Document:
    """Read a rich text file.

    Raises:
        ArticleError: It is no such file, or damaged.
    """
    from striprtf import striprtf

    if not _RTF_START.match(data):
        raise ArticleError("is no rich text: it does not begin with {\\rtf; save it again as RTF")
    # Pictures are long runs of hexadecimal digits, each of which the parser would look at.
    source = _RTF_BINARY.sub(b"", data).decode("latin-1")
    try:
        text: str = striprtf.rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # its parser raises whatever its tables raise
        raise ArticleError(f"is damaged rich text: {_say(error)}; save it again") from None
    lines = sanitize(text)
    rows = (_tidy(row) for row in lines.split("\n"))
    return Document(tuple(Block(row) for row in rows if row), _read_rtf_info(data), lines=lines)


def _read_rtf_info(data: bytes) -> dict[str, str]:
    info = _RTF_INFO.search(data, 0, _XML_CHUNK)
    if info is None:
        return {}
    values: dict[str, str] = {}
    for key, pattern in (("title", _RTF_TITLE), ("authors", _RTF_AUTHOR)):
        if (found := pattern.search(info[1])) and b"\\" not in found[1]:
            values[key] = found[1].decode("cp1252", "replace")
    if day := _RTF_DAY.search(info[1]):
        values["date"] = f"{int(day[1])}-{int(day[2]):02}-{int(day[3]):02}"
    return values


def _say(error: BaseException) -> str:
    return sanitize_line(str(error)).rstrip(".")[:100] or type(error).__name__
