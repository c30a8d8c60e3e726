"""Bylines, credits, captions, share menus and links to other articles, as pages have them around a report."""

import pytest

from reader.articles.load import load_article
from reader.articles.model import Article

BODY = (
    "\n\nThe town council voted on Thursday to keep the night boat, after a long debate in the old hall.\n\n"
    "“Nobody will be stranded,” said Rosa Lind, the mayor, and two members of the group left the room.\n"
)


def read(folder, text, name="a.txt"):
    path = folder / name
    path.write_text(text, "utf-8")
    article = load_article(path)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("lines", "authors", "source", "date"),
    [
        ("Analysis by Ana Brito, BBC Editor-at-large\n4 March 2025", ["Ana Brito"], "BBC", "2025-03-04"),
        ("Ana Brito, Ap Business Writer\n4 March 2025", ["Ana Brito"], "AP", "2025-03-04"),
        ("Ana Brito, Associated Press Writer\n4 March 2025", ["Ana Brito"], "AP", "2025-03-04"),
        (
            "By Ana Brito | Special to The Quay Gazette\n4 March 2025",
            ["Ana Brito"],
            "The Quay Gazette",
            "2025-03-04",
        ),
        (
            "By Ana Brito, special to the Quay Gazette\n4 March 2025",
            ["Ana Brito"],
            "Quay Gazette",
            "2025-03-04",
        ),
        ("By Ana Brito Political Correspondent\n4 March 2025", ["Ana Brito"], None, "2025-03-04"),
        ("By Ana Brito, Quay Gazette\n4 March 2025", ["Ana Brito"], "Quay Gazette", "2025-03-04"),
        ("By Ana Brito, Ph.D., and Tom Hale\n4 March 2025", ["Ana Brito", "Tom Hale"], None, "2025-03-04"),
        ("Ana Brito and Tom Hale\n4 March 2025", ["Ana Brito", "Tom Hale"], None, "2025-03-04"),
        ("Ana Brito & Tom Hale\n4 March 2025", ["Ana Brito", "Tom Hale"], None, "2025-03-04"),
        ("Di Ana Brito\n4 marzo 2025", ["Ana Brito"], None, "2025-03-04"),
        ("Door Ana Brito\n4 maart 2025", ["Ana Brito"], None, "2025-03-04"),
        (
            "By Ana Brito and Rui Sá, Health Editors\n4 March 2025",
            ["Ana Brito", "Rui Sá"],
            None,
            "2025-03-04",
        ),
        (
            "Words by Ana Brito, Chief Sports Writer, in Porto\n4 March 2025",
            ["Ana Brito"],
            None,
            "2025-03-04",
        ),
        (
            "Ana Brito, Senior Reporter\nPosted: Mar 4, 2025 5:53 PM ET",
            ["Ana Brito"],
            None,
            "2025-03-04T17:53",
        ),
        ("Posted by Ana Brito on March 4, 2025", ["Ana Brito"], None, "2025-03-04"),
        ("Ana Brito Quay Gazette\nMar. 4, 2025", ["Ana Brito"], "Quay Gazette", "2025-03-04"),
        ("4 March 2025 Ana Brito\nPorts", ["Ana Brito"], None, "2025-03-04"),
        ("March 4, 2025 World News", [], None, "2025-03-04"),
        ("4 March 2025 18:20\nAna Brito@AnaBrito", ["Ana Brito"], None, "2025-03-04T18:20"),
        ("4 March 2025\nAna Brito @anabrito", ["Ana Brito"], None, "2025-03-04"),
        ("Ana Brito\n7 minute read", ["Ana Brito"], None, None),
        (
            "Ana Brito AFP\nPublished 11:34 PM EST Mar 4, 2025",
            ["Ana Brito"],
            "AFP",
            "2025-03-04T23:34",
        ),
        ("By Ana Brito - Staff Writer 2025-03-04T18:20:00Z Ports", ["Ana Brito"], None, "2025-03-04T18:20"),
        ("By Ana Brito\nUpdated 1820 GMT (0220 HKT) March 4, 2025", ["Ana Brito"], None, "2025-03-04T18:20"),
        ("Quay Gazette, 4 Mar 98", [], "Quay Gazette", "1998-03-04"),
        ("Quay Gazette, 2025 Mar 4", [], "Quay Gazette", "2025-03-04"),
        ("Quay Gazette, 4 March 2025", [], "Quay Gazette", "2025-03-04"),
        ("By Ana Brito\nAna Brito/Reuters\n4 March 2025", ["Ana Brito"], None, "2025-03-04"),
    ],
)
def test_a_header_says_who_when_and_for_whom(tmp_path, lines, authors, source, date):
    article = read(tmp_path, f"Night boat stays, council says\n{lines}{BODY}")
    assert article.title == "Night boat stays, council says"
    assert (list(article.authors), article.source) == (authors, source)
    assert (article.date and article.date.isoformat()) == date
    assert article.text.startswith("The town council")
    assert article.summary is None


