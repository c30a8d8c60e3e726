from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import Made

from reader.articles.model import PartialDate
from reader.errors import LibraryError
from reader.library.model import StatementOrder
from reader.library.query.query import Query, parse_query
from reader.library.statements.fingerprints import content_words, select_shingles
from reader.library.statements.matching import DateGap, are_versions, date_gap
from reader.library.statements.read import (
    fetch_utterance,
    find_earliest,
    list_statements,
    read_statement,
)
from reader.text.partial_date import Moment

LONG = (
    "we will rebuild the harbour before winter and the town pays for the cranes because the ferry company "
    "broke every contract it signed with our fishermen"
)
OTHER = (
    "the glacier above the orchard lost nine metres of ice and the reservoir fills earlier than in any year"
)

OTHER_NOUNS = [
    "glacier",
    "orchard",
    "reservoir",
    "turbine",
    "lantern",
    "meadow",
    "copper",
    "ballot",
    "furnace",
    "viaduct",
    "pension",
    "vaccine",
]
HARBOUR_NOUNS = [
    "harbour",
    "crane",
    "ferry",
    "timber",
    "quota",
    "auditor",
    "ledger",
    "cable",
    "tariff",
    "convoy",
    "granary",
    "treaty",
    "drought",
]
VILLAGE_NOUNS = [
    "tannery",
    "brochure",
    "trout",
    "chapel",
    "kettle",
    "bronze",
    "parade",
    "cellar",
    "saddle",
    "bakery",
    "quarry",
    "mill",
    "pigeon",
    "rocket",
    "violin",
    "carpet",
]


def made(path, words, speaker="Ines Okafor", date="2025-03-01", source="Gazette"):
    return Made(path, date=date, source=source, said=((speaker, words),))


def moment(printed):
    """Read ``2025-03-01T08:00 -05:00``, the offset being optional; None is undated."""
    date, _, offset = (printed or "").partition(" ")
    hours, _, minutes = offset.partition(":")
    ahead = (int(hours) * 60 + int(f"{hours[0]}{minutes}")) if offset else None
    return Moment(PartialDate.fromisoformat(date) if date else None, ahead)


def listed(library, query="", order=StatementOrder.NEWEST):
    found = list_statements(library.store, parse_query(query) if query else Query(), order)
    return found.rows(0, 50)


def test_a_statement_has_its_outlets_speakers_dates_and_fullest_words(library):
    library.write(
        made("a.txt", LONG, source="Gazette", date="2025-03-02"),
        made("b.txt", LONG[:90], source="Wire", date="2025-03-01"),
        made("c.txt", OTHER),
    )
    (row,) = listed(library)
    assert (row.text, row.speakers, row.articles, row.conflict) == (LONG, ("Ines Okafor",), 2, False)
    assert row.outlets == ("Wire", "Gazette")
    assert [row.first.isoformat(), row.last.isoformat()] == ["2025-03-01", "2025-03-02"]
    statement = read_statement(library.store, row.id)
    assert [version.path for version in statement.versions] == ["b.txt", "a.txt"]
    assert statement.fullest == 1
    assert statement.first_seen.versions == (0,)
    assert statement.first_seen.certain


@pytest.mark.parametrize(
    ("british", "american"),
    [
        (
            "We organised the theatre programme and cancelled the travelling festival in the centre",
            "We organized the theater program and canceled the traveling festival in the center",
        ),
        (
            "The defence council analysed grey licences and labelled every neighbour a sceptic",
            "The defense council analyzed gray licenses and labeled every neighbor a skeptic",
        ),
    ],
    ids=["festival", "council"],
)
def test_a_remark_in_british_and_american_spelling_is_one_statement(library, british, american):
    library.write(
        made("a.txt", british, date="2025-03-01", source="Gazette"),
        made("b.txt", american, date="2025-03-02", source="Wire"),
    )
    (row,) = listed(library)
    assert row.outlets == ("Gazette", "Wire")


