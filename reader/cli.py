"""The command line: options in, lines out.

Owns arguments, exit statuses and the wording of usage. Results go to stdout, problems to stderr; the exit
status is 0, 1 (nothing found, or problems found) or 2 (usage, or a library that cannot be opened).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from reader import __version__
from reader.config import read_config
from reader.errors import LibraryError, QueryError, ReaderError
from reader.startup import check_folder, choose_library, fail, one_line, open_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.config import Config
    from reader.ingest.update import Progress, Report
    from reader.library.query.query import Query
    from reader.library.store import Store

_EXAMPLES = """\b
Examples:
  reader                                  the library of your settings, or the shipped articles
  reader ~/news                           read a folder
  reader ~/news/2025-12-02-budget.md      read its folder, opened at that article
  reader list topic:sanctions after:2025-08
  reader quotes speaker:kallas --markdown > kallas.md
  reader show article.txt --json
A folder with the name of a command is opened as ./list. In a query, put -- before a leading -word."""


class _Commands(click.Group):
    """A group whose first word may be a library instead of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and not args[0].startswith("-")):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QueryError as error:
            fail(_explain(error))
        except ReaderError as error:
            fail(str(error))


@click.group(
    cls=_Commands,
    options_metavar="",
    subcommand_metavar="[LIBRARY] | COMMAND …",
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", prog_name="reader")
def main() -> None:
    """Read a folder of news in the terminal and know who said what."""
    for stream in (sys.stdout, sys.stderr):
        # What the terminal cannot show must not stop a list half way; in JSON the escape is JSON's own.
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


_library = click.option("-l", "--library", type=click.Path(path_type=Path), help="The folder of articles.")


def _queries(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command a QUERY and a library."""
    return click.argument("query", nargs=-1)(_library(command))


_QUERY = {"ignore_unknown_options": True}  # -word in a query excludes a word
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines with stable keys.")


Form = Literal["plain", "json", "csv", "markdown"]


def _formats(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command a form: plain lines, or one of three for other programs."""

    @_json
    @click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header.")
    @click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
    @wraps(command)
    def formed(as_json: bool, as_csv: bool, as_markdown: bool, **options: Any) -> None:
        if as_json + as_csv + as_markdown > 1:
            raise click.UsageError("choose one of --json, --csv and --markdown")
        form: Form = "json" if as_json else "csv" if as_csv else "markdown" if as_markdown else "plain"
        command(form=form, **options)

    return formed


@main.command("open", hidden=True)
@click.argument("library", required=False, type=click.Path(path_type=Path))
def open_library(library: Path | None) -> None:
    """Open the terminal reader on a folder, or on the folder of a file."""
    sys.exit(open_screen(library))


@main.command("list", context_settings=_QUERY)
@_queries
@_json
def list_articles(query: tuple[str, ...], library: Path | None, as_json: bool) -> None:
    """Print the articles found, newest first."""
    from reader.export import formats
    from reader.library.lists.articles import find_articles

    page = 500
    with _opened(library, query) as (store, parsed):
        hits = find_articles(store, parsed)
        for first in range(0, hits.total, page):
            for row in hits.rows(first, page):
                if as_json:
                    click.echo(formats.to_json(formats.row_record(row)))
                else:
                    date = formats.format_date(row.date) if row.date else "undated"
                    notes = [row.source or "outlet unknown", _count(row.quotes, "quotation")]
                    notes += ["problem"] if row.problem else []
                    click.echo(f"{date:<18}  {row.title}  ({', '.join(notes)})  {one_line(row.path)}")
        _found(hits.total)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_json
def show(file: Path, as_json: bool) -> None:
    """Print one article as understood, and who said what in it.

    Topics, aliases and corrections of the library count that the file lies in.
    """
    from reader.articles.model import Problem
    from reader.export import formats
    from reader.ingest.single import read_single

    if not os.path.lexists(file):
        raise LibraryError(f"{one_line(file)}: no such file")
    found = read_single(file, read_config())
    if isinstance(found, Problem):
        fail(f"{one_line(file)}: {found.reason}", status=1)
    article, analysis, problems = found
    if as_json:
        click.echo(formats.to_json(formats.article_record(article, analysis)))
    else:
        _print(formats.article_lines(article, analysis, width=min(shutil.get_terminal_size().columns, 100)))
    for problem in (*problems, *(Problem(file, reason) for reason in article.problems)):
        click.echo(f"{one_line(problem.path)}: {problem.reason}", err=True)


@main.command(context_settings=_QUERY)
@_queries
@_formats
def quotes(query: tuple[str, ...], library: Path | None, form: Form) -> None:
    """Print quotations with their citations.

    With speaker: in the query only that speaker's, with said: only those with the words.
    """
    from reader.export import formats
    from reader.library.lists.quotations import list_quotations

    with _opened(library, query) as (store, parsed):
        rows = list_quotations(store, parsed)
        records = map(formats.quotation_record, rows)
        lines: Iterable[str]
        if form == "csv":
            lines = formats.to_csv(records)
        elif form == "json":
            lines = map(formats.to_json, records)
        elif form == "markdown":
            lines = map(formats.to_markdown, rows)
        else:
            lines = (f"“{one_line(row.text)}” — {one_line(formats.cite(row))}" for row in rows)
        _found(_print(lines))


@main.command(context_settings=_QUERY)
@_queries
@_formats
def statements(query: tuple[str, ...], library: Path | None, form: Form) -> None:
    """Print what several articles print of the same words, newest first.

    Each version stands beside the fullest: what it kept, left out, added and changed.
    """
    from reader.export import formats, statements
    from reader.library.statements.read import list_statements, read_statement

    with _opened(library, query) as (store, parsed):
        numbers = list_statements(store, parsed).numbers()
        found = (read_statement(store, number) for number in numbers)
        lines: Iterable[str]
        if form == "csv":
            tables = (statements.version_records(*each) for each in enumerate(found, 1))
            lines = formats.to_csv(record for table in tables for record in table)
        elif form == "json":
            lines = (formats.to_json(statements.statement_record(each)) for each in found)
        elif form == "markdown":
            lines = map(statements.statement_markdown, found)
        else:
            width = min(shutil.get_terminal_size().columns, 100)
            lines = (line for each in found for line in statements.statement_lines(each, width))
        _found(_print(lines))


@main.command(context_settings=_QUERY)
@_queries
@_formats
@click.option("--pages", is_flag=True, help="Print for each by month, outlet, topic and cue what is quoted.")
def speakers(query: tuple[str, ...], library: Path | None, form: Form, pages: bool) -> None:
    """Print who is quoted, the most quoted first.

    With --pages every number comes with the query that lists what it counts.
    """
    from reader.export import speakers
    from reader.library.lists.speaker_page import read_page
    from reader.library.lists.speakers import find_speakers, list_speakers

    lines: Iterable[str]
    with _opened(library, query) as (store, parsed):
        if pages:
            names = find_speakers(store, parsed).names
            whole = (list(read_page(store, parsed, name))[-1] for name in names)
            if form == "csv":
                lines = _lines(form, (record for page in whole for record in speakers.figure_records(page)))
            elif form == "json":
                lines = _lines(form, map(speakers.page_record, whole))
            else:
                lines = (line for page in whole for line in speakers.page_markdown(page))
        else:
            rows = list_speakers(store, parsed)
            if form == "plain":
                lines = (f"{row.name}: {speakers.describe_speaker(row)}" for row in rows)
            else:
                lines = _lines(form, map(speakers.speaker_record, rows))
        _found(_print(lines))


@main.command(context_settings=_QUERY)
@_queries
@_formats
def topics(query: tuple[str, ...], library: Path | None, form: Form) -> None:
    """Print the topics, the most frequent first."""
    from reader.export import formats
    from reader.library.lists.facets import count_facets

    with _opened(library, query) as (store, parsed):
        facets = count_facets(store, parsed).topics
        if form == "plain":
            _found(_print(f"{facet.count:>6}  {facet.value}" for facet in facets))
        else:
            _found(_print(_lines(form, map(formats.topic_record, facets))))


@main.command()
@_library
def check(library: Path | None) -> None:
    """Print the files with problems, and why.

    The exit status is 1 if there are any.
    """
    from reader.library.lists.articles import list_problems

    with _opened(library, (), allow_empty=True) as (store, _):
        problems = ((os.path.relpath(each.path, store.folder), each.reason) for each in list_problems(store))
        if _print(f"{one_line(path)}: {reason}" for path, reason in problems):
            sys.exit(1)
        click.echo("no problems", err=True)


@main.command()
@_library
def index(library: Path | None) -> None:
    """Bring the index of a library up to date, without the screen.

    Ctrl+C stops it with nothing lost; the next start goes on.
    """
    config = read_config()
    folder = check_folder(choose_library(library, config), allow_empty=True)
    report = _update(folder, config)
    for note in report.notes:
        click.echo(note, err=True)
    counts = [("added", report.added), ("changed", report.changed), ("removed", report.removed)]
    said = [f"{number:,} {what}" for what, number in (*counts, ("unchanged", report.unchanged))]
    click.echo(f"files: {', '.join(said)}; {_count(len(report.problems), 'problem')}")


@contextmanager
def _opened(
    library: Path | None, words: tuple[str, ...], *, allow_empty: bool = False
) -> Iterator[tuple[Store, Query]]:
    """Bring the index of a library up to date and yield it with the parsed query."""
    from reader.library.query.query import parse_query
    from reader.library.store import Store

    config = read_config()
    query = parse_query(" ".join(words), searches=config.searches)
    folder = check_folder(choose_library(library, config), allow_empty=allow_empty)
    _update(folder, config)
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        yield store, query


def _lines(form: Form, records: Iterable[Mapping[str, object]]) -> Iterable[str]:
    """Write records in a form for other programs."""
    from reader.export import formats

    if form == "json":
        return map(formats.to_json, records)
    return formats.to_csv(records) if form == "csv" else formats.to_table(records)


def _print(lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        click.echo(line)
        count += 1
    return count


def _found(count: int) -> None:
    if not count:
        fail("nothing found", status=1)


def _update(folder: Path, config: Config) -> Report:
    """Bring the index up to date; on a terminal, say how far it is, how fast, and how long it will take."""
    from reader.ingest.update import update_index

    if not sys.stderr.isatty():
        return update_index(folder, config, spare=0)
    with ExitStack() as stack:
        draw: Callable[[int, int], None] | None = None

        def show(progress: Progress) -> None:
            nonlocal draw
            if draw is None:
                # Imported once there is something to wait for: most commands find nothing to read.
                from reader.tui.progress import console_progress

                draw = stack.enter_context(console_progress())
            draw(progress.done, progress.total)

        return update_index(folder, config, progress=show, spare=0)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _explain(error: QueryError) -> str:
    return f"query, at character {error.position + 1}: {error}"
