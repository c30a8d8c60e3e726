"""What the library infers for articles that do not say it: the year of a date, and the outlet.

Owns both choices. The year is that which brings the date nearest to the median of all dates that say their
year, which a single stray article cannot move far; of two, the earlier. The outlet is the first line that may
name one and is, but for case, accents and punctuation, the name of an outlet that another article gives for
itself. Both are made once the files are in, and anew when what they rest on changes, so that the order of
reading does not matter. Refuses to guess where no article says its year, and from words inside the text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from reader.library import labels
from reader.library.article_ids import group_day
from reader.text.folding import fold_words
from reader.text.partial_date import PartialDate

_SEARCHED_YEARS = 8  # 29 February comes every fourth year, every eighth around 1900


_FEWEST_LETTERS = 3  # of a name that is looked up: shorter ones are words too
_KNOWN = """
SELECT l.id, l.name, l.articles - coalesce(s.articles, 0) AS own FROM labels l
LEFT JOIN (SELECT source, count(*) AS articles FROM articles WHERE settled GROUP BY source) s
ON s.source = l.id
WHERE l.kind = ? AND l.articles > 0 AND own > 0
"""


def median_day(db: sqlite3.Connection) -> date | None:
    """Return the median day of the articles that say their year; None if none does."""
    counts = db.execute("SELECT key, known FROM groups WHERE known > 0 ORDER BY key").fetchall()
    middle = (sum(count for _, count in counts) - 1) // 2
    for key, count in counts:
        if middle < count:
            return group_day(key)[0]
        middle -= count
    return None


def nearest_year(month: int, day: int, median: date) -> int:
    """Return the year in which a month and day are nearest to the median; the earlier one of two."""
    distances: list[tuple[int, int]] = []
    for year in range(max(1, median.year - _SEARCHED_YEARS), min(9999, median.year + _SEARCHED_YEARS) + 1):
        try:
            distances.append((abs((date(year, month, day) - median).days), year))
        except ValueError:
            continue
    return min(distances)[1]


def complete(text: str | None, year: int | None) -> PartialDate | None:
    """Return a stored date with the year that was inferred for it, if any."""
    if text is None:
        return None
    when = PartialDate.fromisoformat(text)
    return when if year is None or when.year is not None else when.with_year(year)


def infer(text: str | None, median: date | None) -> int | None:
    """Return the year for a stored date that has none; None if it has one or there is no median."""
    if text is None or median is None or not text.startswith("--"):
        return None
    when = PartialDate.fromisoformat(text)
    return nearest_year(when.month or 1, when.day or 1, median)


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
        _, settled = right.pop(body, (0, None))
        if settled != source:
            yield article, settled
    for body, (_, label) in right.items():
        yield db.execute("SELECT id FROM articles WHERE body = ?", (body,)).fetchone()[0], label
