"""Subjects: the noun phrase that a verb belongs to.

Owns the way from a verb to its subject over adverbs, auxiliaries, prepositional phrases, appositions,
relative clauses and coordination. Refuses to say which verbs report speech (``clauses``) and whom a pronoun
means (``coreference``).
"""

from __future__ import annotations

import re

from reader.analysis.frames import Frame, Unit
from reader.analysis.grammar import DETERMINERS
from reader.analysis.name import NameKind

PHRASES = "NORATSPM"
"""Letters of noun phrases."""
SPEAKERS = "NORAP"
"""Letters of noun phrases that can speak."""
MOST_STEPS = 60
"""Units looked at on the way to a subject; a sentence that needs more has none."""

_NAME_AFTER = re.compile(r"(?:i[TORALNa]v?){0,3},([NO])(?=[,.;:)Q-]|$)")
_NAME_BESIDE = re.compile(r"i[TORAL]v?(N)(?=[,xVEGkQ]|a+[xV]|$)")
_TOGETHER = re.compile(r"c[NORAT](?:[it][NORAT])?[xvVE]")
_NAMED_WITHIN = re.compile(r"R[it][TAO]v?N$")
_RELATIVE = re.compile(r",W[^,Q]*$")
_INSERTION = re.compile(r"[WkRTNAOGEBitaxsVv(#S-]")


def left_subject(frame: Frame, at: int) -> int:
    """Walk left from a verb to its subject."""
    shape = frame.shape
    back = at - 1
    inserted = False
    for _ in range(MOST_STEPS):
        if back < 0:
            return -1
        code = shape[back]
        if code == "v" and back >= 2 and shape[back - 1] == "i" and shape[back - 2] in "OA":
            back -= 2  # the chamber of mines
        elif code in "xav" or (code == "i" and shape[back + 1] in "av") or _is_idle(frame, back):
            back -= 1
        elif code in PHRASES:
            head = _climb(frame, back)
            relative = _relative_start(shape, head) if head >= 0 and inserted else -1
            if head >= 0 and relative < 0 and not _only_tells_where(frame, head):
                return _first_of(frame, name_of(frame, head))
            back = relative - 1 if relative > 0 else head - 2 if head >= 0 else -head - 2
        elif code == "," and back and shape[back - 1] == ")":
            back -= 1
        elif code in "Wh" or (code == "k" and frame.units[back].head == "which"):
            head = _antecedent(frame, back)
            return name_of(frame, head) if head >= 0 and shape[head] in "RA" else head
        elif code in ",)-" or _closes_insertion(frame, back):
            opened = _insertion_start(frame, back)
            if opened < 0:
                return -1
            back = opened - 1
            inserted = True
        elif code in "ct":
            return clause_subject(frame, back)
        else:
            return -1
    return -1


def _closes_insertion(frame: Frame, at: int) -> bool:
    """Tell whether a quotation ends an apposition with its comma: ``Lee, author of “Tides,” said``."""
    if at < 2 or frame.shape[at] != "Q" or frame.units[at].head != ",":
        return False
    return frame.shape[at - 1] in "i'T" or _RELATIVE.search(frame.shape, 0, at) is not None


def _first_of(frame: Frame, at: int) -> int:
    """Return the first of two who are one subject: Ann Lee in "Ann Lee and other growers"."""
    together = at >= 2 and frame.shape[at - 2 : at] == "Nc" and frame.shape[at] == "A"
    return at - 2 if together and (at == 2 or frame.shape[at - 3] in "ac,hkQ") else at


def _relative_start(shape: str, at: int) -> int:
    """Return the comma before a relative clause's phrase: ``Lee, a clerk who is an heir,``; else -1."""
    comma = shape.rfind(",", max(0, at - MOST_STEPS), at)
    return comma if comma > 0 and "W" in shape[comma:at] and shape[comma - 1] in PHRASES + ")" else -1


def _is_idle(frame: Frame, at: int) -> bool:
    """Tell whether a word only looks like a verb or conjunction.

    ``officials close to him``, ``who once said``.
    """
    if frame.shape[at] == "B":
        return at > 0 and frame.shape[at - 1] in "AR"
    return frame.units[at].head == "once"


def _climb(frame: Frame, at: int) -> int:
    """Return the head of a phrase.

    From ``the ministry`` to ``a spokesman`` in "a spokesman for the ministry". Where the phrase hangs on a
    preposition without a head before it, return -(index of the preposition) - 1.
    """
    shape = frame.shape
    within = _NAMED_WITHIN.search(shape, max(0, at - 4), at + 1)
    if within and _is_full(frame.units[at]):
        return at  # the head of the coastguard Ole Dahl
    if at >= 2 and shape[at - 1 : at + 1] in ("TN", "TO", "AO") and shape[at - 2] in "it":
        at -= 1  # of the ferry Solveig
    while at >= 1 and shape[at - 1] in "it":
        if at >= 2 and shape[at - 2] in PHRASES:
            at -= 2
        else:
            return -(at - 1) - 1
    return at


def _is_full(unit: Unit) -> bool:
    """Tell whether a unit is somebody by given name and surname."""
    return unit.mention is not None and unit.mention.full and unit.mention.kind is NameKind.PERSON


def _is_titled(unit: Unit) -> bool:
    return unit.mention is not None and bool(unit.mention.title)


