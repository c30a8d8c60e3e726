"""The parsing of a run of capitalised words: the names it holds, and the titles before them.

Owns what a run can tell by itself: words that only open a sentence, honorifics, titles of several words and
what an office is for, given names, suffixes, organisations, places. Refuses to look at the text around the
run (``find``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from reader.analysis.function_words import FUNCTION_WORDS, word_set
from reader.analysis.lexicon import (
    cues,
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
from reader.analysis.lexicon.loaders import Title
from reader.analysis.names.name import (
    CONNECTORS,
    INITIAL,
    SUFFIXES,
    NameKind,
    NameSpan,
    RunWord,
    is_given_name,
    join_words,
    make_name,
    name_gender,
)
from reader.text.folding import fold
from reader.text.name_parts import NAME_PARTICLES
from reader.text.partial_date import MONTHS

_TITLES_NOT_BEFORE_NAMES = word_set(
    "da di del national td mk m pan bey ing man kid baby star icon prop lock fan hero twin"
)
_SURNAMES_TOO = word_set(
    "dean king baron bishop major judge page pope law marshal chancellor cook baker mayor khan boxer "
    "prince abbott priest shah sultan raja begum mir duke earl knight miller mason porter butler "
    "carter cooper fisher gardener shepherd sheriff squire steward"
)
PORTFOLIO_WORDS = word_set(
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
"""What offices are for, in their titles and in the names of ministries and committees."""
_PLURAL_TITLES = word_set(
    "sens. sens reps. reps govs. govs drs. drs profs. profs gens. gens presidents senators representatives "
    "governors professors judges justices ministers generals ambassadors mayors councillors"
)
"""Titles of several people whose names follow: ``Sens. Ann Lee and Ole Dahl``."""
_COUNTRIES_LIKE_WORDS = frozenset({"US", "U.S."})
"""Countries that would be a pronoun in small letters."""
_TITLES_WITHIN_NAMES = word_set("cardinal lord")
_ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9&-]{1,7}s?|(?:[A-Z]\.){2,5})$")

_SAYING_WORDS = word_set("said says added asked continued stated replied wrote tweeted told")
_SURNAMES_LIKE_ORGANISATIONS = word_set(
    "cross church hall park parks fields banks court post house temple college bond school field"
)
_AGENT_ENDING = re.compile(r"[a-z]{3}(?:er|or|ist|ices|man|woman|eur)s?$")
_KOREAN_GIVEN_NAME = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{0,4}[aeiounmgklph]$")

_RUN_WORD = re.compile(r"\S+")
_NEVER_INSIDE = word_set(
    "a and are as at after i against about be before because but by for from had has have her his how "
    "if in into is it its not on or over she than that the their they to was were what when while who "
    "why with"
)
_DESCRIPTION_ENDING = re.compile(r"-(?:[a-z]{3,}(?:ed|er|ing)|born|area|elect)$")
"""The end of a word that describes the name after it: ``Bergen-based``; not ``Mei-ling``."""
_COMPOUND_WORD = re.compile(r"-[a-z]{3,}$|^[A-Z]-[A-Z]")


def find_title_end(words: Sequence[RunWord]) -> int:
    """Return the index after the last title that may stand before a name; 0 if there is none."""
    end = 0
    for i in range(len(words)):
        if i > end + 6 and end:
            break
        if words[i].low.rstrip(".") not in _title_starts() and words[i].low not in _PLURAL_TITLES:
            continue
        for size in (4, 3, 2, 1):
            title = read_title(words[i : i + size]) if i + size <= len(words) else None
            if title is None and size == 1 and i + 1 < len(words) and words[i].low in _PLURAL_TITLES:
                title = titles().get(words[i].low.rstrip(".").removesuffix("s"))
            if title is None or (i and words[i].low in SUFFIXES):
                continue
            if size == 1 and (_is_given(words, i, end) or _is_surname(words, i, end)):
                continue
            end = max(end, i + size)
            if title.kind == "honorific":
                return end
            break
    return end


def read_title(words: Sequence[RunWord]) -> Title | None:
    """Return what is known of the words as a title, or None."""
    if not words or words[0].low.rstrip(".") not in _title_starts():
        return None
    phrase = " ".join([word.low for word in words])
    if phrase in _TITLES_NOT_BEFORE_NAMES:
        return None
    return titles().get(phrase) or titles().get(phrase.rstrip("."))


@cache
def _title_starts() -> frozenset[str]:
    """First words of all titles, without a dot after them: most words begin none."""
    return frozenset(title.split(" ")[0].rstrip(".") for title in titles())


def _is_given(words: Sequence[RunWord], at: int, end: int) -> bool:
    """Tell whether a word that may be a title is a given name or initial.

    ``Rep. Earl Dunn``, ``Ann M. Lee``.
    """
    if at and INITIAL.match(words[at].text) and len(words[at].text) == 2:
        return True
    last = next((i for i in range(at, len(words)) if words[i].low in CONNECTORS), len(words))
    return at == end and last - at in (2, 3) and is_given_name(words[at])


def _is_surname(words: Sequence[RunWord], at: int, end: int) -> bool:
    """Tell whether the last word of a run is a surname that looks like a title.

    ``Anna King``, ``Tom Bishop``.
    """
    if at == 0 or (at + 1 < len(words) and words[at + 1].low not in CONNECTORS):
        return False
    before = words[at - 1]
    if is_given_name(before) or INITIAL.match(before.text):
        return True
    if at != 1 and at != end + 1:
        return False
    listed = (places(), nationalities(), organisation_words(), title_modifiers(), not_names(), titles())
    return (
        not any(before.low in words_listed for words_listed in listed)
        and not _ACRONYM.match(before.text)
        and (words[at].low in _SURNAMES_TOO)
    )


def skip_portfolio(words: Sequence[RunWord]) -> int:
    """Return where a name begins after what an office is for; else -1.

    ``for Trade and Industry Ole Dahl``.
    """
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i].low in PORTFOLIO_WORDS), -1)
    named = len(words) - last - 1
    known = all(word.low in PORTFOLIO_WORDS or word.low in CONNECTORS for word in words[: last + 1])
    return last + 1 if last >= 0 and known and 2 <= named <= 4 and words[last + 1].text[0].isupper() else -1


def has_title_within(words: Sequence[RunWord]) -> bool:
    """Tell whether a title stands between given name and surname: ``Timothy Cardinal Dolan``."""
    within = len(words) == 3 and words[1].low in _TITLES_WITHIN_NAMES
    return within and read_title(words[:1]) is None and words[0].low != "the"


def name_around_title(words: Sequence[RunWord]) -> NameSpan:
    """Return a person with a title between given name and surname: ``Timothy Cardinal Dolan``."""
    name = make_name((words[0], words[2]), 0, NameKind.PERSON, True)
    return name._replace(title=words[1].text)


def strip_openers(words: list[RunWord]) -> list[RunWord]:
    """Drop capitalised words before the name that only begin a sentence or name a day."""
    at = 0
    while at < len(words) and _opens_sentence(words, at):
        at += 1
    return words[at:]


def _opens_sentence(words: Sequence[RunWord], at: int) -> bool:
    low = words[at].low
    if (
        len(words) == at + 2
        and _KOREAN_GIVEN_NAME.match(words[-1].text)
        and len(low) <= 5
        and low not in FUNCTION_WORDS
    ):
        return False
    if low == "will" and at + 1 < len(words) and at == 0 and len(words) == 2 and not is_given_name(words[1]):
        return False
    if low in months_and_days() and len(words) == at + 2 and words[-1].low in organisation_words():
        return False  # the Sunday Ledger
    if low in FUNCTION_WORDS or low in months_and_days():
        return True
    if at + 1 == len(words) or low in titles() or read_title(words[at : at + 2]) is not None:
        return False
    if fold(join_words(words[at : at + 2])) in places():
        return False
    if low in _SAYING_WORDS:
        return True
    if is_given_name(words[at]):
        return False
    if words[-1].low in organisation_words():
        return False
    return low in not_names() or (low in cues() and cues()[low].form in ("ed", "s", "ing"))


@cache
def months_and_days() -> frozenset[str]:
    """Return the names of days and months, in lower case."""
    days = word_set("monday tuesday wednesday thursday friday saturday sunday")
    return days | ({month.lower() for month in MONTHS} - {"may"})


def is_organisation(words: Sequence[RunWord]) -> bool:
    """Tell whether the words are the name of an organisation: ``Ministry of Trade``, ``Varn Lithics Ltd``."""
    if len(words) == 2 and words[1].low in _SURNAMES_LIKE_ORGANISATIONS and name_gender(words[0].text):
        return False
    if words[-1].low in organisation_words() or words[-1].low.rstrip("s") in organisation_words():
        return True
    return any(word.low in CONNECTORS for word in words) and names_organisation(words)


def names_organisation(words: Sequence[RunWord]) -> bool:
    """Tell whether a run with a connector is one name: ``Bank of England``, ``Department for Education``."""
    return any(word.low in organisation_words() for word in words[:-1])


def names_person(words: Sequence[RunWord]) -> bool:
    """Tell whether words begin with a given name or initial and name no organisation: ``Ann Lee``."""
    return (is_given_name(words[0]) or INITIAL.match(words[0].text) is not None) and not is_organisation(
        words
    )


def is_plain(words: Sequence[RunWord]) -> bool:
    """Tell whether no list knows the words as anything but a name."""
    return not any(word.low in not_names() or word.low in nationalities() for word in words)


def find_given_name(words: Sequence[RunWord]) -> int | None:
    """Return where a name begins after other capitalised words: ``Security Policy Kaja Kallas``."""
    described = (
        words[0].low in nationalities() or words[0].low in organisation_words() or words[0].low in not_names()
    )
    if (
        len(words) < 4
        and not described
        and fold(words[0].text) not in places()
        and not _AGENT_ENDING.search(words[0].low)
    ):
        return None
    for i in range(1, len(words) - 1):
        if words[i].low in NAME_PARTICLES:
            return None
        if is_given_name(words[i]) and len(words) - i <= 4:
            return i
    return None


def cut_tail(words: list[RunWord]) -> list[RunWord]:
    """Return the words of a name up to a connector: ``Ann Lee of Ohio``."""
    cut = next((i for i, word in enumerate(words) if word.low in CONNECTORS), len(words))
    return words[:cut]


@lru_cache(maxsize=1 << 16)
def parse_run(run: str) -> tuple[NameSpan, ...]:
    """Return the names that a run of capitalised words holds, with offsets into the run."""
    return tuple(_parse(run))


def _parse(run: str) -> Iterator[NameSpan]:
    words = [
        RunWord(m[0], *m.span(), m[0].casefold()) for m in _RUN_WORD.finditer(run.replace("\u00a0", " "))
    ]
    if len(words) == 1:
        yield from _parse_part(words)
        return
    begin = 0
    for number, word in enumerate(words):
        if (number > 1 and _is_verb_in_capitals(words, number)) or (
            number
            and word.low in _NEVER_INSIDE
            and (word.text[0].isupper() or word.text == "and")
            and not (word.text == "and" and _joins(words[begin:number]))
        ):
            yield from _parse_part(words[begin:number])
            begin = number + 1
    yield from _parse_part(words[begin:])


def _is_verb_in_capitals(words: Sequence[RunWord], at: int) -> bool:
    """Tell whether a word after a person's name is a verb that a title writes large: ``Ann Lee Said``."""
    cue = cues().get(words[at].low)
    finite = cue is not None and cue.form in ("s", "ed") and not cue.noun
    return finite and words[at - 1].text[0].isupper() and names_person(words[max(0, at - 2) : at])


