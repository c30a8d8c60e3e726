"""The user's state: what is read and starred, reading positions, the last filter, settings. Never deleted.

One small database in the data folder serves all libraries. Marks are stored by library and relative path,
together with a fingerprint of the article's content, by which they follow a renamed file, and a library that
was moved. A damaged file is
kept under another name, and what can be read of it is saved.

Owns the tables of the state, their migrations and undo. Refuses to know more of the index than an article's
fingerprint.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from reader.errors import LibraryError, OutdatedUndoError
from reader.library.sqlite import (
    DATABASE_SUFFIXES,
    FileLock,
    explain,
    is_damage,
    make_private_database,
    make_private_folder,
    remove_database,
    retry_while_locked,
    transaction,
    use_write_ahead_log,
)
from reader.text.english import count

_MIGRATIONS = (
    """
    CREATE TABLE state.libraries (id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE);
    CREATE TABLE state.marks (
        library INTEGER NOT NULL, path TEXT NOT NULL, digest INTEGER, read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (library, path)
    ) WITHOUT ROWID;
    CREATE INDEX state.marks_digest ON marks (digest);
    CREATE TABLE state.settings (
        library INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (library, name)
    ) WITHOUT ROWID;
    """,
)
_UNDO_DEPTH = 200
UNKNOWN_FOLDER = "unknown folder of library "
"""Stands, with the library's number, for a folder whose name was lost with a damaged file."""
_ALL_LIBRARIES = 0  # stands for a library's number in settings that hold for all
_LAST_FILTER_SETTING = "last filter"
_FOLLOWED_BY_SETTING = "followed by"  # the number of the library that has taken over the marks
_SETTLED_SETTING = "marks of a moved library were looked for"


_TABLE_NAMES = frozenset({"libraries", "marks", "settings"})
_LOCK_PAUSE_SECONDS = 0.02
DAMAGED = "the file of read and starred marks is damaged; open the library again: what can be read is saved"


class _UndoStep(NamedTuple):
    sentence: str
    take_back: Callable[[], object]


