"""What a page says of its article in its head and around its headline, under the names of front matter.

Owns the order of belief: JSON-LD, then the meta elements of Open Graph, Dublin Core, Parse.ly and others,
then what the page prints or marks near the headline. Dates are taken only where the page calls them the day
of publication or prints them there; nothing is guessed from other dates of the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.articles.bylines import is_name, read_byline, read_names
from reader.articles.dates import FoundDate, find_dates, parse_moment
from reader.articles.pages.linked_data import read_linked_data
from reader.articles.pages.markup import PageLine
from reader.articles.raw.header_lines import read_date_line
from reader.text.sanitize import sanitize_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements by field, the most reliable first, without case; punctuation counts.
_META: Mapping[str, tuple[str, ...]] = {
    "title": (
        *("og:title", "parsely-title", "citation_title", "headline", "dc.title", "dcterms.title"),
        *("twitter:title", "sailthru.title", "cxenseparse:title"),
    ),
    "date": (
        *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"),
        *("og:published_time", "article:published", "rnews:datepublished", "sailthru.date", "publishdate"),
        *("publish-date", "publish_date", "published-date", "published_date", "publication_date", "pubdate"),
        *("publication-date", "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.issued"),
        *("dc.date.created", "dc.date", "date", "citation_publication_date", "citation_date"),
        *("originalpublicationdate", "article_date_original", "cxenseparse:recs:publishtime"),
        *("bt:pubdate", "article.published", "article.created", "release_date", "displaydate", "ptime"),
        *(
            "vr:published_time",
            "dc.created",
            "datecreated",
            "published_time",
            "published",
            "issued",
            "pub_date",
        ),
        *("shareaholic:article_published_time", "date.available", "prism.publicationdate", "created"),
    ),
    "authors": (
        *("article:author", "og:article:author", "parsely-author", "sailthru.author", "author", "byl"),
        *("dc.creator", "dcterms.creator", "citation_author", "cxenseparse:author", "dc.contributor"),
        *("authors", "byline", "article:author_name", "og:author", "shareaholic:article_author_name"),
    ),
    "source": (
        *("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher"),
        *("application-name", "copyright-holder"),
    ),
    "url": ("og:url", "parsely-link", "twitter:url", "dc.identifier"),
    "summary": ("og:description", "description", "twitter:description", "dc.description"),
    "language": ("og:locale", "dc.language", "language", "content-language"),
}
_FIELD_OF_META = {name: (field, rank) for field, names in _META.items() for rank, name in enumerate(names)}
_ADDRESS = re.compile(r"(?i)(?:https?:)?//|www\.|@\w+$|/")
_NOBODY = re.compile(
    r"(?i)(?:admin(?:istrator)?|staff(?: (?:writer|reporter)s?)?|editor(?:s|ial)?|webmaster|web ?desk|guest"
    r"|news ?(?:desk|room)|unknown|none|null|n/a|root|user|anonymous|author|by)\W*"
)
_CUT_LEAD = re.compile(r"(?i)^\s*(?:(?:written|posted|reported|story|words|text) )?by[:\s]+")
_SEPARATORS = re.compile(r"\s+[|–—·•»«:-]{1,2}\s+|\s*[|»]\s*")
_EARLIEST_YEAR = 1750
_NO_DAYS = frozenset({(1970, 1, 1), (1900, 1, 1), (2001, 1, 1), (2000, 1, 1)})  # of clocks that are not set
_WORDS = re.compile(r"\w{3,}")
_ARCHIVED = re.compile(r"https?://(?:web\.archive\.org/web|archive\.\w+/(?:o/)?\w*)/\d{8,14}[a-z_]*/(?=http)")
_LONGEST_BYLINE = 160  # characters
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 15, 300  # characters
_NEAR_LINES = 2  # above the headline and below the text, in which a date alone is that of the article
_LONGEST_DATED_LINE = 120  # characters of a line in which a date is that of the article
_GLUED = re.compile(r"([^\W\d_]{2})(\d{1,2}[./]\d)")  # "Jane Roe3.11.2023"
_CHANGED = re.compile(
    r"(?i)updated|modified|edited|revised|aktualisiert|geändert|editiert|stand\b|zuletzt|mis à jour|modifié"
    r"|actualizad|modificad|aggiornat|gewijzigd|bijgewerkt|обновлен|изменен|atualizad"
)
_PUBLISHED = re.compile(
    r"(?i)\W*(?:(?:first |originally |date )?(?:published|posted|publication date|issued|released)|erschienen"
    r"|veröffentlicht|gepostet|publié|publicad|pubblicat|gepubliceerd|опубликован|publikováno|opublikowano)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of its article in its head.

    Attributes:
        values: Under the names of front matter, but for title and date; nothing empty.
        titles: The headline as metadata gives it, the most reliable first, with the name of the site in it.
        dates: Days of publication as metadata gives them, the most reliable first.
        body: The text, where JSON-LD has it.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    body: str = ""


def read_head(tree: HtmlElement, address: str = "") -> Head:
    """Read the head of a page.

    Args:
        address: From where it was saved, if that is known otherwise.
    """
    metas = _collect_metas(tree)
    canonical = next(
        (link.get("href", "") for link in tree.iter("link") if link.get("rel") == "canonical"), ""
    )
    addresses = (_ARCHIVED.sub("", one) for one in (canonical, *metas.get("url", []), address))
    url = next((one for one in addresses if one.startswith("http")), "")
    of_window = next((sanitize_line(each.text_content()) for each in tree.iter("title")), "")
    scripts = [
        script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()
    ]
    data = read_linked_data(scripts, " ".join([*metas.get("title", [])[:1], of_window]), url)
    source = str(data.values.get("source") or next(iter(metas.get("source", [])), ""))
    language = tree.get("lang") or tree.get("xml:lang") or ""
    values = {
        "source": source,
        "url": url,
        "authors": data.values.get("authors") or _name_authors(metas.get("authors", []), source, url),
        "summary": data.values.get("summary") or next(iter(metas.get("summary", [])), ""),
        "language": language or data.values.get("language") or next(iter(metas.get("language", [])), ""),
    }
    titles = [str(data.values.get("title", "")), *metas.get("title", [])[:1], of_window]
    dates = [str(data.values.get("date", "")), *metas.get("date", [])]
    return Head(
        {key: value for key, value in values.items() if value},
        tuple(dict.fromkeys(title for title in titles if title)),
        tuple(said for text in dates if (said := read_moment(text))),
        data.body,
    )


def _collect_metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of meta elements by field, the most reliable first."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for number, meta in enumerate(tree.iter("meta")):
        content = sanitize_line(meta.get("content") or "")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = _FIELD_OF_META.get((meta.get(attribute) or "").strip().lower())
            if key:
                found.setdefault(key[0], []).append((key[1], number, content))
                break
    return {name: [content for _, _, content in sorted(each)] for name, each in found.items()}


def read_moment(text: str) -> str:
    """Return a date that metadata gives, as written where it is a date alone; empty for what is none."""
    text = sanitize_line(text)
    if text.startswith("P"):  # a duration
        return ""
    found = parse_moment(text)
    if found is None:
        dates = find_dates(text)
        found = dates[0] if len(dates) == 1 else None
        text = found.date.isoformat() if found else ""
    if found is None or found.date.year is None or found.date.year < _EARLIEST_YEAR:
        return ""
    day = found.date.year, found.date.month, found.date.day
    return "" if day in _NO_DAYS else text


def _name_authors(given: Sequence[str], source: str, url: str) -> list[str]:
    """Return the authors that meta elements name; accounts, addresses and the site itself are none."""
    names: list[str] = []
    for text in given:
        text = _CUT_LEAD.sub("", text)
        if " " not in text or _ADDRESS.search(text) or _NOBODY.fullmatch(text) or _is_site(text, source, url):
            continue
        if not any(text.casefold() in name.casefold() for name in names):
            names.append(text)
    # Several elements are several authors only where one name is in each.
    return names if all(is_name(name) for name in names) else names[:1]


def _is_site(name: str, source: str, url: str) -> bool:
    folded = fold(name)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    label = fold(host.split(".")[0])
    return folded == fold(source) or (len(label) > 3 and (label in folded or folded in label))


def choose_title(head: Head, lines: Sequence[PageLine], first_words: Sequence[str]) -> tuple[str, int, int]:
    """Return the headline, the line that it stands in, and the line in which the text begins.

    What is printed over the text is the headline; metadata tells which of several headings it is, and is the
    headline where none is printed. A line is -1 where it is not found.

    Args:
        first_words: The first paragraphs of the text.
    """
    source, url = str(head.values.get("source", "")), str(head.values.get("url", ""))
    folded = [fold(line.text) for line in lines]
    starts = [start for words in first_words if len(start := fold(words)[:60]) > 20]
    begins = [at for at, text in enumerate(folded) if text and any(map(text.startswith, starts))]
    stated = next((cut for title in head.titles if (cut := cut_outlet(title, source))), "")
    named = {fold(part) for title in head.titles for part in (title, *_SEPARATORS.split(title))}
    words = set(_WORDS.findall(" ".join(head.titles).casefold()))
    below = begins[-1] if begins else len(lines)
    headings = [at for at, line in enumerate(lines) if line.level and 0 < len(line.text) <= _LONGEST_HEADLINE]
    last = max((at for at in headings if at <= below and lines[at].level == 1), default=-1)

    def rank(at: int) -> tuple[int, int]:
        line = lines[at]
        own = _WORDS.findall(line.text.casefold())
        shared = sum(word in words for word in own)
        score = {1: 2, 2: 1}.get(line.level, 0) + (at == last)
        if folded[at] in named:
            score += 4 + 2 * (folded[at] == fold(stated))
        elif shared * 2 >= max(2, len(own)):
            score += 3
        score -= 6 * _is_site(line.text, source, url) + 2 * (len(own) < 2) + 3 * (at > below) + 3 * line.apart
        return score, at

    best, at = max(map(rank, headings), default=(0, -1))
    if best < (3 if stated else 2):
        at = next((place for place, text in enumerate(folded) if text == fold(stated) and text), -1)
        title = stated
    else:
        title = _as_stated(lines[at].text, head, source)
    return title, at, next((begin for begin in begins if begin > at), -1)


def _as_stated(heading: str, head: Head, source: str) -> str:
    """Return a heading without its kicker: "Sport Harbour wins" where metadata say "Harbour wins"."""
    for title in head.titles:
        stated = cut_outlet(title, source)
        if len(stated) > _SHORTEST_HEADLINE and heading != stated and heading.endswith(stated):
            return stated
    return heading


def cut_outlet(title: str, source: str) -> str:
    """Take the name of the site off the title of its window: "Harbour closed | The Courier"."""
    parts = [part for part in _SEPARATORS.split(title) if part.strip()]
    if len(parts) < 2:
        return "" if fold(title) == fold(source) else title
    name = fold(source)
    for at in (-1, 0):
        part = fold(parts[at])
        if name and part and (part in name or name in part):
            cut = title[: title.rfind(parts[-1])] if at else title[title.find(parts[1]) :]
            return cut_outlet(cut.strip(" |–—·•»«:-"), source)
    return title


def fold(text: str) -> str:
    """Return letters and digits of a text only, in small letters."""
    return "".join(char for char in text.casefold() if char.isalnum())


def choose_date(
    head: Head,
    above: Sequence[PageLine],
    zone: Sequence[PageLine],
    rest: Sequence[PageLine],
    below: Sequence[PageLine],
    *,
    day_first: bool,
) -> str:
    """Return the day of publication.

    Metadata comes first. What is printed below the headline decides where metadata disagree, and between two
    days where metadata give a moment in UTC; it counts alone where they are silent.

    Args:
        above: Lines above the headline.
        zone: Lines between the headline and the text.
        rest: Lines below the first paragraph.
        below: Those of them that stand below the last paragraph.
    """
    stated = [(text, parse_moment(text)) for text in head.dates]
    printed = _find_printed(zone, day_first)
    for text, found in stated[:4]:
        if found and printed and found.date.day and _day(found) == _day(printed):
            return text
    for text, found in stated:
        if found is None:
            continue
        if printed and found.offset == 0 and _lies_beside(found, printed):
            return printed.date.isoformat()
        return text
    marked = next((said for line in (*zone, *above) if (said := read_moment(line.moment))), "")
    if marked or printed:
        return marked or (printed.date.isoformat() if printed else "")
    for line in (*reversed(above[-_NEAR_LINES:]), *below[:_NEAR_LINES]):
        if (
            not line.apart
            and (alone := read_date_line(line.text, day_first=day_first))
            and alone.date
            and alone.date.day
        ):
            return alone.date.isoformat() if alone.date.year else ""
    labelled = set()
    for line in rest:
        if len(line.text) <= _LONGEST_DATED_LINE and _PUBLISHED.match(line.text):
            dates = find_dates(line.text, day_first=day_first)
            if len(dates) == 1 and _day(dates[0]):
                labelled.add(dates[0].date.isoformat())
    return labelled.pop() if len(labelled) == 1 else ""


def _find_printed(zone: Sequence[PageLine], day_first: bool) -> FoundDate | None:
    """Return the first full date of a short line that is no date of a change."""
    for line in zone:
        if line.apart or len(line.text) > _LONGEST_DATED_LINE or line.level == 1:
            continue
        last = 0
        for found in find_dates(_GLUED.sub(r"\1 \2", line.text), day_first=day_first):
            before = line.text[last : found.start]
            last = found.end
            if _day(found) and not _CHANGED.search(before):
                return found
    return None


def _day(found: FoundDate) -> tuple[int, int, int] | None:
    date = found.date
    return (date.year, date.month, date.day) if date.year and date.month and date.day else None


def _lies_beside(one: FoundDate, other: FoundDate) -> bool:
    """Tell whether two days follow on each other."""
    ours, theirs = _day(one), _day(other)
    return bool(ours and theirs) and abs(date(*ours).toordinal() - date(*theirs).toordinal()) == 1  # type: ignore[misc]


def read_authors(zone: Sequence[PageLine]) -> list[str]:
    """Return the names that a page marks as its authors' between its headline and its text."""
    return next((names for line in zone if line.by and (names := read_marked_names(line.text))), [])


def read_marked_names(text: str) -> list[str]:
    """Return the names in a line that the page marks as its authors'."""
    if not text or len(text) > _LONGEST_BYLINE or _NOBODY.fullmatch(text):
        return []
    # A date may follow: "By Jane Roe, 4 March 2025", "Jane Roe | Updated …".
    found = find_dates(text)
    text = text[: found[0].start] if found and found[0].start else text
    text = re.split(r"\s[|•·]\s|(?i:\b(?:updated|published|posted|last)\b)", text)[0].strip(" ,|-–—·•")
    said = read_byline(text) or read_names(text)
    if said is None:
        return []
    return [name for name in said.authors if " " in name]
