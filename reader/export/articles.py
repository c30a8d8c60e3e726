"""Articles as records and as lines for people, one as understood or the rows of the list; and their topics.

Owns the stable keys of ``reader list --json``, ``reader show --json`` and ``reader topics``.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.model import DateOrigin, struck_out
from reader.export.formats import Record, date_fields, format_offset, to_table, wrap
from reader.text.english import count
from reader.text.partial_date import format_date
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from reader.analysis.model import Analysis, Quotation
    from reader.articles.model import Article, Paragraph, Problem
    from reader.library.model import ArticleRow, Facet

    Understood = tuple[Article, Analysis]

_DATE_WIDTH = 18  # columns
_FACT_COLUMNS = 11  # columns for the label of a fact


def article_records(articles: Iterable[Understood]) -> Iterator[Record]:
    """Yield articles as understood, each with its text and who said what in it."""
    for article, analysis in articles:
        text = article.text
        yield {
            "path": os.fsencode(article.path).decode("utf-8", "backslashreplace"),
            "title": article.title,
            "title_inferred": article.title_inferred,
            **date_fields(article.date),
            "date_offset": format_offset(article.date_offset),
            "date_origin": article.date_origin,
            "source": article.source,
            "place": article.place,
            "url": article.url,
            "authors": article.authors,
            "summary": article.summary,
            "topics": analysis.topics,
            "draft": article.draft,
            "text": text,
            "quotes": [
                {
                    "start": quotation.start,
                    "end": quotation.end,
                    "text": text[quotation.start : quotation.end],
                    "kind": quotation.kind,
                    "speaker": quotation.speaker,
                    "cue": quotation.attribution.cue,
                    "rule": quotation.attribution.rule,
                }
                for quotation in analysis.quotations
            ],
        }


def article_lines(articles: Iterable[Understood], width: int) -> Iterator[str]:
    """Yield articles as understood, for people: headline, origin, text, then who said what."""
    for article, analysis in articles:
        yield from head_lines(article, analysis, width)
        for paragraph in article.paragraphs:
            yield ""
            words = "".join(text for text, _ in marked_pieces(article, analysis, paragraph))
            for line in words.split("\n"):
                yield from wrap(line, width) or [""]
        yield ""
        for number, quotation in enumerate(analysis.quotations, 1):
            yield from wrap(f"[{number}] {describe_quotation(quotation)}", width)
            quoted = f"“{article.text[quotation.start : quotation.end]}”"
            yield from wrap(quoted, width, "   ")


def describe_quotation(quotation: Quotation) -> str:
    """Say on a line who says words, with which cue, of which kind they are, and which rule decided."""
    decided = quotation.attribution
    who = decided.speaker or decided.description or ("–" if quotation.kind == "term" else "unknown")
    return f"{who} · {decided.cue or 'no cue'} · {quotation.kind} · {decided.rule}"


def understood_facts(article: Article) -> Iterator[tuple[str, str]]:
    """Yield how an article was understood, as a label and what was found; what was set aside comes last."""
    yield "title", article.title + (" (inferred: the file has no headline)" if article.title_inferred else "")
    yield "outlet", article.source or "unknown"
    yield "date", format_date(article.date) + (" (in part inferred)" if _is_inferred(article) else "")
    if article.date is not None:
        origin = article.date_origin or DateOrigin.ARTICLE
        yield "date from", "the article itself" if origin is DateOrigin.ARTICLE else f"the {origin}"
        if article.date.hour is not None:
            offset = format_offset(article.date_offset)
            yield "time zone", f"UTC{offset}" if offset else "not given"
    facts = {
        "place": article.place,
        "authors": ", ".join(article.authors),
        "address": article.url,
        "language": article.language,
        "topics": ", ".join(article.topics),
        "speakers": ", ".join(article.speakers),
        "draft": None if article.draft is None else "yes" if article.draft else "no",
    }
    yield from ((label, value) for label, value in facts.items() if value)
    yield from (("problem", problem) for problem in article.problems)
    yield from (("head", line) for line in article.header)
    yield from (("kept", f"{key}: {value}") for key, value in article.extra)
    yield from (("set aside", part) for part in article.set_aside or ("nothing",))


def understood_lines(article: Article, width: int) -> Iterator[str]:
    """Yield the same for people."""
    yield ""
    for label, value in understood_facts(article):
        for line in value.split("\n"):
            lines = textwrap.wrap(sanitize_line(line), max(1, width - _FACT_COLUMNS)) or [""]
            for place, part in enumerate(lines):
                yield f"{'' if place else label:<{_FACT_COLUMNS}}{part}".rstrip()


def _is_inferred(article: Article) -> bool:
    return article.date is not None and article.date.inferred


def marked_pieces(
    article: Article, analysis: Analysis, paragraph: Paragraph
) -> list[tuple[str, Quotation | None]]:
    """Return the text of a paragraph in pieces, each with the innermost quotation that it is of.

    Behind the closing mark of a quotation stands its number in brackets, and a sign on either side of what is
    struck out; neither is of any quotation.
    """
    inserted: list[tuple[int, str]] = []
    for start, end in struck_out(article.spans):
        if start < paragraph.end and paragraph.start < end:
            inserted += [(max(start, paragraph.start), "~"), (min(end, paragraph.end), "~")]
    inside = []
    for number, quotation in enumerate(analysis.quotations, 1):
        if quotation.start < paragraph.end and paragraph.start < quotation.outer_end:
            inside.append(quotation)
            if quotation.outer_end <= paragraph.end:
                inserted.append((quotation.outer_end, f"[{number}]"))
    bounds = {paragraph.start, paragraph.end, *(place for place, _ in inserted)}
    for quotation in inside:
        bounds |= {quotation.outer_start, quotation.outer_end}
    places = sorted(place for place in bounds if paragraph.start <= place <= paragraph.end)
    pieces: list[tuple[str, Quotation | None]] = [(f"{paragraph.marker} ", None)] if paragraph.marker else []
    for start, end in zip(places, [*places[1:], places[-1]], strict=True):
        pieces += [(sign, None) for place, sign in inserted if place == start]
        around = [each for each in inside if each.outer_start <= start and end <= each.outer_end]
        if start < end:
            pieces.append((article.text[start:end], around[-1] if around else None))
    return pieces


def head_lines(article: Article, analysis: Analysis, width: int) -> Iterator[str]:
    """Yield what stands above the text of an article: headline, date and origin, topics, standfirst."""
    date = format_date(article.date, weekday=True)
    origin = (date, article.source, article.place, ", ".join(article.authors), article.url)
    inferred = f" (no headline: {article.title_origin})" if article.title_inferred else ""
    yield from wrap(article.title + inferred, width)
    yield from wrap(" · ".join(part for part in origin if part), width)
    if analysis.topics:
        yield from wrap("topics: " + ", ".join(analysis.topics), width)
    if article.summary:
        yield ""
        yield from wrap(article.summary, width)


def row_records(rows: Iterable[ArticleRow]) -> Iterator[Record]:
    """Yield lines of the article list."""
    for row in rows:
        yield {
            "path": row.path,
            "title": row.title,
            "title_inferred": row.title_inferred,
            **date_fields(row.date),
            "date_offset": format_offset(row.date_offset),
            "source": row.source,
            "quotes": row.quotes,
            "words": row.words,
            "read": row.read,
            "starred": row.starred,
            "problem": row.problem,
            "draft": row.draft,
        }


def row_lines(rows: Iterable[ArticleRow], width: int) -> Iterator[str]:
    """Yield lines of the article list for people, however wide: one an article, for ``grep``."""
    for row in rows:
        notes = [row.source or "outlet unknown", count(row.quotes, "quotation")]
        notes += ["draft"] if row.draft else []
        notes += ["problem"] if row.problem else []
        date = format_date(row.date)
        yield f"{date:<{_DATE_WIDTH}}  {row.title}  ({', '.join(notes)})  {sanitize_line(row.path)}"


def topic_records(facets: Iterable[Facet]) -> Iterator[Record]:
    """Yield topics with the numbers of their articles."""
    for facet in facets:
        yield {"topic": facet.value, "articles": facet.count}


def topic_lines(facets: Iterable[Facet], width: int) -> Iterator[str]:
    """Yield topics for people, the numbers in a column."""
    for facet in facets:
        yield f"{facet.count:>6}  {facet.value}"


def topic_table(facets: Iterable[Facet]) -> Iterator[str]:
    """Yield topics as lines of a Markdown table."""
    return to_table(topic_records(facets))


class ImportedArticle(NamedTuple):
    """An article that was taken out of a source.

    Attributes:
        article: Its path is that of its new file.
        analysis: Needed for records only.
        source: The file or address it comes from.
        position: Its number in a file that holds several.
        note: What is remarkable.
    """

    article: Article
    analysis: Analysis | None
    source: str
    position: int | None
    note: str | None


def imported_records(imported: Iterable[ImportedArticle]) -> Iterator[Record]:
    """Yield imported articles as ``reader show`` has them, each with where it came from."""
    for article, analysis, source, position, note in imported:
        if analysis is None:
            raise TypeError("records need the analysis")
        (record,) = article_records([(article, analysis)])
        yield {**record, "imported_from": source, "imported_position": position, "note": note}


def imported_lines(imported: Iterable[ImportedArticle], width: int) -> Iterator[str]:
    """Yield imported articles for people, however wide: the new file, and what it is."""
    for article, *_ in imported:
        said = (format_date(article.date), article.source or "outlet unknown", article.title)
        yield sanitize_line(f"{article.path.name}  {' · '.join(said)}")


def problem_records(problems: Iterable[Problem]) -> Iterator[Record]:
    """Yield problems; one of the whole library has no path."""
    for problem in problems:
        yield {"path": _file_of(problem), "reason": problem.reason}


def problem_lines(problems: Iterable[Problem], width: int) -> Iterator[str]:
    """Yield problems for people, however wide: one a line."""
    for problem in problems:
        file = _file_of(problem)
        yield sanitize_line(f"{file}: {problem.reason}" if file else problem.reason)


def _file_of(problem: Problem) -> str | None:
    path = str(problem.path)
    return None if path == "." else path
