"""Random input while the library changes: no failure, no busy loop, no growth, and a clean terminal."""

import os
import signal
import sys
import time

import pytest

from reader.library.store import index_path
from terminal import COMMAND

sys.path.insert(0, os.path.dirname(__file__))  # noqa: PTH120
from monkey import Monkey, resident_megabytes

pytestmark = [
    pytest.mark.skipif(not COMMAND.exists(), reason="the reader command is not installed here"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes by /proc"),
]
LONG = "READER_FAULTS_LONG" in os.environ
KEYS = int(os.environ.get("READER_FAULTS_KEYS", "200"))
OPENINGS = int(os.environ.get("READER_FAULTS_OPENINGS", "30"))
IDLE_SECONDS = 4.0
MOST_IDLE = 0.02  # of a core, in a wait so short that one tick of the clock is half of that
MOST_GROWTH = 10  # megabytes


@pytest.fixture
def articles(library):
    for number in range(40):
        other = f'"We will stay {number} times," Ann Berg said. "Never," said Bo Lind. ' * 5
        library.put(f"{number}.md", other, date=f"2025-02-{number % 28 + 1:02}", source=f"Post {number % 3}")
    return library


@pytest.mark.parametrize("seed", range(max(1, KEYS // 2_000)))
def test_random_keys_do_no_harm(articles, launch, tally, seed):
    with launch(articles.folder, EDITOR="true", BROWSER="true") as terminal:
        terminal.wait_for("A title")
        monkey = Monkey(terminal, articles.folder, seed)
        monkey.play(min(KEYS, 2_000))
        assert monkey.failure is None, monkey.failure.decode(errors="replace")
        monkey.settle()
        assert monkey.failure is None, monkey.failure.decode(errors="replace")
        for _ in range(15):  # on a busy machine it may still have to read what has changed
            before = terminal.seconds_used()
            monkey.wait(IDLE_SECONDS)
            if terminal.seconds_used() - before <= MOST_IDLE * IDLE_SECONDS:
                break
        else:
            pytest.fail("it is never idle again")
        tally("megabytes used after random keys (of all runs)", round(resident_megabytes(terminal.pid)))
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_for_end(20) == 128 + signal.SIGTERM
    tally("cases: random keys and mouse events", monkey.done)
    tally("cases: sizes", monkey.sizes)
    tally("cases: changes of the library while it is open", monkey.changes)


def test_opening_articles_takes_no_memory_that_is_not_given_back(articles, launch, tally):
    with launch(articles.folder) as terminal:
        terminal.wait_for("A title")
        monkey = Monkey(terminal, articles.folder, 0)
        sizes = []
        for number in range(OPENINGS):
            os.write(terminal.fd, b"\r")
            monkey.wait(0.03)
            os.write(terminal.fd, b"h" + (b"g" if number % 39 == 38 else b"j"))
            monkey.wait(0.03)
            assert monkey.failure is None, monkey.failure.decode(errors="replace")
            if number >= min(200, OPENINGS // 2):
                sizes.append(resident_megabytes(terminal.pid))
        tally("megabytes used when the first were opened", round(sizes[0]))
        tally("megabytes used at most after that", round(max(sizes)))
        assert max(sizes) - sizes[0] <= MOST_GROWTH
    tally("cases: articles opened", OPENINGS)


def overwrite(path):
    path.write_bytes(b"\xff" * path.stat().st_size)


def truncate(path):
    os.truncate(path, 5_000)


def delete(path):
    for each in path.parent.glob(path.name + "*"):
        each.unlink()


def spoil_log(path):
    path.with_name(path.name + "-wal").write_bytes(b"junk" * 1_000)


def lose_folder(path):
    path.parent.rename(path.parent.with_name("gone"))


DAMAGES = [overwrite, spoil_log, truncate, delete, lose_folder]
KEYS_PRESSED = [*"j", "/ann\r", *"234mrU1", "\x1b", "s", "\x1b", *"SG", "\r", "h", "!", "\x1b"]


@pytest.mark.parametrize("damage", DAMAGES if LONG else DAMAGES[:2], ids=lambda damage: damage.__name__)
def test_the_index_is_damaged_while_the_screen_is_open(articles, launch, home, tally, damage):
    with launch(articles.folder) as terminal:
        terminal.wait_for("A title")
        monkey = Monkey(terminal, articles.folder, 0)
        monkey.wait(1.0)
        damage(index_path(articles.folder, home / ".cache/reader"))
        for keys in KEYS_PRESSED:
            os.write(terminal.fd, keys.encode())
            monkey.wait(0.1)
        (articles.folder / "new.md").write_text("More.\n")
        monkey.wait(1.0)
        assert monkey.failure is None, monkey.failure.decode(errors="replace")
        limit = time.monotonic() + 20
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_for_end(20) == 128 + signal.SIGTERM
        assert time.monotonic() < limit
    with launch("list", "-l", articles.folder) as terminal:
        terminal.wait_for_end(60)
    with launch("list", "-l", articles.folder) as terminal:
        assert terminal.wait_for_end(60) == 0
        assert terminal.output.count(b"A title") == 40
    tally("faults injected: the index damaged while open")
