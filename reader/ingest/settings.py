"""All that decides how a file is read, besides the file: the user's settings, the topics, the corrections.

Owns the fingerprint stored with each file in the index: where it differs, the file is read again although it
has not changed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from reader.config import Config
from reader.errors import ConfigError, FileError
from reader.files import read_user_file
from reader.ingest.collections_file import COLLECTIONS_FILE, read_collections
from reader.ingest.corrections_file import CORRECTIONS_FILE, Corrections, read_corrections
from reader.ingest.walk import IGNORE_FILE, read_patterns

TOPICS_FILE = "topics.toml"
"""A library's own topics, in its folder."""

_FINGERPRINT_VERSION = 1


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How files are read.

    Attributes:
        topics: The library's own topics file, if there is a good one.
        day_first: Read 3/4/2025 as 3 April.
        corrections: Attributions put right by hand.
        ignore: Patterns of files and folders that are left out.
        shared_fingerprint: Of all that holds for every file; corrections hold for one.
        follow_links: Read also what links out of the library lead to.
    """

    topics: Path | None = None
    day_first: bool = True
    corrections: Corrections = field(default_factory=Corrections)
    ignore: tuple[str, ...] = ()
    shared_fingerprint: int = 0
    follow_links: bool = False

    @property
    def walk_fingerprint(self) -> int:
        """Of all that decides which files are found and read."""
        found = blake2b("\n".join(self.ignore).encode("utf-8", "surrogatepass"), digest_size=7).digest()
        return (
            self.shared_fingerprint ^ int.from_bytes(found, "big") if self.ignore else self.shared_fingerprint
        )

    def fingerprint(self, path: str) -> int:
        """Return the fingerprint of all that decides how the file at a relative path is read."""
        return self.shared_fingerprint ^ self.corrections.fingerprint(path)


def find_settings(folder: Path, config: Config) -> tuple[ReadingSettings, dict[str, str]]:
    """Return how the files of a folder are read, and what is wrong with its own settings, by file."""
    wrong: dict[str, str] = {}
    topics = folder / TOPICS_FILE
    try:
        data = read_user_file(topics)
        reason = None if data is None else _find_fault(topics)
    except FileError as error:
        data, reason = None, str(error)
    deciding = f"{_FINGERPRINT_VERSION}\0{config.day_first}\0".encode() + (data or b"")
    shared = blake2b(deciding, digest_size=7).digest()
    if reason:
        wrong[TOPICS_FILE] = reason
    corrections = read_corrections(folder)
    if corrections.wrong:
        wrong[CORRECTIONS_FILE] = corrections.wrong
    collections = read_collections(folder)
    if collections.wrong:
        wrong[COLLECTIONS_FILE] = collections.wrong
    ignore, fault = read_patterns(folder, config.ignore)
    if fault:
        wrong[IGNORE_FILE] = fault
    good = topics if data is not None and not reason else None
    fingerprint = int.from_bytes(shared, "big")
    return ReadingSettings(
        good, config.day_first, corrections, ignore, fingerprint, config.follow_links
    ), wrong


def relocate_corrections(
    settings: ReadingSettings, paths: Collection[str]
) -> tuple[ReadingSettings, str | None]:
    """Let corrections follow articles that were moved to another folder.

    Args:
        paths: Every article of the library that may be meant by a correction.

    Returns:
        The settings, and what to tell of corrections whose article is gone.
    """
    corrections, gone = settings.corrections.relocate(paths)
    return replace(settings, corrections=corrections), gone


def _find_fault(topics: Path) -> str | None:
    from reader.analysis.topics import load_vocabulary

    try:
        load_vocabulary(topics)
    except ConfigError as error:
        return str(error)
    return None
