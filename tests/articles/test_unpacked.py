"""Mails, archived pages, Word documents, rich text and PDFs open in place."""

import base64
import io
import zipfile

import pytest
from documents import make_docx, make_pdf

from reader.articles.load import load_article
from reader.articles.model import Article, DateOrigin, Problem

WORDS = "The strike is over, the union said on Tuesday, after nine days without a boat."
SAID = "“We have a deal,” its leader, Tomas Reuter, said."


def loaded(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load_article(path)


def article(tmp_path, name, data):
    found = loaded(tmp_path, name, data)
    assert isinstance(found, Article), found
    return found


def paragraphs(found):
    return found.text.split("\n\n")


def mail(
    body=f"{WORDS}\n\n{SAID}\n", *, sender="Ilse Brandt <ilse@news.example>", subject="Strike ends", extra=""
):
    return (
        f"From: {sender}\nTo: desk@courier.example\nSubject: {subject}\n"
        "Date: Fri, 14 Mar 2025 09:12:00 +0100\n"
        f'MIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\n{extra}\n{body}'
    )


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_a_mail_is_its_words_under_its_subject(tmp_path, name):
    found = article(tmp_path, name, mail())
    assert (found.title, found.title_inferred) == ("Strike ends", False)
    assert found.date.isoformat() == "2025-03-14T09:12"
    assert found.date_offset == 60
    assert (found.authors, found.source) == (("Ilse Brandt",), None)
    assert paragraphs(found) == [WORDS, SAID]
    assert "From: Ilse Brandt <ilse@news.example>" in found.header


@pytest.mark.parametrize(
    ("sender", "extra"),
    [
        ("Harbour Courier <news@courier.example>", "List-Unsubscribe: <mailto:off@courier.example>\n"),
        ("Press Office <press@harbour.example>", ""),
        ("The Harbour Times <hello@harbour.example>", ""),
    ],
)
def test_a_sender_who_is_no_person_is_the_outlet(tmp_path, sender, extra):
    found = article(tmp_path, "a.eml", mail(sender=sender, extra=extra))
    assert (found.source, found.authors) == (sender.partition(" <")[0], ())


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_encoded_words_are_decoded(tmp_path, encoding):
    import quopri

    body = f"{WORDS}\n\n{SAID}\n".encode()
    coded = quopri.encodestring(body) if encoding == "quoted-printable" else base64.encodebytes(body)
    found = article(tmp_path, "a.eml", mail(coded.decode(), extra=f"Content-Transfer-Encoding: {encoding}\n"))
    assert paragraphs(found) == [WORDS, SAID]


def test_a_signature_and_the_header_of_a_forwarded_mail_are_set_aside(tmp_path):
    inner = "---------- Forwarded message ---------\nFrom: The Harbour Times <x@y.example>\n"
    inner += "Date: Wed, 12 Mar 2025 08:00\nSubject: Boats sail again\nTo: me@y.example\n"
    body = f"See below.\n\n{inner}\n{WORDS}\n\n{SAID}\n\n-- \nIlse\nDesk 4\n"
    found = article(tmp_path, "a.eml", mail(body, subject="Fwd: Boats sail again"))
    assert (found.title, found.source) == ("Boats sail again", "The Harbour Times")
    assert found.date.isoformat() == "2025-03-12T08:00"
    assert paragraphs(found) == [WORDS, SAID]
    assert {"See below.", "Ilse", "Desk 4"} <= set(found.set_aside)


def page(head=""):
    return f"<html><head>{head}</head><body><h1>Strike ends</h1><p>{WORDS}</p><p>{SAID}</p></body></html>"


def test_a_mail_of_html_is_read_as_a_page_and_attachments_are_named(tmp_path):
    text = (
        "From: Ilse Brandt <i@n.example>\nSubject: Strike ends\nDate: Fri, 14 Mar 2025 09:12:00 +0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\n'
        f'Content-Type: text/html; charset="utf-8"\n\n{page()}\n--B\nContent-Type: application/pdf\n'
        'Content-Disposition: attachment; filename="plan.pdf"\n\nxx\n--B--\n'
    )
    found = article(tmp_path, "a.eml", text)
    assert paragraphs(found) == [WORDS, SAID]
    assert "attachment: plan.pdf" in found.set_aside


def test_an_archived_page_is_its_page_with_its_address(tmp_path):
    text = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/strike\nSubject: Ends\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="B"\n\n--B\n'
        f"Content-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n{page()}\n--B--\n"
    )
    found = article(tmp_path, "a.mhtml", text)
    assert (found.title, found.url) == ("Strike ends", "https://courier.example/strike")
    assert paragraphs(found) == [WORDS, SAID]


