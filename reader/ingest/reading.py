"""Read and analyse files, in this process or in several.

Owns the hand-over from files to what the library writes for them. One bad file never hides another: whatever
goes wrong with it becomes its own failure.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.analysis.corrections import correct
from reader.articles.model import Problem
from reader.garbage import collection_paused
from reader.ingest.ahead import run_ahead
from reader.ingest.corrections import describe
from reader.ingest.pool import PoolError, count_processes, handfuls, read_in_processes
from reader.ingest.recipe import Recipe
from reader.library.entry import Entry, Failure, Seen, make_entry

if TYPE_CHECKING:
    from reader.analysis.model import Analysis
    from reader.analysis.topics import Vocabulary
    from reader.articles.model import Article

# Articles, of some ten kilobytes: what is read while the writer finds the statements of some thousands.
_AHEAD = 3_000
_FEW = 200  # files; below, starting processes costs more than they save

Reader = Callable[[Path, Sequence[Seen]], list[Entry | Failure]]
"""Reads and analyses a handful of the files below a folder."""

Found = TypeVar("Found")
Made = TypeVar("Made")


def make_reader(recipe: Recipe) -> Reader:
    """Return what reads and analyses a handful of files.

    It goes through them step by step, not file by file: what one step needs of code and word lists stays near
    the processor, which saves a fifth of the time.
    """
    from reader.analysis.topics import load_vocabulary

    vocabulary = load_vocabulary(recipe.topics)

    def read(folder: Path, handful: Sequence[Seen]) -> list[Entry | Failure]:
        with collection_paused():
            loaded = _each(
                [(seen, seen.under(folder)) for seen in handful],
                lambda seen, path: _load(path, recipe),
            )
            analysed = _each(loaded, lambda seen, article: _analyse(article, recipe, vocabulary, seen.path))
            return [found for _, found in _each(analysed, lambda seen, found: make_entry(seen, *found))]

    return read


def _each(
    files: Iterable[tuple[Seen, Found | Failure]], step: Callable[[Seen, Found], Made | Problem]
) -> list[tuple[Seen, Made | Failure]]:
    """Take one step with each file that has come so far."""
    made: list[tuple[Seen, Made | Failure]] = []
    for seen, found in files:
        if isinstance(found, Failure):
            made.append((seen, found))
            continue
        try:
            result = step(seen, found)
        except Exception as error:  # whatever it is, it must not hide the other files
            made.append((seen, Failure(seen, f"reading it failed: {type(error).__name__}: {error}"[:300])))
        else:
            made.append((seen, Failure(seen, result.reason) if isinstance(result, Problem) else result))
    return made


def read_article_file(
    path: Path, recipe: Recipe, vocabulary: Vocabulary, relative: str
) -> tuple[Article, Analysis] | Problem:
    """Read one file and find who said what in it, as corrected by hand.

    Args:
        relative: Its path in the library, by which corrections name it.

    Returns:
        A problem if it cannot be read. A correction whose words are gone is a problem of the article.
    """
    article = _load(path, recipe)
    return article if isinstance(article, Problem) else _analyse(article, recipe, vocabulary, relative)


def _load(path: Path, recipe: Recipe) -> Article | Problem:
    from reader.articles.load import load_article

    return load_article(path, day_first=recipe.day_first)


def _analyse(
    article: Article, recipe: Recipe, vocabulary: Vocabulary, relative: str
) -> tuple[Article, Analysis]:
    from reader.analysis.analyse import analyse

    analysis = analyse(article, vocabulary)
    corrections = recipe.corrections.by_path.get(relative)
    if corrections:
        analysis, orphans = correct(article.text, analysis, corrections)
        lost = tuple(f"the words of a correction are gone: {describe(orphan)}" for orphan in orphans)
        article = replace(article, problems=(*article.problems, *lost))
    return article, analysis


def read_all(
    folder: Path, work: Sequence[Seen], recipe: Recipe, processes: int | None, spare: int = 1
) -> Generator[Entry | Failure | None, None, None]:
    """Yield an entry or a failure for each file, as they come; None now and then while none comes.

    Args:
        processes: How many processes read; 0 for this one only, None to choose by the work to be done.
        spare: Cores left free if there is the choice.
    """
    if processes is None:
        processes = count_processes(spare) if len(work) >= _FEW else 0
    if processes and work:
        # Ahead: the writer is busy for seconds now and then, and the readers should not wait for it.
        pooled: Generator[Entry | Failure | None, None, None]
        pooled = run_ahead(read_in_processes(folder, work, recipe, processes), _AHEAD)
        with closing(pooled):
            try:
                yield from pooled
                return
            except PoolError:
                pass  # nothing has been read yet: do it here
    if work:
        read = make_reader(recipe)
        for handful in handfuls(work):
            yield from read(folder, handful)
