"""The command line: options in, lines out.

Owns the commands, exit statuses and the wording of usage. Results go to stdout, problems to stderr; the exit
status is 0, 1 (nothing found, or problems found), 2 (usage, or a library that cannot be opened) or 3 (the
output could not be written).
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.shell_completion import CompletionItem

from reader import __version__
from reader.cli_options import SHELLS, Listing, QueryCommand, complete_query, in_formats, listed
from reader.config import read_config
from reader.errors import LibraryError, QueryError, ReaderError
from reader.export.formats import PLAIN, TERMINAL, Format, Kind
from reader.files import find_named
from reader.startup import (
    check_folder,
    choose_library,
    fail,
    one_line,
    open_screen,
    shipped_articles,
    with_folders_to_write,
)
from reader.text.english import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.analysis.model import Analysis
    from reader.articles.model import Article, Problem
    from reader.config import Config
    from reader.ingest.importing import Skipped, Written
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
  reader quotes deadline --since 2025-08 --sort speaker --limit 20
  reader show article.txt --json
  reader import export.txt page.html https://news.example/feed -l ~/news
A folder with the name of a command is opened as ./list. In a query, put -- before a leading -word."""


_WIDEST = 100  # columns of a line for people, however wide the terminal
_CANNOT_WRITE = 3  # the exit status
_INTERRUPTED = 130  # the exit status after Ctrl+C, as shells count it
_OUTPUT_ERRORS = frozenset({errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})

_library = click.option(
    "-l", "--library", type=click.Path(path_type=Path, file_okay=False), help="The folder of articles."
)


