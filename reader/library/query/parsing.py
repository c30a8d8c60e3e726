"""Query text to nodes, or QueryError with a position and a suggestion.

Owns the grammar::

    sequence    = alternative { alternative }            all must hold; names of one field are alternatives
    alternative = unary { "OR" unary }                   OR binds tighter than standing side by side
    unary       = "-" unary | "(" sequence ")" | "@" saved | [ field ":" ] value [ "*" ]
                  a name alone in brackets is no alternative to names beside it
    value       = word | quotation marks around anything (one inside is doubled)

Refuses to say what a query means in a library: ``plan`` does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date

from reader.errors import QueryError
from reader.library.query.fields import Bound, Field, Flag, Where
from reader.library.query.nodes import And, Is, Name, Node, Not, Or, Saved, When, Words
from reader.library.query.periods import read_period
from reader.text.folding import has_words

_DEEPEST_NESTING = 40
_QUOTATION_MARKS = '"“”„‟«»'
_BARE_WORD = re.compile(rf"[^\s(){_QUOTATION_MARKS}]+")
_FIELD_NAME = re.compile(r"([A-Za-z]+):")
_WHITE_SPACE = re.compile(r"\s*")
_FLAG_FIELDS = tuple(dict.fromkeys(flag.partition(":")[0] for flag in Flag))
_FIELDS = (*Field, *(where for where in Where if where), *Bound, *_FLAG_FIELDS)


def join_nodes(nodes: list[Node]) -> Node | None:
    """Return one node that holds if all of these hold; None if there is none."""
    if len(nodes) > 1:
        return And(tuple(nodes))
    return _without_brackets(nodes[0]) if nodes else None


def _without_brackets(node: Node) -> Node:
    """Take a name that stands alone out of its brackets."""
    return node.nodes[0] if isinstance(node, And) and len(node.nodes) == 1 else node


class Parser:
    """Reads one text from left to right; the position is where the next part begins."""

    def __init__(self, text: str, today: date, searches: Mapping[str, str], inside: tuple[str, ...]) -> None:
        self._text = text
        self._today = today
        self._searches = searches
        self._inside = inside
        self._at = 0
        self._depth = 0

    def parse(self) -> Node | None:
        """Read the whole text.

        Raises:
            QueryError: It is no query.
        """
        node = self._sequence()
        if self._at < len(self._text):
            raise QueryError("this closing bracket was never opened", self._at)
        return node

    def _skip_space(self) -> None:
        match = _WHITE_SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _sequence(self) -> Node | None:
        nodes: list[Node] = []
        self._skip_space()
        while self._peek() not in ("", ")"):
            node = self._alternative()
            if node is not None:
                nodes.append(node)
            self._skip_space()
        return join_nodes(nodes)

    def _alternative(self) -> Node | None:
        if self._takes_or():
            raise QueryError("OR needs something before it", self._at - 2)
        nodes = [self._unary()]
        self._skip_space()
        while self._takes_or():
            place = self._at - 2
            self._skip_space()
            if self._peek() in ("", ")") or self._takes_or():
                raise QueryError("OR needs something after it", place)
            nodes.append(self._unary())
            self._skip_space()
        held = [node for node in nodes if node is not None]
        return Or(tuple(held)) if len(held) > 1 else (held[0] if held else None)

    def _takes_or(self) -> bool:
        match = _BARE_WORD.match(self._text, self._at)
        if match is None or match[0] != "OR":
            return False
        self._at = match.end()
        return True

    def _unary(self) -> Node | None:
        self._depth += 1
        if self._depth > _DEEPEST_NESTING:
            raise QueryError("too many brackets inside each other", self._at)
        start, sign = self._at, self._peek()
        if sign == "-":
            self._at += 1
            if self._peek() in ("", ")") or self._peek().isspace():
                raise QueryError("nothing to leave out follows the minus sign", start)
            inner = self._unary()
            node: Node | None = None if inner is None else Not(inner)
        elif sign == "(":
            self._at += 1
            node = self._sequence()
            if self._peek() != ")":
                raise QueryError("this bracket is never closed", start)
            self._at += 1
            node = And((node,)) if isinstance(node, Name) else node
        elif sign == "@":
            node = self._saved()
        else:
            node = self._value()
        self._depth -= 1
        return node

    def _saved(self) -> Node:
        start = self._at
        self._at += 1
        quoted = self._peek() in _QUOTATION_MARKS
        match = None if quoted else _BARE_WORD.match(self._text, self._at)
        name = self._quoted() if quoted and self._peek() else match[0] if match else ""
        self._at = self._at if quoted else start + 1 + len(name)
        if name not in self._searches:
            near = _nearest(name, self._searches)
            hint = f"; did you mean @{near}?" if near else ""
            raise QueryError(f"there is no saved search @{name}{hint}", start, near and f"@{near}")
        if name in self._inside:
            raise QueryError(f"the saved search @{name} leads back to itself", start)
        inner = Parser(self._searches[name], self._today, self._searches, (*self._inside, name))
        try:
            return Saved(name, inner.parse())
        except QueryError as error:
            raise QueryError(f"in @{name}: {error}", start, error.suggestion) from None

    def _value(self) -> Node | None:
        start = self._at
        field = _FIELD_NAME.match(self._text, start)
        if field is None:
            text, quoted, prefix = self._term()
            if not has_words(text):
                if prefix:
                    raise QueryError("the star needs letters before it", start)
                return None
            return Words(text, Where.ANYWHERE, quoted, prefix)
        name = field[1].casefold()
        if name not in _FIELDS:
            raise _unknown_field(field[1], start)
        self._at = field.end()
        if self._peek() in ("", "(", ")") or self._peek().isspace():
            raise QueryError(f"{name}: needs a value right after the colon", start)
        text, quoted, prefix = self._term()
        if name in _FLAG_FIELDS:
            return Is(_flag(f"{name}:{text.casefold()}", start))
        if name in tuple(Bound):
            try:
                return When(Bound(name), text, read_period(text, self._today))
            except ValueError as error:
                raise QueryError(str(error), field.end()) from None
        if not has_words(text):
            raise QueryError(f"{name}: needs a value with letters or digits", start)
        if name in tuple(Where):
            return Words(text, Where(name), quoted, prefix)
        return Name(Field(name), text, quoted, prefix)

    def _term(self) -> tuple[str, bool, bool]:
        """Read a word or a quoted text: the text, whether it was quoted, whether a star follows."""
        if self._peek() in _QUOTATION_MARKS:
            text = self._quoted()
            end = self._at
            while self._peek() == "*":
                self._at += 1
            return text, True, self._at > end
        match = _BARE_WORD.match(self._text, self._at)
        word = match[0] if match else ""
        self._at += len(word)
        bare = word.rstrip("*")
        return bare, False, bare != word

    def _quoted(self) -> str:
        start = self._at
        closing = '"' if self._peek() == '"' else _QUOTATION_MARKS
        pieces: list[str] = []
        self._at += 1
        while self._at < len(self._text):
            sign = self._peek()
            self._at += 1
            if sign not in closing:
                pieces.append(sign)
            elif closing == '"' and self._peek() == '"':
                pieces.append(sign)
                self._at += 1
            else:
                return " ".join("".join(pieces).split())
        raise QueryError("this quotation mark is never closed", start)


def _flag(text: str, position: int) -> Flag:
    if text in tuple(Flag):
        return Flag(text)
    near = _nearest(text, tuple(Flag))
    known = ", ".join(flag for flag in Flag if flag.startswith(text.partition(":")[0] + ":"))
    hint = f"; did you mean {near}?" if near else f"; there is {known}"
    raise QueryError(f"{text} is unknown{hint}", position, near)


def _unknown_field(name: str, position: int) -> QueryError:
    near = _nearest(name.casefold(), _FIELDS)
    if near:
        return QueryError(f"there is no field {name}:; did you mean {near}:?", position, f"{near}:")
    return QueryError(
        f"there is no field {name}:; put it in quotation marks to search for the words", position
    )


def _nearest(word: str, known: Iterable[str]) -> str | None:
    close = difflib.get_close_matches(word, [str(name) for name in known], n=1, cutoff=0.6)
    return close[0] if close else None
