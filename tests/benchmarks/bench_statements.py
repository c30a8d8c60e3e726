"""Measure statements: ``python tests/benchmarks/bench_statements.py [FOLDER] [--seeds 3] [--sizes 10000]``.

First, how well they are found: for each seed a library of ours is written and indexed, 200 articles with 60
planted statements in 2 to 6 versions each, among 5,000 other quotations, hard ones among them: formulas,
slogans repeated for weeks, the same people on the same affairs, and words of planted statements said again on
another day in other company. Printed are precision and recall of version pairs. Then, with sizes, what
finding costs beside writing, and what opening the list costs, on generated libraries. FOLDER keeps those.
Nothing here fails a build.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from pathlib import Path

import bench_library
from remarks import (
    FORMULAS,
    OUTLETS,
    SLOGANS,
    Printed,
    Speaker,
    make_speakers,
    print_plain,
    print_version,
    speak,
    speak_again,
)

from reader.config import Config
from reader.ingest.update import update_index
from reader.library.model import Statement, StatementOrder
from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.query.query import Query, parse_query
from reader.library.statements.clusters import find_statements, find_statements_if_due
from reader.library.statements.fingerprints import find_utterances, pack_shingles
from reader.library.statements.pending import PendingChanges
from reader.library.statements.read import list_statements, read_statement
from reader.library.store import Store, index_path
from reader.library.writer import Writer

_ARTICLES, _PLANTED, _OTHERS = 200, 60, 5_000
_FIRST = date(2025, 2, 1)
_DAYS = 70
_APART = 4  # days
_BATCH = 4_000  # articles


@dataclass
class Made:
    """An article as it is put together; planted versions by number of their statement."""

    day: date | None
    outlet: str
    paragraphs: list[str] = field(default_factory=list)
    planted: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def take(self, printed: Printed, statement: int | None = None) -> None:
        self.paragraphs.append(printed.text)
        if statement is not None:
            self.planted[statement] = printed.quoted


class Repeated:
    """Keeps a person's formulas some days apart: on one day nobody could tell them from one remark."""

    def __init__(self) -> None:
        self._days: dict[tuple[str, str], list[date]] = defaultdict(list)

    def may_say(self, speaker: Speaker, words: str, made: Made) -> bool:
        days = self._days[speaker.name, words]
        day = made.day or _FIRST
        if any(abs((day - other).days) <= _APART for other in days):
            return False
        days.append(day)
        return True


def make_library(seed: int) -> list[Made]:
    """Make the articles of a seed."""
    rng = random.Random(seed)
    speakers = make_speakers(rng, 40)
    articles = [
        Made(_FIRST + timedelta(days=rng.randrange(_DAYS)), rng.choice(OUTLETS)) for _ in range(_ARTICLES)
    ]
    by_day = sorted(articles, key=lambda made: made.day or _FIRST)
    slogans = dict(zip(rng.sample(speakers, 8), SLOGANS.splitlines(), strict=True))
    for number in range(_PLANTED):
        speaker = rng.choice(speakers)
        remark = speak(rng, speaker, rng.choice((1, 2, 2, 3, 3, 4, 5)))
        start = rng.randrange(len(by_day) - 30)
        papers = rng.sample(by_day[start : start + 10], rng.randint(2, 6))
        if rng.random() < 0.15:
            papers[-1] = rng.choice([made for made in by_day[start + 12 :] if made not in papers])
        for index, made in enumerate(papers):
            who = rng.choice(speakers) if index and rng.random() < 0.03 else speaker
            made.take(print_version(rng, who, remark, full=index == 0), number)
        if rng.random() < 0.7:
            later = rng.choice(by_day[min(start + 30, len(by_day) - 1) :])
            if number not in later.planted:
                later.take(print_plain(rng, speaker, speak_again(rng, speaker, remark)))
    repeated = Repeated()
    for _ in range(_OTHERS - _PLANTED):
        made, speaker = rng.choice(articles), rng.choice(speakers)
        kind = rng.random()
        said = speak(rng, speaker, rng.randint(1, 3)) if kind > 0.12 else []
        formula = rng.choice(FORMULAS.splitlines())
        if kind < 0.02:
            speaker, formula = rng.choice(list(slogans.items()))
        if (not said or kind > 0.9) and repeated.may_say(speaker, formula, made):
            said.append(formula)
        if said:
            made.take(print_plain(rng, speaker, said))
    for made in articles:
        rng.shuffle(made.paragraphs)
        made.day = None if rng.random() < 0.05 else made.day
    return articles


