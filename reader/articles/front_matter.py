"""Front matter at the head of a file: YAML between ``---``, TOML between ``+++``, JSON, ``Key: value`` lines.

Owns the split of a file into metadata and body; the only importer of python-frontmatter. Rejects what could
hang or crash a YAML loader (aliases, deep nesting, large blocks) and reads such a block line by line. No text
is dropped: a block that is not metadata stays in the body. The meaning of the keys is in ``metadata``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.error import MarkedYAMLError

from reader.text.sanitize import sanitize, sanitize_line

_YAML_NULLS = frozenset({"null", "Null", "NULL", "~"})
_YAML_RULE = re.compile(r"-{3,}[ \t]*$", re.MULTILINE)
_YAML_CLOSE = re.compile(r"^(?:-{3,}|\.\.\.)[ \t]*$", re.MULTILINE)
_PAIR = re.compile(r"(?P<key>[^\s:#'\"\[\]{}-][^:\n'\"\[\]{}]{0,60}?)\s*:(?:\s+(?P<value>.*)|$)")
_HEAD_PAIR = re.compile(r"(?P<key>[A-Za-z][\w-]{0,30}(?: [\w-]{1,20})?):(?:[ \t]+\S.*|[ \t]*)$")
_FIRST_KEYS = frozenset(
    {
        "title",
        "date",
        "author",
        "authors",
        "slug",
        "category",
        "tags",
        "summary",
        "status",
        "lang",
        "template",
    }
    | {"modified", "keywords", "description", "layout", "subtitle", "publish date", "published"}
)
_TELLING_KEYS = frozenset({"title", "date"})
_ENTRY = re.compile(r"\s*-\s+(?P<value>.*)")
_LONGEST_YAML = 32_768  # characters of a block
_MOST_YAML_EVENTS = 5_000
_DEEPEST_YAML = 16  # collections within collections
_LONGEST_UNCHECKED_YAML = 4_096  # characters
_YAML_NESTING = re.compile(r"[*{]|\[[^\]\n]*\[|^ {10}|- -|\? ", re.MULTILINE)
_FARTHEST_CLOSING_RULE = 200_000  # characters within which the closing rule must come

Values = Mapping[str, object]
"""Keys as written to what YAML holds under them: text, or lists and mappings of text."""

_YamlLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_YamlParser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOML_RULE = re.compile(r"\+{3}[ \t]*$", re.MULTILINE)
_TOML_CLOSE = re.compile(r"^\+{3}[ \t]*$", re.MULTILINE)
_LONGEST_TOML = 32_768  # characters of a block
_DEEPEST_TOML = 16  # brackets
_LONGEST_JSON = 32_768  # characters of a block
_DEEPEST_JSON = 16  # brackets
_JSON_HEAD = re.compile(r"\{\s*\"[A-Za-z][\w-]{0,30}\"\s*:")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two halves of a file.

    Attributes:
        values: Metadata as text, lists and mappings of text; empty if there is none.
        body: All that is not metadata.
        problems: What had to be salvaged or left out, one line each.
        found: A block of metadata stands at the head, however damaged.
    """

    body: str
    values: Values = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    found: bool = False


class _Unsafe(Exception):
    """The block is not safe to load."""


class _TextHandler(YAMLHandler):
    """Loads YAML in which every scalar stays text, after a walk over its events has found it harmless.

    Always returns a mapping of one key, because ``frontmatter.parse`` drops lists and scalars.
    """

    def split(self, text: str) -> tuple[str, str]:
        return text, ""

    def load(self, fm: str, **kwargs: object) -> dict[str, object]:
        _check_events(fm)
        node = _YamlLoader(fm).get_single_node()
        return {"loaded": None if node is None else _read_node(node)}


def split_front_matter(text: str) -> FrontMatter:
    """Split a text into its metadata and its body.

    Args:
        text: A whole file, decoded, without its byte order mark, with line feeds as its only line ends.
    """
    start = len(text) - len(text.lstrip("\n \ufeff"))
    opening = _YAML_RULE.match(text, start)
    if opening is None:
        return FrontMatter(text)
    closing = _YAML_CLOSE.search(text, opening.end() + 1, opening.end() + _FARTHEST_CLOSING_RULE)
    if closing is None:
        return _read_unclosed(text, opening.end())
    block = text[opening.end() + 1 : closing.start()]
    body = text[closing.end() :]
    if not block.strip():
        return FrontMatter(body, found=True) if block == "" else FrontMatter(text)
    return _read_block(text, block, body)


