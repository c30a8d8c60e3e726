"""Which lines of a header are the headline and the standfirst.

Owns the choice among lines that are neither header fields nor boilerplate. Captions and first paragraphs are
not standfirsts. A text without a headline gets none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.articles.bylines import is_name
from reader.articles.dates import find_dates
from reader.articles.outlets import find_outlet
from reader.articles.raw.boilerplate import ClassifiedLines, is_described_picture, is_notice
from reader.articles.raw.header_lines import HeaderFields
from reader.articles.raw.lines import LIST_ITEM, ends_sentence
from reader.text.wordlists import read_words

_OUTLET_BEHIND = re.compile(r"\s+(?:[|–—•·»]|-{1,2}|::)\s+(?P<outlet>[^|–—•·»]{2,50})$")
_OUTLET_BEFORE = re.compile(r"^(?P<outlet>[^|–—•·»:]{2,40})\s+(?:[|–—•·»-]|::)\s+")
_FEWEST_HEADLINE_WORDS = 5  # of a line that is surely long enough for a headline
_SHARED_BY_TWO_FORMS = 2  # long words that two forms of one headline share at least
_COMPARED_LETTERS = 5  # letters by which a word is recognised in another form
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_REPORTS_EVENT = re.compile(
    r"[“”«»]|\b(?:said|told|added|according|yesterday|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\((?:left|right|centre|center|[LRC])\)"
    r"|\b(?:pictured|(?:file|handout|undated) (?:photo|picture|image)"
    r"|seen (?:here|in|on|at|near|from)|poses? for|looks? on|shakes? hands)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"[a-z]{3}\. (?:[A-ZÀ-Þ][\w’'./-]*(?: |$)){1,4}$")
_SUMMARY_LABELS = frozenset({"summary", "key points", "highlights", "at a glance"})
_REPORTS_SPEECH = re.compile(r"[\"“”«»]|\b(?:said|says|told|added|according)\b", re.IGNORECASE)


def choose_title(
    lines: ClassifiedLines, texts: list[int], fields: HeaderFields, first_mark: int
) -> tuple[str | None, int]:
    """Return the title and the index of its line, which is -1 where a label gave it or there is none."""
    if fields.title:
        return fields.title, -1
    index = _find_title_line(lines, [at for at in texts if not _is_opening(lines.text(at))], first_mark)
    if index is None:
        return None, -1
    title, outlet = _split_title_outlet(lines.text(index))
    below = lines.text(index + 1) if index + 1 in texts else ""
    fields.outlet = fields.outlet or outlet or _split_title_outlet(below)[1]
    return title, index


def _find_title_line(lines: ClassifiedLines, texts: list[int], first_mark: int) -> int | None:
    """Choose the line that is repeated, or carries the outlet's name; else the first as long as headlines.

    A line that comes again only below the first date or byline is a button, if another stands above them.
    """
    headed = any(index < first_mark and len(lines.text(index).split()) > 2 for index in texts)
    seen: dict[str, int] = {}
    for index in texts:
        stem = _split_title_outlet(lines.text(index))[0].casefold()
        if stem in seen and len(stem.split()) > 2 and not (headed and seen[stem] > first_mark):
            return seen[stem]
        seen.setdefault(stem, index)
    tagged = next((at for at in texts if _split_title_outlet(lines.text(at))[1]), None)
    if tagged is not None and not _stands_below_headline(lines, texts, tagged):
        return tagged
    plain = [index for index in texts if not _is_breadcrumbs(lines.text(index))] or texts
    sizes = {index: len(lines.text(index).split()) for index in plain}
    long = next((index for index in plain if sizes[index] >= _FEWEST_HEADLINE_WORDS), None)
    if long is None:
        unnamed = [index for index in plain if not is_name(lines.text(index))] or plain
        return max(unnamed, key=lambda index: (sizes[index], -index), default=None)
    short = [index for index in plain if index < long and 3 <= sizes[index] < _FEWEST_HEADLINE_WORDS]
    ends = ends_sentence(lines.text(long))
    if short and (sizes[long] >= 14 or ends):
        return short[-1]
    return long if sizes[long] <= 40 and not (sizes[long] > 25 and ends) else None


def _stands_below_headline(lines: ClassifiedLines, texts: list[int], tagged: int) -> bool:
    """Tell whether a line with an outlet's name is a credit: a headline with other words stands above it."""
    title = _split_title_outlet(lines.text(tagged))[0]
    return any(
        len(lines.text(at).split()) >= _FEWEST_HEADLINE_WORDS
        and not _is_breadcrumbs(lines.text(at))
        and count_shared_words(title, lines.text(at)) < _SHARED_BY_TWO_FORMS
        for at in texts
        if at < tagged
    )


def _is_opening(text: str) -> bool:
    """Tell the opening of a speech or a letter, "Dear friends!", from a headline."""
    return text[-1] in ":," or (ends_sentence(text) and len(text.split()) <= 3)


def _is_breadcrumbs(text: str) -> bool:
    """Tell whether a line is the way through a site: "Home > World > Europe"."""
    parts = re.split(r"[|>›»]", text)
    # The last crumb may be the headline.
    return len(parts) > 1 and all(
        len(part.split()) <= 4 for part in (parts[:-1] if len(parts) > 2 else parts)
    )


