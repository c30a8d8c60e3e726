"""The way from a verb to its subject, and from a description to the name beside it.

Owns the walk over adverbs, auxiliaries, prepositional phrases, appositions, relative clauses and
coordination. Refuses to tell which verbs report speech (``events``) and whom a pronoun or role means
(``coreference``).
"""

from __future__ import annotations

import re

from reader.analysis.function_words import DETERMINERS
from reader.analysis.names.name import NameKind
from reader.analysis.syntax.chunks import Chunk, Chunks
from reader.analysis.syntax.tokens import (
    COLLECTIVES,
    NOUN_PHRASES,
    PREPOSITIONS,
    SPEAKERS,
    UNNAMED_PEOPLE,
    Code,
)

MOST_STEPS_TO_SUBJECT = 60
"""Chunks looked at on the way to a subject; where it is farther away, none is found."""

_NAME_AFTER = re.compile(r"(?:i[TORALNa]v?){0,3},([NO])(?=[,.;:)Q-]|$)")
_NAME_BESIDE = re.compile(r"[it][TORAL]?v?(N)(?=[,.xVEGkQ]|a+[xV]|$)")
_NAME_BEFORE_TWO_ROLES = re.compile(r"(?:^|[chQ,;k-])(N),[RA](?:[it][TORALN]v?)*c$")
_DESCRIBED_NAME = re.compile(r"T(?:[avm]|[,c](?=[avmN]))*(N)")
_SECOND_SUBJECT = re.compile(r"c[NORAT](?:[it][NORAT])?[xvVE]")
_NAMED_WITHIN = re.compile(r"R[it][TAO]v?N$")
_RELATIVE_CLAUSE = re.compile(r",W[^,Q]*$")
_INSERTION_START = re.compile(r"[WkRTNAOGEBitaxsVv(#S-]")


def left_subject(chunks: Chunks, at: int) -> int:
    """Walk left from a verb to its subject."""
    pattern = chunks.pattern
    back = at - 1
    inserted = False
    for _ in range(MOST_STEPS_TO_SUBJECT):
        if back < 0:
            return -1
        code = pattern[back]
        if (
            code == Code.VERB_OR_NOUN
            and back >= 2
            and pattern[back - 1] == Code.PREPOSITION
            and pattern[back - 2] in COLLECTIVES
        ):
            back -= 2  # the chamber of mines
        elif (
            code in "xav"
            or (code == Code.PREPOSITION and pattern[back + 1] in "av")
            or _is_idle(chunks, back)
        ):
            back -= 1
        elif code in NOUN_PHRASES:
            head = _climb(chunks, back)
            relative = _relative_start(pattern, head) if head >= 0 and inserted else -1
            if head >= 0 and relative < 0 and not _only_tells_where(chunks, head):
                return _first_of(chunks, name_of(chunks, head))
            back = relative - 1 if relative > 0 else head - 2 if head >= 0 else -head - 2
        elif code == "," and back and pattern[back - 1] == ")":
            back -= 1
        elif code in "Wh" or (code == Code.SUBORDINATOR and chunks.row[back].head == "which"):
            head = _antecedent(chunks, back)
            return name_of(chunks, head) if head >= 0 and pattern[head] in UNNAMED_PEOPLE else head
        elif code in ",)-" or _closes_insertion(chunks, back):
            opened = _insertion_start(chunks, back)
            if opened < 0:
                return -1
            back = opened - 1
            inserted = True
        elif code in "ct":
            return clause_subject(chunks, back)
        else:
            return -1
    return -1


def _closes_insertion(chunks: Chunks, at: int) -> bool:
    """Tell whether a quotation ends an apposition with its comma: ``Lee, author of “Tides,” said``."""
    if at < 2 or chunks.pattern[at] != Code.QUOTATION or chunks.row[at].head != ",":
        return False
    return chunks.pattern[at - 1] in "i'T" or _RELATIVE_CLAUSE.search(chunks.pattern, 0, at) is not None


def _first_of(chunks: Chunks, at: int) -> int:
    """Return the first of two who are one subject: Ann Lee in "Ann Lee and other growers"."""
    together = at >= 2 and chunks.pattern[at - 2 : at] == "Nc" and chunks.pattern[at] == Code.GROUP
    return at - 2 if together and (at == 2 or chunks.pattern[at - 3] in "ac,hkQ") else at


