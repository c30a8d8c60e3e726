"""Mail: saved messages, and messages pasted as text."""

import base64
import quopri

import pytest

from reader.articles.load import load_article
from reader.articles.mail import is_mail
from reader.articles.model import Article, Problem

TEXT = (
    "The harbour of Eastmere will close for repairs in March, the authority said on Friday.\n\n"
    "“We misjudged the soil,” its director, Jan Verhoef, told reporters in the town hall.\n"
)


def mail(
    text=TEXT,
    *,
    sender="Ilse Marten <ilse.marten@post.example>",
    subject="Harbour closes in March",
    kind="text/plain",
    encoding="8bit",
    charset="utf-8",
    more="",
) -> bytes:
    data = text.encode(charset)
    if encoding == "quoted-printable":
        data = quopri.encodestring(data)
    elif encoding == "base64":
        data = base64.encodebytes(data)
    head = (
        f"From: {sender}\nTo: desk@courier.example\nDate: Fri, 14 Mar 2025 09:12:00 +0100\n"
        f"Subject: {subject}\n{more}MIME-Version: 1.0\nContent-Type: {kind}; charset={charset}\n"
        f"Content-Transfer-Encoding: {encoding}\n\n"
    )
    return head.encode() + data


def loaded(tmp_path, data, name="a.eml"):
    path = tmp_path / name
    path.write_bytes(data)
    article = load_article(path)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("8bit", "utf-8"),
        ("quoted-printable", "utf-8"),
        ("base64", "utf-8"),
        ("quoted-printable", "windows-1252"),
        ("8bit", "windows-1252"),
    ],
)
@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a.md"])
def test_subject_date_and_text_are_those_of_the_article(tmp_path, name, encoding, charset):
    if name != "a.eml" and (encoding, charset) == ("8bit", "windows-1252"):
        pytest.skip("a text file in that encoding is decoded before")
    article = loaded(tmp_path, mail(encoding=encoding, charset=charset), name)
    assert (article.title, article.title_inferred) == ("Harbour closes in March", False)
    assert article.date is not None
    assert (article.date.isoformat(), article.date_offset) == ("2025-03-14T09:12", 60)
    assert article.text == TEXT.strip()
    assert "Subject: Harbour closes in March" in article.header


@pytest.mark.parametrize(
    ("sender", "authors", "source"),
    [
        ("Ilse Marten <ilse.marten@post.example>", ("Ilse Marten",), None),
        ("Eastmere Courier <news@courier.example>", (), "Eastmere Courier"),
        ("Reuters <alerts@wire.example>", (), "Reuters"),
        ("Ilse Marten from The Quay Gazette <quay@letters.example>", ("Ilse Marten",), "The Quay Gazette"),
        ("=?utf-8?q?J=C3=B6rg_Vale?= <joerg@post.example>", ("Jörg Vale",), None),
        ("press@harbour.example", (), None),
    ],
)
def test_a_sender_is_a_person_or_an_outlet(tmp_path, sender, authors, source):
    article = loaded(tmp_path, mail(sender=sender))
    assert (article.authors, article.source) == (authors, source)


def test_a_newsletter_is_from_its_outlet(tmp_path):
    more = "List-Unsubscribe: <https://letters.example/u>\n"
    article = loaded(tmp_path, mail(sender="Morning Tide <tide@letters.example>", more=more))
    assert (article.authors, article.source) == ((), "Morning Tide")


@pytest.mark.parametrize("subject", ["Fwd: Harbour closes in March", "WG: AW: Harbour closes in March"])
def test_marks_of_forwarding_are_no_part_of_the_title(tmp_path, subject):
    assert loaded(tmp_path, mail(subject=subject)).title == "Harbour closes in March"


@pytest.mark.parametrize(
    "forwarded",
    [
        "FYI\n\n---------- Forwarded message ---------\nFrom: Quay Gazette <q@q.example>\n"
        "Date: Mon, Mar 10, 2025 at 8:00 AM\nSubject: Wall must go\nTo: <me@x.example>\n\n",
        "Begin forwarded message:\n\nFrom: Quay Gazette <q@q.example>\nSubject: Wall must go\n"
        "Date: 10 March 2025 at 08:00:00 CET\nTo: me@x.example\n\n",
        "-----Ursprüngliche Nachricht-----\nVon: Quay Gazette <q@q.example>\nGesendet: 10. März 2025 08:00\n"
        "An: me@x.example\nBetreff: Wall must go\n\n",
    ],
    ids=["webmail", "desktop", "German"],
)
def test_a_forwarded_message_is_the_article(tmp_path, forwarded):
    article = loaded(tmp_path, mail(forwarded + TEXT, subject="Fwd: look"))
    assert article.text == TEXT.strip()
    assert (article.title, article.source) == ("Wall must go", "Quay Gazette")
    assert article.date is not None
    assert article.date.isoformat()[:10] == "2025-03-10"