@pytest.mark.parametrize(
    "line",
    [
        "Mayor Rosa Lind speaks at the quay on Feb. 25, 2025. J. Scott Ferrer / AP file",
        "Mayor Rosa Lind speaks at the quay. Jon Ferrer/Quay Gazette",
        "Mayor Rosa Lind speaks at the quay. Jon Ferrer | The Quay Gazette via AP",
        "Mayor Rosa Lind speaks at the quay. Photo by Jon Ferrer",
        "Mayor Rosa Lind speaks at the quay. Courtesy of the town",
        "Mayor Rosa Lind speaks at the quay. Jon Ferrer for the Quay Gazette",
        "Photo: Jon Ferrer",
        "Jon Ferrer / Reuters",
        "Image 1 of 12",
        "3 / 12",
        "Photo 4/9",
        "Bild 2 von 7",
        "Courtesy of Ana Brito",
        "Handout: Quay Police",
        "A boat leaves the harbour on Thursday. | Ana Brito/Quay Gazette",
        "A boat leaves the harbour on Thursday. — Tom Hale for Quay Gazette",
    ],
)
def test_captions_and_credits_inside_are_set_aside(tmp_path, line):
    article = read(tmp_path, f"Night boat stays, council says\n4 March 2025{BODY}\n{line}\n\n{BODY}")
    assert line not in article.text
    assert line in article.set_aside


@pytest.mark.parametrize(
    "line",
    [
        "Column: What the night boat shows about the town — and its hall",
        "Watch: The last boat leaves the quay",
        "Also on quay.example Skippers face trial over timetable",
        "Like this story? Share it with a friend!",
        "Enjoyed this article? Tell your friends about it.",
        ">> Five boats that were saved",
        "Save article for later",
        "Share this with Email",
        "View author archive",
        "Read more about sharing.",
        "These are external links and will open in a new window",
        "Lesen Sie auch: Hafen verkauft Ufer",
        "À lire aussi : La mairie vend la rive",
        "Lee también: El puerto vende su orilla",
        "Lees ook: Haven verkoopt kade",
        "Pin",
        "Teilen",
    ],
)
def test_links_and_share_menus_inside_are_set_aside(tmp_path, line):
    article = read(tmp_path, f"Night boat stays, council says\n4 March 2025{BODY}\n{line}\n\n{BODY}")
    assert line not in article.text
    assert line in article.set_aside


def test_a_line_printed_twice_in_a_row_is_a_link(tmp_path):
    line = "Five boats that were saved by their towns"
    article = read(tmp_path, f"Night boat stays, council says\n4 March 2025{BODY}\n{line}\n\n{line}\n{BODY}")
    assert article.set_aside == (line, line)


@pytest.mark.parametrize(
    "line",
    [
        "The choice is now either/or for the council, and it knows that.",
        "“Watch: the boat will be gone by May,” Ana Brito told the Quay Gazette.",
        "The boats of Lind/Ferrer, a company of the town, are old.",
        "Rosa Lind, the mayor, spoke by phone with the owner of the boats.",
        "He got the tickets by courtesy of Rosa Lind, who had no use for them that night.",
        "The boat left at nine. The harbour was dark — Rosa Lind said so twice, and Tom Hale heard it.",
    ],
)
def test_prose_with_slashes_and_colons_stays(tmp_path, line):
    article = read(tmp_path, f"Night boat stays, council says\n4 March 2025{BODY}\n{line}\n\n{BODY}")
    assert line in article.text


