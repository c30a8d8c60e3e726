"""Measure the screen in a pseudo-terminal: ``python tests/benchmarks/bench_screen.py LIBRARY``.

    --home FOLDER  stands in for HOME: the index is looked for below it, or made there
    --runs N       how often each key is measured (20)

A part of the screen counts as painted when it looks as it will once everything is still; times run from the
key to that. Beside the reader, in the same run, a bare Textual app moves a mark over lines: what a key costs
in any Textual app on this machine now. Huge articles are made for the occasion. Use an installed wheel.
Nothing here fails a build.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from generate import Press
from goals import Row, p95, show

from terminal import Terminal

READER = Path(sys.executable).parent / "reader"
BARE = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
class Lines(Widget, can_focus=True):
    BINDINGS = [("j", "move(1)"), ("k", "move(-1)")]
    at = 0
    def action_move(self, step):
        before, self.at = self.at, max(0, min(self.at + step, self.size.height - 1))
        for line in (before, self.at):
            self.refresh(Region(0, line, self.size.width, 1))
    def render_line(self, y):
        return Strip([Segment((">" if y == self.at else " ") + f" line {y}".ljust(self.size.width - 1))])
class Bare(App):
    def compose(self):
        yield Lines()
    def on_mount(self):
        self.query_one(Lines).focus()
Bare().run()
"""
_WIDE, _NARROW, _ROWS = 160, 70, 40
_NAMES, _LIST = 28, 84  # where the names end and the list ends, of a wide screen
_WORDS = (5_000, 100_000, 1_000_000)
_QUIET = 0.15  # seconds without output after which everything is still
Part = Callable[[list[str]], object]


def whole(lines: list[str]) -> object:
    """Return the whole screen."""
    return lines


def beside_names(lines: list[str]) -> object:
    """Return the list of a wide screen; without its scroll bar, which waits until all rows are counted."""
    return [line[_NAMES : _LIST - 1] for line in lines[1:-1]]


def numbers(lines: list[str]) -> object:
    """Return the line with the views and the numbers of what was found."""
    return lines[0]


def filtered(lines: list[str]) -> object:
    """Return what a filter changes: the line with its numbers, names with counts, the list."""
    return lines[0], [line[:_LIST] for line in lines[1:-1]]


def to_paint(terminal: Terminal, act: Callable[[], object], part: Part) -> float | None:
    """Return milliseconds until a part of the screen looks as in the end; None if it did not change."""
    before = part(terminal.lines)
    began = time.perf_counter()
    act()
    seen = []
    for when, data in terminal.collect(_QUIET):
        terminal.show(data)
        seen.append((when, part(terminal.lines)))
    if not seen or seen[-1][1] == before:
        return None
    return next(when - began for when, looks in seen if looks == seen[-1][1]) * 1000


def press(terminal: Terminal, keys: Sequence[str], part: Part) -> list[float]:
    """Press keys one after the other; return the milliseconds of those that changed anything."""
    taken = [to_paint(terminal, lambda key=key: terminal.press(key), part) for key in keys]  # type: ignore[misc]
    return [each for each in taken if each is not None]


def rows_of(work: str, taken: list[float], goal: float | None, median: float | None = None) -> Iterator[Row]:
    """Yield the rows of one kind of key.

    Args:
        goal: Of the slowest twentieth.
        median: Goal of the median.
    """
    if not taken:
        yield Row(work, goal, None, note="nothing changed on the screen")
        return
    if median is not None:
        yield Row(f"{work}: median", median, statistics.median(taken))
    note = f"median {statistics.median(taken):.3g}, worst {max(taken):.3g}"
    yield Row(f"{work}: p95", goal, p95(taken), note=note)


def open_reader(library: Path, env: dict[str, str], columns: int) -> Terminal:
    """Open the reader and wait until it has looked at the folder."""
    terminal = Terminal([str(READER), f"{library}/"], columns=columns, rows=_ROWS, env=env)
    terminal.wait_for("article")
    for quiet in (1.5, 0.5):
        for _, data in terminal.collect(quiet):
            terminal.show(data)
    return terminal


