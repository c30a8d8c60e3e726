"""The speech events of a sentence: each cue with the noun phrase that is its source.

Owns the sources of verbs, participles, infinitives, phrases and nouns of saying, and the constructions in
which somebody passes on another's words (``quoted Lee as saying``). Refuses the walk to a subject
(``clauses``) and whom a pronoun or role means (``coreference``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.analysis.function_words import word_set
from reader.analysis.syntax.chunks import Chunks
from reader.analysis.syntax.clauses import clause_subject, left_subject, name_of, phrase_right
from reader.analysis.syntax.tokens import NOMINAL_SPEAKERS, NOUN_PHRASES, PREPOSITIONS, SPEAKERS, Code

_BE_FORMS = word_set("is are was were be been being wasn't isn't weren't aren't wasn’t isn’t weren’t aren’t")
_POSSESSIVE_PRONOUN = re.compile(r"\b(?:his|her|their)\b")
_NOUNS_FOR_WORDS = word_set("phrase phrases word words term terms line slogan")
_PASSING_ON_VERBS = frozenset({"quote", "cite", "report"})
"""Verbs whose object is who spoke: ``quoted Lee as saying``."""
_OBJECT_AS = re.compile(r"a*([NORAPM])[^QVBG.;:]*?k(?=x?[GVE])")
_AS_SAYING = re.compile(r"a*([NORAPM])(?:[,it][NORATLv]+)*,?a*kx?$")
_QUOTED_BETWEEN = re.compile(r",a*G([NR])(?:[it][NORATL]v?)*,a*$")
_PARTICIPLE_OPENS = re.compile(r"[ikca]*$")
_SUBJECT_BEHIND = re.compile(r",?a*([NORAP])(?=[^Q,.;]*[VxvB])")
_SUBJECT_BEHIND_COMMA = re.compile(r"a*([NORAP])")
_FOR_SOMEBODY = re.compile(r"i([NORA])$")


class SpeechEvent(NamedTuple):
    """A cue of a sentence with its source.

    Attributes:
        cue: Index of the cue's chunk.
        source: Index of the source's chunk, or -1: the clause names none.
        how: How the source was found: ``subject``, ``inverted``, ``clause``, ``phrase``, ``owner``,
            ``object`` (of a verb that passes words on), ``passive`` or ``none``.
    """

    cue: int
    source: int
    how: str


def find_speech_events(chunks: Chunks) -> list[SpeechEvent]:
    """Find every cue of a sentence with its source, by position."""
    return [
        _SOURCE_FINDERS[code](chunks, at) for at, code in enumerate(chunks.pattern) if code in _SOURCE_FINDERS
    ]


def _of_verb(chunks: Chunks, at: int) -> SpeechEvent:
    cue = chunks.row[at].cue
    if _is_passive(chunks, at) and (cue is None or cue.form != "phrase"):
        return SpeechEvent(at, _agent(chunks, at), "passive")
    pattern = chunks.pattern
    before = pattern[at - 1] if at else ""
    spoken = _passed_on(chunks, at)
    if spoken >= 0:
        return SpeechEvent(at, spoken, "object")
    left = left_subject(chunks, at)
    if before == Code.QUOTATION and left >= 0:
        return SpeechEvent(at, left, "subject")
    if before in ("", "Q") or (before in ",-" and (left < 0 or pattern[: at - 1].endswith("Q"))):
        right = phrase_right(chunks, at + 1)
        if right >= 0 and (before != "," or pattern[right] in SPEAKERS):
            return SpeechEvent(at, right, "inverted")
        if before == Code.QUOTATION:
            return SpeechEvent(at, -1, "none")
    return SpeechEvent(at, left, "subject" if left >= 0 else "none")


def _passed_on(chunks: Chunks, at: int) -> int:
    """Return whose words somebody passes on with a verb; -1 if the verb's subject speaks.

    ``quoted Lee as saying``; ``Interfax, citing Lee, said``.
    """
    pattern = chunks.pattern
    if _has_lemma(chunks, at, _PASSING_ON_VERBS):
        following = _OBJECT_AS.match(pattern, at + 1)
        if following and chunks.row[following.end() - 1].head == "as":
            return name_of(chunks, following.start(1))
        return -1
    between = _QUOTED_BETWEEN.search(pattern, 0, at)
    if between and _has_lemma(chunks, between.start(1) - 1, _PASSING_ON_VERBS):
        return between.start(1)
    said_as = _AS_SAYING.search(pattern, max(0, at - 12), at)
    if said_as is None or chunks.row[pattern.rindex("k", 0, at)].head != "as":
        return -1
    back = said_as.start() - 1
    if back >= 0 and pattern[back] in "VGE" and _has_lemma(chunks, back, _PASSING_ON_VERBS):
        return -1 if _is_passive(chunks, back) else name_of(chunks, said_as.start(1))
    return -1


def _has_lemma(chunks: Chunks, at: int, lemmas: frozenset[str]) -> bool:
    cue = chunks.row[at].cue
    return cue is not None and cue.lemma in lemmas


def _of_participle(chunks: Chunks, at: int) -> SpeechEvent:
    pattern = chunks.pattern
    spoken = _passed_on(chunks, at)
    if spoken >= 0:
        return SpeechEvent(at, spoken, "object")
    if re.search(r"xa*$", pattern[:at]):
        source = left_subject(chunks, at)
        return SpeechEvent(at, source, "subject" if source >= 0 else "none")
    if (
        at
        and pattern[at - 1] in NOMINAL_SPEAKERS
        and (at == 1 or pattern[at - 2] not in PREPOSITIONS or chunks.row[at - 2].head in ("of", "with"))
    ):
        return SpeechEvent(at, at - 1, "subject")
    if at and pattern[at - 1] == Code.SAYING and chunks.row[at - 1].owner is not None:
        return SpeechEvent(at, at - 1, "owner")
    event = _of_clause(chunks, at)
    return (
        event
        if event.source >= 0 or not at or pattern[at - 1] != Code.SAYING
        else SpeechEvent(at, at - 1, "subject")
    )


def _of_base(chunks: Chunks, at: int) -> SpeechEvent:
    """Take a base form for a verb only after an auxiliary, "to", or a plural subject."""
    pattern = chunks.pattern
    back = at - 1
    while back >= 0 and pattern[back] in "xa":
        back -= 1
    if back < 0:
        return SpeechEvent(at, -1, "none")
    if pattern[back] == Code.TO:
        for_whom = _FOR_SOMEBODY.search(pattern, 0, back)
        if for_whom and chunks.row[for_whom.start()].head == "for":  # only for Lee to say
            return SpeechEvent(at, name_of(chunks, for_whom.start(1)), "clause")
        return _of_clause(chunks, back)._replace(cue=at)
    if "x" in pattern[back + 1 : at]:
        source = left_subject(chunks, at)
        return SpeechEvent(at, source, "subject" if source >= 0 else "none")
    if pattern[back] in "AP" or (pattern[back] == Code.WHO and back == at - 1):
        source = left_subject(chunks, at)
        return SpeechEvent(at, source, "subject" if source >= 0 else "none")
    return SpeechEvent(at, -1, "none")


def _of_perfect(chunks: Chunks, at: int) -> SpeechEvent:
    if _is_passive(chunks, at):
        return SpeechEvent(at, _agent(chunks, at), "passive")
    source = left_subject(chunks, at)
    return SpeechEvent(at, source, "subject" if source >= 0 else "none")


def _of_phrase(chunks: Chunks, at: int) -> SpeechEvent:
    if _POSSESSIVE_PRONOUN.search(chunks.row[at].head):
        return SpeechEvent(at, at, "phrase")
    source = phrase_right(chunks, at + 1)
    return SpeechEvent(at, source, "phrase" if source >= 0 else "none")


def _of_noun(chunks: Chunks, at: int) -> SpeechEvent:
    chunk = chunks.row[at]
    if chunk.owner is None and chunk.head in _NOUNS_FOR_WORDS:
        source = clause_subject(chunks, at)
        if source >= 0:
            return SpeechEvent(at, source, "clause")
    return SpeechEvent(at, at, "owner")


def _of_clause(chunks: Chunks, at: int) -> SpeechEvent:
    source = clause_subject(chunks, at)
    if source < 0 and _PARTICIPLE_OPENS.match(chunks.pattern[:at]):
        source = _main_subject(chunks, at)
    return SpeechEvent(at, source, "clause" if source >= 0 else "none")


def _main_subject(chunks: Chunks, at: int) -> int:
    """Return the subject that follows an opening participle.

    ``After saying it was "late", Lee left``; ``Calling the mayor, Ole Dahl, "late", Lee left``.
    """
    pattern = chunks.pattern
    quoted = pattern.find("Q", at)
    behind = _SUBJECT_BEHIND.match(pattern, quoted + 1) if quoted >= 0 else None
    if behind:
        return name_of(chunks, behind.start(1))
    comma = pattern.find(",", at)
    first = _SUBJECT_BEHIND_COMMA.match(pattern, comma + 1) if comma >= 0 else None
    return first.start(1) if first else -1


_SOURCE_FINDERS = {
    "V": _of_verb, "G": _of_participle, "B": _of_base, "E": _of_perfect, "F": _of_phrase, "S": _of_noun,
}  # fmt: skip


def _is_passive(chunks: Chunks, at: int) -> bool:
    """Tell whether a participle is passive: ``was asked``, ``has been called``; not ``has said``."""
    back = at - 1
    while back >= 0 and chunks.pattern[back] == Code.ADVERB:
        back -= 1
    return back >= 0 and chunks.pattern[back] == Code.AUXILIARY and chunks.row[back].head in _BE_FORMS


def _agent(chunks: Chunks, at: int) -> int:
    """Return who did it in a passive: ``called a hero by Jonson``; -1 if nobody is named."""
    for i in range(at + 1, min(at + 8, len(chunks.row) - 1)):
        if chunks.pattern[i] == Code.PREPOSITION and chunks.row[i].head == "by":
            return i + 1 if chunks.pattern[i + 1] in NOUN_PHRASES else -1
    return -1
