"""Query text to nodes, or QueryError with a position and a suggestion.

Owns the grammar::

    sequence    = alternative { [ and ] alternative }    all must hold; names of one field are alternatives
    alternative = unary { or unary }                     OR binds tighter than standing side by side
    unary       = not unary | "(" sequence ")" | "@" saved | [ field ":" ] value [ "*" | "~" number ]
                  a name alone in brackets is no alternative to names beside it
    value       = word | quotation marks around anything (one inside is doubled)
    and, or     = "AND" | "&&", "OR" | "|" | "||"        not side by side at one level: there they are refused
    not         = "-" | "!" | "NOT"

Refuses to say what a query means in a library: ``plan`` does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from reader.errors import QueryError
from reader.library.query.fields import Bound, Field, Flag, Where
from reader.library.query.nodes import And, Is, Name, Node, Not, Or, Saved, When, Words
from reader.library.query.periods import read_period
from reader.text.folding import has_words

_DEEPEST_NESTING = 40
_MOST_CHARACTERS = 200_000  # more than any passage that is pasted
_MOST_PARTS = 10_000  # words, names and the like, those of saved searches included
_QUOTATION_MARKS = '"“”„‟«»'
_BARE_WORD = re.compile(rf"(?:(?!&&)[^\s()|{_QUOTATION_MARKS}])+")
_AND = re.compile(rf"&&|AND(?=[\s()|{_QUOTATION_MARKS}]|$)")
_OR = re.compile(rf"\|\|?|OR(?=[\s()|{_QUOTATION_MARKS}]|$)")
_NOT = re.compile(rf"-|!|NOT(?=[\s(){_QUOTATION_MARKS}]|$)")
_OTHER_OPERATOR = re.compile(rf"(?:NEAR(?:/\d+)?|XOR|ANDNOT|BUT NOT|W/\d+)(?=[\s(){_QUOTATION_MARKS}]|$)")
_FIELD_WITH_EQUALS = re.compile(r"([A-Za-z]+)(=|<=?|>=?)(?=\S)")
_NEARNESS = re.compile(r"~(\d{1,3})(?![\w])")
_DASHES = "–−"
_FIELD_NAME = re.compile(r"([A-Za-z]+):")
_WHITE_SPACE = re.compile(r"\s*")
_FLAG_FIELDS = tuple(dict.fromkeys(flag.partition(":")[0] for flag in Flag))
_OTHER_FIELDS = MappingProxyType(
    {
        "date": "on", "since": "after", "from": "after", "to": "until", "outlet": "source", "paper": "source",
        "publisher": "source", "site": "source", "newspaper": "source", "person": "speaker", "who": "speaker",
        "name": "speaker", "by": "author", "byline": "author", "tag": "topic", "tags": "topic",
        "subject": "topic", "about": "topic", "category": "topic", "quote": "said", "quotes": "said",
        "says": "said", "body": "text", "intext": "text", "content": "text", "intitle": "title",
        "headline": "title", "location": "place", "country": "place", "verb": "cue",
    }
)  # fmt: skip
"""What other programs, and people, call a field of ours."""
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

    def __init__(
        self,
        text: str,
        today: date,
        searches: Mapping[str, str],
        inside: tuple[str, ...],
        parts: list[int] | None = None,
    ) -> None:
        self._text = text
        self._parts = [0] if parts is None else parts  # shared: a saved search may name others twice each
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
        if len(self._text) > _MOST_CHARACTERS:
            raise QueryError(f"too long: a query may have {_MOST_CHARACTERS:,} characters", _MOST_CHARACTERS)
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
        place_of_and: int | None = None
        has_alternatives = False
        self._skip_space()
        while self._peek() not in ("", ")"):
            start = self._at
            if operator := self._take(_AND):
                place_of_and = start
                if not nodes:
                    raise QueryError(f"{operator} needs something before it", start)
                self._need_operand(operator, start)
            node, has_or = self._alternative()
            has_alternatives |= has_or
            if place_of_and is not None and has_alternatives:
                hint = "put brackets around what belongs together"
                raise QueryError(f"AND and OR side by side: {hint}", place_of_and)
            if node is not None:
                nodes.append(node)
            self._skip_space()
        return join_nodes(nodes)

    def _alternative(self) -> tuple[Node | None, bool]:
        """Read what holds by itself, or one of several things; also tell whether OR stands there."""
        start = self._at
        if operator := self._take(_OR):
            raise QueryError(f"{operator} needs something before it", start)
        nodes = [self._unary()]
        self._skip_space()
        place = self._at
        while operator := self._take(_OR):
            self._need_operand(operator, place)
            nodes.append(self._unary())
            self._skip_space()
            place = self._at
        held = [node for node in nodes if node is not None]
        node = Or(tuple(held)) if len(held) > 1 else held[0] if held else None
        return node, len(nodes) > 1

    def _take(self, operator: re.Pattern[str]) -> str | None:
        """Read an operator, if one stands here, and return it."""
        match = operator.match(self._text, self._at)
        if match is None:
            return None
        self._at = match.end()
        return match[0]

    def _need_operand(self, operator: str, place: int) -> None:
        self._skip_space()
        is_end = self._peek() in ("", ")")
        if is_end or _OR.match(self._text, self._at) or _AND.match(self._text, self._at):
            raise QueryError(f"{operator} needs something after it", place)

    def _unary(self) -> Node | None:
        self._depth += 1
        self._parts[0] += 1
        if self._parts[0] > _MOST_PARTS:
            raise QueryError(
                f"too much to look for at once: a query may have {_MOST_PARTS:,} parts", self._at
            )
        if self._depth > _DEEPEST_NESTING:
            raise QueryError("too many brackets inside each other", self._at)
        start, sign = self._at, self._peek()
        if operator := self._take(_NOT):
            node: Node | None = self._left_out(operator, start)
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

    def _left_out(self, operator: str, start: int) -> Node | None:
        """Read what a minus sign, an exclamation mark or NOT leaves out."""
        if operator == "NOT":
            self._need_operand(operator, start)
        elif self._peek() in ("", ")") or self._peek().isspace():
            if operator == "!":
                return None  # a mark between words
            raise QueryError("nothing to leave out follows the minus sign", start)
        if again := _NOT.match(self._text, self._at):
            signs = operator + again[0]
            raise QueryError(f"{signs} says twice what is left out; write it once: -word", start)
        inner = self._unary()
        return None if inner is None else Not(inner)

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
        inner = Parser(self._searches[name], self._today, self._searches, (*self._inside, name), self._parts)
        try:
            return Saved(name, inner.parse())
        except QueryError as error:
            raise QueryError(f"in @{name}: {error}", start, error.suggestion) from None

    def _value(self) -> Node | None:
        start = self._at
        self._refuse_other_languages(start)
        field = _FIELD_NAME.match(self._text, start)
        if field is None or self._is_prose(field):
            text, quoted, prefix = self._term()
            near = self._nearness(quoted, prefix)
            if not has_words(text):
                if prefix:
                    raise QueryError("the star needs letters before it", start)
                return None
            return Words(text, Where.ANYWHERE, quoted, prefix, near)
        name = field[1].casefold()
        if name not in _FIELDS:
            raise _unknown_field(field[1], start)
        self._at = field.end()
        if self._peek() in ("", "(", ")") or self._peek().isspace():
            raise QueryError(f"{name}: needs a value right after the colon", start)
        if self._peek() in ("-", "!") and name not in tuple(Bound):
            raise QueryError(f"write the sign before the field: -{name}:…", start, f"-{name}:")
        text, quoted, prefix = self._term()
        if _OR.match(self._text, self._at) and self._text[self._at] == "|":
            raise QueryError(f"write {name}:a OR {name}:b", self._at)
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
            return Words(text, Where(name), quoted, prefix, self._nearness(quoted, prefix))
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

    def _is_prose(self, field: re.Match[str]) -> bool:
        """Tell whether a word with a colon and a blank behind it is of a pasted passage, and no field."""
        after = self._text[field.end() : field.end() + 1]
        name = field[1].casefold()
        return after.isspace() and name not in _OTHER_FIELDS and _nearest(name, _FIELDS) is None

    def _nearness(self, quoted: bool, prefix: bool) -> int | None:
        """Read how many words may stand between those of a phrase."""
        match = _NEARNESS.match(self._text, self._at) if quoted and not prefix else None
        if match is None:
            return None
        self._at = match.end()
        return int(match[1])

    def _refuse_other_languages(self, start: int) -> None:
        """Refuse what other programs understand and this one would misread.

        Raises:
            QueryError: With the right way to write it.
        """
        if (
            self._peek() in _DASHES
            and self._text[start + 1 : start + 2].strip()
            and start + 1 < len(self._text)
        ):
            raise QueryError("this is a dash, not a minus sign; to leave out a word write -word", start, "-")
        if operator := _OTHER_OPERATOR.match(self._text, start):
            right = 'near each other is "one other"~5' if operator[0][0] in "NW" else "there are AND, OR, NOT"
            raise QueryError(f"{operator[0]} is no operator: {right}", start)
        compared = _FIELD_WITH_EQUALS.match(self._text, start)
        if compared and compared[1].casefold() in (*_FIELDS, *_OTHER_FIELDS):
            name = compared[1].casefold()
            name = _OTHER_FIELDS.get(name, name)
            bound = {"<": "before", ">": "after"}.get(compared[2][0])
            right = bound if bound and name in tuple(Bound) else name
            raise QueryError(f"write {right}: and the value right after the colon", start, f"{right}:")

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
    near = _OTHER_FIELDS.get(name.casefold()) or _nearest(name.casefold(), _FIELDS)
    if near:
        return QueryError(f"there is no field {name}:; did you mean {near}:?", position, f"{near}:")
    return QueryError(
        f"there is no field {name}:; put it in quotation marks to search for the words", position
    )


def _nearest(word: str, known: Iterable[str]) -> str | None:
    close = difflib.get_close_matches(word, [str(name) for name in known], n=1, cutoff=0.6)
    return close[0] if close else None
