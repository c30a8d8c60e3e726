"""What the words of a run are: openers of a sentence, a body's name, a person's.

Owns the questions that a run's words answer by themselves. Refuses titles (``titled``) and the order in which
the questions are asked (``runs``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reader.analysis.grammar import FUNCTION_WORDS, words
from reader.analysis.lexicon import cues, fold, nationalities, not_names, organisation_words, places, titles
from reader.analysis.name import CONNECTORS, INITIAL, PARTICLES, Word, is_given_name, join_words, name_gender
from reader.analysis.titled import read_title

_SAID = words("said says added asked continued stated replied wrote tweeted told")
_SURNAMES_LIKE_BODIES = words(
    "cross church hall park parks fields banks court post house temple college bond school field"
)
_AGENT = re.compile(r"[a-z]{3}(?:er|or|ist|ices|man|woman|eur)s?$")
KOREAN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{0,4}[aeiounmgklph]$")


def strip_openers(words: list[Word]) -> list[Word]:
    """Drop capitalised words before the name that only begin a sentence or name a day."""
    at = 0
    while at < len(words) and _opens_sentence(words, at):
        at += 1
    return words[at:]


def _opens_sentence(words: Sequence[Word], at: int) -> bool:
    low = words[at].low
    if len(words) == at + 2 and KOREAN.match(words[-1].text) and len(low) <= 5 and low not in FUNCTION_WORDS:
        return False
    if low == "will" and at + 1 < len(words) and at == 0 and len(words) == 2 and not is_given_name(words[1]):
        return False
    if low in FUNCTION_WORDS or low in months_and_days():
        return True
    if at + 1 == len(words) or low in titles() or read_title(words[at : at + 2]) is not None:
        return False
    if fold(join_words(words[at : at + 2])) in places():
        return False
    if low in _SAID:
        return True
    if is_given_name(words[at]):
        return False
    if words[-1].low in organisation_words():
        return False
    return low in not_names() or (low in cues() and cues()[low].form in ("ed", "s", "ing"))


@cache
def months_and_days() -> frozenset[str]:
    """Return the names of days and months, in lower case."""
    return words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
        "august september october november december"
    )


def is_body(words: Sequence[Word]) -> bool:
    """Tell whether the words are the name of a body: ``Ministry of Trade``, ``Varn Lithics Ltd``."""
    if len(words) == 2 and words[1].low in _SURNAMES_LIKE_BODIES and name_gender(words[0].text):
        return False
    if words[-1].low in organisation_words() or words[-1].low.rstrip("s") in organisation_words():
        return True
    return any(word.low in CONNECTORS for word in words) and names_body(words)


def names_body(words: Sequence[Word]) -> bool:
    """Tell whether a run with a connector is one name: ``Bank of England``, ``Department for Education``."""
    return any(word.low in organisation_words() for word in words[:-1])


def names_person(words: Sequence[Word]) -> bool:
    """Tell whether words begin with a given name or initial and end in no word for a body: ``Ann Lee``."""
    return (is_given_name(words[0]) or INITIAL.match(words[0].text) is not None) and not is_body(words)


def is_plain(words: Sequence[Word]) -> bool:
    """Tell whether no list knows the words as anything but a name."""
    return not any(word.low in not_names() or word.low in nationalities() for word in words)


def find_given_name(words: Sequence[Word]) -> int | None:
    """Return where a name begins after other capitalised words: ``Security Policy Kaja Kallas``."""
    described = (
        words[0].low in nationalities() or words[0].low in organisation_words() or words[0].low in not_names()
    )
    if (
        len(words) < 4
        and not described
        and fold(words[0].text) not in places()
        and not _AGENT.search(words[0].low)
    ):
        return None
    for i in range(1, len(words) - 1):
        if words[i].low in PARTICLES:
            return None
        if is_given_name(words[i]) and len(words) - i <= 4:
            return i
    return None


def cut_tail(words: list[Word]) -> list[Word]:
    """Return the words of a name up to a connector: ``Ann Lee of Ohio``."""
    cut = next((i for i, word in enumerate(words) if word.low in CONNECTORS), len(words))
    return words[:cut]
