"""What a query's words look like in a text, as a pattern that paints them.

Owns the pattern. It follows the index's rule: whole words, without case, without accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from reader.library.folding import fold_words
from reader.library.nodes import And, Node, Or, Saved, Words
from reader.library.query import Query

# Latin letters with marks: Latin-1, Extended-A and -B, Extended Additional.
_MARKED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))


def pattern(query: Query) -> re.Pattern[str] | None:
    """Return what finds the words that a query asks for, or None if it asks for none."""
    phrases = {_phrase(words) for words in _wanted(query.root) if fold_words(words.text)}
    if not phrases:
        return None
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})")


def _wanted(node: Node | None) -> Iterator[Words]:
    match node:
        case Words():
            yield node
        case And() | Or():
            for part in node.nodes:
                yield from _wanted(part)
        case Saved():
            yield from _wanted(node.node)


def _phrase(words: Words) -> str:
    spelled = ("".join(_letter(letter) for letter in word) for word in fold_words(words.text))
    return r"[\W_]+".join(spelled) + ("" if words.prefix else r"(?![^\W_])")


def _letter(letter: str) -> str:
    # Both cases are written out where they are known: ignoring case, each class would take long to compile.
    marked = _marked_letters().get(letter)
    if marked:
        return f"[{letter}{letter.upper()}{marked}][\u0300-\u036f]?"
    return re.escape(letter) if letter.isascii() and not letter.isalpha() else f"(?i:{re.escape(letter)})"


@cache
def _marked_letters() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code in _MARKED:
        plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if plain.isascii() and plain.isalpha():
            found[plain] = found.get(plain, "") + chr(code)
    return MappingProxyType(found)