def test_a_signature_is_set_aside(tmp_path):
    article = loaded(tmp_path, mail(f"{TEXT}\n-- \nIlse Marten\nPort desk, Eastmere Courier\n"))
    assert article.text == TEXT.strip()
    assert "Port desk, Eastmere Courier" in article.set_aside


def test_lines_that_flow_are_one_paragraph(tmp_path):
    flowed = "The harbour of Eastmere will close \nfor repairs in March, the authority \nsaid on Friday.\n"
    article = loaded(tmp_path, mail(flowed, kind="text/plain; format=flowed"))
    assert (
        article.text
        == "The harbour of Eastmere will close for repairs in March, the authority said on Friday."
    )


def parts(*given, boundary="b7") -> tuple[str, str]:
    body = "".join(f"--{boundary}\nContent-Type: {kind}\n\n{text}\n" for kind, text in given)
    return f"multipart/alternative; boundary={boundary}", f"{body}--{boundary}--\n"


PAGE = "<html><body>" + "".join(f"<p>{each.strip()}</p>" for each in TEXT.split("\n\n")) + "</body></html>"


def test_the_plain_part_is_preferred(tmp_path):
    kind, body = parts(("text/plain; charset=utf-8", TEXT), ("text/html; charset=utf-8", PAGE))
    assert loaded(tmp_path, mail(body, kind=kind)).text == TEXT.strip()


@pytest.mark.parametrize("plain", ["", "View this message in your browser."])
def test_html_is_read_where_the_plain_part_says_nothing(tmp_path, plain):
    kind, body = parts(("text/plain; charset=utf-8", plain), ("text/html; charset=utf-8", PAGE))
    article = loaded(tmp_path, mail(body, kind=kind))
    assert article.text == TEXT.strip()
    assert article.title == "Harbour closes in March"


def test_an_attachment_is_named(tmp_path):
    kind, body = parts(
        ("text/plain; charset=utf-8", TEXT),
        (
            'application/pdf; name="plan.pdf"\nContent-Disposition: attachment; filename="plan.pdf"',
            "JVBERi0=",
        ),
    )
    article = loaded(tmp_path, mail(body, kind=kind))
    assert article.text == TEXT.strip()
    assert "attachment: plan.pdf" in article.set_aside


def test_a_message_attached_to_a_message_is_the_article(tmp_path):
    inner = mail(sender="Eastmere Courier <news@courier.example>").decode()
    kind, body = parts(("text/plain; charset=utf-8", "see below"), ("message/rfc822", inner))
    article = loaded(tmp_path, mail(body, kind=kind, subject="Fwd: look"))
    assert (article.title, article.source) == ("Harbour closes in March", "Eastmere Courier")
    assert article.text == TEXT.strip()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("From: A <a@b.example>\nTo: c@d.example\nSubject: Harbour\n\nWords.", True),
        ("From: A\nSubject: Harbour\nMessage-ID: <1@x>\n\nWords.", True),
        ("From: Ministry of Ports\nDate: 4 March 2025\n\nWords.", False),
        ("Subject: to weather, ferries sail.\n\nWords.", False),
        ("From: here on, it is easy.\nNobody knows why.\n\nWords.", False),
    ],
)
def test_a_text_is_a_mail_by_its_headers(text, said):
    assert is_mail(text) is said


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "has no text"),
        (b"Words without headers.\n", "is no mail"),
        (mail(""), "without words"),
        (b"Subject: x\nFrom: y\nContent-Type: message/rfc822\n\n" * 1_500 + b"words", "nested too deeply"),
    ],
    ids=["empty", "no headers", "no text", "nested"],
)
def test_a_bad_mail_is_a_problem(tmp_path, data, reason):
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    found = load_article(path)
    assert isinstance(found, Problem)
    assert reason in found.reason