def attach_state(connection: sqlite3.Connection, data_dir: Path) -> str | None:
    """Attach the state database as ``state``, making or migrating it.

    Returns:
        A sentence for the user if a damaged file had to be set aside, else None.

    Raises:
        LibraryError: The data folder cannot be used, or a newer version wrote the file.
    """
    path = data_dir / "state.db"
    try:
        make_private_folder(data_dir)
        make_private_database(path)
    except OSError as error:
        raise LibraryError(f"cannot keep read and starred marks in {data_dir}: {error.strerror}") from None
    return None if _attach(connection, path) else _replace_damaged(connection, path)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether the attached state database has its tables, and no page of it is damaged."""
    try:
        if connection.execute("PRAGMA state.quick_check(1)").fetchone() != ("ok",):
            return False
        names = {name for (name,) in connection.execute("SELECT name FROM state.sqlite_schema")}
    except sqlite3.Error as error:
        if is_damage(error):
            return False
        raise
    return names >= _TABLE_NAMES if _version(connection) else not names


def _attach(connection: sqlite3.Connection, path: Path) -> bool:
    """Attach the state and bring its tables up to date; return False and leave it alone if it is damaged."""
    try:
        retry_while_locked(lambda: _attach_file(connection, path))
        if _version(connection) > len(_MIGRATIONS):
            raise LibraryError(f"{path} was written by a newer version of reader")
        if is_sound(connection):
            retry_while_locked(lambda: _migrate(connection))
            return True
    except sqlite3.Error as error:
        if not is_damage(error):
            raise _as_told(error, f" in {path}") from None
    _detach(connection)
    return False


def _attach_file(connection: sqlite3.Connection, path: Path) -> None:
    _detach(connection)
    connection.execute("ATTACH ? AS state", (str(path),))
    use_write_ahead_log(connection, "state")
    connection.execute("PRAGMA state.synchronous=FULL")


def _migrate(connection: sqlite3.Connection) -> None:
    if _version(connection) == len(_MIGRATIONS):
        return
    with transaction(connection):
        for migration in _MIGRATIONS[_version(connection) :]:
            for statement in migration.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA state.user_version={len(_MIGRATIONS)}")


def _as_told(error: sqlite3.Error, place: str = "") -> Exception:
    """Return a LibraryError for what a user can meet, and the error itself if it is a bug."""
    if is_damage(error):
        return LibraryError(DAMAGED)
    reason = explain(error)
    return LibraryError(f"cannot keep read and starred marks{place}: {reason}") if reason else error


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA state.user_version").fetchone()[0])


def _detach(connection: sqlite3.Connection) -> None:
    attached = [row[1] for row in connection.execute("PRAGMA database_list")]
    if "state" in attached:
        connection.execute("DETACH state")


def _replace_damaged(connection: sqlite3.Connection, path: Path) -> str | None:
    """Attach a new state with what can be read of the damaged one, which gets another name.

    At every moment one of the two has the state's name, and nothing is deleted.

    Returns:
        A sentence for the user; None if another process has replaced it meanwhile.
    """
    from reader.library.state_rescue import save_readable_rows

    fresh = path.with_name("state.rescued.db")
    try:
        with (
            FileLock(path.with_name("state.lock")) as lock,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as db,
        ):
            while not lock.acquire():
                time.sleep(_LOCK_PAUSE_SECONDS)
            if _attach(connection, path):
                return None
            remove_database(fresh)
            make_private_database(fresh)
            _attach(db, fresh)
            with transaction(db):
                count = save_readable_rows(path, db, UNKNOWN_FOLDER)
            _detach(db)
            aside = _set_aside(path)
            fresh.replace(path)
    except OSError as error:
        raise LibraryError(f"{path} is damaged, and cannot be set aside: {error.strerror}") from None
    except sqlite3.Error as error:
        raise _as_told(error, f" in {path}") from None
    if not _attach(connection, path):
        raise LibraryError(DAMAGED)
    return (
        f"the file of read and starred marks was damaged: {count:,} of its entries were saved, "
        f"and it is kept as {aside}"
    )


def _set_aside(path: Path) -> Path:
    """Give a database a second name, and the files beside it only that; return the name."""
    number = 1
    while (aside := path.with_name(f"state.damaged-{number}.db")).exists():
        number += 1
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without links
        import shutil

        shutil.copyfile(path, aside)
        make_private_database(aside)
    for suffix in DATABASE_SUFFIXES[1:]:
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    return aside


class State:
    """The user's marks in one library; every change is in the file when the call returns.

    Every call raises LibraryError if the file cannot be read or written; nothing has changed then.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self._undo: deque[_UndoStep] = deque(maxlen=_UNDO_DEPTH)
        known = "SELECT id FROM state.libraries WHERE folder = ?"
        row = self._execute(known, str(folder))
        if row is None:
            row = self._adopt(folder)
        if row is None:
            self._execute("INSERT OR IGNORE INTO state.libraries (folder) VALUES (?)", str(folder))
            row = self._execute(known, str(folder))
        assert row is not None
        self.library: int = row[0]

    def is_read(self, path: str) -> bool:
        """Tell whether the article at a relative path is marked read."""
        return bool(self._mark(path, "read"))

    def is_starred(self, path: str) -> bool:
        """Tell whether the article at a relative path is starred."""
        return bool(self._mark(path, "starred"))

    def position(self, path: str) -> int:
        """Return the character offset where reading stopped; 0 if it never began."""
        return self._mark(path, "position")

    def set_read(self, path: str, read: bool, *, undoable: bool = True) -> None:
        """Mark an article read or unread.

        Args:
            undoable: Off for marks that come by themselves, such as from opening an article.
        """
        sentence = f"{path} is {'un' if read else ''}read again"
        self._change(path, "read", int(read), sentence if undoable else None)

    def set_starred(self, path: str, starred: bool) -> None:
        """Star an article or take its star away."""
        self._change(
            path, "starred", int(starred), f"{path} is {'no longer starred' if starred else 'starred again'}"
        )

    def set_read_all(self, paths: Sequence[str], read: bool) -> None:
        """Mark articles read or unread; one step takes it back."""
        self._change_all(paths, "read", int(read), f"{'un' if read else ''}read again")

    def set_starred_all(self, paths: Sequence[str], starred: bool) -> None:
        """Star articles or take their stars away; one step takes it back."""
        self._change_all(paths, "starred", int(starred), "no longer starred" if starred else "starred again")

    def set_position(self, path: str, offset: int) -> None:
        """Keep the character offset where reading stopped."""
        self._change(path, "position", offset, None)

    def undo(self) -> str | None:
        """Take back the last change and say in a sentence what is so again; None if there is none.

        Raises:
            LibraryError: It cannot be taken back now; the next call tries again.
            OutdatedUndoError: It never can be any more; the next call takes back the change before it.
        """
        if not self._undo:
            return None
        step = self._undo[-1]
        try:
            step.take_back()
        except OutdatedUndoError:
            self._undo.pop()
            raise
        self._undo.pop()
        return step.sentence

    def undoable(self, sentence: str, take_back: Callable[[], object]) -> None:
        """Remember how something that was done elsewhere is taken back.

        Args:
            sentence: What is so again afterwards.
        """
        self._undo.append(_UndoStep(sentence, take_back))

    @property
    def last_filter(self) -> str:
        """The query that was on when the library was last open, or empty."""
        return self._setting(self.library, _LAST_FILTER_SETTING) or ""

    def set_last_filter(self, text: str) -> None:
        """Keep the query that is on."""
        self._set(self.library, _LAST_FILTER_SETTING, text)

    def follow_moved(self) -> str | None:
        """Take over the marks of the library that this one was before it was moved or renamed.

        It is known by its folder, which is gone, and by the content of more than half of its marked articles,
        which is here. The marks are copied: should its folder come back, it still has them, and gets back
        what has changed if this one is gone then. Looked for once; call it when the folder is indexed.

        Returns:
            A sentence for the user, or None if there is nothing to tell.
        """
        followed_by = self._setting(self.library, _FOLLOWED_BY_SETTING)
        if followed_by and not Path(self._folder_of(int(followed_by))).is_dir():
            return self._take_over(int(followed_by))
        if self._setting(self.library, _SETTLED_SETTING):
            return None
        found = self._moved_libraries()
        if len(found) > 1:
            folders = ", or of ".join(map(self._folder_of, found))
            return (
                f"stars and read marks of {folders} could belong to this folder; "
                "say which with reader index --marks-from FOLDER, or --marks-from none"
            )
        self._set(self.library, _SETTLED_SETTING, "yes")
        return self._take_over(found[0]) if found else None

    def take_marks_from(self, folder: str) -> str | None:
        """Take over the marks of a folder, be it there or gone; ``none`` takes none and settles the question.

        Raises:
            LibraryError: Nothing is known of the folder.
        """
        self._set(self.library, _SETTLED_SETTING, "yes")
        if folder == "none":
            return None
        row = self._execute(
            "SELECT id FROM state.libraries WHERE folder IN (?, ?)", folder, str(Path(folder).resolve())
        )
        if row is None or row[0] == self.library:
            raise LibraryError(f"{folder}: no stars or read marks of another library of that name are known")
        return self._take_over(row[0])

    def get(self, name: str) -> str | None:
        """Return a setting that holds for all libraries, such as the theme last used."""
        return self._setting(_ALL_LIBRARIES, name)

    def set(self, name: str, value: str) -> None:
        """Keep a setting for all libraries."""
        self._set(_ALL_LIBRARIES, name, value)

    def _execute(self, statement: str, *values: str | int) -> tuple[Any, ...] | None:
        """Execute a statement and return its first row, if any."""
        try:
            row: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
        except sqlite3.Error as error:
            raise _as_told(error) from None
        return row

    def _adopt(self, folder: Path) -> tuple[Any, ...] | None:
        """Give a library whose folder was lost to this one, if most of its marks are of articles here."""
        return self._execute(
            """UPDATE state.libraries AS l SET folder = ?1 WHERE l.id = (
                   SELECT m.library FROM state.marks m JOIN state.libraries k ON k.id = m.library
                   LEFT JOIN files f ON f.path = m.path WHERE substr(k.folder, 1, ?3) = ?2
                   GROUP BY m.library HAVING 2 * count(f.path) > count(*)
                   ORDER BY count(f.path) DESC LIMIT 1) RETURNING id""",
            str(folder),
            UNKNOWN_FOLDER,
            len(UNKNOWN_FOLDER),
        )

    def _folder_of(self, library: int) -> str:
        row = self._execute("SELECT folder FROM state.libraries WHERE id = ?", library)
        return str(row[0]) if row else ""

    def _moved_libraries(self) -> list[int]:
        """Return the libraries whose folder is gone and of whose marked articles most are here."""
        try:
            rows = self._db.execute(
                """SELECT m.library, l.folder FROM state.marks m JOIN state.libraries l ON l.id = m.library
                   WHERE m.library <> ?1 AND NOT EXISTS (
                       SELECT 1 FROM state.settings s WHERE s.library = m.library AND s.name = ?2)
                   GROUP BY m.library
                   HAVING 2 * sum(m.digest IN (SELECT digest FROM articles)) > count(*)""",
                (self.library, _FOLLOWED_BY_SETTING),
            ).fetchall()
        except sqlite3.Error as error:
            raise _as_told(error) from None
        return [library for library, folder in rows if not Path(folder).is_dir()]

    def _take_over(self, library: int) -> str:
        """Copy the marks of another library; where both have one, the other's counts."""
        folder = self._folder_of(library)
        try:
            with transaction(self._db):
                self._copy_marks(library)
        except sqlite3.Error as error:
            raise _as_told(error) from None
        return f"stars, read marks and positions of {folder} are here now: its articles are in this folder"

    def _copy_marks(self, library: int) -> None:
        self._db.execute(
            """INSERT INTO state.marks (library, path, digest, read, starred, position)
               SELECT ?1, path, digest, read, starred, position FROM state.marks WHERE library = ?2
               ON CONFLICT DO UPDATE SET digest = excluded.digest, read = excluded.read,
                                         starred = excluded.starred, position = excluded.position""",
            (self.library, library),
        )
        # Files that were renamed within the folder as well.
        self._db.execute(
            """UPDATE OR IGNORE state.marks AS m SET path = (
                   SELECT f.path FROM files f JOIN articles a ON a.id = f.article WHERE a.digest = m.digest)
               WHERE library = ? AND digest IN (SELECT digest FROM articles)
               AND NOT EXISTS (SELECT 1 FROM files f WHERE f.path = m.path)""",
            (self.library,),
        )
        self._db.execute("DELETE FROM state.settings WHERE library = ? AND name = ?",
                         (self.library, _FOLLOWED_BY_SETTING))  # fmt: skip
        self._db.execute(
            "INSERT OR IGNORE INTO state.settings SELECT ?, name, value FROM state.settings "
            "WHERE library = ? AND name = ?",
            (self.library, library, _LAST_FILTER_SETTING),
        )
        self._db.execute(
            "INSERT OR REPLACE INTO state.settings VALUES (?, ?, ?)",
            (library, _FOLLOWED_BY_SETTING, str(self.library)),
        )

    def _mark(self, path: str, field: str) -> int:
        row = self._execute(
            f"SELECT {field} FROM state.marks WHERE library = ? AND path = ?", self.library, path
        )
        return int(row[0]) if row else 0

    def _change(self, path: str, field: str, value: int, sentence: str | None) -> None:
        before = self._mark(path, field)
        if before != value:
            self._write(path, field, value)
            if sentence:
                self.undoable(sentence, lambda: self._write(path, field, before))

    def _change_all(self, paths: Sequence[str], field: str, value: int, again: str) -> None:
        changed = [path for path in dict.fromkeys(paths) if self._mark(path, field) != value]
        if not changed:
            return

        def write(value: int) -> None:
            try:
                with transaction(self._db):
                    for path in changed:
                        self._write(path, field, value)
            except sqlite3.Error as error:
                raise _as_told(error) from None

        write(value)
        who = f"{changed[0]} is" if len(changed) == 1 else f"{count(len(changed), 'article')} are"
        self.undoable(f"{who} {again}", lambda: write(1 - value))

    def _write(self, path: str, field: str, value: int) -> None:
        self._execute(
            f"""INSERT INTO state.marks (library, path, digest, {field})
                VALUES (?1, ?2, (SELECT a.digest FROM files f JOIN articles a ON a.id = f.article
                                 WHERE f.path = ?2), ?3)
                ON CONFLICT DO UPDATE SET {field} = excluded.{field},
                                          digest = coalesce(excluded.digest, digest)""",
            self.library,
            path,
            value,
        )

    def _setting(self, library: int, name: str) -> str | None:
        row = self._execute("SELECT value FROM state.settings WHERE library = ? AND name = ?", library, name)
        return row[0] if row else None

    def _set(self, library: int, name: str, value: str) -> None:
        self._execute("INSERT OR REPLACE INTO state.settings VALUES (?, ?, ?)", library, name, value)
