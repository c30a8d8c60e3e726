"""The filter and its counts, without a terminal: what is shown, kept and refused when one follows another."""

from types import SimpleNamespace

import pytest
from fake_host import FakeHost
from running_app import opened

from reader.errors import LibraryError
from reader.library.query.query import parse_query
from reader.tui.filter_state import Filter
from reader.tui.keymap import KEYMAP
from reader.tui.screens.filtering import Filtering

PRICE, WILL = Filter(parse_query("price")), Filter(parse_query("will"))


class FakeView:
    """A view that says how many speakers were counted, and may fail."""

    lists_words_said = False
    name, nothing, articles, error = "articles", "", 5, None

    def __init__(self):
        self.list = SimpleNamespace(say_when_empty=lambda words: None, call_after_refresh=self.follow)

    @staticmethod
    def follow(callback, *args):
        callback(*args)

    def apply(self, filter, pattern, *, keep):
        if self.error is not None:
            raise self.error

    def wordings(self, facets, everything):
        return ("…" if facets is None else f"{len(facets.speakers)} speakers",)


@pytest.fixture
def host():
    return FakeHost()


@pytest.fixture
def view():
    return FakeView()


@pytest.fixture
def shown():
    return []


@pytest.fixture
def filtering(host, view, shown):
    host.call_after = lambda seconds, callback: SimpleNamespace(cancel=lambda: None)
    reading = SimpleNamespace(look_for=lambda *_: None, mark=lambda: None)
    bar = SimpleNamespace(show=lambda labels, found: shown.append((*labels, *found)))
    names = SimpleNamespace(wait=lambda picked: None, show=lambda facets, picked: None)
    index = SimpleNamespace(is_first_reading=False)
    return Filtering(host, SimpleNamespace(current=view), reading, index, bar, names, KEYMAP)


def test_counts_follow_the_list(filtering, host, shown):
    assert filtering.apply(PRICE)
    assert set(shown) == {("price", "…")}
    host.work()
    assert shown[-1] == ("price", "2 speakers")


def test_counts_of_a_filter_that_was_replaced_are_not_shown(filtering, host, shown):
    filtering.apply(PRICE)
    late = host.waiting
    host.waiting = []
    filtering.apply(WILL)
    for work in late:
        work(lambda: True)
    assert set(shown) == {("price", "…"), ("will", "…")}
    host.work()
    assert shown[-1] == ("will", "2 speakers")


def test_a_filter_that_cannot_be_had_leaves_the_one_before(filtering, host, view):
    filtering.apply(PRICE)
    view.error = LibraryError("the index is locked")
    assert not filtering.apply(WILL)
    assert filtering.filter == PRICE
    assert host.said == ["the index is locked"]
    assert filtering.shows(view)


def test_the_filter_is_kept_for_the_next_time_and_restored(filtering, host):
    filtering.apply(PRICE.next_order())
    filtering.keep()
    assert host.session.marks.last_filter == "price"
    filtering.clear()
    filtering.restore()
    assert filtering.filter == PRICE.next_order()


def test_an_index_that_has_changed_makes_every_view_find_again(filtering, view):
    filtering.apply(PRICE)
    assert filtering.shows(view)
    filtering.mark_outdated()
    assert not filtering.shows(view)


async def test_a_name_that_no_article_has_is_told_with_the_nearest_while_it_is_typed():
    async with opened(size=(150, 30)) as ui:
        seen = await ui.press("slash", *"speaker:brekkx")
        assert 'no article has the speaker brekkx; did you mean speaker:"Odd Brekke"' in seen
        assert "5 articles" in ui.chips
        assert "did you mean" not in await ui.press("backspace", "e")
