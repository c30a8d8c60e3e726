"""Measure the start of the reader beside an empty Textual app, in turn, and print the ratio.

    python tests/benchmarks/bench_start.py [LIBRARY] [--runs 15]

Time runs from the start of the process until the first article's row (the empty app's only words) has reached
the terminal. Without LIBRARY it is the five shipped articles, indexed beforehand. Use an installed wheel: an
editable install without compiled files is several times slower.
"""

import argparse
import json
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from terminal import Terminal

_SHOWN = 16  # characters of a title that every list has room for
READER = Path(sys.executable).parent / "reader"
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("nothing here")
Empty().run()
"""


def seconds_to_paint(command: list[str], text: bytes, env: dict[str, str]) -> float:
    """Return the seconds from the start of the command until the text has been written."""
    start = time.perf_counter()
    with Terminal(command, columns=120, rows=40, env=env) as terminal:
        seen = b""
        while text not in seen:
            if not select.select([terminal.fd], [], [], 60)[0]:
                raise TimeoutError(f"{text!r} was not painted")
            chunk = os.read(terminal.fd, 65536)
            painted = time.perf_counter()
            seen += chunk
    return painted - start


def measure_start(libraries: Sequence[Path | None], home: Path, runs: int) -> list[list[float]]:
    """Return the seconds from start to paint of an empty Textual app and of each library, all in turn.

    Args:
        libraries: The folders to open; None stands for the shipped articles.
        home: What stands in for HOME; the indexes are below it, and are made if there are none.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env |= {"HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    commands = [([sys.executable, "-c", EMPTY], b"nothing here")]
    for library in libraries:
        chosen = ["-l", str(library)] if library else []
        listed = subprocess.run(
            [READER, "list", "--json", *chosen], env=env, stdout=subprocess.PIPE, text=True, check=True
        )
        title = json.loads(listed.stdout.partition("\n")[0])["title"][:_SHOWN].strip().encode()
        commands.append(([str(READER), *chosen[1:]], title))
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(runs + 1):
        for taken, (command, text) in zip(times, commands, strict=True):
            taken.append(seconds_to_paint(command, text, env))
    return [taken[1:] for taken in times]


def main() -> None:
    """Print medians and the ratio of medians."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("library", nargs="?", type=Path)
    options.add_argument("--runs", type=int, default=15)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        empty, full = map(statistics.median, measure_start([chosen.library], Path(home), chosen.runs))
    for name, median in (("empty Textual app", empty), ("reader", full)):
        print(f"{name:20} {median * 1000:7.1f} ms")
    print(f"{'ratio':20} {full / empty:7.2f}   goal ≤ 1.30")


if __name__ == "__main__":
    main()
