"""Read and analyse files, in this process or in several.

Owns the hand-over from a file to what the library writes for it. One bad file never hides another: whatever
goes wrong with it becomes its own failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from reader.analysis.analyse import analyse
from reader.analysis.topics import Vocabulary, load_vocabulary
from reader.articles.load import load_article
from reader.articles.model import Problem
from reader.config import Config
from reader.library.entry import Entry, Failure, Seen, make_entry

TOPICS_FILE = "topics.toml"
"""A library's own topics, in its folder."""

_RECIPE_VERSION = 1

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


def make_reader(vocabulary: Vocabulary, day_first: bool) -> Reader:
    """Return what reads and analyses a file."""

    def read(path: Path, seen: Seen) -> Entry | Failure:
        try:
            article = load_article(path, day_first=day_first)
            if isinstance(article, Problem):
                return Failure(seen, article.reason)
            return make_entry(seen, article, analyse(article, vocabulary))
        except Exception as error:  # a fault in one file must not hide the others
            return Failure(seen, f"reading it failed: {type(error).__name__}: {error}")

    return read


def read_all(
    folder: Path, work: Sequence[Seen], config: Config, read: Reader | None, processes: int | None
) -> Iterator[Entry | Failure]:
    """Yield an entry or a failure for each file, as they come."""
    if read is None:
        own_topics = folder / TOPICS_FILE
        read = make_reader(load_vocabulary(own_topics if own_topics.is_file() else None), config.day_first)
    for seen in work:
        yield read(folder / seen.path, seen)
