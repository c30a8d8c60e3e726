"""What is known of the forms of English words: inflection, irregular forms, British and American spellings.

Owns the rules; the tables lie in ``english.txt``. Words are given folded, but for the noun of ``count``.
Refuses to know what a word means.
A stem need not be a word; it is the same for all regular forms of one word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from reader.text.wordlists import read_pairs, read_words

_LIST_FILE = "text/english.txt"
_SIBILANT_ENDING = re.compile(r"(?:s|x|z|ch|sh)$")
_VERBS_IN_ES = frozenset({"go", "do", "veto", "echo", "forgo", "undergo"})
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
# One syllable that ends in one vowel and one consonant, not w, x or y: "quip", not "say", "shout" or "mock".
_DOUBLES_CONSONANT = re.compile(r"(?:[^aeiou]*|[^aeiou]*qu)[aeiou][bdgklmnprtvz]")
_VOWEL = re.compile("[aeiouy]")
_TENSE_ENDINGS = ("ed", "ing")
_BRITISH_ISE = re.compile(r"([a-z]{2,}[b-df-hj-np-tv-xz])is(e[ds]?|ing(?:ly)?|ers?|able|ation(?:s|al|ally)?)")


def third_person(verb: str) -> str:
    """Return the form after he or she; also the plural of a noun: ``says``, ``replies``, ``stresses``."""
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ies"
    if verb.endswith("iz"):
        verb += "z"
    return verb + ("es" if _SIBILANT_ENDING.search(verb) or verb in _VERBS_IN_ES else "s")


def double_last(verb: str, doubled: bool | None = None) -> str:
    """Return what -ed and -ing are added to: ``quipp``, ``argue``.

    Args:
        verb: The base form.
        doubled: Whether the last consonant is doubled; None leaves it to the rule for words of one syllable.
    """
    if doubled is None:
        doubled = _DOUBLES_CONSONANT.fullmatch(verb) is not None
    return verb + verb[-1] if doubled else verb


def past(verb: str) -> str:
    """Return the regular past of what ``double_last`` returns: ``claimed``, ``argued``, ``replied``."""
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if _CONSONANT_Y.search(verb) else verb + "ed"


def present_participle(verb: str) -> str:
    """Return the -ing form of what ``double_last`` returns: ``arguing``, ``lying``, ``agreeing``."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    silent = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye"))
    return (verb[:-1] if silent else verb) + "ing"


@lru_cache(maxsize=1 << 14)
def american(word: str) -> str:
    """Return a word in American spelling; one that is spelled alike, or is no British word, as it is."""
    table = _spellings()
    if word in table.words:
        return table.words[word]
    word = table.pattern.sub(lambda match: table.pieces[match[0]], word)
    ise = _BRITISH_ISE.fullmatch(word)
    if ise and ise[1] + "ise" not in read_words(_LIST_FILE, "ise"):
        return f"{ise[1]}iz{ise[2]}"
    return word


def stem(word: str) -> str:
    """Return what the regular forms of a word, and its British and American spellings, have in common."""
    word = american(word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word != "news":
        word = word[:-1]
    shortest_doubled = 5  # letters: "watt" is no form of "wat", but "tapp" of "tapping" is one of "tap"
    ing = len(word) > 5 and word.endswith("ing") and _VOWEL.search(word, 0, len(word) - 3) is not None
    if ing:
        word, shortest_doubled = word[:-3], 4
    if len(word) > 4 and word.endswith("eed" if ing else "ed"):  # "exceeding" as "exceed"
        word, shortest_doubled = word[:-2], 4
    if (
        len(word) >= shortest_doubled
        and word[-1] == word[-2]
        and word[-1] != "s"
        and (word[-1] != "l" or len(word) > 5)
    ):
        word = word[:-1]
    if len(word) > 3 and word[-1] in "ey":
        return word[:-1] + ("i" if word[-1] == "y" else "")
    return word


def differ_in_number(one: str, other: str) -> bool:
    """Tell whether one word is the plural, or the third person singular, of the other."""
    singular, plural = sorted((one, other), key=len)
    return plural in (third_person(singular), singular + "s", singular + "es") or (
        (one, other) in _both_ways("plurals")
    )


def differ_in_tense(one: str, other: str) -> bool:
    """Tell whether two words are different forms of one verb, regular or not."""
    verbs, forms = ({word, word.removesuffix("s"), word.removesuffix("es")} for word in (one, other))
    if any((verb, form) in _both_ways("pasts") for verb in verbs for form in forms):
        return True
    if any(
        form in (past(base), present_participle(base))
        for verb, form in ((one, other), (other, one))
        for base in (verb, double_last(verb), verb.removesuffix("s"))
    ):
        return True
    return stem(one) == stem(other) and (one.endswith(_TENSE_ENDINGS) or other.endswith(_TENSE_ENDINGS))


@dataclass(frozen=True, slots=True)
class _Spellings:
    """British spellings with the American ones.

    Attributes:
        words: Whole words.
        pieces: What stands inside a word, as ``pattern`` finds it.
    """

    words: Mapping[str, str]
    pieces: Mapping[str, str]
    pattern: re.Pattern[str]


@cache
def _spellings() -> _Spellings:
    pieces = dict(read_pairs(_LIST_FILE, "pieces"))
    alternatives = list(pieces)
    for word in read_words(_LIST_FILE, "one l"):
        pieces[word + "l"] = word
        alternatives.append(word + "l(?=ed$|ing|er|or|ous|en)")
    # The longest first: "centred" before "centre".
    pattern = re.compile("|".join(sorted(alternatives, key=len, reverse=True)))
    pieces = {piece.removeprefix("^"): american for piece, american in pieces.items()}
    return _Spellings(dict(read_pairs(_LIST_FILE, "words")), pieces, pattern)


@cache
def _both_ways(section: str) -> frozenset[tuple[str, str]]:
    pairs = read_pairs(_LIST_FILE, section)
    return frozenset((*pairs, *((other, one) for one, other in pairs)))


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 quotation``, ``9 quotations``, ``12,345 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