def split_plain_head(text: str) -> FrontMatter:
    """Split a text that begins with ``Key: value`` lines without rules, as Pelican writes it.

    The head ends at the first blank line. Its first key must be one that such heads begin with, and it must
    have two or a title, so that a text of questions and answers is none.
    """
    start = len(text) - len(text.lstrip("\n \ufeff"))
    end = text.find("\n\n", start)
    head = text[start : end if end >= 0 else len(text)]
    rows = head.split("\n")
    pairs = [_HEAD_PAIR.match(row) for row in rows]
    if pairs[0] is None or pairs[0]["key"].casefold() not in _FIRST_KEYS:
        return FrontMatter(text)
    if not all(pair or row.startswith((" ", "\t")) for pair, row in zip(pairs, rows, strict=True)):
        return FrontMatter(text)
    keys = {pair["key"].casefold() for pair in pairs if pair}
    if len(keys) < 2 or not keys & _TELLING_KEYS:
        return FrontMatter(text)
    return FrontMatter(text[start + len(head) :], _salvage_pairs(head), found=True)


def _read_block(text: str, block: str, body: str) -> FrontMatter:
    # A blank line after the rule is how Markdown sets off a section; metadata begins at once.
    is_section = block.startswith("\n") and not _looks_like_pairs(block)
    try:
        loaded = _load(block)
    except _Unsafe as error:
        return _salvage(text, block, body, f"the front matter {error}")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if is_section or not _looks_like_pairs(block):
            return FrontMatter(text)
        return _salvage(
            text, block, body, f"the front matter is not valid YAML ({_describe_yaml_error(error)})"
        )
    if isinstance(loaded, Mapping):
        return FrontMatter(body, loaded, found=True)
    if is_section or loaded is None:
        return FrontMatter(text) if loaded is not None else FrontMatter(body, found=True)
    kind = "a list" if isinstance(loaded, list) else "plain text"
    return FrontMatter(
        text, problems=(f"the front matter is {kind}, not “key: value” lines; it is shown in the text",)
    )


def _load(block: str) -> object:
    values, _ = frontmatter.parse(block, handler=_TextHandler())
    return values["loaded"]


