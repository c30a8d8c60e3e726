import pytest

from reader.articles.metadata import read_metadata


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("title", "title"), ("headline", "title"), ("TITLE", "title"),
        ("source", "source"), ("publisher", "source"), ("outlet", "source"), ("Site", "source"),
        ("site_name", "source"),
        ("place", "place"), ("summary", "summary"), ("description", "summary"), ("Standfirst", "summary"),
    ],
)  # fmt: skip
def test_an_alias_fills_its_field(key, field):
    assert getattr(read_metadata({key: "Words"}), field) == "Words"


@pytest.mark.parametrize(
    "key",
    ["date", "published", "datePublished", "pubDate", "date_published", "article:published_time"],
)
def test_every_alias_of_the_date_is_read(key):
    date = read_metadata({key: "2025-12-02T19:42:00Z"}).date
    assert date is not None
    assert date.isoformat() == "2025-12-02T19:42"


def test_the_date_of_publication_counts_before_that_of_clipping():
    meta = read_metadata({"created": "2025-12-09", "published": "2025-12-02"})
    assert meta.date is not None
    assert meta.date.isoformat() == "2025-12-02"
    assert ("created", "2025-12-09") in meta.extra


def test_an_impossible_date_is_a_problem_and_its_text_is_kept():
    meta = read_metadata({"date": "31 February 2025"})
    assert meta.date is None
    assert ("date", "31 February 2025") in meta.extra
    assert "31 February 2025" in meta.problems[0]


def test_slashes_follow_the_setting():
    assert str(read_metadata({"date": "3/4/2025"}).date) != str(
        read_metadata({"date": "3/4/2025"}, day_first=False).date
    )


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Jane Roe", ("Jane Roe",)),
        ("Jane Roe and John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe, John Doe", ("Jane Roe", "John Doe")),
        ("Roe, Jane", ("Roe, Jane",)),
        ("Roe, Jane; Doe, John", ("Roe, Jane", "Doe, John")),
        ("By Jane Roe", ("Jane Roe",)),
        ("Jane Roe <jane@example.org>", ("Jane Roe",)),
        ("[[People/Jane Roe|Jane Roe]]", ("Jane Roe",)),
        (["[[Jane Roe]]", "John Doe"], ("Jane Roe", "John Doe")),
        ([{"name": "Jane Roe", "url": "https://x.example"}], ("Jane Roe",)),
        ({"@type": "Person", "name": "Jane Roe"}, ("Jane Roe",)),
        ("", ()),
    ],
)
def test_authors_come_as_scalars_lists_and_links(value, authors):
    assert read_metadata({"author": value}).authors == authors


@pytest.mark.parametrize(
    ("values", "topics"),
    [
        ({"tags": "a, b"}, ("a", "b")),
        ({"tags": "[a, b]"}, ("a", "b")),
        ({"tags": "#one #two"}, ("one", "two")),
        ({"topics": "sanctions"}, ("sanctions",)),
        ({"keywords": ["oil, gas", "#coal"]}, ("oil, gas", "coal")),
        ({"topics": ["War"], "tags": ["war", "peace"]}, ("War", "peace")),
    ],
)
def test_topics_are_one_or_many(values, topics):
    assert read_metadata(values).topics == topics


def test_a_source_that_is_a_link_is_the_address_and_names_a_known_outlet():
    meta = read_metadata({"source": "https://www.dw.com/en/a-1"})
    assert (meta.url, meta.source) == ("https://www.dw.com/en/a-1", "DW")
    assert read_metadata({"source": "https://blog.example/a"}).source is None


def test_an_outlet_beside_an_address_stays_as_written():
    meta = read_metadata({"source": "My Paper", "url": "https://www.dw.com/en/a-1"})
    assert (meta.url, meta.source) == ("https://www.dw.com/en/a-1", "My Paper")


def test_only_web_addresses_become_the_url():
    meta = read_metadata({"url": "javascript:alert(1)"})
    assert meta.url is None
    assert ("url", "javascript:alert(1)") in meta.extra


def test_unknown_keys_and_nested_mappings_are_kept_as_text():
    meta = read_metadata({"rating": {"stars": "4", "by": ["me", "you"]}, "id": "7"})
    assert meta.extra == (("rating", "stars: 4; by: me, you"), ("id", "7"))


@pytest.mark.parametrize(("value", "language"), [("en", "en"), ("pt_BR", "pt-BR"), ("english please", None)])
def test_a_language_is_a_tag(value, language):
    assert read_metadata({"lang": value}).language == language


def test_every_text_is_on_one_line():
    meta = read_metadata({"title": "Two\nlines", "summary": "a\n\nb", "x": "c\nd"})
    assert (meta.title, meta.summary, meta.extra) == ("Two lines", "a b", (("x", "c d"),))


@pytest.mark.parametrize("key", ["created", "date created", "dateCreated", "created_at"])
def test_the_day_of_clipping_is_no_date_of_publication(key):
    meta = read_metadata({key: "2025-12-09"})
    assert meta.date is None
    assert meta.problems == ()
    assert (key, "2025-12-09") in meta.extra


@pytest.mark.parametrize(
    ("values", "draft"),
    [
        ({"draft": "true"}, True),
        ({"draft": "false"}, False),
        ({"published": "false"}, True),
        ({"published": "true"}, False),
        ({"published": "no", "date": "2025-12-02"}, True),
        ({"status": "Draft"}, True),
        ({"status": "published"}, False),
        ({"status": "reading"}, None),
        ({"published": "2025-12-02"}, None),
        ({}, None),
    ],
)
def test_a_draft_is_told_from_what_is_published(values, draft):
    meta = read_metadata(values)
    assert meta.draft is draft
    assert meta.problems == ()


def test_the_time_zone_of_the_date_is_kept():
    assert read_metadata({"date": "2025-11-03T23:30:00-05:00"}).date_offset == -300
    assert read_metadata({"date": "2025-11-03"}).date_offset is None
