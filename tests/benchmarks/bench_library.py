"""Measure the library: ``python tests/benchmarks/bench_library.py FOLDER [--sizes 100 10000] [--files N]``.

For each size an index of generated articles is made below FOLDER (kept there: a second run only measures),
and then p50 and p95 of what the screen asks for are printed beside their goals, in milliseconds. ``--files``
writes that many article files besides, and measures indexing them with analysis and a scan that finds nothing
changed. FOLDER needs some 8 kB an article. Nothing here fails a build.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generate import Press, write_library
from goals import p95

from reader.config import Config
from reader.ingest.update import update_index
from reader.library.entry import Entry, FileStat, make_entry
from reader.library.lists.articles import find_articles
from reader.library.lists.facets import count_facets
from reader.library.lists.read_article import read_article
from reader.library.lists.speaker_page import read_page
from reader.library.lists.speakers import find_speakers
from reader.library.maintenance import build_columns_if_due, finish
from reader.library.model import Order
from reader.library.query.query import Query, build_query, parse_query
from reader.library.store import Store
from reader.library.writer import Writer

_BATCH = 4_000
_PRESS = Press()


def make_entries(start: int, end: int) -> list[Entry]:
    """Make entries of generated articles; runs in a worker process."""
    made = [_PRESS.make(number) for number in range(start, end)]
    return [make_entry(FileStat(each.path, 1, 1, 1), *each.understood(Path())) for each in made]


def open_store(folder: Path) -> Store:
    """Open the library of one size."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    return Store.open(folder / "articles", folder / "cache", folder / "data")


def build(folder: Path, size: int) -> None:
    """Make the index of one size, unless it is there, and print what that cost."""
    with open_store(folder) as store:
        if find_articles(store, Query()).total == size:
            return
        writer, seconds, characters = Writer(store), 0.0, 0
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool, store.large_cache():
            starts = range(0, size, _BATCH)
            jobs = [(start, min(size, start + _BATCH)) for start in starts]
            results = [pool.apply_async(make_entries, jobs[0])]
            for job in [*jobs[1:], None]:
                entries = results.pop().get()
                if job is not None:
                    results.append(pool.apply_async(make_entries, job))
                began = time.perf_counter()
                writer.write(entries)
                build_columns_if_due(store)
                seconds += time.perf_counter() - began
                characters += sum(len(entry.search_texts.text.encode()) for entry in entries)
        began = time.perf_counter()
        finish(store)
        seconds += time.perf_counter() - began
        store.set_note("benchmark", f"{size / seconds:.0f} articles/s written (one core, goal 5,000)")
        store.set_note("benchmark text", characters)
    print(f"  made {size} articles", flush=True)


def measure(folder: Path, size: int, rounds: int) -> None:
    """Print the table of one size."""
    rng = random.Random(7)
    with open_store(folder) as store:
        text = int(store.note("benchmark text") or 1)
        bytes_used = sum(path.stat().st_size for path in store.path.parent.glob(store.path.name + "*"))
        print(
            f"\n{size:,} articles: {store.note('benchmark')}; index {bytes_used / text:.2f} x text (goal 2.5)"
        )
        print(f"{'work':44} {'p50':>8} {'p95':>8}  goal")
        for name, goal, work in works(folder, store, rng):
            work()
            taken = sorted(timed(work) for _ in range(rounds))
            print(f"{name:44} {taken[len(taken) // 2]:8.2f} {p95(taken):8.2f}  {goal}", flush=True)
    print(f"{'most memory, the words to ask for included, MB':44} {most_memory():8.0f}")