def _joins(words: Sequence[RunWord]) -> bool:
    """Tell whether "and" goes on with one name.

    ``Department of Health and …``, ``Minister for Trade and …``.
    """
    at = next((i for i, word in enumerate(words) if word.low in ("of", "for")), 0)
    before = words[at - 1 : at]
    return bool(before) and (before[0].low in organisation_words() or read_title(before) is not None)


def _parse_part(words: list[RunWord]) -> Iterator[NameSpan]:
    if fold(join_words(words)) in places() and words:
        yield make_name(words, 0, NameKind.PLACE, True)
        return
    if len(words) > 1 and _DESCRIPTION_ENDING.search(words[0].text):
        words = words[1:]
    plain = join_words([word for number, word in enumerate(words) if number or word.low != "the"])
    if plain in known_organisations():
        yield make_name(words, 0, NameKind.ORGANISATION, True)
        return
    if len(words) == 1 and words[0].text in _COUNTRIES_LIKE_WORDS:
        yield make_name(words, 0, NameKind.PLACE, True)
        return
    words = strip_openers(words)
    whole = len(words) == 2 and is_given_name(words[0])  # Theresa May
    while words and (
        words[-1].low in CONNECTORS or (words[-1].low in months_and_days() and len(words) > 1 and not whole)
    ):
        words.pop()
    if not words:
        return
    plain = join_words(words)
    if plain in known_organisations():
        yield make_name(words, 0, NameKind.ORGANISATION, True)
        return
    if has_title_within(words):
        yield name_around_title(words)
        return
    named = find_given_name(words) if len(words) > 3 else None
    if named is not None and named > 1 and words[named - 1].low in organisation_words():
        yield make_name(words[:named], 0, NameKind.ORGANISATION, True)  # in the Lund Courier Ann Lee writes
        yield make_name(words[named:], 0, NameKind.PERSON, True)
        return
    title_end = find_title_end(words)
    cut = next((i for i, word in enumerate(words) if word.low in CONNECTORS), None)
    if title_end and not (cut is not None and 1 < cut < 4 and title_end > cut + 1 and _is_member(words, cut)):
        yield from _parse_titled(words, title_end)
        return
    if cut is not None and (not names_organisation(words) or (1 < cut < 5 and names_person(words[:cut]))):
        head = words[:cut]
        yield from _parse_untitled(head)
        rest = words[cut + 1 :]
        while rest and rest[0].low in CONNECTORS:
            rest.pop(0)
        if rest:
            yield from _parse_untitled(rest)
        return
    yield from _parse_untitled(words)


