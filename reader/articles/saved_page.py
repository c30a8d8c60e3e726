"""A saved page to an article: its body, what its data says, and the lines near its headline.

Owns the precedence: the data of the page, then the dateline and the lines between headline and body, then
other lines that give a day under a label. Imported only when a page is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reader.articles.datelines import read_dateline
from reader.articles.dates import find_dates
from reader.articles.file_titles import infer_title
from reader.articles.html import find_struck, read_html, strike
from reader.articles.metadata import read_metadata
from reader.articles.model import Article, Block, ParagraphKind, PartialDate, join_blocks
from reader.articles.page import list_labelled_dates, list_set_aside, read_page
from reader.articles.raw.body import read_raw
from reader.errors import ArticleError

_OPENING_BLOCKS = 3  # of a body, among which a byline or a date may stand
_OPENING_CHARACTERS = 40  # without blanks, by which the first line of a body is found again
_LINES_ABOVE_HEADLINE = 4  # in which a date may stand
_LONGEST_DATE_LINE = 90  # characters
_MOST_HEAD_LINES = 25  # of a page, between the headline and the body


def read_saved_page(path: Path, text: str, problems: list[str], day_first: bool) -> Article:
    """Build an article from a saved page; what the page says of it takes precedence over its lines."""
    page = read_page(text)
    meta = read_metadata(page.values, day_first=day_first)
    problems += meta.problems
    blocks = list(page.blocks)
    near: list[Sequence[str]] = [list_labelled_dates(page.lines)]
    if blocks:
        title, blocks, header = _take_page_heading(meta.title, blocks, page.lines)
        above, between = _lines_around_headline(page.lines, title, blocks)
        opening = [block.text for block in blocks[:_OPENING_BLOCKS]]
        printed = read_raw("\n\n".join([title or "", *between, *opening]), day_first=day_first)
        header += [line for line in printed.header if line not in header]
        near = [between, opening, above, *near]
    else:
        printed = read_raw(_all_words(text), day_first=day_first)
        title, blocks, header = meta.title or printed.title, list(printed.blocks), list(printed.header)
        near = [[]] if printed.date else near
    first = next((block for block in blocks if block.kind is ParagraphKind.BODY), None)
    dateline = read_dateline(first.text, day_first=day_first) if first else None
    date = meta.date or (dateline.date if dateline else None)
    if date is None:
        date = _date_near(*near, day_first=day_first) or (None if page.blocks else printed.date)
    source = meta.source or (dateline.tag if dateline else None) or printed.source
    laid = join_blocks(blocks)
    return Article(
        path=path,
        title=title or infer_title(path, first, dateline, markdown=False),
        title_inferred=title is None,
        text=laid.text,
        paragraphs=laid.paragraphs,
        spans=strike(laid.text, laid.spans, tuple(find_struck(text))),
        date=date,
        date_offset=meta.date_offset,
        source=source,
        outlet_candidates=() if source else printed.outlet_candidates,
        place=meta.place or (dateline.place if dateline else None) or printed.place,
        url=meta.url,
        authors=meta.authors or printed.authors,
        summary=meta.summary,
        topics=meta.topics,
        language=meta.language,
        extra=meta.extra,
        problems=tuple(problems),
        header=tuple(header),
        set_aside=tuple(list_set_aside(page.lines, "\n".join([*header, laid.text]))),
    )


def _all_words(text: str) -> str:
    """Return the words of a page in which no body was found.

    Raises:
        ArticleError: There are none.
    """
    found = read_html(text)
    if not found.text:
        raise ArticleError("is HTML without any text; delete it, or put an article into it")
    return found.text


def _take_page_heading(
    title: str | None, blocks: list[Block], lines: Sequence[str]
) -> tuple[str | None, list[Block], list[str]]:
    """Take the headline out of the top of a body, where it is the title."""
    for at, block in enumerate(blocks[:3]):
        if title and "".join(block.text.split()).casefold() == "".join(title.split()).casefold():
            return title, blocks[:at] + blocks[at + 1 :], [block.text]
    if title and blocks and not blocks[0].spans and blocks[0].text.startswith(f"{title} ") and title in lines:
        # On a small page the headline is taken for the beginning of the first paragraph.
        return title, [replace(blocks[0], text=blocks[0].text[len(title) + 1 :]), *blocks[1:]], [title]
    return title, blocks, []


def _lines_around_headline(
    lines: Sequence[str], title: str | None, blocks: Sequence[Block]
) -> tuple[list[str], list[str]]:
    """Return the lines of a page above its headline, the nearest first, and those between it and the body."""
    squeezed = ["".join(line.split()).casefold() for line in lines]
    wanted = "".join((title or "").split()).casefold()
    opening = "".join(blocks[0].text.split()).casefold()[:_OPENING_CHARACTERS]
    bodies = [at for at, line in enumerate(squeezed) if line.startswith(opening)]
    headlines = [at for at, line in enumerate(squeezed) if wanted and line == wanted]
    start = next((at for at in reversed(headlines) if any(at < body for body in bodies)), None)
    if start is None:
        start = headlines[0] if headlines else max(0, bodies[0] - _MOST_HEAD_LINES) if bodies else 0
    end = next((at for at in bodies if at > start), start + _MOST_HEAD_LINES)
    end = min(end, start + _MOST_HEAD_LINES)
    return list(lines[max(0, start - _LINES_ABOVE_HEADLINE) : start])[::-1], list(lines[start + 1 : end])


def _date_near(*stretches: Sequence[str], day_first: bool) -> PartialDate | None:
    """Return the first whole date in short lines."""
    for lines in stretches:
        for line in lines:
            if len(line) <= _LONGEST_DATE_LINE:
                for found in find_dates(line, day_first=day_first):
                    if found.date.day is not None and found.date.year is not None:
                        return found.date
    return None