class _Commands(click.Group):
    """A group whose first word may be a library instead of a command."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command; what goes wrong is one line, and a status of its own if output is lost."""
        if sys.stdout is None:
            fail("stdout is closed: nothing can be printed", status=_CANNOT_WRITE)
        try:
            return super().main(*args, **options)
        except OSError as error:
            if error.errno not in _OUTPUT_ERRORS:
                raise
            _give_up_output(error)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_library = bool(args) and args[0] not in self.commands and not args[0].startswith("-")
        if (
            is_library
            and not ctx.resilient_parsing
            and os.sep not in args[0]
            and not os.path.lexists(args[0])
        ):
            near = get_close_matches(args[0], self.list_commands(ctx), n=1, cutoff=0.7)
            if near:
                raise click.UsageError(f"No such command or folder: {args[0]}. Did you mean {near[0]}?", ctx)
        if is_library or not (args or ctx.resilient_parsing):
            args = ["open", *args]
        try:
            return super().parse_args(ctx, args)
        except click.ClickException as error:
            raise _sanitized(error) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Complete commands and options, else the name of a folder."""
        return super().shell_complete(ctx, incomplete) or [CompletionItem(incomplete, type="dir")]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except QueryError as error:
            fail(_explain(error))
        except ReaderError as error:
            fail(str(error))
        except click.ClickException as error:
            raise _sanitized(error) from None
        except KeyboardInterrupt:
            fail("stopped", status=_INTERRUPTED)
        except BrokenPipeError as error:
            _give_up_output(error)  # before click, for which it is nothing found


def _sanitized(error: click.ClickException) -> click.ClickException:
    """Return the error, safe for a terminal though its message repeats what was typed."""
    message = error.format_message()
    if message.replace("\n", "").isprintable():
        return error
    if isinstance(error, click.UsageError):
        return click.UsageError(one_line(message), error.ctx)
    return click.ClickException(one_line(message))


def _give_up_output(error: OSError) -> NoReturn:
    """End because the output cannot be written; whoever closes a pipe has seen enough and is told nothing."""
    # What is still buffered would be written, and fail again, when Python ends.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno != errno.EPIPE:
        fail(f"the output cannot be written: {error.strerror}", status=_CANNOT_WRITE)
    sys.exit(_CANNOT_WRITE)


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
    return click.argument("query", nargs=-1, shell_complete=complete_query)(_library(command))


@main.command("open", hidden=True)
@click.argument("library", required=False, type=click.Path(path_type=Path))
def open_library(library: Path | None) -> None:
    """Open the terminal reader on a folder, or on the folder of a file."""
    sys.exit(open_screen(library))


@main.command("list", cls=QueryCommand)
@_queries
@listed("articles")
@in_formats("articles")
def list_articles(query: tuple[str, ...], library: Path | None, listing: Listing, form: Format) -> None:
    """Print the articles found, newest first."""
    from reader.library.lists.articles import find_articles

    page = 500
    with _opened(library, query, listing) as (store, parsed):
        hits = find_articles(store, parsed)
        rows = (row for first in range(0, hits.total, page) for row in hits.rows(first, page))
        _print_found(form, "articles", listing.arrange("articles", rows), (store, parsed))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_library
@in_formats("article")
@click.option("--all", "with_rest", is_flag=True, help="Print what else was read, and what was set aside.")
def show(file: Path, library: Path | None, form: Format, with_rest: bool) -> None:
    """Print one article as understood, and who said what in it.

    Topics, aliases and corrections of the library count that the file lies in. With -l the FILE is a path in
    that library, as other commands print it, and what only all its files together tell counts too: outlets
    named by other articles, years, full names.
    """
    if with_rest and form is not PLAIN:
        raise click.UsageError(f"choose one of --{form.name} and --all")
    from reader.articles.model import Problem
    from reader.ingest.single import read_single

    file = find_named(file if library is None else library / file)
    if not os.path.lexists(file):
        raise LibraryError(f"{one_line(file)}: no such file")
    found = read_single(file, _told(read_config()) if library is None else read_config())
    if isinstance(found, Problem):
        fail(f"{one_line(file)}: {found.reason}", status=1)
    article, analysis, problems = found
    if library is not None:
        article, analysis = _as_in_library(library, file, article, analysis)
    _print_found(form, "article", [(article, analysis)])
    if with_rest:
        from reader.export.articles import understood_lines

        _print(understood_lines(article, min(shutil.get_terminal_size().columns, _WIDEST)))
    for problem in (*problems, *(Problem(file, reason) for reason in article.problems)):
        click.echo(f"{one_line(problem.path)}: {problem.reason}", err=True)


def _as_in_library(
    library: Path, file: Path, article: Article, analysis: Analysis
) -> tuple[Article, Analysis]:
    """Return an article as its library knows it, or as it is where the library leaves it out."""
    from reader.library.lists.articles import find_id
    from reader.library.lists.read_article import read_article

    with _opened(library, ()) as (store, _):
        number = find_id(store, Path(os.path.relpath(file, library)).as_posix())
        if number is None:
            return article, analysis
        known = read_article(store, number)
    whole = known.article
    settled = replace(article, source=whole.source, date=whole.date, authors=whole.authors, place=whole.place)
    return settled, known.analysis


@main.command(cls=QueryCommand)
@_queries
@listed("quotations")
@in_formats("quotations")
def quotes(query: tuple[str, ...], library: Path | None, listing: Listing, form: Format) -> None:
    """Print quotations with their citations.

    With speaker: in the query only that speaker's, with said: only those with the words.
    """
    from reader.library.lists.quotations import list_quotations

    with _opened(library, query, listing) as (store, parsed):
        rows = listing.arrange("quotations", list_quotations(store, parsed.where_said()))
        _print_found(form, "quotations", rows, (store, parsed))


@main.command(cls=QueryCommand)
@_queries
@listed("statements")
@in_formats("statements")
def statements(query: tuple[str, ...], library: Path | None, listing: Listing, form: Format) -> None:
    """Print what several articles print of the same words, newest first.

    Each version stands beside the fullest: what it kept, left out, added and changed.
    """
    from reader.library.statements.read import list_statements, read_statement

    with _opened(library, query, listing) as (store, parsed):
        numbers = list_statements(store, parsed.where_said()).numbers()
        rows = listing.arrange("statements", (read_statement(store, number) for number in numbers))
        _print_found(form, "statements", rows, (store, parsed))


@main.command(cls=QueryCommand)
@_queries
@listed("speakers")
@in_formats("speakers")
@click.option("--pages", is_flag=True, help="Print for each by month, outlet, topic and cue what is quoted.")
def speakers(
    query: tuple[str, ...], library: Path | None, listing: Listing, form: Format, pages: bool
) -> None:
    """Print who is quoted, the most quoted first.

    With --pages every number comes with the query that lists what it counts.
    """
    from reader.library.lists.speaker_page import read_page
    from reader.library.lists.speakers import list_speakers

    with _opened(library, query, listing) as (store, parsed):
        rows = listing.arrange("speakers", list_speakers(store, parsed))
        if pages:
            _print_found(form, "pages", (list(read_page(store, parsed, row.name))[-1] for row in rows))
        else:
            _print_found(form, "speakers", rows, (store, parsed))


@main.command(cls=QueryCommand)
@_queries
@listed("topics")
@in_formats("topics")
def topics(query: tuple[str, ...], library: Path | None, listing: Listing, form: Format) -> None:
    """Print the topics, the most frequent first."""
    from reader.library.lists.facets import count_facets

    with _opened(library, query, listing) as (store, parsed):
        rows = listing.arrange("topics", count_facets(store, parsed).topics)
        _print_found(form, "topics", rows, (store, parsed))


@main.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@_library
@click.option("--source", "outlet", metavar="OUTLET", help="The outlet of articles that do not say theirs.")
@click.option("--date", metavar="DATE", help="The date of articles that do not say theirs.")
@click.option("--topics", metavar="A,B", help="Topics that all of them are given.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would be written.")
@click.option("--private", is_flag=True, help="Ask addresses of private networks too.")
@in_formats("imported")
def import_(
    sources: tuple[str, ...],
    library: Path | None,
    outlet: str | None,
    date: str | None,
    topics: str | None,
    dry_run: bool,
    private: bool,
    form: Format,
) -> None:
    """Take articles out of files, folders and addresses, each into a file of its own in the library.

    SOURCE is a page, mail, document, feed, table, database export, mailbox, zip or folder of these, an
    address (http, https), or - for standard input. Duplicates are skipped and named; nothing is overwritten.
    """
    from reader.ingest.importing import fill, import_articles
    from reader.ingest.single import analyse_for_library
    from reader.ingest.sources import Found, find_articles
    from reader.library.lists.twins import TwinCandidates

    config = read_config()
    if library is None and choose_library(None, config) == shipped_articles():
        raise LibraryError("name the library to import into: -l DIR, or library in the settings")
    told = {"source": outlet, "date": date, "topics": topics}
    standard_input = sys.stdin.buffer.read() if "-" in sources else b""
    with _opened(library, (), allow_empty=True) as (store, _):
        found = find_articles(
            sources, day_first=config.day_first, private=private, standard_input=standard_input
        )
        filled = (
            fill(each, told, day_first=config.day_first) if isinstance(each, Found) else each
            for each in found
        )
        results = import_articles(filled, store.folder, TwinCandidates(store), write=not dry_run)

        def analysed(article: Article) -> Analysis | None:
            return None if form is PLAIN else analyse_for_library(article, store.folder, config)

        written, failed = _print_imported(form, results, analysed, dry_run=dry_run)
    if not dry_run and written:
        _update(store.folder, with_folders_to_write(config, store.folder))
    if failed or not written:
        sys.exit(1)


def _print_imported(
    form: Format,
    results: Iterable[Written | Skipped | Problem],
    analysed: Callable[[Article], Analysis | None],
    *,
    dry_run: bool,
) -> tuple[int, int]:
    """Print what was written, and on stderr what was skipped or failed.

    Returns:
        How many articles were written, and how many could not be read.
    """
    from reader.articles.model import Problem
    from reader.export.articles import ImportedArticle
    from reader.ingest.importing import Skipped

    written = skipped = failed = 0
    for result in results:
        if isinstance(result, Problem):
            failed += 1
            click.echo(one_line(f"{result.path}: {result.reason}"), err=True)
        elif isinstance(result, Skipped):
            skipped += 1
            what = f"{result.found.article.title} ({result.found.origin})"
            click.echo(one_line(f"skipped: {what}: {result.reason} as {result.twin}"), err=True)
        else:
            written += 1
            found = result.found
            article = replace(found.article, path=result.path)
            told = ImportedArticle(article, analysed(article), found.source, found.position, result.note)
            _print(form.write("imported", [told], _WIDEST))
            if result.note:
                click.echo(one_line(f"{result.path.name}: {result.note}"), err=True)
    said = f"{count(written, 'article')} {'to write' if dry_run else 'written'}"
    click.echo(one_line(f"{said}, {skipped:,} skipped, {count(failed, 'problem')}"), err=True)
    return written, failed


@main.command()
@click.argument("name", required=False)
@_library
@in_formats("collected")
def collection(name: str | None, library: Path | None, form: Format) -> None:
    """Print a collection in its order, with headings and notes; without a NAME, the names of all.

    Items whose words are not found any more are listed as such, and the exit status is 1 then.
    """
    from reader.ingest.collections_file import COLLECTIONS_FILE, read_collections
    from reader.library.lists.collected import find_items

    with _opened(library, ()) as (store, _):
        read = read_collections(store.folder)
        if read.wrong:
            click.echo(one_line(f"{COLLECTIONS_FILE} {read.wrong}"), err=True)
        if name is None and form is PLAIN:
            names = (f"{one_line(each)}: {count(len(items), 'item')}" for each, items in read.by_name.items())
            if not _print(names):
                fail("nothing is collected here", status=1)
            return
        if name is None and len(read.by_name) > 1:
            raise click.UsageError(f"name one of: {one_line(', '.join(read.by_name))}")
        name = next(iter(read.by_name), "") if name is None else name
        rows = find_items(store, read.by_name.get(name, ()))
        _print_found(form, "collected", rows)
        if any(row.lost for row in rows):
            sys.exit(1)


@main.command()
@_library
@in_formats("problems")
def check(library: Path | None, form: Format) -> None:
    """Print the files with problems, and why.

    Files of other kinds are counted. The exit status is 1 if there are problems.
    """
    from reader.articles.model import Problem
    from reader.library.lists.articles import list_not_read, list_problems

    with _opened(library, (), allow_empty=True) as (store, _):
        folders, files = store.left_out()
        if folders or files:
            left_out = f"{count(folders, 'folder')}, {count(files, 'file')}"
            click.echo(f"left out, as the settings or .readerignore say: {left_out}", err=True)
        not_read = list_not_read(store)
        if not_read and form is PLAIN:
            click.echo(not_read, err=True)
        problems = [
            replace(each, path=Path(os.path.relpath(each.path, store.folder)))
            for each in list_problems(store)
        ]
        told = [Problem(Path(), not_read)] if not_read and form is not PLAIN else []
        _print(form.write("problems", [*problems, *told], _WIDEST))
        if problems:
            sys.exit(1)
        click.echo("no problems", err=True)


@main.command()
@_library
@click.option(
    "--marks-from", metavar="FOLDER", help="Take over stars and read marks of a folder, which may be gone."
)
def index(library: Path | None, marks_from: str | None) -> None:
    """Bring the index of a library up to date, without the screen.

    Ctrl+C stops it with nothing lost; the next start goes on.
    """
    config = read_config()
    folder = check_folder(choose_library(library, config), allow_empty=True)
    config = _told(with_folders_to_write(config, folder))
    report = _update(folder, config)
    if marks_from is not None:
        from reader.library.store import Store

        with Store.open(folder, config.cache_dir, config.data_dir) as store:
            if taken := store.state.take_marks_from(marks_from):
                click.echo(one_line(taken), err=True)
    counts = [("added", report.added), ("changed", report.changed), ("removed", report.removed)]
    said = [f"{number:,} {what}" for what, number in (*counts, ("unchanged", report.unchanged))]
    problems = count(len(report.problems), "problem")
    click.echo(f"files: {', '.join(said)}; {problems}")


@main.command()
@click.argument("shell", type=click.Choice(list(SHELLS)))
def completion(shell: str) -> None:
    r"""Print what makes a shell complete commands, options and query fields.

    \b
    bash: eval "$(reader completion bash)"             in ~/.bashrc
    zsh:  eval "$(reader completion zsh)"              in ~/.zshrc, after compinit
    fish: reader completion fish > ~/.config/fish/completions/reader.fish
    """
    click.echo(SHELLS[shell](main, {}, "reader", "_READER_COMPLETE").source())


@contextmanager
def _opened(
    library: Path | None, words: tuple[str, ...], listing: Listing | None = None, *, allow_empty: bool = False
) -> Iterator[tuple[Store, Query]]:
    """Bring the index of a library up to date and yield it with the parsed query."""
    from reader.library.store import Store

    config = read_config()
    query = _parse(words, listing, config)
    folder = check_folder(choose_library(library, config), allow_empty=allow_empty)
    config = _told(with_folders_to_write(config, folder))
    _update(folder, config)
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        yield store, query


def _told(config: Config) -> Config:
    """Say what is wrong in the settings, and return them."""
    for problem in (*config.problems, *config.check_searches()):
        click.echo(one_line(problem), err=True)
    return config


def _parse(words: tuple[str, ...], listing: Listing | None, config: Config) -> Query:
    """Parse the words of a query, and bound it by the dates of the options."""
    from reader.library.query.query import parse_query

    query = parse_query(_decode(" ".join(words)), searches=config.searches)
    bounds = {"since": "after", "until": "until"}
    for option, bound in bounds.items() if listing else ():
        if (date := getattr(listing, option)) is not None:
            try:
                query = query.narrowed(parse_query(f'{bound}:"{date}"').parts[0])
            except QueryError as error:
                raise click.UsageError(f"--{option}: {one_line(error)}") from None
    return query


def _decode(text: str) -> str:
    """Return what was typed, as UTF-8 whatever the locale says.

    Raises:
        QueryError: It is not UTF-8.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        try:
            return os.fsencode(text).decode()
        except UnicodeError:
            raise QueryError("this is not UTF-8", error.start) from None
    return text


