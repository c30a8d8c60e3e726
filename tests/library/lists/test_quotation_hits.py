"""Quotations are paged as if all stood in one list, by day or by speaker, under any filter."""

import random

import pytest
from made_library import Library, Made, open_store

from reader.errors import LibraryError
from reader.library.lists import quotation_hits
from reader.library.lists.quotation_hits import find_quotations
from reader.library.lists.quotations import list_quotations
from reader.library.model import Grouping
from reader.library.query.query import parse_query

SPEAKERS = ("Ann Berg", "Bo Lind", "Cleo Okafor", "Dag Moe", None)
WORDS = ("the harbour stays open", "no comment", "nobody asked the harbour", "we shall see", "fine")
QUERIES = (
    "", "plain", "harbour", "speaker:berg", "speaker:berg speaker:lind", "speaker:berg said:harbour",
    "said:harbour", "said:nothinglikeit", "source:gazette after:2025-03", "-speaker:berg", "is:undated",
    "speaker:berg OR speaker:moe", "speaker:berg OR source:tribune", "speaker:nobodyhere", "cue:say",
    "cue:warn", "cue:warn cue:say plain", "(cue:warn) (cue:say)", "cue:warn OR cue:say",
    "speaker:berg cue:warn", "cue:warn OR source:tribune", "cue:warn said:harbour",
    "cue:warn -source:tribune", "cue:nosuch",
)  # fmt: skip


def made(chance, number):
    said = tuple(
        (chance.choice(SPEAKERS), f"{chance.choice(WORDS)} {number} {place}")
        for place in range(chance.choice((0, 0, 1, 2, 7)))
    )
    dates = (f"2025-0{1 + number % 4}-{1 + number % 3:02}", f"2025-02-03T1{number % 10}:15", "2024", None)
    source = ("Gazette", "Tribune", None)[number % 3]
    cues = (("say",), ("warn", "say"), ("", "warn"))[number % 3]
    return Made(f"{number}.md", f"Title {number}", dates[number % 11 % 4], source, said=said, cues=cues)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    chance = random.Random(8)
    with open_store(tmp_path_factory.mktemp("quoted")) as store:
        Library(store).write(*(made(chance, number) for number in range(260)))
        yield store


@pytest.fixture(params=["small", "large"])
def size(request, monkeypatch):
    """Let the same library be counted at once, or be too large for that."""
    if request.param == "large":
        monkeypatch.setattr(quotation_hits, "_SMALL_LIBRARY", 0)
        monkeypatch.setattr(quotation_hits, "_FIRST_ROWS", 20)
    return request.param


def by_day(store, text):
    return list(list_quotations(store, parse_query(text)))


