"""PDF to paragraphs: PDFium finds the characters, the layout of their lines tells what belongs together.

Owns what a page adds to a text: line ends, hyphens at line ends, running headers and page numbers. pypdfium2
is imported where a PDF is read; PDFium may run in one thread at a time only.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from reader.articles.model import Block, Document, ParagraphKind
from reader.articles.raw.lines import RowJoiner, ends_sentence
from reader.errors import ArticleError
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 400
_MOST_SECONDS = 30.0
_MOST_CHARACTERS = 8_000_000
_LOCK = threading.Lock()
_ENCRYPTED, _UNSUPPORTED_LOCK = 4, 5  # error codes of PDFium: password, security scheme
_EDGE_LINES = 3  # at the top and the bottom of a page, among which running headers are
_FEWEST_REPEATS = 2
_PAGE_NUMBER = re.compile(
    r"(?i)[-–—\s]*(?:page|p\.|seite|стр\.)?\s*\d{1,4}\s*(?:(?:of|/|von|из|sur|de)\s*\d{1,4})?[-–—\s]*"
)
_DIGITS = re.compile(r"\d+")
_HYPHENS = ("\ufffe", "\x02")  # PDFium's signs for a hyphen at the end of a line
_LINE_ENDS = ("\n", "\r")
# Programs that print or convert what they are given: their day is the day of printing, not of the article.
_PRINTERS = re.compile(r"(?i)skia|chrom|mozilla|firefox|safari|quartz|print|wkhtml|webkit|prince|cairo|scan")
_PDF_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_GAP = 1.35  # of the usual distance of two lines, beyond which a paragraph ends
_FEWEST_GAPS = 8  # between lines, by which their usual distance is known
_WIDEST_LEADING = 1.5  # of the size of letters; wider where lines are known to be set so
_HEADING_SIZE = 1.15  # of the usual size of letters
_INDENT = 0.7  # of the size of letters, by which a first line is moved in
_SHORT_LINE = 0.85  # of the width of a column, below which a line may be the last of its paragraph
_LONGEST_HEADING = 200  # characters


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page; lengths in points, from the left and the bottom."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int


def read_pdf(data: bytes) -> Document:
    """Read a PDF.

    Raises:
        ArticleError: It is no PDF, damaged, encrypted, too long, or holds no text.
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code in (_ENCRYPTED, _UNSUPPORTED_LOCK):
                raise ArticleError("is encrypted; save it without a password") from None
            kind = "a damaged PDF" if b"%PDF" in data[:1024] else "no PDF"
            raise ArticleError(f"is {kind}; save or download it again") from None
        try:
            return _read_document(document)
        finally:
            document.close()


def _read_document(document: PdfDocument) -> Document:
    pages = len(document)
    if pages > MOST_PAGES:
        raise ArticleError(f"has {pages:,} pages, and an article may have {MOST_PAGES}; split it")
    began = time.monotonic()
    lines: list[_Line] = []
    problems: list[str] = []
    characters = 0
    for number in range(pages):
        if time.monotonic() - began > _MOST_SECONDS or characters > _MOST_CHARACTERS:
            problems.append(f"only the first {number} of {pages} pages were read: the others take too long")
            break
        found = _read_page(document, number)
        if found is None:
            problems.append(f"page {number + 1} is damaged and was left out")
            continue
        characters += sum(len(line.text) for line in found)
        lines += found
    if not any(char.isalnum() for line in lines for char in line.text):
        raise ArticleError("is a PDF without text, as a scan is; run it through text recognition (OCR)")
    kept, aside = _drop_running_lines(lines, pages)
    return Document(tuple(_join_paragraphs(kept)), _read_properties(document), tuple(aside), tuple(problems))


def _read_page(document: PdfDocument, number: int) -> list[_Line] | None:
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        return list(_read_lines(text.raw, number))
    finally:
        text.close()
        page.close()


def _read_lines(page: Any, number: int) -> Iterator[_Line]:
    """Yield the lines of a page in PDFium's order.

    Args:
        page: PDFium's handle of a page's text.
    """
    from pypdfium2 import raw

    row: list[str] = []
    first = last = -1
    for at in range(raw.FPDFText_CountChars(page)):
        char = chr(raw.FPDFText_GetUnicode(page, at))
        # PDFium puts the halves of a broken word together, with a sign where the line ended.
        if char in _LINE_ENDS or char in _HYPHENS:
            if first >= 0:
                yield _measure(page, [*row, "-"] if char in _HYPHENS else row, first, last, number)
            row, first = [], -1
            continue
        row.append(char)
        if not char.isspace():
            first, last = at if first < 0 else first, at
    if first >= 0:
        yield _measure(page, row, first, last, number)


