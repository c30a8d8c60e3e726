"""Writes articles into the index and removes them, and keeps the stored counts right.

Owns what one batch does. A batch is one transaction: a process killed at any moment leaves whole batches. A
row of a contentless full-text index can only be deleted with the text it was made from, which is unpacked for
that.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reader.articles.model import PartialDate
from reader.errors import LibraryError
from reader.library import labels
from reader.library.article_ids import group_key, region_of
from reader.library.entry import CueCount, Entry, Failure, SearchTexts, SpeakerForm, make_search_texts
from reader.library.inferred import complete, infer, median_day, outlet_key
from reader.library.labels import LabelIds, spell
from reader.library.packing import spoken_spans, unpack_details, unpack_text
from reader.library.statements.pending import PendingChanges
from reader.library.store import Store

_FORGET_OUTLET = """
DELETE FROM form_outlets WHERE form = ?1 AND source = ?2 AND NOT EXISTS (
    SELECT 1 FROM forms f JOIN tags t ON t.label = f.label AND t.form = f.id
    JOIN articles a ON a.id = t.article AND a.source = ?2 WHERE f.id = ?1
)
"""


class Writer:
    """Writes batches into one store; make a new one after an error."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.db
        self._label_ids = LabelIds(store.db)
        self._forms: dict[tuple[str, str], tuple[int, int]] = {}
        self._outlets: set[tuple[int, int]] = set()
        self._spelled: set[tuple[int, str]] = set()
        self._groups: Counter[int] = Counter()
        self._known: Counter[int] = Counter()
        self._quote_counts: Counter[int] = Counter()
        self._articles: Counter[int] = Counter()
        self._form_articles: Counter[int] = Counter()
        self._quotations: Counter[int] = Counter()
        self._pending = PendingChanges(store.db)

    def write(self, read: Sequence[Entry | Failure], removed: Iterable[str] = ()) -> None:
        """Write articles and failures, and remove files that are gone, in one transaction.

        What the index had at the same path is replaced; an article that keeps its date keeps its id.
        """
        with self._store.writing() as db:
            before = {path: self._remove(path) for path in removed}
            before |= {item.file.path: self._remove(item.file.path) for item in read}
            median = median_day(db)
            numbered = []
            for item in read:
                if isinstance(item, Entry):
                    year = infer(item.date, median)
                    article_id = self._insert(item, year, before[item.file.path])
                    numbered.append((article_id, item))
                else:
                    self._insert_file(item, None, item.reason)
            # Full-text rows in the order of their ids: one out of order flushes the index to disk.
            for article_id, item in sorted(numbered, key=lambda pair: pair[0]):
                self._index(article_id, item.search_texts)
            for article_id, item in numbered:
                self._pending.add(article_id, item.file.path, item.shingles)
            self.write_counts()
            self._move_marks((item for _, item in numbered), before)

    def move(self, article: int, year: int | None) -> int:
        """Give an article without a year another inferred one, and so another id; return the id.

        Belongs inside a write transaction; ``write_counts`` follows after the last move.
        """
        db = self._db
        path, date = db.execute("SELECT path, date FROM articles WHERE id = ?", (article,)).fetchone()
        article_id = self._free_id(complete(date, year), None)
        texts = self._search_texts(article)
        self._unindex(article, texts)
        self._index(article_id, texts)
        db.execute("UPDATE articles SET id = ?, year = ? WHERE id = ?", (article_id, year, article))
        db.execute("UPDATE tags SET article = ? WHERE article = ?", (article_id, article))
        db.execute("UPDATE files SET article = ? WHERE path = ?", (article_id, path))
        self._pending.move(article, article_id, path)
        db.executemany("INSERT OR IGNORE INTO dirty VALUES (?)", [(article,), (article_id,)])
        self._groups[group_key(article)] -= 1
        self._groups[group_key(article_id)] += 1
        return article_id

    def settle_source(self, article: int, source: int | None) -> None:
        """Give an article the outlet that the library recognises, or take it away again.

        An author or place of the same name was the outlet. Belongs inside a write transaction;
        ``write_counts`` follows after the last one.
        """
        db = self._db
        before, packed = db.execute(
            "SELECT a.source, b.details FROM articles a JOIN bodies b ON b.id = a.body WHERE a.id = ?",
            (article,),
        ).fetchone()
        forms = [
            row[0] for row in db.execute("SELECT form FROM tags WHERE article = ? AND form > 0", (article,))
        ]
        db.execute(
            "UPDATE articles SET source = ?, settled = ? WHERE id = ?", (source, source is not None, article)
        )
        self._tag(article, before, False)
        self._tag(article, source, True)
        if before is not None:
            for form in forms:
                db.execute(_FORGET_OUTLET, (form, before))
        if source is not None:
            db.executemany(
                "INSERT OR IGNORE INTO form_outlets VALUES (?, ?)", [(form, source) for form in forms]
            )
        name = labels.names_of(db, [source])[source] if source is not None else ""
        details = unpack_details(packed)
        named = [(labels.AUTHOR, author) for author in details.get("authors", ())]
        named += [(labels.PLACE, details["place"])] if details.get("place") else []
        for kind, each in dict.fromkeys(named):
            applies = source is None or outlet_key(each) != outlet_key(name)
            self._tag(article, self._label_ids.find_or_add(kind, each), applies)
        db.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (article,))

    def _tag(self, article: int, label: int | None, applies: bool) -> None:
        """Tag an article with a label that has no quotations, or take the tag away."""
        if applies:
            changed = self._db.execute(
                "INSERT OR IGNORE INTO tags SELECT ?1, ?2, 0, 0 WHERE ?2 IS NOT NULL", (article, label)
            ).rowcount
            self._articles[label or 0] += changed
        else:
            changed = self._db.execute(
                "DELETE FROM tags WHERE article = ? AND label = ? AND form = 0", (article, label)
            ).rowcount
            self._articles[label or 0] -= changed

    def write_counts(self) -> None:
        """Add what batches and moves have changed to the stored counts; belongs inside a transaction."""
        _add(self._db, "groups", "key", "articles", self._groups)
        _add(self._db, "groups", "key", "known", self._known)
        _add(self._db, "quote_counts", "quotes", "articles", self._quote_counts)
        for column, counts in (("articles", self._articles), ("quotations", self._quotations)):
            self._db.executemany(
                f"UPDATE labels SET {column} = {column} + ? WHERE id = ?",
                [(count, label) for label, count in counts.items() if count],
            )
            counts.clear()
        self._db.executemany(
            "UPDATE forms SET articles = articles + ? WHERE id = ?",
            [(count, form) for form, count in self._form_articles.items() if count],
        )
        self._form_articles.clear()
        self._db.execute("DELETE FROM groups WHERE articles = 0")
        self._db.execute("DELETE FROM quote_counts WHERE articles = 0")

    def _remove(self, path: str) -> int | None:
        """Remove a file and its article; return the article's id, if there was one."""
        row = self._db.execute("DELETE FROM files WHERE path = ? RETURNING article", (path,)).fetchone()
        if row is None or row[0] is None:
            return None
        article = int(row[0])
        self._unindex(article, self._search_texts(article))
        self._pending.remove(article, path)
        quotes, date, body = self._db.execute(
            "DELETE FROM articles WHERE id = ? RETURNING quotes, date, body", (article,)
        ).fetchone()
        self._db.execute("DELETE FROM bodies WHERE id = ?", (body,))
        self._db.execute("DELETE FROM outlet_lines WHERE body = ?", (body,))
        tags = self._db.execute(
            "DELETE FROM tags WHERE article = ? RETURNING label, quotations, form", (article,)
        ).fetchall()
        for label in {tag[0] for tag in tags}:
            self._articles[label] -= 1
        for label, count, form in tags:
            self._quotations[label] -= count
            self._form_articles[form] -= 1
        self._count(article, date, quotes, -1)
        return article

    def _insert(self, entry: Entry, year: int | None, before: int | None) -> int:
        article_id = self._free_id(complete(entry.date, year), before)
        source = self._label_ids.find_or_add(labels.SOURCE, entry.source) if entry.source else None
        body = self._db.execute(
            "INSERT INTO bodies (text, details) VALUES (?, ?)", (entry.text, entry.details)
        ).lastrowid
        self._db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (
                article_id, entry.file.path, entry.title, entry.title_inferred, entry.date, year,
                entry.date_offset, source, entry.quotes, entry.words, entry.problem, entry.digest, body,
                entry.draft,
            ),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO outlet_lines VALUES (?, ?, ?)",
            [(body, place, name) for place, name in enumerate(entry.outlet_lines)],
        )
        self._insert_file(entry, article_id, None)
        self._insert_tags(article_id, entry, source)
        self._count(article_id, entry.date, entry.quotes, 1)
        return article_id

    def _insert_file(self, item: Entry | Failure, article: int | None, problem: str | None) -> None:
        file = item.file
        self._db.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (file.path, file.size, file.mtime, file.settings, article, problem),
        )

    def _insert_tags(self, article_id: int, entry: Entry, source: int | None) -> None:
        tags: list[tuple[int, int, int, int]] = []
        for form in entry.forms:
            key, label = self._form(form)
            tags.append((article_id, label, key, form.quotations))
            self._form_articles[key] += 1
            if source is not None and (key, source) not in self._outlets:
                self._outlets.add((key, source))
                self._db.execute("INSERT OR IGNORE INTO form_outlets VALUES (?, ?)", (key, source))
        plain = [(labels.TOPIC, topic) for topic in entry.topics]
        plain += [(labels.AUTHOR, author) for author in entry.authors]
        if entry.place:
            plain.append((labels.PLACE, entry.place))
        tags += [(article_id, self._label_ids.find_or_add(kind, name), 0, 0) for kind, name in plain]
        tags += [(article_id, self._cue(cue), 0, cue.quotations) for cue in entry.cues]
        if source is not None:
            tags.append((article_id, source, 0, 0))
        self._db.executemany("INSERT INTO tags VALUES (?, ?, ?, ?)", tags)
        self._articles.update({tag[1] for tag in tags})
        for tag in tags:
            self._quotations[tag[1]] += tag[3]

    def _cue(self, cue: CueCount) -> int:
        """Return the number of a cue, and let it be found by its printed forms."""
        label = self._label_ids.find_or_add(labels.CUE, cue.lemma)
        new = [form for form in cue.forms if (label, form) not in self._spelled]
        if new:
            self._spelled.update((label, form) for form in new)
            spell(self._db, labels.CUE, label, new)
        return label

    def _form(self, form: SpeakerForm) -> tuple[int, int]:
        """Return the number of a speaker's form, and of the person it is assigned to so far."""
        found = self._forms.get((form.name, form.title))
        if found is None:
            row = self._db.execute(
                "SELECT id, label FROM forms WHERE name = ? AND title = ?", (form.name, form.title)
            ).fetchone()
            if row is None:
                same = self._db.execute(
                    "SELECT label FROM forms WHERE name = ? LIMIT 1", (form.name,)
                ).fetchone()
                label = same[0] if same else self._label_ids.find_or_add(labels.SPEAKER, form.name)
                row = self._db.execute(
                    "INSERT INTO forms (name, title, gender, organisation, label) VALUES (?, ?, ?, ?, ?) "
                    "RETURNING id, label",
                    (form.name, form.title, form.gender, form.organisation, label),
                ).fetchone()
                spell(self._db, labels.SPEAKER, label, [form.name])
            found = self._forms[form.name, form.title] = (int(row[0]), int(row[1]))
        return found

    def _free_id(self, when: PartialDate | None, before: int | None) -> int:
        """Return a free id at the date: the article's earlier one if it fits, else one after the last."""
        start, end, limit = region_of(when)
        if before is not None and start <= before < end and not self._is_taken(before):
            return before
        last = self._db.execute(
            "SELECT max(id) FROM articles WHERE id >= ? AND id < ?", (start, end)
        ).fetchone()[0]
        if last is None:
            return start
        if last + 1 < end:
            return int(last) + 1
        gap = self._db.execute(
            "SELECT a.id + 1 FROM articles a WHERE a.id >= ? AND a.id < ? "
            "AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.id = a.id + 1) LIMIT 1",
            (start, limit),
        ).fetchone()[0]
        if gap >= limit:
            raise LibraryError("the index has no id left for one more article of the same date")
        return int(gap)

    def _is_taken(self, article_id: int) -> bool:
        return self._db.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    def _move_marks(self, entries: Iterable[Entry], before: Mapping[str, int | None]) -> None:
        """Let the user's marks follow files whose path or content has changed."""
        library = self._store.state.library
        if (
            self._db.execute("SELECT 1 FROM state.marks WHERE library = ? LIMIT 1", (library,)).fetchone()
            is None
        ):
            return
        for entry in entries:
            path = entry.file.path
            if before[path] is not None:
                marked = self._db.execute(
                    "SELECT 1 FROM state.marks WHERE library = ? AND path = ? AND digest IS NOT ?",
                    (library, path, entry.digest),
                ).fetchone()
                if marked:
                    self._db.execute(
                        "UPDATE state.marks SET digest = ? WHERE library = ? AND path = ?",
                        (entry.digest, library, path),
                    )
                continue
            orphan = self._db.execute(
                """SELECT m.path FROM state.marks m WHERE m.digest = ?1 AND m.library = ?2 AND m.path <> ?3
                   AND NOT EXISTS (SELECT 1 FROM files f WHERE f.path = m.path) LIMIT 1""",
                (entry.digest, library, path),
            ).fetchone()
            if orphan:
                self._db.execute(
                    "UPDATE OR IGNORE state.marks SET path = ? WHERE library = ? AND path = ?",
                    (path, library, orphan[0]),
                )

    def _search_texts(self, article: int) -> SearchTexts:
        title, text, packed = self._db.execute(
            "SELECT a.title, b.text, b.details FROM articles a JOIN bodies b ON b.id = a.body WHERE a.id = ?",
            (article,),
        ).fetchone()
        details = unpack_details(packed)
        spoken = spoken_spans(details)
        return make_search_texts(title, details.get("summary"), unpack_text(text), spoken)

    def _index(self, article: int, texts: SearchTexts) -> None:
        self._db.execute(
            "INSERT INTO words (rowid, title, summary, text) VALUES (?, ?, ?, ?)",
            (article, texts.title, texts.summary, texts.text),
        )
        if texts.said:
            self._db.execute("INSERT INTO said (rowid, text) VALUES (?, ?)", (article, texts.said))

    def _unindex(self, article: int, texts: SearchTexts) -> None:
        self._db.execute(
            "INSERT INTO words (words, rowid, title, summary, text) VALUES ('delete', ?, ?, ?, ?)",
            (article, texts.title, texts.summary, texts.text),
        )
        if texts.said:
            self._db.execute(
                "INSERT INTO said (said, rowid, text) VALUES ('delete', ?, ?)", (article, texts.said)
            )

    def _count(self, article: int, date: str | None, quotes: int, step: int) -> None:
        key = group_key(article)
        self._groups[key] += step
        if date is not None and not date.startswith("--"):
            self._known[key] += step
        self._quote_counts[quotes] += step
        self._db.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (article,))


def _add(db: sqlite3.Connection, table: str, key: str, column: str, counts: Counter[int]) -> None:
    """Add counts to a column of a table, by key, and clear them."""
    db.executemany(
        f"INSERT INTO {table} ({key}, {column}) VALUES (?, ?) ON CONFLICT DO UPDATE "
        f"SET {column} = {column} + excluded.{column}",
        [(value, count) for value, count in counts.items() if count],
    )
    counts.clear()
