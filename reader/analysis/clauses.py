"""Subjects of cues: whose words a verb, noun or phrase of saying reports.

Owns the way from a cue to the noun phrase that is its source, over adverbs, auxiliaries, prepositional
phrases, appositions, relative clauses and coordination. Refuses to say whom a pronoun or role means.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.analysis.frames import Frame
from reader.analysis.grammar import words
from reader.analysis.subjects import PHRASES, SPEAKERS, clause_subject, left_subject, phrase_right

_BE = words("is are was were be been being wasn't isn't weren't aren't wasn’t isn’t weren’t aren’t")
_OWN = re.compile(r"\b(?:his|her|their)\b")
_WORDS = words("phrase phrases word words term terms line slogan")


class Event(NamedTuple):
    """A cue of a frame with its source.

    Attributes:
        cue: Index of the cue's unit.
        source: Index of the source's unit, or -1: the clause names none.
        how: How the source was found: ``subject``, ``inverted``, ``clause``, ``phrase``, ``owner``,
            ``passive`` or ``none``.
    """

    cue: int
    source: int
    how: str


def find_events(frame: Frame) -> list[Event]:
    """Find every cue of a frame with its source, by position."""
    return [_FINDERS[code](frame, at) for at, code in enumerate(frame.shape) if code in _FINDERS]


def _of_verb(frame: Frame, at: int) -> Event:
    cue = frame.units[at].cue
    if _is_passive(frame, at) and (cue is None or cue.form != "phrase"):
        return Event(at, _agent(frame, at), "passive")
    shape = frame.shape
    before = shape[at - 1] if at else ""
    left = left_subject(frame, at)
    if before == "Q" and left >= 0:
        return Event(at, left, "subject")
    if before in ("", "Q") or (before in ",-" and (left < 0 or shape[: at - 1].endswith("Q"))):
        right = phrase_right(frame, at + 1)
        if right >= 0 and (before != "," or shape[right] in SPEAKERS):
            return Event(at, right, "inverted")
        if before == "Q":
            return Event(at, -1, "none")
    return Event(at, left, "subject" if left >= 0 else "none")


def _of_participle(frame: Frame, at: int) -> Event:
    shape = frame.shape
    if re.search(r"xa*$", shape[:at]):
        source = left_subject(frame, at)
        return Event(at, source, "subject" if source >= 0 else "none")
    if (
        at
        and shape[at - 1] in "NORA"
        and (at == 1 or shape[at - 2] not in "it" or frame.units[at - 2].head in ("of", "with"))
    ):
        return Event(at, at - 1, "subject")
    if at and shape[at - 1] == "S" and frame.units[at - 1].owner is not None:
        return Event(at, at - 1, "owner")
    event = _of_clause(frame, at)
    return event if event.source >= 0 or not at or shape[at - 1] != "S" else Event(at, at - 1, "subject")


def _of_base(frame: Frame, at: int) -> Event:
    """Take a base form for a verb only after an auxiliary, "to", or a plural subject."""
    shape = frame.shape
    back = at - 1
    while back >= 0 and shape[back] in "xa":
        back -= 1
    if back < 0:
        return Event(at, -1, "none")
    if shape[back] == "t":
        return _of_clause(frame, back)._replace(cue=at)
    if "x" in shape[back + 1 : at]:
        source = left_subject(frame, at)
        return Event(at, source, "subject" if source >= 0 else "none")
    if shape[back] in "AP" or (shape[back] == "W" and back == at - 1):
        source = left_subject(frame, at)
        return Event(at, source, "subject" if source >= 0 else "none")
    return Event(at, -1, "none")


def _of_perfect(frame: Frame, at: int) -> Event:
    if _is_passive(frame, at):
        return Event(at, _agent(frame, at), "passive")
    source = left_subject(frame, at)
    return Event(at, source, "subject" if source >= 0 else "none")


def _of_phrase(frame: Frame, at: int) -> Event:
    if _OWN.search(frame.units[at].head):
        return Event(at, at, "phrase")
    source = phrase_right(frame, at + 1)
    return Event(at, source, "phrase" if source >= 0 else "none")


def _of_noun(frame: Frame, at: int) -> Event:
    unit = frame.units[at]
    if unit.owner is None and unit.head in _WORDS:
        source = clause_subject(frame, at)
        if source >= 0:
            return Event(at, source, "clause")
    return Event(at, at, "owner")


def _of_clause(frame: Frame, at: int) -> Event:
    source = clause_subject(frame, at)
    if source < 0 and re.match(r"[ikca]*$", frame.shape[:at]):
        source = _main_subject(frame, at)
    return Event(at, source, "clause" if source >= 0 else "none")


def _main_subject(frame: Frame, at: int) -> int:
    """Return the subject that follows an opening participle: ``After saying it was "late", Lee left``."""
    comma = frame.shape.find(",", at)
    first = re.compile(r"a*([NORAP])").match(frame.shape, comma + 1) if comma >= 0 else None
    if first is None and comma < 0 and "Q" in frame.shape[at:]:
        first = re.compile(r"[,a]*([NORAP])").match(frame.shape, frame.shape.index("Q", at) + 1)
    return first.start(1) if first else -1


_FINDERS = {
    "V": _of_verb, "G": _of_participle, "B": _of_base, "E": _of_perfect, "F": _of_phrase, "S": _of_noun,
}  # fmt: skip


def _is_passive(frame: Frame, at: int) -> bool:
    """Tell whether a participle is passive: ``was asked``, ``has been called``; not ``has said``."""
    back = at - 1
    while back >= 0 and frame.shape[back] == "a":
        back -= 1
    return back >= 0 and frame.shape[back] == "x" and frame.units[back].head in _BE


def _agent(frame: Frame, at: int) -> int:
    """Return who did it in a passive: ``called a hero by Jonson``; -1 if nobody is named."""
    for i in range(at + 1, min(at + 8, len(frame.units) - 1)):
        if frame.shape[i] == "i" and frame.units[i].head == "by":
            return i + 1 if frame.shape[i + 1] in PHRASES else -1
    return -1
