"""Word documents, rich text and PDFs as plain text with a blank line between paragraphs.

Owns unpacking them with python-docx, striprtf and pypdf, each loaded when a file of its kind is read, and
undoing what pages do to a text: running headers and footers, page numbers, hyphens at line ends. What the
text says of its headline, date and author is read as that of any raw text; the properties of a document only
fill what it does not say.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from reader.errors import ArticleError
from reader.text.sanitize import sanitize, sanitize_line

_MOST_PAGES = 1_000  # of a PDF
_LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes of a Word document
_TEMPLATE_YEARS = frozenset({2013})  # in which the template of python-docx was made
_MOST_MARGIN_LINES = 3  # at the top and at the bottom of a page, that may be repeated on others
_FEWEST_PAGES_REPEATED = 3  # or half of all pages
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.)?\W*\d{1,4}(?:\s*(?:of|/|von|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_WORD_BROKEN = re.compile(r"(?<=[^\W\d_]{2})-$")
_SAME_HEIGHT = 6.0  # points
_PARAGRAPH_GAP = 1.35  # times the usual distance of lines
_LETTERS_GAP = 1.5  # times the size of letters: the lines of a large headline are further apart
_PARAGRAPH_INDENT = 8.0  # points


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The words of a document.

    Attributes:
        text: Sanitised, a blank line between paragraphs.
        lines: A line for each paragraph, empty ones too, as exports of databases have them.
        title: As its properties have it, which may be the name of a template; else None.
        date: When it was made, by its properties; else None.
        set_aside: Headers, footers and page numbers, each once.
    """

    text: str
    title: str | None = None
    author: str | None = None
    date: datetime | None = None
    set_aside: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    lines: str = ""


def read_docx(data: bytes) -> DocumentText:
    """Read a Word document.

    Raises:
        ArticleError: It is none, encrypted, damaged or too large.
    """
    _check_zip(data)
    try:
        import docx
        from docx.table import Table

        document = docx.Document(io.BytesIO(data))
        parts = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                parts.append("\n".join(" | ".join(_cells(row)) for row in item.rows))
            else:
                parts.append(item.text)
        margins = [
            paragraph.text
            for section in document.sections
            for part in (section.header, section.footer)
            for paragraph in part.paragraphs
        ]
        properties = document.core_properties
        title, author, created = properties.title, properties.author, properties.created
    except ArticleError:
        raise
    except Exception as error:  # the library lets errors of zip, XML and its own through
        raise ArticleError(f"is a damaged Word document: {_reason(error)}") from None
    made = created if created is not None and created.year not in _TEMPLATE_YEARS else None
    aside = dict.fromkeys(words for text in margins if (words := sanitize_line(text)))
    return DocumentText(_joined(parts), _said(title), _said(author), made, tuple(aside), lines=_lines(parts))


def _cells(row: object) -> Iterator[str]:
    before = None
    for cell in row.cells:  # type: ignore[attr-defined]
        if cell is not before:  # one that spans columns is repeated
            yield " ".join(cell.text.split())
        before = cell


