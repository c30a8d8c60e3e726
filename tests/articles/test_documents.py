"""Word documents, rich text and PDF: paragraphs out of bytes, or the reason why not."""

import io
import re
import zipfile

import pytest
from made_files import docx, pdf, pdf_lines, rtf

from reader.articles.documents import read_docx, read_rtf
from reader.articles.load import load_article
from reader.articles.model import Article, ParagraphKind, Problem
from reader.articles.pdf import MOST_PAGES, read_pdf
from reader.errors import ArticleError

PARAGRAPHS = [
    "The harbour of Eastmere will close for repairs in March, its council said on Monday.",
    "“We have waited ten years for this, and we will not wait for an eleventh,” Mayor Brandt told reporters.",
]


def docx_paragraphs(data):
    return [block.text for block in read_docx(data).blocks]


def rtf_text(data):
    return "\n\n".join(block.text for block in read_rtf(data).blocks)


def pdf_text(data):
    return "\n\n".join(block.text for block in read_pdf(data).blocks)


def test_word_paragraphs_come_with_their_words_whole():
    assert docx_paragraphs(docx(PARAGRAPHS)) == PARAGRAPHS


def test_a_heading_of_word_is_a_heading():
    first = read_docx(docx(["# Harbour closes", *PARAGRAPHS])).blocks[0]
    assert (first.text, first.kind, first.level) == ("Harbour closes", ParagraphKind.HEADING, 1)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("<w:p><w:ins><w:r><w:t>added</w:t></w:r></w:ins></w:p>", ["added"]),
        (
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>",
            ["kept"],
        ),
        ("<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>", ["a link"]),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", ["a cell"]),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>a control</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            ["a control"],
        ),
        (
            "<w:p><w:r><w:t>outside</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p>"
            "</w:txbxContent></w:r></w:p>",
            ["outside", "in a box"],
        ),
        (
            "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>",
            ["one\ntwo three"],
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>",
            ["shown"],
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", []),
    ],
    ids=["insertion", "deletion", "link", "table", "control", "text box", "breaks", "hidden", "field"],
)
def test_everything_that_word_shows_is_text(raw, words):
    assert docx_paragraphs(docx([], raw=raw)) == words


def test_footnotes_follow_the_text():
    note = "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>"
    notes = f'<w:footnotes xmlns:w="w">{note}</w:footnotes>'
    assert docx_paragraphs(docx(PARAGRAPHS, more={"word/footnotes.xml": notes})) == [*PARAGRAPHS, "A note."]


def test_rich_text_keeps_paragraphs_and_letters():
    assert rtf_text(rtf(PARAGRAPHS)).split("\n\n") == PARAGRAPHS


def test_a_picture_in_rich_text_is_no_text():
    picture = r"{\pict\wmetafile8 " + "0123456789abcdef" * 5_000 + "}"
    assert rtf_text(rtf(PARAGRAPHS, info=picture)).split("\n\n") == PARAGRAPHS


def test_properties_of_rich_text_are_read():
    info = r"{\info{\title Harbour closes}{\author Ada Brandt}{\creatim\yr2025\mo3\dy4\hr9}}"
    said = read_rtf(rtf(PARAGRAPHS, info=info)).values
    assert said == {"title": "Harbour closes", "authors": "Ada Brandt", "date": "2025-03-04"}


def test_lines_of_a_pdf_are_joined_to_paragraphs():
    assert pdf_text(pdf([pdf_lines("\n\n".join(PARAGRAPHS), columns=40)])).split("\n\n") == PARAGRAPHS


def test_short_paragraphs_of_a_short_page_stay_apart():
    texts = ["11 February 2025", PARAGRAPHS[0], "“It is a small wonder,” the engineer said."]
    assert pdf_text(pdf([pdf_lines("\n\n".join(texts), columns=100)])).split("\n\n") == texts


def test_words_that_recur_at_a_height_are_no_running_header():
    told = "On {0} the boats stayed in the harbour, before noon and after. {0} was quiet."
    pages = [
        [(72, 800, 9, "Quay Gazette"), *pdf_lines(told.format(day), columns=34)]
        for day in ("Monday", "Tuesday", "Wednesday")
    ]
    text = pdf_text(pdf(pages))
    assert text.count("before noon and after.") == 3
    assert "Gazette" not in text


def test_a_paragraph_goes_on_over_the_page():
    lines = pdf_lines(" ".join(PARAGRAPHS), columns=40)
    # The first page ends within a sentence.
    pages = [lines[:3], [(left, base + 42, size, row) for left, base, size, row in lines[3:]]]
    assert pdf_text(pdf(pages)) == " ".join(PARAGRAPHS)


def test_a_word_broken_at_a_line_end_is_whole_again():
    lines = [
        (72, 700, 11, "The ministers spoke of the recon-"),
        (72, 686, 11, "struction of the harbour of Eastmere."),
    ]
    assert pdf_text(pdf([lines])) == "The ministers spoke of the reconstruction of the harbour of Eastmere."


def test_running_headers_and_page_numbers_are_set_aside():
    pages = [
        [
            (72, 800, 9, "The Eastmere Courier"),
            *pdf_lines(f"Part {name} of the report says that the harbour closes in March and opens in May."),
            (290, 40, 9, f"Page {number} of 3"),
        ]
        for number, name in enumerate(("one", "two", "three"), 1)
    ]
    document = read_pdf(pdf(pages))
    text = "\n".join(block.text for block in document.blocks)
    assert "Courier" not in text
    assert "Page" not in text
    assert text.count("of the report") == 3
    assert "The Eastmere Courier" in document.set_aside