@pytest.mark.parametrize(("common", "statements"), [(12, 1), (11, 0)], ids=["half", "less than half"])
def test_a_version_is_joined_if_half_of_it_stands_in_the_other(library, common, statements):
    glacier = OTHER_NOUNS[:common]
    own = HARBOUR_NOUNS[: 24 - common]
    library.write(
        made("a.txt", " ".join(glacier + own), date="2025-03-01"),
        made("b.txt", " ".join(VILLAGE_NOUNS + glacier), date="2025-03-01"),
    )
    assert len(listed(library)) == statements


def test_the_same_words_of_another_speaker_are_a_conflict(library):
    library.write(made("a.txt", LONG), made("b.txt", LONG, speaker="Tomas Brandt"))
    (row,) = listed(library)
    assert row.conflict
    assert row.speakers == ("Ines Okafor", "Tomas Brandt")


def test_what_outlets_disagree_about_comes_first_on_demand(library):
    library.write(
        made("a.txt", LONG), made("b.txt", LONG, speaker="Tomas Brandt"),
        made("c.txt", OTHER, date="2025-05-01"), made("d.txt", OTHER, date="2025-05-01", speaker=None),
    )  # fmt: skip
    assert [row.conflict for row in listed(library)] == [False, True]
    for query in ("", "gazette OR plain"):
        assert [row.conflict for row in listed(library, query, StatementOrder.CONFLICT)] == [True, False]


@pytest.mark.parametrize(
    "words", ["very good", "we will see", "I do not think so", "that is not true at all"]
)
def test_short_phrases_are_never_a_statement(library, words):
    library.write(made("a.txt", words), made("b.txt", words), made("c.txt", words))
    assert listed(library) == []


def test_one_article_that_repeats_itself_is_no_statement(library):
    library.write(Made("a.txt", said=(("Ines Okafor", LONG), ("Ines Okafor", LONG))))
    assert listed(library) == []


def test_a_statement_is_listed_whole_if_one_version_is_found(library):
    library.write(made("a.txt", LONG, source="Wire"), made("b.txt", LONG[:90]))
    (row,) = listed(library, "source:wire")
    assert row.articles == 2
    assert listed(library, "speaker:brandt") == []
    assert len(listed(library, "said:cranes")) == 1


def test_the_most_printed_come_first_on_demand(library):
    library.write(
        *(made(f"{n}.txt", LONG) for n in range(3)),
        *(made(f"x{n}.txt", OTHER, date="2025-05-01") for n in range(2)),
    )
    assert [row.articles for row in listed(library)] == [2, 3]
    assert [row.articles for row in listed(library, order=StatementOrder.ARTICLES)] == [3, 2]
    assert [row.articles for row in listed(library, "gazette OR plain", StatementOrder.ARTICLES)] == [3, 2]
    found = list_statements(library.store, Query())
    assert found.total == 2
    assert [found.index(number) for number in found.numbers()] == [0, 1]


def test_a_removed_version_leaves_no_statement_of_one(library):
    library.write(made("a.txt", LONG), made("b.txt", LONG))
    (row,) = listed(library)
    library.write(removed=("b.txt",))
    assert listed(library) == []
    with pytest.raises(LibraryError):
        read_statement(library.store, row.id)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2025-03-01", "2025-03-03", DateGap.NEAR),
        ("2025-03-01T10:00", "2025-03-01", DateGap.NEAR),
        ("2025-03-01", "2025-03-20", DateGap.WEEKS),
        ("2025-03-01", "2025-08-20", DateGap.FAR),
        ("--12-31", "2025-01-01", DateGap.NEAR),
        ("--03-01", "--09-01", DateGap.FAR),
        ("2025-03", "2025-03-20", DateGap.UNKNOWN),
        ("2025", "2024", DateGap.UNKNOWN),
        (None, "2025-03-20", DateGap.UNKNOWN),
    ],
)
def test_how_far_two_dates_are_apart(one, other, apart):
    dates = [each and PartialDate.fromisoformat(each) for each in (one, other)]
    assert date_gap(*dates) is apart
    assert date_gap(*reversed(dates)) is apart


def test_sentences_in_another_order_are_the_same_words():
    turned = f"{LONG[48:]} {LONG[:47]}"
    assert are_versions(content_words(LONG), content_words(turned), (1, 1), DateGap.NEAR)


