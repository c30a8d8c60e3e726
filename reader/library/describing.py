"""What a query looks for, as a sentence and as labels for people.

Owns the wording. Each condition has its sentence here and its SQL in ``filters``.
"""

from __future__ import annotations

from reader.library.nodes import And, Bound, Field, Flag, Is, Name, Node, Not, Or, Saved, When, Where, Words

_NAMED = {
    Field.SPEAKER: "quoting {}",
    Field.TOPIC: "on the topic {}",
    Field.SOURCE: "from the outlet {}",
    Field.PLACE: "reported from {}",
    Field.AUTHOR: "by {}",
    Field.CUE: "with the cue {}",
}
_FLAGS = {
    Flag.UNREAD: "that are unread",
    Flag.READ: "that have been read",
    Flag.STARRED: "that are starred",
    Flag.UNDATED: "without a date",
    Flag.PROBLEM: "with a problem",
    Flag.QUOTES: "with quotations",
    Flag.SOURCE: "with a known outlet",
}
_FOUND = {
    Where.ANYWHERE: "with {}",
    Where.SAID: "with {} inside quotations",
    Where.TITLE: "with {} in the title",
}
_BOUNDS = {Bound.AFTER: "from {} on", Bound.BEFORE: "before {}", Bound.ON: "of {}"}


def describe(node: Node | None) -> str:
    """Say in one sentence which articles are looked for; None means all of them."""
    return "all articles" if node is None else f"articles {clause(node)}"


def clause(node: Node) -> str:
    """Say one condition as it follows the word articles."""
    match node:
        case Words():
            return _FOUND[node.where].format(_words(node))
        case Name():
            return _NAMED[node.field].format(_value(node))
        case When():
            return _BOUNDS[node.bound].format(node.period.describe())
        case Is():
            return _FLAGS[node.flag]
        case Saved():
            return f"in the saved search {node.name}"
        case Not():
            return f"but not {_grouped(node.node)}"
        case Or():
            return ", or ".join(_grouped(part) for part in node.nodes)
        case And():
            return ", ".join(_grouped(part) if isinstance(part, (And, Or)) else part_clause
                             for part, part_clause in _merged(node))  # fmt: skip


def label(node: Node) -> tuple[str, str, str]:
    """Return a short label, the field (or empty) and the value of one part of a query."""
    match node:
        case Name():
            return f"{node.field}: {_value(node)}", node.field, node.value
        case When():
            return f"{node.bound}: {node.text}", node.bound, node.text
        case Is():
            return node.flag.partition(":")[2], node.flag.partition(":")[0], node.flag
        case Words() if node.where:
            return f"{node.where}: {_words(node)}", node.where, node.text
        case Words():
            return _words(node), "", node.text
        case Not():
            inner, field, value = label(node.node)
            return f"not {inner}", field, value
        case And(nodes=(Name() as alone,)):
            return label(alone)
        case _:
            return str(node), "", str(node)


def _grouped(node: Node) -> str:
    several = isinstance(node, (And, Or)) and len(node.nodes) > 1
    return f"({clause(node)})" if several else clause(node)


def _merged(node: And) -> list[tuple[Node, str]]:
    """Pair each part with its clause; names of one field become one clause at the first one's place."""
    merged: list[tuple[Node, str]] = []
    done: set[Field] = set()
    for part in node.nodes:
        if not isinstance(part, Name):
            merged.append((part, clause(part)))
        elif part.field not in done:
            done.add(part.field)
            names = [_value(other) for other in node.nodes
                     if isinstance(other, Name) and other.field is part.field]  # fmt: skip
            merged.append((part, _NAMED[part.field].format(" or ".join(names))))
    return merged


def _words(node: Words) -> str:
    text = f"“{node.text}”" if node.quoted else node.text
    return text + "…" if node.prefix else text


def _value(node: Name) -> str:
    return node.value + ("…" if node.prefix else "")