def write_library(folder: Path, articles: list[Made]) -> None:
    """Write the articles as files."""
    folder.mkdir(parents=True)
    for number, made in enumerate(articles):
        day = f"date: {made.day}\n" if made.day else ""
        body = "\n\n".join(made.paragraphs)
        text = f"---\ntitle: Report number {number}\n{day}source: {made.outlet}\n---\n{body}\n"
        (folder / f"{number:03}.md").write_text(text, "utf-8")


def judge(articles: list[Made], statements: list[Statement]) -> tuple[int, int, int, list[str]]:
    """Return pairs found, found rightly, planted, and a line for each wrong or missing one."""
    wanted = {
        pair
        for number in range(_PLANTED)
        for pair in combinations(
            [(index, number) for index, made in enumerate(articles) if number in made.planted], 2
        )
    }
    found, lines = 0, []
    right = set()
    for statement in statements:
        named = [(_which(articles, version.path, version.text), version) for version in statement.versions]
        for (one, first), (other, second) in combinations(named, 2):
            found += 1
            pair = tuple(sorted(filter(None, (one, other))))
            if pair in wanted:
                right.add(pair)
            else:
                lines.append(
                    f"WRONG  {first.date} {first.speaker}: {first.text}\n"
                    f"       {second.date} {second.speaker}: {second.text}"
                )
    for (one, number), (other, _) in sorted(wanted - right):
        lines.append(f"MISSED {articles[one].planted[number]}\n       {articles[other].planted[number]}")
    return found, len(right), len(wanted), lines


def _which(articles: list[Made], path: str, text: str) -> tuple[int, int] | None:
    """Return the planted version that a text is: of several with words in common, the one with most.

    A split version may begin with words as common as "Let me be frank", which another one has too.
    """
    index = int(path.removesuffix(".md"))
    plain = _letters(text)
    best, most = None, 0
    for number, quoted in articles[index].planted.items():
        parts = [_letters(each) for each in quoted]
        length = sum(len(part) if part in plain else len(plain) for part in parts if _within(part, plain))
        if length > most:
            best, most = (index, number), length
    return best


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def measure_quality(seeds: Iterable[int], verbose: bool) -> None:
    """Print precision and recall of version pairs over libraries of several seeds."""
    total = [0, 0, 0]
    for seed in seeds:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            articles = make_library(seed)
            write_library(folder / "articles", articles)
            config = Config(cache_dir=folder / "cache", data_dir=folder / "data")
            update_index(folder / "articles", config)
            with Store.open(folder / "articles", config.cache_dir, config.data_dir) as store:
                numbers = list_statements(store, Query()).numbers()
                statements = [read_statement(store, number) for number in numbers]
        found, right, wanted, lines = judge(articles, statements)
        print(f"seed {seed}: {len(statements)} statements, {found} pairs, {right} right of {wanted} planted")
        for line in lines if verbose else ():
            print(line)
        total = [a + b for a, b in zip(total, (found, right, wanted), strict=True)]
    found, right, wanted = total
    print(f"precision {right / max(1, found):.3f} (goal 0.98), recall {right / wanted:.3f} (goal 0.95)")