def test_any_five_weighty_words_in_a_row_share_a_kept_shingle():
    words = content_words(f"{LONG} {OTHER} {LONG}")
    kept = set(select_shingles(words))
    for start in range(len(words) - 5):
        assert kept & set(select_shingles(words[start : start + 5]))
    assert all(first != second for first, second in pairwise(select_shingles(words)))


@pytest.mark.parametrize(
    ("dates", "first", "undated"),
    [
        (("2025-03-02", "2025-03-01"), (1,), 0),
        (("2025-03-01", "2025-03-01T09:00"), (0, 1), 0),
        (("2025-03-01T08:00", "2025-03-01T09:00"), (0, 1), 0),
        (("2025-03-01T08:00 +00:00", "2025-03-01T09:00 +00:00"), (0,), 0),
        (("2025-11-03T23:30 -05:00", "2025-11-04T03:00 +00:00"), (1,), 0),
        (("2025-11-04T04:30 +00:00", "2025-11-03T23:30 -05:00"), (0, 1), 0),
        (("2025-11-03T23:30", "2025-11-04T03:00 +00:00"), (0, 1), 0),
        (("2025-11-03T12:00", "2025-11-04T14:01"), (0,), 0),
        (("2025-11-03T12:00", "2025-11-04T14:00"), (0, 1), 0),
        (("2025-11-03T12:00", "2025-11-04T00:01 +00:00"), (0,), 0),
        (("2025-11-03T12:00", "2025-11-04T00:00 +00:00"), (0, 1), 0),
        (("2025-11-03T12:00 +00:00", "2025-11-04T02:00"), (0, 1), 0),
        (("2025-11-03T12:00 +00:00", "2025-11-04T02:01"), (0,), 0),
        (("2025-11-03", "2025-11-04T03:00 +00:00"), (0,), 0),
        (("2025-11-03", "2025-11-04T00:10 +05:00"), (0, 1), 0),
        (("2025-11-04", "2025-11-03T23:30 -05:00"), (0, 1), 0),
        (("2025-11-03", "2025-11-04T00:10"), (0,), 0),
        (("2025-11-03", "2025-11-04"), (0,), 0),
        (("2025-11", "2025-11-30T23:00 -05:00", "2025-12-01"), (0, 1), 0),
        (("0001-01-01T00:10 +02:00", "9999-12-31T23:50 -02:00"), (0,), 0),
        (("2025-03", "2025-03-10", "2025-04-01"), (0, 1), 0),
        ((None, "2025-03-10"), (1,), 1),
        ((None, None), (), 2),
    ],
)
def test_the_first_is_told_as_far_as_dates_tell(dates, first, undated):
    seen = find_earliest([moment(each) for each in dates])
    assert (seen.versions, seen.undated) == (first, undated)


DATES = st.one_of(
    st.none(),
    st.builds(PartialDate, st.just(2025)),
    st.builds(PartialDate, st.just(2025), st.integers(2, 3)),
    st.builds(PartialDate, st.just(2025), st.just(3), st.integers(1, 4)),
    st.builds(PartialDate, st.just(2025), st.just(3), st.integers(1, 4), st.integers(0, 23), st.just(30)),
)
OFFSETS = st.one_of(st.none(), st.integers(-12 * 60, 14 * 60))


@given(st.lists(st.builds(Moment, DATES, OFFSETS), max_size=6))
def test_one_of_the_dated_is_always_the_first(moments):
    seen = find_earliest(moments)
    assert bool(seen.versions) is any(each.is_dated for each in moments)
    exact = [each for each in moments if each.date and each.date.hour is not None and each.offset is not None]
    if exact and len(exact) == len(moments):
        assert min(moments, key=lambda each: each.order) == moments[seen.versions[0]]


def test_an_utterance_that_is_gone_meanwhile_asks_for_nothing(library):
    library.write(Made("a.md", said=(("Ann Berg", "We will mend the harbour wall before winter"),)))
    article = library.store.db.execute("SELECT id FROM articles").fetchone()[0]
    assert fetch_utterance(library.store, article, 0) != []
    assert fetch_utterance(library.store, article, 7) == []
    assert fetch_utterance(library.store, article + 1, 0) == []
