"""Saved web pages: the article out of its frame, and what the page says of it."""

import json

import pytest

from reader.articles.load import load_article
from reader.articles.model import Article, ParagraphKind, Problem, Style
from reader.articles.pages.markup import MOST_ELEMENTS

BODY = [
    "The harbour of Eastmere will close for repairs in March, its council said on Monday after a debate.",
    "“We have waited ten years for this, and we will not wait for an eleventh,” Mayor Ada Brandt said.",
    "Ferries will sail from the old quay until the end of May, and fares will stay as they are, she added.",
    "The port authority had warned in the autumn that the northern wall might not survive another storm.",
]
FRAME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>
<body>
<div id="cookies"><p>We and our 214 partners use cookies to store information on your device.</p>
<button>Accept all</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/port">Port</a></li><li><a href="/town">Town</a></li></ul>
</nav>
<main><article>{above}<h1>Harbour closes in March</h1>{below}{body}</article>
<aside class="related"><h3>More from the Courier</h3><ul><li><a href="/x">Ferry fares rise by a tenth</a></li>
<li><a href="/y">Council quarrels over the new bridge</a></li></ul></aside>
<section id="comments"><h3>2 comments</h3><div class="comment"><p>seagull77: About time they did it.</p></div>
</section></main><footer>© 2025 Eastmere Courier · <a href="/imprint">Imprint</a></footer></body></html>"""


def page(
    *, title="Harbour closes in March | Eastmere Courier", head="", above="", below="", body=None
) -> str:
    if body is None:
        body = "".join(f"<p>{text}</p>" for text in BODY)
    return FRAME.format(title=title, head=head, above=above, below=below, body=body)


def linked(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


STORY = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbour closes in March",
    "datePublished": "2025-02-10T18:30:00+01:00",
    "author": [{"@type": "Person", "name": "Ilse Marten"}, {"@type": "Person", "name": "Jon Vale"}],
    "publisher": {"@type": "Organization", "name": "Eastmere Courier"},
}


def loaded(tmp_path, text, name="page.html"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    article = load_article(path)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.xhtml", "page.txt", "page.md"])
def test_the_text_is_the_article_without_its_frame(tmp_path, name):
    article = loaded(tmp_path, page(), name)
    assert article.text.split("\n\n") == BODY
    assert (article.title, article.title_inferred) == ("Harbour closes in March", False)


def test_what_is_no_text_is_set_aside(tmp_path):
    article = loaded(tmp_path, page())
    for words in ("Accept all", "Ferry fares rise by a tenth", "Imprint"):
        assert any(words in line for line in article.set_aside), words


@pytest.mark.parametrize(
    "data",
    [
        STORY,
        [{"@type": "WebSite", "name": "Courier"}, STORY],
        {"@graph": [{"@type": "BreadcrumbList", "itemListElement": [{"name": "Port"}]}, STORY]},
        {
            "@graph": [
                {**STORY, "author": {"@id": "#i"}, "publisher": {"@id": "#c"}},
                {"@id": "#i", "@type": "Person", "name": "Ilse Marten and Jon Vale"},
                {"@id": "#c", "@type": "Organization", "name": "Eastmere Courier"},
            ]
        },
        {"@type": "WebPage", "mainEntity": STORY},
        {**STORY, "@type": ["Article", "NewsArticle"]},
        [{**STORY, "headline": "Another story", "datePublished": "2024-01-02"}, STORY],
        "<!--\n" + json.dumps(STORY) + "\n-->",
        "//<![CDATA[\n" + json.dumps(STORY) + "\n//]]>",
        json.dumps(STORY)[:-1] + ",}",
        json.dumps({**STORY, "description": "two\nlines"}).replace("\\n", "\n"),
    ],
    ids=[
        *("object", "array", "graph", "references", "in a page", "types", "two stories", "comment", "cdata"),
        *("comma", "line break"),
    ],
)
def test_json_ld_says_date_authors_and_outlet(tmp_path, data):
    article = loaded(tmp_path, page(title="Harbour closes in March", head=linked(data)))
    assert article.date is not None
    assert (article.date.isoformat(), article.date_offset) == ("2025-02-10T18:30", 60)
    assert article.authors == ("Ilse Marten", "Jon Vale")
    assert article.source == "Eastmere Courier"


def test_json_ld_that_cannot_be_read_costs_nothing_else(tmp_path):
    broken = '{"@type": "NewsArticle", "headline": "Harbour "closes" in March", "datePublished": "2025-02-10"'
    article = loaded(tmp_path, page(head=linked(broken)))
    assert article.date is not None
    assert article.date.isoformat() == "2025-02-10"
    assert article.text.split("\n\n") == BODY


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-02-10T18:30:00Z">',
        '<meta name="DC.date.issued" content="2025-02-10">',
        '<meta name="parsely-pub-date" content="2025-02-10T18:30:00Z">',
        '<meta itemprop="datePublished" content="2025-02-10">',
        '<meta name="pubdate" content="Mon, 10 Feb 2025 18:30:00 GMT">',
    ],
)
def test_meta_elements_say_the_date(tmp_path, head):
    date = loaded(tmp_path, page(head=head)).date
    assert date is not None
    assert date.isoformat()[:10] == "2025-02-10"


@pytest.mark.parametrize(
    "below",
    [
        '<time datetime="2025-02-10T18:30">Monday evening</time>',
        "<p class=meta>10 February 2025</p>",
        "<div>Published: 10 February 2025, 18:30 | Updated: 12 February 2025</div>",
        "<span>Ilse Marten10.2.2025</span>",
    ],
)
def test_a_date_printed_below_the_headline_counts_where_metadata_are_silent(tmp_path, below):
    date = loaded(tmp_path, page(below=below)).date
    assert date is not None
    assert date.isoformat()[:10] == "2025-02-10"


def test_the_printed_day_counts_beside_a_moment_in_utc(tmp_path):
    head = '<meta property="article:published_time" content="2025-02-10T23:30:00Z">'
    date = loaded(tmp_path, page(head=head, below="<div>11 February 2025, 00:30</div>")).date
    assert date is not None
    assert date.isoformat()[:10] == "2025-02-11"


@pytest.mark.parametrize(
    ("head", "below", "extra"),
    [
        ('<meta property="article:modified_time" content="2025-02-12">', "", ""),
        (linked({"@type": "WebPage", "datePublished": "2025-02-12", "name": "Port"}), "", ""),
        ("", "", "<div><a href=/z>Bridge opens</a> <time datetime=2024-01-02>2 Jan 2024</time></div>"),
        ("", "", "<p>The wall was built on 3 May 1954, and the second one on 4 May 1961.</p>"),
        ('<meta name="date" content="1970-01-01">', "", ""),
    ],
    ids=["changed", "of any page", "of another story", "in the text", "of a clock"],
)
def test_a_date_is_never_invented(tmp_path, head, below, extra):
    body = "".join(f"<p>{text}</p>" for text in BODY) + extra
    assert loaded(tmp_path, page(head=head, below=below, body=body)).date is None


def test_the_day_on_which_a_page_was_archived_is_no_date(tmp_path):
    head = '<link rel="canonical" href="https://web.archive.org/web/20160526101010/https://courier.example/port">'
    article = loaded(tmp_path, page(head=head))
    assert article.date is None
    assert article.url == "https://courier.example/port"


@pytest.mark.parametrize(
    ("head", "below", "authors"),
    [
        ("", '<p class="byline">By <a rel="author" href="/i">Ilse Marten</a></p>', ("Ilse Marten",)),
        ("", '<span itemprop="author">Ilse Marten and Jon Vale</span>', ("Ilse Marten", "Jon Vale")),
        ('<meta name="author" content="Ilse Marten">', "", ("Ilse Marten",)),
        ('<meta property="article:author" content="https://face.example/ilse">', "", ()),
        ('<meta name="author" content="Ice Courier"><meta property="og:site_name" content="Ice Courier">',
         "", ()),
        ('<meta name="author" content="admin">', "", ()),
    ],
)  # fmt: skip
def test_authors_are_people(tmp_path, head, below, authors):
    assert loaded(tmp_path, page(head=head, below=below)).authors == authors


def test_the_printed_headline_is_told_from_that_of_the_site(tmp_path):
    text = page(title="Harbour closes in March » Eastmere Courier").replace(
        "<nav>", "<h1>Eastmere Courier</h1><nav>"
    )
    assert loaded(tmp_path, text).title == "Harbour closes in March"


def test_words_within_a_sentence_stay_whatever_their_tag(tmp_path):
    body = (
        "<p>It closes on <time datetime='2025-03-04'>4 March</time>, <q>whatever comes</q>, said <cite>the"
        " mayor</cite>, and <label>everybody</label> agreed with <b>her</b> that it was high time.</p>"
    )
    text = loaded(tmp_path, page(body=body + "".join(f"<p>{words}</p>" for words in BODY))).text
    assert "closes on 4 March, “whatever comes”, said the mayor, and everybody agreed with her that" in text


def test_spans_stand_where_their_words_are(tmp_path):
    body = (
        "<p>The <b>northern wall</b>, says <a href='/report'>the report of the\n port</a>, is <i>lost</i> to"
        " the sea, and nobody has a plan for what comes then.</p>"
        + "".join(f"<p>{words}</p>" for words in BODY)
    )
    head = '<link rel="canonical" href="https://courier.example/2025/port">'
    article = loaded(tmp_path, page(head=head, body=body))
    found = {(article.text[span.start : span.end], span.style): span.target for span in article.spans}
    assert found["northern wall", Style.STRONG] is None
    assert found["lost", Style.EMPHASIS] is None
    assert found["the report of the port", Style.LINK] == "https://courier.example/report"


def test_headings_items_and_quotes_keep_their_kind(tmp_path):
    body = (
        f"<p>{BODY[0]}</p><h2>What is planned</h2><p>{BODY[1]}</p><ul><li>The wall is raised by a metre</li>"
        f"<li>The quay gets new rails</li></ul><blockquote><p>{BODY[3]}</p></blockquote><p>{BODY[2]}</p>"
    )
    article = loaded(tmp_path, page(body=body))
    kinds = {article.text[each.start : each.end]: each.kind for each in article.paragraphs}
    assert kinds["What is planned"] is ParagraphKind.HEADING
    assert kinds["The quay gets new rails"] is ParagraphKind.ITEM
    assert kinds[BODY[3]] is ParagraphKind.QUOTE
    assert article.paragraphs[-1].end == len(article.text)


def test_a_page_within_one_form_is_read(tmp_path):
    body = "".join(f"<p>{text}</p>" for text in BODY)
    text = f"<html><body><form action=x><h1>Harbour closes in March</h1>{body}<input></form></body></html>"
    article = loaded(tmp_path, text)
    assert article.text.split("\n\n") == BODY
    assert article.title == "Harbour closes in March"


def test_a_page_put_together_in_the_browser_has_its_text_in_its_data(tmp_path):
    head = linked({**STORY, "articleBody": "\n\n".join(BODY)})
    text = f"<html><head><title>Harbour closes</title>{head}</head><body><div>Loading</div></body></html>"
    assert loaded(tmp_path, text).text.split("\n\n") == BODY


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1252", "windows-1252"), ("iso8859_2", "iso-8859-2"), ("utf-8", "iso-8859-1")],
)
def test_the_declared_encoding_counts_unless_it_is_utf_8(tmp_path, encoding, declared):
    text = page(head=f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">')
    text = (
        text.replace('<meta charset="utf-8">', "")
        .replace("“", '"')
        .replace("”", '"')
        .replace("©", "")
        .replace("·", "-")
    )
    text = text.replace("Brandt", "Brändt")
    assert "Mayor Ada Brändt said" in loaded(tmp_path, text.encode(encoding)).text


def test_the_address_of_a_saved_page_is_known(tmp_path):
    text = page().replace("<html", "<!-- saved from url=(0032)https://courier.example/harbour -->\n<html")
    assert loaded(tmp_path, text).url == "https://courier.example/harbour"


def test_pictures_within_a_page_do_not_make_it_too_large(tmp_path):
    picture = f'<img src="data:image/png;base64,{"A" * 8_000_000}">'
    assert loaded(tmp_path, page(above=picture)).text.split("\n\n") == BODY


def archived(text: str) -> str:
    import quopri

    quoted = quopri.encodestring(text.encode("utf-8")).decode("ascii")
    return (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/harbour\nSubject: Wall\n"
        "Date: Sat, 1 Nov 2025 10:00:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\n\n'
        "------b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        f"Content-Location: https://courier.example/harbour\n\n{quoted}\n"
        "------b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n------b--\n"
    )


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht"])
def test_an_archived_page_is_read_like_the_page_itself(tmp_path, name):
    article = loaded(tmp_path, archived(page()), name)
    assert article.text.split("\n\n") == BODY
    assert article.url == "https://courier.example/harbour"
    assert article.date is None, "the day of saving is no date"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.html", "", "has no text"),
        ("a.html", " \n ", "has no text"),
        ("a.html", "<html><body><script>var x = 1</script></body></html>", "HTML without any text"),
        ("a.html", "\0\1\2\3" * 100, "binary data"),
        ("a.mhtml", "MIME-Version: 1.0\nContent-Type: text/plain\n\nwords", "without a page"),
    ],
)
def test_a_page_without_text_is_a_problem(tmp_path, name, text, reason):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = load_article(path)
    assert isinstance(found, Problem)
    assert reason in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>" + "<div>" * 20_000 + f"<p>{BODY[0]}</p>" + "</div>" * 20_000,
        "<html><body>" + "<i></i>" * (MOST_ELEMENTS + 1) + f"<p>{BODY[0]}</p>",
    ],
    ids=["deep", "many elements"],
)
def test_a_page_beyond_bounds_is_read_by_its_tags_and_says_so(tmp_path, text):
    article = loaded(tmp_path, text)
    assert BODY[0] in article.text
    assert any("by its tags only" in problem for problem in article.problems)
