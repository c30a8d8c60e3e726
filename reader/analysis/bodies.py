"""The bodies of an article: which names and acronyms mean the same one.

Owns the joining of full name, acronym and the end of a name. Refuses people (``cast``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from reader.analysis.entities import Entity
from reader.analysis.lexicon import fold, known_organisations
from reader.analysis.name import Name

MOST_ENDINGS = 6
"""Ends of a body's name that are kept as short forms of it: ``Daily News`` of ``New York Daily News``."""


class Bodies:
    """Every body that an article names.

    Args:
        entities: The article's cast, which new bodies join.
    """

    def __init__(self, entities: list[Entity]) -> None:
        self._entities = entities
        self._known: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        self._called: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def find(self, name: Name) -> int:
        """Return the body of a name, by its full form, its acronym or the end of it."""
        words = name.words[1:] if name.words[0].casefold() == "the" else name.words
        text = " ".join(words)
        key = fold(known_organisations().get(text, text)).replace(".", "")
        number = self._known.get(key)
        if number is None:
            number = self._endings.get(key)
        if number is None:
            initials = "".join(word[0] for word in key.split() if word not in ("of", "the", "and", "for"))
            number = self._known.get(initials) if len(initials) > 2 else None
            if number is None:
                number = len(self._entities)
                self._entities.append(Entity(text, tuple(key.split()), True, True))
                self._known.setdefault(initials, number)
        self._known[key] = number
        parts = key.split(" ")
        for first in range(1, min(len(parts), MOST_ENDINGS)):
            self._endings.setdefault(" ".join(parts[first:]), number)
        entity = self._entities[number]
        if len(text) > len(entity.name) and text.isupper() <= entity.name.isupper():
            entity.name = text
        return number

    def note(self, start: int, number: int) -> None:
        """Remember where a body was named."""
        for word in self._entities[number].key:
            self._called[word].append((start, number))

    def called(self, head: str, before: int) -> int | None:
        """Return the body last named before an offset that has a word in its name.

        The ministry, the council.
        """
        named = self._called.get(head, [])
        at = bisect_left(named, (before, 0))
        return named[at - 1][1] if at else None
