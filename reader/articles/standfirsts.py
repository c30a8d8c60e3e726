"""Which lines between headline and body are the standfirst.

Owns the choice among lines that are neither marks nor furniture. Refuses captions, and first paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.articles.dates import find_dates
from reader.articles.facts import Facts
from reader.articles.furniture import is_described_picture, is_notice
from reader.articles.lines import ends_sentence
from reader.articles.page import Page
from reader.articles.titles import is_crumbs, same_words
from reader.articles.wordlists import read_words

_ITEM = re.compile(r"^(?:[-–—•·●▪*]|\d{1,2}[.)])\s+(?=\S)")
_PICTURED = re.compile(
    r"\((?:left|right|centre|center|[LRC])\)"
    r"|\b(?:pictured|(?:file|handout|undated) (?:photo|picture|image)"
    r"|seen (?:here|in|on|at|near|from)|poses? for|looks? on|shakes? hands)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"[a-z]{3}\. (?:[A-ZÀ-Þ][\w’'./-]*(?: |$)){1,4}$")
_LABELS = frozenset({"summary", "key points", "highlights", "at a glance"})
_SPEECH = re.compile(r"[\"“”«»]|\b(?:said|says|told|added|according)\b", re.IGNORECASE)


def choose_summary(
    page: Page, texts: list[int], title_at: int, title: str | None, marks: Mapping[int, Facts], body: int
) -> str | None:
    """Take the points below "Summary", or the first run of lines between title and body long enough."""
    label = next((at for at in range(title_at + 1, body) if page.text(at).casefold() in _LABELS), None)
    if label is not None:
        points = (_ITEM.sub("", page.text(at)) for at in texts if at > label)
        return " ".join(point for point in points if len(point.split()) > 2) or None
    found: list[str] = []
    last = title_at
    for index in texts:
        text = _ITEM.sub("", page.text(index))
        if index <= title_at or same_words(text, title) or not _may_be_standfirst(page.text(index), text):
            continue
        below = any(title_at < at < index for at in marks)
        if _is_of_picture(text, page.text(index - 1), below=below) or (
            body < len(page) and same_words(text, page.text(body))
        ):
            continue
        # A run ends at a date, a credit or a button: what follows is a caption.
        if found and any(at in marks or page.is_furniture(at) for at in range(last + 1, index)):
            break
        if found and index + 1 < len(page) and _is_credit(page, index + 1):
            break
        if not any(same_words(text, other) for other in found):
            found.append(text)
        last = index
    return " ".join(found) or None


def _may_be_standfirst(line: str, words: str) -> bool:
    """Tell whether a line is long enough; a point of a list, or words in small letters, may be shorter."""
    parts = words.split()
    small = sum(part[0].islower() for part in parts)
    shortest = 3 if line != words else 4 if small > 1 else 6
    return len(parts) >= shortest and not is_crumbs(words)


def _is_of_picture(text: str, above: str, *, below: bool) -> bool:
    """Tell a caption without credit: it says what is seen, or, below date and names, on which day."""
    if ends_sentence(text) and not text.endswith(")"):
        return False
    if is_described_picture(above):
        return True
    return (
        _CREDITED.search(text) is not None
        or _PICTURED.search(text) is not None
        or (below and any(found.date.day for found in find_dates(text)))
    )


def _is_credit(page: Page, index: int) -> bool:
    return not page.lines[index].after_blank and page.is_furniture(index) and not is_notice(page.text(index))


def lift_standfirst(page: Page, body: int) -> tuple[str | None, int]:
    """Take the body's first line as the standfirst where it can hardly be its first paragraph.

    That is a sentence of a few words without speech before paragraphs of the usual length, or a long
    line that does not end as a sentence does.
    """
    rest = [page.text(at) for at in range(body + 1, min(body + 6, len(page))) if not page.is_furniture(at)]
    if len(rest) < 2 or body >= len(page):
        return None, body
    text = page.text(body)
    size = len(text.split())
    # A first paragraph may be as short, but then it mostly leans on others: "It began with a crack."
    leans = text.split()[0].casefold() in read_words("words.txt", "leaning")
    brief = size <= 14 and not leans and not _SPEECH.search(text) and len(rest[0]) >= 2.5 * len(text)
    open_ended = not ends_sentence(text) and size <= 45 and text[-1] not in ":;,"
    brief = brief and text[-1] not in "!?:,"
    if size > 3 and (brief or open_ended) and page.is_prose(body + 1) and not _ITEM.match(text):
        return text, body + 1
    return None, body
