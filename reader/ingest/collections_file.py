"""``collections.toml``: what has been put aside, in the library's folder, for people to read and edit.

Owns the file's format. Everything else that a person has written into it, comments too, is kept. Only
``rewrite`` changes it, on an explicit command, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import FileError, LibraryError, OutdatedUndoError
from reader.files import read_entries, read_user_file, replace_file
from reader.library.model import CollectedItem, ItemKind
from reader.text.anchors import Anchor
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    import tomlkit.items

COLLECTIONS_FILE = "collections.toml"
"""The file's name, in the library's folder."""

NOTES = "notes"
"""The collection of what notes are written about outside of one."""

_TABLE_NAME = "item"
_TEXT_KEYS = ("collection", "kind", "article", "words", "before", "after", "title", "note")
_NEEDED = {ItemKind.HEADING: ("collection", "words")}
_NEEDED_OF_OTHERS = ("collection", "article", "words")
_HEADER_COMMENTS = (
    "What has been put aside, in order. Each item is tied to its exact words and to what stands around them.",
    'An item of kind "heading" stands above those that follow it. Notes may be changed here.',
)


@dataclass(frozen=True, slots=True)
class Collections:
    """What the file says.

    Attributes:
        by_name: The items of each collection, in order; the collections as they first come.
        wrong: What is wrong with the file, or None. What could be read of it counts all the same.
    """

    by_name: Mapping[str, tuple[CollectedItem, ...]] = field(default_factory=dict)
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Items at the end of a collection, new if there is none of that name; none twice."""

    items: Sequence[CollectedItem]


@dataclass(frozen=True, slots=True)
class Insert:
    """An item before the one at a place."""

    place: int
    item: CollectedItem


@dataclass(frozen=True, slots=True)
class Remove:
    """The items at some places taken out."""

    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Move:
    """The item at a place moved to another."""

    place: int
    to: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the item at a place; an empty one takes it away."""

    place: int
    note: str


Change = Put | Insert | Remove | Move | Note


def read_collections(folder: Path) -> Collections:
    """Read the collections of a library; a missing file means none."""
    try:
        entries = read_entries(folder / COLLECTIONS_FILE, _TABLE_NAME)
    except FileError as error:
        return Collections(wrong=str(error))
    by_name: dict[str, list[CollectedItem]] = {}
    wrong = []
    for number, entry in enumerate(entries, 1):
        why = _fault(entry)
        if why:
            wrong.append(f"entry {number} {why}")
        else:
            by_name.setdefault(_name(entry), []).append(_item(entry))
    return Collections({name: tuple(items) for name, items in by_name.items()}, "; ".join(wrong) or None)


def rewrite(folder: Path, name: str, change: Change, expected: Sequence[CollectedItem]) -> Callable[[], None]:
    """Change a collection in the file.

    Args:
        name: Of the collection.
        expected: Its items as they were when the change was asked for.

    Returns:
        What takes the change back, unless the file has been changed since.

    Raises:
        LibraryError: The file is no TOML, cannot be written, or says something else by now; it is as it was.
    """
    # Imported for those who collect something: it would be a noticeable part of the start.
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    file = folder / COLLECTIONS_FILE
    try:
        before = read_user_file(file)
        document = _new_document() if before is None else tomlkit.parse(before.decode("utf-8-sig"))
        entries = document.setdefault(_TABLE_NAME, tomlkit.aot())
        if not isinstance(entries, tomlkit.items.AoT):
            raise LibraryError(f"{file} must have its entries under [[{_TABLE_NAME}]]")
        plain = tomllib.loads((before or b"").decode("utf-8-sig")).get(_TABLE_NAME, [])
        places = [number for number, entry in enumerate(plain) if not _fault(entry) and _name(entry) == name]
        if [_item(plain[number]) for number in places] != list(expected):
            raise LibraryError(f"{COLLECTIONS_FILE} has been changed meanwhile; look at the collection again")
        _apply(entries, places, name, change, expected)
        if not entries:
            del document[_TABLE_NAME]
        after = tomlkit.dumps(document).encode("utf-8")
        replace_file(file, after)
    except FileError as error:
        raise LibraryError(f"{file} {error}") from None
    except (ValueError, TOMLKitError, RecursionError) as error:
        raise LibraryError(f"{file} is no TOML: {sanitize_line(str(error))}") from None
    except OSError as error:
        raise LibraryError(f"{file} cannot be written: {error.strerror}") from None
    return lambda: _take_back(file, before, after)


def _apply(
    entries: tomlkit.items.AoT,
    places: Sequence[int],
    name: str,
    change: Change,
    expected: Sequence[CollectedItem],
) -> None:
    match change:
        case Put(items):
            known = set(map(_identity, expected))
            for item in items:
                if item.kind is ItemKind.HEADING or _identity(item) not in known:
                    known.add(_identity(item))
                    entries.append(_entry(name, item))
        case Insert(place, item):
            at = places[place] if place < len(places) else len(entries)
            entries.insert(at, _entry(name, item))
        case Remove(chosen):
            for place in sorted(chosen, reverse=True):
                del entries[places[place]]
        case Move(place, to):
            entry = entries[places[place]]
            del entries[places[place]]
            entries.insert(places[to], entry)
        case Note(place, note):
            entry = entries[places[place]]
            if note:
                entry["note"] = note
            elif "note" in entry:
                del entry["note"]


def _take_back(file: Path, before: bytes | None, after: bytes) -> None:
    try:
        if read_user_file(file) != after:
            raise OutdatedUndoError(f"{COLLECTIONS_FILE} has been changed since, and stays as it is")
        if before is None:
            file.resolve().unlink()
        else:
            replace_file(file, before)
    except FileError as error:
        raise LibraryError(f"{file} {error}") from None
    except OSError as error:
        raise LibraryError(f"{file} cannot be written: {error.strerror}") from None


def _identity(item: CollectedItem) -> tuple[object, ...]:
    return item.kind is ItemKind.ARTICLE, item.path, item.anchor


def _fault(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return "is no table"
    wrong = [key for key in _TEXT_KEYS if not isinstance(entry.get(key, ""), str)]
    if wrong:
        return f"has a {wrong[0]} that is no text"
    kind = entry.get("kind", ItemKind.PASSAGE)
    if kind not in set(ItemKind):
        return f"is of no kind that is known: {sanitize_line(kind)}"
    missing = [key for key in _NEEDED.get(ItemKind(kind), _NEEDED_OF_OTHERS) if key not in entry]
    return f"lacks {missing[0]}" if missing else None


def _name(entry: Mapping[str, Any]) -> str:
    return sanitize_line(entry["collection"]).strip()


def _item(entry: Mapping[str, Any]) -> CollectedItem:
    anchor = Anchor(entry["words"], entry.get("before", ""), entry.get("after", ""))
    kind = ItemKind(entry.get("kind", ItemKind.PASSAGE))
    return CollectedItem(
        kind, entry.get("article", ""), anchor, sanitize_line(entry.get("title", "")), entry.get("note", "")
    )


def _new_document() -> Any:
    import tomlkit

    document = tomlkit.document()
    for line in _HEADER_COMMENTS:
        document.add(tomlkit.comment(line))
    return document


def _entry(name: str, item: CollectedItem) -> tomlkit.items.Table:
    import tomlkit

    anchor = item.anchor
    table = tomlkit.table()
    values = (
        name,
        str(item.kind),
        item.path,
        anchor.words,
        anchor.before,
        anchor.after,
        item.title,
        item.note,
    )
    for key, value in zip(_TEXT_KEYS, values, strict=True):
        if value or key == "words":
            table.add(key, value)
    return table
