"""A file that takes too long is a problem, and the others go on."""

import re
import threading
import time

import pytest

from reader.ingest import bounds, workers
from reader.ingest.bounds import TookTooLong, bounded
from reader.ingest.settings import ReadingSettings
from reader.ingest.workers import make_reader, read_in_processes
from reader.library.entry import Entry, Failure, FileStat


def backtrack():
    re.match("(a+)+b", "a" * 60)


def loop():
    while True:
        pass


def swallow():
    while True:
        try:
            loop()
        except Exception:
            continue


@pytest.mark.parametrize("work", [backtrack, loop, swallow], ids=lambda work: work.__name__)
def test_work_without_an_end_is_interrupted(work):
    with pytest.raises(TookTooLong), bounded(0.05):
        work()


def test_work_without_an_end_is_interrupted_in_a_thread_too():
    ended = []

    def run():
        for _ in range(2):
            try:
                with bounded(0.05):
                    swallow()
            except TookTooLong:
                ended.append("interrupted")
        with bounded(60):
            ended.append("done")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ended == ["interrupted", "interrupted", "done"]


@pytest.fixture
def files(tmp_path):
    for number in range(7):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: Title {number}\n---\nSome words.\n")
    return [FileStat(path.name, path.stat().st_size, 1) for path in sorted(tmp_path.iterdir())]


@pytest.mark.parametrize("where", ["main thread", "another thread"])
def test_a_file_that_takes_too_long_is_a_problem_and_the_others_are_read(tmp_path, files, monkeypatch, where):
    load = workers._load
    monkeypatch.setattr(workers, "seconds_for", lambda size: 0.2)
    monkeypatch.setattr(
        workers, "_load", lambda path, settings: loop() if path.name == "3.md" else load(path, settings)
    )
    make_reader(ReadingSettings())(tmp_path, files[:1])  # everything is imported
    read = []
    work = threading.Thread(target=lambda: read.extend(make_reader(ReadingSettings())(tmp_path, files)))
    if where == "main thread":
        work.run()
    else:
        work.start()
        work.join()
    failures = [item for item in read if isinstance(item, Failure)]
    assert [item.file.path for item in failures] == ["3.md"]
    assert "took longer than" in failures[0].reason
    assert sum(isinstance(item, Entry) for item in read) == 6


def hang_on_three(connection, folder, settings):
    """Stand in for the work of a process: what it does with one file cannot be interrupted."""
    connection.send("ready")
    while True:
        chunk = connection.recv()
        if any(file.path == "3.md" for file in chunk):
            time.sleep(10_000)
        connection.send([Failure(file, "read") for file in chunk])


def test_a_worker_that_does_not_answer_is_replaced(tmp_path, files, monkeypatch):
    monkeypatch.setattr(workers, "_work", hang_on_three)
    monkeypatch.setattr(workers, "seconds_for", lambda size: 0.2)
    found = [item for item in read_in_processes(tmp_path, files, ReadingSettings(), 2) if item is not None]
    reasons = {item.file.path: item.reason for item in found}
    assert len(found) == len(reasons) == len(files)
    assert [path for path, reason in reasons.items() if reason != "read"] == ["3.md"]
    assert "took longer than" in reasons["3.md"]


def test_large_files_may_take_longer():
    assert bounds.seconds_for(-1) == bounds.SECONDS_FOR_A_FILE
    assert bounds.seconds_for(10_000_000) > 2 * bounds.SECONDS_FOR_A_FILE