def _measure(page: Any, row: Sequence[str], first: int, last: int, number: int) -> _Line:
    from ctypes import byref, c_double

    from pypdfium2 import raw

    left, right, base, other = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(page, last, byref(other), byref(right), byref(other), byref(other))
    raw.FPDFText_GetCharOrigin(page, first, byref(left), byref(base))
    words = "".join(row)
    # Letters beyond 16 bits come as two halves.
    words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    size = raw.FPDFText_GetFontSize(page, (first + last) // 2)
    return _Line(sanitize_line(words), left.value, right.value, base.value, max(size, 1.0), number)


def _drop_running_lines(lines: Sequence[_Line], pages: int) -> tuple[list[_Line], list[str]]:
    """Set aside what stands at the top or bottom of several pages, its numbers aside, and page numbers."""
    by_page: dict[int, list[_Line]] = {}
    for line in lines:
        if line.text:
            by_page.setdefault(line.page, []).append(line)
    orders = [sorted(found, key=lambda line: -line.base) for found in by_page.values()]
    keys = Counter(
        key
        for order in orders
        for key in {_running_key(line) for line in (*order[:_EDGE_LINES], *order[-_EDGE_LINES:])}
    )
    often = max(_FEWEST_REPEATS, pages // 3)
    dropped: set[int] = set()
    for order in orders:
        # From the edge inwards, as far as nothing else stands between.
        for lines_inwards in (order[:_EDGE_LINES], order[: -_EDGE_LINES - 1 : -1]):
            for line in lines_inwards:
                repeated = pages > 1 and keys[_running_key(line)] >= often
                if not repeated and not _PAGE_NUMBER.fullmatch(line.text):
                    break
                dropped.add(id(line))
    aside = [line.text for found in by_page.values() for line in found if id(line) in dropped]
    return [line for line in lines if line.text and id(line) not in dropped], list(dict.fromkeys(aside))


def _running_key(line: _Line) -> tuple[str, int]:
    # At the same height, within half a centimetre: the words of a list's items may recur as well.
    return _DIGITS.sub("0", line.text.casefold()), round(line.base / 14)


def _join_paragraphs(lines: Sequence[_Line]) -> Iterator[Block]:
    """Yield the paragraphs of lines in reading order."""
    usual = median(line.size for line in lines for _ in range(1 + len(line.text) // 20))
    gaps = [
        above.base - line.base
        for above, line in pairwise(lines)
        if above.page == line.page and 0 < above.base - line.base < 4 * usual and _alike(above, line)
    ]
    # Short paragraphs may have more gaps between them than within.
    leading = sorted(gaps)[len(gaps) // 4] if gaps else usual * 1.2
    if len(gaps) < _FEWEST_GAPS:
        # Of a few lines, all may be paragraphs of their own.
        leading = min(leading, usual * _WIDEST_LEADING)
    joiner = RowJoiner("\n".join(line.text for line in lines))
    rows: list[_Line] = []
    for line in lines:
        if rows and _starts_paragraph(rows, line, leading):
            yield _make_block(joiner, rows, usual)
            rows = []
        rows.append(line)
    if rows:
        yield _make_block(joiner, rows, usual)


def _alike(above: _Line, line: _Line) -> bool:
    return abs(above.size - line.size) <= 0.08 * max(above.size, line.size)


def _starts_paragraph(rows: Sequence[_Line], line: _Line, leading: float) -> bool:
    above = rows[-1]
    if not _alike(above, line):
        return True
    width = max(row.right for row in rows) - min(row.left for row in rows)
    full = max(width, line.right - line.left)
    ended = ends_sentence(above.text)
    if above.page != line.page or line.base > above.base + line.size:
        # A new page or column: the sentence goes on there, or a paragraph starts.
        return (
            ended
            and (line.text[:1].isupper() or not line.text[:1].isalpha())
            and not (
                above.right - above.left >= _SHORT_LINE * full
                and line.left <= min(r.left for r in rows) + 1
                and above.page == line.page
            )
        )
    if abs(above.base - line.base) < line.size / 2:
        return False  # the same line, in two pieces
    if above.base - line.base > _GAP * max(leading, line.size):
        return True
    indented = line.left - min(row.left for row in rows[-2:]) > _INDENT * line.size
    if indented and len(rows) > 1 and ended:
        return True
    short = above.right - above.left < _SHORT_LINE * full
    return short and ended and (len(rows) > 1 or indented or line.left <= above.left)


def _make_block(joiner: RowJoiner, rows: Sequence[_Line], usual: float) -> Block:
    text = joiner.join([row.text for row in rows])
    if rows[0].size >= _HEADING_SIZE * usual and len(text) <= _LONGEST_HEADING:
        return Block(text, ParagraphKind.HEADING, 1 if rows[0].size >= 1.5 * usual else 2)
    return Block(text)


def _read_properties(document: PdfDocument) -> dict[str, str]:
    said = document.get_metadata_dict(skip_empty=True)
    values = {"title": said.get("Title", ""), "authors": said.get("Author", "")}
    day = _PDF_DAY.match(said.get("CreationDate", ""))
    if day and not _PRINTERS.search(f"{said.get('Creator', '')} {said.get('Producer', '')}"):
        values["date"] = "-".join(day.groups())
    return values