def test_a_word_document_is_read_as_raw_text(tmp_path):
    data = make_docx(
        "Ferry strike ends after nine days", "By Ilse Brandt", "4 March 2025", WORDS, SAID, header="Desk copy"
    )
    found = article(tmp_path, "a.docx", data)
    assert (found.title, found.authors) == ("Ferry strike ends after nine days", ("Ilse Brandt",))
    assert found.date.isoformat() == "2025-03-04"
    assert paragraphs(found) == [WORDS, SAID]
    assert "Desk copy" in found.set_aside


def test_properties_fill_only_what_the_words_do_not_say(tmp_path):
    told = r"{\info{\title Another title here}{\author Jo Lens}{\creatim\yr2025\mo3\dy5}}"
    whole = (
        r"{\rtf1\ansi %s Harbour dues to rise\par By Ana Costa\par 4 March 2025\par\par %s\par\par %s\par}"
    )
    bare = r"{\rtf1\ansi %s %s\par\par %s\par}"
    said = SAID.replace("“", r"\ldblquote ").replace("”", r"\rdblquote ")
    first = article(tmp_path, "a.rtf", whole % (told, WORDS, said))
    second = article(tmp_path, "b.rtf", bare % (told, WORDS, said))
    assert (first.title, first.authors, first.date.isoformat()) == (
        "Harbour dues to rise",
        ("Ana Costa",),
        "2025-03-04",
    )
    assert paragraphs(first) == paragraphs(second) == [WORDS, SAID]
    assert (second.title, second.authors, second.date.isoformat()) == (
        "Another title here",
        ("Jo Lens",),
        "2025-03-05",
    )
    assert second.date_origin is DateOrigin.PROPERTIES


def test_lines_of_a_pdf_are_put_together_and_its_margins_set_aside(tmp_path):
    days = ("Monday", "Tuesday", "Wednesday")
    margins = [[("Harbour Courier", 820), (f"Page {number}", 20)] for number in (1, 2, 3)]
    lines = [
        [
            f"On {day} the strike went on, the spokes-",
            "woman said, and no boat left",
            "before noon.",
            "",
            f"{day} was quiet.",
        ]
        for day in days
    ]
    data = make_pdf(*map(list.__add__, margins, lines), title="A strike in the harbour")
    found = article(tmp_path, "a.pdf", data)
    assert found.title == "A strike in the harbour"
    whole = "On {} the strike went on, the spokeswoman said, and no boat left before noon."
    assert paragraphs(found) == [words.format(day) for day in days for words in (whole, "{} was quiet.")]
    assert {"Harbour Courier", "Page 1", "Page 3"} <= set(found.set_aside)


def _bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 210_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"PK\x03\x04 no more", "damaged Word document"),
        ("b.docx", make_docx("Words.")[:-400], "damaged Word document"),
        ("c.docx", b"\xd0\xcf\x11\xe0 old", "old or encrypted"),
        ("d.docx", _bomb, "too large"),
        ("a.rtf", b"no rich text", "no rich text"),
        ("a.pdf", b"no pdf", "no PDF"),
        ("b.pdf", make_pdf(["Words."])[:200], "damaged PDF"),
        ("c.pdf", make_pdf([]), "without text"),
        ("a.eml", b"\n\nNo header.", "no header"),
        ("b.eml", b"From: a@b.example\nSubject: Empty\n\n", "without words"),
        ("a.mhtml", b"From: a@b.example\nSubject: Empty\n\nwords", "without a page"),
        ("a.html", b"<html><body></body></html>", "without any text"),
        ("b.html", b"", "text"),
    ],
)
def test_a_broken_file_is_a_problem_with_its_reason(tmp_path, name, data, reason):
    found = loaded(tmp_path, name, data() if callable(data) else data)
    assert isinstance(found, Problem)
    assert reason in found.reason


def test_a_page_is_decoded_as_it_declares(tmp_path):
    text = page('<meta charset="windows-1251">').replace("Strike ends", "Забастовка окончена")
    found = article(tmp_path, "a.html", text.replace("“", '"').replace("”", '"').encode("cp1251"))
    assert found.title == "Забастовка окончена"
    assert not found.problems
