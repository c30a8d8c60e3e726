"""Saves what can be read of a damaged state database into a new one.

Rows are read through SQLite first, each table from both ends. Where that stops at a damaged page, the rows of
all sound pages are read from the file itself, by its format (sqlite.org/fileformat2.html): a page can be
sound although the pages that lead to it are not. The kinds of a row's values tell which table it belongs to.

Owns reading a file that SQLite refuses. Refuses to change that file, but for what SQLite itself writes back.
A module of its own, although only ``state`` uses it: it is imported when a file is damaged, and then only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

Value = int | float | str | bytes | None
Row = tuple[Value, ...]

_MAGIC = b"SQLite format 3\0"
_USUAL_PAGE_BYTES = 4_096
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)  # by serial type
_LARGEST_OVERFLOW_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the state.

    Attributes:
        is_row: Tells whether values can be one of its rows.
        key: Columns by which it is read in order.
    """

    name: str
    columns: tuple[str, ...]
    key: str
    is_row: Callable[[Row], bool]


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and 0 <= value < 2**62


def _is_library(row: Row) -> bool:
    return len(row) == 2 and _is_number(row[0]) and isinstance(row[1], str)


def _is_mark(row: Row) -> bool:
    if len(row) != 6:
        return False
    library, path, digest, read, starred, position = row
    return (
        _is_number(library)
        and isinstance(path, str)
        and (digest is None or isinstance(digest, int))
        and read in (0, 1)
        and starred in (0, 1)
        and _is_number(position)
    )


def _is_setting(row: Row) -> bool:
    return len(row) == 3 and _is_number(row[0]) and isinstance(row[1], str) and isinstance(row[2], str)


_TABLES = (
    _Table("libraries", ("id", "folder"), "id", _is_library),
    _Table("marks", ("library", "path", "digest", "read", "starred", "position"), "library, path", _is_mark),
    _Table("settings", ("library", "name", "value"), "library, name", _is_setting),
)


def save_readable_rows(damaged: Path, fresh: sqlite3.Connection, unknown_folder: str) -> int:
    """Copy the rows that can be read into a new database; return how many there were.

    Args:
        damaged: The database file, which nothing else uses.
        fresh: Has the tables of the state, empty, attached as ``state``.
        unknown_folder: Stands, with a library's number, for a folder whose name cannot be read.

    Raises:
        OSError: The file cannot be read at all.
        sqlite3.Error: The new database cannot be written.
    """
    rows, is_complete = _read_by_sqlite(damaged)
    if not is_complete:
        # Later ones yield to those read before: a page no longer in use may hold an earlier state of a row.
        rows += _read_pages(damaged.read_bytes())
    before = fresh.total_changes
    for table, row in rows:
        marks = ", ".join("?" * len(table.columns))
        fresh.execute(
            f"INSERT OR IGNORE INTO state.{table.name} ({', '.join(table.columns)}) VALUES ({marks})", row
        )
    saved = fresh.total_changes - before
    for name in ("marks", "settings"):
        fresh.execute(
            f"""INSERT OR IGNORE INTO state.libraries (id, folder)
                SELECT DISTINCT library, ? || library FROM state.{name} WHERE library > 0""",
            (unknown_folder,),
        )
    return saved


def _read_by_sqlite(path: Path) -> tuple[list[tuple[_Table, Row]], bool]:
    """Return the rows that SQLite reads, and whether it could read all tables to their ends."""
    found: list[tuple[_Table, Row]] = []
    is_complete = True
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.text_factory = bytes
            with suppress(sqlite3.Error):
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            for table in _TABLES:
                columns = ", ".join(table.columns)
                keys = table.key.split(", ")
                ways = [table.key, ", ".join(f"{key} DESC" for key in keys)]
                for order in ways:
                    try:
                        for row in db.execute(f"SELECT {columns} FROM {table.name} ORDER BY {order}"):
                            values = _decode_texts(row)
                            if values is not None and table.is_row(values):
                                found.append((table, values))
                        break
                    except sqlite3.Error:
                        is_complete = False
    except sqlite3.Error:
        is_complete = False
    return found, is_complete


