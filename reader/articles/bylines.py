"""Author names from bylines and from author lists in metadata.

Owns the forms of a byline. A line that begins with "By" and goes on as a sentence is not a byline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.articles.outlets import find_outlet, is_place, looks_like_outlet
from reader.text.name_parts import NAME_PARTICLES
from reader.text.wordlists import read_words

_BYLINE_LEAD = re.compile(
    r"(?:(?:written|reported|story|text|words|report|analysis|reporting|edited|compiled|interview"
    r"|posted|submitted) by|"
    r"by[ -]?lines?:|by|"
    r"authors?:|written by:|von|par|por|автор:)[:\s]\s*",
    re.IGNORECASE,
)
_FOREIGN_LEAD = re.compile(r"(?:di|door|af|av) (?=\S+ \S)", re.IGNORECASE)
_DEGREE = re.compile(r"(?:Ph\.? ?D|M\.? ?D|J\.?D|Esq|MP|MEP|CFA|MBA)\.?")
_AND = re.compile(r"\s*(?:;|\s&\s|\s+and\s+|\s+und\s+|\s+et\s+|,\s+and\s+)\s*")
_SEPARATOR = re.compile(r",|\s[|–—-]\s")
_NAME_WORD = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’`-]*|(?:d'|al-|el-|ben-|bin-)\w[\w'’-]*")
_IN_PLACE = re.compile(r"\s+in\s+(?P<place>[^\W\d_a-z].*)$")
_BRACKETS = re.compile(r"\s*\(([^()]{2,60})\)$")
_ADDRESS = re.compile(r"\s*[<(]?[\w.+-]{1,64}@[\w.-]{1,190}[>)]?|\s*\(?@\w{1,30}\)?")
_ROLE_NOUN = (
    r"(?:correspondent|editor|reporter|writer|staff|bureau|chief|columnist|producer|agency|agencies|analyst|news|desk"
    r"|newsroom|team|service|journalist|director|fellow|professor|contributor|critic|photographer|blogger)s?"
    r"(?:-at-large| at large)?"
)
_SPECIAL_TO_OUTLET = re.compile(
    r"(?i:special|exclusive) (?:to|for) (?P<outlet>(?:the )?[A-ZÀ-Þ][\w.&'’ -]{2,40})"
)
_ROLE = re.compile(rf"\b{_ROLE_NOUN}\b", re.IGNORECASE)
_ROLE_WITHOUT_NAME = re.compile(
    rf"(?:(?:our|the|own|local|foreign|special|online|web) )*{_ROLE_NOUN}(?: {_ROLE_NOUN})*", re.IGNORECASE
)
_OF_OUTLET = re.compile(rf"['’]s? (?:[\w-]+ ){{0,3}}{_ROLE_NOUN}$|(?: {_ROLE_NOUN})+$", re.IGNORECASE)
WIKILINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


@dataclass(frozen=True, slots=True)
class Byline:
    """Names of authors as printed, and the outlet and place that a byline names, if any."""

    authors: tuple[str, ...]
    outlet: str | None = None
    place: str | None = None


def read_byline(line: str) -> Byline | None:
    """Read a line that begins with "By" or the like and holds names only, or return None."""
    lead = _BYLINE_LEAD.match(line)
    if lead is None or len(line) > 160:
        return None
    return read_names(line[lead.end() :])


def read_names(words: str) -> Byline | None:
    """Read names of people, with their outlet, role and place; None if the words are something else."""
    words = (_ADDRESS.sub("", words) if "@" in words else words).strip(" .,|-–—")
    place = None
    if match := _BRACKETS.search(words):
        # "By Jane Roe (Brussels, Europe bureau)"
        first = match[1].partition(",")[0].strip()
        place = first if is_place(first) else None
        words = words[: match.start()]
    head, _, others = words.partition(" with ")
    if others and all(_is_no_person(part) for part in _split_names(others)):
        # "Jane Roe with dpa, AFP": agencies that helped are neither authors nor the outlet.
        words = head
    authors: list[str] = []
    outlet = None
    unnamed = False
    for part in _split_names(words):
        if authors and _DEGREE.fullmatch(part):
            continue
        if authors and looks_like_outlet(part) and words.endswith(f", {part}"):
            # "By Jane Roe, Quay Gazette"
            outlet = outlet or part
            continue
        if special := _SPECIAL_TO_OUTLET.fullmatch(part):
            outlet = outlet or find_outlet(special["outlet"]) or special["outlet"].removeprefix("the ")
            unnamed = True
            continue
        if _ROLE.search(part):
            if staffed := _find_employer(part):
                outlet = outlet or staffed
                unnamed = True
                continue
            part = _cut_role(part)
        match = _IN_PLACE.match(f" {part}") if authors or outlet or unnamed else None
        if match and _looks_like_names(match["place"]):
            place = place or match["place"]
            continue
        if (match := _IN_PLACE.search(part)) and _looks_like_names(match["place"]):
            place = place or match["place"]
            part = part[: match.start()]
        elif place and " " not in part and not find_outlet(part):
            # "in Brest, France"
            continue
        part, known = _split_outlet(part)
        if known:
            outlet = outlet or known
            if part:
                authors.append(part)
        elif _ROLE_WITHOUT_NAME.fullmatch(part):
            unnamed = True
        elif _looks_like_names(part):
            if not _ROLE.search(part):
                authors.append(part)
        elif not _ROLE.search(part) or len(part.split()) > 7:
            return None
    return Byline(tuple(authors), outlet, place) if authors or outlet or unnamed else None


def _find_employer(part: str) -> str | None:
    """Return the outlet before a role: "CNN Editor-at-large", "Ap Sports Writer"; None for anything else."""
    words = part.split()
    for size in range(min(3, len(words) - 1), 0, -1):
        name, role = " ".join(words[:size]), words[size:]
        outlet = find_outlet(name) or (find_outlet(name.upper()) if len(name) < 4 else None)
        if outlet and is_role(role):
            return outlet
    return None


def _cut_role(part: str) -> str:
    """Take the role off behind a name: "Jane Roe Business Columnist"; what is left has two words or more."""
    words = part.split()
    for size in range(2, min(4, len(words))):
        if is_role(words[size:]) and _looks_like_names(" ".join(words[:size])):
            return " ".join(words[:size])
    return part


def is_role(words: list[str]) -> bool:
    """Tell whether words are the role of somebody at a paper: "Chief Sports Writer"."""
    known = read_words("articles/words.txt", "roles")
    return (
        bool(words)
        and _ROLE.match(words[-1]) is not None
        and all(word.casefold() in known or _ROLE.fullmatch(word) for word in words[:-1])
    )


def _split_outlet(part: str) -> tuple[str, str | None]:
    """Take an outlet off the end of a name, "Jane Roe Associated Press", or the whole if it is one."""
    if outlet := find_outlet_of_staff(part):
        return "", outlet
    words = part.split()
    for size in range(min(3, len(words) - 2), 0, -1):
        outlet = find_outlet(" ".join(words[-size:]))
        name = " ".join(words[:-size])
        if outlet is None and len(words) - size == 2 and looks_like_outlet(" ".join(words[-size:])):
            outlet = " ".join(words[-size:])
        if outlet and (size > 1 or words[-1].isupper()) and _looks_like_names(name):
            return name, outlet
    return part, None


def find_outlet_of_staff(words: str) -> str | None:
    """Return the outlet that is named, alone or with a part of its house: "DW staff", or None."""
    outlet = find_outlet(words)
    if outlet is None and _ROLE.fullmatch(words, words.rfind(" ") + 1):
        outlet = find_outlet(_OF_OUTLET.sub("", words))
    return outlet


def cut_foreign_lead(line: str) -> str:
    """Take "Di" or "Door" off a byline; they are no sign of one, as names and headlines begin so too."""
    lead = _FOREIGN_LEAD.match(line)
    return line[lead.end() :] if lead and is_name(line[lead.end() :]) else line


def is_name(line: str) -> bool:
    """Tell whether a line could be the name of one person and nothing else."""
    return 2 <= len(line.split()) <= 4 and "," not in line and not line.isupper() and _looks_like_names(line)


def split_authors(text: str) -> list[str]:
    """Split what metadata gives as authors: at semicolons and "and"; at commas only between full names."""
    text = WIKILINK.sub(r"\1", text)
    lead = _BYLINE_LEAD.match(text)
    text = _ADDRESS.sub("", text[lead.end() :] if lead else text)
    names: list[str] = []
    for part in _AND.split(text):
        pieces = [piece.strip() for piece in part.split(",")]
        names += pieces if all(" " in piece for piece in pieces) else [part.strip()]
    return [name for name in names if name]


def _split_names(words: str) -> list[str]:
    pieces = (piece.strip(" .") for chunk in _AND.split(words) for piece in _SEPARATOR.split(chunk))
    return [piece for piece in pieces if piece]


def _is_no_person(part: str) -> bool:
    return find_outlet_of_staff(part) is not None or _ROLE_WITHOUT_NAME.fullmatch(part) is not None


def _looks_like_names(words: str) -> bool:
    parts = words.split()
    return (
        0 < len(parts) <= 5
        and all(_NAME_WORD.fullmatch(part) or part in NAME_PARTICLES for part in parts)
        and parts[0] not in NAME_PARTICLES | {"The", "A", "An"}
    )
