"""Processor time against size for texts without an end: at most so many times as long for twice the text.

``python tests/benchmarks/bench_growth.py`` takes minutes; ``--sizes 60,120,240`` (in kB) is a quick look, and
names after it choose texts. Each text is read as .md and as .txt, in a process of its own with a limit.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pathological import PIECES, make

MOST_PER_DOUBLING = 2.4
LIMIT_SECONDS = 120  # of processor time for one text
LEAST_SECONDS = 0.1  # below, the clock says little


def measure(name: str, suffix: str, sizes: list[int]) -> tuple[str, str, list[float]]:
    """Return the seconds for each size, of two measurements the lower if the first seems to grow too fast."""
    seconds = measure_once(name, suffix, sizes)
    if worst_factor(seconds) > MOST_PER_DOUBLING and float("inf") not in seconds:
        seconds = list(map(min, seconds, measure_once(name, suffix, sizes)))
    return name, suffix, seconds


def measure_once(name: str, suffix: str, sizes: list[int]) -> list[float]:
    """Return the seconds for each size; the last may be infinite."""
    from reader.ingest.bounds import TookTooLong, bounded
    from reader.ingest.settings import ReadingSettings
    from reader.ingest.workers import make_reader
    from reader.library.entry import Failure, FileStat

    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        read = make_reader(ReadingSettings())
        path.write_text(make(name, 2_000), "utf-8")
        read(path.parent, [FileStat(path.name, 2_000, 1)])  # everything is imported
        for size in sizes:
            path.write_text(make(name, size), "utf-8")
            began = time.process_time()
            try:
                with bounded(LIMIT_SECONDS):
                    (found,) = read(path.parent, [FileStat(path.name, 10**9, 1)])
            except TookTooLong:
                seconds.append(float("inf"))
                break
            if isinstance(found, Failure) and "failed" in found.reason:
                print(f"{name}{suffix}: {found.reason}", flush=True)
            seconds.append(time.process_time() - began)
    return seconds


def worst_factor(seconds: list[float]) -> float:
    pairs = [(one, other) for one, other in pairwise(seconds) if other >= LEAST_SECONDS]
    return max((other / max(one, LEAST_SECONDS / 4) for one, other in pairs), default=0.0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1000,2000,4000,8000")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    sizes = [int(size) * 1000 for size in options.sizes.split(",")]
    names = options.names or list(PIECES)
    cases = [(name, suffix) for name in names for suffix in (".md", ".txt")]
    over = 0
    with ProcessPoolExecutor(options.processes) as pool:
        for name, suffix, seconds in pool.map(
            measure, *zip(*cases, strict=True), [sizes] * len(cases), chunksize=1
        ):
            factor = worst_factor(seconds)
            bad = factor > MOST_PER_DOUBLING or float("inf") in seconds
            over += bad
            times = " ".join(f"{each:7.2f}" for each in seconds)
            print(f"{'!' if bad else ' '} {name + suffix:28} {times}  × {factor:.1f}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{len(cases)} texts, {over} grow by more than × {MOST_PER_DOUBLING}; {memory} MB at most")
    sys.exit(over > 0)


if __name__ == "__main__":
    main()