def _is_member(words: Sequence[RunWord], cut: int) -> bool:
    """Tell whether "of" stands between a person and a body: ``Craig Doyle of Public Citizen``."""
    return (
        words[cut].low == "of"
        and names_person(words[:cut])
        and not any(word.low.rstrip(".") in titles() for word in words[:cut])
    )


def _parse_titled(words: list[RunWord], title_end: int) -> Iterator[NameSpan]:
    """Yield what a run holds that has a title among its words, up to index title_end."""
    rest = words[title_end:]
    if not rest:
        yield make_name(words, 0, NameKind.ROLE, True)
        return
    first = 0
    if rest[0].low in CONNECTORS:
        starts = range(max(1, len(rest) - 4), len(rest) - 1)
        first = next((i for i in starts if is_given_name(rest[i])), -1)
        if first < 0:
            first = skip_portfolio(rest)
        if first < 0:
            yield make_name(words, 0, NameKind.ROLE, True)
            return
    else:
        first = max(0, skip_portfolio(rest))
    core = cut_tail(rest[first:])
    if len(core) > 2 and not is_given_name(core[0]) and (inside := find_given_name(core)) is not None:
        title_end, core, rest, first = title_end + first + inside, core[inside:], rest[first + inside :], 0
    if not core:
        yield make_name(words, 0, NameKind.ROLE, True)
        return
    if is_organisation(core) and len(core) > 1 and not (len(core) == 2 and name_gender(core[0].text)):
        yield make_name(words, 0, NameKind.ROLE, True)
        return
    name = make_name(words[: title_end + first] + core, title_end + first, NameKind.PERSON, True)
    yield name
    tail = rest[first + len(core) :]
    while tail and tail[0].low in CONNECTORS:
        tail.pop(0)
    if tail:
        yield from _parse_untitled(tail)


