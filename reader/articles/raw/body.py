"""A text without front matter, taken apart: header, body, and page furniture set aside.

Owns the body: where it ends, which lines in it are furniture, and which are headings or items. The header
is read by ``headers``, and what stands below the body by ``foot``.

What stands below an article and says something about it: signatures, dates, tags, notices.

Owns their reading, and what of them leaves the body. Refuses sentences: those are the story's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.articles.model import Block, ParagraphKind, PartialDate
from reader.articles.outlets import find_outlet
from reader.articles.raw.boilerplate import Page, is_final, lists_others, notice_outlet
from reader.articles.raw.fields import Facts
from reader.articles.raw.header import Header, read_header
from reader.articles.raw.header_lines import read_header_line
from reader.articles.raw.headline import same_words
from reader.articles.raw.lines import ends_sentence, first_sentence, is_prose, split_lines

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


_ITEM = re.compile(r"^(?P<marker>[-–—•·●▪*]|\d{1,2}[.)])\s+(?=\S)")
_OFFER = re.compile(r"sign up (?:to|for)\b|skip past newsletter", re.IGNORECASE)
_LIST_END = re.compile(
    r"end of (?:list|carousel|related.{0,30}|[\w ]{1,30} promotion)|after [\w ]{1,30} promotion",
    re.IGNORECASE,
)
_LONGEST_LIST = 16  # lines of a list of other articles inside a body


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What was found; fields as in Article.

    Attributes:
        first_sentence: Stands in for a title if there is none.
    """

    title: str | None
    first_sentence: str
    blocks: tuple[Block, ...]
    date: PartialDate | None = None
    source: str | None = None
    place: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None


def read_raw(text: str, *, day_first: bool = True) -> RawArticle:
    """Take a sanitised text apart; every line is header, body or furniture."""
    page = Page(split_lines(text))
    header = read_header(page, day_first=day_first)
    end = _find_end(page, header.body)
    kept = _keep_lines(page, range(header.body, end), header)
    kept, foot = read_foot(page, kept, day_first)
    texts = [page.text(index) for index in kept]
    dateline = header.dateline
    if dateline and kept and kept[0] == header.body:
        texts[0] = texts[0][dateline.end :].strip()
    signed = unsign(texts)
    blocks = _make_blocks([text for text in texts if text])
    if not blocks and header.summary:
        blocks = _make_blocks([header.summary])
    if not blocks:
        # Nothing but furniture, or a headline only: better all of it than an empty page.
        blocks = _make_blocks([line.text for line in page.lines[header.body :] or page.lines])
    return RawArticle(
        title=header.title,
        first_sentence=first_sentence(blocks[0].text) if blocks else "",
        blocks=tuple(blocks),
        date=header.date or (foot.date if foot.labelled else None),
        source=header.facts.outlet
        or (dateline.tag if dateline else None)
        or foot.outlet
        or signed
        or find_notice(page, header.body),
        place=(dateline.place if dateline else None) or header.facts.place,
        url=header.facts.url or foot.url,
        authors=header.facts.authors,
        summary=header.summary,
    )


def _find_end(page: Page, start: int) -> int:
    """Return the index behind the body's last line: where a page goes on with other things."""
    prose = 0
    for index in range(start, len(page)):
        text = page.text(index)
        if prose and is_final(text):
            return index
        if prose and lists_others(text):
            after = range(index + 1, len(page))
            if sum(page.is_prose(at) for at in after) <= len(after) // 8:
                return index
        prose += page.is_prose(index)
    return len(page)


def _keep_lines(page: Page, lines: range, header: Header) -> list[int]:
    """Return the lines of the body: no furniture, no repeated title, no lists of other articles."""
    kept: list[int] = []
    skip_to = lines.start
    for index in lines:
        if index < skip_to:
            continue
        text = page.text(index)
        if lists_others(text):
            skip_to = _find_list_end(page, index, lines.stop) or _skip_list(page, index, lines.stop)
        elif _OFFER.match(text) and (end := _find_list_end(page, index, lines.stop)):
            skip_to = end
        elif not (page.is_furniture(index) or index in header.aside or same_words(text, header.title)):
            kept.append(index)
    return kept


def _find_list_end(page: Page, index: int, stop: int) -> int:
    """Return the index behind the line that says where a list, or an offer, ends; 0 if none does."""
    last = min(stop, index + _LONGEST_LIST)
    return next((at + 1 for at in range(index + 1, last) if _LIST_END.fullmatch(page.text(at))), 0)


def _skip_list(page: Page, index: int, stop: int) -> int:
    """Return the index behind a list of other articles within the body, whose heading stands at the index."""
    last = min(stop, index + _LONGEST_LIST)
    at = index + 1
    while at < last and not page.is_prose(at) and not ends_sentence(page.text(at)):
        at += 1
    return at


def _make_blocks(texts: Sequence[str]) -> list[Block]:
    return [_make_block(texts, index) for index in range(len(texts))]


def _make_block(texts: Sequence[str], index: int) -> Block:
    """Tell a subheading, a short line without a full stop between paragraphs, and items of lists."""
    text = texts[index]
    item = _ITEM.match(text)
    alone = not any(_ITEM.match(texts[at]) for at in (index - 1, index + 1) if 0 <= at < len(texts))
    if item and not (alone and item["marker"] in "-–—"):
        return Block(text[item.end() :], ParagraphKind.ITEM, 1, item["marker"])
    words = text[item.end() :] if item else text
    inside = 0 < index < len(texts) - 1
    if (
        inside
        and len(words) <= 90
        and not ends_sentence(words)
        and words[-1] not in ":;,-"
        and is_prose(texts[index + 1])
    ):
        return Block(words, ParagraphKind.HEADING, 2)
    return Block(text)
