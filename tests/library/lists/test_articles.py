"""What the library answers, held against a plain walk over the same articles."""

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_library import Library, Made, open_store

from reader.articles.model import Precision
from reader.errors import LibraryError
from reader.library.columns import build_columns
from reader.library.lists.articles import find_articles, find_id, list_problems
from reader.library.lists.facets import count_facets
from reader.library.lists.quotations import list_quotations, next_quotation
from reader.library.lists.read_article import read_article
from reader.library.lists.speakers import list_speakers
from reader.library.model import Order
from reader.library.query.query import Query, parse_query

KALLAS = Made(
    "a/kallas.md", "Assets stay frozen", "2025-08-29T14:30", "TASS", "The frozen assets stay in Łódź.",
    (("Kaja Kallas", "We pay now"), (None, "nobody knows")), ("warn", "say"),
    topics=("sanctions", "frozen assets"),
    place="Kyiv", authors=("Ann Lee",),
)  # fmt: skip
JONSON = Made(
    "b/jonson.md", "Ministers meet", "2025-11-26", "Anadolu", "Café talk on frozen rivers and E-mail.",
    (("Pål Jonson", "peace, not war"), ("Kaja Kallas", "no peace")), topics=("sanctions",),
)  # fmt: skip
UNDATED = Made("undated.md", "A title", None, None, "Nothing but words.", problems=("the date is missing",))
YEAR = Made("year.md", "Review", "2025", "TASS", "A year of sanctions.")
MONTH = Made("month.md", "Digest", "2025-08", "TASS", "A month of talks.", (("Petra Novak", "war is war"),))
EVERY = (KALLAS, JONSON, UNDATED, YEAR, MONTH)


@pytest.fixture(scope="module")
def five(tmp_path_factory):
    """A library that no test here changes."""
    with open_store(tmp_path_factory.mktemp("five")) as store:
        Library(store).write(*EVERY)
        store.state.set_read("b/jonson.md", True)
        store.state.set_starred("a/kallas.md", True)
        yield store


