"""Feeds, tables, mailboxes and archives are taken apart, within bounds, and told where they cannot be."""

import html
import io
import json
import zipfile

import pytest
from documents import make_docx
from exports import nexis, stories

from reader.articles.load import load_article, open_file
from reader.articles.model import Article, Problem
from reader.errors import ArticleError

BODY = "<p>The dues rise.</p><p>“We had no choice,” Ana Costa said.</p>"
ESCAPED = html.escape(BODY)
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Courier</title><language>en</language>
<item><title>Boats &amp;amp; dues</title><link>https://c.example/1</link>
<pubDate>Fri, 14 Mar 2025 09:12:00 +0100</pubDate><author>ilse@courier.example (Ilse Brandt)</author>
<description>Short.</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>Second</title><description>&lt;p&gt;Only this.&lt;/p&gt;</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Courier</title>
<entry><title>Boats &amp; dues</title><link href="https://c.example/1"/>
<published>2025-03-14T09:12:00+01:00</published><author><name>Ilse Brandt</name></author>
<summary>Short.</summary><content type="html">{ESCAPED}</content></entry>
<entry><title>Second</title><content type="text">Only this.</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Harbour Courier", "items": [
            {"id": "1", "url": "https://c.example/1", "title": "Boats & dues", "summary": "Short.",
             "date_published": "2025-03-14T09:12:00+01:00", "authors": [{"name": "Ilse Brandt"}],
             "content_html": BODY},
            {"id": "2", "title": "Second", "content_text": "Only this."},
        ],
    }
)  # fmt: skip


def opened(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_file(path, path.read_bytes())


@pytest.mark.parametrize(
    ("name", "data"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("a.json", JSON_FEED)]
)
def test_a_feed_is_its_entries(tmp_path, name, data):
    container = opened(tmp_path, name, data)
    assert container.describe().startswith("a feed of 2 articles")
    first, second = container.items
    assert (first.title, first.source, first.url) == (
        "Boats & dues",
        "Harbour Courier",
        "https://c.example/1",
    )
    assert (first.authors, first.date.isoformat(), first.date_offset) == (
        ("Ilse Brandt",),
        "2025-03-14T09:12",
        60,
    )
    assert (first.text, first.summary) == ("The dues rise.\n\n“We had no choice,” Ana Costa said.", "Short.")
    assert (second.title, second.text, second.date) == ("Second", "Only this.", None)


def test_a_list_of_feeds_is_the_entries_of_those_beside_it(tmp_path):
    (tmp_path / "one.rss").write_text(RSS, "utf-8")
    container = opened(tmp_path, "a.opml", '<opml><body><outline xmlUrl="one.rss"/></body></opml>')
    assert container.articles == 2
    with pytest.raises(ArticleError, match="by their address"):
        opened(tmp_path, "b.opml", '<opml><body><outline xmlUrl="https://c.example/rss"/></body></opml>')


ROW = {"title": "Boats", "text": "The dues rise.", "date": "2025-03-14", "source": "Harbour Courier"}


def csv_of(names, delimiter=",", encoding="utf-8"):
    rows = [
        delimiter.join(names),
        delimiter.join(ROW.values()),
        delimiter.join(["More", '"Two\n\n""words"""', "2025-03-15", "C"]),
    ]
    return "\r\n".join(rows).encode(encoding)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", csv_of(["Title", "Full text", "Publication date", "Publication"])),
        ("a.csv", csv_of(["Titel", "Text", "Datum", "Quelle"], ";", "cp1252")),
        ("a.tsv", csv_of(["headline", "body", "pub_date", "outlet"], "\t", "utf-8-sig")),
        ("a.json", json.dumps([{**ROW, "id": 4}, {"title": "More", "text": "Two\n\n\"words\""}])),
        ("a.json", json.dumps({"status": "ok", "articles": [
            {"source": {"id": None, "name": "Harbour Courier"}, "title": "Boats", "content": "The dues rise.",
             "publishedAt": "2025-03-14"},
            {"title": "More", "content": "Two\n\n\"words\"", "publishedAt": "2025-03-15"}]})),
        ("a.json", json.dumps({"hits": {"hits": [
            {"_source": ROW}, {"_source": {"title": "More", "text": "Two\n\n\"words\""}}]}})),
        ("a.jsonl", "\n".join(map(json.dumps, [ROW, {"headline": "More", "body": "Two\n\n\"words\""}]))),
    ],
)  # fmt: skip
def test_a_table_is_its_rows(tmp_path, name, data):
    first, second = opened(tmp_path, name, data).items
    assert (first.title, first.text, first.source) == ("Boats", "The dues rise.", "Harbour Courier")
    assert first.date.isoformat() == "2025-03-14"
    assert (second.title, second.text) == ("More", 'Two\n\n"words"')


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("package.json", '{"name": "x", "version": "1"}'),
        ("pom.xml", "<project/>"),
        ("prices.csv", "a,b\n1,2\n"),
    ],
)
def test_a_file_of_other_data_holds_no_articles(tmp_path, name, data):
    assert opened(tmp_path, name, data) is None
    assert load_article(tmp_path / name).reason == "no articles are recognised in it"


