"""A run of capitalised words, taken apart: which name it is, what stands before it as a title.

Owns what a run can tell by itself: honorifics, titles, given names, suffixes, bodies, places. Refuses to
look at the text around the run; ``names`` finds the runs there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from reader.analysis.grammar import FUNCTION_WORDS, words
from reader.analysis.lexicon import (
    cues,
    fold,
    given_names,
    group_nouns,
    known_organisations,
    nationalities,
    not_names,
    organisation_words,
    places,
    title_modifiers,
    titles,
)
from reader.analysis.lexicon.roles import Title

UPPER = "A-Z" + "".join(c for c in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
_PIECE = re.compile(r"\S+")
_CONNECTORS = frozenset({"of", "the", "for", "&", "and"})
PARTICLES = words(
    "van von de der den del dem des da di do du dos das della la le el bin bint binti ibn ben y e ter "
    "ten te zu zur zum af av i"
)
_SUFFIXES = frozenset({"jr", "sr", "jr.", "sr.", "ii", "iii", "iv"})
_SAID = words("said says added asked continued stated replied wrote tweeted told")
_NEVER_INSIDE = words(
    "a and are as at after i against about be before because but by for from had has have her his how "
    "if in into is it its not on or over she than that the their they to was were what when while who "
    "why with"
)
_SURNAMES_LIKE_BODIES = words(
    "cross church hall park parks fields banks court post house temple college bond school field"
)
_AGENT = re.compile(r"[a-z]{3}(?:er|or|ist|ices|man|woman|eur)s?$")
_KOREAN = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{0,4}[aeiounmgklph]$")
_COMPOUND = re.compile(r"-[a-z]{3,}$|^[A-Z]-[A-Z]")
_SURNAMES_TOO = words(
    "dean king baron bishop major judge page pope law marshal chancellor cook baker mayor khan boxer "
    "prince abbott priest shah sultan raja begum mir duke earl knight miller mason porter butler "
    "carter cooper fisher gardener shepherd sheriff squire steward"
)
_PORTFOLIO = words(
    "affairs agriculture arts aviation climate commerce communications cooperation culture defence defense "
    "development digital economic economics economy education employment energy environment equality "
    "family finance fisheries forestry foreign gender health heritage home housing immigration industry "
    "information infrastructure innovation integration interior investment irrigation justice labor labour "
    "lands law media mines mining petroleum planning policy power railways reform religion research "
    "resources roads science security shipping social sports sport statistics technology tourism trade "
    "transport transportation treasury water welfare women works youth consumer rural urban local regional "
    "international public national strategic european human rights "
    "children veterans change protection minorities tribal"
)
"""What offices are for: words after a title that are no part of the name that follows."""
_INSERTED = words("cardinal lord")
_INITIAL = re.compile(rf"(?:[{UPPER}]\.)+$")
_ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9&-]{1,7}s?|(?:[A-Z]\.){2,5})$")


class NameKind(StrEnum):
    """What a run of capitalised words names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    ROLE = "role"
    OTHER = "other"


