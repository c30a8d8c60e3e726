"""Worker processes read what one process would, and a file that brings one down hides no other."""

import os
from contextlib import closing

import pytest

from reader.analysis import analyse
from reader.ingest import workers
from reader.ingest.settings import ReadingSettings
from reader.ingest.workers import PoolError, make_reader, read_all, read_in_processes
from reader.library.entry import Entry, Failure, FileStat


@pytest.fixture
def work(tmp_path):
    for number in range(7):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: Title {number}\n---\nSome words.\n")
    (tmp_path / "bad.md").write_bytes(bytes(range(256)) * 9)
    return [FileStat(path.name, 1, 1) for path in sorted(tmp_path.iterdir())]


def fail_on_three(connection, folder, settings):
    """Stand in for the work of a process: one file ends it."""
    connection.send("ready")
    while True:
        chunk = connection.recv()
        if any(file.path == "3.md" for file in chunk):
            os._exit(1)
        connection.send([Failure(file, "read") for file in chunk])


def end_at_once(connection, folder, settings):
    """Stand in for a process that cannot start."""
    os._exit(1)


def test_processes_read_what_one_process_reads(tmp_path, work):
    alone = make_reader(ReadingSettings())(tmp_path, work)
    pooled = [item for item in read_in_processes(tmp_path, work, ReadingSettings(), 2) if item is not None]
    assert sorted(map(repr, pooled)) == sorted(map(repr, alone))
    assert sum(isinstance(item, Entry) for item in pooled) == 7


def test_a_file_that_ends_its_process_is_found_out(tmp_path, work, monkeypatch):
    monkeypatch.setattr(workers, "_work", fail_on_three)
    found = {
        item.file.path: item.reason
        for item in read_in_processes(tmp_path, work, ReadingSettings(), 1)
        if item
    }
    assert len(found) == len(work)
    assert [path for path, reason in found.items() if reason != "read"] == ["3.md"]
    assert "process down" in found["3.md"]


def test_where_no_process_can_start_this_one_reads(tmp_path, work, monkeypatch):
    monkeypatch.setattr(workers, "_work", end_at_once)
    with pytest.raises(PoolError):
        list(read_in_processes(tmp_path, work, ReadingSettings(), 1))
    found = [item for item in read_all(tmp_path, work, ReadingSettings(), 1) if item is not None]
    assert len(found) == len(work)


def test_closing_early_ends_the_processes(tmp_path, work, monkeypatch):
    started = []
    real = workers._start

    def start(*arguments):
        started.append(real(*arguments))
        return started[-1]

    monkeypatch.setattr(workers, "_start", start)
    with closing(read_in_processes(tmp_path, work, ReadingSettings(), 1)) as reading:
        while next(reading) is None:
            pass
    assert started
    assert not any(worker.process.is_alive() for worker in started)


def test_large_files_are_read_with_few_others(monkeypatch):
    monkeypatch.setattr(workers, "_CHUNK_FILES", 3)
    monkeypatch.setattr(workers, "_CHUNK_BYTES", 100)
    sizes = [10, 10, 10, 10, 200, 60, 60, 10]
    found = workers.split_into_chunks(FileStat(str(size), size, 1) for size in sizes)
    assert [[file.size for file in chunk] for chunk in found] == [[10, 10, 10], [10, 200], [60, 60], [10]]


def test_what_goes_wrong_with_a_file_is_its_own_failure(tmp_path, work, monkeypatch):
    real = analyse.analyse

    def trip(article, vocabulary):
        if article.title == "Title 3":
            raise RecursionError("too deep")
        return real(article, vocabulary)

    monkeypatch.setattr(analyse, "analyse", trip)
    found = {item.file.path: item for item in make_reader(ReadingSettings())(tmp_path, work)}
    assert "too deep" in found["3.md"].reason
    assert sum(isinstance(item, Entry) for item in found.values()) == 6


@pytest.mark.parametrize(("cores", "spare", "processes"), [(4, 1, 3), (4, 0, 4), (2, 1, 1), (1, 1, 1)])
def test_cores_are_left_free_but_one_always_reads(monkeypatch, cores, spare, processes):
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda pid: range(cores), raising=False)
    assert workers.count_processes(spare) == processes
