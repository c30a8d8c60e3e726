"""Articles written into a library as files of their own: names, duplicates, and never over what is there.

Owns the names of files, which are safe on every system; what counts as a duplicate; and undoing: a file that
was written is removed only while it is as it was written.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b, sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from reader.articles.metadata import read_metadata
from reader.articles.model import Article, Paragraph, Problem
from reader.articles.written import reads_back, to_markdown
from reader.errors import LibraryError
from reader.ingest.sources import Found
from reader.text.folding import fold_words

_LONGEST_NAME = 120  # bytes, without the ending
_LONGEST_OUTLET = 30  # characters of an outlet in a name
_SHINGLE = 6  # words
_SAMPLED = 4  # one shingle in so many is compared
_NEARLY_ALL = 0.85  # of shingles that two copies of one text share
_FEWEST_SHINGLES = 80  # of a text that is compared so: two short ones are alike by chance
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref|cmp|ocid|smid|share")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written.

    Attributes:
        digest: SHA-256 of what was written.
        note: What is remarkable: another outlet prints nearly the same words.
    """

    path: Path
    found: Found
    digest: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An article that is in the library, or among those imported, already.

    Attributes:
        twin: The file or origin it is a duplicate of.
        reason: ``the same address``, ``the same text``, ``nearly the same text``.
    """

    found: Found
    twin: str
    reason: str


@dataclass(slots=True)
class Known:
    """What is in a library already, by address and by text; and what is being added.

    Attributes:
        names: Names of files in the folder that is written to, without case.
    """

    addresses: dict[str, str] = field(default_factory=dict)
    texts: dict[bytes, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    _shingles: dict[int, list[int]] = field(default_factory=dict)
    _copies: list[tuple[str, str | None, int]] = field(default_factory=list)

    def add(self, article: Article, name: str) -> None:
        """Note an article that is there, under the name of its file or origin."""
        if article.url:
            self.addresses.setdefault(normalise_address(article.url), name)
        if key := _text_key(article):
            self.texts.setdefault(key, name)
        shingles = _shingles_of(article)
        number = len(self._copies)
        self._copies.append((name, article.source, len(shingles)))
        for shingle in shingles:
            self._shingles.setdefault(shingle, []).append(number)

    def find_twin(self, article: Article) -> tuple[str, str] | None:
        """Return what an article is a duplicate of, and why; None if it is new."""
        if article.url and (name := self.addresses.get(normalise_address(article.url))):
            return name, "the same address"
        key = _text_key(article)
        if key and (name := self.texts.get(key)):
            return name, "the same text"
        return None

    def find_near(self, article: Article) -> tuple[str, str | None] | None:
        """Return name and outlet of an article that prints nearly the same words; None if there is none."""
        shingles = _shingles_of(article)
        if len(shingles) * _SAMPLED < _FEWEST_SHINGLES:
            return None
        shared: dict[int, int] = {}
        for shingle in shingles:
            for number in self._shingles.get(shingle, ()):
                shared[number] = shared.get(number, 0) + 1
        for number, count in shared.items():
            name, source, size = self._copies[number]
            if count >= _NEARLY_ALL * max(size, len(shingles)):
                return name, source
        return None


def normalise_address(address: str) -> str:
    """Return an address without what does not tell pages apart: scheme, www, fragment, tracking."""
    parts = urlsplit(address.strip())
    query = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key.casefold())]
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(query)}"


def _text_key(article: Article) -> bytes | None:
    words = fold_words(article.text) or fold_words(article.title)
    if not words:
        return None
    # Two headlines without words are the same only from one outlet.
    outlet = "" if article.text else article.source or ""
    return blake2b(" ".join([*words, outlet]).encode(), digest_size=16).digest()


def _shingles_of(article: Article) -> set[int]:
    words = fold_words(article.text)
    found = (hash(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    return {shingle for shingle in found if shingle % _SAMPLED == 0}


def name_of(article: Article, taken: Iterable[str] = ()) -> str:
    """Return the name of an article's file: date, outlet and headline; no other file has it."""
    date = article.date.isoformat()[:10].lstrip("-") if article.date else "undated"
    outlet = _slug(article.source or "")[:_LONGEST_OUTLET].strip("-")
    stem = "-".join(part for part in (date, outlet, _slug(article.title)) if part)
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.strip("-") or "article"
    there = set(taken)
    number, name = 1, stem
    while f"{name}.md".casefold() in there:
        number += 1
        name = f"{stem}-{number}"
    return f"{name}.md"


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFC", words).casefold()
    plain = unicodedata.normalize("NFC", plain.replace("'", "").replace("’", ""))
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def fill(found: Found, values: Mapping[str, object], *, day_first: bool = True) -> Found:
    """Return an article with what it does not say itself.

    Args:
        values: Under the names of front matter; topics are added to those it has.
    """
    meta = read_metadata({name: value for name, value in values.items() if value}, day_first=day_first)
    article = found.article
    dated = article.date is None or article.date.day is None
    return replace(
        found,
        article=replace(
            article,
            source=article.source or meta.source,
            date=meta.date if dated and meta.date else article.date,
            date_offset=meta.date_offset if dated and meta.date else article.date_offset,
            place=article.place or meta.place,
            topics=tuple(dict.fromkeys((*article.topics, *meta.topics))),
        ),
    )