def _relative_start(pattern: str, at: int) -> int:
    """Return the comma before a relative clause's phrase: ``Lee, a clerk who is an heir,``; else -1."""
    comma = pattern.rfind(",", max(0, at - MOST_STEPS_TO_SUBJECT), at)
    return (
        comma if comma > 0 and "W" in pattern[comma:at] and pattern[comma - 1] in NOUN_PHRASES + ")" else -1
    )


def _is_idle(chunks: Chunks, at: int) -> bool:
    """Tell whether a word only looks like a verb or conjunction.

    ``officials close to him``, ``who once said``.
    """
    if chunks.pattern[at] == Code.BASE_CUE:
        return at > 0 and chunks.pattern[at - 1] in "AR"
    return chunks.row[at].head == "once"


def _climb(chunks: Chunks, at: int) -> int:
    """Return the head of a phrase.

    From ``the ministry`` to ``a spokesman`` in "a spokesman for the ministry". Where the phrase hangs on a
    preposition without a head before it, return -(index of the preposition) - 1.
    """
    pattern = chunks.pattern
    within = _NAMED_WITHIN.search(pattern, max(0, at - 4), at + 1)
    if within and _is_full(chunks.row[at]):
        return at  # the head of the coastguard Ole Dahl
    if at >= 2 and pattern[at - 1 : at + 1] in ("TN", "TO", "AO") and pattern[at - 2] in PREPOSITIONS:
        at -= 1  # of the ferry Solveig
    while at >= 1 and pattern[at - 1] in PREPOSITIONS:
        if at >= 2 and pattern[at - 2] in NOUN_PHRASES:
            at -= 2
        else:
            return -(at - 1) - 1
    return at


def _is_full(chunk: Chunk) -> bool:
    """Tell whether a chunk is somebody by given name and surname."""
    return chunk.mention is not None and chunk.mention.full and chunk.mention.kind is NameKind.PERSON


def _is_titled(chunk: Chunk) -> bool:
    return chunk.mention is not None and bool(chunk.mention.title)


def _only_tells_where(chunks: Chunks, at: int) -> bool:
    """Tell whether a phrase between commas belongs to the one before.

    ``of Bergen, Norway,``; ``whose town, Miami,``.
    """
    if at < 2 or chunks.pattern[at - 1] != ",":
        return False
    chunk = chunks.row[at]
    place = chunk.mention is not None and chunk.mention.kind is NameKind.PLACE
    town = chunks.row[at - 2].mention
    after_town = chunk.code == Code.ORGANISATION and town is not None and town.kind is NameKind.PLACE
    return after_town or (place and chunks.pattern[at - 2] in "OTNL") or chunk.lead == "whose"


def name_of(chunks: Chunks, at: int) -> int:
    """Return the name in apposition to a role or group, or the role that a second one only goes on with.

    ``the ambassador at the time, Ole Dahl,``; ``the head of the coastguard Ole Dahl``;
    ``Ann Lee, head of the ministry,``; ``the former mayor and
    senator``.
    """
    pattern = chunks.pattern
    if pattern[at] not in "RATO":
        return at
    described = (
        at >= 2 and pattern[at - 2 : at] == "N," and pattern[at] in UNNAMED_PEOPLE and chunks.row[at].definite
    )
    if described and (at == 2 or pattern[at - 3] in "chQk-"):
        return at - 2
    if pattern.startswith("RcN", at) and _is_titled(chunks.row[at + 2]):
        return at + 2  # the former mayor and Senator Ann Lee
    match = _NAME_AFTER.match(pattern, at + 1)
    if match and not (
        pattern[match.start(1)] == Code.ORGANISATION and at >= 2 and pattern[at - 2 : at] == "N,"
    ):
        return match.start(1)
    beside = _NAME_BESIDE.match(pattern, at + 1) if pattern[at] == Code.ROLE else None
    if beside and _is_full(chunks.row[beside.start(1)]):
        return beside.start(1)
    coordinated = _NAME_BEFORE_TWO_ROLES.search(pattern, 0, at) if pattern[at] in UNNAMED_PEOPLE else None
    if coordinated:
        return coordinated.start(1)
    if (
        at >= 2
        and pattern[at] == Code.ROLE
        and pattern[at - 2 : at] in ("Rc", "N,")
        and chunks.row[at].lead not in DETERMINERS
    ):
        return at - 2
    if at >= 2 and pattern[at - 1] == ",":
        named = at - 2
        if pattern[named] == ")":
            named = _insertion_start(chunks, named) - 1
        if named >= 0 and pattern[named] == Code.PERSON and (named == 0 or pattern[named - 1] in "chQ,;k-"):
            return named
    return at


