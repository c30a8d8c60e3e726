"""The features that tell a term from speech: the words in marks, and what stands around and governs them.

Owns the features of a stretch in marks: how its words are written, its neighbours, the cue that governs it,
the constructions of prose that bring in a name or a word as a word ("the term “X”", "a song called “X”",
"“X”, which means"), and where else in the article its words stand. Refuses to weigh them (``kinds``): whoever
says "she used the phrase “X”" quotes her.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from reader.analysis.function_words import word_set
from reader.analysis.syntax.chunks import Chunks
from reader.text.wordlists import read_toml

CHARACTERS_BEFORE = 80
"""Characters before the words that are looked at."""
CHARACTERS_AFTER = 60
"""Characters after them."""

_VERBS_OF_GLOSS = word_set(
    "means mean refers refer stands translates is was are released came aired opens premieres"
)
_DETERMINERS = word_set("the a an his her its their this that another any no each one")
_USING_WORDS = word_set(
    "use uses used using utter utters uttered repeat repeated repeating invoke invoked chose borrow borrowed"
)
_PASSIVE_AUXILIARIES = word_set("is are was were been being be got gets it's 're ’re")
_ADVERBS_OF_NAMING = word_set(
    "often also sometimes now once still commonly widely locally popularly simply usually aptly been"
)
_WORDS_BEFORE_NAMING_VERB = word_set(
    "he she they it we you i who which that what has have had and people everybody everyone to"
)
_WORD_EDGES_AND_MARKS = ",:;.()—–-\"“”‘’'«»"
_GLOSS_FOLLOWS = re.compile(r"[\"”’'»)]*,?[\"”’'»)]*(?:,|\s[—–(-])\s?")

REPEATS_WITHIN = 4000
"""Characters around a quotation in which its words are looked for again."""

WORD_EDGES = " .,;:!?…'’"
"""What is cut off at the edges of words before they are looked at."""
_OPENING_MARKS = frozenset("\"“‘'„«‚‹`")
MOST_REPEATS = 8
"""How often the same words are looked for again."""
FINITE_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|do|does|did|not|get|make|go"
    r"|don['’]t|isn['’]t|won['’]t|can['’]t)\b"
)
_LEAD_WORDS = MappingProxyType(
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

_SMALL_TITLE_WORDS = word_set("a an the of and or in on to for at by with from is vs as de la")

_FIRST_PERSON_WORDS = word_set(
    "i we you my our your me us i'm we're you're don't it's can't i’m we’re don’t it’s"
)
_OPENING_SUBJECTS = word_set(
    "i we you he she they it there nobody everybody everyone someone somebody nothing something everything "
    "what who how why when where don't don’t i'm i’m we're we’re you're you’re he's he’s she's she’s they're "
    "they’re it's it’s that's that’s there's there’s i've i’ve we've we’ve let's let’s"
)
_ADJECTIVE_ENDINGS = ("ly", "ed", "ing", "ous", "ful", "ive", "ble", "al", "ic")
_OPENING_SMALL_WORDS = word_set(
    "the a an to not no very so too more most it there this that in on of for as by at with if when all "
    "be been is was are will would should can could and but because just never always"
)

_WORDS_BEFORE = word_set(
    "the a an his her their its of on as in to for and or with that was is are were by from this "
    "these so-called being be about like than what"
)


class GoverningCue(NamedTuple):
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


class _NamingWords(NamedTuple):
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
def _naming_words() -> _NamingWords:
    data = read_toml("analysis/lexicon/naming.toml")
    return _NamingWords(**{name: frozenset(data[name]) for name in _NamingWords._fields})


def find_constructions(text: str, chunks: Chunks, at: int, end: int, by_person: bool) -> Iterator[str]:
    """Yield the constructions around a quotation.

    Args:
        at: Index of the quotation's chunk.
        end: Offset where its words end.
        by_person: A verb of naming governs the words and its source is somebody's name.
    """
    chunk = chunks.row[at]
    left = text[max(chunks.start, chunk.start - CHARACTERS_BEFORE) : chunk.start].split()
    if left:
        yield from _constructions_before(left, by_person)
    right = text[chunk.end : chunk.end + CHARACTERS_AFTER].casefold().split(None, 5)[:5]
    following = [bare for word in right if (bare := word.strip(_WORD_EDGES_AND_MARKS))]
    if following:
        yield from _constructions_after(text, end, chunk.end, following)
    if _is_nickname(text, chunks, at):
        yield "nickname"


def _constructions_before(printed: list[str], by_person: bool) -> Iterator[str]:
    lists = _naming_words()
    left = [word.casefold() for word in printed]
    last = left[-1].strip(_WORD_EDGES_AND_MARKS)
    if last in lists.words and not _DETERMINERS.isdisjoint(left[-3:-1]):
        name = "words" if last.endswith("s") else "word"
        yield f"use of the {name}" if not _USING_WORDS.isdisjoint(left[-5:-1]) else name
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
    head = bare[-1].strip(_WORD_EDGES_AND_MARKS) if bare else ""
    if head in lists.makes:
        yield "makes"
    if head in lists.called or (len(bare) > 1 and bare[-2] in lists.called):
        number = len(bare) - 1 if head in lists.called else len(bare) - 2
        yield "named by a person" if by_person else f"named {_find_namer(printed[:number], left[number])}"
    if head in lists.titled:
        yield "titled"
    if head in lists.marked or (len(bare) > 1 and bare[-2] in ("filed", "listed")):
        yield "marked"
    if head in lists.means:
        yield "means"


def _find_namer(printed: list[str], verb: str) -> str:
    """Tell who names: nobody ("is often called", "a song called", ", dubbed"), or "she", "who", "critics"."""
    while printed and printed[-1].casefold() in _ADVERBS_OF_NAMING:
        printed = printed[:-1]
    word = printed[-1] if printed else ","
    if word.casefold() in _PASSIVE_AUXILIARIES:
        return "passively"
    alone = word.endswith((",", "—", "–")) or (
        word.islower() and word not in _WORDS_BEFORE_NAMING_VERB and not word.endswith("s")
    )
    return "alone" if alone and verb.endswith("ed") else "by others"


def _constructions_after(text: str, end: int, outer_end: int, following: list[str]) -> Iterator[str]:
    lists = _naming_words()
    first = following[0]
    if text[outer_end : outer_end + 1] == " " and (first in lists.kinds or first in lists.works):
        yield "kind of thing after"
    if _GLOSS_FOLLOWS.match(text, end) is None:
        return
    relative = first in ("which", "that", "it") and not _VERBS_OF_GLOSS.isdisjoint(following[1:3])
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


def find_kind_features(
    text: str, start: int, end: int, chunks: Chunks, at: int, governing: GoverningCue
) -> Iterator[str]:
    """Yield what speaks for or against a term: the words themselves, their neighbours, what governs them."""
    headline = _is_headline(text, chunks)
    casing = "headline" if headline else _find_casing(text[start:end].strip(WORD_EDGES).split())
    yield from _word_features(text, start, end, casing)
    yield from _neighbour_features(text, chunks, at, casing)
    yield from _government_features(chunks, at, governing, casing)
    yield from naming_features(text, end, chunks, at, governing, casing)
    yield from place_features(text, start, end, chunks, at, governing, casing)
    if chunks.start == 0:
        yield "first sentence"


def _word_features(text: str, start: int, end: int, casing: str) -> Iterator[str]:
    words = text[start:end].strip(WORD_EDGES).split()
    count = len(words)
    size = str(count) if count < 5 else "5-7" if count < 8 else "8+"
    yield f"words {size}"
    yield f"case {casing}"
    yield f"words {size} {casing}"
    last = text[end - 1 : end]
    yield f"ends {last if last in '.,!?' and last else 'bare'}"
    small = [word.casefold().strip(WORD_EDGES) for word in words]
    if not _FIRST_PERSON_WORDS.isdisjoint(small):
        yield "spoken words"
    if small and count > 1 and small[0] in _OPENING_SUBJECTS:
        yield "opens with a subject"
    if small and count > 1 and small[0] in _OPENING_SMALL_WORDS:
        yield "opens with a small word"
    if small and count > 1 and small[0].endswith(("ing", "ed")):
        yield "opens with a verb"
    if small and count == 1 and small[0].endswith(_ADJECTIVE_ENDINGS):
        yield "one adjective"
    if small and count > 1 and small[-1].endswith(("ly", "ed", "ous", "ful", "ive", "ble")):
        yield "ends in an adjective"


def _neighbour_features(text: str, chunks: Chunks, at: int, casing: str) -> Iterator[str]:
    chunk = chunks.row[at]
    before = chunks.pattern[at - 1] if at else "^"
    after = chunks.pattern[at + 1] if at + 1 < len(chunks.pattern) else "$"
    left = text[max(chunks.start, chunk.start - 40) : chunk.start].casefold()
    yield f"after chunk {before}"
    yield f"before chunk {after}"
    yield f"between {before}{after}"
    word = left.split()[-1] if left.split() else "^"
    if word in _WORDS_BEFORE:
        yield f"after {word}"
        yield f"after {word} before {after}"
    if left.rstrip().endswith(("'s", "’s")):
        yield "after possessive"
        yield f"after possessive {casing}"
    if is_inside_phrase(text, chunks, at):
        yield "inside a noun phrase"
        yield f"inside a noun phrase {casing}"
    if chunks.opens_with_phrase(at):
        yield "in an opening phrase"


def is_inside_phrase(text: str, chunks: Chunks, at: int) -> bool:
    """Tell whether the words stand before a noun as an adjective would: the “April format” list."""
    right = text[chunks.row[at].end : chunks.row[at].end + 20].split()
    before, after = chunks.pattern[max(0, at - 1) : at], chunks.pattern[at + 1 : at + 2]
    return bool(right) and right[0][0].islower() and after in tuple("vTRASB") and before in tuple("Tdv")


def is_clause(inside: str) -> bool:
    """Tell whether words have a subject such as "we" at their start, or a finite verb such as "is"."""
    return inside.split(None, 1)[0].casefold() in _OPENING_SUBJECTS or FINITE_VERB.search(inside) is not None


def _government_features(chunks: Chunks, at: int, governing: GoverningCue, casing: str) -> Iterator[str]:
    yield f"rule {governing.rule}"
    yield f"rule {governing.rule} {casing}"
    if governing.cue_frame:
        yield f"cue {governing.cue_frame}"
    if governing.cls:
        yield f"cue class {governing.cls}"
    yield f"weak {governing.weak}"
    yield f"named source {governing.named}"
    if governing.cue >= 0:
        distance = abs(at - governing.cue)
        size = (
            str(distance) if distance < 4 else "4-6" if distance < 7 else "7-12" if distance < 13 else "13+"
        )
        yield f"distance {size}"
        yield f"distance {size} {governing.cue_frame or governing.weak}"
    if chunks.pattern.count("Q") > 1:
        yield "another quotation"


def _is_headline(text: str, chunks: Chunks) -> bool:
    """Tell whether most words outside of quotations are written large."""
    letters = [
        text[chunk.start] for chunk in chunks.row if chunk.code not in "Q" and text[chunk.start].isalpha()
    ]
    return len(letters) > 2 and sum(map(str.isupper, letters)) > 0.75 * len(letters)


def _find_casing(words: list[str]) -> str:
    """Return how words are written.

    ``title`` (every word that matters large), ``large`` start, ``small``, ``capitals``.
    """
    letters = [word for word in words if word[:1].isalpha()]
    if not letters:
        return "other"
    if all(word.isupper() for word in letters) and len("".join(letters)) > 2:
        return "capitals"
    large = [word[0].isupper() for word in letters if word.casefold() not in _SMALL_TITLE_WORDS]
    if len(letters) > 1 and large and all(large) and letters[0][0].isupper():
        return "title"
    if letters[0][0].isupper():
        return "large" if len(letters) > 1 else "large word"
    return "small"


def naming_features(
    text: str, end: int, chunks: Chunks, at: int, governing: GoverningCue, casing: str
) -> Iterator[str]:
    """Yield the constructions that name things, beside where the cue stands and how the words are written."""
    side = _side(at, governing)
    by_person = governing.cue_frame == "naming" and governing.named and 0 <= governing.cue < at
    found = False
    for name in find_constructions(text, chunks, at, end, by_person):
        found = True
        yield name
        yield f"{name} {side}"
        yield f"{name} {casing}"
    yield "constructed" if found else f"not constructed {side} {casing}"


def place_features(
    text: str, start: int, end: int, chunks: Chunks, at: int, governing: GoverningCue, casing: str
) -> Iterator[str]:
    """Yield where in its clause the phrase stands, and where else in the article its words do."""
    pattern, side, lead = chunks.pattern, _side(at, governing), _lead(text, chunks, at)
    following = pattern[at + 1 : at + 2] or "$"
    inside = text[start:end].strip(WORD_EDGES)
    count = inside.count(" ") + 1
    yield f"{lead} next {following}"
    yield f"{lead} {side}"
    yield f"{lead} {casing}"
    yield f"{lead} {min(count, 6)} words"
    if FINITE_VERB.search(inside):
        yield "finite verb"
        yield f"finite verb {lead}"
    if pattern[at + 1 : at + 3] in ("cQ", ",Q") or pattern[max(0, at - 2) : at] in ("Qc", "Q,"):
        yield f"coordinated {side}"
    if 0 <= governing.cue < at:
        gap = pattern[governing.cue + 1 : at]
        yield f"gap {gap[-3:]}"
        if "x" in gap or "V" in gap:
            yield f"clause between {lead}"
        if "h" in gap:
            yield f"that between {lead}"
        if following in "xV":
            yield f"subject of a clause {lead}"
    elif governing.cue > at:
        gap = pattern[at + 1 : governing.cue]
        yield f"gap after {gap[:3]}"
        if "x" in gap or "V" in gap:
            yield "clause between after"
    if len(inside) > 3:
        yield from _repeat_features(text, start, end, inside, casing)


def _repeat_features(text: str, start: int, end: int, inside: str, casing: str) -> Iterator[str]:
    """Yield whether the article has the same words again, in marks or without."""
    marked = bare = 0
    low, high = max(0, start - REPEATS_WITHIN), end + REPEATS_WITHIN
    found = text.find(inside, low, high)
    while found >= 0 and marked + bare < MOST_REPEATS:
        if found and text[found - 1] in _OPENING_MARKS:
            marked += 1
        else:
            bare += 1
        found = text.find(inside, found + len(inside), high)
    if bare:
        yield "bare elsewhere"
        yield f"bare elsewhere {casing}"
    if marked > 1:
        yield "marked elsewhere"
        yield f"marked elsewhere {casing}"


def _side(at: int, governing: GoverningCue) -> str:
    """Return on which side the cue stands, and of what kind it is."""
    if governing.cue < 0:
        return "no cue"
    kind = governing.cue_frame or ("weak" if governing.weak else "strong")
    return f"{'before' if governing.cue < at else 'after'} {kind}"


def _lead(text: str, chunks: Chunks, at: int) -> str:
    """Return what kind of word stands before the words."""
    start = chunks.row[at].start
    left = text[max(chunks.start, start - 20) : start].split()
    word = left[-1].casefold() if left else ""
    kind = _LEAD_WORDS.get(word)
    if kind is None and word.endswith(("'s", "’s", "s'", "s’")):
        kind = "possessive"
    return kind or "no lead"
