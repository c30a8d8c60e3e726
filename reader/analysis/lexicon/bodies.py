"""Bodies that speak: organisations by name, the words that make such names, and groups without one.

Owns the lists. Refuses to find them in a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reader.analysis.lexicon.datafile import read_lines, read_words


@cache
def organisation_words() -> frozenset[str]:
    """Return words, in lower case, that make or end the name of a body: ``ministry``, ``ltd``."""
    return frozenset(word for _, word in read_words("organisation_words.txt"))


@cache
def known_organisations() -> Mapping[str, str]:
    """Return names and acronyms of bodies that speak, as printed and without "the", to the form to show.

    Case matters, because ``WHO`` and ``US`` are words in lower case.
    """
    found = {}
    for _, line in read_lines("organisations.txt"):
        canonical, _, aliases = line.partition(":")
        for name in (canonical, *aliases.split(",")):
            if name := name.strip():
                found[name] = canonical.strip()
    return MappingProxyType(found)


@cache
def group_nouns() -> frozenset[str]:
    """Return heads of sources without a name, in lower case: ``official``, ``protesters``."""
    return frozenset(word for _, word in read_words("group_nouns.txt"))