def measure(library: Path, home: Path, runs: int) -> Iterator[Row]:
    """Yield all rows; see the module's docstring."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    with Terminal([sys.executable, "-c", BARE], columns=_WIDE, rows=_ROWS, env=env) as terminal:
        terminal.wait_for("line 3")
        terminal.collect(0.5)
        bare = press(terminal, "j" * runs, whole)
    yield from rows_of("a bare Textual app that moves a mark, key to paint", bare, None)
    with open_reader(library, env, _WIDE) as terminal:
        yield from _moves(terminal, runs, statistics.median(bare))
        yield from _filters(terminal, runs)
        yield from _searches(terminal, runs)
        yield Row("memory after moves, filters and searches", 75, _megabytes(terminal.pid), "MB")
    yield from _views(library, env, runs)
    with tempfile.TemporaryDirectory() as folder:
        yield from _huge(Path(folder) / "huge", env, runs)


def _moves(terminal: Terminal, runs: int, bare: float) -> Iterator[Row]:
    moves = press(terminal, "j" * runs + "k" * (runs // 2), beside_names)
    yield from rows_of("cursor move", moves, 16, 5)
    if moves:
        yield Row("cursor move beside the bare app", None, statistics.median(moves) / bare, "×")
    yield from rows_of("page", press(terminal, " " * runs + "b" * (runs // 2), beside_names), 16, 5)
    yield from rows_of("End, Home", press(terminal, "Gg" * (runs // 2), beside_names), 16, 5)
    yield from rows_of("the article beside the list, after a move", press(terminal, "j" * runs, whole), None)
    last = held(terminal, "j" * 90, 1 / 30)
    yield Row("j held for three seconds: list painted after the last key", None, last)


def held(terminal: Terminal, keys: str, interval: float) -> float:
    """Press keys as a keyboard repeats them; return the milliseconds from the last one to its row."""
    for key in keys[:-1]:
        began = time.perf_counter()
        terminal.press(key)
        while (rest := began + interval - time.perf_counter()) > 0:
            for _, data in terminal.collect(rest):
                terminal.show(data)
    return to_paint(terminal, lambda: terminal.press(keys[-1]), beside_names) or 0.0


def _filters(terminal: Terminal, runs: int) -> Iterator[Row]:
    press(terminal, "gh", whole)
    speaker, topic = [], []
    for _ in range(runs):
        speaker += press(terminal, ["\r", "\r"], filtered)
    for _ in range(_ROWS):
        if "TOPICS" in terminal.screen and _is_below_topics(terminal):
            break
        press(terminal, "j", whole)
    for _ in range(runs):
        topic += press(terminal, ["\r", "\r"], filtered)
    press(terminal, "l", whole)
    yield from rows_of("speaker filter on and off, with counts", speaker, 50)
    yield from rows_of("topic filter on and off, with counts", topic, 50)


def _is_below_topics(terminal: Terminal) -> bool:
    """Tell whether the cursor over the names stands on a topic: Enter there says so above the panes."""
    press(terminal, ["\r"], whole)
    found = "topic:" in terminal.lines[0]
    press(terminal, ["\r"], whole)
    return found


def _searches(terminal: Terminal, runs: int) -> Iterator[Row]:
    words = Press().words[200 : 200 + runs]
    phrases = Press().phrases[50 : 50 + runs]
    kinds = [("word", words), ("phrase", [f'"{each}"' for each in phrases])]
    for name, texts in kinds:
        taken = []
        for text in texts:
            press(terminal, ["/"], whole)
            taken += press(terminal, [f"{text}\r"], beside_names)
            press(terminal, ["c"], whole)
        yield from rows_of(f"first rows of a {name}, from Enter", taken, 50)


def _views(library: Path, env: dict[str, str], runs: int) -> Iterator[Row]:
    first, again = [], []
    for _ in range(max(3, runs // 5)):
        with open_reader(library, env, _WIDE) as terminal:
            press(terminal, ["c"], whole)
            first += press(terminal, ["3"], numbers)
            press(terminal, ["1"], whole)
            again += press(terminal, ["3"], numbers)
    yield from rows_of("opening view 3 for the first time, with its number", first, 50)
    yield from rows_of("opening view 3 again", again, 50)


def _huge(folder: Path, env: dict[str, str], runs: int) -> Iterator[Row]:
    folder.mkdir()
    for place, words in enumerate(_WORDS):
        made = Press(words=words).make(place)
        (folder / f"{place}.md").write_text(f"---\ntitle: Of {words} words\ndate: 2025-01-0{3 - place}\n---\n"
                                            + "\n\n".join(made.paragraphs))  # fmt: skip
    subprocess.run([READER, "index", "-l", folder], env=env, capture_output=True, check=True)
    with open_reader(folder, env, _NARROW) as terminal:
        for place, words in enumerate(_WORDS):
            opened = []
            for _ in range(max(3, runs // 2)):
                press(terminal, ["g", *"j" * place], whole)
                opened += press(terminal, ["\r"], whole)
                press(terminal, ["h"], whole)
            press(terminal, ["g", *"j" * place, "\r"], whole)
            name = f"an article of {words:,} words"
            yield from rows_of(f"opening {name}", opened, 60)
            yield from rows_of(f"scrolling {name}", press(terminal, "j" * runs + " " * runs, whole), 10)
            sizes = [(_NARROW - 1 - number % 2, _ROWS) for number in range(runs)]
            taken = [to_paint(terminal, lambda size=size: terminal.resize(*size), whole) for size in sizes]  # type: ignore[misc]
            yield from rows_of(f"resizing {name}", [each for each in taken if each is not None], 60)
            press(terminal, ["h"], whole)
        yield Row("memory after reading the huge articles", 75, _megabytes(terminal.pid), "MB")


def _megabytes(pid: int) -> float:
    """Return the resident memory of a process."""
    with Path(f"/proc/{pid}/status").open() as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        show(measure(options.library.absolute(), (options.home or Path(temporary)).absolute(), options.runs))


if __name__ == "__main__":
    main()