def test_larger_letters_are_a_heading():
    document = read_pdf(pdf([[(72, 780, 24, "Harbour closes in March"), *pdf_lines(PARAGRAPHS[0])]]))
    assert document.blocks[0].kind is ParagraphKind.HEADING


@pytest.mark.parametrize(
    ("producer", "date"), [("Adobe InDesign", "2025-03-04"), ("Skia/PDF m120", None)], ids=["set", "printed"]
)
def test_the_day_on_which_a_page_was_printed_is_no_date(producer, date):
    info = f"/Title (Harbour closes) /Producer ({producer}) /CreationDate (D:20250304090000Z)"
    said = read_pdf(pdf([pdf_lines(PARAGRAPHS[0])], info=info)).values
    assert said["title"] == "Harbour closes"
    assert said.get("date") == date


STORY = [
    "Harbour closes in March",
    "By Ilse Marten",
    "10 February 2025",
    *PARAGRAPHS,
    "Ferries will sail from the old quay until the end of May, and fares will stay as they are, she added.",
]


def as_pdf(texts, **given) -> bytes:
    """The story as a page of a paper sets it: a large headline, byline and date, wrapped lines."""
    title, *rest = texts
    return pdf([[(72, 780, 22, title), *pdf_lines("\n\n".join(rest), columns=60)]], **given)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx([f"# {STORY[0]}", *STORY[1:]], title="Template", author="python-docx")),
        ("a.DOCX", docx(STORY)),
        ("a.rtf", rtf(STORY)),
        ("a.pdf", as_pdf(STORY)),
    ],
)
def test_a_document_is_an_article_with_what_its_text_says(tmp_path, name, data):
    article = loaded(tmp_path, name, data)
    assert (article.title, article.title_inferred) == ("Harbour closes in March", False)
    assert article.authors == ("Ilse Marten",)
    assert article.date is not None
    assert article.date.isoformat() == "2025-02-10"
    assert article.text.split("\n\n") == STORY[3:]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.docx",
            docx(STORY[3:], title="Harbour closes", author="Ilse Marten", created="2025-02-10T08:00:00Z"),
        ),
        (
            "a.rtf",
            rtf(
                STORY[3:],
                info=r"{\info{\title Harbour closes}{\author Ilse Marten}{\creatim\yr2025\mo2\dy10}}",
            ),
        ),
        (
            "a.pdf",
            pdf(
                [pdf_lines("\n\n".join(STORY[3:]))],
                info="/Title (Harbour closes) /Author (Ilse Marten) /CreationDate (D:20250210080000Z)",
            ),
        ),
    ],
)
def test_properties_count_where_the_text_is_silent(tmp_path, name, data):
    article = loaded(tmp_path, name, data)
    assert (article.title, article.title_inferred, article.authors) == (
        "Harbour closes",
        False,
        ("Ilse Marten",),
    )
    assert article.date is not None
    assert article.date.isoformat()[:10] == "2025-02-10"
    assert article.text.split("\n\n") == STORY[3:]


@pytest.mark.parametrize(
    ("title", "author", "created"),
    [
        ("Microsoft Word - tides.docx", "", ""),
        ("", "python-docx", "2013-12-23T23:15:00Z"),
        ("Document1", "Admin", ""),
    ],
)
def test_what_programs_write_into_properties_is_not_believed(tmp_path, title, author, created):
    article = loaded(tmp_path, "a.docx", docx(STORY[3:], title=title, author=author, created=created))
    assert article.title_inferred
    assert (article.authors, article.date) == ((), None)


@pytest.mark.parametrize("name", ["a.docx", "a.rtf", "a.pdf"])
@pytest.mark.parametrize("data", [b"", b"\0\1\2" * 50], ids=["empty", "no such file"])
def test_a_file_that_is_no_document_is_a_problem(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert isinstance(load_article(path), Problem)


def loaded(tmp_path, name, data) -> Article:
    path = tmp_path / name
    path.write_bytes(data)
    article = load_article(path)
    assert isinstance(article, Article), article
    return article


def declaring_entities() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(10))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", f"<!DOCTYPE d [{entities}]><w:document>&e9;</w:document>")
    return data.getvalue()


def bomb() -> bytes:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        part.write(b"<w:document><w:body><w:p><w:r><w:t>")
        for _ in range(70):
            part.write(b"a" * 1024 * 1024)
    return data.getvalue()


def without_text() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("read", "data", "reason"),
    [
        (docx_paragraphs, b"", "damaged"),
        (docx_paragraphs, b"PK\x03\x04 and no more", "damaged"),
        (docx_paragraphs, docx(PARAGRAPHS)[:200], "damaged"),
        (docx_paragraphs, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or encrypted"),
        (docx_paragraphs, without_text(), "no text part"),
        (docx_paragraphs, declaring_entities(), "entities"),
        (docx_paragraphs, bomb(), "too large"),
        (rtf_text, b"no rich text", "no rich text"),
        (pdf_text, b"", "no PDF"),
        (pdf_text, b"%PDF-1.7\nnothing", "damaged PDF"),
        (pdf_text, pdf([[]]), "without text"),
        (pdf_text, pdf([[]] * (MOST_PAGES + 1)), "pages"),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "__name__", ""),
)
def test_a_bad_document_is_a_reason(read, data, reason):
    with pytest.raises(ArticleError, match=re.escape(reason)):
        read(data)


def test_word_nested_deeply_is_read():
    deep = "<w:sdt>" * 50_000 + "<w:p><w:r><w:t>down here</w:t></w:r></w:p>" + "</w:sdt>" * 50_000
    assert docx_paragraphs(docx([], raw=deep)) == ["down here"]
