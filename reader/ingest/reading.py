"""Read and analyse files, in this process or in several.

Owns the hand-over from a file to what the library writes for it. One bad file never hides another: whatever
goes wrong with it becomes its own failure.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.model import Problem
from reader.config import Config
from reader.errors import ConfigError
from reader.ingest.pool import PoolError, count_processes, read_in_processes
from reader.library.entry import Entry, Failure, Seen, make_entry

if TYPE_CHECKING:
    from reader.analysis.topics import Vocabulary

TOPICS_FILE = "topics.toml"
"""A library's own topics, in its folder."""

_RECIPE_VERSION = 1
_FEW = 200  # files; below, starting processes costs more than they save

Reader = Callable[[Path, Seen], Entry | Failure]
"""Reads and analyses one file."""


def recipe_of(folder: Path, config: Config) -> int:
    """Return a fingerprint of all that decides how files are read, besides themselves."""
    try:
        topics = (folder / TOPICS_FILE).read_bytes()
    except OSError:
        topics = b""
    settings = f"{_RECIPE_VERSION}\0{config.day_first}\0".encode()
    return int.from_bytes(blake2b(settings + topics, digest_size=7).digest(), "big")


def find_topics_file(folder: Path) -> tuple[Path | None, str | None]:
    """Return the library's own topics file, or None; and what is wrong with it, or None."""
    from reader.analysis.topics import load_vocabulary

    path = folder / TOPICS_FILE
    if not path.is_file():
        return None, None
    try:
        load_vocabulary(path)
    except ConfigError as error:
        return None, str(error)
    return path, None


def make_reader(vocabulary: Vocabulary, day_first: bool) -> Reader:
    """Return what reads and analyses a file."""
    from reader.analysis.analyse import analyse
    from reader.articles.load import load_article

    def read(path: Path, seen: Seen) -> Entry | Failure:
        try:
            article = load_article(path, day_first=day_first)
            if isinstance(article, Problem):
                return Failure(seen, article.reason)
            return make_entry(seen, article, analyse(article, vocabulary))
        except Exception as error:  # whatever it is, it must not hide the other files
            return Failure(seen, f"reading it failed: {type(error).__name__}: {error}"[:300])

    return read


def read_all(
    folder: Path, work: Sequence[Seen], topics: Path | None, day_first: bool, processes: int | None
) -> Generator[Entry | Failure | None, None, None]:
    """Yield an entry or a failure for each file, as they come; None now and then while none comes.

    Args:
        processes: How many processes read; 0 for this one only, None to choose by the work to be done.
    """
    if processes is None:
        processes = count_processes() if len(work) >= _FEW else 0
    if processes and work:
        pooled = read_in_processes(folder, work, topics, day_first, processes)
        with closing(pooled):
            try:
                yield from pooled
                return
            except PoolError:
                pass  # nothing has been read yet: do it here
    from reader.analysis.topics import load_vocabulary

    read = make_reader(load_vocabulary(topics), day_first) if work else None
    for seen in work:
        if read is not None:
            yield read(seen.under(folder), seen)
