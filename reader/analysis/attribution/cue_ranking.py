"""Which cue of its sentence a quotation hangs on, or none: a choice by learned weights.

Owns the features of a cue beside a quotation, their weighing, and the rule's name for where the chosen cue
stands. Refuses to look beyond the sentence and to resolve sources.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from reader.analysis.attribution.case import Case, Finding, is_owned, is_weak, speaks
from reader.analysis.lexicon import feature_weights
from reader.analysis.model import WEIGHED
from reader.analysis.syntax.chunks import Chunks
from reader.analysis.syntax.events import SpeechEvent
from reader.analysis.syntax.tokens import CLAUSE_OPENERS, Code

NO_CUE_FEATURES = ("no cue",)
"""The features of the choice that no cue of the sentence is meant."""

MOST_CUES_ON_A_SIDE = 16
"""Cues weighed on either side of a quotation, the nearest."""

_CODES_OF_A_CLAUSE = frozenset("VxBhk")
_PHRASES_BETWEEN = re.compile(r"[,-]?(?:a|[it][TLNORa])*,?$")
_APPOSITION_BETWEEN = re.compile(r"[RAN](?:[it][TLNORa])*,?$")
_HEARER_BETWEEN = re.compile(
    r"[,:]?$|a*[hi]?k?$|[MNORATP]?[iha]?[,:]?$|[NORATMP]?i[TNORA],?$|i[TNORAM][,:h]?$|[NORATMP]?txi?$"
)
_MODAL_BEFORE = re.compile(r"xa*$")


class CuePosition(StrEnum):
    """Where a cue stands beside a quotation; the name of the rule for a finding that rests on it."""

    AFTER = "cue after"
    """“…”, Lee said: at once behind the words, or after a phrase."""
    LATER = "cue later"
    """The “…” was late, Lee said."""
    BESIDE = "cue beside"
    """Lee told the council that “…”: right before the words, but for a hearer, "that" or a preposition."""
    THING_BESIDE = "thing beside"
    """A sign read “…”."""
    BEFORE = "cue before"
    """Lee said the ferry had been “…”."""
    WEAK_BEFORE = "weak cue before"
    """Lee praised the crew as “…”: a verb that reports words only now and then."""


def ranked_cue(case: Case) -> Finding | None:
    """Return the source of the likeliest cue of the sentence, if a cue is likelier than none.

    The finding bears the name of where the cue stands, and says so where several cues were weighed.
    """
    if case.alone:
        return None
    described = find_cue_features(case.chunks, case.at, case.events)
    event = choose_event(described)
    if event is None:
        return None
    rule = find_position(case.chunks, case.at, event).value
    return case.found(rule if len(described) == 1 else f"{rule}{WEIGHED}", event)


def find_position(chunks: Chunks, at: int, event: SpeechEvent) -> CuePosition:
    """Return where a cue stands beside the quotation at an index."""
    weak = is_weak(chunks, event)
    if event.cue > at:
        return CuePosition.AFTER if _follows(chunks, at, event, weak) else CuePosition.LATER
    if _HEARER_BETWEEN.match(chunks.pattern, event.cue + 1, at):
        thing = chunks.pattern[event.source] == Code.THING or (weak and not speaks(chunks, event))
        return CuePosition.THING_BESIDE if thing else CuePosition.BESIDE
    return CuePosition.WEAK_BEFORE if weak else CuePosition.BEFORE


def _follows(chunks: Chunks, at: int, event: SpeechEvent, weak: bool) -> bool:
    """Tell whether who says so follows the words at once or after a phrase: ``“…”, in the words of Lee``."""
    pattern = chunks.pattern
    if event.source <= at or "Q" in pattern[at + 1 : event.cue]:
        return False
    first = at + 1
    while first < len(pattern) and pattern[first] in ",-":
        first += 1
    if first in (event.source, event.cue):
        return True
    if not weak and _PHRASES_BETWEEN.match(pattern, at + 1, event.source):
        return True
    return event.how == "subject" and _APPOSITION_BETWEEN.match(pattern, first, event.source) is not None


def find_cue_features(
    chunks: Chunks, at: int, events: Sequence[SpeechEvent]
) -> list[tuple[SpeechEvent, tuple[str, ...]]]:
    """Return each cue that has a source, with the features that speak for and against it."""
    before = [event for event in events if event.source >= 0 and event.cue < at][-MOST_CUES_ON_A_SIDE:]
    after = [event for event in events if event.source >= 0 and event.cue > at][:MOST_CUES_ON_A_SIDE]
    usable = [event for event in before + after if not _is_kept_apart(chunks, at, event)]
    positions = [find_position(chunks, at, event) for event in usable]
    nearest = _nearest(positions)
    return [
        (event, tuple(_event_features(chunks, at, event, usable, position, number in nearest)))
        for number, (event, position) in enumerate(zip(usable, positions, strict=True))
    ]


def _nearest(positions: Sequence[CuePosition]) -> set[int]:
    """Return the nearest cue of each position."""
    found: dict[CuePosition, int] = {}
    for number, position in enumerate(positions):
        if position in (CuePosition.AFTER, CuePosition.LATER):
            found.setdefault(position, number)
        else:
            found[position] = number
    return set(found.values())


def _event_features(
    chunks: Chunks,
    at: int,
    event: SpeechEvent,
    events: Sequence[SpeechEvent],
    position: CuePosition,
    nearest: bool,
) -> Iterator[str]:
    pattern = chunks.pattern
    chunk = chunks.row[event.cue]
    cue = chunk.cue
    weak = "weak" if cue is None or cue.weak else "strong"
    side = "before" if event.cue < at else "after"
    yield position
    yield f"{position} {weak}"
    if nearest:
        yield f"nearest {position}"
    if not speaks(chunks, event):
        yield f"says nothing {position}"
    if event.how == "owner" and not is_owned(chunks, event):
        yield "nobody's"
    if _only_may(chunks, event):
        yield f"only may {weak}"
    if _told_of(chunks, event):
        yield "told of"
    source = chunks.row[event.source]
    kind = (
        source.head
        if source.code == Code.SUBJECT_PRONOUN and source.head not in ("he", "she")
        else source.code
    )
    cls, name = (cue.cls, cue.frame) if cue is not None else ("", "")
    yield from _cue_features(side, weak, chunk.code, event.how, kind, cls, name)
    if chunks.opens_with_phrase(at):
        yield f"in an opening phrase {side} {weak}"
    low, high = (event.cue, at) if side == "before" else (at, event.cue)
    yield from _gap_features(side, weak, pattern[low + 1 : high])
    others = [other for other in events if low < other.cue < high]
    yield f"{side} others {min(len(others), 3)}"
    yield f"{side} strong others {min(sum(_is_strong(chunks, other) for other in others), 2)}"
    if _is_embedded(chunks, event, events):
        yield f"embedded {weak} {side}"
    if event.source > 0 and pattern[event.source - 1] in CLAUSE_OPENERS:
        yield f"after {pattern[event.source - 1]} {side}"
    if event.cue and pattern[event.cue - 1] in "xt":
        yield f"cue after {pattern[event.cue - 1]} {chunk.code} {side}"
    if side == "after":
        yield from _features_after(pattern, at, event, weak)


@lru_cache(maxsize=1 << 12)
def _cue_features(
    side: str, weak: str, code: str, how: str, kind: str, cls: str, cue_frame: str
) -> tuple[str, ...]:
    """Return the features of a cue and its source that no other word of the sentence changes."""
    found = [f"{side} {weak} {code}", f"{side} {how}", f"source {kind}", f"source {kind} {weak}"]
    if cls:
        found.append(f"class {cls} {weak}")
    if cue_frame:
        found.append(f"frame {cue_frame}")
    return tuple(found)


def _gap_features(side: str, weak: str, between: str) -> Iterator[str]:
    yield f"{side} gap {min(len(between), 12) // 2}"
    if len(between) < 3:
        yield f"{side} between {between}"
        yield f"{weak} between {between}"
    for mark in ";Qkh:":
        if mark in between:
            yield f"{side} across {mark}"


def _features_after(pattern: str, at: int, event: SpeechEvent, weak: str) -> Iterator[str]:
    place = "in the middle" if at else "begins"
    following = pattern[event.cue + 1 : event.cue + 2]
    if event.source < event.cue and following and following in "NORATSPMvkdB":
        yield f"takes an object {weak}"
        yield f"takes an object {weak} {place}"
    yield place
    if event.source == at + 1 or event.cue == at + 1:
        yield "right after" if at else "right after begins"
    span = pattern[min(event.source, event.cue) + 1 : max(event.source, event.cue)]
    if not _CODES_OF_A_CLAUSE.isdisjoint(span):
        yield "loose subject"
    if event.source < at:
        yield "source before, cue after"


def _is_strong(chunks: Chunks, event: SpeechEvent) -> bool:
    cue = chunks.row[event.cue].cue
    return cue is not None and not cue.weak


def _is_kept_apart(chunks: Chunks, at: int, event: SpeechEvent) -> bool:
    """Tell whether a thing's verb stands before a colon: ``so is the duty that follows: we must “go”``."""
    weak = event.cue < at - 1 and not _is_strong(chunks, event) and chunks.pattern[event.source] == Code.THING
    return weak and ":" in chunks.pattern[event.cue : at - 1]


