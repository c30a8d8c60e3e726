"""An outlet that the library knows from other articles is recognised in raw text."""

import json
import random

import pytest
from click.testing import CliRunner
from made_library import Library, Made, open_store

from reader.articles.load import load_article
from reader.cli import main
from reader.config import Config
from reader.ingest.update import update_index
from reader.library.inferred import outlet_key
from reader.library.lists.articles import find_articles
from reader.library.lists.facets import count_facets
from reader.library.lists.read_article import read_article
from reader.library.query.query import Query, parse_query
from reader.library.store import Store

_BODY = (
    "The board will close two berths on Monday, its chairman said on Tuesday, after divers found cracks.\n\n"
    "“We will not take the risk,” Ilse Brandt said. “The wall has to be mended first.”\n"
)
_FORMS = (
    "{}\n\nBerths to close after cracks are found\n\n4 March 2025\n\n{body}",
    "{}\nBerths to close after cracks are found\nBy Ann Roe\n4 March 2025\n\n{body}",
    "Berths to close after cracks are found\n{}\n4 March 2025\n\n{body}",
    "Berths to close after cracks are found\n\n{} | 4 March 2025\n\n{body}",
    "Berths to close after cracks are found\nBy Ann Roe, {}\n\n{body}",
    "{}, 4 March 2025\n\nBerths to close after cracks are found\n\n{body}",
    "{}\n\n{body}",
    "Berths to close after cracks are found\n\nBy Ann Roe\n{}\n\n{body}",
    "Berths to close after cracks are found - {}\n\n4 March 2025\n\n{body}",
    "# Berths to close after cracks are found\n\n*{}*\n\n{body}",
    "Berths to close after cracks are found\n\n4 March 2025\n\n{body}\n© 2025 {}\n",
)
_OUTLETS = ("Quayside Live", "OKO.press", "The Brisling", "Rádio Nordkap", "Tysk-Norsk Bladet", "hafen heute")


@pytest.mark.parametrize("form", range(len(_FORMS)))
@pytest.mark.parametrize("outlet", _OUTLETS)
def test_reading_keeps_the_line_that_may_be_an_outlet(tmp_path, form, outlet):
    file = tmp_path / "a.md"
    file.write_text(_FORMS[form].format(outlet.upper() if form % 2 else outlet, body=_BODY))
    article = load_article(file)
    keys = map(outlet_key, article.outlet_candidates)
    assert outlet_key(article.source or "") == outlet_key(outlet) or outlet_key(outlet) in keys


@pytest.mark.parametrize(
    "line", ["Facebook", "Share", "Related: Quayside Live", "Read more at Quayside Live"]
)
def test_menus_and_links_name_no_outlet(tmp_path, line):
    file = tmp_path / "a.txt"
    file.write_text(f"Berths to close after cracks are found\n\n{line}\n\n4 March 2025\n\n{_BODY}")
    assert not {"facebook", "quayside live"} & set(map(outlet_key, load_article(file).outlet_candidates))


def _paste(folder, name, first, day=4):
    (folder / name).write_text(f"{first}\n\nBerths to close\nBy Ann Roe\n{day} March 2025\n\n{_BODY}")


def _note(folder, name, source):
    (folder / name).write_text(f"---\ntitle: A note\ndate: 2025-01-02\nsource: {source}\n---\n{_BODY}")


def _sources(store):
    return {row.path: row.source for row in find_articles(store, Query()).rows(0, 100)}


