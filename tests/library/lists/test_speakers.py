"""Speakers and their pages: every number against the list of quotations that it stands for."""

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_library import Library, Made, open_store

from reader.library.lists.quotation_hits import find_quotations
from reader.library.lists.quotations import list_quotations
from reader.library.lists.speaker_page import read_page
from reader.library.lists.speakers import find_speakers, list_speakers
from reader.library.model import Grouping, SpeakerOrder
from reader.library.query.query import Query, parse_query
from reader.text.folding import fold

BERG, DAHL, EK = "Ann Berg", "Bo Dahl", "Cy Ek"
DATES = st.sampled_from(
    [None, "2024", "2024-01", "2024-03", "2024-03-01", "2024-03-02T09:00", "2025", "--03-01"]
)
SAID = st.lists(
    st.tuples(
        st.sampled_from([BERG, "Berg", DAHL, EK, None]), st.sampled_from(["war", "aid", "war and aid"])
    ),
    max_size=4,
).map(tuple)
ARTICLES = st.lists(
    st.builds(
        lambda date, source, said, cues, topics, text: Made(
            "", date=date, source=source, said=said, cues=cues, topics=topics, text=text
        ),
        DATES, st.sampled_from([None, "Wire", "wire", "Post"]), SAID,
        st.lists(st.sampled_from(["say", "warn", ""]), min_size=1, max_size=3).map(tuple),
        st.lists(st.sampled_from(["war", "aid", "sport"]), unique=True, max_size=3).map(tuple),
        st.sampled_from(["red fox", "blue fox"]),
    ),
    max_size=10,
)  # fmt: skip
QUERIES = st.lists(
    st.sampled_from(
        ["red", "-blue", "speaker:berg", 'speaker:"Bo Dahl"', "-speaker:dahl", "topic:war", "topic:aid",
         "(topic:sport)", "source:wire", "-has:source", "on:2024", "on:2024-03", "is:undated", "said:war",
         "-said:aid", "cue:say", "cue:warned", "(red OR topic:sport)", "(speaker:ek OR source:post)",
         "(speaker:ek OR said:war)", "(cue:warn OR said:aid)"]
    ),
    max_size=3,
).map(" ".join)  # fmt: skip
SLOWLY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def opened(folder, made, *, removed=()):
    """Write articles, take some out again, and return the store."""
    store = open_store(Path(folder))
    library = Library(store)
    library.write(*(replace(each, path=f"{number}.md") for number, each in enumerate(made)))
    library.write(removed=tuple(f"{number}.md" for number in removed))
    return store


def spoken(store, query):
    """Gather the quotations of known speakers that a query lists, by speaker."""
    found = defaultdict(list)
    for row in list_quotations(store, query):
        if row.speaker:
            found[row.speaker].append(row)
    return found


@SLOWLY
@given(ARTICLES, st.sets(st.integers(0, 9)), QUERIES)
def test_a_row_counts_what_the_query_lists(made, removed, text):
    query = parse_query(text)
    with TemporaryDirectory() as folder, opened(folder, made, removed=removed) as store:
        expected = spoken(store, query)
        rows = list_speakers(store, query)
        assert [row.name for row in rows] == sorted(
            expected, key=lambda name: (-len(expected[name]), fold(name))
        )
        for row in rows:
            quotations = expected[row.name]
            articles = {quotation.article: quotation for quotation in quotations}
            dated = [articles[number].date for number in sorted(articles) if has_year(articles[number])]
            assert (row.quotations, row.articles) == (len(quotations), len(articles))
            assert row.outlets == len({each.source for each in quotations} - {None})
            assert (row.first, row.last) == ((dated[0], dated[-1]) if dated else (None, None))
            assert sum(row.series) == sum(has_year(each) for each in quotations)


def has_year(row):
    return row.date is not None and row.date.year is not None


@SLOWLY
@given(ARTICLES, QUERIES)
def test_every_figure_of_a_page_lists_what_it_counts(made, text):
    query = parse_query(text)
    with TemporaryDirectory() as folder, opened(folder, made) as store:
        for name, quotations in spoken(store, query).items():
            first, *_, page = list(read_page(store, query, name))
            assert page.is_complete
            assert first.months == page.months
            assert page.row == replace(row_of(store, query, name), series=())
            assert list(spoken(store, page.query)[name]) == quotations
            months = Counter(month_of(each) for each in quotations)
            assert {figure.value: figure.quotations for figure in page.months} == months
            outlets = Counter(each.source or "" for each in quotations)
            assert {each.outlet.value: each.outlet.quotations for each in page.outlets} == outlets
            cues = Counter((each.source or "", each.lemma) for each in quotations if each.lemma)
            assert cues == {
                (each.outlet.value, cue.value): cue.quotations for each in page.outlets for cue in each.cues
            }
            for figure in figures(page):
                listed = list(list_quotations(store, figure.query))
                assert len(listed) == figure.quotations > 0, str(figure.query)
                assert {each.speaker for each in listed} == {name}
                assert find_quotations(store, figure.query, Grouping.DAY).total == figure.quotations
                assert str(parse_query(str(figure.query))) == str(figure.query)
                assert len(list(list_quotations(store, parse_query(str(figure.query))))) == len(listed)


