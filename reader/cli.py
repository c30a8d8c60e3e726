"""The command line: options in, lines out.

Owns arguments, exit statuses and the wording of usage. Results go to stdout, problems to stderr; the exit
status is 0, 1 (nothing found, or problems found) or 2 (usage, or a library that cannot be opened).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reader import __version__
from reader.config import Config, read_config
from reader.errors import LibraryError, QueryError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.ingest import Progress
    from reader.library.query import Query
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
            _fail(_explain(error))
        except ReaderError as error:
            _fail(str(error))


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


@main.command("open", hidden=True)
@click.argument("library", required=False, type=click.Path(path_type=Path))
def open_screen(library: Path | None) -> None:
    """Open the terminal reader on a folder, or on the folder of a file."""
    config = read_config()
    chosen = _choose_library(library, config)
    select = chosen if chosen.is_file() else None
    folder = _check_folder(chosen.parent if select else chosen)
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise LibraryError(
            "the reader needs a terminal; for scripts there are reader list, quotes and --help"
        )
    if os.environ.get("TERM", "dumb") == "dumb":
        raise LibraryError("the reader needs a terminal that can move its cursor; TERM says it is dumb")
    from reader.tui.app import run

    sys.exit(run(folder, config, select=select))


@main.command("list", context_settings=_QUERY)
@_queries
@_json
def list_articles(query: tuple[str, ...], library: Path | None, as_json: bool) -> None:
    """Print the articles found, newest first."""
    from reader import export
    from reader.library.search import find

    page = 500
    with _opened(library, query) as (store, parsed):
        hits = find(store, parsed)
        for first in range(0, hits.total, page):
            for row in hits.rows(first, page):
                if as_json:
                    click.echo(export.to_json(export.row_record(row)))
                else:
                    date = export.format_date(row.date) if row.date else "undated"
                    notes = [row.source or "outlet unknown", _count(row.quotes, "quotation")]
                    notes += ["problem"] if row.problem else []
                    click.echo(f"{date:<18}  {row.title}  ({', '.join(notes)})  {_line(row.path)}")
        _found(hits.total)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_json
def show(file: Path, as_json: bool) -> None:
    """Print one article as understood, with its quotations and who said them."""
    from reader import export
    from reader.analysis.analyse import analyse
    from reader.analysis.topics import load_vocabulary
    from reader.articles.load import load_article
    from reader.articles.model import Problem

    if not os.path.lexists(file):
        raise LibraryError(f"{_line(file)}: no such file")
    article = load_article(file, day_first=read_config().day_first)
    if isinstance(article, Problem):
        _fail(f"{_line(file)}: {article.reason}", status=1)
    extra = file.parent / "topics.toml"
    analysis = analyse(article, load_vocabulary(extra if extra.is_file() else None))
    if as_json:
        click.echo(export.to_json(export.article_record(article, analysis)))
    else:
        _print(export.article_lines(article, analysis, width=min(shutil.get_terminal_size().columns, 100)))
    for reason in article.problems:
        click.echo(f"{_line(file)}: {reason}", err=True)


@main.command(context_settings=_QUERY)
@_queries
@_json
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print block quotes with citations.")
def quotes(
    query: tuple[str, ...], library: Path | None, as_json: bool, as_csv: bool, as_markdown: bool
) -> None:
    """Print the quotations in the articles found; with speaker: or said: only the matching ones."""
    from reader import export
    from reader.library.search import list_quotations

    if as_json + as_csv + as_markdown > 1:
        raise click.UsageError("choose one of --json, --csv and --markdown")
    with _opened(library, query) as (store, parsed):
        rows = list_quotations(store, parsed)
        records = map(export.quotation_record, rows)
        lines: Iterable[str]
        if as_csv:
            lines = export.to_csv(records)
        elif as_json:
            lines = map(export.to_json, records)
        elif as_markdown:
            lines = map(export.to_markdown, rows)
        else:
            lines = (f"“{_line(row.text)}” — {_line(export.cite(row))}" for row in rows)
        _found(_print(lines))


@main.command(context_settings=_QUERY)
@_queries
@_json
def speakers(query: tuple[str, ...], library: Path | None, as_json: bool) -> None:
    """Print who is quoted in the articles found, the most quoted first."""
    from reader import export
    from reader.library.search import list_speakers

    with _opened(library, query) as (store, parsed):
        rows = list_speakers(store, parsed)
        if as_json:
            _found(_print(export.to_json(export.speaker_record(row)) for row in rows))
        else:
            lines = (f"{row.quotations:>6}  {row.name}  ({_count(row.articles, 'article')})" for row in rows)
            _found(_print(lines))


@main.command(context_settings=_QUERY)
@_queries
@_json
def topics(query: tuple[str, ...], library: Path | None, as_json: bool) -> None:
    """Print the topics of the articles found, the most frequent first."""
    from reader import export
    from reader.library.search import count_facets

    with _opened(library, query) as (store, parsed):
        facets = count_facets(store, parsed).topics
        if as_json:
            _found(_print(export.to_json(export.topic_record(facet)) for facet in facets))
        else:
            _found(_print(f"{facet.count:>6}  {facet.value}" for facet in facets))


@main.command()
@_library
def check(library: Path | None) -> None:
    """Print the files with problems, and why; the exit status is 1 if there are any."""
    from reader.library.search import list_problems

    with _opened(library, (), allow_empty=True) as (store, _):
        problems = list_problems(store)
        if _print(f"{_line(os.path.relpath(each.path, store.folder))}: {each.reason}" for each in problems):
            sys.exit(1)
        click.echo("no problems", err=True)


@contextmanager
def _opened(
    library: Path | None, words: tuple[str, ...], *, allow_empty: bool = False
) -> Iterator[tuple[Store, Query]]:
    """Bring the index of a library up to date and yield it with the parsed query."""
    from reader.ingest import update_index
    from reader.library.query import parse_query
    from reader.library.store import Store

    config = read_config()
    query = parse_query(" ".join(words), searches=config.searches)
    folder = _check_folder(_choose_library(library, config), allow_empty=allow_empty)
    update_index(folder, config, progress=_show_progress if sys.stderr.isatty() else None)
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        yield store, query


def _choose_library(named: Path | None, config: Config) -> Path:
    """Return the library to open: the one named, $READER_LIBRARY, the config's, or the shipped articles."""
    if named is not None:
        return named
    if from_environment := os.environ.get("READER_LIBRARY"):
        return Path(from_environment).expanduser()
    return config.library or shipped_articles()