def _check_events(block: str) -> None:
    """Walk over the parser's events, which costs no memory, and reject what a loader could not handle.

    Raises:
        _Unsafe: The block is too long, too deep, has too many parts, or refers to itself.
    """
    if len(block) < _LONGEST_UNCHECKED_YAML and not _YAML_NESTING.search(block):
        # Without aliases nothing multiplies; without brackets, indents or rows of dashes nothing is deep.
        return
    if len(block) > _LONGEST_YAML:
        raise _Unsafe(f"is longer than {_LONGEST_YAML // 1024} kB; move its text below the closing ---")
    deepest = block.count("[") + block.count("{")
    if deepest > _MOST_YAML_EVENTS:
        raise _Unsafe("is nested too deeply; write plain “key: value” lines")
    depth = 0
    for number, event in enumerate(yaml.parse(block, Loader=_YamlParser)):
        if isinstance(event, yaml.AliasEvent):
            raise _Unsafe("uses YAML aliases (*name), which are not followed; write the value out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST_YAML:
            raise _Unsafe("is nested too deeply; write plain “key: value” lines")
        if number > _MOST_YAML_EVENTS:
            raise _Unsafe(f"has more than {_MOST_YAML_EVENTS:,} parts; shorten its lists")


def _read_unclosed(text: str, start: int) -> FrontMatter:
    """Read the pairs right below an opening rule without closing rule; the text begins after them."""
    at = start + 1
    last = start
    for row in text[at : at + _LONGEST_YAML].splitlines(keepends=True):
        if not (
            _PAIR.match(row)
            or (last > start and (_ENTRY.match(row) or row.startswith(("  ", "\t"))) and row.strip())
        ):
            break
        at += len(row)
        last = at
    if last == start:
        return FrontMatter(text)
    block = text[start + 1 : last]
    reason = "the front matter is not closed; add a line --- below it"
    if _YAML_CLOSE.search(text, start + _FARTHEST_CLOSING_RULE):
        reason = "the front matter is not closed, or is far too long; move its text below a line ---"
    return FrontMatter(text[last:], _salvage_pairs(block), (reason,), found=True)


def _salvage(text: str, block: str, body: str, reason: str) -> FrontMatter:
    values = _salvage_pairs(block)
    if not values:
        return FrontMatter(text, problems=(f"{reason}; it is shown in the text",))
    return FrontMatter(body, values, (f"{reason}; it was read line by line",), found=True)


def _salvage_pairs(block: str) -> dict[str, object]:
    """Read ``key: value`` lines and the ``- entry`` lines below a key, each on its own."""
    values: dict[str, object] = {}
    key = ""
    for row in block[:_LONGEST_YAML].splitlines():
        if pair := _PAIR.match(row):
            key = sanitize_line(pair["key"])
            values.setdefault(key, _unquote(pair["value"] or ""))
        elif key and (entry := _ENTRY.match(row)):
            kept = values[key]
            if not isinstance(kept, list):
                kept = values[key] = [kept] if kept else []
            kept.append(_unquote(entry["value"]))
        elif key and row.startswith((" ", "\t")) and isinstance(values[key], str):
            values[key] = f"{values[key]} {_unquote(row)}".strip()
    return values


def _unquote(value: str) -> str:
    value = sanitize_line(value)
    if value in _YAML_NULLS:
        return ""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _looks_like_pairs(block: str) -> bool:
    rows = [row for row in block.splitlines() if row.strip()]
    pairs = sum(_PAIR.match(row) is not None for row in rows)
    return pairs > 0 and pairs + sum(row.startswith((" ", "\t", "-", "#")) for row in rows) >= len(rows) * 0.6


def _read_node(node: yaml.Node) -> object:
    """Return a node's text, list or mapping, sanitised; PyYAML's own way takes twice the time.

    Raises:
        YAMLError: A key is no text.
    """
    if isinstance(node, yaml.ScalarNode):
        # A plain scalar has no style; "null" in quotes is a word.
        return "" if not node.style and node.value in _YAML_NULLS else sanitize(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return [_read_node(entry) for entry in node.value]
    return {_read_key(key): _read_node(entry) for key, entry in node.value}


def _read_key(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return sanitize_line(node.value)
    raise MarkedYAMLError(problem="found unhashable key", problem_mark=node.start_mark)


def _describe_yaml_error(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = sanitize_line(str(getattr(error, "problem", None) or "it cannot be parsed"))[:120]
    # The block begins on the file's second line.
    return f"line {mark.line + 2}: {problem}" if mark is not None else problem


def split_toml_matter(text: str) -> FrontMatter:
    """Split a text that begins with ``+++`` into its metadata and its body."""
    opening = _TOML_RULE.match(text, len(text) - len(text.lstrip("\n \ufeff")))
    if opening is None:
        return FrontMatter(text)
    closing = _TOML_CLOSE.search(text, opening.end() + 1, opening.end() + _LONGEST_TOML)
    if closing is None:
        return FrontMatter(text)
    block = text[opening.end() + 1 : closing.start()]
    try:
        if block.count("[") > _LONGEST_TOML // 8 or "[" * _DEEPEST_TOML in block.replace(" ", ""):
            raise ValueError("nested too deeply")
        values = _sanitize_table(tomllib.loads(block))
    except (ValueError, RecursionError) as error:
        reason = (
            f"the front matter is not valid TOML ({sanitize_line(str(error))[:120]}); it is shown in the text"
        )
        return FrontMatter(text, problems=(reason,))
    return FrontMatter(text[closing.end() :], values, found=True)


def split_json_matter(text: str) -> FrontMatter:
    """Split a text that begins with a JSON object, as Hugo writes it, into its metadata and its body.

    The object must have a title or a date, and nothing may stand behind it on its last line.
    """
    start = len(text) - len(text.lstrip("\n \ufeff"))
    block = text[start : start + _LONGEST_JSON]
    if _is_nested_too_deeply(block):
        return FrontMatter(text)
    try:
        values, end = json.JSONDecoder().raw_decode(block)
    except (ValueError, RecursionError) as error:
        if _JSON_HEAD.match(block) is None:
            return FrontMatter(text)
        said = sanitize_line(str(error))[:120]
        reason = f"the front matter is not valid JSON ({said}); it is shown in the text"
        return FrontMatter(text, problems=(reason,))
    rest = text[start + end :]
    if not isinstance(values, dict) or not _TELLING_KEYS & {key.casefold() for key in values}:
        return FrontMatter(text)
    if rest.partition("\n")[0].strip():
        return FrontMatter(text)
    return FrontMatter(rest, _sanitize_table(values), found=True)


def _is_nested_too_deeply(block: str) -> bool:
    depth = 0
    for sign in re.findall(r"[\[\]{}]", block):
        depth += 1 if sign in "[{" else -1
        if depth > _DEEPEST_JSON:
            return True
    return False


def _sanitize_table(table: Values) -> dict[str, object]:
    return {sanitize_line(key): _sanitize_value(value) for key, value in table.items()}


def _sanitize_value(value: object) -> object:
    if isinstance(value, dict):
        return _sanitize_table(value)
    if isinstance(value, list):
        return [_sanitize_value(entry) for entry in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else sanitize(str(value)).strip()
