"""Bringing the index up to date: what is new, changed, gone, bad, stopped or killed."""

import os
import subprocess
import sys
import textwrap
from contextlib import ExitStack, suppress
from itertools import pairwise
from pathlib import Path

import pytest

from reader.analysis.analyse import analyse
from reader.analysis.corrections import make_correction
from reader.analysis.topics import load_vocabulary
from reader.articles.load import load_article
from reader.config import Config
from reader.ingest.corrections_file import CORRECTIONS_FILE, put_correction, remove_correction
from reader.ingest.update import update_index
from reader.library.lists.articles import find_articles, find_id
from reader.library.lists.facets import count_facets
from reader.library.lists.quotations import list_quotations
from reader.library.lists.read_article import read_article
from reader.library.query.query import Query, parse_query
from reader.library.sqlite import FileLock
from reader.library.store import Store, open_indexing_lock


@pytest.fixture
def config(tmp_path):
    return Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, title: str = "A title", body: str = "Words.", **metadata: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **metadata}.items())
    path.write_text(f"---\n{lines}---\n{body}\n", "utf-8")
    return path


def listed(folder, config, text=""):
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        return [row.path for row in find_articles(store, parse_query(text)).rows(0, 1000)]


def counts(report):
    return report.added, report.changed, report.removed, report.unchanged


def test_new_changed_and_removed_files_are_followed(folder, config):
    put(folder, "a.md", date="2025-08-01")
    put(folder, "deep/er/b.txt", date="2025-08-02")
    put(folder, "c.MARKDOWN", date="2025-08-03")
    put(folder, "no.xlsx")
    put(folder, ".hidden/x.md")
    put(folder, ".x.md")
    assert counts(update_index(folder, config)) == (3, 0, 0, 0)
    assert listed(folder, config) == ["c.MARKDOWN", "deep/er/b.txt", "a.md"]
    assert counts(update_index(folder, config)) == (0, 0, 0, 3)
    put(folder, "a.md", title="Another title", date="2025-09-01")
    (folder / "c.MARKDOWN").unlink()
    assert counts(update_index(folder, config)) == (0, 1, 1, 1)
    assert listed(folder, config) == ["a.md", "deep/er/b.txt"]
    assert listed(folder, config, "title:another") == ["a.md"]


def test_an_article_keeps_its_number_when_its_text_changes(folder, config):
    for name in ("a.md", "b.md", "c.md"):
        put(folder, name, date="2025-08-01")
    update_index(folder, config)

    def number():
        with Store.open(folder, config.cache_dir, config.data_dir) as store:
            return find_id(store, "b.md")

    before = number()
    put(folder, "b.md", body="Other words altogether.", date="2025-08-01")
    update_index(folder, config)
    assert number() == before


def test_bad_files_are_listed_and_hide_no_other(folder, config):
    put(folder, "good.md")
    (folder / "binary.md").write_bytes(bytes(range(256)) * 20)
    (folder / "dangling.md").symlink_to(folder / "nowhere.md")
    (folder / "loop").symlink_to(folder)
    (folder / "pipe.md").parent.mkdir(exist_ok=True)
    os.mkfifo(folder / "pipe.md")
    report = update_index(folder, config)
    reasons = {problem.path.name: problem.reason for problem in report.problems}
    assert listed(folder, config) == ["good.md"]
    assert set(reasons) == {"binary.md", "dangling.md", "pipe.md"}
    assert "nowhere" in reasons["dangling.md"]
    again = update_index(folder, config)
    assert counts(again) == (0, 0, 0, 2)
    assert again.problems == report.problems
    (folder / "dangling.md").unlink()
    assert "dangling.md" not in {problem.path.name for problem in update_index(folder, config).problems}


