"""Subjects of cues: whose words a verb, noun or phrase of saying reports.

Owns the way from a cue to the noun phrase that is its source, over adverbs, auxiliaries, prepositional
phrases, appositions, relative clauses and coordination. Refuses to say whom a pronoun or role means.

Subjects: the noun phrase that a verb belongs to.

Owns the way from a verb to its subject over adverbs, auxiliaries, prepositional phrases, appositions,
relative clauses and coordination. Refuses to say which verbs report speech (``clauses``) and whom a pronoun
means (``coreference``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.analysis.function_words import DETERMINERS, words
from reader.analysis.names.name import NameKind
from reader.analysis.syntax.chunks import Frame, Unit

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
