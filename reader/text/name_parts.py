"""Parts of people's names that say little of who it is, and words that differ by a slip of spelling.

Owns the lists for everybody who reads names: bylines, the names in an article, people over a library. Words
are given folded. The particles are those of Romance, Germanic, Slavic, Arabic and Hebrew names in Latin
script, as style guides of newspapers list them for sorting.
"""

from __future__ import annotations

NAME_PARTICLES = frozenset(
    {
        "van", "von", "de", "der", "den", "del", "dem", "des", "da", "di", "do", "du", "dos", "das",
        "della", "la", "le", "el", "al", "bin", "bint", "binti", "ibn", "ben", "y", "e", "ter",
        "ten", "te", "zu", "zur", "zum", "af", "av", "i", "san",
    }
)  # fmt: skip
"""Words in small letters that stand within a person's name."""

NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What tells namesakes of a family apart, without its full stop."""


def is_misspelling(word: str, right: str) -> bool:
    """Tell whether two words differ by one letter that is left out, added or replaced."""
    if word == right or abs(len(word) - len(right)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), len(word))
    skips = (1, 1) if len(word) == len(right) else (len(word) > len(right), len(right) > len(word))
    return word[same + skips[0] :] == right[same + skips[1] :]
