"""One path to one Article, or to the Problem that says why not: the only reader of article files.

Owns the order of the steps (look, read, decode, sanitise, front matter, body) and what stands in where a
file does not speak. Refuses what is no regular file, is too large, or is no text. Never raises for a bad
file.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.blocks import Block, join_blocks
from reader.articles.decode import decode
from reader.articles.files import read_bytes
from reader.articles.hypertext import is_hypertext, is_page, read_hypertext
from reader.articles.model import Article, ParagraphKind, Problem
from reader.articles.rawtext import RawArticle, read_raw
from reader.articles.sanitize import sanitize, sanitize_line
from reader.errors import ArticleError

if TYPE_CHECKING:
    from reader.articles.metadata import Metadata

_MOST_LINES = 200_000  # the longest novels have a quarter of it
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
    try:
        text, guessed = decode(read_bytes(path))
        return _make_article(path, text, guessed, day_first)
    except ArticleError as error:
        return Problem(path, sanitize_line(str(error)))


def _make_article(path: Path, text: str, guessed: str | None, day_first: bool) -> Article:
    problems = [guessed] if guessed else []
    markdown = path.suffix.lower() != ".txt"
    text = _unify_newlines(text)
    if len(text) > _MOST_LINES and (rows := sum(map(text.count, _LINE_ENDS))) > _MOST_LINES:
        raise ArticleError(f"has {rows:,} lines, and an article may have {_MOST_LINES:,}; split it")
    if (opening := text.lstrip("\n \ufeff")[:3]) in {"---", "+++"}:
        # Parsers are imported where they are needed: most runs of the command line read no article file.
        from reader.articles.frontmatter import split_front_matter
        from reader.articles.metadata import read_metadata
        from reader.articles.tomlmatter import split_toml_matter

        matter = split_front_matter(text) if opening == "---" else split_toml_matter(text)
        problems += matter.problems
        if matter.found:
            meta = read_metadata(matter.values, day_first=day_first)
            return _from_metadata(path, meta, matter.body, [*problems, *meta.problems], markdown, day_first)
        text = matter.body
    return _from_text(path, sanitize(text), problems, markdown, day_first)


def _unify_newlines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _from_metadata(
    path: Path, meta: Metadata, body: str, problems: list[str], markdown: bool, day_first: bool
) -> Article:
    """Build an article whose front matter speaks; where it is silent, a heading and a dateline are asked."""
    from reader.articles.datelines import read_dateline
    from reader.articles.lines import first_sentence, split_lines

    text = sanitize(body)
    if not markdown and is_hypertext(text):
        text = read_hypertext(text).text
    blocks = _read_markdown(text, problems) if markdown else [Block(line.text) for line in split_lines(text)]
    title, blocks = _take_heading(meta.title, blocks)
    if not blocks and not meta.summary:
        problems.append("there is no text below the front matter; add the article's text")
    first = next((block for block in blocks if block.kind is not ParagraphKind.HEADING), None)
    dateline = read_dateline(first.text, day_first=day_first) if first else None
    if title is None and first:
        skipped = dateline.end if dateline and dateline.end < len(first.text) else 0
        inferred = first_sentence(first.text[skipped:])
    else:
        inferred = _name_of(path)
    laid = join_blocks(blocks)
    return Article(
        path=path,
        title=title or inferred,
        title_inferred=title is None,
        text=laid.text,
        paragraphs=laid.paragraphs,
        spans=laid.spans,
        date=meta.date or (dateline.date if dateline else None),
        source=meta.source or (dateline.tag if dateline else None),
        place=meta.place or (dateline.place if dateline else None),
        url=meta.url,
        authors=meta.authors,
        summary=meta.summary,
        topics=meta.topics,
        speakers=meta.speakers,
        language=meta.language,
        extra=meta.extra,
        problems=tuple(problems),
    )


def _from_text(path: Path, text: str, problems: list[str], markdown: bool, day_first: bool) -> Article:
    """Build an article without front matter: Markdown where it has its marks, else raw text."""
    if not text.strip():
        raise ArticleError("has no text; delete it, or put an article into it")
    if markdown and not is_page(text):
        from reader.articles.markdown import has_structure

        if has_structure(text):
            return _from_marked(path, text, problems, day_first)
    if is_hypertext(text):
        return _from_hypertext(path, text, problems, day_first)
    return _from_raw(path, read_raw(text, day_first=day_first), problems)


def _from_raw(path: Path, raw: RawArticle, problems: list[str]) -> Article:
    laid = join_blocks(raw.blocks)
    return Article(
        path=path,
        title=raw.title or raw.first_sentence or _name_of(path),
        title_inferred=raw.title is None,
        text=laid.text,
        paragraphs=laid.paragraphs,
        spans=laid.spans,
        date=raw.date,
        source=raw.source,
        place=raw.place,
        url=raw.url,
        authors=raw.authors,
        summary=raw.summary,
        problems=tuple(problems),
    )


def _from_hypertext(path: Path, text: str, problems: list[str], day_first: bool) -> Article:
    """Build an article from HTML; what the head of a page says is believed before what its lines say."""
    from reader.articles.metadata import read_metadata

    found = read_hypertext(text)
    if not found.text:
        raise ArticleError("is HTML without any text; delete it, or put an article into it")
    meta = read_metadata(found.values, day_first=day_first)
    article = _from_raw(path, read_raw(found.text, day_first=day_first), [*problems, *meta.problems])
    return replace(
        article,
        title=meta.title or article.title,
        title_inferred=meta.title is None and article.title_inferred,
        date=meta.date or article.date,
        source=meta.source or article.source,
        url=meta.url or article.url,
        authors=meta.authors or article.authors,
        summary=meta.summary or article.summary,
        language=meta.language,
    )


def _from_marked(path: Path, text: str, problems: list[str], day_first: bool) -> Article:
    from reader.articles.metadata import Metadata

    return _from_metadata(path, Metadata(), text, problems, markdown=True, day_first=day_first)


def _read_markdown(text: str, problems: list[str]) -> list[Block]:
    from reader.articles.markdown import is_too_hard, parse_markdown

    if is_too_hard(text):
        problems.append("the Markdown is too long or too tangled to be parsed; it is shown as plain text")
    return parse_markdown(text)


def _take_heading(title: str | None, blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """Let a level-1 heading at the top be the title, or leave the body if it only repeats it."""
    if blocks and blocks[0].kind is ParagraphKind.HEADING and blocks[0].level == 1:
        heading = " ".join(blocks[0].text.split())
        if title is None or heading.casefold() == title.casefold():
            return title or heading, blocks[1:]
    return title, blocks


def _name_of(path: Path) -> str:
    """Return what stands in for a title if there is no text either: the file's name."""
    return sanitize_line(path.stem.replace("_", " ")) or "Untitled"
