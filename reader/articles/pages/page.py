"""A saved page to the parts of an article: its text, what it says of itself, and the rest, set aside.

Owns what happens where a page is no article as the extraction knows it: then its visible lines are the text,
to be judged as those of a copied page are. What stands between headline and text is handed on as lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.articles.model import NO_TEXT_IN_HTML, Block, ParagraphKind
from reader.articles.pages.body import extract_blocks
from reader.articles.pages.head import Head, choose_date, choose_title, fold, read_authors, read_head
from reader.articles.pages.markup import PageLine, find_saved_address, list_lines, parse_page
from reader.articles.raw.boilerplate import is_boilerplate
from reader.articles.raw.header_lines import read_header_line
from reader.articles.raw.lines import ends_sentence, is_prose
from reader.errors import ArticleError
from reader.text.sanitize import sanitize

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST_CHARACTERS = 150  # of an extracted text that is believed where the page has far more
_SMALLEST_SHARE = 0.05  # of the characters of the page
_MOST_HEADER_BLOCKS = 6  # at the top of the text, among which headline, byline and date may be
_LONGEST_HEADER_BLOCK = 200  # characters
_LONGEST_ZONE = 40  # lines between headline and text
_LINES_ABOVE = 6  # above the headline, in which a date may stand
_BLOCKS_TOLD = 2  # of the text, among which a dateline or byline may stand
_LONGEST_STANDFIRST_ZONE = 20  # lines between headline and text
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 60, 1_000  # characters
_MOST_STANDFIRSTS = 2
_MOST_COMPARED = 500_000_000  # characters


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page.

    Attributes:
        blocks: Its text; empty where only the lines can tell.
        values: What it says of itself, under the names of front matter.
        lines: Headline, what stands below it and the beginning of the text, a line each with a blank line
            between; all lines of a page without blocks.
        header: Lines that belong to the header, as printed.
        set_aside: All other lines.
        problems: What could not be read.
    """

    blocks: tuple[Block, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    lines: str = ""
    header: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_page(text: str, address: str = "", *, day_first: bool = True) -> Page:
    """Read a page.

    Args:
        address: From where it was saved, if that is known.

    Raises:
        ArticleError: It cannot be parsed, or has no words.
    """
    address = address or find_saved_address(text)
    tree = parse_page(text)
    lines = list_lines(tree)
    head = read_head(tree, address)
    blocks, problems = _extract(tree, head, lines)
    blocks = [*_part(blocks[0], lines), *blocks[1:]] if blocks else blocks
    prose = [block.text for block in blocks if is_prose(block.text)] or [block.text for block in blocks]
    title, title_at, text_at = choose_title(head, lines, prose[:4])
    values = {"title": title, **head.values}
    if not blocks:
        whole = "\n\n".join(line.text for line in lines if line.text)
        if not any(char.isalnum() for char in whole):
            raise ArticleError(NO_TEXT_IN_HTML)
        values["date"] = choose_date(head, (), (), (), (), day_first=day_first)
        return Page((), _said(values), whole, problems=problems)
    zone: Sequence[PageLine] = ()
    if 0 <= title_at < text_at <= title_at + _LONGEST_ZONE:
        zone = lines[title_at:text_at]
    elif title_at < 0 <= text_at:
        zone = lines[max(0, text_at - _LINES_ABOVE) : text_at]
    above = lines[max(0, title_at - _LINES_ABOVE) : max(0, title_at)]
    rest = lines[max(text_at, 0) :]
    end = max((at for at, line in enumerate(rest) if line.text == blocks[-1].text), default=len(rest))
    values["date"] = choose_date(head, above, zone, rest, rest[end + 1 :], day_first=day_first)
    values.setdefault("authors", read_authors((*zone, *above)))
    kept, header = _take_header(blocks, (title, *head.titles), day_first)
    kept = [*map(Block, _find_standfirst(zone, kept)), *kept]
    between = [line.text for line in zone if line.text] or [title]
    told = "\n\n".join([*between, *(block.text for block in kept[:_BLOCKS_TOLD])])
    shown = "\n".join(block.text for block in kept)
    aside = tuple(_each_other(lines, shown, {*header}))
    return Page(tuple(kept), _said(values), told, tuple(header), aside, problems)


def _part(first: Block, lines: Sequence[PageLine]) -> list[Block]:
    """Return the first block, or the two lines of the page that were run together: headline and paragraph."""
    texts = {line.text for line in lines}
    for line in () if first.spans else lines:
        rest = first.text.removeprefix(f"{line.text} ")
        if line.text and rest != first.text and rest in texts:
            return [Block(line.text), replace(first, text=rest)]
    return [first]


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}


