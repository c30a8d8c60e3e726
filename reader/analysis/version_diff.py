"""Two versions of a statement compared word by word: what is kept, left out, added and changed.

Owns the cut into words, the alignment of two sequences of words, and what a difference is called. Pure:
knows neither articles nor a library. The steps of a comparison cover both texts without a gap, so that
either can be put together from them; offsets are those of the texts given.

Alignment looks for anchors first: runs of words, then words, that both have exactly once, in the longest
order that suits both (patience diff, Bram Cohen). The gaps between anchors are aligned exactly, by the weight
of equal words and of forms of one word. A gap that has no anchor and is too large for that stays unaligned,
so that the time grows about linearly with the texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from reader.text.english import american, differ_in_number, differ_in_tense
from reader.text.folding import fold

_ANCHOR_WORDS = 3  # tried before single words
_MOST_PAIRS_WEIGHED = 6_000  # pairs of words that are weighed between two anchors
_MOST_ANCHOR_ROUNDS = 12  # of looking for anchors between anchors
_WEIGHT_EQUAL, _WEIGHT_ALIKE = 4, 3
_LONGEST_CHANCE_MATCH = 3  # letters; such a word alone between differing ones is not what was kept

_ELISION = r"<\s*(?:\.{2,}|…)\s*>|\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|(?:\. ){2}\.|…"
_CLITIC_WORD = r"[n][’'ʼ]t\b|[’'ʼ](?:s|re|ve|ll|d|m)\b"
_PLAIN_WORD = r"\d+(?:[.,]\d+)*|[^\W_]+?(?=n[’'ʼ]t\b)|[^\W_]+(?:-[^\W_]+)*"
_TOKEN = re.compile(
    rf"(?P<elision>{_ELISION})|(?P<clitic>{_CLITIC_WORD})|(?P<word>{_PLAIN_WORD})|(?P<mark>[\[\]()])",
    re.IGNORECASE,
)
_FULL_CLITICS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_FULL_STEMS = {"ca": "can", "wo": "will", "sha": "shall"}

# By person and tense: forms with one number differ in number only.
_FORMS_OF_BE = {"am": 1, "is": 1, "are": 1, "was": 2, "were": 2, "be": 0, "been": 3, "being": 4}

Pair = tuple[int, int]
"""Places of a word in one and in the other version."""
Gap = tuple[int, int, int, int]
"""Places from and before which words of the one, and of the other, are not aligned yet."""


class Nature(StrEnum):
    """What a difference between two versions is."""

    PLAIN = "plain"
    ELISION = "elision"
    BRACKETS = "brackets"
    TENSE = "tense"
    NUMBER = "number"
    SPELLING = "spelling"


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


@dataclass(frozen=True, slots=True)
class VersionToken:
    """A word, or a mark of elision.

    Attributes:
        key: What makes it the same word: no case, no accents, contractions in full; empty for an elision.
        bracketed: It stands in brackets: an editor's word.
    """

    start: int
    end: int
    key: str
    bracketed: bool = False

    @property
    def elision(self) -> bool:
        """Whether it is a mark that something was left out."""
        return not self.key


def compare_versions(fullest: str, other: str) -> Comparison:
    """Lay another version beside the fullest."""
    left, right = find_tokens(fullest), find_tokens(other)
    one = [place for place, token in enumerate(left) if not token.elision]
    two = [place for place, token in enumerate(right) if not token.elision]
    found = _align([left[p].key for p in one], [right[p].key for p in two])
    found = _drop_chance_matches(found, [len(left[p].key) for p in one], len(two))
    pairs = [(one[a], two[b]) for a, b in found]
    steps = tuple(_merge(_steps(_Side(fullest, left), _Side(other, right), pairs)))
    natures = [_nature(left[a], right[b]) for a, b in pairs]
    kept = sum(nature is None or nature in _KEPT_NATURES for nature in natures)
    return Comparison(steps, kept / len(one) if one else 1.0)


class _Side:
    """One text with its words, each of which reaches to where the next begins."""

    def __init__(self, text: str, tokens: Sequence[VersionToken]) -> None:
        self.tokens = tokens
        self._cuts = [0, *(_cut(text, a, b) for a, b in pairwise(tokens)), len(text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of the words from one place to before another."""
        if not self.tokens:
            return (0, self._cuts[-1]) if start == 0 else (self._cuts[-1],) * 2
        return self._cuts[start], self._cuts[end]


def _cut(text: str, before: VersionToken, after: VersionToken) -> int:
    """Return where what belongs to one word ends and the next begins, opening marks before it included."""
    gap = text[before.end : after.start]
    return after.start - (len(gap) - len(gap.rstrip("([{<“‘\"'«„‚"))) if gap[-1:].strip() else after.start


def _are_forms(one: str, other: str) -> bool:
    return find_nature(one, other) is not None


def _nature(one: VersionToken, other: VersionToken) -> Nature | None:
    """Return what differs in a pair of words, or None if nothing does."""
    return None if one.key == other.key else find_nature(one.key, other.key)


