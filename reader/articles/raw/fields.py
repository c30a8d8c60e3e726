"""The fields that header lines fill, collected line by line (HeaderFields).

Owns which value wins where two lines fill the same field. Reads no line itself. It stands alone because the
readers of single lines and the readers of whole headers share it.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.articles.model import PartialDate


@dataclass(slots=True)
class HeaderFields:
    """Fields found so far; the first value of a field counts, except that a fuller date of the same day wins.

    Attributes:
        offset: Minutes by which the date's time of day is ahead of UTC, where a time zone is given.
        sure: The date is no numeric one whose day and month could change places.
        updated: A date of the last change, taken only where no date of publication is known.
        time: An hour and a minute that stand apart from their date.
        body: The line is the label under which the body begins.
        named: The outlet stands behind "From:", which is more reliable than a masthead.
        labelled: The date stands behind a word such as "published".
        strong: The line would not stand in the middle of a body.
    """

    title: str | None = None
    date: PartialDate | None = None
    sure: bool = True
    offset: int | None = None
    updated: PartialDate | None = None
    time: tuple[int, int] | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    place: str | None = None
    summary: str | None = None
    url: str | None = None
    body: bool = False
    named: bool = False
    labelled: bool = False
    strong: bool = False

    def merge(self, other: HeaderFields) -> None:
        """Take over the other's values for fields that are empty here."""
        if other.date and (self.date is None or self._is_improved_by(self.date, other)):
            self.date, self.sure, self.offset = other.date, other.sure, other.offset
            self.labelled |= other.labelled
        self.updated = self.updated or other.updated
        self.time = self.time or other.time
        self.authors = self.authors or other.authors
        if other.outlet and (self.outlet is None or (other.named and not self.named)):
            self.outlet, self.named = other.outlet, other.named
        self.place = self.place or other.place
        self.title = self.title or other.title
        self.summary = self.summary or other.summary
        self.url = self.url or other.url

    def _is_improved_by(self, mine: PartialDate, other: HeaderFields) -> bool:
        theirs = other.date
        if theirs is None or mine.day is None or theirs.day is None:
            return theirs is not None and theirs.day is not None and mine.year in {None, theirs.year}
        if not self.sure and other.sure:
            # "05/11/2025" beside "May 11, 2025": the month that is spelled out decides.
            return {mine.day, mine.month} == {theirs.day, theirs.month}
        same = (mine.month, mine.day) == (theirs.month, theirs.day)
        if other.labelled and not self.labelled and theirs.year is not None:
            # "First published on" beside a bare date, which is that of the last change.
            return theirs.hour is not None or not same
        return same and (theirs.year is not None, theirs.hour is not None) > (
            mine.year is not None,
            mine.hour is not None,
        )