def _extract(tree: HtmlElement, head: Head, lines: Sequence[PageLine]) -> tuple[list[Block], tuple[str, ...]]:
    """Return the blocks of the text, and what went wrong."""
    problems: tuple[str, ...] = ()
    try:
        blocks = extract_blocks(tree, str(head.values.get("url", "")))
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError) as error:
        problems = (f"its text could not be told from the rest of the page: {type(error).__name__}",)
        blocks = []
    size = sum(len(block.text) for block in blocks)
    given = [" ".join(row.split()) for row in sanitize(head.body).split("\n")]
    if len(head.body) > max(_FEWEST_CHARACTERS, 3 * size) or (
        len(blocks) == 1 and "\n" in head.body and fold(head.body) == fold(blocks[0].text)
    ):
        # A page that is put together in the browser has its text in its data only.
        return [Block(row) for row in given if row], ()
    seen = sum(len(line.text) for line in lines)
    if size < _FEWEST_CHARACTERS and size < _SMALLEST_SHARE * seen:
        return [], problems
    return blocks, problems


def _take_header(
    blocks: Sequence[Block], titles: Sequence[str], day_first: bool
) -> tuple[list[Block], list[str]]:
    """Take headline, bylines and dates off the top of the text, and boilerplate out of it."""
    named = {fold(title) for title in titles if title}
    kept: list[Block] = []
    header: list[str] = []
    for number, block in enumerate(blocks):
        text = block.text
        if number < _MOST_HEADER_BLOCKS and len(text) <= _LONGEST_HEADER_BLOCK and "\n" not in text:
            fields = None
            if fold(text) in named or (
                (fields := read_header_line(text, day_first=day_first)) is not None and fields.strong
            ):
                header.append(text)
                continue
        if block.kind is not ParagraphKind.CODE and is_boilerplate(text):
            continue
        kept.append(block)
    return (kept, header) if kept else (list(blocks), [])


def _find_standfirst(zone: Sequence[PageLine], kept: Sequence[Block]) -> list[str]:
    """Return sentences right below the headline that stand outside the part of the page that has the text."""
    if len(zone) > _LONGEST_STANDFIRST_ZONE:
        return []
    shown = {fold(block.text) for block in kept}
    found = [
        line.text
        for line in zone[1:]
        if not line.apart
        and _SHORTEST_STANDFIRST <= len(line.text) <= _LONGEST_STANDFIRST
        and ends_sentence(line.text)
        and is_prose(line.text)
        and not is_boilerplate(line.text)
        and fold(line.text) not in shown
    ]
    return list(dict.fromkeys(found))[:_MOST_STANDFIRSTS]


def _each_other(lines: Sequence[PageLine], shown: str, header: set[str]) -> Iterator[str]:
    """Yield the lines that stand neither in the text nor in the header, each once."""
    taken = set(shown.split("\n")) | header
    # A line may be a part of a paragraph; looking for each in a long text would take minutes.
    text = shown if len(shown) * len(lines) < _MOST_COMPARED else ""
    for line in lines:
        if line.text and line.text not in taken and line.text not in text:
            taken.add(line.text)
            yield line.text
