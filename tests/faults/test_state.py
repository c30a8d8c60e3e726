"""State and index when the disk, the files or the clock fail: it is told, and nothing else is lost."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress

import pytest

from reader.errors import LibraryError, ReaderError
from reader.library.model import Grouping, SpeakerOrder, StatementOrder
from reader.library.query.query import Query
from reader.library.store import Store, index_path
from reader.tui.filter_state import Filter
from reader.tui.library_session import LibrarySession

CODES = {
    "full": sqlite3.SQLITE_FULL,
    "unreadable": sqlite3.SQLITE_IOERR,
    "read only": sqlite3.SQLITE_READONLY,
    "locked": sqlite3.SQLITE_BUSY,
    "gone": sqlite3.SQLITE_CANTOPEN,
}
PAGE = 4096
CODES_TRIED = CODES.values() if "READER_FAULTS_LONG" in os.environ else [sqlite3.SQLITE_FULL]
KILLS = int(os.environ.get("READER_FAULTS_KILLS", "6"))


class FailingConnection:
    """A connection whose statements fail from one of them on.

    Args:
        after: How many are executed before.
    """

    def __init__(self, db, code, after):
        self._db, self._code, self.left = db, code, after

    def __getattr__(self, name):
        return getattr(self._db, name)

    def _try(self, statement):
        if statement.startswith(("ROLLBACK", "COMMIT")) and self.left > 0:
            return
        self.left -= 1
        if self.left < 0 and not statement.startswith("ROLLBACK"):
            error = sqlite3.OperationalError("injected")
            error.sqlite_errorcode = self._code
            raise error

    def execute(self, statement, *values):
        self._try(statement)
        return self._db.execute(statement, *values)

    def executemany(self, statement, values):
        self._try(statement)
        return self._db.executemany(statement, values)


def never():
    return False


def star(session):
    session.marks.set_starred("a.md", not session.marks.is_starred("a.md"))


def take_over(session):
    with suppress(LibraryError):
        session.marks.take_marks_from("/nowhere")
    session.marks.follow_moved()


# Whatever the screen asks of the library: a new question joins by a line.
QUESTIONS = {
    "star": star,
    "read": lambda session: session.marks.set_read("a.md", True),
    "position": lambda session: session.marks.set_position("a.md", 3),
    "undo": lambda session: (star(session), session.marks.undo()),
    "filter": lambda session: session.marks.set_last_filter("x"),
    "setting": lambda session: session.marks.set("theme", "y"),
    "moved": take_over,
    "list": lambda session: session.find(Filter()).rows(0, 9),
    "search": lambda session: session.find(Filter(session.parse("stay"))).total,
    "said": lambda session: session.find(Filter(session.parse("said:stay speaker:berg"))).rows(0, 9),
    "facets": lambda session: session.facets(Query()),
    "article": lambda session: session.article(session.find_id("a.md")),
    "row": lambda session: session.row(1),
    "quotations": lambda session: session.quotations(Filter(), Grouping.DAY).rows(0, 9),
    "speakers": lambda session: session.speakers(Query(), next(iter(SpeakerOrder))),
    "page": lambda session: list(session.speaker_page(Query(), "Ann Berg", never)),
    "statements": lambda session: list(session.find_statements(Query(), StatementOrder.NEWEST)),
    "problems": lambda session: session.problems(),
    "hints": lambda session: session.hints(session.parse("nothingness")),
    "elsewhere": lambda session: session.find_elsewhere(session.parse("stay")),
    "names": lambda session: session.explain_names(session.parse("speaker:bergg"), never),
    "people": lambda session: session.possible_people("Berg"),
    "next": lambda session: session.next_quotation(Filter(), "Ann Berg", 1, 0, True),
    "notice": lambda session: (session.notice, session.marks.library),
}


@pytest.mark.parametrize("code", CODES_TRIED)
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_whatever_is_asked_an_error_of_the_database_is_one_that_is_told(library, tally, question, code):
    library.put("a.md")
    library.put("b.md", '"We will stay," Ann Berg said on Monday, and we will stay.')
    library.update()
    for after in range(40):
        failing = []
        session = LibrarySession(library.folder, library.config)
        opened = session._open

        def open_failing(opened=opened, failing=failing, after=after):
            store = opened()
            store.db = FailingConnection(store.db, code, after)
            store.state._db = store.db
            failing.append(store.db)
            return store

        session._open = open_failing
        for shared in (session._counting, session._listing, session._paging):
            shared._open = open_failing
        with suppress(ReaderError):
            question(session)
        with suppress(ReaderError):
            session.close()
        tally("faults injected: statements that fail")
        if all(db.left >= 0 for db in failing):
            break
    assert library.listed() == ["b.md", "a.md"] or sorted(library.listed()) == ["a.md", "b.md"]


@pytest.mark.parametrize("code", CODES_TRIED)
def test_an_index_that_cannot_be_written_is_written_the_next_time(library, monkeypatch, tally, code):
    for number in range(8):
        library.put(f"{number}.md", f'"We will stay {number % 3} times," Ann Berg said, and we will stay.')
    opened = Store.open.__func__
    after, failed = 0, True
    while failed:
        failing = []

        def open_failing(cls, *places, failing=failing, after=after):
            store = opened(cls, *places)
            store.db = FailingConnection(store.db, code, after)
            store.state._db = store.db
            failing.append(store.db)
            return store

        monkeypatch.setattr(Store, "open", classmethod(open_failing))
        with suppress(ReaderError):
            library.update()
        failed = any(db.left < 0 for db in failing)
        monkeypatch.setattr(Store, "open", classmethod(opened))
        if failed and after % 5 == 0:  # else the next attempt goes on from where this one stopped
            library.put("0.md", f'"We will stay {after} times," Ann Berg said.')
            library.update()
            assert len(library.listed()) == 8
        after += 1 + after // (40 if len(CODES_TRIED) > 1 else 4)
        tally("faults injected: statements that fail")
    library.update()
    assert len(library.listed()) == 8


def test_a_mark_that_cannot_be_written_leaves_the_others(library, tally):
    library.put("a.md")
    library.update()
    with library.open() as store:
        store.state.set_starred("a.md", True)
        store.db = store.state._db = FailingConnection(store.db, sqlite3.SQLITE_FULL, 1)
        with pytest.raises(LibraryError, match="the disk is full"):
            store.state.set_read("a.md", True)
        assert store.state._undo[-1].sentence.endswith("no longer starred")
    with library.open() as store:
        assert (store.state.is_starred("a.md"), store.state.is_read("a.md")) == (True, False)
    tally("faults injected: statements that fail")


def pages_of(path):
    return path.stat().st_size // PAGE


def test_damage_at_every_page_of_the_index_costs_no_article(library, tally):
    for number in range(6):
        library.put(f"{number}.md", f'"We will stay {number} times," Ann Berg said.')
    library.update()
    path = index_path(library.folder, library.config.cache_dir)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    step = max(1, pages_of(path) // int(os.environ.get("READER_FAULTS_PAGES", "12")))
    for page in range(0, pages_of(path), step):
        for junk in (b"\xff", b"\0"):
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            path.write_bytes(whole[: page * PAGE] + junk * PAGE + whole[(page + 1) * PAGE :])
            for _ in range(3):
                try:
                    library.update()
                    found = library.listed()
                    with library.open() as store, store.guarded() as db:
                        db.execute("PRAGMA quick_check").fetchall()
                except ReaderError:
                    continue  # told; the next time it is built anew
                break
            assert len(found) == 6
            tally("faults injected: damaged pages of the index")


WRITER = """
import sys
from pathlib import Path
from reader.library.store import Store
folder, cache, data = map(Path, sys.argv[1:4])
with Store.open(folder, cache, data) as store:
    number = int(sys.argv[4])
    while True:
        store.state.set_starred(f"{number}.md", True)
        print(number, flush=True)
        number += 1