def _parse_untitled(words: list[RunWord]) -> Iterator[NameSpan]:
    words = strip_openers(words)
    if not words:
        return
    plain = join_words(words)
    folded = fold(plain)
    lowered = [word.low for word in words]
    if plain in known_organisations():
        yield make_name(words, 0, NameKind.ORGANISATION, True)
    elif folded in places():
        yield make_name(words, 0, NameKind.PLACE, True)
    elif len(words) == 1:
        yield from _parse_single(words)
    elif (
        (len(words) == 2 and len(words[0].text) <= 5 and _KOREAN_GIVEN_NAME.match(words[1].text))
        or lowered[-1] in SUFFIXES
        or (INITIAL.match(words[0].text) and not is_organisation(words))
    ):
        yield make_name(words, 0, NameKind.PERSON, True)
    elif is_organisation(words):
        yield make_name(words, 0, NameKind.ORGANISATION, True)
    elif lowered[0] in nationalities() and not (is_given_name(words[0]) and is_plain(words[1:])):
        if len(words) > 2 and is_given_name(words[1]) and words[-1].low not in not_names():
            yield make_name(words, 1, NameKind.PERSON, True)
        elif len(words) == 3 and _may_be_person(words[1:]):
            yield make_name(words, 1, NameKind.PERSON, False)
        else:
            yield make_name(words, 0, NameKind.OTHER, True)
    elif is_given_name(words[0]):
        yield make_name(words, 0, NameKind.PERSON, fold(words[0].text) not in places())
    elif (at := find_given_name(words)) is not None:
        yield make_name(words, at, NameKind.PERSON, True)
    elif (
        plain.casefold() in not_names()
        or any(low in not_names() or low in nationalities() for low in lowered)
        or any(_COMPOUND_WORD.search(word.text) for word in words)
    ):
        yield make_name(words, 0, NameKind.OTHER, True)
    elif any(low in organisation_words() for low in lowered):
        yield make_name(words, 0, NameKind.ORGANISATION, False)
    elif len(words) <= 4 and not any(_ACRONYM.match(word.text) for word in words):
        yield make_name(words, 0, NameKind.PERSON, False)
    else:
        yield make_name(words, 0, NameKind.OTHER, False)


def _may_be_person(words: Sequence[RunWord]) -> bool:
    """Tell whether no list knows any of the words as anything else."""
    listed = (
        places(),
        nationalities(),
        organisation_words(),
        title_modifiers(),
        not_names(),
        titles(),
        group_nouns(),
    )
    return not any(word.low in known for word in words for known in listed) and not any(
        _COMPOUND_WORD.search(word.text) or word.text.isupper() for word in words
    )


def _parse_single(words: list[RunWord]) -> Iterator[NameSpan]:
    word = words[0]
    if word.low in nationalities() or word.low in group_nouns() or _COMPOUND_WORD.search(word.text):
        yield make_name(words, 0, NameKind.OTHER, True)
    elif word.low in not_names() or len(word.text.rstrip(".")) < 2:
        return
    elif _ACRONYM.match(word.text):
        yield make_name(words, 0, NameKind.ORGANISATION, True)
    else:
        yield make_name(words, 0, NameKind.PERSON, fold(word.text) in given_names())
