"""Which of the cues of a sentence a quotation hangs on.

Owns the features of a cue beside a quotation and their weighing. Refuses to look beyond the sentence and to
resolve sources. The rules of ``speakers`` propose; where several cues could be meant, their proposals are
features here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from reader.analysis.syntax.chunks import Frame
from reader.analysis.syntax.clauses import Event
from reader.text.wordlists import read_toml

NONE = ("no cue",)
"""The features of the choice that no cue of the sentence is meant."""

_OPENING_PHRASE = re.compile(r"[ack]*[it][^VxPWGQ]*$")
_LOOSENS = frozenset("VxBhk")
MOST_EVENTS = 16
"""Cues weighed on either side of a quotation, the nearest."""


def describe_events(
    frame: Frame, at: int, events: Sequence[Event], proposals: Mapping[str, Event | None]
) -> list[tuple[Event, tuple[str, ...]]]:
    """Return each cue that has a source, with what speaks for and against it.

    Args:
        proposals: Name of a rule to the event it would take.
    """
    before = [event for event in events if event.source >= 0 and event.cue < at][-MOST_EVENTS:]
    after = [event for event in events if event.source >= 0 and event.cue > at][:MOST_EVENTS]
    usable = [event for event in before + after if not _apart(frame, at, event)]
    return [(event, tuple(_describe(frame, at, event, usable, proposals))) for event in usable]


def _describe(
    frame: Frame, at: int, event: Event, events: Sequence[Event], proposals: Mapping[str, Event | None]
) -> Iterator[str]:
    shape = frame.shape
    unit = frame.units[event.cue]
    cue = unit.cue
    weak = "weak" if cue is None or cue.weak else "strong"
    side = "before" if event.cue < at else "after"
    for rule, proposed in proposals.items():
        if proposed is not None and proposed.cue == event.cue:
            yield f"proposed by {rule}"
            yield f"{rule} {weak}"
    source = frame.units[event.source]
    kind = source.head if source.code == "P" and source.head not in ("he", "she") else source.code
    cls, name = (cue.cls, cue.frame) if cue is not None else ("", "")
    yield from _describe_cue(side, weak, unit.code, event.how, kind, cls, name)
    if _OPENING_PHRASE.match(shape[:at]):
        yield f"in an opening phrase {side} {weak}"
    low, high = (event.cue, at) if side == "before" else (at, event.cue)
    yield from _describe_gap(side, weak, shape[low + 1 : high])
    others = [other for other in events if low < other.cue < high]
    yield f"{side} others {min(len(others), 3)}"
    yield f"{side} strong others {min(sum(_strong(frame, other) for other in others), 2)}"
    if _embedded(frame, event, events):
        yield f"embedded {weak} {side}"
    if event.source > 0 and shape[event.source - 1] in "kh":
        yield f"after {shape[event.source - 1]} {side}"
    if event.cue and shape[event.cue - 1] in "xt":
        yield f"cue after {shape[event.cue - 1]} {unit.code} {side}"
    if side == "after":
        yield from _describe_after(shape, at, event, weak)


@lru_cache(maxsize=1 << 12)
def _describe_cue(
    side: str, weak: str, code: str, how: str, kind: str, cls: str, frame: str
) -> tuple[str, ...]:
    """Return the features of a cue and its source that no other word of the sentence changes."""
    found = [f"{side} {weak} {code}", f"{side} {how}", f"source {kind}", f"source {kind} {weak}"]
    if cls:
        found.append(f"class {cls} {weak}")
    if frame:
        found.append(f"frame {frame}")
    return tuple(found)


def _describe_gap(side: str, weak: str, between: str) -> Iterator[str]:
    yield f"{side} gap {min(len(between), 12) // 2}"
    if len(between) < 3:
        yield f"{side} between {between}"
        yield f"{weak} between {between}"
    for mark in ";Qkh:":
        if mark in between:
            yield f"{side} across {mark}"


def _describe_after(shape: str, at: int, event: Event, weak: str) -> Iterator[str]:
    place = "in the middle" if at else "begins"
    following = shape[event.cue + 1 : event.cue + 2]
    if event.source < event.cue and following and following in "NORATSPMvkdB":
        yield f"takes an object {weak}"
        yield f"takes an object {weak} {place}"
    yield place
    if event.source == at + 1 or event.cue == at + 1:
        yield "right after" if at else "right after begins"
    span = shape[min(event.source, event.cue) + 1 : max(event.source, event.cue)]
    if not _LOOSENS.isdisjoint(span):
        yield "loose subject"
    if event.source < at:
        yield "source before, cue after"


def _strong(frame: Frame, event: Event) -> bool:
    cue = frame.units[event.cue].cue
    return cue is not None and not cue.weak


def _apart(frame: Frame, at: int, event: Event) -> bool:
    """Tell whether a thing's verb stands before a colon: ``so is the duty that follows: we must “go”``."""
    weak = event.cue < at - 1 and not _strong(frame, event) and frame.shape[event.source] == "T"
    return weak and ":" in frame.shape[event.cue : at - 1]


def _embedded(frame: Frame, event: Event, events: Sequence[Event]) -> bool:
    """Tell whether a clause is what somebody said: a strong cue stands before its subject."""
    return any(
        other.cue < event.source
        and other.source != event.source
        and _strong(frame, other)
        and other.how != "owner"
        and ";" not in frame.shape[other.cue : event.source]
        for other in events
    )


@cache
def weights() -> Mapping[str, float]:
    """Return what each feature adds to the log odds; learned by tests/benchmarks/learn_weights.py."""
    return {
        name: float(value)
        for name, value in read_toml("analysis/lexicon/weights.toml").get("cue", {}).items()
    }


def choose_event(described: Sequence[tuple[Event, tuple[str, ...]]]) -> Event | None:
    """Return the likeliest cue, or None if no cue of the sentence is likelier."""
    known = weights()
    best, top = None, sum(known.get(feature, 0.0) for feature in NONE)
    for event, features in described:
        value = math.fsum([known.get(feature, 0.0) for feature in features])
        if value > top:
            best, top = event, value
    return best