def test_a_button_that_comes_again_is_no_headline(tmp_path):
    menu = "\nRead our daily letter\nBuy a ticket here\n\nRead our daily letter\n"
    article = read(tmp_path, f"Night boat stays, council says\n\n4 March 2025\n{menu}{BODY}")
    assert article.title == "Night boat stays, council says"


def test_the_day_of_opening_a_page_is_no_date_of_publication(tmp_path):
    article = read(tmp_path, f"9 Mar 2025\nTuesday 4 March 2025 - 18:20\n\nNight boat stays in town{BODY}")
    assert article.date is not None
    assert article.date.isoformat() == "2025-03-04T18:20"


def test_the_agency_of_a_picture_is_no_outlet(tmp_path):
    article = read(tmp_path, f"Night boat stays, council says\n© REUTERS / POOL\n4 March 2025{BODY}")
    assert article.source is None


@pytest.mark.parametrize(
    ("clip", "date", "authors", "summary"),
    [
        ("> ## Excerpt\n> Short.\n\n---\nPublished March 4, 2025\n\n", "2025-03-04", (), "Short."),
        ("By Ana Brito\n\n4 March 2025\n\n", "2025-03-04", ("Ana Brito",), None),
        (
            "## Metadata\n- Author: [[Ana Brito]]\n- Published: 2025-03-04\n\n## Full Document\n",
            "2025-03-04", ("Ana Brito",), None,
        ),
    ],
)  # fmt: skip
def test_what_a_clipper_adds_is_read_and_leaves_the_text(tmp_path, clip, date, authors, summary):
    article = read(tmp_path, f"# Night boat stays\n\n{clip}{BODY}", "a.md")
    assert article.text.startswith("The town council")
    assert article.date is not None
    assert (article.date.isoformat(), article.authors, article.summary) == (date, authors, summary)


def test_front_matter_speaks_before_the_lines_of_a_clip(tmp_path):
    head = "---\ntitle: Night boat stays\ndate: 2025-03-05\nauthor: Rui Sá\n---\n"
    article = read(tmp_path, f"{head}4 March 2025\n{BODY}", "a.md")
    assert article.text.startswith("4 March 2025")


def test_linked_data_of_a_page_says_when_and_by_whom(tmp_path):
    data = (
        '{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "Night boat stays", '
        '"datePublished": "2025-03-04T18:20:00+01:00", '
        '"author": [{"name": "Ana Brito"}, {"name": "Rui Sá"}], '
        '"publisher": {"name": "Quay Gazette"}}]}'
    )
    page = f'<!DOCTYPE html><html><head><script type="application/ld+json">{data}</script></head><body>'
    article = read(tmp_path, page + f"<h1>Night boat stays</h1><p>{BODY}</p></body></html>")
    assert article.date is not None
    assert (article.date.isoformat(), article.date_offset) == ("2025-03-04T18:20", 60)
    assert (article.authors, article.source) == (("Ana Brito", "Rui Sá"), "Quay Gazette")


def test_the_sentence_below_a_link_printed_twice_goes_with_it(tmp_path):
    link = "Five boats that were saved by their towns"
    deck = "Of the boats that towns have bought, five are still at sea."
    text = f"Night boat stays, council says\n4 March 2025{BODY}\n{link}\n\n{link}\n\n{deck}\n{BODY}"
    assert read(tmp_path, text).set_aside == (link, link, deck)
    own = "The mayor has a plan for that, and will show it in May."
    assert own in read(tmp_path, text.replace(deck, own)).text


def test_an_author_of_linked_data_is_looked_up_and_never_an_address(tmp_path):
    data = (
        '[{"@graph": [{"@type": "Article", "author": [{"@id": "#a"}, {"@id": "#b"}]}, '
        '{"@id": "#a", "@type": "Person", "name": "Ana Brito"}]}]'
    )
    page = f'<!DOCTYPE html><html><head><script type="application/ld+json">{data}</script></head><body>'
    assert read(tmp_path, page + f"<h1>Night boat stays</h1><p>{BODY}</p></body></html>").authors == (
        "Ana Brito",
    )
