"""The fullest version of a statement beside another: what that one kept, left out, added and changed.

Owns the comparison of two versions, word by word. Pure: it knows neither articles nor a library. The steps of
a comparison cover both texts without a gap, so that either can be put together from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from reader.analysis.aligning import Pair, align
from reader.analysis.wordforms import Nature, Token, find_nature, find_tokens

__all__ = ["Change", "Comparison", "Nature", "Step", "compare_versions"]

_ISLAND = 3  # letters; such a word alone between differing ones is not what was kept
_KEPT_NATURES = frozenset({Nature.TENSE, Nature.NUMBER, Nature.SPELLING})


class Change(StrEnum):
    """What became of some words of the fullest version in another."""

    KEPT = "kept"
    LEFT_OUT = "left out"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Step:
    """Some words, with the white space after them: ``fullest[start:end]``, ``other[other_start:other_end]``.

    Attributes:
        nature: Of a change of words: tense, number, spelling. BRACKETS: one version has an editor's words in
            brackets here, the other its own or none. Words left out are ELISION where the other version shows
            that by a mark, which its span covers; words added are, where the fullest itself shows it; a mark
            beside nothing is changed. PLAIN: none of these.
    """

    change: Change
    start: int
    end: int
    other_start: int
    other_end: int
    nature: Nature = Nature.PLAIN


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions laid beside each other.

    Attributes:
        steps: They cover both texts, in order.
        kept: Share of the fullest version's words, 0 to 1, that the other has, be it in another tense, number
            or spelling.
    """

    steps: tuple[Step, ...]
    kept: float


def compare_versions(fullest: str, other: str) -> Comparison:
    """Lay another version beside the fullest."""
    left, right = find_tokens(fullest), find_tokens(other)
    one = [place for place, token in enumerate(left) if not token.elision]
    two = [place for place, token in enumerate(right) if not token.elision]
    found = align([left[p].key for p in one], [right[p].key for p in two], _alike)
    found = _without_islands(found, [len(left[p].key) for p in one], len(two))
    pairs = [(one[a], two[b]) for a, b in found]
    steps = tuple(_merge(_steps(_Side(fullest, left), _Side(other, right), pairs)))
    natures = [_nature(left[a], right[b]) for a, b in pairs]
    kept = sum(nature is None or nature in _KEPT_NATURES for nature in natures)
    return Comparison(steps, kept / len(one) if one else 1.0)


class _Side:
    """One text with its words, each of which reaches to where the next begins."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self._cuts = [0, *(_cut(text, a, b) for a, b in pairwise(tokens)), len(text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of the words from one place to before another."""
        if not self.tokens:
            return (0, self._cuts[-1]) if start == 0 else (self._cuts[-1],) * 2
        return self._cuts[start], self._cuts[end]


def _cut(text: str, before: Token, after: Token) -> int:
    """Return where what belongs to one word ends and the next begins, opening marks before it included."""
    gap = text[before.end : after.start]
    return after.start - (len(gap) - len(gap.rstrip("([{<“‘\"'«„‚"))) if gap[-1:].strip() else after.start


def _alike(one: str, other: str) -> bool:
    return find_nature(one, other) is not None


def _nature(one: Token, other: Token) -> Nature | None:
    """Return what differs in a pair of words, or None if nothing does."""
    return None if one.key == other.key else find_nature(one.key, other.key)


def _without_islands(pairs: list[Pair], lengths: Sequence[int], others: int) -> list[Pair]:
    """Leave out short words that are alone in common between words that differ on both sides."""
    ends = [(-1, -1), *pairs, (len(lengths), others)]
    return [
        pair
        for before, pair, after in zip(ends, pairs, ends[2:], strict=False)
        if lengths[pair[0]] > _ISLAND
        or min(pair[0] - before[0], pair[1] - before[1]) < 2
        or min(after[0] - pair[0], after[1] - pair[1]) < 2
    ]


def _steps(one: _Side, other: _Side, pairs: Sequence[Pair]) -> Iterator[Step]:
    place = other_place = 0
    for a, b in (*pairs, (len(one.tokens), len(other.tokens))):
        yield from _difference(one, other, (place, a), (other_place, b))
        if a < len(one.tokens):
            nature = _nature(one.tokens[a], other.tokens[b])
            change = Change.KEPT if nature is None else Change.CHANGED
            yield Step(change, *one.span(a, a + 1), *other.span(b, b + 1), nature or Nature.PLAIN)
        place, other_place = a + 1, b + 1


def _difference(one: _Side, other: _Side, here: Pair, there: Pair) -> Iterator[Step]:
    """Yield the step for words that are not paired, if there are any."""
    span, other_span = one.span(*here), other.span(*there)
    if span[0] == span[1] and other_span[0] == other_span[1]:
        return
    mine, theirs = one.tokens[slice(*here)], other.tokens[slice(*there)]
    words = any(not token.elision for token in mine)
    other_words = any(not token.elision for token in theirs)
    elided = any(token.elision for token in (mine if other_words else theirs))
    nature = Nature.PLAIN
    if words and other_words:
        change = Change.CHANGED
        nature = Nature.BRACKETS if all(token.bracketed or token.elision for token in theirs) else nature
    elif other_words:
        change = Change.ADDED
        nature = Nature.BRACKETS if all(token.bracketed for token in theirs) else nature
        nature = Nature.ELISION if elided else nature
    elif words:
        change = Change.LEFT_OUT
        nature = Nature.BRACKETS if all(token.bracketed for token in mine) else nature
        nature = Nature.ELISION if elided else nature
    else:
        change = Change.KEPT if bool(mine) is bool(theirs) else Change.CHANGED
        nature = nature if change is Change.KEPT else Nature.ELISION
    yield Step(change, *span, *other_span, nature)


def _merge(steps: Iterator[Step]) -> Iterator[Step]:
    """Join neighbours of one kind."""
    last: Step | None = None
    for step in steps:
        if last is not None and (last.change, last.nature) == (step.change, step.nature):
            last = replace(last, end=step.end, other_end=step.other_end)
        else:
            if last is not None:
                yield last
            last = step
    if last is not None:
        yield last