def _decode_texts(row: Sequence[Value]) -> Row | None:
    try:
        return tuple(str(value, "utf-8") if isinstance(value, bytes) else value for value in row)
    except UnicodeDecodeError:
        return None


def _read_pages(data: bytes) -> list[tuple[_Table, Row]]:
    """Return the rows of all sound pages of a database file."""
    found: list[tuple[_Table, Row]] = []
    size = _page_bytes(data)
    for number in range(1, len(data) // size + 1):
        for row in _Page(data, number, size).rows():
            # An index of folders holds the number of the library after the folder.
            values = row[::-1] if len(row) == 2 and isinstance(row[0], str) else row
            table = next((each for each in _TABLES if each.is_row(values)), None)
            if table is not None:
                found.append((table, values))
    return found


def _page_bytes(data: bytes) -> int:
    if not data.startswith(_MAGIC):
        return _USUAL_PAGE_BYTES
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else _USUAL_PAGE_BYTES


class _Page:
    """One page of a database file, read without trust in anything that it says."""

    def __init__(self, data: bytes, number: int, size: int) -> None:
        self._data = data
        self._size = size
        self._page = data[(number - 1) * size : number * size]
        self._header = 100 if number == 1 else 0

    def rows(self) -> Iterator[Row]:
        """Yield the values of each row that can be decoded; of a table with its number first."""
        kind = self._page[self._header]
        if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            return
        count = int.from_bytes(self._page[self._header + 3 : self._header + 5], "big")
        first = self._header + (12 if kind == _INDEX_INTERIOR else 8)
        for at in range(first, min(first + 2 * count, self._size - 1), 2):
            place = int.from_bytes(self._page[at : at + 2], "big")
            with suppress(ValueError, IndexError):
                yield self._row(kind, place)

    def _row(self, kind: int, place: int) -> Row:
        if kind == _INDEX_INTERIOR:
            place += 4  # the number of the page below
        length, place = _read_varint(self._page, place)
        if kind != _TABLE_LEAF:
            return _decode_record(self._payload(length, place, is_table=False))
        number, place = _read_varint(self._page, place)
        values = _decode_record(self._payload(length, place, is_table=True))
        return (number, *values[1:])  # the first column is the number, and stored as NULL

    def _payload(self, length: int, place: int, *, is_table: bool) -> bytes:
        """Return the bytes of a row, most of which may stand on other pages."""
        size = self._size
        most = size - 35 if is_table else (size - 12) * 64 // 255 - 23
        if length <= most:
            return self._page[place : place + length]
        least = (size - 12) * 32 // 255 - 23
        local = least + (length - least) % (size - 4)
        local = local if local <= most else least
        payload = self._page[place : place + local]
        following = int.from_bytes(self._page[place + local : place + local + 4], "big")
        for _ in range(_LARGEST_OVERFLOW_PAGES):
            if len(payload) >= length or not following:
                break
            page = self._data[(following - 1) * size : following * size]
            payload += page[4 : 4 + length - len(payload)]
            following = int.from_bytes(page[:4], "big")
        return payload


def _read_varint(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and the place after it."""
    value = 0
    for count in range(8):
        byte = data[place + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    return value << 8 | data[place + 8], place + 9


def _decode_record(data: bytes) -> Row:
    """Return the values of a row.

    Raises:
        ValueError: These bytes are no row.
    """
    end, place = _read_varint(data, 0)
    values: list[Value] = []
    at = end
    while place < end:
        kind, place = _read_varint(data, place)
        if kind == 0:
            values.append(None)
            continue
        if kind in (8, 9):
            values.append(kind - 8)
            continue
        if kind in (10, 11):
            raise ValueError("a kind of value that no file has")
        length = 8 if kind == 7 else _INTEGER_BYTES[kind] if kind < 7 else (kind - 12) // 2
        piece = data[at : at + length]
        if len(piece) < length:
            raise ValueError("the row ends before its values do")
        at += length
        if kind < 7:
            values.append(int.from_bytes(piece, "big", signed=True))
        elif kind % 2 and kind > 12:
            values.append(str(piece, "utf-8"))
        else:
            values.append(piece)
    return tuple(values)