def _is_embedded(chunks: Chunks, event: SpeechEvent, events: Sequence[SpeechEvent]) -> bool:
    """Tell whether a clause is what somebody said: a strong cue stands before its subject."""
    return any(
        other.cue < event.source
        and other.source != event.source
        and _is_strong(chunks, other)
        and other.how != "owner"
        and ";" not in chunks.pattern[other.cue : event.source]
        for other in events
    )


def _only_may(chunks: Chunks, event: SpeechEvent) -> bool:
    """Tell whether the cue only may come about: ``will discuss``, ``would accept``."""
    return (
        chunks.pattern[event.cue] == Code.BASE_CUE
        and _MODAL_BEFORE.search(chunks.pattern[: event.cue]) is not None
    )


def _told_of(chunks: Chunks, event: SpeechEvent) -> bool:
    """Tell whether a relative clause only describes the hearer: Lee told a man who said so that …."""
    return (
        event.cue > 0
        and chunks.pattern[event.cue - 1] == Code.WHO
        and event.source > 0
        and (chunks.pattern[event.source - 1] in "VGB")
    )


def choose_event(described: Sequence[tuple[SpeechEvent, tuple[str, ...]]]) -> SpeechEvent | None:
    """Return the likeliest cue, or None if no cue of the sentence is likelier."""
    known = feature_weights("cue")
    best, top = None, sum(known.get(feature, 0.0) for feature in NO_CUE_FEATURES)
    for event, features in described:
        value = math.fsum([known.get(feature, 0.0) for feature in features])
        if value > top:
            best, top = event, value
    return best
