"""What stands below an article and says something about it: signatures, dates, tags, notices.

Owns their reading, and what of them leaves the body. Refuses sentences: those are the story's.
"""

from __future__ import annotations

import re

from reader.articles.facts import Facts
from reader.articles.furniture import notice_outlet
from reader.articles.headerlines import read_header_line
from reader.articles.lines import ends_sentence
from reader.articles.outlets import find_outlet
from reader.articles.page import Page

_OWNER = re.compile(r"\W{0,3}(?:copyright|\(c\)|©)", re.IGNORECASE)
_LONGEST_SIGNATURE = 60  # characters
_SIGNED = re.compile(
    r"\s*(?:\((?P<outlet>[^()]{2,30})\)|Enditem|(?P<bare>[A-Z]{2,10})(?: [A-Z]{2,4}){0,4})\.?$"
)


def read_foot(page: Page, kept: list[int], day_first: bool) -> tuple[list[int], Facts]:
    """Take the lines below the last prose off the body: signatures, dates, tags; and read what they say."""
    prose = [at for at, index in enumerate(kept) if page.is_prose(index)]
    cut = prose[-1] + 1 if prose else len(kept)
    foot = Facts()
    tags: list[int] = []
    left = kept[:cut]
    for index in kept[cut:]:
        facts = read_header_line(page.text(index), day_first=day_first)
        if facts is not None and (facts.labelled or not facts.date or not ends_sentence(page.text(index))):
            foot.merge(facts)
            foot.labelled |= facts.labelled
        elif len(page.text(index).split()) <= 4 and not ends_sentence(page.text(index)):
            tags.append(index)
        else:
            left.append(index)
    if len(tags) == 1 and len(prose) < 2:
        left = sorted([*left, *tags])
    return left, foot


def find_notice(page: Page, body: int) -> str | None:
    """Return the outlet that a notice names, the last one first: mastheads may carry those of others."""
    noticed = (
        notice_outlet(page.text(index))
        for index in range(len(page) - 1, -1, -1)
        # Above the body a picture's caption may end in the notice of its owner.
        if page.is_furniture(index) and (index >= body or _OWNER.match(page.text(index)))
    )
    return next((outlet for outlet in noticed if outlet), None)


def unsign(texts: list[str]) -> str | None:
    """Take an agency's signature off the last paragraph, "(ANI)" or "Enditem", and return the agency."""
    match = _SIGNED.search(texts[-1], max(0, len(texts[-1]) - _LONGEST_SIGNATURE)) if texts else None
    if match is None or match.start() < 20:
        return None
    if match["bare"] and not ends_sentence(texts[-1][: match.start()]):
        # "she told DW." is no signature.
        return None
    name = match["outlet"] or match["bare"]
    outlet = find_outlet(name) if name else None
    if outlet or name is None:
        texts[-1] = texts[-1][: match.start()].rstrip()
    return outlet