def _only_tells_where(frame: Frame, at: int) -> bool:
    """Tell whether a phrase between commas belongs to the one before.

    ``of Bergen, Norway,``; ``whose town, Miami,``.
    """
    if at < 2 or frame.shape[at - 1] != ",":
        return False
    unit = frame.units[at]
    place = unit.mention is not None and unit.mention.kind is NameKind.PLACE
    town = frame.units[at - 2].mention
    after_town = unit.code == "O" and town is not None and town.kind is NameKind.PLACE
    return after_town or (place and frame.shape[at - 2] in "OTNL") or unit.lead == "whose"


def name_of(frame: Frame, at: int) -> int:
    """Return the name in apposition to a role or group, or the role that a second one only goes on with.

    ``the ambassador at the time, Ole Dahl,``; ``the head of the coastguard Ole Dahl``;
    ``Ann Lee, head of the ministry,``; ``the former mayor and
    senator``.
    """
    shape = frame.shape
    if shape[at] not in "RATO":
        return at
    described = at >= 2 and shape[at - 2 : at] == "N," and shape[at] in "RA" and frame.units[at].definite
    if described and (at == 2 or shape[at - 3] in "chQk-"):
        return at - 2
    if shape.startswith("RcN", at) and _is_titled(frame.units[at + 2]):
        return at + 2  # the former mayor and Senator Ann Lee
    match = _NAME_AFTER.match(shape, at + 1)
    if match and not (shape[match.start(1)] == "O" and at >= 2 and shape[at - 2 : at] == "N,"):
        return match.start(1)
    beside = _NAME_BESIDE.match(shape, at + 1) if shape[at] == "R" else None
    if beside and _is_full(frame.units[beside.start(1)]):
        return beside.start(1)
    if (
        at >= 2
        and shape[at] == "R"
        and shape[at - 2 : at] in ("Rc", "N,")
        and frame.units[at].lead not in DETERMINERS
    ):
        return at - 2
    if at >= 2 and shape[at - 1] == ",":
        named = at - 2
        if shape[named] == ")":
            named = _insertion_start(frame, named) - 1
        if named >= 0 and shape[named] == "N" and (named == 0 or shape[named - 1] in "chQ,;k-"):
            return named
    return at


def _antecedent(frame: Frame, at: int) -> int:
    back = at - 1
    if back >= 0 and frame.shape[back] == ",":
        back -= 1
    if back >= 0 and frame.shape[back] == ")":
        back = _insertion_start(frame, back) - 1
    if back < 0 or frame.shape[back] not in PHRASES:
        return -1
    head = _climb(frame, back)
    return back if head < 0 or frame.shape[back] in "NR" else head


def _insertion_start(frame: Frame, at: int) -> int:
    """Return the index of the mark that opens the insertion which the mark at index at closes.

    -1 if none does.
    """
    shape = frame.shape
    lowest = max(0, at - MOST_STEPS)
    if shape[at] == ")":
        return shape.rfind("(", lowest, at)
    mark = "," if shape[at] == "Q" else shape[at]
    opened = shape.rfind(mark, lowest, at)
    while opened > 0:
        if shape[opened - 1] in PHRASES + ")" and _INSERTION.match(shape, opened + 1):
            return opened
        opened = shape.rfind(mark, lowest, opened)
    return -1


def clause_subject(frame: Frame, limit: int) -> int:
    """Return the subject of the clause that leads up to index limit.

    The nearest phrase to the left that stands like a subject: no preposition before it, a verb or an
    insertion after. The subject of what somebody is said to have said gives way to that somebody: ``Lee
    said Kyiv needs help, adding …``.
    """
    shape = frame.shape
    fallback = embedded = -1
    for at in range(limit - 1, max(-1, limit - MOST_STEPS), -1):
        code = shape[at]
        if code == ";":
            break
        if code not in SPEAKERS:
            continue
        before = shape[at - 1] if at else ""
        after = shape[at + 1] if at + 1 < len(shape) else ""
        if before == "c" and at >= 2 and shape[at - 2] == ",":
            before = ","
        with_ = before == "i" and after in "GxE" and frame.units[at - 1].head == "with"
        together = after == "c" and _TOGETHER.match(shape, at + 1) is not None
        if (before not in "itVBGEcv" or before == "" or with_) and (together or after in "xvVaEG,(WBtiM"):
            if after == "," and not (before in (",", "", "h", "k") and _goes_on(shape, at, limit)):
                fallback = at if fallback < 0 else fallback
            elif before and before in "hk":
                embedded = at if embedded < 0 else embedded
            else:
                return name_of(frame, at)
        elif before not in "it" or before == "":
            fallback = at if fallback < 0 else fallback
    return embedded if embedded >= 0 else fallback


def _goes_on(shape: str, at: int, limit: int) -> bool:
    """Tell whether an insertion after a phrase closes before the limit and a verb follows.

    ``Lee, 34, went``.
    """
    closed = shape.find(",", at + 2, limit)
    return closed >= 0 and re.match(r"a*[xvVBE]", shape[closed + 1 : limit + 1]) is not None


def phrase_right(frame: Frame, at: int) -> int:
    """Return the phrase that follows at once: ``said Jonson``, ``according to a person close to him``."""
    shape = frame.shape
    while at < len(shape) and shape[at] == "a":
        at += 1
    if at < len(shape) and shape[at] in PHRASES:
        return name_of(frame, at)
    return -1