def test_a_folder_that_cannot_be_looked_into_keeps_its_articles(folder, config, monkeypatch):
    put(folder, "in/a.md")
    put(folder, "b.md")
    update_index(folder, config)
    real = os.scandir

    def refuse(path):
        if str(path).endswith("/in"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = update_index(folder, config)
    assert report.removed == 0
    assert [(problem.path.name, problem.reason) for problem in report.problems] == [
        ("in", "the folder cannot be read: Permission denied")
    ]
    assert sorted(listed(folder, config)) == ["b.md", "in/a.md"]


def test_a_fault_in_reading_is_that_files_problem(folder, config, monkeypatch):
    put(folder, "a.md")
    put(folder, "b.md", title="Bad")
    from reader.articles import load

    real = load.load_article

    def fail(path, *, day_first):
        if path.name == "b.md":
            raise RuntimeError("out of luck")
        return real(path, day_first=day_first)

    monkeypatch.setattr(load, "load_article", fail)
    report = update_index(folder, config)
    assert [(p.path.name, p.reason) for p in report.problems] == [
        ("b.md", "reading it failed: RuntimeError: out of luck")
    ]
    assert listed(folder, config) == ["a.md"]


def test_a_name_that_is_no_utf8_is_read(folder, config):
    put(folder, "plain.md").rename(folder / os.fsdecode(b"caf\xe9.md"))
    report = update_index(folder, config)
    assert listed(folder, config) == ["caf\\xe9.md"]
    assert not report.problems
    assert counts(update_index(folder, config)) == (0, 0, 0, 1)


def test_other_topics_or_another_order_of_dates_read_the_articles_again(folder, config):
    put(folder, "a.md", date="03/04/2025")
    update_index(folder, config)
    month_first = Config(cache_dir=config.cache_dir, data_dir=config.data_dir, day_first=False)
    assert counts(update_index(folder, month_first)) == (0, 1, 0, 0)
    assert counts(update_index(folder, month_first)) == (0, 0, 0, 1)
    (folder / "topics.toml").write_text("not toml at all [")
    report = update_index(folder, month_first)
    assert counts(report) == (0, 1, 0, 0)
    assert [problem.path.name for problem in report.problems] == ["topics.toml"]
    (folder / "topics.toml").unlink()
    assert update_index(folder, month_first).problems == ()


def test_people_toml_joins_names_and_is_followed(folder, config):
    put(folder, "a.md", body='"We will pay for all of it now," Kaja Callas said.')
    put(folder, "b.md", body='"We will not pay for any of it," Kaja Kallos said.')
    update_index(folder, config)

    def speakers():
        with Store.open(folder, config.cache_dir, config.data_dir) as store:
            return {facet.value: facet.count for facet in count_facets(store, Query()).speakers}

    assert speakers() == {"Kaja Callas": 1, "Kaja Kallos": 1}
    (folder / "people.toml").write_text('"Kaja Kallas" = ["Kaja Callas", "Kaja Kallos"]')
    assert counts(update_index(folder, config)) == (0, 0, 0, 2)
    assert speakers() == {"Kaja Kallas": 2}
    assert len(listed(folder, config, "speaker:callas")) == 2
    (folder / "people.toml").write_text("Kaja = 7")
    assert [problem.path.name for problem in update_index(folder, config).problems] == ["people.toml"]
    assert speakers() == {"Kaja Callas": 1, "Kaja Kallos": 1}


@pytest.mark.parametrize("reported", [False, True], ids=["walked", "reported"])
def test_a_date_in_a_path_follows_the_file_when_it_is_renamed(folder, config, reported):
    put(folder, "2025-03-04-ferry.md")
    put(folder, "other.md", date="2025-03-10")
    update_index(folder, config)
    assert listed(folder, config, "on:2025-03-04") == ["2025-03-04-ferry.md"]
    names = ["2025-03-04-ferry.md", "2025-04-05-ferry.md", "2025/05/06/ferry.md", "ferry.md"]
    dates = ["on:2025-03-04", "on:2025-04-05", "on:2025-05-06", "is:undated"]
    for (old, new), (before, after) in zip(pairwise(names), pairwise(dates), strict=True):
        (folder / new).parent.mkdir(parents=True, exist_ok=True)
        (folder / old).rename(folder / new)
        update_index(folder, config, paths={old, new} if reported else ())
        assert listed(folder, config, before) == []
        assert listed(folder, config, after) == [new]


def test_marks_follow_a_renamed_file(folder, config):
    path = put(folder, "a.md", title="One")
    update_index(folder, config)
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        store.state.set_starred("a.md", True)
    path.rename(folder / "b.md")
    update_index(folder, config)
    assert listed(folder, config, "is:starred") == ["b.md"]


def test_work_that_is_stopped_keeps_what_was_read_and_goes_on_next_time(folder, config):
    for number in range(6):
        put(folder, f"{number}.md")
    asked = iter([False, False, True])
    report = update_index(folder, config, cancelled=lambda: next(asked))
    assert report.cancelled
    assert len(listed(folder, config)) == 3
    report = update_index(folder, config)
    assert counts(report) == (3, 0, 0, 3)
    assert not report.cancelled


def test_progress_counts_up_to_the_total(folder, config):
    for number in range(5):
        put(folder, f"{number}.md")
    seen = []
    update_index(folder, config, progress=seen.append)
    assert [one.total for one in seen] == [5] * len(seen)
    assert seen[-1].done == seen[-1].added == 5
    assert seen[-1].path.endswith(".md")


@pytest.mark.parametrize("writes", [1, 3, 10, 25, 60, 61, 120, 200])
def test_an_error_at_any_write_loses_nothing(folder, config, monkeypatch, writes):
    for number in range(8):
        said = f'"We will pay for it {number} times over," Ann Berg said.'
        put(folder, f"{number}.md", body=said, date=f"2025-08-0{number + 1}")
    from reader.library import writer

    class Failing:
        """A connection that fails at one of its statements."""

        left = writes

        def __init__(self, db):
            self._db = db

        def execute(self, *arguments):
            Failing.left -= 1
            if Failing.left == 0:
                raise KeyboardInterrupt
            return self._db.execute(*arguments)

        def __getattr__(self, name):
            return getattr(self._db, name)

    real = writer.Writer.__init__

    def begin(self, store):
        real(self, store)
        self._db = Failing(store.db)

    monkeypatch.setattr(writer.Writer, "__init__", begin)
    with suppress(KeyboardInterrupt):
        update_index(folder, config)
    monkeypatch.undo()
    update_index(folder, config)
    check_whole(folder, config, 8)


WRONG_LABELS = """
SELECT count(*) FROM labels l
WHERE articles <> (SELECT count(DISTINCT article) FROM tags t WHERE t.label = l.id)
"""


def test_one_process_indexes_and_the_other_waits_and_says_so(folder, config, monkeypatch):
    """A batch of the one may take longer than any timeout of the database."""
    monkeypatch.setattr("reader.library.schema._BUSY_TIMEOUT_SECONDS", 0)
    for number in range(3):
        put(folder, f"{number}.md")
    update_index(folder, config)
    put(folder, "new.md")
    told = []
    with ExitStack() as other:
        assert other.enter_context(open_indexing_lock(folder, config.cache_dir)).acquire()
        store = other.enter_context(Store.open(folder, config.cache_dir, config.data_dir))
        other.enter_context(store.writing())

        def hear(progress):
            if progress.waiting and len(told) == 3:
                other.close()
            told.append(progress)

        report = update_index(folder, config, progress=hear)
    assert [each.waiting for each in told[:4]] == [True] * 4
    assert not any(each.waiting for each in told[4:])
    assert (report.waited, report.added, report.unchanged) == (True, 1, 3)
    check_whole(folder, config, 4)


def test_what_another_process_has_indexed_is_not_read_again(folder, config, monkeypatch):
    put(folder, "a.md")
    lock = open_indexing_lock(folder, config.cache_dir)

    def index_meanwhile(progress):
        if progress.waiting:
            monkeypatch.setattr(FileLock, "acquire", lambda self: True)
            update_index(folder, config)

    with lock:
        assert lock.acquire()
        report = update_index(folder, config, progress=index_meanwhile)
    assert (report.waited, report.added, report.unchanged) == (True, 0, 1)


def test_waiting_can_be_cancelled(folder, config):
    put(folder, "a.md")
    with open_indexing_lock(folder, config.cache_dir) as lock:
        assert lock.acquire()
        report = update_index(folder, config, cancelled=lambda: True)
    assert (report.cancelled, report.waited, report.added) == (True, True, 0)
    assert update_index(folder, config).added == 1


def test_a_killed_process_makes_nobody_wait(folder, config):
    put(folder, "a.md")
    code = (
        "import os, sys; from pathlib import Path; from reader.library.store import open_indexing_lock\n"
        "open_indexing_lock(Path(sys.argv[1]), Path(sys.argv[2])).acquire(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder), str(config.cache_dir)], check=False)
    assert not update_index(folder, config).waited


def check_whole(folder, config, articles):
    """Hold every count of the index against its articles."""
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        db = store.db
        assert find_articles(store, Query()).total == articles
        assert len(find_articles(store, Query()).rows(0, 1000)) == articles
        for table in ("articles", "bodies", "files"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == articles
        assert db.execute(WRONG_LABELS).fetchone()[0] == 0
        kept = db.execute("SELECT sum(articles * quotes), sum(articles) FROM quote_counts").fetchone()
        counted = db.execute("SELECT sum(quotes), count(*) FROM articles").fetchone()
        assert kept == counted
        for index in ("words", "said"):
            db.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        assert find_articles(store, parse_query("title")).total == articles


KILLED = """
import os, sys
from pathlib import Path
from reader.analysis.analyse import analyse
from reader.analysis.corrections import make_correction
from reader.analysis.topics import load_vocabulary
from reader.articles.load import load_article
from reader.config import Config
from reader.ingest.corrections_file import CORRECTIONS_FILE, put_correction, remove_correction
from reader.ingest.update import update_index
import reader.ingest.update as updating
import reader.library.schema as schema

updating._BATCH_ARTICLES = 3
left = int(sys.argv[2])
connect = schema._connect

def traced(path):
    db = connect(path)
    def count(statement):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
    db.set_trace_callback(count)
    return db

schema._connect = traced
folder = Path(sys.argv[1])
update_index(folder, Config(cache_dir=folder.parent / "cache", data_dir=folder.parent / "data"))
print("finished")
"""


@pytest.mark.parametrize("statements", [20, 60, 95, 150, 260, 400])
def test_a_scan_killed_at_any_moment_loses_nothing(folder, config, statements):
    for number in range(9):
        said = f'"We will pay for it {number} times over," Ann Berg said.'
        put(folder, f"{number}.md", body=said, date=f"2025-08-0{number + 1}")
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(folder), str(statements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -9 or "finished" in done.stdout, done.stderr
    update_index(folder, config)
    check_whole(folder, config, 9)


SAID = "“We shall pay it all by May,” said Ines Okafor. The mayor called it “a start”."


def speakers(folder, config, path="a.md"):
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        number = find_id(store, path)
        assert number is not None
        found = read_article(store, number)
        rows = list_quotations(store, parse_query(""))
        listed = [row.speaker for row in rows if row.path == path]
        said = [quotation.speaker for quotation in found.analysis.quotations]
        assert sorted(filter(None, listed)) == sorted(filter(None, said))
        return said


def correction_of(folder, number, speaker):
    article = load_article(folder / "a.md")
    quotation = analyse(article, load_vocabulary()).quotations[number]
    return make_correction(article.text, quotation, speaker)


def test_a_correction_is_applied_without_a_change_of_the_file_and_taken_back(folder, config):
    put(folder, "a.md", body=SAID)
    put(folder, "b.md", body=SAID)
    update_index(folder, config)
    assert speakers(folder, config)[0] == "Ines Okafor"
    correction = correction_of(folder, 0, "Ana Lind")
    put_correction(folder, "a.md", correction)
    assert counts(update_index(folder, config)) == (0, 1, 0, 1)
    assert counts(update_index(folder, config)) == (0, 0, 0, 2)
    assert speakers(folder, config)[0] == "Ana Lind"
    remove_correction(folder, "a.md", correction)
    assert counts(update_index(folder, config)) == (0, 1, 0, 1)
    assert speakers(folder, config)[0] == "Ines Okafor"


def test_a_correction_survives_edits_a_new_index_and_another_folder(folder, config, tmp_path):
    put(folder, "a.md", body=SAID)
    put_correction(folder, "a.md", correction_of(folder, 0, "Ana Lind"))
    put(folder, "a.md", body="Another paragraph first.\n\n" + SAID)
    update_index(folder, config)
    assert speakers(folder, config)[0] == "Ana Lind"
    again = Config(cache_dir=tmp_path / "another cache", data_dir=config.data_dir)
    (folder / "old").mkdir()
    (folder / "a.md").rename(folder / "old/a.md")
    assert not update_index(folder, again).problems
    assert speakers(folder, again, "old/a.md")[0] == "Ana Lind"


def test_a_correction_whose_words_or_article_are_gone_is_reported(folder, config):
    path = put(folder, "a.md", body=SAID)
    put_correction(folder, "a.md", correction_of(folder, 0, "Ana Lind"))
    put(folder, "a.md", body="Nobody said a word.")
    (problem,) = update_index(folder, config).problems
    assert problem.path.name == "a.md"
    assert "“We shall pay it all by May,” is Ana Lind’s" in problem.reason
    path.unlink()
    (problem,) = update_index(folder, config).problems
    assert problem.path.name == CORRECTIONS_FILE
    assert "a.md is gone" in problem.reason


def test_a_bad_file_of_corrections_is_reported_and_hides_no_article(folder, config):
    put(folder, "a.md", body=SAID)
    (folder / CORRECTIONS_FILE).write_text("what", "utf-8")
    (problem,) = update_index(folder, config).problems
    assert problem.path.name == CORRECTIONS_FILE
    assert listed(folder, config) == ["a.md"]
