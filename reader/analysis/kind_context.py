"""What surrounds words in marks: what names them, what governs them, and where else their words stand.

Owns those features of a term. Refuses the words themselves and the weighing (``terms``).

How prose brings in a name or a word as a word: "the term “X”", "a song called “X”", "“X”, which means".

Owns the words that do so, directly before and after a quotation. Refuses to weigh them: whoever says "she
used the phrase “X”" quotes her, so each is only a feature of what ``terms`` weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from reader.analysis.function_words import words
from reader.analysis.syntax.chunks import Chunks
from reader.text.wordlists import read_toml

BEFORE = 80
"""Characters before the words that are looked at."""
AFTER = 60
"""Characters after them."""


class _Lists(NamedTuple):
    """The lists of lexicon/naming.toml."""

    words: frozenset[str]
    names: frozenset[str]
    ideas: frozenset[str]
    works: frozenset[str]
    makes: frozenset[str]
    made: frozenset[str]
    called: frozenset[str]
    titled: frozenset[str]
    marked: frozenset[str]
    means: frozenset[str]
    kinds: frozenset[str]


@cache
def _lists() -> _Lists:
    data = read_toml("analysis/lexicon/naming.toml")
    return _Lists(**{name: frozenset(data[name]) for name in _Lists._fields})


_MEAN_AFTER = words(
    "means mean refers refer stands translates is was are released came aired opens premieres"
)
_DETERMINERS = words("the a an his her its their this that another any no each one")
_USE = words("use uses used using utter utters uttered repeat repeated repeating invoke invoked chose borrow "
             "borrowed")  # fmt: skip
_BE = words("is are was were been being be got gets it's 're ’re")
_ADVERBS = words(
    "often also sometimes now once still commonly widely locally popularly simply usually aptly been"
)
_CALLERS = words("he she they it we you i who which that what has have had and people everybody everyone to")
_EDGE = ",:;.()—–-\"“”‘’'«»"
_GLOSS = re.compile(r"[\"”’'»)]*,?[\"”’'»)]*(?:,|\s[—–(-])\s?")


def find_constructions(text: str, chunks: Chunks, at: int, end: int, by_person: bool) -> Iterator[str]:
    """Yield the constructions around a quotation.

    Args:
        at: Index of the quotation's chunk.
        end: Offset where its words end.
        by_person: A verb of naming governs the words and its source is somebody's name.
    """
    chunk = chunks.row[at]
    left = text[max(chunks.start, chunk.start - BEFORE) : chunk.start].split()
    if left:
        yield from _before(left, by_person)
    right = text[chunk.end : chunk.end + AFTER].casefold().split(None, 5)[:5]
    following = [bare for word in right if (bare := word.strip(_EDGE))]
    if following:
        yield from _after(text, end, chunk.end, following)
    if _is_nickname(text, chunks, at):
        yield "nickname"


def _before(printed: list[str], by_person: bool) -> Iterator[str]:
    lists = _lists()
    left = [word.casefold() for word in printed]
    last = left[-1].strip(_EDGE)
    if last in lists.words and not _DETERMINERS.isdisjoint(left[-3:-1]):
        name = "words" if last.endswith("s") else "word"
        yield f"use of the {name}" if not _USE.isdisjoint(left[-5:-1]) else name
    if last in lists.names:
        yield "name"
    if last in lists.works:
        yield "work"
    if last == "so-called":
        yield "so-called"
    if last == "of" and len(left) > 1:
        if left[-2] in lists.made:
            yield "makes"
        if left[-2] in lists.words or left[-2] in lists.names:
            yield "name"
    bare = left[:-1] if last in _DETERMINERS else left
    if len(bare) > 1 and bare[-1] in ("of", "about") and bare[-2] in lists.ideas:
        yield "idea"
    if bare and bare[-1] in ("as", "to", "for", "under", "on", "in"):
        bare = bare[:-1]
    head = bare[-1].strip(_EDGE) if bare else ""
    if head in lists.makes:
        yield "makes"
    if head in lists.called or (len(bare) > 1 and bare[-2] in lists.called):
        number = len(bare) - 1 if head in lists.called else len(bare) - 2
        yield "named by a person" if by_person else f"named {_find_voice(printed[:number], left[number])}"
    if head in lists.titled:
        yield "titled"
    if head in lists.marked or (len(bare) > 1 and bare[-2] in ("filed", "listed")):
        yield "marked"
    if head in lists.means:
        yield "means"


def _find_voice(printed: list[str], verb: str) -> str:
    """Tell who names: nobody ("is often called", "a song called", ", dubbed"), or "she", "who", "critics"."""
    while printed and printed[-1].casefold() in _ADVERBS:
        printed = printed[:-1]
    word = printed[-1] if printed else ","
    if word.casefold() in _BE:
        return "passively"
    alone = word.endswith((",", "—", "–")) or (
        word.islower() and word not in _CALLERS and not word.endswith("s")
    )
    return "alone" if alone and verb.endswith("ed") else "by others"


def _after(text: str, end: int, outer_end: int, following: list[str]) -> Iterator[str]:
    lists = _lists()
    first = following[0]
    if text[outer_end : outer_end + 1] == " " and (first in lists.kinds or first in lists.works):
        yield "kind of thing after"
    if _GLOSS.match(text, end) is None:
        return
    relative = first in ("which", "that", "it") and not _MEAN_AFTER.isdisjoint(following[1:3])
    noun = first in _DETERMINERS and any(
        word in lists.words or word in lists.names or word in lists.works for word in following[1:4]
    )
    if relative or noun or first in ("meaning", "referring", "or", "short"):
        yield "gloss"


def _is_nickname(text: str, chunks: Chunks, at: int) -> bool:
    """Tell whether a few words stand inside of a name: Yaw “Spanner” Amponsah."""
    chunk = chunks.row[at]
    inside = chunks.pattern[max(0, at - 1) : at + 2] == "NQN" and chunk.end - chunk.start < 30
    return inside and text[chunk.start - 1] == " " and text[chunk.end : chunk.end + 1] == " "


NEAR = 4000
"""Characters around a quotation in which its words are looked for again."""

EDGE = " .,;:!?…'’"
"""What is cut off at the edges of words before they are looked at."""
_MARKS = frozenset("\"“‘'„«‚‹`")
MOST_ECHOES = 8
"""How often the same words are looked for again."""
FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|do|does|did|not|get|make|go"
    r"|don['’]t|isn['’]t|won['’]t|can['’]t)\b"
)
_LEADS = MappingProxyType(
    {
        word: kind
        for kind, text in (
            ("a", "a an"),
            ("the", "the"),
            ("possessive", "his her its their my our"),
            ("this", "this that these those such any no some more"),
            ("be", "is was are were be been being it's it’s"),
            ("preposition", "of in on for with from by about as to at into against over under"),
        )
        for word in text.split()
    }
)


class Governed(NamedTuple):
    """What governs the words, as far as the rules found it.

    Attributes:
        rule: Name of the rule, or ``none``.
        cue: Index of the cue's chunk in the quotation's own sentence, or -1.
        cue_frame: The cue's frame in the lexicon: ``naming``, ``accusing`` or empty.
        cls: What kind of saying it is.
        weak: The cue reports words only now and then.
        named: The source is somebody's name, pronoun or role.
        opinion: The cue is no verb but a phrase such as "in her view".
    """

    rule: str
    cue: int = -1
    cue_frame: str = ""
    cls: str = ""
    weak: bool = False
    named: bool = False
    opinion: bool = False


def describe_naming(
    text: str, end: int, chunks: Chunks, at: int, governed: Governed, case: str
) -> Iterator[str]:
    """Yield the constructions that name things, beside where the cue stands and how the words are written."""
    side = _side(at, governed)
    by_person = governed.cue_frame == "naming" and governed.named and 0 <= governed.cue < at
    found = False
    for name in find_constructions(text, chunks, at, end, by_person):
        found = True
        yield name
        yield f"{name} {side}"
        yield f"{name} {case}"
    yield "constructed" if found else f"not constructed {side} {case}"


def describe_place(
    text: str, start: int, end: int, chunks: Chunks, at: int, governed: Governed, case: str
) -> Iterator[str]:
    """Yield where in its clause the phrase stands, and where else in the article its words do."""
    pattern, side, lead = chunks.pattern, _side(at, governed), _lead(text, chunks, at)
    following = pattern[at + 1 : at + 2] or "$"
    inside = text[start:end].strip(EDGE)
    count = inside.count(" ") + 1
    yield f"{lead} next {following}"
    yield f"{lead} {side}"
    yield f"{lead} {case}"
    yield f"{lead} {min(count, 6)} words"
    if FINITE.search(inside):
        yield "finite verb"
        yield f"finite verb {lead}"
    if pattern[at + 1 : at + 3] in ("cQ", ",Q") or pattern[max(0, at - 2) : at] in ("Qc", "Q,"):
        yield f"coordinated {side}"
    if 0 <= governed.cue < at:
        gap = pattern[governed.cue + 1 : at]
        yield f"gap {gap[-3:]}"
        if "x" in gap or "V" in gap:
            yield f"clause between {lead}"
        if "h" in gap:
            yield f"that between {lead}"
        if following in "xV":
            yield f"subject of a clause {lead}"
    elif governed.cue > at:
        gap = pattern[at + 1 : governed.cue]
        yield f"gap after {gap[:3]}"
        if "x" in gap or "V" in gap:
            yield "clause between after"
    if len(inside) > 3:
        yield from _describe_echoes(text, start, end, inside, case)


def _describe_echoes(text: str, start: int, end: int, inside: str, case: str) -> Iterator[str]:
    """Yield whether the article has the same words again, in marks or without."""
    marked = bare = 0
    low, high = max(0, start - NEAR), end + NEAR
    found = text.find(inside, low, high)
    while found >= 0 and marked + bare < MOST_ECHOES:
        if found and text[found - 1] in _MARKS:
            marked += 1
        else:
            bare += 1
        found = text.find(inside, found + len(inside), high)
    if bare:
        yield "bare elsewhere"
        yield f"bare elsewhere {case}"
    if marked > 1:
        yield "marked elsewhere"
        yield f"marked elsewhere {case}"


def _side(at: int, governed: Governed) -> str:
    """Return on which side the cue stands, and of what kind it is."""
    if governed.cue < 0:
        return "no cue"
    kind = governed.cue_frame or ("weak" if governed.weak else "strong")
    return f"{'before' if governed.cue < at else 'after'} {kind}"


def _lead(text: str, chunks: Chunks, at: int) -> str:
    """Return what kind of word stands before the words."""
    start = chunks.row[at].start
    left = text[max(chunks.start, start - 20) : start].split()
    word = left[-1].casefold() if left else ""
    kind = _LEADS.get(word)
    if kind is None and word.endswith(("'s", "’s", "s'", "s’")):
        kind = "possessive"
    return kind or "no lead"
