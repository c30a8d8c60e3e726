"""Subjects of cues: whose words a verb, noun or phrase of saying reports.

Owns the way from a cue to the noun phrase that is its source, over adverbs, auxiliaries, prepositional phrases,
appositions, relative clauses and coordination. Refuses to say whom a pronoun or role means.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.analysis.frames import Frame

PHRASES = "NORATSPM"
SOURCES = "NORAP"
MOST_STEPS = 60
"""Units looked at on the way to a subject; a sentence that needs more has none."""


class Event(NamedTuple):
    """A cue of a frame with its source.

    Attributes:
        cue: Index of the cue's unit.
        source: Index of the source's unit, or -1: the clause names none.
        how: How the source was found: ``subject``, ``inverted``, ``clause``, ``relative``, ``phrase``, ``owner``,
            ``passive`` or ``none``.
    """

    cue: int
    source: int
    how: str


def find_events(frame: Frame) -> list[Event]:
    """Find every cue of a frame with its source, by position."""
    events = []
    for at, code in enumerate(frame.shape):
        if code == "V":
            events.append(_of_verb(frame, at))
        elif code == "G":
            events.append(_of_participle(frame, at))
        elif code == "B":
            source = clause_subject(frame, at)
            events.append(Event(at, source, "clause" if source >= 0 else "none"))
        elif code == "E":
            source = _left_subject(frame, at)
            passive = _is_passive(frame, at)
            events.append(Event(at, _agent(frame, at) if passive else source, "passive" if passive else "subject"))
        elif code == "F":
            source = _phrase_right(frame, at + 1)
            events.append(Event(at, source, "phrase" if source >= 0 else "none"))
        elif code == "S":
            events.append(Event(at, at, "owner"))
    return events


def _of_verb(frame: Frame, at: int) -> Event:
    if _is_passive(frame, at):
        return Event(at, _agent(frame, at), "passive")
    left = _left_subject(frame, at)
    before = frame.shape[at - 1] if at else ""
    if before in ("", "Q") or (before in ",-" and (left < 0 or frame.shape[: at - 1].endswith("Q"))):
        right = _phrase_right(frame, at + 1)
        if right >= 0:
            return Event(at, right, "inverted")
    return Event(at, left, "subject" if left >= 0 else "none")


def _of_participle(frame: Frame, at: int) -> Event:
    if at and frame.shape[at - 1] in "SO":
        return Event(at, at - 1, "subject")
    source = clause_subject(frame, at)
    return Event(at, source, "clause" if source >= 0 else "none")


def _is_passive(frame: Frame, at: int) -> bool:
    """Tell whether a participle is passive: ``was asked``, ``has been called``; not ``has said``."""
    back = at - 1
    while back >= 0 and frame.shape[back] == "a":
        back -= 1
    unit = frame.units[back] if back >= 0 else None
    return unit is not None and unit.code == "x" and unit.head in _BE


_BE = frozenset("is are was were be been being wasn't isn't weren't aren't wasn’t isn’t".split())


def _agent(frame: Frame, at: int) -> int:
    """Return who did it in a passive: ``called a hero by Jonson``; -1 if nobody is named."""
    for i in range(at + 1, min(at + 8, len(frame.units) - 1)):
        if frame.shape[i] == "i" and frame.units[i].head == "by":
            return i + 1 if frame.shape[i + 1] in PHRASES else -1
    return -1


def _left_subject(frame: Frame, at: int) -> int:
    shape = frame.shape
    back = at - 1
    for _ in range(MOST_STEPS):
        if back < 0:
            return -1
        code = shape[back]
        if code in "xa'":
            back -= 1
        elif code in PHRASES:
            head = _climb(frame, back)
            if head >= 0:
                return _over_apposition(frame, head)
            back = -head - 2
        elif code in "Wh" or (code == "k" and frame.units[back].head == "which"):
            return _antecedent(frame, back)
        elif code in ",)-":
            opened = _parenthesis_start(frame, back)
            if opened < 0:
                return -1
            back = opened - 1
        elif code in "ct":
            return clause_subject(frame, back)
        else:
            return -1
    return -1


def _climb(frame: Frame, at: int) -> int:
    """Return the head of a phrase: from ``the ministry`` to ``a spokesman`` in "a spokesman for the ministry".

    Where the phrase hangs on a preposition without a head before it, return -(index of the preposition) - 1.
    """
    shape = frame.shape
    while at >= 1 and shape[at - 1] in "it":
        if at >= 2 and shape[at - 2] in PHRASES:
            at -= 2
        else:
            return -(at - 1) - 1
    return at


def _over_apposition(frame: Frame, at: int) -> int:
    """Prefer the name in ``the coach, Ann Lee, said`` and ``Ann Lee, the coach, said``."""
    return at


def _antecedent(frame: Frame, at: int) -> int:
    back = at - 1
    if back >= 0 and frame.shape[back] == ",":
        back -= 1
    if back >= 0 and frame.shape[back] == ")":
        back = max(_parenthesis_start(frame, back) - 1, -1)
    if back >= 0 and frame.shape[back] in PHRASES:
        head = _climb(frame, back)
        if frame.shape[back] in "NR":  # the relative clause follows its noun at once
            return back
        return head if head >= 0 else back
    return -1


def _parenthesis_start(frame: Frame, at: int) -> int:
    """Return the index of the mark that opens the insertion which ends at index at; -1 if nothing does."""
    shape = frame.shape
    if shape[at] == ")":
        return shape.rfind("(", max(0, at - MOST_STEPS), at)
    mark = shape[at]
    opened = shape.rfind(mark, max(0, at - MOST_STEPS), at)
    while opened > 0:
        if shape[opened - 1] in PHRASES + ")":
            following = shape[opened + 1]
            if following in "WkRTNAOGEit#x" or frame.units[opened + 1].head in ("whose", "34"):
                return opened
        opened = shape.rfind(mark, max(0, at - MOST_STEPS), opened)
    return -1


def clause_subject(frame: Frame, limit: int) -> int:
    """Return the subject of the clause that leads up to index limit: its first phrase outside of introductions."""
    shape = frame.shape
    at = max(shape.rfind(";", 0, limit), shape.rfind("Q", 0, limit) if "Q" in shape[:limit] and _new_clause(shape, limit) else -1) + 1
    fallback = -1
    while at < limit:
        code = shape[at]
        if code in SOURCES + "TS":
            return at
        if code in "itGEkB":
            if code == "k":
                first = next((i for i in range(at + 1, limit) if shape[i] in SOURCES), -1)
                fallback = fallback if fallback >= 0 else first
            comma = shape.find(",", at, limit)
            if comma < 0:
                return fallback
            at = comma + 1
        else:
            at += 1
    return fallback


def _new_clause(shape: str, limit: int) -> bool:
    """Tell whether a subject of its own stands between the last quotation and index limit."""
    last = shape.rfind("Q", 0, limit)
    return any(code in "NORAP" for code in shape[last + 1 : limit]) and any(code in "VBx" for code in shape[last + 1 : limit])


def _phrase_right(frame: Frame, at: int) -> int:
    """Return the phrase that follows at once: ``said Jonson``, ``according to a person close to him``."""
    while at < len(frame.units) and frame.shape[at] in "a":
        at += 1
    if at < len(frame.units) and frame.shape[at] in PHRASES:
        if frame.shape[at] == "R" and frame.shape[at + 1 : at + 3] in (",N",) :
            return at + 2
        return at
    return -1
