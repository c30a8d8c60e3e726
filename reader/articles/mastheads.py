"""Who publishes and who writes, where no label says so: mastheads, credits, names with their role.

Owns the forms of such lines. Refuses dates, and bylines that begin with "By".
"""

from __future__ import annotations

import re

from reader.articles.bylines import find_outlet_of_staff, is_name, read_names
from reader.articles.facts import Facts
from reader.articles.outlets import find_outlet, find_outlet_of, is_place, is_public_body
from reader.articles.wordlists import read_words

_CREDIT = re.compile(r"with (?P<outlets>[\w/., &-]{2,60})", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:[\w’'&.-]+ ){0,4}"
    r"(?:correspondent|editor|reporter|writer|journalist|analyst|columnist|bureau chief)s?"
    r"(?:,? (?:in |at |of |for )?[\w’'&. -]{2,40})?",
    re.IGNORECASE,
)
_NAME_AND_ROLE = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,2}?),? (?P<role>(?:[\w&'’-]+,? ){0,6}"
    r"(?:correspondent|editor|reporter|writer|columnist|bureau chief))(?: in (?P<place>[A-ZÀ-Þ][\w ]{2,30}))?"
)
_ON_SITE = re.compile(r"reporting from (?P<place>[\w’'. -]{2,40})(?:,.{2,40})?", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]{1,60}\.){1,4}[A-Za-z]{2,12}(?:/\S{0,80})?")
_SITE = re.compile(
    r"official (?:web ?site|page|portal) of (?P<of>.{3,70})"
    r"|(?P<its>.{3,70})[:,|-]? official (?:web ?site|page|portal)",
    re.IGNORECASE,
)
# "The Kremlin, Moscow", as offices date their records.
_VENUE = re.compile(
    r"(?:The [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}"
    r"|(?:[A-Z][\w’'-]+ ){1,4}(?:Palace|House|Hall|Chancellery|Castle|University|Centre|Center)),"
    r" (?P<place>[\w ]{3,30})"
)
_OFFICE = re.compile(
    r"(?:[A-Z][\w-]+ ){0,4}(?:Minister|Secretary|President|Commissioner|Representative|Ambassador"
    r"|Spokes\w+|Director|Chancellor|Governor|Mayor|Chair\w*)\b"
)


def read_masthead(segment: str) -> Facts | None:
    """Read a line, or a part of one, that names an outlet, an office or somebody with a role; else None."""
    if outlet := find_outlet_of_staff(segment.strip(" .,:()[]")):
        return Facts(outlet=outlet)
    if _HOST.fullmatch(segment) and (outlet := find_outlet_of(f"https://{segment}")):
        return Facts(outlet=outlet)
    if (match := _SITE.fullmatch(segment)) and (outlet := find_outlet(match["of"] or match["its"])):
        return Facts(outlet=outlet)
    credited = re.split(r", | and | with |/", segment)
    if len(credited) > 1 and all(map(find_outlet, credited)):
        return Facts(outlet=find_outlet(credited[0]))
    if (match := _CREDIT.fullmatch(segment)) and all(
        map(find_outlet, re.split(r", | and ", match["outlets"]))
    ):
        return Facts(strong=True)
    if is_public_body(segment):
        return Facts(outlet=segment)
    return _read_person(segment)


def _read_person(segment: str) -> Facts | None:
    if match := _ON_SITE.fullmatch(segment):
        return Facts(place=match["place"])
    if (match := _NAME_AND_ROLE.fullmatch(segment)) and _is_role(match["role"]):
        return Facts(authors=(match["name"],), place=match["place"], strong=True)
    if len(segment) < 60 and _ROLE.fullmatch(segment) and not segment.endswith((".", "?", "!")):
        return Facts()
    if (match := _VENUE.fullmatch(segment)) and is_place(match["place"]):
        return Facts(place=match["place"])
    if "," not in segment and " with " not in segment:
        return None
    # "BBC News, Kyiv" names the desk of its reporter and no dateline; "Jane Roe, Reuters";
    # "Jane Roe, Secretary of State"; "Jane Roe with AFP".
    head, _, tail = (part.strip() for part in segment.partition(","))
    if (outlet := find_outlet(head)) and tail.istitle() and len(tail.split()) <= 2:
        return Facts(outlet=outlet)
    if is_name(head) and len(tail) < 60 and _OFFICE.match(tail):
        return Facts(authors=(head,))
    names = read_names(segment)
    if names and names.authors and (names.outlet or (" with " in segment and is_name(names.authors[0]))):
        return Facts(authors=names.authors, outlet=names.outlet, place=names.place, strong=True)
    return None


def _is_role(words: str) -> bool:
    """Tell a role from the rest of a headline that ends in one: "quits as editor"."""
    known = read_words("words.txt", "roles")
    return all(
        word.casefold() in known or is_place(word) or find_outlet(word)
        for word in words.replace(",", "").split()[:-1]
    )
