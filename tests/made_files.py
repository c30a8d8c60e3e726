"""Small documents of every kind, made for tests."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(paragraphs: Sequence[str], *, title="", author="", created="", raw="", more=()) -> bytes:
    """A Word document; a paragraph that begins with "# " is a heading, ``raw`` goes behind them as it is."""
    body = ""
    for text in paragraphs:
        style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if text.startswith("# ") else ""
        words = escape(text.removeprefix("# "))
        half = len(words) // 2 if "&" not in words else 0
        runs = "".join(
            f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (words[:half], words[half:])
        )
        body += f"<w:p>{style}{runs}</w:p>"
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dcterms:created>{created}</dcterms:created></cp:coreProperties>"
    )
    members = {
        "word/document.xml": f"<w:document {WORD}><w:body>{body}{raw}</w:body></w:document>",
        "docProps/core.xml": core,
        **dict(more),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return data.getvalue()


def rtf(paragraphs: Sequence[str], *, info="") -> bytes:
    def encode(text: str) -> str:
        text = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)

    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}{\colortbl;\red0\green0\blue0;}"
    body = "\\par\n".join(encode(text) for text in paragraphs)
    return f"{head}{info}\\f0\\fs24 {body}\\par}}".encode("ascii")


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, info="") -> bytes:
    """A PDF in Helvetica; a page is a list of lines (left, base, size, words), in points."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = 3
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        stream = b"BT\n"
        for left, base, size, words in lines:
            quoted = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            shown = quoted.encode("cp1252")
            stream += f"/F1 {size} Tf 1 0 0 1 {left} {base} Tm (".encode() + shown + b") Tj\n"
        stream += b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    if info:
        objects.append(f"<< {info} >>".encode("latin-1"))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    pointer = f" /Info {len(objects)} 0 R" if info else ""
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{pointer} >>\nstartxref\n{start}\n%%EOF".encode()
    )
    return out.getvalue()


def pdf_lines(text: str, *, left=72.0, top=720.0, size=11.0, leading=14.0, columns=80) -> list:
    """Lines of paragraphs (a blank line between) as a page of a report sets them."""
    import textwrap

    lines, base = [], top
    for paragraph in text.split("\n\n"):
        for row in textwrap.wrap(paragraph, columns):
            lines.append((left, base, size, row))
            base -= leading
        base -= leading * 0.6
    return lines
