"""What the command line takes besides a query: options of lists, what is no option, completion in shells.

Owns how words and options of a command are told apart: an option that does not exist is refused, so that a
typing error never becomes a word that nothing is found for. Owns the orders in which lists are printed.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from reader.export.formats import PLAIN, Kind, formats_for

if TYPE_CHECKING:
    from reader.library.model import Statement

Command = TypeVar("Command", bound=Callable[..., Any])

_TWO_HYPHENS = ("—", "―")  # what word processors and chats make of two hyphens
_DASHES = (*_TWO_HYPHENS, "–", "−", "‐", "‑")


@dataclass(frozen=True, slots=True)
class Order:
    """An order of a list.

    Attributes:
        key: What a result is sorted by; None comes last, whichever way round.
        descending: The highest comes first, unless the list is reversed.
    """

    key: Callable[[Any], Any]
    descending: bool = False


def _moment(row: Any) -> str | None:
    from reader.text.partial_date import Moment

    return Moment(row.date, row.date_offset).order or None


def _first_printed(statement: Statement) -> str | None:
    return min(
        (version.moment.order for version in statement.versions if version.moment.is_dated), default=None
    )


def _text(name: str) -> Callable[[Any], str | None]:
    """Return a key for a text, as people sort: without case and accents."""

    def key(row: Any) -> str | None:
        from reader.text.folding import fold

        value = getattr(row, name)
        return fold(value) if value else None

    return key


def _number(name: str) -> Order:
    return Order(lambda row: getattr(row, name), descending=True)


def _day(name: str) -> Order:
    return Order(lambda row: (found := getattr(row, name)) and found.isoformat(), descending=True)


ORDERS: Mapping[Kind, Mapping[str, Order]] = MappingProxyType(
    {
        "articles": {
            "date": Order(_moment, descending=True),
            "title": Order(_text("title")),
            "source": Order(_text("source")),
            "quotes": _number("quotes"),
            "words": _number("words"),
            "path": Order(lambda row: row.path),
        },
        "quotations": {
            "date": Order(_moment, descending=True),
            "speaker": Order(_text("speaker")),
            "source": Order(_text("source")),
            "words": Order(lambda row: len(row.text.split()), descending=True),
        },
        "statements": {
            "date": Order(_first_printed, descending=True),
            "versions": Order(lambda statement: len(statement.versions), descending=True),
            "speaker": Order(lambda statement: statement.speakers or None),
        },
        "speakers": {
            "quotations": _number("quotations"),
            "articles": _number("articles"),
            "outlets": _number("outlets"),
            "speaker": Order(_text("name")),
            "first": _day("first"),
            "last": _day("last"),
        },
        "topics": {"articles": _number("count"), "topic": Order(_text("value"))},
    }
)
"""The names of ``--sort`` by what is listed; the first is the order in which it is printed without."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list is printed.

    Attributes:
        sort: Name of the order; None for the usual one.
        reverse: The last first; what has no date or name stays at the end.
        limit: The most that are printed; None for all.
        since: First day, month or year, as typed; None for no bound.
        until: The last one.
    """

    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    since: str | None = None
    until: str | None = None

    def arrange(self, kind: Kind, results: Iterable[Any]) -> Iterable[Any]:
        """Return the results in the order asked for, cut to the limit; all are read only if need be."""
        if self.sort or self.reverse:
            orders = ORDERS[kind]
            order = orders[self.sort or next(iter(orders))]
            rows = list(results)
            if self.reverse:
                rows.reverse()
            known = [row for row in rows if order.key(row) is not None]
            if self.sort:
                known.sort(key=order.key, reverse=order.descending != self.reverse)
            results = [*known, *(row for row in rows if order.key(row) is None)]
        return results if self.limit is None else islice(results, self.limit)


def listed(kind: Kind) -> Callable[[Command], Command]:
    """Give a command the options of a list; it gets them as one value named ``listing``."""
    sort = click.option(
        "--sort", type=click.Choice(list(ORDERS[kind])), help="Print in this order instead of the usual one."
    )
    options = (
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Print at most so many."),
        click.option("--reverse", is_flag=True, help="Print the last first."),
        sort,
        click.option("--until", metavar="DATE", help="Only up to this day, month or year, with it."),
        click.option("--since", metavar="DATE", help="Only from this day, month or year on."),
    )

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_listing(
            sort: str | None,
            reverse: bool,
            limit: int | None,
            since: str | None,
            until: str | None,
            **rest: Any,
        ) -> None:
            command(listing=Listing(sort, reverse, limit, since, until), **rest)

        decorated: Any = with_listing
        for option in options:
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate


def in_formats(kind: Kind) -> Callable[[Command], Command]:
    """Give a command an option for each format in which it can print a kind of result, or plain lines."""
    offered = {each.name: each for each in formats_for(kind) if each is not PLAIN}

    def decorate(command: Command) -> Command:
        @wraps(command)
        def formatted(**options: Any) -> None:
            chosen = [each for name, each in offered.items() if options.pop(name)]
            if len(chosen) > 1:
                *others, last = (f"--{name}" for name in offered)
                raise click.UsageError(f"choose one of {', '.join(others)} and {last}")
            command(form=chosen[0] if chosen else PLAIN, **options)

        decorated: Any = formatted
        for each in reversed(offered.values()):
            decorated = click.option(f"--{each.name}", is_flag=True, help=each.help)(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate


class QueryCommand(click.Command):
    """A command that takes a query: ``-word`` in it leaves a word out, and nothing else is taken for one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell options from the words of the query before click sees them, which then stand behind ``--``."""
        takes_value = {
            name: isinstance(option, click.Option) and not option.is_flag
            for option in self.get_params(ctx)
            if option.param_type_name == "option"
            for name in option.opts
        }
        options: list[str] = []
        words: list[str] = []
        waiting = iter(args)
        for word in waiting:
            if word == "--":
                words += waiting
            elif word.partition("=")[0] in takes_value and word.startswith("--"):
                options.append(word)
                if "=" not in word and takes_value[word]:
                    options += islice(waiting, 1)
            elif word in takes_value:
                options.append(word)
                if takes_value[word]:
                    options += islice(waiting, 1)
            elif takes_value.get(word[:2]) and (os.sep in word or word[2:3] in (".", "~", "=")):
                options.append(word)  # -l~/news: a folder right behind its option is no word
            elif self._is_like_option(word, takes_value) and not ctx.resilient_parsing:
                self._refuse(word, takes_value, ctx)
            else:
                words.append(word)
        return super().parse_args(ctx, [*options, "--", *words])

    @staticmethod
    def _is_like_option(word: str, known: Iterable[str]) -> bool:
        """Tell whether somebody who typed a word must have meant an option."""
        if word.startswith(("--", *_TWO_HYPHENS)):
            return bool(word.lstrip("-" + "".join(_DASHES)))
        if word.startswith(_DASHES):  # else the query says that a dash is no minus sign
            return bool(difflib.get_close_matches(f"--{word[1:]}", known, n=1, cutoff=0.8))
        is_letter = len(word) == 2 and word[0] == "-" and word[1].isascii() and word[1].isalpha()
        return is_letter or (word.startswith("-") and f"-{word.partition('=')[0]}" in known)

    @staticmethod
    def _refuse(word: str, known: Iterable[str], ctx: click.Context) -> NoReturn:
        name = word.partition("=")[0]
        bare = name.lstrip("-" + "".join(_DASHES))
        near = difflib.get_close_matches(f"--{bare}", [*known, *_OTHER_NAMES], n=1)
        meant = _OTHER_NAMES.get(near[0], near[0]) if near else None
        hint = f" Did you mean {meant}?" if meant else ""
        leave_out = "" if meant and len(bare) > 1 else f" To leave out a word, write it behind --: -- -{bare}"
        raise click.UsageError(f"No such option: {word}.{hint}{leave_out}", ctx)


_OTHER_NAMES = MappingProxyType(
    {"--from": "--since", "--after": "--since", "--to": "--until", "--before": "--until", "--max": "--limit",
     "--head": "--limit", "--order": "--sort", "--order-by": "--sort", "--format": "--json",
     "--xlsx": "--excel", "--md": "--markdown", "--folder": "--library", "--dir": "--library"}
)  # fmt: skip
"""What other programs call an option of ours."""


def complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Return the fields and properties of the query language that a word may begin with."""
    from reader.library.query.fields import Bound, Field, Flag, Where

    minus = incomplete[: len(incomplete) - len(incomplete.lstrip("-"))]
    names = [*(f"{name}:" for name in (*Field, *filter(None, Where), *Bound)), *map(str, Flag)]
    return [CompletionItem(minus + name) for name in names if (minus + name).startswith(incomplete)]


class _BashWithFields(BashComplete):
    """Bash divides words at colons, and puts a blank after a completed one: neither suits ``speaker:``."""

    source_template = BashComplete.source_template.replace(
        "COMPREPLY+=($value)", "COMPREPLY+=($value)\n            [[ $value == *: ]] && compopt -o nospace"
    )

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        if incomplete == ":" and args:
            return args[:-1], f"{args[-1]}:"
        if len(args) > 1 and args[-1] == ":":
            return args[:-2], f"{args[-2]}:{incomplete}"
        return args, incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        # Bash replaces what stands behind the last colon only.
        typed = self.get_completion_args()[1]
        value = str(item.value)
        if ":" in typed and value.startswith(typed[: typed.rindex(":") + 1]):
            value = value[typed.rindex(":") + 1 :]
        return f"{item.type},{value}"


SHELLS: Mapping[str, type[ShellComplete]] = MappingProxyType(
    {"bash": _BashWithFields, "zsh": ZshComplete, "fish": FishComplete}
)
"""What completes the command in which shell."""

add_completion_class(_BashWithFields, "bash")
