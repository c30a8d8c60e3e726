"""An article as a Markdown file with front matter, which reads back to the same article.

Owns the escaping by which no character of the text is taken for markup, and the names under which fields and
origin are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from reader.articles.model import Article, ParagraphKind, Style

_INLINE = re.compile(r"([\\`*_\[\]<>&~|{}$%=^#!])")
_LINE_START = re.compile(r"^([-+>#:]|\d{1,9}[.)])", re.MULTILINE)
_NUMBER = re.compile(r"(\d+)([.)])")
_NO_LINK = re.compile(r"[\s<>()\\]")


def to_markdown(article: Article, origin: Mapping[str, object]) -> str:
    """Return an article as the text of a Markdown file.

    Args:
        origin: Where it comes from, under further keys.
    """
    values: dict[str, object] = {
        "title": None if article.title_inferred else article.title,
        "date": _date(article),
        "source": article.source,
        "url": article.url,
        "authors": list(article.authors),
        "place": article.place,
        "language": article.language,
        "summary": article.summary,
        "topics": list(article.topics),
        "speakers": list(article.speakers),
        **origin,
    }
    kept = {name: value for name, value in values.items() if value}
    matter = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{matter}---\n\n{_body(article)}\n"


def reads_back(article: Article, text: str) -> bool:
    """Tell whether a Markdown file would read back to the words of an article."""
    from reader.articles.load import read_article

    found = read_article(Path("article.md"), text.encode())
    return isinstance(found, Article) and found.text == article.text


def _date(article: Article) -> str | None:
    if article.date is None:
        return None
    date = article.date.isoformat()
    if article.date.minute is None or article.date_offset is None:
        return date
    hours, minutes = divmod(abs(article.date_offset), 60)
    return f"{date}{'-' if article.date_offset < 0 else '+'}{hours:02}:{minutes:02}"


def _body(article: Article) -> str:
    parts = []
    for paragraph in article.paragraphs:
        if paragraph.kind is ParagraphKind.CODE:
            words = article.text[paragraph.start : paragraph.end]
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", words)), default=0))
            parts.append(f"{fence}\n{words}\n{fence}")
            continue
        words = _marked(article, paragraph.start, paragraph.end)
        match paragraph.kind:
            case ParagraphKind.HEADING:
                words = f"{'#' * max(2, paragraph.level)} " + words.replace("\n", " ")
            case ParagraphKind.ITEM:
                number = _NUMBER.match(paragraph.marker)
                marker = f"{number[1]}." if number else "-"
                indent = " " * (len(marker) + 1)
                outer = "    " * max(0, paragraph.level - 1)
                words = f"{outer}{marker} " + words.replace("\n", f"\n{outer}{indent}")
            case ParagraphKind.QUOTE:
                mark = "> " * max(1, paragraph.level)
                words = mark + words.replace("\n", f"\n{mark}")
        parts.append(words)
    return "\n\n".join(parts)


def _marked(article: Article, start: int, end: int) -> str:
    """Return words of the text, escaped, with their links and what is struck out marked."""
    text = article.text
    parts: list[str] = []
    at = start
    for span in article.spans:
        if span.start < at or span.end > end or span.style not in (Style.LINK, Style.STRUCK):
            continue
        inside = _escaped(text[span.start : span.end])
        if span.style is Style.LINK:
            if not span.target or _NO_LINK.search(span.target) or "\n" in inside or "://" in inside:
                continue
            inside = f"[{inside}]({span.target})"
        elif "\n" not in inside and inside.strip() == inside:
            inside = f"~~{inside}~~"
        parts += [_escaped(text[at : span.start]), inside]
        at = span.end
    words = "".join([*parts, _escaped(text[at:end])])
    # A line break of the text is one in Markdown only behind a backslash.
    words = "\n".join(_LINE_START.sub(_escape_start, line) for line in words.split("\n"))
    return words.replace("\n", "\\\n")


def _escaped(words: str) -> str:
    return _INLINE.sub(r"\\\1", words)


def _escape_start(match: re.Match[str]) -> str:
    start = match[1]
    return f"{start[:-1]}\\{start[-1]}" if start[0].isdigit() else f"\\{start}"
