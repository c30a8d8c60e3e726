"""Outlets of articles that do not say theirs in a known form, recognised by the names the library knows.

Owns the choice: the first line of an article that may name an outlet and is, but for case, accents and
punctuation, the name of an outlet that another article gives for itself. It is made once the files are in,
and made anew when the known outlets change, so that the order of reading does not matter. Refuses to guess
from words inside the text. A module of its own, although only ``maintenance`` uses it: it decides, as
``years`` does for dates, and does not write.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from reader.library import labels
from reader.text.folding import fold_words

_FEWEST_LETTERS = 3  # of a name that is looked up: shorter ones are words too
_KNOWN = """
SELECT l.id, l.name, l.articles - coalesce(s.articles, 0) AS own FROM labels l
LEFT JOIN (SELECT source, count(*) AS articles FROM articles WHERE settled GROUP BY source) s
ON s.source = l.id
WHERE l.kind = ? AND l.articles > 0 AND own > 0
"""


def outlet_key(name: str) -> str:
    """Return what two spellings of an outlet have in common; empty if it is no name to look for."""
    words = fold_words(name)
    key = " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
    return key if len(key) >= _FEWEST_LETTERS else ""


def find_wrong_sources(db: sqlite3.Connection) -> Iterator[tuple[int, int | None]]:
    """Yield the id and the right outlet of each article whose recognised outlet is another or missing."""
    known: dict[str, tuple[int, str, int]] = {}
    for label, name, own in db.execute(_KNOWN, (labels.SOURCE,)):
        # Of several spellings the most frequent; of those the first in the alphabet.
        key, rank = outlet_key(name), (-own, name, label)
        if key and (key not in known or rank < known[key]):
            known[key] = rank
    right: dict[int, tuple[int, int]] = {}
    for key, (_, _, label) in known.items():
        for body, place in db.execute("SELECT body, place FROM outlet_lines WHERE name = ?", (key,)):
            if body not in right or place < right[body][0]:
                right[body] = place, label
    for body, article, source in db.execute("SELECT body, id, source FROM articles WHERE settled").fetchall():
        _, wanted = right.pop(body, (0, None))
        if wanted != source:
            yield article, wanted
    for body, (_, label) in right.items():
        yield db.execute("SELECT id FROM articles WHERE body = ?", (body,)).fetchone()[0], label