def _check_zip(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ArticleError("is an old or encrypted Word document; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ArticleError(f"is a damaged Word document: {_reason(error)}") from None
    if size > _LARGEST_UNPACKED:
        raise ArticleError(f"is too large: unpacked it has {size:,} bytes")


def read_rtf(data: bytes) -> DocumentText:
    """Read a rich text.

    Raises:
        ArticleError: It is none, or damaged.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ArticleError("is no rich text")
    from striprtf.striprtf import rtf_to_text

    source = data.decode("latin-1")
    try:
        text = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # the library lets whatever it meets through
        raise ArticleError(f"is a damaged rich text: {_reason(error)}") from None
    title = re.search(r"\{\\title ([^{}\\]{1,300})\}", source)
    author = re.search(r"\{\\author ([^{}\\]{1,200})\}", source)
    made = re.search(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})", source)
    rows = text.replace("\r", "").split("\n")
    return DocumentText(
        _joined(rows),
        _said(title[1] if title else None),
        _said(author[1] if author else None),
        _moment(*made.groups()) if made else None,
        lines=_lines(rows),
    )


def read_pdf(data: bytes) -> DocumentText:
    """Read a PDF.

    Raises:
        ArticleError: It is none, encrypted, damaged, too long, or has no text.
    """
    if b"%PDF" not in data[:1024]:
        raise ArticleError("is no PDF")
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise ArticleError("is an encrypted PDF; save it without a password")
        count = len(document.pages)
        if count > _MOST_PAGES:
            raise ArticleError(f"has {count:,} pages, and a PDF may have {_MOST_PAGES:,}")
        pages, broken = [], []
        for number, page in enumerate(document.pages, 1):
            try:
                pages.append(_page_lines(page))
            except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
                pages.append([])
                broken.append(number)
        found = document.metadata
        title, author, made = (found.title, found.author, _created(found)) if found else (None, None, None)
    except ArticleError:
        raise
    except Exception as error:  # damage shows up in many ways
        raise ArticleError(f"is a damaged PDF: {_reason(error)}") from None
    pages, margins = _take_margins_out(pages)
    text = sanitize(_joined(_paragraphs([line for page in pages for line in page])))
    if not text.strip():
        raise ArticleError("is a PDF without text, as a scan is; run text recognition (OCR) on it")
    problems = (f"page {', '.join(map(str, broken))} cannot be read",) if broken else ()
    return DocumentText(text, _said(title), _said(author), made, tuple(margins), problems)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, in points; ``gap`` is its distance from the line above, None where none is known."""

    text: str
    gap: float | None = None
    height: float = 0.0
    left: float = 0.0
    size: float = 0.0


def _page_lines(page: object) -> list[_Line]:
    lines: list[_Line] = []
    parts: list[str] = []
    place: list[float] = []
    above: float | None = None

    def finish() -> None:
        nonlocal above
        text = sanitize_line("".join(parts))
        if text:
            left, height, size = place[0], place[1], place[2]
            gap = None if above is None else above - height
            lines.append(_Line(text, gap, height, left, size))
            above = height
        parts.clear()
        place.clear()

    def take(text: str, matrix: Sequence[float], inner: Sequence[float], font: object, size: float) -> None:
        for number, piece in enumerate(text.split("\n")):
            if number:
                finish()
            if piece.strip() and not place:
                height = inner[4] * matrix[1] + inner[5] * matrix[3] + matrix[5]
                left = inner[4] * matrix[0] + inner[5] * matrix[2] + matrix[4]
                scale = abs(inner[3] or inner[0]) * abs(matrix[3] or 1)
                place.extend((left, height, size * scale))
            parts.append(piece)

    page.extract_text(visitor_text=take)  # type: ignore[attr-defined]
    finish()
    return lines


def _take_margins_out(pages: Sequence[list[_Line]]) -> tuple[list[list[_Line]], list[str]]:
    """Take out the lines at the top and bottom of pages that are repeated on others, and page numbers.

    They stand apart from the words of the page: a sentence that is repeated does not.
    """
    counts: Counter[tuple[int, str]] = Counter()
    for page in pages:
        edges = (*page[:_MOST_MARGIN_LINES], *page[-_MOST_MARGIN_LINES:])
        counts.update(set(map(_place_and_words, edges)))
    enough = max(2, min(_FEWEST_PAGES_REPEATED, len(pages) // 2 + 1))
    usual = _usual_gap([line for page in pages for line in page])

    def is_margin(line: _Line) -> bool:
        return bool(_PAGE_NUMBER.fullmatch(line.text)) or (
            len(pages) > 1 and counts[_place_and_words(line)] >= enough
        )

    def is_apart(line: _Line) -> bool:
        return line.gap is None or line.gap <= 0 or line.gap > _PARAGRAPH_GAP * usual

    aside: dict[str, None] = {}
    kept = []
    for page in pages:
        first, last = 0, len(page)
        for number in range(1, min(_MOST_MARGIN_LINES, len(page) - 1) + 1):
            if all(map(is_margin, page[:number])) and is_apart(page[number]):
                first = number
        for number in range(max(first, len(page) - _MOST_MARGIN_LINES), len(page)):
            if all(map(is_margin, page[number:])) and is_apart(page[number]):
                last = number
                break
        aside.update(dict.fromkeys(line.text for line in (*page[:first], *page[last:])))
        kept.append(page[first:last])
    return kept, list(aside)


def _usual_gap(lines: Sequence[_Line]) -> float:
    gaps = [line.gap for line in lines if line.gap is not None and line.gap > 0]
    return median(gaps) if gaps else 0.0


def _place_and_words(line: _Line) -> tuple[int, str]:
    """Return what a running header has in common on all pages: its height, and its words but for numbers."""
    return round(line.height / _SAME_HEIGHT), re.sub(r"\d+", "0", line.text.casefold())


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield paragraphs: lines are one as long as distance, indent and size of letters stay the same."""
    usual = _usual_gap(lines)
    widest = max((len(line.text) for line in lines), default=0)
    parts: list[str] = []
    before: _Line | None = None
    for line in lines:
        if before is not None and parts and _begins_paragraph(before, line, usual, widest):
            yield _join_lines(parts)
            parts = []
        parts.append(line.text)
        before = line
    if parts:
        yield _join_lines(parts)


def _begins_paragraph(before: _Line, line: _Line, usual: float, widest: int) -> bool:
    if before.size and line.size and abs(before.size - line.size) > 0.15 * before.size:
        return True
    ended = before.text[-1:] in '.!?…:”"’»'
    if line.gap is None or line.gap <= 0:  # another page or column
        return ended and len(before.text) < 0.8 * widest
    if line.gap > max(_PARAGRAPH_GAP * usual, _LETTERS_GAP * line.size):
        return True
    if line.left - before.left > _PARAGRAPH_INDENT and ended:
        return True
    return ended and len(before.text) < 0.6 * widest


def _join_lines(rows: Sequence[str]) -> str:
    text = ""
    for row in rows:
        if text and _WORD_BROKEN.search(text) and row[:1].islower():
            text = text[:-1] + row
        else:
            text += (" " if text and not text.endswith("-") else "") + row
    return text


def _lines(parts: Sequence[str]) -> str:
    return sanitize("\n".join(parts))


def _joined(parts: Sequence[str] | Iterator[str]) -> str:
    kept = (part.strip() for part in parts)
    return sanitize("\n\n".join(part for part in kept if part))


def _said(value: object) -> str | None:
    return sanitize_line(str(value)) or None if value else None


def _created(found: object) -> datetime | None:
    try:
        value = found.creation_date  # type: ignore[attr-defined]
    except (ValueError, TypeError, AttributeError):
        return None
    return value if isinstance(value, datetime) else None


def _moment(year: str, month: str, day: str) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day))
    except ValueError:
        return None


def _reason(error: Exception) -> str:
    return sanitize_line(str(error))[:120] or type(error).__name__
