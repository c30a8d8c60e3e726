"""The command line: options in, lines out.

Owns arguments, exit statuses and the wording of usage. Results go to stdout, problems to stderr; the exit
status is 0, 1 (nothing found, or problems found) or 2 (usage, or a library that cannot be opened).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader import __version__
from reader.config import read_config
from reader.errors import LibraryError, QueryError, ReaderError
from reader.export.formats import PLAIN, Format, Kind, formats_for
from reader.startup import check_folder, choose_library, fail, one_line, open_screen
from reader.text.english import count

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


_library = click.option("-l", "--library", type=click.Path(path_type=Path), help="The folder of articles.")

_QUERY = {"ignore_unknown_options": True}  # -word in a query excludes a word
_WIDEST = 100  # columns of a line for people, however wide the terminal


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


def _queries(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command a QUERY and a library."""
    return click.argument("query", nargs=-1)(_library(command))


def _formats(kind: Kind) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an option for each format in which it can print a kind of result, or plain lines."""
    offered = {each.name: each for each in formats_for(kind) if each is not PLAIN}

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def formatted(**options: Any) -> None:
            chosen = [each for name, each in offered.items() if options.pop(name)]
            if len(chosen) > 1:
                *others, last = (f"--{name}" for name in offered)
                raise click.UsageError(f"choose one of {', '.join(others)} and {last}")
            command(form=chosen[0] if chosen else PLAIN, **options)

        for each in reversed(offered.values()):
            formatted = click.option(f"--{each.name}", is_flag=True, help=each.help)(formatted)
        return formatted

    return decorate


@main.command("open", hidden=True)
@click.argument("library", required=False, type=click.Path(path_type=Path))
def open_library(library: Path | None) -> None:
    """Open the terminal reader on a folder, or on the folder of a file."""
    sys.exit(open_screen(library))


@main.command("list", context_settings=_QUERY)
@_queries
@_formats("articles")
def list_articles(query: tuple[str, ...], library: Path | None, form: Format) -> None:
    """Print the articles found, newest first."""
    from reader.library.lists.articles import find_articles

    page = 500
    with _opened(library, query) as (store, parsed):
        hits = find_articles(store, parsed)
        rows = (row for first in range(0, hits.total, page) for row in hits.rows(first, page))
        _print_found(form, "articles", rows)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_formats("article")
@click.option("--all", "with_rest", is_flag=True, help="Print what else was read, and what was set aside.")
def show(file: Path, form: Format, with_rest: bool) -> None:
    """Print one article as understood, and who said what in it.

    Topics, aliases and corrections of the library count that the file lies in.
    """
    if with_rest and form is not PLAIN:
        raise click.UsageError(f"choose one of --{form.name} and --all")
    from reader.articles.model import Problem
    from reader.ingest.single import read_single

    if not os.path.lexists(file):
        raise LibraryError(f"{one_line(file)}: no such file")
    found = read_single(file, read_config())
    if isinstance(found, Problem):
        fail(f"{one_line(file)}: {found.reason}", status=1)
    article, analysis, problems = found
    _print_found(form, "article", [(article, analysis)])
    if with_rest:
        from reader.export.articles import understood_lines

        _print(understood_lines(article, min(shutil.get_terminal_size().columns, _WIDEST)))
    for problem in (*problems, *(Problem(file, reason) for reason in article.problems)):
        click.echo(f"{one_line(problem.path)}: {problem.reason}", err=True)


@main.command(context_settings=_QUERY)
@_queries
@_formats("quotations")
def quotes(query: tuple[str, ...], library: Path | None, form: Format) -> None:
    """Print quotations with their citations.

    With speaker: in the query only that speaker's, with said: only those with the words.
    """
    from reader.library.lists.quotations import list_quotations

    with _opened(library, query) as (store, parsed):
        _print_found(form, "quotations", list_quotations(store, parsed))


@main.command(context_settings=_QUERY)
@_queries
@_formats("statements")
def statements(query: tuple[str, ...], library: Path | None, form: Format) -> None:
    """Print what several articles print of the same words, newest first.

    Each version stands beside the fullest: what it kept, left out, added and changed.
    """
    from reader.library.statements.read import list_statements, read_statement

    with _opened(library, query) as (store, parsed):
        numbers = list_statements(store, parsed).numbers()
        _print_found(form, "statements", (read_statement(store, number) for number in numbers))


@main.command(context_settings=_QUERY)
@_queries
@_formats("speakers")
@click.option("--pages", is_flag=True, help="Print for each by month, outlet, topic and cue what is quoted.")
def speakers(query: tuple[str, ...], library: Path | None, form: Format, pages: bool) -> None:
    """Print who is quoted, the most quoted first.

    With --pages every number comes with the query that lists what it counts.
    """
    from reader.library.lists.speaker_page import read_page
    from reader.library.lists.speakers import find_speakers, list_speakers

    with _opened(library, query) as (store, parsed):
        if pages:
            names = find_speakers(store, parsed).names
            _print_found(form, "pages", (list(read_page(store, parsed, name))[-1] for name in names))
        else:
            _print_found(form, "speakers", list_speakers(store, parsed))


@main.command(context_settings=_QUERY)
@_queries
@_formats("topics")
def topics(query: tuple[str, ...], library: Path | None, form: Format) -> None:
    """Print the topics, the most frequent first."""
    from reader.library.lists.facets import count_facets

    with _opened(library, query) as (store, parsed):
        _print_found(form, "topics", count_facets(store, parsed).topics)


@main.command()
@_library
def check(library: Path | None) -> None:
    """Print the files with problems, and why.

    The exit status is 1 if there are any.
    """
    from reader.library.lists.articles import list_problems

    with _opened(library, (), allow_empty=True) as (store, _):
        folders, files = store.left_out()
        if folders or files:
            left_out = f"{count(folders, 'folder')}, {count(files, 'file')}"
            click.echo(f"left out, as the settings or .readerignore say: {left_out}", err=True)
        problems = (
            f"{os.path.relpath(each.path, store.folder)}: {each.reason}"
            if each.path != store.folder
            else each.reason
            for each in list_problems(store)
        )
        if _print(map(one_line, problems)):
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
    counts = [("added", report.added), ("changed", report.changed), ("removed", report.removed)]
    said = [f"{number:,} {what}" for what, number in (*counts, ("unchanged", report.unchanged))]
    problems = count(len(report.problems), "problem")
    click.echo(f"files: {', '.join(said)}; {problems}")


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


def _print_found(form: Format, kind: Kind, results: Iterable[object]) -> None:
    """Print results, or say that there are none."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    if not _print(form.write(kind, results, width)):
        fail("nothing found", status=1)


def _print(lines: Iterable[str]) -> bool:
    """Print lines; tell whether there was any."""
    printed = False
    for line in lines:
        click.echo(line)
        printed = True
    return printed


def _update(folder: Path, config: Config) -> Report:
    """Bring the index up to date, and say what else happened.

    On a terminal, say meanwhile how far it is, how fast, and how long it will take.
    """
    from reader.ingest.update import update_index

    on_terminal = sys.stderr.isatty()
    with ExitStack() as stack:
        draw: Callable[[int, int], None] | None = None
        told = False

        def show(progress: Progress) -> None:
            nonlocal draw, told
            if progress.waiting:
                if not told:
                    click.echo("waiting for another reader, which is reading this folder", err=True)
                told = True
                return
            if not on_terminal:
                return
            if draw is None:
                # Imported once there is something to wait for: most commands find nothing to read.
                from reader.tui.progress import console_progress

                draw = stack.enter_context(console_progress())
            draw(progress.done, progress.total)

        report = update_index(folder, config, progress=show, spare=0)
    for note in report.notes:
        click.echo(note, err=True)
    return report


def _explain(error: QueryError) -> str:
    return f"query, at character {error.position + 1}: {error}"
