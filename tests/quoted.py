"""Build articles from plain text for the tests of the analysis: ``|`` or a blank line ends a paragraph."""

import re
from pathlib import Path

from reader.analysis.analyse import find_quotations
from reader.analysis.model import Quotation
from reader.articles.model import Article, Paragraph


def build(text: str, title: str = "untitled", speakers: tuple[str, ...] = ()) -> Article:
    text = text.strip().replace("|", "\n\n")
    spans = [
        Paragraph(match.start(), match.end()) for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text)
    ]
    return Article(Path("test.txt"), title, text, tuple(spans), speakers=speakers)


def quotations(text: str, **given: object) -> list[Quotation]:
    return list(find_quotations(build(text, **given))[0])  # type: ignore[arg-type]


def brief(text: str) -> list[tuple[str, str, str | None]]:
    article = build(text)
    found = find_quotations(article)[0]
    return [(article.text[q.start : q.end], q.kind.value, q.speaker) for q in found if not q.depth]