def _print_found(
    form: Format, kind: Kind, results: Iterable[object], search: tuple[Store, Query] | None = None
) -> None:
    """Print results, or say that there are none, and on stderr what may have been meant.

    Args:
        search: The query as typed, and where it was asked.
    """
    columns = shutil.get_terminal_size().columns
    if form is PLAIN and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        form = TERMINAL
    width = columns if form is TERMINAL and kind != "article" else min(columns, _WIDEST)
    found = _print(form.write(kind, results, width))
    sys.stdout.flush()  # before what is said of it
    looked_for = ""
    if search:
        from reader.library.lists.hints import explain_empty, find_elsewhere
        from reader.library.query.plan import resolve_names

        lists_words_said = kind in ("quotations", "statements")
        hints = [find_elsewhere(*search)] if lists_words_said else []
        if not found:
            store, query = search
            meant = query.where_said() if lists_words_said else query
            looked_for = "" if query.is_empty else f": {resolve_names(store, meant).describe()}"
            hints += explain_empty(store, meant)
        for hint in filter(None, hints):
            click.echo(one_line(hint), err=True)
    if not found:
        fail(f"nothing found{looked_for}", status=1)


def _print(lines: Iterable[str]) -> bool:
    """Print lines; tell whether there was any."""
    printed = False
    for line in lines:
        sys.stdout.write(f"{line}\n")
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
        click.echo(one_line(note), err=True)
    return report


def _explain(error: QueryError) -> str:
    return f"query, at character {error.position + 1}: {error}"
