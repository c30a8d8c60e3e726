"""Views and the way back, without a terminal: visits, and what is found again when a view comes back."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from fake_host import FakeHost

from reader.library.query.query import parse_query
from reader.tui.filter_state import Filter
from reader.tui.keymap import KEYMAP
from reader.tui.screens.navigation import Navigation

BRIDGE = Filter(parse_query("bridge"))


class FakeFiltering:
    """Keeps which filter was applied to which view."""

    def __init__(self, views):
        self.filter, self.works, self.applied = Filter(), True, []
        self._views = views

    def apply(self, filter, *, keep=True):
        if self.works:
            self.filter = filter
            self.applied.append((self._views.current.name, filter))
        return self.works

    def shows(self, view):
        return self.applied[-1:] == [(view.name, self.filter)]

    def show_found(self):
        pass


class FakeViews:
    """Views that are only names and lists."""

    def __init__(self):
        self.opened = {}
        self.articles = self.current = self.get("articles")

    def get(self, name):
        view = SimpleNamespace(name=name, list=SimpleNamespace(row=None), preview=lambda: None)
        return self.opened.setdefault(name, view)


@pytest.fixture
def views():
    return FakeViews()


@pytest.fixture
def filtering(views):
    return FakeFiltering(views)


@pytest.fixture
def host(views):
    host = FakeHost()
    host.app = SimpleNamespace(batch_update=nullcontext)
    host.mounted = []

    async def mount_panes(view):
        host.mounted.append(view.name)

    host.mount_panes = mount_panes
    host.pane = views.current.list
    return host


@pytest.fixture
def navigation(host, views, filtering):
    bar = SimpleNamespace(name_views=lambda keys, current: host.said.append(current))
    return Navigation(host, views, None, filtering, None, None, bar, KEYMAP)


async def test_a_view_is_mounted_once_and_finds_again_only_under_another_filter(navigation, host, filtering):
    for name in ("quotations", "quotations", "articles"):
        await navigation.go_to_view(name)
    assert host.mounted == ["quotations"]
    assert [name for name, _ in filtering.applied] == ["quotations", "articles"]
    assert host.said[-1] == "articles"


async def test_a_visit_ends_where_it_began(navigation, host, views, filtering):
    await navigation.visit("quotations", BRIDGE)
    assert (views.current.name, filtering.filter, host.pane) == ("quotations", BRIDGE, views.current.list)
    assert navigation.end_visit()
    assert (views.current.name, filtering.filter, host.pane) == ("articles", Filter(), views.current.list)
    assert not navigation.end_visit()


async def test_a_visit_of_a_filter_that_cannot_be_had_is_none(navigation, views, filtering):
    filtering.works = False
    await navigation.visit("quotations", BRIDGE)
    assert views.current is views.articles
    assert not navigation.end_visit()


async def test_a_visit_that_has_gone_on_to_another_filter_does_not_end(navigation, views, filtering):
    await navigation.visit("quotations", BRIDGE)
    filtering.apply(Filter())
    assert not navigation.end_visit()
    filtering.apply(BRIDGE)
    assert not navigation.end_visit()
    assert views.current.name == "quotations"


async def test_the_way_back_leads_through_the_panes_first(navigation, host, views):
    await navigation.visit("quotations", BRIDGE)
    host.pane = object()
    assert not navigation.end_visit()
    host.pane = views.current.list
    assert navigation.end_visit()
