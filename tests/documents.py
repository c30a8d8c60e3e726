"""Documents made by the tests: small ones, in memory."""

import io
import zlib

import docx


def make_docx(*paragraphs, title="", author="", header="", table=()):
    """Return a Word document; a paragraph that begins with # is a heading."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for words in paragraphs:
        if words.startswith("#"):
            document.add_heading(words.lstrip("# "), 1)
        else:
            document.add_paragraph(words)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def make_pdf(*pages, title="", size=11, leading=14):
    """Return a PDF whose pages are lines of text; an empty line is a gap, a tuple gives a height."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        parts, height = [f"BT /F1 {size} Tf"], 780
        for line in lines:
            words, at = line if isinstance(line, tuple) else (line, height)
            height = at - leading if not isinstance(line, tuple) else height
            escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            if words:
                parts.append(f"1 0 0 1 60 {at} Tm ({escaped}) Tj")
        stream = zlib.compress(" ".join([*parts, "ET"]).encode("cp1252"))
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append((f"<< /Length {len(stream)} /Filter /FlateDecode >>", stream))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    objects.append(f"<< /Title ({title}) >>" if title else "<< >>")
    data, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(data))
        head, stream = each if isinstance(each, tuple) else (each, None)
        body = head.encode() + (b"\nstream\n" + stream + b"\nendstream" if stream is not None else b"")
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    data += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        size - 1,
        start,
    )
    return data
