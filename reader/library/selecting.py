"""From a query to the SQL of its hits: looks up what its names mean, then asks ``filters``."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library.filters import Labels, Selection, names, select
from reader.library.labels import find_labels
from reader.library.query import Query
from reader.library.store import Store


@dataclass(frozen=True, slots=True)
class Sought:
    """A query with the labels that each of its names means, and the SQL of its hits."""

    query: Query
    meanings: Labels
    selection: Selection


def look_up(store: Store, query: Query) -> Sought:
    """Return what a query means in a library; the empty query selects every article."""
    with store.guarded() as db:
        meanings = {name: find_labels(db, name) for name in names(query)}
    return Sought(query, meanings, select(query, meanings, store.state.library))


def make_selection(store: Store, query: Query) -> Selection:
    """Return the SQL of a query's hits."""
    return look_up(store, query).selection