def _antecedent(chunks: Chunks, at: int) -> int:
    back = at - 1
    if back >= 0 and chunks.pattern[back] == ",":
        back -= 1
    if back >= 0 and chunks.pattern[back] == ")":
        back = _insertion_start(chunks, back) - 1
    if back < 0 or chunks.pattern[back] not in NOUN_PHRASES:
        return -1
    head = _climb(chunks, back)
    return back if head < 0 or chunks.pattern[back] in "NR" else head


def _insertion_start(chunks: Chunks, at: int) -> int:
    """Return the index of the mark that opens the insertion which the mark at index at closes.

    -1 if none does.
    """
    pattern = chunks.pattern
    lowest = max(0, at - MOST_STEPS_TO_SUBJECT)
    if pattern[at] == ")":
        return pattern.rfind("(", lowest, at)
    mark = "," if pattern[at] == Code.QUOTATION else pattern[at]
    opened = pattern.rfind(mark, lowest, at)
    while opened > 0:
        if pattern[opened - 1] in NOUN_PHRASES + ")" and _INSERTION_START.match(pattern, opened + 1):
            return opened
        opened = pattern.rfind(mark, lowest, opened)
    return -1


def clause_subject(chunks: Chunks, limit: int) -> int:
    """Return the subject of the clause that leads up to index limit.

    The nearest phrase to the left that stands like a subject: no preposition before it, a verb or an
    insertion after. The subject of what somebody is said to have said gives way to that somebody: ``Lee
    said Kyiv needs help, adding …``.
    """
    pattern = chunks.pattern
    fallback = embedded = -1
    for at in range(limit - 1, max(-1, limit - MOST_STEPS_TO_SUBJECT), -1):
        code = pattern[at]
        if code == ";":
            break
        if code not in SPEAKERS:
            continue
        before = pattern[at - 1] if at else ""
        after = pattern[at + 1] if at + 1 < len(pattern) else ""
        if before == Code.CONJUNCTION and at >= 2 and pattern[at - 2] == ",":
            before = ","
        with_ = before == Code.PREPOSITION and after in "GxE" and chunks.row[at - 1].head == "with"
        together = after == Code.CONJUNCTION and _SECOND_SUBJECT.match(pattern, at + 1) is not None
        if (before not in "itVBGEcv" or before == "" or with_) and (together or after in "xvVaEG,(WBtiM"):
            if after == "," and not (before in (",", "", "h", "k") and _goes_on(pattern, at, limit)):
                fallback = at if fallback < 0 else fallback
            elif before and before in "hk":
                embedded = at if embedded < 0 else embedded
            else:
                return name_of(chunks, at)
        elif before not in PREPOSITIONS or before == "":
            fallback = at if fallback < 0 else fallback
    return embedded if embedded >= 0 else fallback


def _goes_on(pattern: str, at: int, limit: int) -> bool:
    """Tell whether an insertion after a phrase closes before the limit and a verb follows.

    ``Lee, 34, went``.
    """
    closed = pattern.find(",", at + 2, limit)
    return closed >= 0 and re.match(r"a*[xvVBE]", pattern[closed + 1 : limit + 1]) is not None


def phrase_right(chunks: Chunks, at: int) -> int:
    """Return the phrase that follows at once: ``said Jonson``, ``according to a person close to him``."""
    pattern = chunks.pattern
    while at < len(pattern) and pattern[at] == Code.ADVERB:
        at += 1
    described = _DESCRIBED_NAME.match(pattern, at)
    if described and chunks.row[at].lead in ("a", "an"):  # said a visibly tired Ann Lee
        return described.start(1)
    if at < len(pattern) and pattern[at] in NOUN_PHRASES:
        return name_of(chunks, at)
    return -1