def measure_cost(folder: Path, size: int, rounds: int) -> None:
    """Print what finding statements costs beside writing, and what opening the list costs."""
    shutil.rmtree(folder / str(size), ignore_errors=True)
    writing = finding = 0.0
    with bench_library.open_store(folder / str(size)) as store:
        writer = Writer(store)
        with store.large_cache():
            for start in range(0, size, _BATCH):
                entries = bench_library.make_entries(start, min(size, start + _BATCH))
                began = time.perf_counter()
                writer.write(entries)
                writing += time.perf_counter() - began
                began = time.perf_counter()
                find_statements(store)
                finding += time.perf_counter() - began
        count = store.db.execute("SELECT count(*) FROM statements").fetchone()[0]
        print(
            f"{size:,} articles: written in {writing / size * 1e3:.2f} ms each, statements found in "
            f"{finding / size * 1e3:.2f} ms more; {count:,} statements"
        )
        for text in (
            "",
            "speaker:" + bench_library._PRESS.people[0].split()[1],
            "the",
            "topic:" + bench_library._PRESS.topics[0],
        ):
            for order in StatementOrder:
                query = parse_query(text)
                work = partial(open_list, store, query, order)
                taken = sorted(bench_library.timed(work) for _ in range(rounds))
                p50, most = taken[len(taken) // 2], taken[-1]
                print(f"  list of {text or 'all':24} {order:8} p50 {p50:7.1f} ms  most {most:7.1f} ms")


def measure_finding(folder: Path, config: Config) -> float:
    """Return the processor's seconds an article that finding statements takes while a library is indexed.

    On a copy of its index all articles come anew, in the order of their paths, as far as statements go: their
    words are packed, noted, and looked for in all that came before.
    """
    with tempfile.TemporaryDirectory() as name:
        copied = Config(cache_dir=Path(name) / "cache", data_dir=Path(name) / "data")
        copied.cache_dir.mkdir()
        index = index_path(folder, config.cache_dir)
        for path in index.parent.glob(f"{index.name}*"):
            shutil.copy(path, copied.cache_dir)
        with Store.open(folder, copied.cache_dir, copied.data_dir) as store, store.large_cache():
            with store.writing() as db:
                for table in ("article_keys", "pending", "shingles", "links", "statements", "versions"):
                    db.execute(f"DELETE FROM {table}")
            paths = [path for (path,) in store.db.execute("SELECT path FROM articles ORDER BY path")]
            seconds = sum(
                _find_in(store, paths[start : start + _BATCH]) for start in range(0, len(paths), _BATCH)
            )
            began = time.process_time()
            find_statements(store)
            return (seconds + time.process_time() - began) / max(1, len(paths))


def _find_in(store: Store, paths: list[str]) -> float:
    """Let articles come; return the seconds of that, without reading them."""
    articles = []
    for path in paths:
        number, text, details = store.db.execute(
            """SELECT a.id, b.text, b.details FROM files f JOIN articles a ON a.id = f.article
               JOIN bodies b ON b.id = a.body WHERE f.path = ?""",
            (path,),
        ).fetchone()
        quotations = build_quotations(unpack_details(details), {})
        articles.append((number, path, unpack_text(text), quotations))
    began = time.process_time()
    with store.writing() as db:
        pending = PendingChanges(db)
        for number, path, text, quotations in articles:
            pending.add(number, path, pack_shingles(text, find_utterances(text, quotations)))
    find_statements_if_due(store)
    return time.process_time() - began


def open_list(store: Store, query: Query, order: StatementOrder) -> object:
    """Find statements and fetch what a screen shows of them."""
    return list_statements(store, query, order).rows(0, 50)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=1, help="the first seed; rules were chosen on 1 to 6")
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--verbose", action="store_true", help="print every wrong and missing pair")
    options = parser.parse_args()
    if options.seeds:
        measure_quality(range(options.first, options.first + options.seeds), options.verbose)
    for size in options.sizes:
        measure_cost(options.folder or Path(tempfile.mkdtemp()), size, options.rounds)


if __name__ == "__main__":
    main()
