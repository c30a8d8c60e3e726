"""The article beside the list, without a terminal: what is shown, and which place in it is kept."""

from types import SimpleNamespace

import pytest
from fake_host import FakeHost
from made_session import MadeSession, make_article

from reader.tui.filter_state import Filter
from reader.tui.messages import Listed
from reader.tui.screens.reading import Reading
from reader.tui.views.view import Location


class FakePane:
    """The article's pane, with a place that a test moves."""

    def __init__(self):
        self.indexed = self.quotation = None
        self.position, self.was_moved, self.at_end = 0, False, False
        self.shown = []

    def show(self, indexed, *, position=0, start=None, only=frozenset(), pattern=None):
        self.indexed, self.position, self.was_moved = indexed, position, False
        self.shown.append((indexed and indexed.id, position, start, set(only)))

    def go_to_quotation(self, start):
        self.quotation, self.was_moved = SimpleNamespace(start=start), True

    def stay(self):
        self.was_moved = False

    def mark(self, only, pattern):
        self.shown.append(("marked", set(only)))

    def release(self):
        self.indexed = None


@pytest.fixture
def session():
    return MadeSession()


@pytest.fixture
def host(session):
    return FakeHost(session)


@pytest.fixture
def view():
    return SimpleNamespace(list=SimpleNamespace(row=None), location=None, panes=())


@pytest.fixture
def reading(host, view):
    return Reading(host, SimpleNamespace(articles=view, current=view), FakePane())


def at(session, path, start=None):
    return Location(session.find_id(path), path, start)


def test_an_article_opens_where_its_reading_stopped(reading, session):
    session.marks.set_position("1.md", 30)
    assert reading.show(at(session, "1.md"))
    assert reading.show(at(session, "2.md", 7))
    first, second = session.find_id("1.md"), session.find_id("2.md")
    assert reading.pane.shown == [(first, 30, None, set()), (second, 0, 7, set())]


@pytest.mark.parametrize(
    ("was_moved", "at_end", "kept"), [(False, False, 5), (True, False, 80), (True, True, 0)]
)
def test_the_place_is_kept_if_it_was_moved_and_begins_anew_after_the_end(
    reading, session, was_moved, at_end, kept
):
    session.marks.set_position("1.md", 5)
    reading.show(at(session, "1.md"))
    reading.pane.position, reading.pane.was_moved, reading.pane.at_end = 80, was_moved, at_end
    reading.show(None)
    assert session.marks.position("1.md") == kept
    assert reading.shown is None


def test_another_quotation_of_the_article_shown_moves_its_cursor_and_is_no_reading(reading, session):
    reading.show(at(session, "1.md"))
    reading.show(at(session, "1.md", 12))
    assert reading.pane.quotation.start == 12
    assert not reading.pane.was_moved
    assert len(reading.pane.shown) == 1


def test_an_article_that_has_gone_leaves_the_pane_empty_and_says_so(reading, host):
    assert not reading.show(Location(99, "99.md"))
    assert reading.pane.shown == [(None, 0, None, set())]
    assert "no longer in the index" in host.said[0]


def test_only_an_article_that_says_something_else_is_shown_again(reading, session):
    reading.show(at(session, "5.md"))
    reading.renew()
    assert len(reading.pane.shown) == 1
    session.articles = [make_article(5, "Letters", "Other words.")]
    reading.pane.position, reading.pane.was_moved = 3, True
    reading.renew()
    assert reading.pane.shown[1:] == [(session.find_id("5.md"), 3, None, set())]


def test_speakers_of_the_filter_are_marked_unless_another_article_is_coming(reading, view, session):
    reading.show(at(session, "1.md"))
    reading.look_for(Filter().with_picked(Listed.SPEAKER, ("Odd Brekke",)), None)
    view.location = at(session, "2.md")
    reading.mark()
    assert len(reading.pane.shown) == 1
    view.location = at(session, "1.md")
    reading.mark()
    assert reading.pane.shown[-1] == ("marked", {"Odd Brekke"})
