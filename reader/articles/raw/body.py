"""A text without front matter, split into header, body and boilerplate.

Owns the body: where it ends, which of its lines are boilerplate, headings or items, and the footer (the
signatures, dates and tags below the last paragraph). The header is read in ``header``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reader.articles.model import Block, ParagraphKind, PartialDate
from reader.articles.outlets import find_outlet, list_candidates, looks_like_outlet
from reader.articles.raw.boilerplate import ClassifiedLines, is_final, lists_others, notice_outlet
from reader.articles.raw.header import Header, read_header
from reader.articles.raw.header_lines import HeaderFields, read_header_line
from reader.articles.raw.headline import count_shared_words, same_words
from reader.articles.raw.lines import LIST_ITEM, ends_sentence, first_sentence, is_prose, split_lines

_OWNER = re.compile(r"\W{0,3}(?:copyright|\(c\)|©)", re.IGNORECASE)
_PICTURE_CREDIT = re.compile(
    r"\W{0,3}(?:photo|image|picture)?[:\s]*©?\s*[\w .&'’-]{2,40} ?[/|] ?[\w .&'’-]{2,40}", re.IGNORECASE
)
_TEASER = re.compile(
    r"(?:column|opinion|editorial|commentary|analysis|explainer|watch|listen|read|more|see also|podcast"
    r"|video|gallery|photos|live|timeline|fact[ -]check|from the archives?|related|op-ed|review|interactive"
    r"|profile)"
    r" ?[:»|] ?\S.{8,200}",
    re.IGNORECASE,
)
_ARROWS = (">>", "»", "►", "▶", "➤", "→", "👉")
_LONGEST_DECK = 200  # characters
_LONGEST_SIGNATURE = 60  # characters
_SIGNED = re.compile(
    r"\s*(?:\((?P<outlet>[^()]{2,30})\)|Enditem|(?P<bare>[A-Z]{2,10})(?: [A-Z]{2,4}){0,4})\.?$"
)
_OFFER = re.compile(r"sign up (?:to|for)\b|skip past newsletter", re.IGNORECASE)
_LIST_END = re.compile(
    r"end of (?:list|carousel|related.{0,30}|[\w ]{1,30} promotion)|after [\w ]{1,30} promotion",
    re.IGNORECASE,
)
_LONGEST_LIST = 16  # lines of a list of other articles inside a body


def read_footer(
    lines: ClassifiedLines, kept: list[int], day_first: bool
) -> tuple[list[int], HeaderFields, list[int]]:
    """Remove the lines below the last prose (signatures, dates, tags) from the body and read their fields."""
    prose = [at for at, index in enumerate(kept) if lines.is_prose(index)]
    cut = prose[-1] + 1 if prose else len(kept)
    footer = HeaderFields()
    tags: list[int] = []
    read: list[int] = []
    left = kept[:cut]
    for index in kept[cut:]:
        fields = read_header_line(lines.text(index), day_first=day_first)
        if fields is not None and (
            fields.labelled or not fields.date or not ends_sentence(lines.text(index))
        ):
            footer.merge(fields)
            footer.labelled |= fields.labelled
            read.append(index)
        elif len(lines.text(index).split()) <= 4 and not ends_sentence(lines.text(index)):
            tags.append(index)
        else:
            left.append(index)
    if len(tags) == 1 and len(prose) < 2:
        left = sorted([*left, *tags])
    return left, footer, read


def find_notice(lines: ClassifiedLines, body: int) -> str | None:
    """Return the outlet that a notice names, the last notice first: those above may be of other outlets."""
    noticed = (
        notice_outlet(lines.text(index))
        for index in range(len(lines) - 1, -1, -1)
        # Above the body a picture's caption may end in the notice of its owner.
        if lines.is_boilerplate(index)
        and (index >= body or _OWNER.match(lines.text(index)))
        and not _PICTURE_CREDIT.fullmatch(lines.text(index))
    )
    return next((outlet for outlet in noticed if outlet), None)


def unsign(texts: list[str]) -> tuple[str | None, str]:
    """Take an agency's signature off the last paragraph, "(ANI)" or "Enditem".

    Returns:
        The agency, or None, and what was taken off, or an empty text.
    """
    match = _SIGNED.search(texts[-1], max(0, len(texts[-1]) - _LONGEST_SIGNATURE)) if texts else None
    if match is None or match.start() < 20:
        return None, ""
    if match["bare"] and not ends_sentence(texts[-1][: match.start()]):
        # "she told DW." is no signature.
        return None, ""
    name = match["outlet"] or match["bare"]
    outlet = find_outlet(name) if name else None
    if outlet or name is None:
        texts[-1] = texts[-1][: match.start()].rstrip()
        return outlet, match[0].strip()
    return None, ""


@dataclass(frozen=True, slots=True)
class RawArticle:
    """The parts of a raw text; fields as in Article.

    Attributes:
        first_sentence: Stands in for a title if there is none.
        header: Lines, and parts of lines, that were read as fields, as printed.
        set_aside: Lines that are neither text nor header, as printed.
    """

    title: str | None
    first_sentence: str
    blocks: tuple[Block, ...]
    date: PartialDate | None = None
    date_offset: int | None = None
    source: str | None = None
    outlet_candidates: tuple[str, ...] = ()
    place: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    header: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()


def read_raw(text: str, *, day_first: bool = True) -> RawArticle:
    """Split a sanitised text; every line is header, body or boilerplate."""
    lines = ClassifiedLines(split_lines(text, is_header=partial(_is_header_line, day_first=day_first)))
    header = read_header(lines, day_first=day_first)
    end = _find_end(lines, header.body)
    kept = _keep_lines(lines, range(header.body, end), header)
    kept, footer, signed_at = read_footer(lines, kept, day_first)
    texts = [lines.printed(index) for index in kept]
    read = set(header.read) | set(signed_at)
    taken: list[str] = []
    dateline = header.dateline
    if dateline and kept and kept[0] == header.body:
        taken.append(texts[0][: dateline.end].strip())
        texts[0] = texts[0][dateline.end :].strip()
    signed, signature = unsign(texts)
    taken.append(signature)
    blocks = _make_blocks([text for text in texts if text])
    if not blocks and header.summary:
        blocks = _make_blocks([header.summary])
        read -= header.summary_at
        kept = [*kept, *header.summary_at]
    if not blocks:
        # Only boilerplate, or only a headline: show everything rather than nothing.
        kept = list(range(header.body if header.body < len(lines) else 0, len(lines)))
        taken = []
        blocks = _make_blocks([lines.printed(at) for at in kept])
    read -= set(kept)
    others = set(range(len(lines))) - read - set(kept)
    source = (
        header.fields.outlet
        or (dateline.tag if dateline else None)
        or footer.outlet
        or signed
        or find_notice(lines, header.body)
    )
    return RawArticle(
        title=header.title,
        first_sentence=first_sentence(blocks[0].text) if blocks else "",
        blocks=tuple(blocks),
        date=header.date or (footer.date if footer.labelled else None),
        date_offset=header.date_offset if header.date else footer.offset if footer.labelled else None,
        source=source,
        outlet_candidates=() if source else _list_candidates(lines, header.body, kept),
        place=(dateline.place if dateline else None) or header.fields.place,
        url=header.fields.url or footer.url,
        authors=header.fields.authors,
        summary=header.summary,
        header=(*(lines.printed(at) for at in sorted(read)), *filter(None, taken)),
        set_aside=tuple(lines.printed(at) for at in sorted(others)),
    )


def _list_candidates(lines: ClassifiedLines, body: int, kept: Sequence[int]) -> tuple[str, ...]:
    """Return the names around the body that may be the outlet's: above it, then below."""
    first, last = kept[0] if kept else body, kept[-1] if kept else body
    above = [at for at in range(max(first, body)) if not lines.is_boilerplate(at)]
    return list_candidates(lines.text(at) for at in (*above, *range(last + 1, len(lines))))