MBOX = "".join(
    f"From a@b Fri Mar 14 09:12:00 2025\nFrom: Ilse Brandt <i@b.example>\nDate: Fri, 14 Mar 2025 "
    f"09:1{number}:00 +0100\n"
    f"Subject: Mail {number}\n\nWords of mail {number}.\n\n"
    for number in range(3)
)


def archive(members, **options):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


def test_a_mailbox_is_its_mails(tmp_path):
    container = opened(tmp_path, "a.mbox", MBOX)
    assert [item.title for item in container.items] == ["Mail 0", "Mail 1", "Mail 2"]
    assert container.items[2].text == "Words of mail 2."


def test_an_archive_is_what_its_files_hold_and_names_what_is_not_read(tmp_path):
    data = archive(
        {
            "deep/../../export.txt": nexis(stories(4)), "a.rss": RSS, "mails.mbox": MBOX,
            "report.docx": make_docx("A report is out", "The words of it, said Ana Costa."),
            "__MACOSX/._a.txt": "x", ".hidden.md": "x", "picture.jpg": "x",
            "inner.zip": archive({"a.txt": "Words."}),
            "old.txt": b"\x00\x01\x02" * 50,
        }
    )  # fmt: skip
    container = opened(tmp_path, "a.zip", data)
    assert container.articles == 4 + 2 + 3 + 1
    told = [item.reason for item in container.items if isinstance(item, Problem)]
    assert [reason.partition(":")[0] for reason in told] == ["picture.jpg", "inner.zip", "old.txt"]


def test_an_archive_that_is_broken_locked_or_too_well_packed_is_told(tmp_path):
    with pytest.raises(ArticleError, match="damaged"):
        opened(tmp_path, "a.zip", archive({"a.txt": "Words."})[:-10])
    packed = opened(tmp_path, "b.zip", archive({"a.txt": b"0" * 30_000_000, "b.md": "# Title\n\nWords."}))
    assert packed.articles == 1
    assert "packed as no text is" in packed.items[0].reason
    locked = bytearray(archive({"a.txt": "Words."}))
    for at in (locked.find(b"PK\x03\x04") + 6, locked.find(b"PK\x01\x02") + 8):
        locked[at] |= 1
    assert "encrypted" in opened(tmp_path, "c.zip", bytes(locked)).items[0].reason


def test_a_container_of_one_article_opens_as_it(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps([ROW]), "utf-8")
    article = load_article(path)
    assert isinstance(article, Article)
    assert article.title == "Boats"


def test_a_broken_line_of_a_table_is_told_and_the_others_are_read(tmp_path):
    container = opened(tmp_path, "a.jsonl", "\n".join([json.dumps(ROW), '{"title": "Cut', json.dumps(ROW)]))
    assert container.articles == 2
    assert [item.reason for item in container.items if isinstance(item, Problem)] == [
        "line 2 is no JSON object"
    ]


def test_a_list_of_feeds_reads_nothing_outside_of_its_folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "one.rss").write_text(RSS, "utf-8")
    with pytest.raises(ArticleError, match="outside of its folder"):
        opened(tmp_path / "in", "a.opml", '<opml><body><outline xmlUrl="../one.rss"/></body></opml>')
