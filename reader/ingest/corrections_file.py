"""``corrections.toml``: attributions put right by hand, in the library's folder, for people to read and edit.

Owns the file's format. Everything else that a person has written into it, comments too, is kept. Only
``put_correction`` and ``remove_correction`` change it, on an explicit command, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.analysis.corrections import Correction
from reader.errors import FileError, LibraryError
from reader.files import read_entries, read_user_file, replace_file
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    import tomlkit.items


CORRECTIONS_FILE = "corrections.toml"
"""The file's name, in the library's folder."""

_TABLE_NAME = "correction"
_TEXT_KEYS = ("article", "words", "before", "after")
_HEADER_COMMENTS = (
    "Attributions put right by hand. Each is tied to the exact words and to what stands around them.",
    'speaker = "" means that nobody is known; term = true, that it is no quotation.',
)
_CHARACTERS_SHOWN = 40  # of the words, in a message


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the file says.

    Attributes:
        by_path: The corrections of an article, by its path relative to the library; the later one counts.
        wrong: What is wrong with the file, or None. What could be read of it counts all the same.
    """

    by_path: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    wrong: str | None = None

    def fingerprint(self, path: str) -> int:
        """Return a number that changes with the corrections of an article; 0 if it has none."""
        found = self.by_path.get(path)
        return int.from_bytes(blake2b(repr(found).encode(), digest_size=7).digest(), "big") if found else 0

    def relocate(self, paths: Collection[str]) -> tuple[Corrections, str | None]:
        """Find the articles that have been moved to another folder under the same name.

        Args:
            paths: Every article of the library.

        Returns:
            The corrections by the paths of today, and what to tell of those whose article is gone.
        """
        lost = [path for path in self.by_path if path not in paths]
        if not lost:
            return self, None
        names: dict[str, list[str]] = {path.rpartition("/")[2]: [] for path in lost}
        for path in paths:
            name = path.rpartition("/")[2]
            if name in names:
                names[name].append(path)
        relocated = {path: found for path, found in self.by_path.items() if path in paths}
        gone = []
        for path in lost:
            now = [each for each in names[path.rpartition("/")[2]] if each not in self.by_path]
            if len(now) == 1:
                relocated[now[0]] = relocated.get(now[0], ()) + self.by_path[path]
            else:
                gone += [f"{path} is gone, of which {describe(each)}" for each in self.by_path[path]]
        return Corrections(relocated, self.wrong), "; ".join(gone) or None


def describe(correction: Correction) -> str:
    """Say what a correction decided."""
    words = correction.words
    if len(words) > _CHARACTERS_SHOWN:
        words = words[:_CHARACTERS_SHOWN] + "…"
    decided = "is a term" if correction.term else f"is {correction.speaker or 'nobody'}’s"
    return f"“{' '.join(words.split())}” {decided}"


def read_corrections(folder: Path) -> Corrections:
    """Read the corrections of a library; a missing file means none."""
    try:
        entries = read_entries(folder / CORRECTIONS_FILE, _TABLE_NAME)
    except FileError as error:
        return Corrections(wrong=str(error))
    by_path: dict[str, tuple[Correction, ...]] = {}
    wrong = []
    for number, entry in enumerate(entries, 1):
        why = _fault(entry)
        if why:
            wrong.append(f"entry {number} {why}")
        else:
            path = entry["article"]
            by_path[path] = (*by_path.get(path, ()), _correction(entry))
    return Corrections(by_path, "; ".join(wrong) or None)


def put_correction(folder: Path, path: str, correction: Correction) -> Correction | None:
    """Write a correction into the file, in place of an earlier one of the same words.

    Args:
        path: The article's, relative to the library.

    Returns:
        The earlier one, or None.

    Raises:
        LibraryError: The file is no TOML, or cannot be written; it is as it was.
    """
    return _rewrite(folder, path, correction, keep=True)


def remove_correction(folder: Path, path: str, correction: Correction) -> Correction | None:
    """Take the correction of the same words out of the file and return it; the rest stays.

    Raises:
        LibraryError: The file is no TOML, or cannot be written; it is as it was.
    """
    return _rewrite(folder, path, correction, keep=False)


def _rewrite(folder: Path, path: str, correction: Correction, *, keep: bool) -> Correction | None:
    # Imported for those who correct something: it would be a noticeable part of the start.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    file = folder / CORRECTIONS_FILE
    key = (path, correction.words, correction.before, correction.after)
    try:
        data = read_user_file(file)
        document = _new_document() if data is None else tomlkit.parse(data.decode("utf-8-sig"))
        entries = document.setdefault(_TABLE_NAME, tomlkit.aot())
        if not isinstance(entries, tomlkit.items.AoT):
            raise LibraryError(f"{file} must have its entries under [[{_TABLE_NAME}]]")
        earlier = None
        for number in reversed(range(len(entries))):
            entry = entries[number]
            if tuple(entry.get(name) for name in _TEXT_KEYS) == key:
                earlier = earlier or (None if _fault(entry.unwrap()) else _correction(entry.unwrap()))
                del entries[number]
        if keep:
            entries.append(_entry(key, correction))
        elif not entries:
            del document[_TABLE_NAME]
        replace_file(file, tomlkit.dumps(document).encode("utf-8"))
    except FileError as error:
        raise LibraryError(f"{file} {error}") from None
    except (ValueError, TOMLKitError, RecursionError) as error:
        raise LibraryError(f"{file} is no TOML: {sanitize_line(str(error))}") from None
    except OSError as error:
        raise LibraryError(f"{file} cannot be written: {error.strerror}") from None
    return earlier


def _fault(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return "is no table"
    missing = [name for name in _TEXT_KEYS if not isinstance(entry.get(name), str)]
    if missing:
        return f"lacks {missing[0]}"
    if not isinstance(entry.get("speaker", ""), str) or not isinstance(entry.get("term", False), bool):
        return "has a speaker that is no text, or a term that is not true or false"
    return None if "speaker" in entry or entry.get("term") else "names no speaker"


def _correction(entry: Mapping[str, Any]) -> Correction:
    term = entry.get("term", False)
    speaker = None if term else sanitize_line(entry.get("speaker", "")).strip() or None
    return Correction(entry["words"], entry["before"], entry["after"], speaker, term)


def _new_document() -> Any:
    import tomlkit

    document = tomlkit.document()
    for line in _HEADER_COMMENTS:
        document.add(tomlkit.comment(line))
    return document


def _entry(key: Iterable[str], correction: Correction) -> tomlkit.items.Table:
    import tomlkit

    table = tomlkit.table()
    for name, value in zip(_TEXT_KEYS, key, strict=True):
        table.add(name, value)
    if correction.term:
        table.add("term", True)
    else:
        table.add("speaker", correction.speaker or "")
    return table