def paths(store, text, order=Order.NEWEST):
    hits = find_articles(store, parse_query(text, today=date(2025, 11, 27)), order)
    return [Path(row.path).stem for row in hits.rows(0, 100)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "jonson kallas month year undated"),
        ("frozen", "jonson kallas"),
        ("FROZEN -rivers", "kallas"),
        ("froz*", "jonson kallas"),
        ('"frozen assets"', "kallas"),
        ('"assets frozen"', ""),
        ("assets rivers", ""),
        ("assets OR rivers", "jonson kallas"),
        ("(assets OR rivers) -(café talk)", "kallas"),
        ("-frozen", "month year undated"),
        ("lodz cafe", ""),
        ("lodz OR cafe", "jonson kallas"),
        ("e-mail", "jonson"),
        ("mail-e", ""),
        ("title:frozen", "kallas"),
        ("title:rivers", ""),
        ("speaker:kallas", "jonson kallas"),
        ("speaker:KALLAS -speaker:jonson", "kallas"),
        ("speaker:kal*", "jonson kallas"),
        ("speaker:kal", ""),
        ('speaker:"pal jonson"', "jonson"),
        ("speaker:kallas speaker:novak", "jonson kallas month"),
        ("speaker:nobody", ""),
        ("said:peace", "jonson"),
        ('said:"not war no peace"', ""),
        ("said:frozen", ""),
        ("topic:sanctions", "jonson kallas"),
        ('topic:"frozen assets"', "kallas"),
        ("topic:assets source:tass", "kallas"),
        ("source:tass", "kallas month year"),
        ("source:tass source:anadolu frozen", "jonson kallas"),
        ("place:kyiv", "kallas"),
        ("author:lee", "kallas"),
        ("after:2025-08", "jonson kallas month"),
        ("after:2025-08-02", "jonson kallas"),
        ("after:2025", "jonson kallas month year"),
        ("before:2025-11", "kallas month year"),
        ("on:2025", "jonson kallas month year"),
        ("on:2025-08", "kallas month"),
        ("on:2025-08-01", ""),
        ("on:2025-01-01", ""),
        ("on:2025-08-29", "kallas"),
        ("on:2025-08-29T14:30", "kallas"),
        ("before:2025-08-29T14:30", "month year"),
        ("before:2025-08-29T14:31", "kallas month year"),
        ("after:2025-08-29T14:30", "jonson kallas"),
        ("after:2025-08-29T14:31", "jonson"),
        ("on:yesterday", "jonson"),
        ("after:-7d", "jonson"),
        ("is:unread", "kallas month year undated"),
        ("is:read", "jonson"),
        ("is:starred", "kallas"),
        ("is:undated", "undated"),
        ("is:problem", "undated"),
        ("cue:warn", "kallas"),
        ("cue:warned", "kallas"),
        ('cue:"say"', "jonson kallas month"),
        ("has:source", "jonson kallas month year"),
        ("-has:source", "undated"),
        ('topic:sanctions topic:"frozen assets"', "jonson kallas"),
        ('(topic:sanctions) topic:"frozen assets"', "kallas"),
        ("(speaker:kallas) (speaker:jonson)", "jonson"),
        ("has:quotes", "jonson kallas month"),
        ("-has:quotes -is:undated", "year"),
        ("-is:read frozen", "kallas"),
        ("frozen (is:starred OR speaker:jonson)", "jonson kallas"),
        ("(speaker:kallas is:starred) OR is:undated", "kallas undated"),
        ('"AND" OR "NOT"', "jonson"),
        ('"AND" "NOT" OR "NEAR"', "jonson"),
        ('"a OR b"', ""),
        ('"NEAR(frozen assets)"', ""),
    ],
)
def test_a_query_finds(five, text, found):
    expected = found.split()
    query = parse_query(text, today=date(2025, 11, 27))
    assert paths(five, text) == expected
    for order in Order:
        hits = find_articles(five, query, order)
        rows = hits.rows(0, 100)
        assert sorted(Path(row.path).stem for row in rows) == sorted(expected)
        assert hits.total == len(rows)
        assert [hits.index(row.id) for row in rows] == list(range(len(rows)))
        assert sum(group.count for group in hits.groups) in (0, len(rows))


def test_orders(five):
    assert paths(five, "", Order.OLDEST) == ["year", "month", "kallas", "jonson", "undated"]
    assert paths(five, "-zzz", Order.OLDEST) == ["year", "month", "kallas", "jonson", "undated"]
    assert paths(five, "", Order.OUTLET) == ["jonson", "kallas", "month", "year", "undated"]
    assert paths(five, "-zzz", Order.OUTLET) == ["jonson", "kallas", "month", "year", "undated"]
    assert paths(five, "", Order.QUOTATIONS) == ["jonson", "kallas", "month", "year", "undated"]


@pytest.mark.parametrize("text", ["", "-zzz"], ids=["whole", "filtered"])
def test_groups_are_days_and_never_pretend_to_one(five, text):
    hits = find_articles(five, parse_query(text))
    assert [(group.day, group.precision, group.first, group.count) for group in hits.groups] == [
        (date(2025, 11, 26), Precision.DAY, 0, 1),
        (date(2025, 8, 29), Precision.DAY, 1, 1),
        (date(2025, 8, 1), Precision.MONTH, 2, 1),
        (date(2025, 1, 1), Precision.YEAR, 3, 1),
        (None, None, 4, 1),
    ]
    oldest = find_articles(five, parse_query(text), Order.OLDEST).groups
    assert [group.day for group in oldest][-2:] == [date(2025, 11, 26), None]
    assert [group.first for group in oldest] == [0, 1, 2, 3, 4]


def test_snippets_show_the_words_found(five):
    hits = find_articles(five, parse_query("lodz"))
    assert "Łódź" in hits.rows(0, 1)[0].snippet
    assert find_articles(five, Query()).rows(0, 1)[0].snippet == ""