def _drop_chance_matches(pairs: list[Pair], lengths: Sequence[int], others: int) -> list[Pair]:
    """Drop pairs of short words that stand alone between words that differ on both sides."""
    ends = [(-1, -1), *pairs, (len(lengths), others)]
    return [
        pair
        for before, pair, after in zip(ends, pairs, ends[2:], strict=False)
        if lengths[pair[0]] > _LONGEST_CHANCE_MATCH
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


def find_tokens(text: str) -> list[VersionToken]:
    """Return the words and marks of elision of a text, in order; punctuation belongs to none."""
    tokens: list[VersionToken] = []
    opened = 0
    for match in _TOKEN.finditer(text):
        if match["mark"]:
            opened = opened + 1 if match["mark"] in "[(" else max(0, opened - 1)
        elif match["elision"]:
            tokens.append(VersionToken(match.start(), match.end(), ""))
        else:
            tokens.append(VersionToken(match.start(), match.end(), _key(match[0]), opened > 0))
    return tokens


def _key(word: str) -> str:
    word = fold(word)
    word = _FULL_CLITICS.get(word, _FULL_STEMS.get(word, word))
    return word.replace("-", "") or word


@lru_cache(maxsize=1 << 14)
def find_nature(one: str, other: str) -> Nature | None:
    """Return what makes two different keys forms of one word, or None if they are not."""
    if one in _FORMS_OF_BE and other in _FORMS_OF_BE:
        return Nature.NUMBER if _FORMS_OF_BE[one] == _FORMS_OF_BE[other] else Nature.TENSE
    first, second = american(one), american(other)
    if first == second:
        return Nature.SPELLING
    if first.isdigit() or second.isdigit() or min(len(first), len(second)) < 2:
        return None
    if differ_in_number(first, second):
        return Nature.NUMBER
    return Nature.TENSE if differ_in_tense(first, second) else None


def _align(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """Return pairs of places of words that are the same, or forms of one, in order."""
    pairs: list[Pair] = []
    gaps = [(0, len(one), 0, len(other), 0)]
    while gaps:
        low, high, left, right, depth = gaps.pop()
        while low < high and left < right and one[low] == other[left]:
            pairs.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and one[high - 1] == other[right - 1]:
            high, right = high - 1, right - 1
            pairs.append((high, right))
        if low == high or left == right:
            continue
        anchors = _find_anchors(one, other, (low, high, left, right), depth)
        if anchors:
            pairs += anchors
            ends = [(low - 1, left - 1), *anchors, (high, right)]
            gaps += [(a + 1, c, b + 1, d, depth + 1) for (a, b), (c, d) in pairwise(ends)]
        elif (high - low) * (right - left) <= _MOST_PAIRS_WEIGHED:
            pairs += _align_exactly(one, other, (low, high, left, right))
    return sorted(pairs)


def _find_anchors(one: Sequence[str], other: Sequence[str], gap: Gap, depth: int) -> list[Pair]:
    low, high, left, right = gap
    if depth > _MOST_ANCHOR_ROUNDS or (high - low) * (right - left) <= _MOST_PAIRS_WEIGHED // 8:
        return []
    for size in (_ANCHOR_WORDS, 1):
        first, second = _unique_runs(one, low, high, size), _unique_runs(other, left, right, size)
        common = [(place, second[words]) for words, place in first.items() if words in second]
        if common:
            return _longest_increasing(common)
    return []


def _unique_runs(words: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    """Return the runs of words that come once, in order, with their places."""
    found: dict[tuple[str, ...], int] = {}
    for place in range(start, end - size + 1):
        run = tuple(words[place : place + size])
        found[run] = -1 if run in found else place
    return {run: place for run, place in found.items() if place >= 0}


def _longest_increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest run of pairs that rises on both sides; they come rising on the first."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        rank = bisect_left(ends, place)
        ends[rank : rank + 1] = [place]
        last[rank : rank + 1] = [index]
        before.append(last[rank - 1] if rank else -1)
    chosen = [last[-1]]
    while before[chosen[-1]] >= 0:
        chosen.append(before[chosen[-1]])
    return [pairs[index] for index in reversed(chosen)]


def _align_exactly(one: Sequence[str], other: Sequence[str], gap: Gap) -> Iterator[Pair]:
    """Yield the pairs of the heaviest common subsequence of a gap."""
    low, high, left, right = gap
    width = right - left
    rows = [[0] * (width + 1)]
    for place in range(high - 1, low - 1, -1):
        word, under = one[place], rows[-1]
        row = [0] * (width + 1)
        for column in range(width - 1, -1, -1):
            weight = _weight(word, other[left + column])
            best = max(under[column], row[column + 1])
            row[column] = max(best, under[column + 1] + weight) if weight else best
        rows.append(row)
    rows.reverse()
    place, column = 0, 0
    while place < high - low and column < width:
        here = rows[place][column]
        weight = _weight(one[low + place], other[left + column])
        if weight and here == rows[place + 1][column + 1] + weight:
            yield low + place, left + column
            place, column = place + 1, column + 1
        elif here == rows[place + 1][column]:
            place += 1
        else:
            column += 1


def _weight(one: str, other: str) -> int:
    if one == other:
        return _WEIGHT_EQUAL
    return _WEIGHT_ALIKE if _are_forms(one, other) else 0
