"""Small libraries without files: articles made by hand, written as indexing writes them."""

from dataclasses import dataclass
from pathlib import Path

from reader.analysis.model import Analysis, Attribution, Kind, Person, Quotation
from reader.articles.model import Article, Paragraph, PartialDate
from reader.library.entry import Entry, FileStat, make_entry
from reader.library.maintenance import finish
from reader.library.query.nodes import Name, leaves
from reader.library.query.plan import Label, ResolvedQuery, make_condition
from reader.library.query.query import parse_query
from reader.library.store import Store
from reader.library.writer import Writer

_PRINTED = {"say": "said", "warn": "warned"}


@dataclass(frozen=True)
class Made:
    """An article in few words; each of ``said`` is (speaker or None, words), put into the text in marks.

    The n-th quotation has the n-th cue, the rest the last one.
    """

    path: str
    title: str = "A title"
    date: str | None = "2025-08-29"
    source: str | None = "Gazette"
    text: str = "Plain words."
    said: tuple[tuple[str | None, str], ...] = ()
    cues: tuple[str, ...] = ("say",)
    titles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    place: str | None = None
    authors: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    draft: bool | None = None
    candidates: tuple[str, ...] = ()
    file: tuple[int, int] = (1, 1)

    def entry(self) -> Entry:
        return make_entry(FileStat(self.path, *self.file), *self.understood())

    def understood(self) -> tuple[Article, Analysis]:
        text, quotations = self.text, []
        for place, (speaker, words) in enumerate(self.said):
            start = len(text) + 2
            text += f' "{words}"'
            cue = self.cues[min(place, len(self.cues) - 1)]
            attribution = Attribution("by hand", speaker, _PRINTED.get(cue), lemma=cue or None)
            quotations.append(
                Quotation(start, start + len(words), start - 1, len(text), Kind.DIRECT, attribution)
            )
        article = Article(
            path=Path(self.path), title=self.title, text=text, paragraphs=(Paragraph(0, len(text)),),
            date=PartialDate.fromisoformat(self.date) if self.date else None, source=self.source,
            place=self.place, authors=self.authors, problems=self.problems,
            outlet_candidates=self.candidates, draft=self.draft,
        )  # fmt: skip
        speakers = dict.fromkeys(speaker for speaker, _ in self.said if speaker)
        people = tuple(Person(name, (name,), self.titles) for name in speakers)
        return article, Analysis(tuple(quotations), people, self.topics)


@dataclass
class Library:
    """An open store with a short way to write into it."""

    store: Store

    def write(self, *articles: Made, removed: tuple[str, ...] = ()) -> None:
        Writer(self.store).write([article.entry() for article in articles], removed)
        finish(self.store)


def open_store(folder: Path) -> Store:
    articles = folder / "articles"
    articles.mkdir(exist_ok=True)
    return Store.open(articles, folder / "cache", folder / "data")


def planned(text, **parsing):
    """Return the plan of a query in a library that has each of its names just as it is typed."""
    query = parse_query(text, **parsing)
    names = [leaf for leaf in leaves(query.root) if isinstance(leaf, Name)]
    labels = {name: [Label(number, name.value, 1)] for number, name in enumerate(names)}
    return ResolvedQuery(query, make_condition(query.root, labels), 1)