def test_an_article_is_read_back_as_it_was_written(five):
    indexed = read_article(five, find_id(five, "a/kallas.md"))
    article = indexed.article
    assert (article.title, article.source, article.place, article.authors) == (
        "Assets stay frozen", "TASS", "Kyiv", ("Ann Lee",),
    )  # fmt: skip
    assert article.date.isoformat() == "2025-08-29T14:30"
    assert article.path == five.folder / "a/kallas.md"
    said = [(article.text[q.start : q.end], q.speaker) for q in indexed.analysis.quotations]
    assert said == [("We pay now", "Kaja Kallas"), ("nobody knows", None)]
    assert indexed.analysis.topics == ("sanctions", "frozen assets")


def test_an_article_that_is_gone_is_said_so(five):
    assert find_id(five, "never.md") is None
    with pytest.raises(LibraryError, match="no longer"):
        read_article(five, 12345)


def test_quotations_come_newest_first_and_only_of_the_speakers_asked_for(five):
    every = [(row.speaker, row.text) for row in list_quotations(five, Query())]
    assert every == [
        ("Pål Jonson", "peace, not war"), ("Kaja Kallas", "no peace"), ("Kaja Kallas", "We pay now"),
        (None, "nobody knows"), ("Petra Novak", "war is war"),
    ]  # fmt: skip
    asked = list_quotations(five, parse_query("speaker:kallas"))
    assert [row.text for row in asked] == ["no peace", "We pay now"]
    assert not list(list_quotations(five, parse_query("is:undated")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-speaker:jonson has:quotes", "We pay now, nobody knows, war is war"),
        ("speaker:jonson OR topic:sanctions", "peace, not war, no peace, We pay now, nobody knows"),
        ("speaker:jonson OR speaker:novak", "peace, not war, war is war"),
        ("(speaker:jonson) (speaker:kallas)", ""),
        ("speaker:kallas said:peace", "no peace"),
        ("speaker:kallas cue:warn", "We pay now"),
        ("cue:say source:tass", "nobody knows, war is war"),
    ],
)
def test_only_the_quotations_that_a_query_asks_for_are_listed(five, text, words):
    assert ", ".join(row.text for row in list_quotations(five, parse_query(text))) == words


def test_the_next_quotation_of_a_speaker_crosses_articles(five):
    rows = [row for row in list_quotations(five, Query()) if row.speaker == "Kaja Kallas"]
    first, second = rows
    step = next_quotation
    assert step(five, Query(), "Kaja Kallas", first.article, first.start, True) == second
    assert step(five, Query(), "Kaja Kallas", second.article, second.start, True) is None
    assert step(five, Query(), "Kaja Kallas", second.article, second.start, False) == first
    assert step(five, parse_query("assets"), "Kaja Kallas", second.article, second.start, False) is None
    assert step(five, Query(), "Nobody", first.article, 0, True) is None


def test_speakers_are_summed_up(five):
    kallas, *others = list_speakers(five, Query())
    assert (kallas.name, kallas.quotations, kallas.articles, kallas.outlets) == ("Kaja Kallas", 2, 2, 2)
    assert kallas.first.isoformat(), kallas.last.isoformat() == ("2025-08-29T14:30", "2025-11-26")
    assert [speaker.name for speaker in others] == ["Pål Jonson", "Petra Novak"]
    assert [s.name for s in list_speakers(five, parse_query("speaker:novak"))] == ["Petra Novak"]


def test_problems_name_file_and_reason(five):
    assert [(problem.path.name, problem.reason) for problem in list_problems(five)] == [
        ("undated.md", "the date is missing")
    ]