class Name(NamedTuple):
    """A name ``text[start:end]`` with what stands before it as part of it.

    Attributes:
        core: Offset where the name itself begins, after honorific and title.
        title: Honorific and title before the core, as printed, or empty.
        sure: The words themselves tell the kind; else it is the likeliest for a run of such a shape.
        gender: ``f`` or ``m`` where honorific, title or given name tell, else None.
        words: The words of the core.
    """

    start: int
    end: int
    core: int
    kind: NameKind
    title: str
    sure: bool
    gender: str | None
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name without honorific and title, single-spaced."""
        return " ".join(self.words)


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    low: str


@lru_cache(maxsize=1 << 16)
def parse_run(run: str) -> tuple[Name, ...]:
    """Return the names that a run of capitalised words holds, with offsets into the run."""
    return tuple(_parse(run))


def _parse(run: str) -> Iterator[Name]:
    words = [_Word(m[0], *m.span(), m[0].casefold()) for m in _PIECE.finditer(run.replace("\u00a0", " "))]
    if len(words) == 1:
        yield from _parse_part(words)
        return
    begin = 0
    for number, word in enumerate(words):
        if (
            number
            and word.low in _NEVER_INSIDE
            and (word.text[0].isupper() or word.text == "and")
            and not (word.text == "and" and _joins(words[begin:number]))
        ):
            yield from _parse_part(words[begin:number])
            begin = number + 1
    yield from _parse_part(words[begin:])


def _joins(words: Sequence[_Word]) -> bool:
    """Tell whether "and" goes on with one name.

    ``Department of Health and …``, ``Minister for Trade and …``.
    """
    at = next((i for i, word in enumerate(words) if word.low in ("of", "for")), 0)
    return at > 0 and (words[at - 1].low in organisation_words() or _title(words[at - 1 : at]) is not None)


def _parse_part(words: list[_Word]) -> Iterator[Name]:
    if fold(_join(words)) in places() and words:
        yield _make(words, 0, NameKind.PLACE, True)
        return
    plain = _join([word for number, word in enumerate(words) if number or word.low != "the"])
    if plain in known_organisations():
        yield _make(words, 0, NameKind.ORGANISATION, True)
        return
    words = _strip_openers(words)
    while words and (words[-1].low in _CONNECTORS or (words[-1].low in _weekdays() and len(words) > 1)):
        words.pop()
    if not words:
        return
    plain = _join(words)
    if plain in known_organisations():
        yield _make(words, 0, NameKind.ORGANISATION, True)
        return
    if len(words) == 3 and words[1].low in _INSERTED and _title(words[:1]) is None and words[0].low != "the":
        yield _make_with_title_within(words)
        return
    title_end = _title_end(words)
    if title_end:
        yield from _parse_titled(words, title_end)
        return
    cut = next((i for i, word in enumerate(words) if word.low in _CONNECTORS), None)
    if cut is not None and (not _names_body(words) or (1 < cut < 5 and _names_person(words[:cut]))):
        head = words[:cut]
        yield from _parse_untitled(head)
        rest = words[cut + 1 :]
        while rest and rest[0].low in _CONNECTORS:
            rest.pop(0)
        if rest:
            yield from _parse_untitled(rest)
        return
    yield from _parse_untitled(words)


def _parse_titled(words: list[_Word], title_end: int) -> Iterator[Name]:
    """Yield what a run holds that has a title among its words, up to index title_end."""
    rest = words[title_end:]
    if not rest:
        yield _make(words, 0, NameKind.ROLE, True)
        return
    first = 0
    if rest[0].low in _CONNECTORS:
        first = next((i for i in range(1, len(rest)) if _given(rest[i]) and 2 <= len(rest) - i <= 4), -1)
        if first < 0:
            first = _after_portfolio(rest)
        if first < 0:
            yield _make(words, 0, NameKind.ROLE, True)
            return
    else:
        first = max(0, _after_portfolio(rest))
    core = _cut_tail(rest[first:])
    if len(core) > 2 and not _given(core[0]) and (inside := _given_inside(core)) is not None:
        title_end, core, rest, first = title_end + first + inside, core[inside:], rest[first + inside :], 0
    if not core:
        yield _make(words, 0, NameKind.ROLE, True)
        return
    if _is_body(core) and len(core) > 1:
        yield _make(words, 0, NameKind.ROLE, True)
        return
    name = _make(words[: title_end + first] + core, title_end + first, NameKind.PERSON, True)
    yield name
    tail = rest[first + len(core) :]
    while tail and tail[0].low in _CONNECTORS:
        tail.pop(0)
    if tail:
        yield from _parse_untitled(tail)


def _make_with_title_within(words: Sequence[_Word]) -> Name:
    """Return a person with a title between given name and surname: ``Timothy Cardinal Dolan``."""
    name = _make((words[0], words[2]), 0, NameKind.PERSON, True)
    return name._replace(title=words[1].text)


def _after_portfolio(words: Sequence[_Word]) -> int:
    """Return where a name begins after what an office is for; else -1.

    ``for Trade and Industry Ole Dahl``.
    """
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i].low in _PORTFOLIO), -1)
    named = len(words) - last - 1
    known = all(word.low in _PORTFOLIO or word.low in _CONNECTORS for word in words[: last + 1])
    return last + 1 if last >= 0 and known and 2 <= named <= 4 and words[last + 1].text[0].isupper() else -1


def _parse_untitled(words: list[_Word]) -> Iterator[Name]:
    words = _strip_openers(words)
    if not words:
        return
    plain = _join(words)
    folded = fold(plain)
    lowered = [word.low for word in words]
    if plain in known_organisations():
        yield _make(words, 0, NameKind.ORGANISATION, True)
    elif folded in places():
        yield _make(words, 0, NameKind.PLACE, True)
    elif len(words) == 1:
        yield from _parse_single(words)
    elif (
        (len(words) == 2 and len(words[0].text) <= 5 and _KOREAN.match(words[1].text))
        or lowered[-1] in _SUFFIXES
        or (_INITIAL.match(words[0].text) and not _is_body(words))
    ):
        yield _make(words, 0, NameKind.PERSON, True)
    elif _is_body(words):
        yield _make(words, 0, NameKind.ORGANISATION, True)
    elif lowered[0] in nationalities() and not (_given(words[0]) and _plain(words[1:])):
        if len(words) > 2 and _given(words[1]) and words[-1].low not in not_names():
            yield _make(words, 1, NameKind.PERSON, True)
        else:
            yield _make(words, 0, NameKind.OTHER, True)
    elif _given(words[0]):
        yield _make(words, 0, NameKind.PERSON, fold(words[0].text) not in places())
    elif (at := _given_inside(words)) is not None:
        yield _make(words, at, NameKind.PERSON, True)
    elif (
        plain.casefold() in not_names()
        or any(low in not_names() or low in nationalities() for low in lowered)
        or any(_COMPOUND.search(word.text) for word in words)
    ):
        yield _make(words, 0, NameKind.OTHER, True)
    elif any(low in organisation_words() for low in lowered):
        yield _make(words, 0, NameKind.ORGANISATION, False)
    elif len(words) <= 4 and not any(_ACRONYM.match(word.text) for word in words):
        yield _make(words, 0, NameKind.PERSON, False)
    else:
        yield _make(words, 0, NameKind.OTHER, False)


def _plain(words: Sequence[_Word]) -> bool:
    """Tell whether no list knows the words as anything but a name."""
    return not any(word.low in not_names() or word.low in nationalities() for word in words)


def _names_person(words: Sequence[_Word]) -> bool:
    """Tell whether words begin with a given name or initial and end in no word for a body: ``Ann Lee``."""
    return (_given(words[0]) or _INITIAL.match(words[0].text) is not None) and not _is_body(words)


def _parse_single(words: list[_Word]) -> Iterator[Name]:
    word = words[0]
    if word.low in nationalities() or word.low in group_nouns() or _COMPOUND.search(word.text):
        yield _make(words, 0, NameKind.OTHER, True)
    elif word.low in not_names() or len(word.text.rstrip(".")) < 2:
        return
    elif _ACRONYM.match(word.text):
        yield _make(words, 0, NameKind.ORGANISATION, True)
    else:
        yield _make(words, 0, NameKind.PERSON, fold(word.text) in given_names())


def _strip_openers(words: list[_Word]) -> list[_Word]:
    """Drop capitalised words before the name that only begin a sentence or name a day."""
    at = 0
    while at < len(words) and _opens_sentence(words, at):
        at += 1
    return words[at:]


def _opens_sentence(words: Sequence[_Word], at: int) -> bool:
    low = words[at].low
    if len(words) == at + 2 and _KOREAN.match(words[-1].text) and len(low) <= 5 and low not in FUNCTION_WORDS:
        return False
    if low == "will" and at + 1 < len(words) and at == 0 and len(words) == 2 and not _given(words[1]):
        return False
    if low in FUNCTION_WORDS or low in _weekdays():
        return True
    if at + 1 == len(words) or low in titles() or _title(words[at : at + 2]) is not None:
        return False
    if fold(_join(words[at : at + 2])) in places():
        return False
    if low in _SAID:
        return True
    if _given(words[at]):
        return False
    if words[-1].low in organisation_words():
        return False
    return low in not_names() or (low in cues() and cues()[low].form in ("ed", "s", "ing"))


def _title_end(words: Sequence[_Word]) -> int:
    """Return the index after the last title that may stand before a name; 0 if there is none."""
    end = 0
    for i in range(len(words)):
        if i > end + 6 and end:
            break
        if words[i].low.rstrip(".") not in _title_starts():
            continue
        for size in (4, 3, 2, 1):
            title = _title(words[i : i + size]) if i + size <= len(words) else None
            if title is None or (i and words[i].low in _SUFFIXES):
                continue
            if size == 1 and (_is_given(words, i, end) or _is_surname(words, i, end)):
                continue
            end = max(end, i + size)
            if title.kind == "honorific":
                return end
            break
    return end


_NO_TITLES = words("da di del national td mk m pan bey ing man kid baby star icon prop lock fan hero twin")


def _title(words: Sequence[_Word]) -> Title | None:
    if not words or words[0].low.rstrip(".") not in _title_starts():
        return None
    phrase = " ".join([word.low for word in words])
    if phrase in _NO_TITLES:
        return None
    return titles().get(phrase) or titles().get(phrase.rstrip("."))


@cache
def _title_starts() -> frozenset[str]:
    """First words of all titles, without a dot after them: most words begin none."""
    return frozenset(title.split(" ")[0].rstrip(".") for title in titles())


def _is_given(words: Sequence[_Word], at: int, end: int) -> bool:
    """Tell whether a word that may be a title is a given name or initial.

    ``Rep. Earl Dunn``, ``Ann M. Lee``.
    """
    if at and _INITIAL.match(words[at].text) and len(words[at].text) == 2:
        return True
    last = next((i for i in range(at, len(words)) if words[i].low in _CONNECTORS), len(words))
    return at == end and last - at in (2, 3) and _given(words[at])


def _is_surname(words: Sequence[_Word], at: int, end: int) -> bool:
    """Tell whether the last word of a run is a surname that looks like a title.

    ``Anna King``, ``Tom Bishop``.
    """
    if at == 0 or (at + 1 < len(words) and words[at + 1].low not in _CONNECTORS):
        return False
    before = words[at - 1]
    if _given(before) or _INITIAL.match(before.text):
        return True
    if at != 1 and at != end + 1:
        return False
    listed = (places(), nationalities(), organisation_words(), title_modifiers(), not_names(), titles())
    return (
        not any(before.low in words_ for words_ in listed)
        and not _ACRONYM.match(before.text)
        and (words[at].low in _SURNAMES_TOO)
    )


def _cut_tail(words: list[_Word]) -> list[_Word]:
    """Return the words of a name up to a connector: ``Ann Lee of Ohio``."""
    cut = next((i for i, word in enumerate(words) if word.low in _CONNECTORS), len(words))
    return words[:cut]


def _given_inside(words: Sequence[_Word]) -> int | None:
    """Return where a name begins after other capitalised words: ``Security Policy Kaja Kallas``."""
    described = (
        words[0].low in nationalities() or words[0].low in organisation_words() or words[0].low in not_names()
    )
    if (
        len(words) < 4
        and not described
        and fold(words[0].text) not in places()
        and not _AGENT.search(words[0].low)
    ):
        return None
    for i in range(1, len(words) - 1):
        if words[i].low in PARTICLES:
            return None
        if _given(words[i]) and len(words) - i <= 4:
            return i
    return None


def _given(word: _Word) -> bool:
    folded = fold(word.text)
    return folded in given_names() or (folded.split("-")[0] in given_names() and "-" in folded)


def _is_body(words: Sequence[_Word]) -> bool:
    if len(words) == 2 and words[1].low in _SURNAMES_LIKE_BODIES and _name_gender(words[0].text):
        return False
    if words[-1].low in organisation_words() or words[-1].low.rstrip("s") in organisation_words():
        return True
    return any(word.low in _CONNECTORS for word in words) and _names_body(words)


def _names_body(words: Sequence[_Word]) -> bool:
    """Tell whether a run with a connector is one name: ``Bank of England``, ``Department for Education``."""
    return any(word.low in organisation_words() for word in words[:-1])


def _make(words: Sequence[_Word], core: int, kind: NameKind, sure: bool) -> Name:
    if kind is not NameKind.PERSON:
        core = 0
    title = _join(words[:core])
    gender = None
    if kind is NameKind.PERSON:
        gender = title_gender(title)
        if gender is None and (len(words) - core > 1 or sure):
            gender = _name_gender(words[core].text)
    texts = tuple(word.text for word in words[core:])
    return Name(words[0].start, words[-1].end, words[core].start, kind, title, sure, gender, texts)


@cache
def title_gender(title: str) -> str | None:
    """Return ``f`` or ``m`` where a word of the title gives it away."""
    for word in title.casefold().replace(".", "").split():
        entry = titles().get(word)
        if entry is not None and entry.gender:
            return entry.gender
    return None


def _name_gender(word: str) -> str | None:
    folded = fold(word)
    gender = given_names().get(folded) or given_names().get(folded.split("-")[0])
    return gender if gender in ("f", "m") else None


def _join(words: Sequence[_Word]) -> str:
    return " ".join([word.text for word in words])


@cache
def _weekdays() -> frozenset[str]:
    return words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
        "august september october november december"
    )
