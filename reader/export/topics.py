"""Topics as records, a Markdown table and lines for people.

Owns the stable keys of ``reader topics``. A module of its own so that each kind of result has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reader.export.formats import Record, to_table

if TYPE_CHECKING:
    from reader.library.model import Facet


def topic_records(facets: Iterable[Facet]) -> Iterator[Record]:
    """Yield topics with the numbers of their articles."""
    for facet in facets:
        yield {"topic": facet.value, "articles": facet.count}


def topic_lines(facets: Iterable[Facet], width: int) -> Iterator[str]:
    """Yield topics for people, the numbers in a column."""
    for facet in facets:
        yield f"{facet.count:>6}  {facet.value}"


def topic_table(facets: Iterable[Facet]) -> Iterator[str]:
    """Yield topics as lines of a Markdown table."""
    return to_table(topic_records(facets))
