"""What the index stores of one article, made without the database, so that worker processes can do it.

Owns the choice of what is indexed and counted. Refuses to touch the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from reader.analysis.model import Analysis, Attribution, Kind, Person
from reader.articles.model import Article
from reader.library.inferred import outlet_key
from reader.library.packing import pack_details, pack_text
from reader.library.statements.fingerprints import find_utterances, pack_shingles
from reader.text.folding import searchable

# A private-use letter is a word to the full-text index: no phrase matches across two quotations.
_QUOTATION_SEPARATOR = " \ue000 "


@dataclass(frozen=True, slots=True)
class FileStat:
    """A file with its size and time, and the settings it is read with.

    Attributes:
        path: Relative to the library's folder, with forward slashes.
        mtime: Time of its last change, in nanoseconds.
        settings: Fingerprint of the settings it is read with; where it differs, the file is read again.
        name: The path as the system has it, if that is no UTF-8 and ``path`` is an escaped form of it.
    """

    path: str
    size: int
    mtime: int
    settings: int = 0
    name: str = ""

    def under(self, folder: Path) -> Path:
        """Return where the file is."""
        return folder / (self.name or self.path)


@dataclass(frozen=True, slots=True)
class SpeakerForm:
    """A speaker as one article names them.

    Attributes:
        title: The first title or role tied to the name, or empty.
        quotations: Number of direct and partial quotations of theirs in the article.
    """

    name: str
    title: str
    gender: str | None
    organisation: bool
    quotations: int


@dataclass(frozen=True, slots=True)
class SearchTexts:
    """The texts of one article in the form in which they enter the full-text indexes, and are deleted."""

    title: str
    summary: str
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class CueCount:
    """A cue of an article's direct and partial quotations.

    Attributes:
        lemma: Its base form.
        forms: As printed, by which it is found too.
        quotations: How many have it.
    """

    lemma: str
    forms: tuple[str, ...]
    quotations: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One article, ready to be written.

    Attributes:
        quotes: Number of direct and partial quotations.
        draft: Whether it calls itself a draft; None if it does not say.
        problem: Reasons for a badge, a line each; None if there is none.
        outlet_lines: Folded lines that may name the outlet, if the article has none.
        digest: Fingerprint of title and text, by which marks follow a renamed file.
        shingles: What its utterances are found by in other articles, packed.
    """

    file: FileStat
    title: str
    title_inferred: bool
    date: str | None
    date_offset: int | None
    source: str | None
    place: str | None
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    forms: tuple[SpeakerForm, ...]
    cues: tuple[CueCount, ...]
    quotes: int
    words: int
    draft: bool | None
    problem: str | None
    outlet_lines: tuple[str, ...]
    digest: int
    search_texts: SearchTexts
    text: bytes
    details: bytes
    shingles: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why."""

    file: FileStat
    reason: str


def make_entry(file: FileStat, article: Article, analysis: Analysis) -> Entry:
    """Return all that is written for an article."""
    spoken = [q for q in analysis.quotations if q.kind is not Kind.TERM]
    speakers = Counter(q.speaker for q in spoken if q.speaker)
    people = {person.name: person for person in analysis.people}
    return Entry(
        file=file,
        title=article.title,
        title_inferred=article.title_inferred,
        date=article.date.isoformat() if article.date else None,
        date_offset=article.date_offset,
        source=article.source,
        place=article.place,
        authors=tuple(dict.fromkeys(article.authors)),
        topics=tuple(dict.fromkeys(analysis.topics)),
        forms=tuple(_make_form(people.get(name), name, count) for name, count in speakers.items()),
        cues=_count_cues(q.attribution for q in spoken),
        quotes=len(spoken),
        words=len(article.text.split()),
        draft=article.draft,
        problem="\n".join(" ".join(reason.split()) for reason in article.problems) or None,
        outlet_lines=() if article.source else _outlet_lines(article.outlet_candidates),
        digest=digest(article.title, article.text),
        search_texts=make_search_texts(
            article.title, article.summary, article.text, [(q.start, q.end) for q in spoken]
        ),
        text=pack_text(article.text),
        details=pack_details(article, analysis),
        shingles=pack_shingles(article.text, find_utterances(article.text, analysis.quotations)),
    )


def make_search_texts(
    title: str, summary: str | None, text: str, spoken: Iterable[tuple[int, int]]
) -> SearchTexts:
    """Return the texts of an article for the full-text indexes.

    Args:
        spoken: Start and end of direct and partial quotations, by start; those inside others add nothing.
    """
    pieces: list[str] = []
    last = 0
    for start, end in spoken:
        if start >= last:
            pieces.append(text[start:end])
            last = end
    return SearchTexts(
        searchable(title),
        searchable(summary or ""),
        searchable(text),
        searchable(_QUOTATION_SEPARATOR.join(pieces)),
    )


def digest(title: str, text: str) -> int:
    """Return a signed 64-bit fingerprint of what an article says."""
    data = f"{title}\0{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def _outlet_lines(candidates: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(outlet_key, candidates))))


def _count_cues(attributions: Iterable[Attribution]) -> tuple[CueCount, ...]:
    found: dict[str, list[str]] = {}
    for each in attributions:
        if each.lemma:
            found.setdefault(each.lemma, []).append(each.cue or each.lemma)
    return tuple(CueCount(lemma, tuple(dict.fromkeys(forms)), len(forms)) for lemma, forms in found.items())


def _make_form(person: Person | None, name: str, count: int) -> SpeakerForm:
    if person is None:
        return SpeakerForm(name, "", None, False, count)
    title = person.titles[0] if person.titles else ""
    return SpeakerForm(name, title, person.gender, person.organisation, count)