DATES = st.sampled_from([None, "2024", "2024-03", "2024-03-01", "2024-03-01T09:00", "2024-03-02", "--03-01"])
SPEAKERS = st.lists(
    st.tuples(
        st.sampled_from(["Ann Berg", "Berg", "Bo Dahl", "Cy Ek", None]), st.sampled_from(["war", "aid"])
    ),
    max_size=3,
).map(tuple)
ARTICLES = st.lists(
    st.tuples(
        DATES, st.sampled_from([None, "TASS", "AP"]), SPEAKERS,
        st.lists(st.sampled_from(["war", "aid", "sport"]), unique=True, max_size=2).map(tuple),
        st.sampled_from(["red fox", "red hen", "blue fox"]),
    ),
    max_size=12,
)  # fmt: skip
QUERIES = st.lists(
    st.sampled_from(
        ["red", "fox", "-hen", "speaker:berg", 'speaker:"Bo Dahl"', "-speaker:dahl", "topic:war", "topic:aid",
         "source:tass", "-source:ap", "on:2024-03", "after:2024-03-01", "before:2024-03-02", "is:undated",
         "has:quotes", "(fox OR topic:sport)", "(speaker:ek OR source:ap)", "is:unread", "said:war"]
    ),
    max_size=3,
).map(" ".join)  # fmt: skip


def brute_facets(store, query):
    """Count by reading every hit, found without columns."""
    store.columns = None
    speakers, topics, sources, quotations = Counter(), Counter(), Counter(), 0
    rows = find_articles(store, query).rows(0, 1000)
    for row in rows:
        indexed = read_article(store, row.id)
        speakers.update({q.speaker for q in indexed.analysis.quotations if q.speaker})
        topics.update(set(indexed.analysis.topics))
        sources.update([row.source] if row.source else [])
        quotations += row.quotes
    return len(rows), quotations, speakers, topics, sources


def counted(facets):
    lists = (facets.speakers, facets.topics, facets.sources)
    return (
        facets.articles,
        facets.quotations,
        *(Counter({f.value: f.count for f in some}) for some in lists),
    )


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(ARTICLES, ARTICLES, st.sets(st.integers(0, 11)), QUERIES)
def test_counts_are_those_of_a_walk_over_the_hits(first, later, removed, text):
    made = [
        Made(f"{n}.md", date=d, source=s, said=q, topics=t, text=x) for n, (d, s, q, t, x) in enumerate(first)
    ]
    changed = [Made(f"{n + 6}.md", date=d, source=s, said=q, topics=t, text=x)
               for n, (d, s, q, t, x) in enumerate(later)]  # fmt: skip
    query = parse_query(text)
    with TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        library = Library(store)
        library.write(*made)
        assert counted(count_facets(store, query)) == brute_facets(store, query)
        with store.writing() as db:
            build_columns(db)
        assert counted(count_facets(store, query)) == brute_facets(store, query)
        library.write(*changed, removed=tuple(f"{n}.md" for n in removed))
        for asked in (query, Query()):
            assert counted(count_facets(store, asked)) == brute_facets(store, asked)
            plain = [[row.id for row in find_articles(store, asked, order).rows(0, 100)] for order in Order]
            for _ in range(2):  # the second time, what the words found is kept
                count_facets(store, query)
                on_columns = [find_articles(store, asked, order) for order in Order]
                assert [hits.total for hits in on_columns] == list(map(len, plain))
                assert [[row.id for row in hits.rows(0, 100)] for hits in on_columns] == plain
        store.db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        store.db.execute("INSERT INTO said (said) VALUES ('integrity-check')")


@pytest.mark.parametrize("order", Order)
def test_an_article_written_after_the_list_was_looked_through_has_no_place_in_it(library, order):
    library.write(Made("a.md", date="2025-08-29", source="Gazette", said=(("Ann Berg", "yes"),)))
    hits = find_articles(library.store, Query(), order)
    assert hits.index(find_id(library.store, "a.md")) == 0
    library.write(
        Made("b.md", date="2025-09-03", source="Wire", said=(("Bo Dahl", "no"), ("Bo Dahl", "never")))
    )
    assert hits.index(find_id(library.store, "b.md")) is None