def _is_header_line(row: str, *, day_first: bool) -> bool:
    if looks_like_outlet(row):
        return True
    fields = read_header_line(row, day_first=day_first)
    return fields is not None and (fields.strong or fields.labelled)


def _find_end(lines: ClassifiedLines, start: int) -> int:
    """Return the index after the body's last line."""
    prose = 0
    for index in range(start, len(lines)):
        text = lines.text(index)
        if prose and is_final(text):
            return index
        if prose and lists_others(text):
            after = range(index + 1, len(lines))
            if sum(lines.is_prose(at) for at in after) <= len(after) // 8:
                return index
        prose += lines.is_prose(index)
    return len(lines)


def _keep_lines(lines: ClassifiedLines, within: range, header: Header) -> list[int]:
    """Return the lines of the body: no boilerplate, no repeated title, no lists of other articles."""
    kept: list[int] = []
    skip_to = within.start
    for index in within:
        if index < skip_to:
            continue
        text = lines.text(index)
        if lists_others(text):
            skip_to = _find_list_end(lines, index, within.stop) or _skip_list(lines, index, within.stop)
        elif _OFFER.match(text) and (end := _find_list_end(lines, index, within.stop)):
            skip_to = end
        elif _is_teaser(lines, index, within):
            continue
        elif not (lines.is_boilerplate(index) or index in header.below or same_words(text, header.title)):
            kept.append(index)
    return kept


