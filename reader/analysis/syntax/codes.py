"""The one-letter codes of tokens and chunks, and the sets of codes that several modules ask for.

Stands alone because the tokens, the chunks, the clauses and the rules share them. A sentence's pattern is the
row of its chunks' codes, so that regular expressions can match it; punctuation stands for itself. The codes
are plain strings: each look at a member of an enumeration is a call in Python 3.11, and all of them together
made the analysis a tenth slower.
"""

from __future__ import annotations

from typing import Final


class Code:
    """What a token or a chunk is; the second group occurs in chunks only, the third in tokens only."""

    QUOTATION: Final = "Q"
    PERSON: Final = "N"
    ORGANISATION: Final = "O"
    SUBJECT_PRONOUN: Final = "P"
    OTHER_PRONOUN: Final = "M"
    WHO: Final = "W"
    THAT: Final = "h"
    FINITE_CUE: Final = "V"
    PARTICIPLE_CUE: Final = "E"
    ING_CUE: Final = "G"
    BASE_CUE: Final = "B"
    CUE_PHRASE: Final = "F"
    AUXILIARY: Final = "x"
    PREPOSITION: Final = "i"
    TO: Final = "t"
    CONJUNCTION: Final = "c"
    SUBORDINATOR: Final = "k"
    ADVERB: Final = "a"
    POSSESSIVE_MARK: Final = "'"
    DASH: Final = "-"

    ROLE: Final = "R"
    """A role or title: ``the mayor``."""
    GROUP: Final = "A"
    """A group, or a source without a name: ``officials``."""
    SAYING: Final = "S"
    """A noun of saying: ``Lee's claim``."""
    THING: Final = "T"
    """Any other noun phrase."""
    VERB_OR_NOUN: Final = "v"
    """Words that may be a verb or a bare noun."""

    PLACE: Final = "L"
    TITLE_WORD: Final = "r"
    GROUP_WORD: Final = "g"
    ORGANISATION_WORD: Final = "o"
    SAYING_WORD: Final = "n"
    MODIFIER: Final = "m"
    NUMBER: Final = "#"
    DETERMINER: Final = "d"
    POSSESSIVE: Final = "s"
    OTHER_WORD: Final = "b"
    OTHER_MARK: Final = "~"


PREPOSITIONS = Code.PREPOSITION + Code.TO
CLAUSE_OPENERS = Code.SUBORDINATOR + Code.THAT
UNNAMED_PEOPLE = Code.ROLE + Code.GROUP
COLLECTIVES = Code.ORGANISATION + Code.GROUP
NOMINAL_SPEAKERS = Code.PERSON + Code.ORGANISATION + UNNAMED_PEOPLE
"""Noun phrases that can speak, pronouns aside."""
SPEAKERS = NOMINAL_SPEAKERS + Code.SUBJECT_PRONOUN
NOUN_PHRASES = SPEAKERS + Code.THING + Code.SAYING + Code.OTHER_PRONOUN
