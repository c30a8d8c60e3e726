"""Print what the reader costs beside its goals, as one table: ``python tests/benchmarks/bench_goals.py``.

    --count N         articles in the library that is made for it (1000); 100000 takes some ten minutes
    --work FOLDER     keep the library, its index and newsboat's cache there, for the next run
    --library FOLDER  measure this library; its index is made below --home FOLDER unless it is there
    --runs N          how often what is quick is measured (20)
    --index N         measure filters on an index of N articles too, made without files (as 1000000)
    --without PART    leave out: start, screen, filters, indexing, newsboat; may be given several times

Everything is measured in one run on this machine, and a goal may be relative to another line. Start and
screen are the installed ``reader`` beside this Python in a pseudo-terminal (pyte, of the test extra): install
it as a wheel, as one that is edited in place without compiled files starts several times slower. Times are
milliseconds unless the line says otherwise. Nothing here fails a build.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench_library import build, open_store
from bench_newsboat import measure as measure_newsboat
from bench_start import measure_start
from bench_statements import measure_finding
from generate import write_library
from goals import Row, p95, show

from reader.config import Config
from reader.ingest.update import update_index
from reader.library.lists.articles import find_articles
from reader.library.lists.facets import count_facets
from reader.library.lists.read_article import read_article
from reader.library.query.query import Query, build_query, parse_query
from reader.library.store import Store, index_path

_SCREEN = Path(__file__).with_name("bench_screen.py")
_PARTS = ("start", "screen", "filters", "indexing", "newsboat")
_LARGE = 100_000  # articles, for which the goals were set
_SMALL = 100  # articles; the library that a large one must start as quickly as
_SAMPLE = 1_500  # articles that one core is timed on
_ROUNDS = 2
_EVERY = 50  # files; one in so many is opened to see how much of it is text


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--index", type=int, action="append", default=[])
    parser.add_argument("--without", choices=_PARTS, action="append", default=[])
    options = parser.parse_args()
    # For this process and those it starts: no index or mark of the user's is read or written.
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or Path(temporary)).absolute()
        home = (options.home or work / "home").absolute()
        home.mkdir(parents=True, exist_ok=True)
        os.environ["HOME"] = str(home)
        library = (options.library or _made(work / f"library-{options.count}", options.count)).absolute()
        show(_rows(library, home, work, options))


def _rows(library: Path, home: Path, work: Path, options: argparse.Namespace) -> Iterator[Row]:
    parts = [part for part in _PARTS if part not in options.without]
    yield from _index(library)
    count = _count(library)
    if "indexing" in parts:
        yield from _indexing(library, work, count)
    started = 0.0
    if "start" in parts:
        started = yield from _start(library, home, work, count, options.runs)
    if "filters" in parts:
        yield from _filters(library, count, options.runs)
        for size in options.index:
            yield from _filters_without_files(work / "indexes", size, options.runs)
    if "screen" in parts and not _SCREEN.exists():
        yield Row("keys, opening, memory on the screen", None, None, note=f"{_SCREEN.name} is missing")
    elif "screen" in parts:
        from bench_screen import measure as measure_screen

        yield from measure_screen(library, home, options.runs)
    if "newsboat" in parts and started:
        yield from measure_newsboat(count, work, options.runs, started)


def _made(folder: Path, count: int) -> Path:
    """Return a library of generated articles, made unless it is there."""

    done = folder.with_name(f"{folder.name}.done")
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        sum(write_library(folder, count))
        done.touch()
    return folder


def _index(library: Path) -> Iterator[Row]:
    """Index a library if it is not, then look at it once more."""

    config = Config()
    began = time.perf_counter()
    report = update_index(library, config)
    seconds = time.perf_counter() - began
    if report.added:
        yield Row(
            f"indexing {report.added:,} files, all cores, by the clock", None, report.added / seconds, "/s"
        )
    began = time.perf_counter()
    report = update_index(library, config)
    seconds = time.perf_counter() - began
    goal = 1.0 if report.unchanged >= _LARGE else None
    yield Row(f"a scan of {report.unchanged:,} files, none changed", goal, seconds, "s")
    path = next(library.rglob("*.md"))
    for _ in range(2):  # the first time imports the analysis
        path.touch()
        began = time.perf_counter()
        update_index(library, config, paths=[path.relative_to(library).as_posix()])
        seconds = time.perf_counter() - began
    yield Row("one changed file, as the watcher names it", None, seconds * 1000)
    index = index_path(library, config.cache_dir)
    size = sum(each.stat().st_size for each in index.parent.glob(f"{index.name}*"))
    yield Row("size of the index beside the text", 2.5, size / _text_size(library), "×")


def _text_size(library: Path) -> float:
    """Return the bytes of the texts of all articles, judged by some of them."""
    files = sorted(library.rglob("*.md"))
    some = files[::_EVERY]
    text = sum(len(path.read_bytes().partition(b"\n---\n")[2]) for path in some)
    return sum(path.stat().st_size for path in files) * text / sum(path.stat().st_size for path in some)


def _count(library: Path) -> int:

    with _open(library) as store:
        return find_articles(store, Query()).total


def _open(library: Path) -> Store:

    config = Config()
    return Store.open(library, config.cache_dir, config.data_dir)


def _indexing(library: Path, work: Path, count: int) -> Iterator[Row]:
    """Index new files in this process only: what one core does, by its own time.

    What finding statements adds is what it takes an article of the whole library, beside all the rest, which
    is measured before and after: others may want the processor meanwhile.
    """
    rounds = [_index_sample(work) for _ in range(_ROUNDS)]
    finding = measure_finding(library, Config())
    rounds += [_index_sample(work) for _ in range(_ROUNDS)]
    least = min(seconds for seconds, _ in rounds)
    yield Row("indexing articles of 400 words, analysis included, a core", 400, 1 / least, "/s", least=True)
    rest = statistics.fmean(seconds - found for seconds, found in rounds)
    goal = 25 if count >= _LARGE else None
    note = f"{finding * 1000:.2f} ms an article beside {rest * 1000:.2f}"
    yield Row(
        f"finding statements adds to indexing, {count:,} articles", goal, finding / rest * 100, "%", note=note
    )


def _index_sample(work: Path) -> tuple[float, float]:
    """Return the seconds an article of the sample, and those of finding statements in them."""
    folder = _made(work / f"library-{_SAMPLE}", _SAMPLE)
    with tempfile.TemporaryDirectory() as fresh:
        config = Config(cache_dir=Path(fresh) / "cache", data_dir=Path(fresh) / "data")
        update_index(_made(work / "library-20", 20), config, processes=0)  # the imports are not counted
        began = time.process_time()
        added = update_index(folder, config, processes=0).added
        seconds = (time.process_time() - began) / added
        return seconds, measure_finding(folder, config)


def _start(library: Path, home: Path, work: Path, count: int, runs: int) -> Generator[Row, None, float]:
    """Start the reader beside an empty Textual app; return its seconds."""

    small_library = _made(work / f"library-{_SMALL}", _SMALL)
    empty, small, reader = map(statistics.median, measure_start([small_library, library], home, runs))
    yield Row("an empty Textual app, start to paint", None, empty * 1000)
    yield Row(f"start to the list painted, {count:,} articles", None, reader * 1000)
    yield Row("start beside the empty Textual app", 1.3, reader / empty, "×")
    yield Row(f"start beside that with {_SMALL} articles", 1.1, reader / small, "×")
    return reader


def _filters(library: Path, count: int, runs: int) -> Iterator[Row]:
    """Filter the library without the screen: first rows, number of hits, groups and counts."""
    with _open(library) as store:
        yield from _filter_rows(store, count, runs)


def _filters_without_files(folder: Path, size: int, runs: int) -> Iterator[Row]:
    build(folder / str(size), size)
    with open_store(folder / str(size)) as store:
        yield from _filter_rows(store, size, runs)


def _filter_rows(store: Store, count: int, runs: int) -> Iterator[Row]:

    def apply(query: Query) -> None:
        hits = find_articles(store, query)
        _ = hits.rows(0, 50), hits.total, len(hits.groups), count_facets(store, query)

    def rows(text: str) -> None:
        find_articles(store, parse_query(text)).rows(0, 50)

    def counts(text: str) -> None:
        if store.columns is not None:
            store.columns.word_hits.clear()  # as for a word that was not sought before
        query = parse_query(text)
        _ = find_articles(store, query).total, count_facets(store, query)

    whole = count_facets(store, Query())
    speakers = [facet.value for facet in whole.speakers[:runs]]
    topics = [facet.value for facet in whole.topics[:runs]]
    pairs = _pairs_of_words(store, runs)
    words, phrases = [one for one, _ in pairs], [f'"{one} {two}"' for one, two in pairs]
    limit = 50 if count <= _LARGE else 300
    works: list[tuple[str, float, list[Callable[[], object]]]] = [
        ("speaker filter, with counts", limit, [partial(apply, build_query(speakers=[n])) for n in speakers]),
        ("topic filter, with counts", limit, [partial(apply, build_query(topics=[n])) for n in topics]),
        ("clear the filter", limit, [partial(apply, Query())] * runs),
        ("first rows of a word", 50, [partial(rows, word) for word in words]),
        ("first rows of a phrase", 50, [partial(rows, phrase) for phrase in phrases]),
        ("first rows of three letters and *", 50, [partial(rows, f"{word[:3]}*") for word in words]),
        ("number and counts of a word", limit, [partial(counts, word) for word in words]),
        ("number and counts of the commonest word", limit, [partial(counts, "the")] * runs),
        (
            "speaker filter while that is sought",
            limit,
            [partial(apply, build_query("the", speakers=[name])) for name in speakers],
        ),
    ]
    for name, goal, calls in works:
        yield _p95(f"{count:,} articles: {name}", goal, calls)


def _p95(work: str, goal: float, calls: Sequence[Callable[[], object]]) -> Row:
    """Time each call once, after one that is not counted."""
    calls[0]()
    taken, busy = zip(*sorted(map(_milliseconds, calls)), strict=True)
    medians = f"p95; median {statistics.median(taken):.3g}, of this process {statistics.median(busy):.3g}"
    return Row(work, goal, p95(taken), note=medians)


def _milliseconds(call: Callable[[], object]) -> tuple[float, float]:
    """Return how long a call takes by the clock, and of the processor's time: less, if others want it."""
    began, busy = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


def _pairs_of_words(store: Store, count: int) -> list[tuple[str, str]]:
    """Return words that stand beside each other, of articles all over the library."""
    hits = find_articles(store, Query())
    pairs = []
    for place in range(count):
        row = hits.rows(place * hits.total // count, 1)[0]
        words = re.findall(r"[a-z]{4,}", read_article(store, row.id).article.text)
        pairs.append((words[len(words) // 2], words[len(words) // 2 + 1]))
    return pairs


if __name__ == "__main__":
    main()