def most_memory() -> float:
    """Return the most megabytes that this process has had in memory, without what it was forked from."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that a piece of work takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def works(folder: Path, store: Store, rng: random.Random) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Yield name, goal and work."""
    million = find_articles(store, Query()).total > 200_000
    first, filtered = "1", "300" if million else "50"
    whole = find_articles(store, Query())

    def open_and_list() -> None:
        with open_store(folder) as fresh:
            find_articles(fresh, Query()).rows(0, 50)

    def rows(order: Order = Order.NEWEST) -> object:
        return find_articles(store, Query(), order).rows(rng.randrange(whole.total), 50)

    def apply(query: Query) -> object:
        hits = find_articles(store, query)
        return hits.rows(0, 50), hits.total, len(hits.groups), count_facets(store, query)

    def look(text: str) -> object:
        return find_articles(store, parse_query(text)).rows(0, 50)

    def word(rank: int) -> str:
        return _PRESS.words[int(rank * rng.uniform(0.7, 1.4))]

    speakers, topics = _PRESS.people[:300], _PRESS.topics
    yield "open, first 50 rows", "5", open_and_list
    yield "first 50 rows", first, lambda: find_articles(store, Query()).rows(0, 50)
    yield "50 rows anywhere", "5", lambda: whole.rows(rng.randrange(whole.total), 50)
    yield "the last 50 rows", "5", lambda: whole.rows(whole.total - 50, 50)
    yield "day groups, made anew", "", lambda: find_articles(store, Query()).groups[-1]
    yield "50 rows anywhere by outlet, made anew", "", lambda: rows(Order.OUTLET)
    yield "50 rows anywhere oldest first, made anew", "", lambda: rows(Order.OLDEST)
    yield (
        "filter by a speaker: rows, total, counts",
        filtered,
        lambda: apply(build_query(speakers=[rng.choice(speakers)])),
    )
    yield "filter by the commonest speaker", filtered, lambda: apply(build_query(speakers=speakers[:1]))
    yield (
        "filter by a topic: rows, total, counts",
        filtered,
        lambda: apply(build_query(topics=[rng.choice(topics)])),
    )
    yield "filter by the commonest topic", filtered, lambda: apply(build_query(topics=topics[:1]))
    yield (
        "filter by speaker and topic",
        filtered,
        lambda: apply(build_query(speakers=[rng.choice(speakers)], topics=[rng.choice(topics)])),
    )
    yield "clear the filter: rows, counts", filtered, lambda: (
        find_articles(store, Query()).rows(0, 50), count_facets(store, Query()),
    )  # fmt: skip
    yield "first rows: a rare word", "50", lambda: look(word(20_000))
    yield "first rows: a common word", "50", lambda: look(word(60))
    yield "first rows: two words", "50", lambda: look(f"{word(60)} {word(300)}")
    yield "first rows: a phrase", "50", lambda: look(f'"{rng.choice(_PRESS.phrases[:2000])}"')
    yield "first rows: a prefix of 2 letters", "50", lambda: look(word(3_000)[:2] + "*")
    yield "first rows: a prefix of 3 letters", "50", lambda: look(word(3_000)[:3] + "*")
    yield "first rows: said:", "50", lambda: look(f"said:{word(300)}")
    yield "total: a common word", "", lambda: find_articles(store, parse_query(word(60))).total
    yield "total: the commonest word", "", lambda: find_articles(store, parse_query("the")).total
    yield "counts: a rare word", "", lambda: count_facets(store, parse_query(word(20_000)))
    yield "counts: a common word", "", lambda: count_facets(store, parse_query(word(60)))
    yield "counts: the commonest word", "", lambda: count_facets(store, parse_query("the"))
    number = whole.rows(whole.total // 2, 1)[0].id
    names = find_speakers(store, Query()).names
    yield "speakers, in order", "", lambda: find_speakers(store, Query())
    yield "speakers of the commonest topic", "", lambda: find_speakers(
        store, build_query(topics=topics[:1])
    )  # fmt: skip
    yield "30 rows of speakers", "", lambda: find_speakers(store, Query()).rows(rng.randrange(500), 30)
    yield "page of the commonest speaker", "", lambda: list(read_page(store, Query(), names[0]))
    yield "page of a speaker", "", lambda: list(read_page(store, Query(), rng.choice(names[:300])))
    yield "read an article", "30", lambda: read_article(store, number)
    yield "place of an article in the list", "", lambda: whole.index(number)


def measure_files(folder: Path, count: int) -> None:
    """Print what indexing files with analysis costs, and what a scan costs that finds nothing changed."""
    articles = folder / "files"
    if not articles.exists():
        print(f"  wrote {sum(write_library(articles, count)) / 1e6:.0f} MB of articles")
    config = Config(cache_dir=folder / "files-cache", data_dir=folder / "files-data")
    began = time.perf_counter()
    report = update_index(articles, config)
    seconds = time.perf_counter() - began
    if report.added:
        rate = report.added / seconds
        print(f"indexing {report.added:,} files, analysis included: {rate:.0f}/s (goal 400 a core)")
    began = time.perf_counter()
    report = update_index(articles, config)
    print(
        f"a scan of {report.unchanged:,} files, none changed: {time.perf_counter() - began:.2f} s (goal 1 s)"
    )


def main() -> None:
    """Measure what the command line asks for, each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--files", type=int, default=0)
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only is not None:
        measure(options.folder / str(options.only), options.only, options.rounds)
        return
    for size in options.sizes:
        build(options.folder / str(size), size)
        command = [sys.executable, __file__, str(options.folder), "--only", str(size)]
        subprocess.run([*command, "--rounds", str(options.rounds)], check=True)
    if options.files:
        measure_files(options.folder, options.files)


if __name__ == "__main__":
    main()
