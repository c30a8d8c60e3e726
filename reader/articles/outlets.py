"""Outlets by name, agency tag or web address, and names of places.

Owns the lists ``outlets.txt`` and ``places.txt``, read at first use. Does not look for outlets inside running
text: an outlet that an article credits did not publish it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from reader.text.wordlists import read_sections, read_words

_NO_LETTERS = re.compile(r"[\W_]+")
_PUBLIC_BODY = re.compile(
    r"(?:The )?(?:(?:[A-Z][\w-]+ ){0,3}(?:Ministry|Department|Embassy|Consulate|Government|Cabinet"
    r"|Permanent Mission|Delegation|Secretariat|Presidency|Parliament|Senate|Prosecutor[\w’' -]{0,20}Office)"
    r"|Office)(?: (?:of|for|to|in|the|and|on|&|[A-Z][\w&’'-]+,?)){0,12}"
    r"|(?:[A-Z][\w’'-]+,? |& |and |of ){0,8}(?:Office|Ministry|Department|Treasury|Agency|Inspectorate)"
)
_OWNED = re.compile(
    r"\W*(?:(?:©|\(c\)|copyright)[\s©,]*(?:\d{4}(?:[-–]\d{2,4})?)?[\s,]*(?:by )?"
    r"|(?:first |originally |re)?published (?:by|in|on|at)[: ]|(?:from|via|courtesy of|source)[: ])",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|·•/()\n]\s*|\s[-–—]+\s|[,;:]\s")
_LONGEST_CANDIDATE_LINE = 160  # characters of a line, with a headline or a date beside the name
_MOST_CANDIDATES = 40
_LONGEST_OUTLET_NAME = 80  # characters of a name that is looked up


def find_outlet(name: str) -> str | None:
    """Return the outlet that is called so, whatever its case, hyphens and "The"; None if unknown."""
    # "Aa" is a button for the size of letters, and no agency.
    if len(name) > _LONGEST_OUTLET_NAME or (len(name) < 3 and not name.isupper()):
        return None
    outlet = _outlets().get(_normalize_outlet(name))
    if outlet is None and " (" in name:
        # "The Independent (London)" is in the list without its edition.
        outlet = _outlets().get(_normalize_outlet(name.partition(" (")[0]))
    return outlet


def find_outlet_in(words: str) -> str | None:
    """Return the outlet whose name is the longest run of words in a notice or a masthead, or None.

    Names of one short word (``AP``, ``Time``) count only in capitals as printed on their own.
    """
    parts = [part for part in re.split(r"[^\w&.'’/-]+", words[:400]) if part]
    outlets = _outlets()
    for size in range(min(6, len(parts)), 0, -1):
        for at in range(len(parts) - size + 1):
            run = parts[at : at + size]
            # A lone word of few letters is a name only in capitals: "trend", "time", "mehr" are words too.
            # A web address is a name in any case.
            if size == 1 and not (
                run[0].isupper() or "." in run[0][1:-1] or (len(run[0]) > 5 and run[0][0].isupper())
            ):
                continue
            if (outlet := outlets.get(_normalize_outlet(" ".join(run)))) is not None:
                return outlet
    return None


def find_outlet_of(url: str) -> str | None:
    """Return the outlet whose page the address is, or None for a host that is not known."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    labels = host.split(".")
    for first in range(len(labels) - 1):
        if (outlet := _outlets().get(_normalize_outlet(".".join(labels[first:])))) is not None:
            return outlet
    return None


def list_candidates(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines and parts of lines that may be an outlet's name, though no list has it."""
    found: dict[str, None] = {}
    for line in lines:
        if len(line) <= _LONGEST_CANDIDATE_LINE:
            whole = _OWNED.sub("", line)
            for part in (whole, *_PARTS.split(whole)):
                name = part.strip(" .,:;()[]*_#>–—-")
                if 2 < len(name) <= _LONGEST_OUTLET_NAME and not name.isnumeric():
                    found[name] = None
    return tuple(found)[:_MOST_CANDIDATES]


def is_place(name: str) -> bool:
    """Tell whether the name is a city known for datelines, in any case."""
    return " ".join(name.casefold().replace(".", "").split()) in read_words("articles/places.txt")


def looks_like_outlet(name: str) -> bool:
    """Tell whether a name in capitals ends as names of papers do: "Quay Gazette"."""
    words = name.removeprefix("The ").split()
    return (
        2 <= len(words) <= 5
        and all(word[0].isupper() or word in ("of", "and", "&") for word in words)
        and words[-1].casefold() in read_words("articles/words.txt", "outlet words")
    )


def is_public_body(name: str) -> bool:
    """Tell whether the words are the name of a ministry or another office that may publish news itself."""
    return len(name) <= 2 * _LONGEST_OUTLET_NAME and _PUBLIC_BODY.fullmatch(name) is not None


def _normalize_outlet(name: str) -> str:
    folded = _NO_LETTERS.sub(" ", name.casefold().replace("&", " and ")).strip()
    return folded.removeprefix("the ")


@cache
def _outlets() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for line in read_sections("articles/outlets.txt")[""]:
        names = [name.strip() for name in line.split("|")]
        for name in names:
            table.setdefault(_normalize_outlet(name), names[0])
    return MappingProxyType(table)
