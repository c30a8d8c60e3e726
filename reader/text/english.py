"""Inflect English verbs and nouns, as far as reporting verbs need it.

Owns the regular spelling rules; what is irregular comes from the data file. Refuses to take forms apart.
"""

from __future__ import annotations

import re

_HISS = re.compile(r"(?:s|x|z|ch|sh)$")
_TAKE_ES = frozenset({"go", "do", "veto", "echo", "forgo", "undergo"})
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
# One syllable that ends in one vowel and one consonant, not w, x or y: "quip", not "say", "shout" or "mock".
_DOUBLING = re.compile(r"(?:[^aeiou]*|[^aeiou]*qu)[aeiou][bdgklmnprtvz]")


def third_person(verb: str) -> str:
    """Return the form after he or she; also the plural of a noun: ``says``, ``replies``, ``stresses``."""
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ies"
    if verb.endswith("iz"):
        verb += "z"
    return verb + ("es" if _HISS.search(verb) or verb in _TAKE_ES else "s")


def stem(verb: str, doubled: bool | None = None) -> str:
    """Return what -ed and -ing are added to: ``quipp``, ``argue``.

    Args:
        verb: The base form.
        doubled: Whether the last consonant is doubled; None leaves it to the rule for words of one syllable.
    """
    if doubled is None:
        doubled = _DOUBLING.fullmatch(verb) is not None
    return verb + verb[-1] if doubled else verb


def past(stem: str) -> str:
    """Return the regular past of a stem: ``claimed``, ``argued``, ``replied``."""
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if _CONSONANT_Y.search(stem) else stem + "ed"


def present_participle(stem: str) -> str:
    """Return the -ing form of a stem: ``arguing``, ``lying``, ``agreeing``."""
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    silent = stem.endswith("e") and not stem.endswith(("ee", "oe", "ye"))
    return (stem[:-1] if silent else stem) + "ing"