def import_articles(
    found: Iterable[Found | Problem],
    folder: Path,
    candidates: Callable[[Article], Iterable[tuple[str, Article]]],
    *,
    write: bool = True,
) -> Iterator[Written | Skipped | Problem]:
    """Write articles into a folder, each as a file of its own; duplicates are skipped.

    Nearly the same text of another outlet is imported, with a note: it is what another outlet made of it.

    Args:
        candidates: Returns name and article of what is there that an article may be a copy of, once each.
        write: Whether files are written; else it is only said what would be.

    Raises:
        LibraryError: The folder cannot be written.
    """
    known = Known(names=_names_in(folder))
    for each in found:
        if isinstance(each, Problem):
            yield each
            continue
        for name, there in candidates(each.article):
            known.add(there, name)
        twin = known.find_twin(each.article)
        near = None if twin else known.find_near(each.article)
        if near and (near[1] is None or each.article.source in (None, near[1])):
            twin = near[0], "nearly the same text"
        if twin:
            yield Skipped(each, *twin)
            continue
        name = name_of(each.article, known.names)
        data = _file_text(each).encode("utf-8", "replace")
        if write:
            name = _write_new(folder, name, data, known.names)
        known.names.add(name.casefold())
        known.add(each.article, name)
        note = f"{near[0]} prints nearly the same words" if near else None
        yield Written(folder / name, each, sha256(data).hexdigest(), note)


def _file_text(found: Found) -> str:
    origin: dict[str, object] = {"imported_from": found.source}
    if found.position:
        origin["imported_position"] = found.position
    text = to_markdown(found.article, origin)
    if reads_back(found.article, text):
        return text
    # Some layout does not survive Markdown; the words must.
    bare = [Paragraph(each.start, each.end) for each in found.article.paragraphs]
    return to_markdown(replace(found.article, spans=(), paragraphs=bare), origin)


def _names_in(folder: Path) -> set[str]:
    try:
        return {unicodedata.normalize("NFC", name).casefold() for name in os.listdir(folder)}  # noqa: PTH208
    except OSError as error:
        raise LibraryError(f"{folder} cannot be read: {error.strerror}") from None


def _write_new(folder: Path, name: str, data: bytes, taken: set[str]) -> str:
    """Write a new file whole or not at all, under a name that nothing has; return the name."""
    stem = name.removesuffix(".md")
    number = 1
    try:
        handle, hidden = tempfile.mkstemp(prefix=".import-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(handle)
            Path(hidden).chmod(0o644)
            while True:
                try:
                    _link(Path(hidden), folder / name)
                    return name
                except FileExistsError:
                    number += 1
                    taken.add(name.casefold())
                    name = f"{stem}-{number}.md"
        finally:
            with suppress(OSError):
                Path(hidden).unlink()
    except OSError as error:
        raise LibraryError(f"{folder} cannot be written: {error.strerror}") from None


def _link(hidden: Path, file: Path) -> None:
    """Give a finished file its name, unless another has it."""
    try:
        os.link(hidden, file)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        with file.open("xb") as stream:
            stream.write(hidden.read_bytes())


def undo_import(written: Iterable[Written]) -> tuple[int, list[str]]:
    """Remove files that an import wrote; those that were changed since stay.

    Returns:
        How many were removed, and the names of those that stay.
    """
    removed, kept = 0, []
    for each in written:
        try:
            if sha256(each.path.read_bytes()).hexdigest() == each.digest:
                each.path.unlink()
                removed += 1
            else:
                kept.append(each.path.name)
        except OSError:
            kept.append(each.path.name)
    return removed, kept
