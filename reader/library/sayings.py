"""The quotations of many articles, as little of each as counting needs: who, with which cue, which words.

Owns reading them without making articles and analyses of them, which takes several times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from reader.analysis.model import Kind
from reader.library.packing import unpack_details, unpack_text
from reader.library.store import Store
from reader.library.wanted import Wanted

_SPEAKERS, _LEMMAS = 1, 8  # columns of attributions, as packed


class Saying(NamedTuple):
    """One direct or partial quotation.

    Attributes:
        label: Number of the speaker in the library; 0 if nobody is known to be it.
        lemma: Base form of its cue, or None.
    """

    label: int
    lemma: str | None


def read_sayings(
    store: Store, numbers: Sequence[int], wanted: Wanted, speaker: int | None = None, *, nobodys: bool = False
) -> Iterator[tuple[int, int | None, list[Saying]]]:
    """Yield for each article, newest first, its number, its outlet, and the wanted quotations in it.

    Args:
        numbers: At most a few hundred articles; those that are gone are left out.
        speaker: Label of the only one who is asked for.
        nobodys: Yield those too of which no speaker is known.
    """
    marks = ", ".join("?" * len(numbers))
    text = "b.text" if wanted.needs_text else "NULL"
    only = "" if speaker is None else f" AND t.label = {speaker}"
    with store.guarded() as db:
        rows = db.execute(
            f"SELECT a.id, a.source, {text}, b.details FROM articles a JOIN bodies b ON b.id = a.body "
            f"WHERE a.id IN ({marks}) ORDER BY a.id DESC",
            numbers,
        ).fetchall()
        speakers: dict[int, dict[str | None, tuple[int, str | None]]] = {}
        for article, form, label, name in db.execute(
            "SELECT t.article, f.name, l.id, l.name FROM tags t JOIN forms f ON f.id = t.form "
            f"JOIN labels l ON l.id = t.label WHERE t.article IN ({marks}) AND t.form > 0{only}",
            numbers,
        ):
            speakers.setdefault(article, {})[form] = (label, name)
    for article, source, text, packed in rows:
        known = speakers.get(article, {})
        if nobodys:
            known[None] = 0, None
        yield article, source, _sayings(text, unpack_details(packed), known, wanted) if known else []


def _sayings(
    packed: bytes | None,
    details: dict[str, Any],
    known: dict[str | None, tuple[int, str | None]],
    wanted: Wanted,
) -> list[Saying]:
    if "quotations" not in details:
        return []
    starts, ends, _, _, kinds, *_ = details["quotations"]
    attributions = details["attributions"]
    text = unpack_text(packed) if packed is not None else ""
    found = []
    forms = attributions[_SPEAKERS] or repeat(None)
    columns = (starts, ends, kinds, forms, attributions[_LEMMAS] or repeat(None))
    for start, end, kind, form, lemma in zip(*columns, strict=False):
        if form in known and kind != Kind.TERM:
            label, name = known[form]
            if wanted.takes(name, lemma, text[start:end]):
                found.append(Saying(label, lemma))
    return found