def _split_title_outlet(text: str) -> tuple[str, str | None]:
    """Take the outlet's name off a title as browsers show it: ``Headline - BBC News``."""
    for form in (_OUTLET_BEHIND, _OUTLET_BEFORE):
        match = form.search(text)
        if match and (outlet := find_outlet(match["outlet"])):
            rest = (text[: match.start()] + text[match.end() :]).strip()
            if len(rest.split()) > 2 and not rest[0].islower():
                return rest, outlet
    return text, None


def lift_headline(lines: ClassifiedLines, body: int) -> tuple[str | None, int]:
    """Take the body's first line as the headline where the next paragraph says the same at length.

    Databases close headlines with a full stop. A first sentence that reports, says when, or is not taken up
    again stays where it is.
    """
    if body + 2 >= len(lines):
        return None, body
    text, after = lines.text(body), lines.text(body + 1)
    again = count_shared_words(text, after)
    if (
        4 <= len(text.split()) <= 14
        and len(after) >= 1.6 * len(text)
        and again >= 2
        and lines.is_prose(body + 1)
        and text[0].isupper()
        and not _REPORTS_EVENT.search(text)
        and not LIST_ITEM.match(text)
    ):
        return text, body + 1
    return None, body


def count_shared_words(text: str, other: str) -> int:
    """Return how many of a text's long words stand in another, in any form."""
    known = {word[:_COMPARED_LETTERS].casefold() for word in _LONG_WORD.findall(other)}
    return sum(word[:_COMPARED_LETTERS].casefold() in known for word in _LONG_WORD.findall(text))


def same_words(text: str, other: str | None) -> bool:
    """Tell whether two lines say the same but for case and closing points."""
    return other is not None and text.casefold().strip(" .") == other.casefold().strip(" .")


def choose_summary(
    lines: ClassifiedLines,
    texts: list[int],
    title_at: int,
    title: str | None,
    marks: Mapping[int, HeaderFields],
    body: int,
) -> tuple[str | None, frozenset[int]]:
    """Take the points below "Summary", or the first run of lines between title and body long enough.

    Returns:
        The summary, or None, and the indexes of its lines.
    """
    label = next(
        (at for at in range(title_at + 1, body) if lines.text(at).casefold() in _SUMMARY_LABELS), None
    )
    if label is not None:
        points = {at: LIST_ITEM.sub("", lines.text(at)) for at in texts if at > label}
        points = {at: point for at, point in points.items() if len(point.split()) > 2}
        return " ".join(points.values()) or None, frozenset(points)
    found: dict[int, str] = {}
    last = title_at
    for index in texts:
        text = LIST_ITEM.sub("", lines.text(index))
        if index <= title_at or same_words(text, title) or not _may_be_standfirst(lines.text(index), text):
            continue
        below = any(title_at < at < index for at in marks)
        if _is_of_picture(text, lines.text(index - 1), below=below) or (
            body < len(lines) and same_words(text, lines.text(body))
        ):
            continue
        # A run ends at a date, a credit or a button: what follows is a caption.
        if found and any(at in marks or lines.is_boilerplate(at) for at in range(last + 1, index)):
            break
        if found and index + 1 < len(lines) and _is_credit(lines, index + 1):
            break
        if not any(same_words(text, other) for other in found.values()):
            found[index] = text
        last = index
    return " ".join(found.values()) or None, frozenset(found)


def _may_be_standfirst(line: str, words: str) -> bool:
    """Tell whether a line is long enough; a point of a list, or words in small letters, may be shorter."""
    parts = words.split()
    small = sum(part[0].islower() for part in parts)
    shortest = 3 if line != words else 4 if small > 1 else 6
    return len(parts) >= shortest and not _is_breadcrumbs(words)


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


def _is_credit(lines: ClassifiedLines, index: int) -> bool:
    return not lines.after_blank(index) and lines.is_boilerplate(index) and not is_notice(lines.text(index))


def lift_standfirst(lines: ClassifiedLines, body: int) -> tuple[str | None, int]:
    """Take the body's first line as the standfirst where it can hardly be its first paragraph.

    That is a sentence of a few words without speech before paragraphs of the usual length, or a long
    line that does not end as a sentence does.
    """
    rest = [
        lines.text(at) for at in range(body + 1, min(body + 6, len(lines))) if not lines.is_boilerplate(at)
    ]
    if len(rest) < 2 or body >= len(lines):
        return None, body
    text = lines.text(body)
    size = len(text.split())
    # A first paragraph may be as short, but then it mostly leans on others: "It began with a crack."
    leans = text.split()[0].casefold() in read_words("articles/words.txt", "leaning")
    brief = size <= 14 and not leans and not _REPORTS_SPEECH.search(text) and len(rest[0]) >= 2.5 * len(text)
    open_ended = not ends_sentence(text) and size <= 45 and text[-1] not in ":;,"
    brief = brief and text[-1] not in "!?:,"
    if size > 3 and (brief or open_ended) and lines.is_prose(body + 1) and not LIST_ITEM.match(text):
        return text, body + 1
    return None, body
