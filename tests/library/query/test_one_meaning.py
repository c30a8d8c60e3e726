"""A query means the same to SQL, to the bitmaps and to the choice of quotations: what a plain walk says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_library import Library, Made, open_store

from reader.articles.model import PartialDate, Precision
from reader.library.columns import build_columns
from reader.library.lists.articles import find_articles
from reader.library.lists.facets import count_facets
from reader.library.lists.quotation_hits import find_quotations
from reader.library.lists.quotations import list_quotations
from reader.library.lists.speakers import list_speakers
from reader.library.model import Grouping, Order
from reader.library.query.fields import Bound, Field, Flag, Where
from reader.library.query.nodes import And, Is, Name, Node, Not, Or, Saved, When, Words
from reader.library.query.query import Query, parse_query
from reader.library.store import Store
from reader.text.folding import fold_words

TODAY = date(2025, 4, 2)
SPEAKERS = ("Ann Berg", "Bo Lind", "Cleo Okafor", None)
SAID = ("the harbour stays open", "no comment", "nobody asked", "open it")
TEXTS = ("Red fox.", "Red hen in the harbour.", "A blue fox, no comment.")
DATES = (
    None,
    "2025",
    "2025-03",
    "2025-03-01",
    "2025-03-01T09:30",
    "2025-03-01T09:31",
    "2025-04-01T00:00",
    "2024",
)
CUES = {"say": ("say", "said"), "warn": ("warn", "warned")}


def make(number: int) -> Made:
    """Make an article that differs from its neighbours in everything that can be asked for."""
    return Made(
        f"{number}.md", ("Harbour news", "A red title", "Fox and hen")[number // 2 % 3],
        DATES[number * 5 % len(DATES)], (None, "Air Wire", "Gazette")[number // 3 % 3], TEXTS[number % 3],
        tuple((SPEAKERS[(number // 3 + n) % 4], SAID[(number // 4 + n) % 4]) for n in range(number % 4)),
        (("say",), ("warn", "say"))[number // 4 % 2], topics=("aid", "war")[: number % 3],
        place=(None, "Kyiv", "Oslo")[number // 2 % 3],
        authors=(("Lee Poe",), (), ("Kim Poe", "Lee Ray"))[number % 3],
        draft=(None, True, False)[number % 3],
        problems=("the date is missing",) if number % 7 == 3 else (), file=(1, number // 40 + 1),
    )  # fmt: skip


FIRST = [make(number) for number in range(36)]
# What comes after the columns have been built: articles that are new, that have changed, that are gone.
LATER = [make(number) for number in range(36, 42)] + [
    Made(f"{n}.md", text="Red news.") for n in range(0, 36, 9)
]
GONE = tuple(f"{number}.md" for number in range(5, 36, 10))
READ, STARRED = {f"{number}.md" for number in range(0, 42, 4)}, {f"{number}.md" for number in range(0, 42, 5)}


def open_library(folder: Path, *, built: bool, changed: bool) -> Iterator[tuple[Store, dict[str, Made]]]:
    """Yield a store and the articles in it."""
    with open_store(folder) as store:
        library = Library(store)
        library.write(*FIRST)
        if built:
            with store.writing() as db:
                build_columns(db)
        articles = {made.path: made for made in FIRST}
        if changed:
            library.write(*LATER, removed=GONE)
            articles |= {made.path: made for made in LATER}
            articles = {path: made for path, made in articles.items() if path not in GONE}
        for path in READ & articles.keys():
            store.state.set_read(path, True)
        for path in STARRED & articles.keys():
            store.state.set_starred(path, True)
        yield store, articles


@pytest.fixture(scope="module", params=["tables", "bitmaps", "bitmaps and changed articles"])
def library(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    yield from open_library(folder, built=request.param != "tables", changed="changed" in request.param)


def has_words(words: Words | Name, text: str) -> bool:
    """Tell whether a text has the words next to each other."""
    asked, known = fold_words(words.value if isinstance(words, Name) else words.text), fold_words(text)
    for start in range(len(known) - len(asked) + 1):
        *first, last = known[start : start + len(asked)]
        if tuple(first) == asked[:-1] and (last.startswith(asked[-1]) if words.prefix else last == asked[-1]):
            return True
    return False


def is_named(name: Name, spellings: tuple[str, ...]) -> bool:
    """Tell whether a typed name means the one that is spelled so; the names here have no part in common."""
    if name.quoted:
        return any(has_words(name, spelling) for spelling in spellings)
    parts = [Name(name.field, part) for part in name.value.split()]
    parts[-1] = Name(name.field, parts[-1].value, prefix=name.prefix)
    return any(all(has_words(part, spelling) for part in parts) for spelling in spellings)


def names_in(made: Made, field: Field) -> list[tuple[str, ...]]:
    match field:
        case Field.SPEAKER:
            return [(speaker,) for speaker, _ in made.said if speaker]
        case Field.CUE:
            return [CUES[cue_of(made, place)] for place in range(len(made.said))]
        case Field.TOPIC:
            return [(topic,) for topic in made.topics]
        case Field.SOURCE:
            return [(made.source,)] if made.source else []
        case Field.PLACE:
            return [(made.place,)] if made.place else []
        case Field.AUTHOR:
            return [(author,) for author in made.authors]


def cue_of(made: Made, place: int) -> str:
    return made.cues[min(place, len(made.cues) - 1)]


def has_flag(made: Made, flag: Flag) -> bool:
    return {
        Flag.UNREAD: made.path not in READ,
        Flag.READ: made.path in READ,
        Flag.STARRED: made.path in STARRED,
        Flag.UNDATED: made.date is None,
        Flag.PROBLEM: bool(made.problems),
        Flag.DRAFT: bool(made.draft),
        Flag.QUOTES: bool(made.said),
        Flag.SOURCE: made.source is not None,
    }[flag]


def is_within(made: Made, when: When) -> bool:
    """Tell whether a date lies in a period; of a month or a year only the first day is known, at least."""
    if made.date is None:
        return False
    known = PartialDate.fromisoformat(made.date)
    day = date(known.year, known.month or 1, known.day or 1)
    first, after = when.period.first, when.period.after
    if when.period.precision is Precision.MINUTE:
        moment = when.period.isoformat()
        return {
            Bound.AFTER: day >= first and made.date >= moment,
            Bound.BEFORE: day <= first and made.date < moment,
            Bound.UNTIL: day <= first and made.date <= moment,
            Bound.ON: made.date == moment,
        }[when.bound]
    depth = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[when.period.precision]
    return {
        Bound.AFTER: day >= first,
        Bound.BEFORE: day < first,
        Bound.UNTIL: day < after,
        Bound.ON: first <= day < after and (day > first or len(made.date) >= depth),
    }[when.bound]


def texts_of(made: Made, where: Where) -> list[str]:
    said = [words for _, words in made.said]
    return {
        Where.TEXT: [made.title, " ".join([made.text, *said])],
        Where.ANYWHERE: [made.title, " ".join([made.text, *said])],
        Where.TITLE: [made.title],
        Where.SAID: said,
    }[where]


def finds(node: Node | None, made: Made) -> bool:
    """Tell whether an article is one that a query asks for."""
    match node:
        case None:
            return True
        case Words():
            return any(has_words(node, text) for text in texts_of(made, node.where))
        case Name():
            return any(is_named(node, spellings) for spellings in names_in(made, node.field))
        case When():
            return is_within(made, node)
        case Is():
            return has_flag(made, node.flag)
        case Saved():
            return finds(node.node, made)
        case Not():
            return not finds(node.node, made)
        case Or():
            return any(finds(part, made) for part in node.nodes)
        case And():
            fields = {part.field for part in node.nodes if isinstance(part, Name)}
            alternatives = [
                [part for part in node.nodes if isinstance(part, Name) and part.field is field]
                for field in fields
            ]
            others = [part for part in node.nodes if not isinstance(part, Name)]
            return all(any(finds(name, made) for name in names) for names in alternatives) and all(
                finds(part, made) for part in others
            )


def means(node: Node | None, made: Made, place: int) -> bool | None:
    """Tell whether a quotation of an article found is meant; None where the query says nothing of it."""
    speaker, words = made.said[place]
    match node:
        case Name(field=Field.SPEAKER):
            return speaker is not None and is_named(node, (speaker,))
        case Name(field=Field.CUE):
            return is_named(node, CUES[cue_of(made, place)])
        case Words(where=Where.SAID):
            return has_words(node, words)
        case Saved():
            return means(node.node, made, place)
        case Or():
            told = [means(part, made, place) for part in node.nodes]
            return None if None in told else any(told)
        case And():
            groups: dict[object, list[bool]] = {}
            for number, part in enumerate(node.nodes):
                one = means(part, made, place)
                if one is not None:
                    key = (
                        part.field
                        if isinstance(part, Name)
                        else part.where
                        if isinstance(part, Words)
                        else number
                    )
                    groups.setdefault(key, []).append(one)
            return all(any(group) for group in groups.values()) if groups else None
        case _:
            return None


WRITTEN = (
    *("red", "fox", "harbour", "fo*", '"no comment"', "nothing", "title:red", "title:fo*", "text:red"),
    *("said:open", "said:harbour", 'said:"no comment"', "said:nob*", "speaker:berg", 'speaker:"Bo Lind"'),
    "speaker:o*",
    *("speaker:nobody", "topic:aid", "topic:war", "source:gazette", 'source:"air wire"', "place:kyiv"),
    *("place:oslo", "author:lee", "author:poe", "cue:say", "cue:warned", "after:2025-03-01T09:30"),
    *("after:2025-03-01T09:31", "before:2025-03-01T09:31", "on:2025-03-01T09:30", "after:2025-03"),
    *("before:2025-03", "on:2025", "on:2025-03", "on:2025-03-01", "on:yesterday", "before:2025"),
    *("after:2025-04-01", "before:2025-03-01", "until:2025-03", "until:2025-03-01T09:30", "until:2024"),
    *(str(flag) for flag in Flag),
)  # fmt: skip
# Levels of brackets tell which names, and which words said, are alternatives.
BRACKETS = (
    "said:harbour said:open",
    "said:harbour (said:open red)",
    "(said:harbour said:open) OR cue:warn",
    "speaker:berg (speaker:lind)",
    "speaker:berg speaker:lind -speaker:okafor",
    "(speaker:berg OR speaker:lind) (speaker:lind OR speaker:okafor)",
    "(cue:say) (cue:warned)",
    "red (fox OR topic:war) -(hen -title:red)",
)
LEAVES = st.sampled_from([parse_query(text, today=TODAY).root for text in WRITTEN])


def grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        inner.map(Not),
        several.map(And),
        several.map(And),
        several.map(Or),
        st.builds(Saved, st.just("s"), inner),
    )


NODES = st.recursive(LEAVES, grow, max_leaves=8)


@pytest.mark.parametrize("faces", [Field, Where, Bound, Flag])
def test_every_part_of_the_language_is_asked_here(faces):
    asked = {str(part) for root in (parse_query(text, today=TODAY).root for text in WRITTEN)
             for part in (getattr(root, name, None) for name in ("field", "where", "bound", "flag"))
             if part is not None}  # fmt: skip
    assert asked >= {str(face) for face in faces}


@pytest.mark.parametrize("text", BRACKETS)
def test_brackets_mean_the_same_to_all_who_read_them(library, text):
    check(*library, parse_query(text).root)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(NODES)
def test_a_query_means_the_same_to_all_who_read_it(library, node):
    check(*library, node)


def check(store: Store, articles: dict[str, Made], node: Node) -> None:
    """Ask a library in each way and compare with a walk over its articles."""
    query = Query(node)
    expected = {path for path, made in articles.items() if finds(node, made)}
    quoted = [
        (path, *made.said[place])
        for path, made in articles.items()
        if path in expected
        for place in range(len(made.said))
        if means(node, made, place) in (True, None)
    ]
    facets = count_facets(store, query)
    assert facets.articles == len(expected)
    assert facets.quotations == sum(len(articles[path].said) for path in expected)
    for order in Order:
        rows = find_articles(store, query, order).rows(0, 100)
        assert len(rows) == len(expected)
        assert {row.path for row in rows} == expected
    listed = [(row.path, row.speaker, row.text) for row in list_quotations(store, query)]
    assert sorted(listed, key=str) == sorted(quoted, key=str)
    for grouping in Grouping:
        hits = find_quotations(store, query, grouping)
        hits.complete()
        assert hits.total == len(quoted)
    speakers = {row.name: row.quotations for row in list_speakers(store, query)}
    assert speakers == {
        name: sum(name == speaker for _, speaker, _ in quoted) for _, name, _ in quoted if name
    }
