"""Makes the columns from the tables and keeps them in the index.

Owns when they are made anew: in time for counting to stay quick, seldom enough to cost indexing little.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from reader.library.columns import pack_flags, stamp_anew
from reader.library.lists.facet_names import COUNTED

_FEWEST = 2_000  # articles; below, joins are quick enough
STALE = 4
"""While much is written: make them anew when one article in so many changed."""

SETTLED = 100
"""When all is written: likewise."""

_RARE = 300  # a label of fewer than one article in so many is a run of places
_POSTINGS = """
SELECT t.label, t.article FROM labels l CROSS JOIN tags t INDEXED BY tags_label ON t.label = l.id
WHERE l.kind = ? AND l.articles > 0 ORDER BY t.label, t.article
"""


def is_due(db: sqlite3.Connection, share: int) -> bool:
    """Tell whether one article in so many has changed since the columns were made."""
    articles = db.execute("SELECT coalesce(sum(articles), 0) FROM groups").fetchone()[0]
    if articles < _FEWEST:
        return False
    dirty = db.execute("SELECT count(*) FROM dirty").fetchone()[0]
    return bool(dirty * share > articles)


def seal(db: sqlite3.Connection) -> None:
    """Make the columns of all articles; belongs inside a write transaction."""
    numbers, quotes = array("q"), array("I")
    for number, count in db.execute("SELECT -id, quotes FROM articles ORDER BY id DESC"):
        numbers.append(number)
        quotes.append(count)
    places = {-number: place for place, number in enumerate(numbers)}
    frequent, bits = array("q"), bytearray()
    rare: list[tuple[int, Sequence[int]]] = []
    width = (len(numbers) + 7) // 8
    for label, run in _runs(db, places):
        if len(run) * _RARE > len(numbers):
            frequent.append(label)
            bits += _bits(run, len(numbers), width)
        else:
            rare.append((label, array("I", run)))
    del places
    rare.sort(key=itemgetter(0))
    columns = {
        "numbers": numbers.tobytes(),
        "planes": b"".join(_planes(quotes, width)),
        "frequent": frequent.tobytes(),
        "bits": bytes(bits),
        "rare": array("q", map(itemgetter(0), rare)).tobytes(),
        "places": b"".join(bytes(run) for _, run in rare),
        "ends": array("I", accumulate(len(run) for _, run in rare)).tobytes(),
        **_by_article(rare, len(numbers)),
    }
    db.execute("DELETE FROM columns")
    db.executemany("INSERT INTO columns VALUES (?, ?)", columns.items())
    db.execute("DELETE FROM dirty")
    stamp_anew(db)


def _runs(db: sqlite3.Connection, places: dict[int, int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield each label with the places of its articles, each once."""
    for kind in COUNTED:
        for label, rows in groupby(db.execute(_POSTINGS, (kind,)), key=itemgetter(0)):
            yield label, [places[article] for article in dict.fromkeys(map(itemgetter(1), rows))]


def _bits(places: Sequence[int], size: int, width: int) -> bytes:
    flags = bytearray(size)
    for place in places:
        flags[place] = 1
    return pack_flags(flags).to_bytes(width, "big")


def _planes(quotes: Sequence[int], width: int) -> Iterator[bytes]:
    """Yield a set of articles for each binary digit of their number of quotations."""
    for power in range(max(quotes, default=0).bit_length()):
        yield pack_flags(bytes([count >> power & 1 for count in quotes])).to_bytes(width, "big")


def _by_article(rare: Sequence[tuple[int, Sequence[int]]], size: int) -> dict[str, bytes]:
    """Turn runs of places by label into runs of labels, by their index, for each article."""
    ends = array("I", bytes(4 * (size + 1)))
    for _, run in rare:
        for place in run:
            ends[place + 1] += 1
    ends = array("I", accumulate(ends))
    free = array("I", ends)
    labels = array("I", bytes(4 * ends[-1]))
    for index, (_, run) in enumerate(rare):
        for place in run:
            labels[free[place]] = index
            free[place] += 1
    return {"by article": labels.tobytes(), "article ends": ends.tobytes()}
