"""All that decides how files are read, besides themselves: settings, the library's topics, corrections.

Owns the fingerprint by which it is known that a file has to be read again though it is as it was.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from reader.config import Config
from reader.errors import ConfigError
from reader.ingest.corrections_file import CORRECTIONS_FILE, Corrections, read_corrections

TOPICS_FILE = "topics.toml"
"""A library's own topics, in its folder."""

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """How files are read.

    Attributes:
        topics: The library's own topics file, if there is a good one.
        day_first: Read 3/4/2025 as 3 April.
        corrections: What was put right by hand.
        base: Fingerprint of all that holds for every file.
    """

    topics: Path | None = None
    day_first: bool = True
    corrections: Corrections = field(default_factory=Corrections)
    base: int = 0

    def of(self, path: str) -> int:
        """Return the fingerprint of all that decides how the file at a relative path is read."""
        return self.base ^ self.corrections.fingerprint(path)


def find_recipe(folder: Path, config: Config) -> tuple[Recipe, dict[str, str]]:
    """Return how the files of a folder are read, and what is wrong with its own settings, by file."""
    wrong: dict[str, str] = {}
    topics = folder / TOPICS_FILE
    try:
        data = topics.read_bytes()
    except OSError:
        data = b""
    base = blake2b(f"{_VERSION}\0{config.day_first}\0".encode() + data, digest_size=7).digest()
    reason = _fault(topics) if topics.is_file() else None
    if reason:
        wrong[TOPICS_FILE] = reason
    corrections = read_corrections(folder)
    if corrections.wrong:
        wrong[CORRECTIONS_FILE] = corrections.wrong
    good = topics if topics.is_file() and not reason else None
    return Recipe(good, config.day_first, corrections, int.from_bytes(base, "big")), wrong


def settle(recipe: Recipe, paths: Collection[str]) -> tuple[Recipe, str | None]:
    """Let corrections follow articles that moved; also return what to tell of those whose article is gone."""
    corrections, gone = recipe.corrections.settle(paths)
    return Recipe(recipe.topics, recipe.day_first, corrections, recipe.base), gone


def _fault(topics: Path) -> str | None:
    from reader.analysis.topics import load_vocabulary

    try:
        load_vocabulary(topics)
    except ConfigError as error:
        return str(error)
    return None
