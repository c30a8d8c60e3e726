"""Reads one file into an Article, or into the Problem that says why it cannot be read.

Owns the order of the steps (read, decode, sanitise, front matter, body) and the defaults for what a file does
not say. A bad file never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.assembly import from_html, from_mail, from_page, from_raw
from reader.articles.decode import decode, decode_page, decode_references
from reader.articles.file_titles import infer_title
from reader.articles.file_types import FileType, file_type
from reader.articles.html import StruckWords, is_html, is_html_page, read_html, strike
from reader.articles.model import (
    NO_ARTICLES,
    NO_TEXT,
    NO_TEXT_BELOW,
    Article,
    Block,
    DateOrigin,
    ParagraphKind,
    Problem,
    join_blocks,
)
from reader.articles.raw.body import read_raw
from reader.articles.raw.boilerplate import is_of_picture
from reader.articles.raw.lines import join_soft_hyphens
from reader.errors import ArticleError, FileError
from reader.files import read_file
from reader.text.sanitize import sanitize, sanitize_line

if TYPE_CHECKING:
    from reader.articles.containers.container import Container
    from reader.articles.metadata import Metadata


_LARGEST_DOCUMENT = 64 * 1024 * 1024  # bytes; pictures are large
_LARGEST_FILE = 16 * 1024 * 1024  # bytes; the longest books have a tenth of it
_PATH_KEYS = ("path", "slug", "permalink", "url", "link", "aliases", "filename")
_LONGEST_CREDIT = 160  # characters of a credit or caption that ends in a full stop
_MOST_DATED_FOLDERS = 5  # above the file
_MOST_FILE_LINES = 200_000  # the longest novels have a quarter of it
_LONGEST_REASON = 200  # characters
_MAY_BE_HEAD = re.compile(r"[\n \ufeff]*[A-Za-z][\w -]{1,30}:")
_MAY_BE_MAIL = re.compile(r"[\n \ufeff]*[A-Z][A-Za-z-]{1,40}:[ \t]")  # before the reader of mails is loaded
_SIGNS_OF_CLIP = ("\nURL: ", "\nAuthor: ", "\nPublished: ", "\ntype_: ")
_SIGNS_OF_EXPORT = ("ocument", "DOCUMENT", "okument", "DOKUMENT", "\nAN ")  # looked for before patterns are
_LINE_ENDS = "\n\x0b\x0c\x85\u2028\u2029"


def load_article(path: Path, *, day_first: bool = True) -> Article | Problem:
    """Read one file as an article.

    Args:
        path: The file; links are followed.
        day_first: Read 3/4/2025 as 3 April.

    Returns:
        The article, with a reason in ``problems`` for whatever had to be guessed or left out; or the
        Problem that kept the file from being read at all.
    """
    kind = file_type(path.name)
    largest = _LARGEST_DOCUMENT if kind is not None and kind.is_binary else _LARGEST_FILE
    try:
        return read_article(path, read_file(path, largest, "an article"), day_first=day_first)
    except FileError as error:
        return Problem(path, sanitize_line(str(error)))


def read_article(path: Path, data: bytes, *, day_first: bool = True) -> Article | Problem:
    """Read the bytes of a file as an article; arguments and result as of ``load_article``.

    A file that holds several articles is a Problem that says so.
    """
    try:
        return _date_by_path(_read(path, data, day_first))
    except ArticleError as error:
        return Problem(path, sanitize_line(str(error)))
    except RecursionError:
        return Problem(path, "is nested too deeply to be read; save it in another form")
    except Exception as error:
        kind = file_type(path.name)
        if kind in (FileType.TEXT, FileType.MARKDOWN, None):
            raise
        # Borrowed libraries raise whatever their authors did not foresee.
        reason = f"cannot be read: {type(error).__name__}: {error}"
        return Problem(path, sanitize_line(reason)[:_LONGEST_REASON])


def _read(path: Path, data: bytes, day_first: bool) -> Article:
    kind = file_type(path.name)
    if kind is not None and not kind.is_article:
        return _only_article(open_file(path, data, day_first=day_first))
    if kind is not None and kind.is_binary:
        from reader.articles.unpacked import read_unpacked

        return read_unpacked(path, data, kind, day_first)
    text, guessed = decode_page(data) if kind is FileType.PAGE else decode(data)
    return _make_article(path, text, guessed, day_first)


def open_file(path: Path, data: bytes, *, day_first: bool = True) -> Container | None:
    """Return the articles of a file that holds several, None if it holds one or none.

    Raises:
        ArticleError: It cannot be read.
    """
    from reader.articles.containers.container import open_container, open_export, text_of_export

    kind = file_type(path.name)
    if kind is None:
        return None
    if not kind.is_article:
        return open_container(path, data, partial(read_article, day_first=day_first), day_first=day_first)
    text = text_of_export(data, kind)
    return open_export(path, text, day_first=day_first) if text else None


def _only_article(container: Container | None) -> Article:
    """Return the article of a file that holds only one.

    Raises:
        ArticleError: It holds several, which says how many, or none.
    """
    if container is None:
        raise ArticleError(NO_ARTICLES)
    first = next((item for item in container.items if isinstance(item, Article)), None)
    if container.articles != 1 or first is None:
        raise ArticleError(container.describe())
    return first


def _make_article(path: Path, text: str, guessed: str | None, day_first: bool) -> Article:
    problems = [guessed] if guessed else []
    markdown = file_type(path.name) is FileType.MARKDOWN
    text = join_soft_hyphens(_unify_newlines(text))
    if any(sign in text for sign in _SIGNS_OF_EXPORT):
        from reader.articles.containers.container import open_export

        if (export := open_export(path, text, day_first=day_first)) is not None:
            return _only_article(export)
    if len(text) > _MOST_FILE_LINES and (rows := sum(map(text.count, _LINE_ENDS))) > _MOST_FILE_LINES:
        raise ArticleError(f"has {rows:,} lines, and an article may have {_MOST_FILE_LINES:,}; split it")
    if (opening := text.lstrip("\n \ufeff")[:3]) in {"---", "+++"} or opening[:1] == "{":
        # Imported here because most runs of the command line read no article file.
        from reader.articles.front_matter import split_front_matter, split_json_matter, split_toml_matter
        from reader.articles.metadata import read_metadata

        split = {"---": split_front_matter, "+++": split_toml_matter}.get(opening, split_json_matter)
        matter = split(text)
        problems += matter.problems
        if matter.found:
            meta = read_metadata(matter.values, day_first=day_first)
            return _from_metadata(path, meta, matter.body, [*problems, *meta.problems], markdown, day_first)
        text = matter.body
    elif markdown and _MAY_BE_HEAD.match(text):
        from reader.articles.front_matter import split_plain_head
        from reader.articles.metadata import read_metadata

        matter = split_plain_head(text)
        if matter.found:
            meta = read_metadata(matter.values, day_first=day_first)
            return _from_metadata(path, meta, matter.body, [*problems, *meta.problems], markdown, day_first)
    if markdown and any(sign in text for sign in _SIGNS_OF_CLIP):
        from reader.articles.clips import split_properties
        from reader.articles.metadata import read_metadata

        values, text = split_properties(text)
        if values:
            meta = read_metadata(values, day_first=day_first)
            return _from_metadata(path, meta, text, [*problems, *meta.problems], markdown, day_first)
    return _from_text(path, sanitize(text), problems, markdown, day_first)


def _date_by_path(article: Article) -> Article:
    """Date an article that does not say its day itself by its path or address, where that agrees with it."""
    from reader.articles.dates import complete_date, find_path_date

    date = article.date
    if date is not None and date.day is not None and date.year is not None:
        return replace(article, date_origin=article.date_origin or DateOrigin.ARTICLE)
    extra = {key.casefold(): value for key, value in article.extra}
    paths = [(DateOrigin.FRONT_MATTER_PATH, extra[key]) for key in _PATH_KEYS if key in extra]
    paths.append((DateOrigin.FILE_NAME, article.path.stem))
    paths.append(
        (DateOrigin.FOLDERS, "/".join([*article.path.parent.parts[-_MOST_DATED_FOLDERS:], article.path.stem]))
    )
    if article.url:
        # The day on which an archive kept a copy is none of publication.
        address = article.url.rpartition("://")[2]
        paths.append((DateOrigin.ADDRESS, address.partition("/")[2]))
    for origin, words in paths:
        found = find_path_date(words)
        if found and origin is DateOrigin.ADDRESS and found.day is None:
            continue
        if found and (full := complete_date(date, found)) is not None:
            return replace(article, date=full, date_origin=origin)
    return replace(article, date_origin=DateOrigin.ARTICLE) if date else article


def _unify_newlines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _from_metadata(
    path: Path, meta: Metadata, body: str, problems: list[str], markdown: bool, day_first: bool
) -> Article:
    """Build an article from its front matter; a heading and a dateline fill in what it does not say."""
    from reader.articles.clips import take_clip
    from reader.articles.datelines import read_dateline
    from reader.articles.raw.lines import split_lines

    text = sanitize(body)
    if markdown and ("Omnivore" in text or "View Highlight" in text):
        from reader.articles.clips import cut_traces

        text = cut_traces(text)
    aside: list[str] = []
    struck: Sequence[StruckWords] = ()
    if markdown:
        blocks, aside = _read_markdown(text, problems, mdx=path.suffix.lower() == ".mdx")
    else:
        if is_html(text):
            found = read_html(text)
            text, aside, struck = found.text, list(found.set_aside), found.struck
        blocks = [Block(line.text) for line in split_lines(text)]
    title, blocks, header = _take_heading(meta.title, blocks)
    if markdown:
        meta, blocks, clipped, around = take_clip(meta, blocks, day_first=day_first)
        header += clipped
        aside += around
        title = title or meta.title
    if not blocks and not meta.summary:
        problems.append(NO_TEXT_BELOW)
    first = next((block for block in blocks if block.kind is not ParagraphKind.HEADING), None)
    dateline = read_dateline(first.text, day_first=day_first) if first else None
    laid = join_blocks(blocks)
    source = meta.source or (dateline.tag if dateline else None)
    return Article(
        path=path,
        title=title or infer_title(path, first, dateline, markdown=markdown),
        title_inferred=title is None,
        text=laid.text,
        paragraphs=laid.paragraphs,
        spans=strike(laid.text, laid.spans, struck),
        date=meta.date or (dateline.date if dateline else None),
        date_offset=meta.date_offset,
        source=source,
        outlet_candidates=() if source else _list_candidates(header, blocks),
        place=meta.place or (dateline.place if dateline else None),
        url=meta.url,
        authors=meta.authors,
        summary=meta.summary,
        topics=meta.topics,
        speakers=meta.speakers,
        language=meta.language,
        draft=meta.draft,
        extra=meta.extra,
        problems=tuple(problems),
        header=tuple(header),
        set_aside=tuple(aside),
    )


def _list_candidates(header: list[str], blocks: list[Block]) -> tuple[str, ...]:
    """Return the names above the first paragraph that may be the outlet's."""
    from reader.articles.outlets import list_candidates
    from reader.articles.raw.lines import is_prose

    body = next((at for at, block in enumerate(blocks) if is_prose(block.text)), len(blocks))
    return list_candidates([*header, *(block.text for block in blocks[:body])])


