"""Given names, places, nationalities, and capitalised words that are no names.

Owns the lists. Refuses to find them in a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reader.analysis.lexicon.datafile import fold, read_lines, read_words


@cache
def given_names() -> Mapping[str, str]:
    """Return given names, folded, to ``f``, ``m``, or ``u`` where both bear it or it cannot be told."""
    found = {}
    for _, line in read_lines("given_names.txt"):
        gender, _, names = line.partition(" ")
        for name in names.split():
            found[fold(name)] = gender
    return MappingProxyType(found)


@cache
def places() -> frozenset[str]:
    """Return countries, regions and cities, folded: ``united states``, ``kyiv``, ``sao paulo``."""
    return frozenset(fold(word) for _, word in read_words("places.txt"))


@cache
def nationalities() -> frozenset[str]:
    """Return adjectives and demonyms of countries and peoples, in lower case: ``polish``, ``poles``."""
    return frozenset(word.lower() for _, word in read_words("nationalities.txt"))


@cache
def not_names() -> frozenset[str]:
    """Return words and phrases, in lower case, that are capitalised in news and name nobody.

    Days, months, the openers of sentences, the words of headlines, events, faiths, awards.
    """
    return frozenset(word.lower() for _, word in read_words("not_names.txt"))
