"""Titles before a name: where they end, and which words only look like one.

Owns the words of a run up to the name: titles of several words, what an office is for, a title between
given name and surname, surnames that are titles elsewhere. Refuses the rest of the run (``runs``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reader.analysis.grammar import words
from reader.analysis.lexicon import (
    nationalities,
    not_names,
    organisation_words,
    places,
    title_modifiers,
    titles,
)
from reader.analysis.lexicon.roles import Title
from reader.analysis.name import CONNECTORS, INITIAL, SUFFIXES, Name, NameKind, Word, is_given_name, make_name

_NO_TITLES = words("da di del national td mk m pan bey ing man kid baby star icon prop lock fan hero twin")
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
_PLURALS = words(
    "sens. sens reps. reps govs. govs drs. drs profs. profs gens. gens presidents senators representatives "
    "governors professors judges justices ministers generals ambassadors mayors councillors"
)
"""Titles of several people whose names follow: ``Sens. Ann Lee and Ole Dahl``."""
_INSERTED = words("cardinal lord")
ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9&-]{1,7}s?|(?:[A-Z]\.){2,5})$")


def find_title_end(words: Sequence[Word]) -> int:
    """Return the index after the last title that may stand before a name; 0 if there is none."""
    end = 0
    for i in range(len(words)):
        if i > end + 6 and end:
            break
        if words[i].low.rstrip(".") not in _title_starts() and words[i].low not in _PLURALS:
            continue
        for size in (4, 3, 2, 1):
            title = read_title(words[i : i + size]) if i + size <= len(words) else None
            if title is None and size == 1 and i + 1 < len(words) and words[i].low in _PLURALS:
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


def read_title(words: Sequence[Word]) -> Title | None:
    """Return what is known of the words as a title, or None."""
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


def _is_given(words: Sequence[Word], at: int, end: int) -> bool:
    """Tell whether a word that may be a title is a given name or initial.

    ``Rep. Earl Dunn``, ``Ann M. Lee``.
    """
    if at and INITIAL.match(words[at].text) and len(words[at].text) == 2:
        return True
    last = next((i for i in range(at, len(words)) if words[i].low in CONNECTORS), len(words))
    return at == end and last - at in (2, 3) and is_given_name(words[at])


def _is_surname(words: Sequence[Word], at: int, end: int) -> bool:
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
        not any(before.low in words_ for words_ in listed)
        and not ACRONYM.match(before.text)
        and (words[at].low in _SURNAMES_TOO)
    )


def skip_portfolio(words: Sequence[Word]) -> int:
    """Return where a name begins after what an office is for; else -1.

    ``for Trade and Industry Ole Dahl``.
    """
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i].low in _PORTFOLIO), -1)
    named = len(words) - last - 1
    known = all(word.low in _PORTFOLIO or word.low in CONNECTORS for word in words[: last + 1])
    return last + 1 if last >= 0 and known and 2 <= named <= 4 and words[last + 1].text[0].isupper() else -1


def has_title_within(words: Sequence[Word]) -> bool:
    """Tell whether a title stands between given name and surname: ``Timothy Cardinal Dolan``."""
    within = len(words) == 3 and words[1].low in _INSERTED
    return within and read_title(words[:1]) is None and words[0].low != "the"


def name_around_title(words: Sequence[Word]) -> Name:
    """Return a person with a title between given name and surname: ``Timothy Cardinal Dolan``."""
    name = make_name((words[0], words[2]), 0, NameKind.PERSON, True)
    return name._replace(title=words[1].text)
