"""HTML in files of plain text."""

import pytest

from reader.articles.html import is_html, read_html
from reader.articles.load import load_article
from reader.articles.model import Article, Problem

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Ferry strike ends | Harbour Post</title>
<meta property="og:title" content="Ferry strike ends">
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2025-03-04T10:00:00Z">
<link rel="canonical" href="https://harbourpost.example/ferry">
<script>var said = "“nothing”";</script><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/news">All the news</a></nav>
<header><h1>Ferry strike ends</h1></header>
<p>The strike is over. &ldquo;We have a deal,&rdquo; the union&#8217;s leader, Ilse Brandt, said.</p>
<p>Ferries sail again from Friday,<br>the company said.</p>
<aside><p>“Read this too,” we say.</p></aside>
<footer>© Harbour Post</footer></body></html>
"""


def loaded(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return load_article(path)


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
def test_a_saved_page_gives_its_words_and_what_its_head_says(tmp_path, name):
    article = loaded(tmp_path, name, PAGE)
    assert isinstance(article, Article)
    assert (article.title, article.title_inferred) == ("Ferry strike ends", False)
    assert (article.source, article.language) == ("Harbour Post", "en")
    assert article.date is not None
    assert article.date.isoformat() == "2025-03-04T10:00"
    assert article.url == "https://harbourpost.example/ferry"
    assert "“We have a deal,” the union’s leader" in article.text
    for boilerplate in ("Home", "nothing", "color", "Read this too", "<", "&"):
        assert boilerplate not in article.text


def test_tags_and_entities_of_a_feed_are_left_out(tmp_path):
    article = loaded(
        tmp_path, "feed.txt", "<p>She spoke.<br>&ldquo;We go,&rdquo; she said.</p><p>He left.</p>"
    )
    assert article.text.split("\n\n") == ["She spoke.", "“We go,” she said.", "He left."]


def test_tags_below_front_matter_are_left_out_of_plain_text_too(tmp_path):
    article = loaded(
        tmp_path, "feed.txt", "---\ntitle: Feed\n---\n<p>She spoke.</p>\n<p>He &amp; she left.</p>"
    )
    assert article.text == "She spoke.\n\nHe & she left."


@pytest.mark.parametrize(
    "text",
    ["a < b and c > d", "AT&T; R&D;", "He wrote &amp; once.", "<...> “We go” <...>", "one <p> is no markup"],
    ids=["signs", "names", "one entity", "cuts", "one tag"],
)
def test_a_sign_of_html_alone_is_text(text):
    assert not is_html(text)


def test_a_page_without_words_is_refused_with_a_reason(tmp_path):
    problem = loaded(tmp_path, "page.txt", "<html><head><title>x</title></head><body></body></html>")
    assert isinstance(problem, Problem)
    assert "without any text" in problem.reason


@pytest.mark.parametrize("piece", ["<!--", "<p", "<html", "<nav>", "&lt;", "<a href='"], ids=str)
def test_what_is_never_closed_is_searched_once(piece):
    # With a search to the end for each of them this would not come to an end.
    markup = f"<html>{piece * 50_000}"
    assert len(read_html(markup).text) < len(markup)


def struck_in(article):
    return [article.text[span.start : span.end] for span in article.spans if span.style == "struck"]


@pytest.mark.parametrize(
    ("paragraph", "struck"),
    [
        ("The <del>night boat</del> ferry stays, as most people in the town had hoped.", ["night boat"]),
        ("The boat stays. <s>The <b>boat</b> goes.</s> It was said on Monday.", ["The boat goes."]),
        ("PARIS (AP) — The boat <strike>sank</strike> stays, as most people had hoped.", ["sank"]),
        ("<del>The boat sank.</p><p>Two died.</del> No: the boat stays.", ["The boat sank.", "Two died."]),
    ],
)
def test_words_struck_out_in_a_saved_page_are_marked(tmp_path, paragraph, struck):
    page = (
        f"<html><body><h1>Night boat stays</h1><p>{paragraph}</p>"
        "<p>The night boat, she said, was never to be sold, and the town knew it well.</p></body></html>"
    )
    assert struck_in(loaded(tmp_path, "a.txt", page)) == struck
    page = f"---\ntitle: Boat\n---\n<div><p>{paragraph}</p></div><p>The night boat stays.</p>"
    assert struck_in(loaded(tmp_path, "b.txt", page)) == struck