"""


INDEXER = """
import sys
from pathlib import Path
from reader.config import Config
from reader.ingest.update import update_index
folder, cache, data = map(Path, sys.argv[1:4])
update_index(folder, Config(cache_dir=cache, data_dir=data), processes=0)
"""


def test_kills_while_marks_are_written_lose_none_that_was_made(library, tally):
    library.put("a.md")
    library.update()
    made = -1
    config = library.config
    for round_ in range(KILLS):
        command = [sys.executable, "-c", WRITER]
        places = [library.folder, config.cache_dir, config.data_dir, made + 1]
        with subprocess.Popen([*command, *map(str, places)], stdout=subprocess.PIPE, text=True) as process:
            for _ in range(random.Random(round_).randrange(1, 40)):
                made = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            for line in process.stdout.read().split():
                made = int(line)
        with library.open() as store:
            count = store.db.execute("SELECT count(*) FROM state.marks WHERE starred").fetchone()[0]
            assert count in (made + 1, made + 2)  # the last may have been written and not told
            made = count - 1
        tally("faults injected: kills while marks are written")
        tally("lost", 0)


def test_kills_while_indexing_lose_no_article(library, tally):
    for number in range(260):
        library.put(f"{number}.md", f'"We will stay {number} times," Ann Berg said.')
    config = library.config
    with library.open() as store:
        store.state.set_starred("7.md", True)
    for round_ in range(KILLS):
        path = index_path(library.folder, config.cache_dir)
        places = [library.folder, config.cache_dir, config.data_dir]
        with subprocess.Popen([sys.executable, "-c", INDEXER, *map(str, places)]) as process:
            limit = time.monotonic() + 30
            before = path.stat().st_mtime_ns
            while process.poll() is None and path.stat().st_mtime_ns == before and time.monotonic() < limit:
                time.sleep(0.001)
            with suppress(subprocess.TimeoutExpired):
                process.wait(random.Random(round_).random() * 0.5)
            process.kill()
        with library.open() as store, store.guarded() as db:
            assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
            assert store.state.is_starred("7.md")
        tally("faults injected: kills while indexing")
    library.update()
    assert len(library.listed()) == 260
    tally("lost", 260 - len(library.listed()))


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(library, tally):
    library.put("a.md")
    library.update()
    state = library.config.data_dir / "state.db"
    with closing(sqlite3.connect(state)) as db:
        db.execute("PRAGMA user_version = 999")
    before = state.read_bytes()
    with pytest.raises(LibraryError, match="newer version"):
        library.open()
    assert state.read_bytes() == before
    tally("faults injected: versions")


def test_an_empty_state_is_filled_and_an_index_of_another_version_built_anew(library, tally):
    library.put("a.md")
    library.update()
    index = index_path(library.folder, library.config.cache_dir)
    for version in (0, 1, 999):
        with closing(sqlite3.connect(index)) as db:
            db.execute(f"PRAGMA user_version = {version}")
        library.update()
        assert library.listed() == ["a.md"]
        tally("faults injected: versions")
    (library.config.data_dir / "state.db").unlink()
    (library.config.data_dir / "state.db").touch()
    with library.open() as store:
        store.state.set_starred("a.md", True)


@pytest.mark.parametrize("year", [1970, 1999, 2038, 2106, 2200])
def test_a_clock_that_jumps_changes_nothing_that_is_found(library, monkeypatch, tally, year):
    path = library.put("a.md")
    library.update()
    stamp = (year - 1970) * 31_557_600
    monkeypatch.setattr(time, "time", lambda: float(stamp))
    os.utime(path, (stamp, stamp))
    library.put("b.md")
    library.update()
    assert sorted(library.listed()) == ["a.md", "b.md"]
    assert library.update().changed == 0
    tally("faults injected: clocks")


def mount(folder, kilobytes):
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder]
    made = subprocess.run(command, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no file system can be mounted here")


@pytest.fixture
def disk(tmp_path):
    """A small file system, if this user may make one."""
    if os.geteuid() or not shutil.which("mount"):
        pytest.skip("no file system can be mounted here")
    folder = tmp_path / "disk"
    mount(folder, 600)
    yield folder
    subprocess.run(["umount", "-l", folder], check=False)


def fill(folder):
    size = 1 << 20
    with suppress(OSError), (folder / "filler").open("ab", buffering=0) as file:
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2


def test_a_full_disk_is_told_and_the_marks_made_before_stay(disk, library, tally):
    from dataclasses import replace

    on_disk = replace(library, config=replace(library.config, data_dir=disk / "data"))
    library.put("a.md")
    on_disk.update()
    made = 0
    with on_disk.open() as store:
        store.state.set_starred("a.md", True)
        fill(disk)
        told = ""
        while not told and made < 20_000:
            try:
                store.state.set_position(f"{made}.md", 1)
            except LibraryError as error:
                told = str(error)
            else:
                made += 1
                fill(disk)
    assert "full" in told or "written" in told
    (disk / "filler").unlink()
    with on_disk.open() as store:
        assert store.state.is_starred("a.md")
        assert store.db.execute("SELECT count(*) FROM state.marks").fetchone()[0] >= made
    tally("faults injected: full disks")