@pytest.fixture
def update(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    config = Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data")

    def update():
        update_index(folder, config)
        return Store.open(folder, config.cache_dir, config.data_dir)

    update.folder = folder
    return update


def test_the_source_is_settled_whenever_the_library_learns_or_forgets_the_outlet(update):
    _paste(update.folder, "paste.txt", "RADIO NORDKAP")
    with update() as store:
        assert _sources(store) == {"paste.txt": None}
    _note(update.folder, "note.md", "Rádio Nordkap")
    with update() as store:
        assert _sources(store)["paste.txt"] == "Rádio Nordkap"
        assert [(each.value, each.count) for each in count_facets(store, Query()).sources] == [
            ("Rádio Nordkap", 2)
        ]
        for text in ("source:nordkap", "has:source", 'source:"Rádio Nordkap" is:unread'):
            assert find_articles(store, parse_query(text)).total == 2
    (update.folder / "note.md").unlink()
    with update() as store:
        assert _sources(store) == {"paste.txt": None}
        assert not count_facets(store, Query()).sources


def test_settled_sources_are_in_what_the_commands_print(update):
    _paste(update.folder, "paste.txt", "Radio Nordkap")
    _note(update.folder, "note.md", "Radio Nordkap")
    for command in ("list", "quotes"):
        printed = CliRunner().invoke(main, [command, "-l", str(update.folder), "--json"]).stdout
        assert {json.loads(line)["source"] for line in printed.splitlines()} == {"Radio Nordkap"}


def test_an_outlet_that_was_taken_for_an_author_is_one_no_more(update):
    (update.folder / "paste.txt").write_text(
        f"Berths to close after cracks are found\nQuayside Live\n4 March 2025\n\n{_BODY}"
    )
    with update() as store:
        assert find_articles(store, parse_query("author:quayside")).total == 1
    _note(update.folder, "note.md", "Quayside Live")
    with update() as store:
        assert find_articles(store, parse_query("author:quayside")).total == 0
        (found,) = find_articles(store, parse_query("source:quayside -title:note")).rows(0, 9)
        article = read_article(store, found.id).article
        assert (article.source, article.authors) == ("Quayside Live", ())
    (update.folder / "note.md").unlink()
    with update() as store:
        assert find_articles(store, parse_query("author:quayside")).total == 1


def _pieces():
    names = ("Harbour Sheet", "harbour sheet", "HARBOUR SHEET", "Kystvakten", "The Kystvakten", "Ny Dag")
    for number, name in enumerate(names):
        yield Made(f"own{number}.md", source=name, said=(("Ann Roe", f"Words of {number} here."),))
        yield Made(f"own{number}b.md", source=name, date="2024-05-06")
    yield Made("more.md", source="Harbour Sheet")
    for number, lines in enumerate(
        [("Ny Dag",), ("kystvakten", "Harbour Sheet"), ("HARBOUR SHEET",), ("No",)]
    ):
        yield Made(
            f"raw{number}.txt", source=None, date=("--03-04", None, "2025-01-01")[number % 3],
            candidates=lines, authors=lines, said=(("Roe", "We stay where we are."),),
        )  # fmt: skip


def _facts(store):
    db = store.db
    labels = db.execute("SELECT kind, name, articles, quotations FROM labels WHERE articles > 0").fetchall()
    outlets = db.execute(
        "SELECT f.name, l.name FROM form_outlets o JOIN forms f ON f.id = o.form "
        "JOIN labels l ON l.id = o.source"
    ).fetchall()
    tags = db.execute(
        "SELECT a.path, l.kind, l.name FROM tags t JOIN articles a ON a.id = t.article "
        "JOIN labels l ON l.id = t.label"
    ).fetchall()
    return _sources(store), sorted(labels), sorted(outlets), sorted(tags)


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_reading_does_not_matter(tmp_path, seed):
    pieces = list(_pieces())
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    with open_store(whole) as store:
        Library(store).write(*pieces)
        expected = _facts(store)
    assert expected[0]["raw0.txt"] == "Ny Dag"
    assert expected[0]["raw1.txt"] in {"Kystvakten", "The Kystvakten"}
    assert expected[0]["raw2.txt"] == "Harbour Sheet"
    assert expected[0]["raw3.txt"] is None
    chance = random.Random(seed)
    chance.shuffle(pieces)
    with open_store(parts) as store:
        library = Library(store)
        extra = Made("gone.md", source="HARBOUR SHEET")
        library.write(*(Made(f"gone{number}.md", source="HARBOUR SHEET") for number in range(5)))
        while pieces:
            count = chance.randint(1, 4)
            library.write(*pieces[:count])
            del pieces[:count]
        library.write(extra)
        library.write(removed=("gone.md", *(f"gone{number}.md" for number in range(5))))
        assert _facts(store) == expected