def shipped_articles() -> Path:
    """Return the folder of the five articles that travel with the program."""
    package = Path(__file__).parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


def _check_folder(folder: Path, *, allow_empty: bool = False) -> Path:
    """Return the folder if articles can be read from it.

    Raises:
        LibraryError: It does not exist, is no folder, cannot be read, or holds no article.
    """
    from reader.articles.load import ARTICLE_SUFFIXES
    from reader.ingest.scanning import holds_articles

    if not folder.exists():
        commands = ", ".join(name for name, command in main.commands.items() if not command.hidden)
        raise LibraryError(f"{_line(folder)}: no such folder (and no such command: {commands})")
    if not folder.is_dir():
        raise LibraryError(f"{_line(folder)}: not a folder")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise LibraryError(f"{_line(folder)}: the folder cannot be read; check its permissions")
    if not allow_empty and not holds_articles(folder, ARTICLE_SUFFIXES):
        raise LibraryError(f"{_line(folder)}: no articles here (files ending in .md, .markdown or .txt)")
    return folder


def _print(lines: Iterable[str]) -> int:
    count = 0
    for line in lines:
        click.echo(line)
        count += 1
    return count


def _found(count: int) -> None:
    if not count:
        _fail("nothing found", status=1)


def _show_progress(progress: Progress) -> None:
    end = "\r" if progress.done < progress.total else "\r\x1b[K"
    click.echo(f"indexing {progress.done:,} of {progress.total:,}{end}", err=True, nl=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _explain(error: QueryError) -> str:
    hint = f"; did you mean {error.suggestion}?" if error.suggestion else ""
    return f"query, at character {error.position + 1}: {error}{hint}"


def _line(value: object) -> str:
    """Return a path or text as one line that is safe for a terminal."""
    from reader.articles.sanitize import sanitize_line

    return sanitize_line(str(value))


def _fail(message: str, *, status: int = 2) -> NoReturn:
    click.echo(f"reader: {message}", err=True)
    sys.exit(status)
