"""What stands above an article's text: headline, origin, standfirst, badges.

Owns its wording and look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style

from reader.articles.model import Article
from reader.export import format_date
from reader.tui.cells import fit, wrap
from reader.tui.theme import Palette
from reader.tui.widgets.painting import highlighted

_WORDS_A_MINUTE = 230  # silent reading of English non-fiction: Brysbaert, J. Memory and Language 109 (2019)
_CHARACTERS_A_WORD = 6


def header_lines(
    article: Article, topics: tuple[str, ...], width: int, palette: Palette, pattern: re.Pattern[str] | None
) -> list[list[Segment]]:
    """Return the lines above the text, each at most ``width`` cells, the last one empty.

    Args:
        pattern: What a search found, to be painted.
    """
    lines: list[list[Segment]] = []

    def add(text: str, style: Style) -> None:
        for start, end in wrap(text, 0, len(text), width):
            lines.append(list(highlighted(text[start:end], pattern, style, palette.match)))

    add(article.title + ("  ~ no headline: first sentence" if article.title_inferred else ""), palette.strong)
    add(" · ".join(_origin(article)), palette.muted)
    if topics:
        add(", ".join(topics), palette.faint)
    if article.url:
        lines.append([Segment(fit(article.url, width), palette.faint)])
    for problem in article.problems:
        add(f"! {problem}", palette.warning)
    if article.summary:
        lines.append([])
        add(article.summary, palette.muted + Style(italic=True))
    lines.append([])
    return lines


def _origin(article: Article) -> Iterator[str]:
    yield format_date(article.date, weekday=True) if article.date else "undated"
    if article.source:
        yield article.source
    if article.place:
        yield article.place
    if article.authors:
        yield "by " + ", ".join(article.authors)
    # An estimate from the length: counting the words of a long text would be felt.
    yield f"{max(1, round(len(article.text) / _CHARACTERS_A_WORD / _WORDS_A_MINUTE))} min"
