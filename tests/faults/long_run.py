"""The long run: everything that the tests here do in small, in the numbers that are promised.

``python tests/faults/long_run.py`` takes an hour or two; names of steps after it choose some. Each step says
what it did, and the end says which failed. Best alone on the machine: a busy one makes steps slow, not wrong.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from pathological import PIECES, make

from terminal import COMMAND

FUZZED_FILES = 50_000
LIBRARY_FILES = 30_000
FILES_IN_ONE_FOLDER = 50_000


def run_tests(*names: str, **environment: int) -> bool:
    """Run tests with larger numbers; pytest prints the counts."""
    numbers = {f"READER_FAULTS_{name.upper()}": str(value) for name, value in environment.items()}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "1",
        "--no-header",
        *(str(HERE / name) for name in names),
    ]
    return subprocess.run(command, env=os.environ | numbers, check=False).returncode == 0


def kill() -> bool:
    """Kill 100 times while marks are written, and 100 times while indexing."""
    return run_tests("test_state.py::test_kills_while_marks_are_written_lose_none_that_was_made",
                     "test_state.py::test_kills_while_indexing_lose_no_article", kills=100)  # fmt: skip


def fail_statements() -> bool:
    """Let every statement fail in every way; damage every page."""
    return run_tests("test_state.py", long=1, pages=1_000)


def fuzz_doors() -> bool:
    """20,000 cases of text that a terminal acts on."""
    return run_tests("test_terminal_safety.py", cases=20_000)


def end_in_every_state() -> bool:
    """Every signal in every state of the screen."""
    return run_tests("test_process.py", long=1)


def press_keys() -> bool:
    """20,000 keys and mouse events, and the index damaged in all ways while the screen is open."""
    monkey = "test_monkey.py"
    random_keys, damaged = "test_random_keys_do_no_harm", "test_the_index_is_damaged_while_the_screen_is_open"
    return run_tests(f"{monkey}::{random_keys}", f"{monkey}::{damaged}", keys=20_000, long=1)


def open_articles() -> bool:
    """2,000 openings of articles."""
    return run_tests(
        "test_monkey.py::test_opening_articles_takes_no_memory_that_is_not_given_back", openings=2_000
    )


def count_growth() -> bool:
    """All texts without an end as both kinds of file, by counted calls."""
    return run_tests("test_growth.py", long=1)


def measure_growth() -> bool:
    """All texts without an end, by processor time at 1, 2, 4 and 8 MB."""
    command = [sys.executable, str(HERE.parent / "benchmarks/bench_growth.py")]
    return subprocess.run(command, check=False).returncode == 0


def make_junk(chance: random.Random) -> bytes:
    """Return the bytes of a file: pieces of all texts and random bytes, mixed and broken."""
    parts: list[bytes] = []
    for _ in range(chance.randint(1, 12)):
        piece = make(chance.choice(list(PIECES)), chance.randint(1, 300)).encode()
        parts.append(
            chance.choice(
                (piece, piece[chance.randrange(len(piece)) :], chance.randbytes(chance.randint(1, 30)))
            )
        )
    if chance.random() < 0.3:
        parts.insert(
            0,
            b"---\n"
            + b"\n".join(
                chance.choice((b"title: x", b"date: 2025", b"a: [", b"- b", chance.randbytes(9)))
                for _ in range(4)
            )
            + b"\n---\n",
        )
    data = bytearray(b"".join(parts))
    for _ in range(chance.choice((0, 0, 1, 5))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def fuzz_files() -> bool:
    """Read and analyse 50,000 broken files: each becomes an article or a problem, and none fails or hangs."""
    from reader.ingest.settings import ReadingSettings
    from reader.ingest.workers import make_reader
    from reader.library.entry import Failure, FileStat

    read = make_reader(ReadingSettings())
    counts: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, FUZZED_FILES, 100):
            files = []
            for number in range(first, first + 100):
                data = make_junk(random.Random(number))
                path = Path(folder) / f"{number % 100}{('.md', '.txt')[number % 2]}"
                path.write_bytes(data)
                files.append(FileStat(path.name, len(data), 1))
            began = time.process_time()
            for place, found in enumerate(read(Path(folder), files)):
                kind = "articles"
                if isinstance(found, Failure):
                    kind = "problems"
                    if "failed" in found.reason or "took longer" in found.reason:
                        kind = "FAILED"
                        print(f"file {first + place}: {found.reason}", flush=True)
                counts[kind] += 1
            slowest = max(slowest, time.process_time() - began)
    print(f"{counts.total():,} files: {dict(counts)}; the slowest hundred took {slowest:.1f} s")
    return not counts["FAILED"]


def put_library(folder: Path, count: int) -> None:
    for number in range(count):
        date = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        words = f"We will stay {number} times in the harbour"
        (folder / f"{number}.md").write_text(
            f"---\ntitle: Title {number}\ndate: {date}\n---\n"
            f'"{words}," Ann Berg said. "Never," said Bo Lind of {number}.\n'
        )


def command(*words: str | Path, home: Path) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return subprocess.Popen([str(COMMAND), *map(str, words)], env=environment | {"HOME": str(home)},
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip


def index_together() -> bool:
    """One process indexes 30,000 files, a second one joins it, and two others read meanwhile."""
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place) / "news", Path(place)
        folder.mkdir()
        put_library(folder, LIBRARY_FILES)
        began = time.monotonic()
        indexing = command("index", "-l", folder, home=home)
        time.sleep(10)
        asked = (("list",), ("quotes", "--csv"), ("index",))
        others = [command(*words, "-l", folder, home=home) for words in asked]
        answers: dict[int, tuple[str, str]] = {}

        def read(number: int, process: subprocess.Popen[str]) -> None:
            answers[number] = process.communicate()

        threads = [threading.Thread(target=read, args=pair) for pair in enumerate((indexing, *others))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        statuses = [process.returncode for process in (indexing, *others)]
        lines = [answers[number][0].count("\n") for number in range(4)]
        took = time.monotonic() - began
        print(f"{LIBRARY_FILES:,} files by four processes: {took:.0f} s, statuses {statuses}")
        print(f"lines printed: {lines}; the second said: {answers[1][1].strip()!r}")
        return statuses == [0, 0, 0, 0] and lines[1] == LIBRARY_FILES


def fill_one_folder() -> bool:
    """Index 50,000 files in one folder, then look for changes."""
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place) / "news", Path(place)
        folder.mkdir()
        put_library(folder, FILES_IN_ONE_FOLDER)
        seconds = []
        for _ in range(2):
            began = time.monotonic()
            with closing(command("index", "-l", folder, home=home).stdout) as output:
                assert output is not None
                said = output.read()
            seconds.append(time.monotonic() - began)
        first, again = seconds
        print(f"{FILES_IN_ONE_FOLDER:,} files in one folder: {first:.0f} s, and again {again:.1f} s; {said}")
        return f"{FILES_IN_ONE_FOLDER:,} unchanged" in said


STEPS: dict[str, Callable[[], bool]] = {
    step.__name__: step
    for step in (
        kill, fail_statements, fuzz_doors, end_in_every_state, press_keys, open_articles, count_growth,
        fuzz_files, index_together, fill_one_folder, measure_growth,
    )
}  # fmt: skip


def main() -> None:
    chosen = sys.argv[1:] or list(STEPS)
    failed = []
    for name in chosen:
        print(f"== {name}: {(STEPS[name].__doc__ or '').strip()}", flush=True)
        began = time.monotonic()
        if not STEPS[name]():
            failed.append(name)
        print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
    print(f"failed: {', '.join(failed) or 'none'}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
