"""Front matter values to typed fields.

Owns the aliases that other tools write, and how lists, links and dates in values are read. Unknown keys and
values that do not fit are kept as text; the latter are reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reader.articles.bylines import WIKILINK, split_authors
from reader.articles.dates import FoundDate, parse_moment
from reader.articles.decode import decode_references
from reader.articles.model import PartialDate
from reader.articles.outlets import find_outlet_of
from reader.text.sanitize import sanitize_line

# Of several keys for one field, the first that has a value counts; the others are kept as extra.
_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title", "headline"),
        "date": (
            "date",
            "published",
            "datepublished",
            "pubdate",
            "publisheddate",
            "publishedat",
            "publishedtime",
            "publicationdate",
            "articlepublishedtime",
            "publishdate",
        ),
        "source": (
            "source",
            "outlet",
            "publisher",
            "publication",
            "site",
            "sitename",
            "ogsitename",
            "newspaper",
            "agency",
        ),
        "url": ("url", "link", "permalink", "canonical", "canonicalurl", "sourceurl", "originalurl", "ogurl"),
        "place": ("place", "location", "dateline", "city"),
        "authors": ("authors", "author", "byline", "creator", "writer"),
        "summary": (
            "summary",
            "description",
            "standfirst",
            "excerpt",
            "abstract",
            "lead",
            "subtitle",
            "dek",
            "ogdescription",
        ),
        "topics": ("topics", "topic", "tags", "tag", "categories", "category", "keywords", "subjects"),
        "speakers": ("speakers", "speaker"),
        "language": ("language", "lang", "inlanguage", "locale"),
        "draft": ("draft", "isdraft", "status", "poststatus"),
    }
)
_FIELD_OF_ALIAS = MappingProxyType({alias: name for name, aliases in _ALIASES.items() for alias in aliases})
_PUNCTUATION = re.compile(r"[\s_:.-]+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((\S+?)\)")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_DRAFT_STATES = frozenset({"draft", "wip", "unpublished", "hidden", "private", "pending", "in progress"})
_PUBLISHED_STATES = frozenset({"published", "publish", "public", "final", "live"})
_TABLES = ("taxonomies", "params", "extra")
_LONGEST_EXTRA_VALUE = 2_000  # characters kept of an unknown value

Splitter = Callable[[str], list[str]]
"""Splits a value that lists several names."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Fields as in Article; None or empty where the front matter does not speak."""

    title: str | None = None
    date: PartialDate | None = None
    date_offset: int | None = None
    source: str | None = None
    place: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    language: str | None = None
    draft: bool | None = None
    extra: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()


def read_metadata(values: Mapping[str, object], *, day_first: bool = True) -> Metadata:
    """Read the values of front matter, already sanitised, into typed fields."""
    found, extra = _sort_keys(_flatten(values))
    problems: list[str] = []
    url = _take_url(found, extra)
    draft = _take_draft(found, extra)
    dated, date_problem = _take_date(found, extra, day_first)
    if date_problem:
        problems.append(date_problem)
    source = _first(found.get("source", []))
    language = _first(found.get("language", []))
    if language and not _LANGUAGE.fullmatch(language):
        extra.append(("language", language))
        language = None
    return Metadata(
        title=_first(found.get("title", [])),
        date=dated.date if dated else None,
        date_offset=dated.offset if dated else None,
        source=source or (find_outlet_of(url) if url else None),
        place=_first(found.get("place", [])),
        url=url,
        authors=_names(found.get("authors", []), split_authors),
        summary=_first(found.get("summary", [])),
        topics=_names(found.get("topics", []), _split_topics),
        speakers=_names(found.get("speakers", []), split_authors),
        language=language.replace("_", "-") if language else None,
        draft=draft,
        extra=tuple(extra),
        problems=tuple(problems),
    )