def _is_teaser(lines: ClassifiedLines, index: int, within: range) -> bool:
    """Tell a link to another article: a heading with a label, or one that is printed twice in a row."""
    text = lines.text(index)
    if index == within.start:
        return False
    if ends_sentence(text):
        return _is_deck(lines, index, within)
    if _TEASER.fullmatch(text) or text.startswith(_ARROWS):
        return True
    beside = (at for at in (index - 1, index + 1) if within.start <= at < within.stop)
    return len(text.split()) > 3 and any(same_words(text, lines.text(at)) for at in beside)


def _is_deck(lines: ClassifiedLines, index: int, within: range) -> bool:
    """Tell whether a sentence stands below a link that is printed twice, and takes up its words."""
    above = lines.text(index - 1)
    twice = index - 2 > within.start and same_words(above, lines.text(index - 2)) and not ends_sentence(above)
    return (
        twice and len(lines.text(index)) < _LONGEST_DECK and count_shared_words(above, lines.text(index)) >= 2
    )


def _find_list_end(lines: ClassifiedLines, index: int, stop: int) -> int:
    """Return the index behind the line that says where a list, or an offer, ends; 0 if none does."""
    last = min(stop, index + _LONGEST_LIST)
    return next((at + 1 for at in range(index + 1, last) if _LIST_END.fullmatch(lines.text(at))), 0)


def _skip_list(lines: ClassifiedLines, index: int, stop: int) -> int:
    """Return the index behind a list of other articles within the body, whose heading stands at the index."""
    last = min(stop, index + _LONGEST_LIST)
    at = index + 1
    while at < last and not lines.is_prose(at) and not ends_sentence(lines.text(at)):
        at += 1
    return at


def _make_blocks(texts: Sequence[str]) -> list[Block]:
    return [_make_block(texts, index) for index in range(len(texts))]


def _make_block(texts: Sequence[str], index: int) -> Block:
    """Tell a subheading, a short line without a full stop between paragraphs, and items of lists."""
    text = texts[index]
    item = LIST_ITEM.match(text)
    alone = not any(LIST_ITEM.match(texts[at]) for at in (index - 1, index + 1) if 0 <= at < len(texts))
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
