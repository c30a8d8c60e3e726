"""JSON-LD of a page: which of its objects is the article, and what it says, under the names of front matter.

Owns the forms in which sites write schema.org: arrays, graphs with references, objects within objects, and
scripts that are nearly JSON. What is no article is left alone: lists of other stories, comments, the site.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reader.articles.bylines import split_authors
from reader.text.sanitize import sanitize_line

_MOST_SCRIPTS = 40  # of a page
_LONGEST_SCRIPT = 2_000_000  # characters
_DEEPEST = 12  # objects within objects
_ARTICLE_KINDS = ("Article", "BlogPosting", "Report", "Review", "Posting", "Opinion", "NewsStory")
# Objects under these are other stories, or what people say of this one.
_OTHERS = frozenset(
    {
        *("itemListElement", "hasPart", "mentions", "citation", "isBasedOn", "relatedLink", "comment"),
        *("review", "video", "associatedMedia", "isRelatedTo", "subjectOf", "blogPost", "liveBlogUpdate"),
    }
)
_IDENTIFIER = re.compile(r"[a-z]{2,10}://|#|/|www\.", re.IGNORECASE)
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|/[/*]\s*<!\[CDATA\[\s*(?:\*/)?|<!\[CDATA\[)|(?:-->|(?:/[/*]\s*)?\]\]>(?:\s*\*/)?|;)\s*\Z"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_PAIR = re.compile(r'"(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')
_PERSON_PAIR = re.compile(r'"author"\s*:\s*(?:\[\s*)?\{[^{}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.){1,120})"')
_FIELDS = {
    "title": ("headline", "name"),
    "date": ("datePublished", "dateCreated"),
    "source": ("publisher",),
    "summary": ("description",),
    "language": ("inLanguage",),
}


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What JSON-LD says of the article.

    Attributes:
        values: Under the names of front matter; nothing empty.
        body: The text of the article, where it is given.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    body: str = ""


def read_linked_data(scripts: Iterable[str], title: str = "", url: str = "") -> LinkedData:
    """Return what the JSON-LD of a page says of its article.

    Args:
        title: The headline as the page has it, by which the article is told from others.
        url: The address of the page, likewise.
    """
    nodes: list[Mapping[str, object]] = []
    broken: list[str] = []
    for number, script in enumerate(scripts):
        if number >= _MOST_SCRIPTS or len(script) > _LONGEST_SCRIPT:
            continue
        value = _parse(script)
        if value is None:
            broken.append(script)
        else:
            nodes += _walk(value, 0)
    named = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    article = _choose(nodes, title, url)
    if article is None:
        return LinkedData(_read_broken(broken))
    values: dict[str, object] = {}
    for name, keys in _FIELDS.items():
        said = next((said for key in keys if (said := _read(article.get(key), named))), "")
        if said:
            values[name] = said[0] if isinstance(said, list) else said
    source = str(values.get("source", ""))
    if authors := _read_authors(article, named, source):
        values["authors"] = authors
    body = article.get("articleBody")
    return LinkedData(values, body if isinstance(body, str) else "")


def _parse(script: str) -> object:
    """Return the value of a script, mended where sites break it; None if it cannot be read."""
    script = script.strip()
    for mend in (str, _mend):
        try:
            return json.loads(mend(script), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _mend(script: str) -> str:
    script = _WRAPPING.sub("", _WRAPPING.sub("", script)).strip()
    if "&quot;" in script and '"' not in script:
        script = html.unescape(script)
    return _TRAILING_COMMA.sub(r"\1", script)


def _walk(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """Yield the objects of JSON-LD that may be the article or something that it refers to."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key not in _OTHERS and isinstance(inner, list | dict):
                yield from _walk(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, depth + 1)


def _choose(nodes: Sequence[Mapping[str, object]], title: str, url: str) -> Mapping[str, object] | None:
    """Return the article: the one with the page's headline or address, else the first; None without any."""
    articles = [node for node in nodes if _is_a(node, _ARTICLE_KINDS)]
    ranked = [node for node in articles if _is_of_page(node, title, url)] or articles
    dated = [node for node in ranked if node.get("datePublished")] or ranked
    # The day of a WebPage is that of any page, of a price list too.
    return dated[0] if dated else None


def _is_a(node: Mapping[str, object], endings: tuple[str, ...]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(endings) for name in names)


def _is_of_page(node: Mapping[str, object], title: str, url: str) -> bool:
    said = _fold(str(node.get("headline") or node.get("name") or ""))
    page = _fold(title)
    if said and page and (said in page or page in said):
        return True
    main = node.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    return bool(url) and url in (main, node.get("url"), node.get("@id"))


def _fold(text: str) -> str:
    return "".join(char for char in html.unescape(text).casefold() if char.isalnum())


def _read(value: object, named: Mapping[str, Mapping[str, object]]) -> str | list[str]:
    """Return a property as front matter would hold it: a text, or a list of texts; never an identifier."""
    if isinstance(value, list):
        flat = (_read(entry, named) for entry in value)
        return [said for each in flat for said in ([each] if isinstance(each, str) else each) if said]
    if isinstance(value, dict):
        if "@value" in value:
            return _read(value["@value"], named)
        node = value if "name" in value else named.get(str(value.get("@id")), {})
        return _read(node.get("name"), named)
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = sanitize_line(html.unescape(str(value)))
    return "" if _IDENTIFIER.match(text) else text


def _read_authors(
    article: Mapping[str, object], named: Mapping[str, Mapping[str, object]], source: str
) -> list[str]:
    """Return the names of authors; a site names itself, or an account, where it knows no person."""
    given = article.get("author") or article.get("creator")
    found: list[str] = []
    for entry in given if isinstance(given, list) else [given]:
        node = entry
        if isinstance(entry, dict) and "name" not in entry:
            node = named.get(str(entry.get("@id")), {})
        said = _read(node, named)
        is_body = isinstance(node, dict) and "Organization" in str(node.get("@type"))
        names = [name for each in ([said] if isinstance(said, str) else said) for name in split_authors(each)]
        # A single word is the name of an account more often than a person's.
        found += [name for name in names if " " in name and not is_body and _fold(name) != _fold(source)]
    return list(dict.fromkeys(found))


def _read_broken(scripts: Iterable[str]) -> dict[str, object]:
    """Return what can be seen in scripts that are no JSON, if they are of an article."""
    values: dict[str, object] = {}
    for script in scripts:
        if "Article" not in script and "Posting" not in script:
            continue
        for key, text in _PAIR.findall(script):
            values.setdefault("title" if key == "headline" else "date", _unescape(text))
        if person := _PERSON_PAIR.search(script):
            values.setdefault("authors", [_unescape(person[1])])
    return {key: value for key, value in values.items() if value}


def _unescape(text: str) -> str:
    try:
        text = str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        text = text.replace("\\", "")
    return sanitize_line(html.unescape(text))