def row_of(store, query, name):
    return next(row for row in list_speakers(store, query) if row.name == name)


def month_of(row):
    return row.date.isoformat()[:7] if has_year(row) else ""


def figures(page):
    yield from page.months
    yield from page.topics
    yield from page.cues
    for each in page.outlets:
        yield each.outlet
        yield from each.cues


def names(store, text, order):
    return find_speakers(store, parse_query(text), order).names


PRESS = (
    Made("1.md", date="2023-05", said=((DAHL, "a"),)),
    Made("2.md", date="2024-02-03", said=((DAHL, "c"), (DAHL, "d"), (EK, "e"))),
    Made("3.md", date="2025", said=((BERG, "f"),)),
    Made("4.md", date=None, said=((BERG, "g"), ("Zoe Alm", "h"))),
)


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("press")) as store:
        Library(store).write(*PRESS)
        yield store


@pytest.mark.parametrize("text", ["", "-zzz"], ids=["whole", "filtered"])
def test_orders_of_speakers(press, text):
    assert names(press, text, SpeakerOrder.QUOTATIONS) == [DAHL, BERG, EK, "Zoe Alm"]
    assert names(press, text, SpeakerOrder.NAME) == [BERG, DAHL, EK, "Zoe Alm"]
    assert names(press, text, SpeakerOrder.FIRST) == [DAHL, EK, BERG, "Zoe Alm"]
    assert names(press, text, SpeakerOrder.LAST) == [BERG, DAHL, EK, "Zoe Alm"]


@pytest.mark.parametrize("text", ["", "-zzz"], ids=["whole", "filtered"])
def test_rows_are_fetched_from_any_place_and_share_one_time_scale(press, text):
    found = find_speakers(press, parse_query(text))
    assert (found.total, found.index(EK), found.index("Nobody")) == (4, 2, None)
    assert [row.name for row in found.rows(1, 2)] == [BERG, EK]
    assert [(row.quotations, row.articles) for row in found.plain_rows(0, 3)] == [(3, 2), (2, 2), (1, 1)]
    dahl, berg, ek, alm = found.rows(0, 9)
    assert [(place, count) for place, count in enumerate(dahl.series) if count] == [(0, 1), (10, 2)]
    assert [(place, count) for place, count in enumerate(berg.series) if count] == [(23, 1)]
    assert [(place, count) for place, count in enumerate(ek.series) if count] == [(10, 1)]
    assert not any(alm.series)
    assert not found.rows(4, 5)


def test_a_surname_that_could_be_two_people_says_so(library):
    library.write(
        Made("1.md", said=((BERG, "a"),)),
        Made("2.md", said=(("Lars Berg", "b"),)),
        Made("3.md", said=(("Berg", "c"), ("Ek", "d"))),
        Made("4.md", said=(("Ann Lee", "e"), ("Lee", "f"))),
    )
    told = {row.name: row.may_be for row in list_speakers(library.store, Query())}
    assert told == {BERG: (), "Lars Berg": (), "Berg": (BERG, "Lars Berg"), "Ek": (), "Ann Lee": ()}
    *_, page = read_page(library.store, Query(), "Berg")
    assert page.row.may_be == (BERG, "Lars Berg")
    assert [row.text for row in list_quotations(library.store, page.query)] == ["c"]


def test_there_is_no_page_of_somebody_who_is_not_quoted(press):
    assert not list(read_page(press, Query(), "Nobody"))
    assert not list(read_page(press, parse_query("on:2024"), BERG))
    assert not list(read_page(press, parse_query("speaker:dahl said:zzz"), DAHL))


def test_the_page_of_a_much_quoted_speaker_grows(tmp_path):
    made = [Made("", date="2024-03-01", said=((BERG, "a"),), cues=("warn",)) for _ in range(120)]
    with opened(tmp_path, made) as store:
        pages = list(read_page(store, Query(), BERG))
    assert [(page.read, page.is_complete) for page in pages] == [(0, False), (100, False), (120, True)]
    assert [(cue.value, cue.quotations) for cue in pages[-1].cues] == [("warn", 120)]
    assert [(month.value, month.quotations) for month in pages[0].months] == [("2024-03", 120)]