def _flatten(values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the values with those of the tables in which Hugo and Zola keep a site's own keys."""
    nested = [values[name] for name in _TABLES if isinstance(values.get(name), dict)]
    if not nested:
        return values
    inner = {str(key): value for table in nested if isinstance(table, dict) for key, value in table.items()}
    return {**inner, **{key: value for key, value in values.items() if key not in _TABLES}}


def _sort_keys(
    values: Mapping[str, object],
) -> tuple[dict[str, list[tuple[str, object]]], list[tuple[str, str]]]:
    """Group the values by field, each group in the order of its aliases; the rest is extra."""
    found: dict[str, list[tuple[str, object]]] = {}
    extra: list[tuple[str, str]] = []
    for key, value in values.items():
        name = _FIELD_OF_ALIAS.get(_PUNCTUATION.sub("", key.casefold()))
        if name is None:
            extra.append((key, _as_text(value)[:_LONGEST_EXTRA_VALUE]))
        else:
            found.setdefault(name, []).append((key, value))
    for name, entries in found.items():
        order = _ALIASES[name]
        entries.sort(key=lambda entry: order.index(_PUNCTUATION.sub("", entry[0].casefold())))
        entries[:] = [entry for entry in entries if _as_text(entry[1])]
        if name not in {"topics", "date", "url", "draft"}:
            extra += [(key, _as_text(value)[:_LONGEST_EXTRA_VALUE]) for key, value in entries[1:]]
    return found, extra


def _take_url(found: dict[str, list[tuple[str, object]]], extra: list[tuple[str, str]]) -> str | None:
    """Find the address under its own keys, else in a ``source`` that is a link and so names no outlet."""
    url = None
    for key, value in found.get("url", []):
        text = _as_text(value)
        if url is None and (match := _URL.search(text)):
            url = match[0]
        else:
            extra.append((key, text[:_LONGEST_EXTRA_VALUE]))
    kept: list[tuple[str, object]] = []
    for key, value in found.get("source", []):
        text = _plain(value)
        if _URL.match(text):
            if url is None:
                url = text.split()[0]
            elif text != url:
                extra.append((key, text[:_LONGEST_EXTRA_VALUE]))
        else:
            kept.append((key, value))
    found["source"] = kept
    return url


def _take_draft(found: dict[str, list[tuple[str, object]]], extra: list[tuple[str, str]]) -> bool | None:
    """Tell whether ``draft``, ``published: false`` or ``status`` make it a draft; None if none speaks."""
    draft: bool | None = None
    dates: list[tuple[str, object]] = []
    for key, value in found.get("date", []):
        said = _SWITCH.get(_plain(value).casefold())
        if said is None or "publish" not in key.casefold():
            dates.append((key, value))
        else:
            draft = draft or not said
    found["date"] = dates
    for key, value in found.get("draft", []):
        text = _plain(value).casefold()
        said = _SWITCH.get(text)
        if said is None:
            said = True if text in _DRAFT_STATES else False if text in _PUBLISHED_STATES else None
        if said is None:
            extra.append((key, _plain(value)))
        else:
            draft = draft or said
    return draft


def _take_date(
    found: dict[str, list[tuple[str, object]]], extra: list[tuple[str, str]], day_first: bool
) -> tuple[FoundDate | None, str | None]:
    date: FoundDate | None = None
    problem: str | None = None
    for key, value in found.get("date", []):
        text = _plain(value)
        parsed = parse_moment(text, day_first=day_first) if date is None else None
        if parsed is None:
            extra.append((key, text[:_LONGEST_EXTRA_VALUE]))
        if date is None and parsed is None and problem is None:
            problem = f"“{text[:60]}” under “{key[:30]}” is no date; write it as 2025-12-31"
        date = date or parsed
    return date, problem


def _first(entries: list[tuple[str, object]]) -> str | None:
    for _, value in entries:
        if text := _plain(value):
            return text
    return None


def _names(entries: list[tuple[str, object]], split: Splitter) -> tuple[str, ...]:
    """Flatten lists, split scalars, and drop what comes twice."""
    names: dict[str, str] = {}
    for _, value in entries:
        for name in _each(value, split):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _each(value: object, split: Splitter) -> Iterable[str]:
    if isinstance(value, list):
        for entry in value:
            if text := _plain(entry).lstrip("#").strip():
                yield text
    elif isinstance(value, dict):
        yield _plain(value)
    else:
        yield from (name for part in split(_unlink(str(value))) if (name := sanitize_line(part)))


def _split_topics(text: str) -> list[str]:
    parts = re.split(r"[,;]", text.strip("[]")) if not text.startswith("#") else text.split()
    return [part.strip().lstrip("#").strip() for part in parts]


def _plain(value: object) -> str:
    """Return a value as one line: of a mapping its name, of a list its entries joined."""
    if isinstance(value, dict):
        for key in ("name", "title", "url", "@id", "value"):
            if key in value:
                return _plain(value[key])
        return _as_text(value)
    if isinstance(value, list):
        return ", ".join(text for entry in value if (text := _plain(entry)))
    return sanitize_line(decode_references(_unlink(str(value))))


def _unlink(text: str) -> str:
    if "[" not in text:
        return text
    linked = _LINK.fullmatch(text.strip())
    if linked and linked[2].startswith("http"):
        return linked[2] if linked[1].startswith("http") else linked[1]
    return WIKILINK.sub(r"\1", text)


def _as_text(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_as_text(entry)}" for key, entry in value.items())
    if isinstance(value, list):
        return ", ".join(_as_text(entry) for entry in value)
    return sanitize_line(str(value))
