"""Which line of a header is the headline.

Owns the choice among lines that are neither marks nor furniture. Refuses to make one up: without a headline
there is none.
"""

from __future__ import annotations

import re

from reader.articles.bylines import is_name
from reader.articles.facts import Facts
from reader.articles.lines import ends_sentence
from reader.articles.outlets import find_outlet
from reader.articles.page import Page

_SUFFIX = re.compile(r"\s+(?:[|–—•·»]|-{1,2}|::)\s+(?P<outlet>[^|–—•·»]{2,50})$")
_PREFIX = re.compile(r"^(?P<outlet>[^|–—•·»:]{2,40})\s+(?:[|–—•·»-]|::)\s+")
_ITEM = re.compile(r"^(?:[-–—•·●▪*]|\d{1,2}[.)])\s+(?=\S)")
_STEM = 5  # letters by which a word is known again in another form
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_REPORTS = re.compile(
    r"[“”«»]|\b(?:said|told|added|according|yesterday|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def choose_title(page: Page, texts: list[int], facts: Facts) -> tuple[str | None, int]:
    """Return the title and the index of its line, which is -1 where a label gave it or there is none."""
    if facts.title:
        return facts.title, -1
    index = _title_line(page, [at for at in texts if not _is_opening(page.text(at))])
    if index is None:
        return None, -1
    title, outlet = _split_outlet(page.text(index))
    facts.outlet = facts.outlet or outlet
    return title, index


def _title_line(page: Page, texts: list[int]) -> int | None:
    """Choose the line that is repeated, or carries the outlet's name; else the first as long as headlines."""
    seen: dict[str, int] = {}
    for index in texts:
        stem = _split_outlet(page.text(index))[0].casefold()
        if stem in seen and len(stem.split()) > 2:
            return seen[stem]
        seen.setdefault(stem, index)
    for index in texts:
        if _split_outlet(page.text(index))[1]:
            return index
    plain = [index for index in texts if not is_crumbs(page.text(index))] or texts
    sizes = {index: len(page.text(index).split()) for index in plain}
    long = next((index for index in plain if sizes[index] >= 5), None)
    if long is None:
        unnamed = [index for index in plain if not is_name(page.text(index))] or plain
        return max(unnamed, key=lambda index: (sizes[index], -index), default=None)
    short = [index for index in plain if index < long and 3 <= sizes[index] < 5]
    ends = ends_sentence(page.text(long))
    if short and (sizes[long] >= 14 or ends):
        return short[-1]
    return long if sizes[long] <= 40 and not (sizes[long] > 25 and ends) else None


def _is_opening(text: str) -> bool:
    """Tell the opening of a speech or a letter, "Dear friends!", from a headline."""
    return text[-1] in ":," or (ends_sentence(text) and len(text.split()) <= 3)


def is_crumbs(text: str) -> bool:
    """Tell whether a line is the way through a site: "Home > World > Europe"."""
    parts = re.split(r"[|>›»]", text)
    # The last crumb may be the headline.
    return len(parts) > 1 and all(
        len(part.split()) <= 4 for part in (parts[:-1] if len(parts) > 2 else parts)
    )


def _split_outlet(text: str) -> tuple[str, str | None]:
    """Take the outlet's name off a title as browsers show it: ``Headline - BBC News``."""
    for form in (_SUFFIX, _PREFIX):
        match = form.search(text)
        if match and (outlet := find_outlet(match["outlet"])):
            rest = (text[: match.start()] + text[match.end() :]).strip()
            if len(rest.split()) > 2:
                return rest, outlet
    return text, None


def lift_headline(page: Page, body: int) -> tuple[str | None, int]:
    """Take the body's first line as the headline where the next paragraph says the same at length.

    Databases close headlines with a full stop. A first sentence that reports, says when, or is not taken up
    again stays where it is.
    """
    if body + 2 >= len(page):
        return None, body
    text, after = page.text(body), page.text(body + 1)
    known = {word[:_STEM].casefold() for word in _LONG_WORD.findall(after)}
    again = sum(word[:_STEM].casefold() in known for word in _LONG_WORD.findall(text))
    if (
        4 <= len(text.split()) <= 14
        and len(after) >= 1.6 * len(text)
        and again >= 2
        and page.is_prose(body + 1)
        and text[0].isupper()
        and not _REPORTS.search(text)
        and not _ITEM.match(text)
    ):
        return text, body + 1
    return None, body


def same_words(text: str, other: str | None) -> bool:
    """Tell whether two lines say the same but for case and closing points."""
    return other is not None and text.casefold().strip(" .") == other.casefold().strip(" .")