def _from_text(path: Path, text: str, problems: list[str], markdown: bool, day_first: bool) -> Article:
    """Build an article without front matter, as Markdown if it has structure, else as raw text."""
    if not text.strip():
        raise ArticleError(NO_TEXT)
    if _MAY_BE_MAIL.match(text):
        from reader.articles.mail import is_mail, read_mail

        if is_mail(text):
            return from_mail(path, read_mail(text.encode("utf-8", "replace")), problems, day_first)
    if markdown and not is_html_page(text):
        from reader.articles.markdown import has_structure
        from reader.articles.site_markup import strip_site_markup

        if has_structure(text) or strip_site_markup(text)[0] != text:
            return _from_marked(path, text, problems, day_first)
    if is_html_page(text) or file_type(path.name) is FileType.PAGE:
        return from_page(path, text, problems, day_first)
    if is_html(text):
        return from_html(path, text, problems, day_first)
    raw = read_raw(sanitize(decode_references(text)), day_first=day_first)
    return from_raw(path, raw, problems)


def _from_marked(path: Path, text: str, problems: list[str], day_first: bool) -> Article:
    from reader.articles.metadata import Metadata

    return _from_metadata(path, Metadata(), text, problems, markdown=True, day_first=day_first)


def _read_markdown(text: str, problems: list[str], *, mdx: bool) -> tuple[list[Block], list[str]]:
    """Return the blocks of a Markdown text, and what was set aside."""
    from reader.articles.markdown import is_too_hard, parse_markdown
    from reader.articles.site_markup import strip_site_markup

    if is_too_hard(text):
        problems.append("the Markdown is too long or too tangled to be parsed; it is shown as plain text")
        return parse_markdown(text), []
    text, aside = strip_site_markup(text, mdx=mdx)
    blocks = parse_markdown(text)
    by_side: dict[bool, list[Block]] = {True: [], False: []}
    for block in blocks:
        by_side[block.aside or _shows_picture(block)].append(block)
    return by_side[False], [*aside, *(block.text for block in by_side[True])]


def _shows_picture(block: Block) -> bool:
    """Tell whether a block is a caption or a credit; few are long and end as sentences do."""
    text = block.text
    if block.kind is not ParagraphKind.BODY or (len(text) > _LONGEST_CREDIT and text[-1] in '.!?…”"'):
        return False
    return is_of_picture(text)


def _take_heading(title: str | None, blocks: list[Block]) -> tuple[str | None, list[Block], list[str]]:
    """Use a level-1 heading at the top as the title, and remove it from the body where it is the title.

    Returns:
        The title, the other blocks, and the heading if it was removed.
    """
    if blocks and blocks[0].kind is ParagraphKind.HEADING and blocks[0].level == 1:
        heading = " ".join(blocks[0].text.split())
        if title is None or heading.casefold() == title.casefold():
            return title or heading, blocks[1:], [heading]
    return title, blocks, []
