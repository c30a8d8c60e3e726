"""Pending changes: which articles have come, gone or changed since statements were last found.

Owns the keys of articles and the table ``pending``, which ``clusters`` processes. Belongs inside the
transaction that writes the articles, so that a process killed at any moment has noted exactly what it
wrote.
"""

from __future__ import annotations

import sqlite3
from hashlib import blake2b

from reader.library.packing import build_quotations, unpack_details, unpack_text
from reader.library.statements.fingerprints import find_utterances, pack_shingles

_KEY_BYTES = 5
_KEY_BITS = 38  # 47 with the place in the article, which SQLite stores in six bytes
_KEYS_PER_HASH = 16  # paths of the same hash that can be told apart


class PendingChanges:
    """Gives articles their keys and notes what changes while a batch is written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._removed: dict[str, int] = {}

    def add(self, article: int, path: str, shingles: bytes) -> None:
        """Note that an article has come, or come back in place of what was removed in this batch."""
        key = self._removed.pop(path, None)
        if key is None:
            if not shingles:
                return
            key = self._free_key(path)
        self._db.execute("INSERT OR REPLACE INTO article_keys VALUES (?, ?)", (key, article))
        self._db.execute(
            "INSERT INTO pending VALUES (?, NULL, ?) ON CONFLICT DO UPDATE SET new = excluded.new",
            (key, shingles),
        )

    def remove(self, article: int, path: str) -> None:
        """Note that an article goes; belongs before its row and body are deleted."""
        key = self._key(article, path)
        if key is None:
            return
        self._removed[path] = key
        noted = self._db.execute("UPDATE pending SET new = NULL WHERE key = ? RETURNING 1", (key,))
        if not noted.fetchall():
            self._db.execute("INSERT INTO pending VALUES (?, ?, NULL)", (key, self._shingles(article)))
        self._db.execute("UPDATE article_keys SET article = 0 WHERE key = ?", (key,))
        drop_versions(self._db, article)

    def move(self, article: int, new_id: int, path: str) -> None:
        """Note that an article has another number."""
        key = self._key(article, path)
        if key is None:
            return
        db = self._db
        db.execute("UPDATE article_keys SET article = ? WHERE key = ?", (new_id, key))
        db.execute("UPDATE versions SET article = ? WHERE article = ?", (new_id, article))
        db.execute(
            """UPDATE statements SET newest = (SELECT max(article) FROM versions WHERE statement = id)
               WHERE id IN (SELECT statement FROM versions WHERE article = ?)""",
            (new_id,),
        )

    def _key(self, article: int, path: str) -> int | None:
        start = path_key(path)
        row = self._db.execute(
            "SELECT key FROM article_keys WHERE key >= ? AND key < ? AND article = ?",
            (start, start + _KEYS_PER_HASH, article),
        ).fetchone()
        return row and int(row[0])

    def _free_key(self, path: str) -> int:
        start = path_key(path)
        taken = {
            key
            for (key,) in self._db.execute(
                "SELECT key FROM article_keys WHERE key >= ? AND key < ?", (start, start + _KEYS_PER_HASH)
            )
        }
        return next((key for key in range(start, start + _KEYS_PER_HASH) if key not in taken), start)

    def _shingles(self, article: int) -> bytes:
        text, packed = self._db.execute(
            "SELECT b.text, b.details FROM articles a JOIN bodies b ON b.id = a.body WHERE a.id = ?",
            (article,),
        ).fetchone()
        plain = unpack_text(text)
        return pack_shingles(plain, find_utterances(plain, build_quotations(unpack_details(packed), {})))


def drop_versions(db: sqlite3.Connection, article: int) -> None:
    """Take an article out of its statements at once; a statement that only one article prints is deleted."""
    rows = db.execute("DELETE FROM versions WHERE article = ? RETURNING statement", (article,)).fetchall()
    for statement in {statement for (statement,) in rows}:
        articles, newest = db.execute(
            "SELECT count(DISTINCT article), max(article) FROM versions WHERE statement = ?", (statement,)
        ).fetchone()
        if articles > 1:
            db.execute(
                "UPDATE statements SET articles = ?, newest = ? WHERE id = ?", (articles, newest, statement)
            )
        else:
            db.execute("DELETE FROM versions WHERE statement = ?", (statement,))
            db.execute("DELETE FROM statements WHERE id = ?", (statement,))


def path_key(path: str) -> int:
    """Return the lowest of the keys that an article at this path may have."""
    digest = blake2b(path.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()
    return int.from_bytes(digest, "big") >> (8 * _KEY_BYTES - _KEY_BITS)
