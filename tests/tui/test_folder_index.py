"""The index of the folder on the screen, without a terminal: when it is looked at, and what is said of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_host import FakeHost
from made_session import NO_CHANGES, MadeSession

from reader.articles.model import Problem
from reader.errors import LibraryError
from reader.ingest.update import Progress
from reader.tui.screens.folder_index import FolderIndex

PROBLEM = Problem(Path("/news/bad.md"), "no text")


def make_index(report=NO_CHANGES, clock=lambda: 0.0):
    host = FakeHost(MadeSession(report=report))
    return FolderIndex(host, "!", clock), host


def look(index, host):
    """Let the look at the folder that waits for a thread come to its end."""
    host.work()
    index.ended()


def test_a_change_during_a_look_at_the_folder_makes_it_look_once_more():
    index, host = make_index()
    index.follow()
    host.session.changed()
    host.session.changed()
    assert len(host.waiting) == 1
    look(index, host)
    assert len(host.waiting) == 1
    look(index, host)
    assert host.session.updates == 2
    assert not host.waiting


def test_a_look_that_is_stopped_is_not_followed_by_another():
    index, host = make_index(replace(NO_CHANGES, cancelled=True))
    assert not index.stop()
    index.update()
    index.update()
    assert index.stop()
    look(index, host)
    assert host.said == ["stopped; the next start reads the rest"]
    assert not host.waiting


@pytest.mark.parametrize(
    ("report", "is_empty", "done", "said"),
    [
        (NO_CHANGES, False, [], []),
        (replace(NO_CHANGES, added=1), False, ["index updated"], []),
        (replace(NO_CHANGES, waited=True), False, ["index updated"], []),
        (replace(NO_CHANGES, removed=1, notes=("a", "b")), False, ["index updated"], ["a; b"]),
        (replace(NO_CHANGES, changed=1, problems=(PROBLEM,)), False, ["index updated"],
         ["1 problem with files; ! lists them"]),
        (replace(NO_CHANGES, problems=(PROBLEM,)), False, [], []),
        (replace(NO_CHANGES, problems=(PROBLEM,)), True, ["refresh list"],
         ["1 problem with files; ! lists them"]),
    ],
    ids=["nothing new", "added", "waited", "notes", "problems", "old problems", "only problems"],
)  # fmt: skip
def test_the_end_shows_what_has_changed_and_says_what_is_new(report, is_empty, done, said):
    index, host = make_index(report)
    host.is_empty = is_empty
    index.update()
    look(index, host)
    assert (host.done, host.said) == (done, said)
    assert not index.is_first_reading


def test_progress_is_said_and_the_list_fills_now_and_then():
    seconds = iter(range(100, 1000))
    index, host = make_index(clock=lambda: next(seconds))

    def update(progress, cancelled):
        for done in (1, 2):
            progress(Progress(done, 9, done - 1, ""))
        return NO_CHANGES

    host.session.update = update
    index.update()
    look(index, host)
    assert [said[-1] for said in host.progress if said] == ["1 of 9", "2 of 9"]
    assert host.progress[-1] == ()
    assert host.done == ["refresh list"]


def test_while_another_process_reads_the_folder_that_is_said_and_its_articles_show():
    seconds = iter(range(100, 1000))
    index, host = make_index(clock=lambda: next(seconds))

    def update(progress, cancelled):
        progress(Progress(0, 0, 7, "", waiting=True))
        return replace(NO_CHANGES, waited=True)

    host.session.update = update
    index.update()
    look(index, host)
    assert all("another process" in wording or wording == "waiting" for wording in host.progress[0])
    assert host.done == ["refresh list", "index updated"]


def test_a_folder_that_cannot_be_read_is_said_to_be_and_is_looked_at_again():
    index, host = make_index()

    def fail(progress, cancelled):
        raise LibraryError("the disk is full")

    host.session.update = fail
    index.update()
    look(index, host)
    assert host.said == ["the disk is full"]
    index.update()
    assert len(host.waiting) == 1