def by_speaker(store, text):
    """Sort as the list is to be: the most quoted first, nobody last, in each the newest first."""
    rows = by_day(store, text)
    counts = {name: sum(row.speaker == name for row in rows) for name in {row.speaker for row in rows}}
    return sorted(rows, key=lambda row: (row.speaker is None, -counts[row.speaker], row.speaker or ""))


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize(
    ("grouping", "listed"), [(Grouping.DAY, by_day), (Grouping.SPEAKER, by_speaker)], ids=["day", "speaker"]
)
def test_pages_are_those_of_one_list(store, size, text, grouping, listed):
    expected = listed(store, text)
    hits = find_quotations(store, parse_query(text), grouping)
    assert hits.is_complete or size == "large" or "said" in text or "cue" in text
    assert hits.rows(0, 10) == expected[:10] or (grouping is Grouping.SPEAKER and not hits.total)
    hits.complete()
    assert hits.total == len(expected)
    assert hits.rows(0, len(expected) + 5) == expected
    for first, count in ((0, 1), (3, 40), (len(expected) // 2, 17), (len(expected) - 2, 9)):
        assert hits.rows(first, count) == expected[max(0, first) : max(0, first) + count]


@pytest.mark.parametrize("text", ["", "harbour", "speaker:berg", "said:harbour"])
@pytest.mark.parametrize("grouping", Grouping)
def test_a_quotation_is_found_again(store, size, text, grouping):
    hits = find_quotations(store, parse_query(text), grouping)
    hits.complete()
    for place in range(0, hits.total, 7):
        (row,) = hits.rows(place, 1)
        assert hits.index(row.article, row.start) == place
    assert hits.index(1, 99_999) is None
    assert hits.index(1, 0, near=True) is None
    last = hits.rows(hits.total - 1, 1)[0]
    near = hits.rows(hits.index(last.article, last.start - 1, near=True), 1)[0]
    assert near == last or near.article == last.article
    past = hits.rows(hits.index(last.article, 99_999, near=True), 1)[0]
    assert past.article == last.article
    assert past.start >= last.start


@pytest.mark.parametrize("text", ["", "harbour", "said:harbour"])
def test_groups_are_runs_of_one_day_or_one_speaker(store, size, text):
    for grouping in Grouping:
        hits = find_quotations(store, parse_query(text), grouping)
        hits.complete()
        reached = 0
        for group in hits.groups:
            assert group.first == reached
            rows = hits.rows(group.first, group.count)
            reached += group.count
            if grouping is Grouping.SPEAKER:
                assert {row.speaker for row in rows} == {group.name}
            else:
                assert len({row.date and row.date.isoformat()[:10] for row in rows}) == 1
        assert reached == hits.total


def test_a_large_library_shows_its_first_rows_before_it_is_counted(store, monkeypatch):
    monkeypatch.setattr(quotation_hits, "_SMALL_LIBRARY", 0)
    monkeypatch.setattr(quotation_hits, "_FIRST_ROWS", 20)
    hits = find_quotations(store, parse_query(""))
    assert not hits.is_complete
    known = hits.total
    assert 20 <= known < 60
    first = hits.rows(0, known)
    with type(store).open(store.folder, store.path.parent, store.path.parent.parent / "data") as other:
        sections = hits.count(other)
    assert hits.total == known
    hits.take(sections)
    assert hits.total > known
    assert hits.rows(0, known) == first


def test_the_most_quoted_come_first_before_all_are_counted(store, monkeypatch):
    expected = by_speaker(store, "")
    monkeypatch.setattr(quotation_hits, "_SMALL_LIBRARY", 0)
    monkeypatch.setattr(quotation_hits, "_FIRST_SPEAKERS", 2)
    hits = find_quotations(store, parse_query(""), Grouping.SPEAKER)
    assert not hits.is_complete
    assert [group.name for group in hits.groups] == list(dict.fromkeys(row.speaker for row in expected))[:2]
    assert hits.rows(0, hits.total) == expected[: hits.total]
    assert hits.total < len(expected)


def test_counting_that_nobody_waits_for_is_given_up(store, monkeypatch):
    monkeypatch.setattr(quotation_hits, "_SMALL_LIBRARY", 0)
    hits = find_quotations(store, parse_query("said:harbour"))
    hits.stop()
    with pytest.raises(LibraryError):
        hits.count(store)


def test_a_page_reads_the_articles_on_it_and_no_others(store, monkeypatch):
    hits = find_quotations(store, parse_query(""))
    read = []
    quotations_of = quotation_hits.quotations_of

    def noted(store, number):
        read.append(number)
        return quotations_of(store, number)

    monkeypatch.setattr(quotation_hits, "quotations_of", noted)
    rows = hits.rows(hits.total // 2, 20)
    assert set(read) == {row.article for row in rows}


def test_leaving_out_a_speaker_or_asking_for_an_outlet_instead_narrows_no_quotations(store):
    assert {row.speaker for row in by_day(store, "-speaker:berg")} == {*SPEAKERS} - {"Ann Berg"}
    assert len({row.speaker for row in by_day(store, "speaker:berg OR source:tribune")}) > 1
    assert {row.speaker for row in by_day(store, "speaker:berg OR speaker:moe")} == {"Ann Berg", "Dag Moe"}
