"""Articles are taken out of sources and written as files of their own, never over what is there."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from exports import EXPORTS, nexis, stories
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.load import load_article, read_article
from reader.articles.model import Article, Paragraph, PartialDate, Problem
from reader.articles.written import reads_back, to_markdown
from reader.ingest.importing import (
    Skipped,
    Written,
    fill,
    import_articles,
    name_of,
    normalise_address,
    undo_import,
)
from reader.ingest.sources import Found, find_articles

WORDS = "The dues rise in May, the council said on Monday after a long debate about boats and money."

LONG = " ".join(f"word{number}" for number in range(300))


def make(title="Boats & dues", text=WORDS, **fields):
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Paragraph(start, start + len(part)))
        start += len(part) + 2
    return Article(Path("a.txt"), title, text, paragraphs, **fields)


def imported(found, folder, there=(), **options):
    told = list(there)

    def candidates(article):
        while told:
            yield told.pop()

    return list(
        import_articles(
            [Found(each, "export.txt", at) for at, each in enumerate(found, 1)], folder, candidates, **options
        )
    )


def test_an_article_is_written_with_its_fields_and_reads_back(tmp_path):
    article = make(
        date=PartialDate(2025, 3, 14, 9, 12), date_offset=60, source="Harbour: Courier", url="https://c.example/1",
        authors=("Ilse Brandt", "Jo Lens"), place="LOWMARK", language="en", summary="Short.",
        topics=("a b", "c"),
    )  # fmt: skip
    (written,) = imported([article], tmp_path)
    assert written.path.name == "2025-03-14-harbour-courier-boats-dues.md"
    again = load_article(written.path)
    assert isinstance(again, Article)
    for field in [
        "title",
        "text",
        "date",
        "date_offset",
        "source",
        "url",
        "authors",
        "place",
        "language",
        "summary",
        "topics",
    ]:
        assert getattr(again, field) == getattr(article, field)
    assert dict(again.extra) == {"imported_from": "export.txt", "imported_position": "1"}


MARKUP = st.text(alphabet="ab *_`#>-+=~<>[]()!\\|&;.:1 2)\"'“”{}%$^/\n", max_size=80)


@given(MARKUP)
def test_no_character_is_taken_for_markup(words):
    text = "\n\n".join(" ".join(part.split()) for part in words.split("\n\n") if part.strip())
    if not text or not any(char.isalnum() for char in text):
        return
    article = make("A title", text)
    assert reads_back(article, to_markdown(article, {}))


def test_layout_and_links_survive(tmp_path):
    source = (
        "---\ntitle: T\n---\n\n## A heading\n\nWith a [link](https://a.example/x_y) and ~~struck~~ words.\n\n"
        "- one\n- two\n\n1. first\n\n> quoted *words*\n\n```\ncode  <b>\n\n# no heading\n```\n"
    )
    article = read_article(Path("a.md"), source.encode())
    again = read_article(Path("a.md"), to_markdown(article, {}).encode())
    assert again.text == article.text
    assert [(each.kind, each.level, each.marker) for each in again.paragraphs] == [
        (each.kind, each.level, each.marker) for each in article.paragraphs
    ]
    kept = [span for span in article.spans if span.style in ("link", "struck")]
    assert [span for span in again.spans if span.style in ("link", "struck")] == kept


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": "CON"}, "undated-con.md"),
        ({"title": "../../etc/passwd"}, "undated-etc-passwd.md"),
        ({"title": "Ein Fjørd? Ünd „mehr“!"}, "undated-ein-fjørd-ünd-mehr.md"),
        ({"title": "港口罢工结束", "date": PartialDate(2025, 3)}, "2025-03-港口罢工结束.md"),
        ({"title": "?!", "date": PartialDate(None, 3, 14)}, "03-14.md"),
        ({"title": "…"}, "undated.md"),
    ],
)
def test_names_are_safe_on_every_system(fields, name):
    assert name_of(make(**fields)) == name
    assert name_of(make(**fields), [name.casefold()]) == name.replace(".md", "-2.md")


def test_long_names_are_cut_between_letters():
    name = name_of(make("港" * 200))
    assert len(name.encode()) <= 123
    assert name.removesuffix(".md").isprintable()


def test_nothing_is_overwritten_and_a_name_is_told_apart_without_case(tmp_path):
    (tmp_path / "Undated-BOATS-dues.md").write_text("mine")
    (first, second) = imported([make(), make(text="Other words.")], tmp_path)
    assert [each.path.name for each in (first, second)] == [
        "undated-boats-dues-2.md",
        "undated-boats-dues-3.md",
    ]
    assert (tmp_path / "Undated-BOATS-dues.md").read_text() == "mine"
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (
            {"url": "https://www.c.example/a/?utm_source=x#top"},
            {"url": "http://c.example/a", "text": "Other."},
            "the same address",
        ),
        ({}, {"title": "Another", "text": WORDS.upper().replace(" ", "  ")}, "the same text"),
        ({"text": LONG}, {"text": LONG + " And one more."}, "nearly the same text"),
    ],
)
def test_a_duplicate_is_skipped_and_named_in_the_source_as_in_the_library(tmp_path, first, second, reason):
    one, two = make(**first), make(**second)
    written, skipped = imported([one, two], tmp_path)
    assert isinstance(written, Written)
    assert isinstance(skipped, Skipped)
    assert (skipped.reason, skipped.twin) == (reason, written.path.name)
    (skipped,) = imported([two], tmp_path, there=[("old.md", one)])
    assert (skipped.reason, skipped.twin) == (reason, "old.md")


def test_what_another_outlet_made_of_an_agency_text_is_imported_with_a_note(tmp_path):
    _, second = imported(
        [make(text=LONG, source="Air Wire"), make("Mine", text=LONG + " and more", source="Harbour Post")],
        tmp_path,
    )
    assert isinstance(second, Written)
    assert second.note == "undated-air-wire-boats-dues.md prints nearly the same words"


def test_what_a_source_does_not_say_is_filled(tmp_path):
    told = {"source": "Harbour Post", "date": "2025-03-14", "topics": "aid, trade"}
    bare = fill(Found(make(), "x"), told).article
    assert (bare.source, bare.date.isoformat(), bare.topics) == (
        "Harbour Post",
        "2025-03-14",
        ("aid", "trade"),
    )
    own = make(source="Air Wire", date=PartialDate(2024, 1, 2), topics=("war",))
    full = fill(Found(own, "x"), told).article
    assert (full.source, full.date.isoformat(), full.topics) == (
        "Air Wire",
        "2024-01-02",
        ("war", "aid", "trade"),
    )


def test_an_import_is_undone_but_for_what_was_changed_since(tmp_path):
    one, two = imported([make(), make(text="Other words.")], tmp_path)
    two.path.write_text("changed")
    assert undo_import([one, two]) == (1, [two.path.name])
    assert [each.name for each in tmp_path.iterdir()] == [two.path.name]


def test_a_dry_run_writes_nothing(tmp_path):
    assert len(imported([make()], tmp_path, write=False)) == 1
    assert list(tmp_path.iterdir()) == []


def test_files_folders_and_standard_input_are_sources(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "export.txt").write_text(nexis(stories(3)), "utf-8")
    (tmp_path / "in" / "a.md").write_text("# Title\n\nWords.\n")
    (tmp_path / "in" / "broken.pdf").write_text("no")
    found = list(
        find_articles(
            [str(tmp_path / "in"), "-", str(tmp_path / "gone")], standard_input=b"<html><p>Hi there.</p>"
        )
    )
    articles = [each for each in found if isinstance(each, Found)]
    assert [each.position for each in articles] == [None, 1, 2, 3, None]
    assert [each.reason.partition(";")[0] for each in found if isinstance(each, Problem)] == [
        "is no PDF", "does not exist any more",
    ]  # fmt: skip


@pytest.mark.parametrize("maker", EXPORTS)
def test_an_export_of_a_hundred_articles_becomes_a_hundred_files(tmp_path, maker):
    found = stories(100)
    (tmp_path / "export.txt").write_text(EXPORTS[maker](found), "utf-8")
    (tmp_path / "library").mkdir()
    results = list(
        import_articles(
            find_articles([str(tmp_path / "export.txt")]), tmp_path / "library", lambda article: ()
        )
    )
    assert all(isinstance(each, Written) for each in results)
    read = [load_article(path) for path in (tmp_path / "library").iterdir()]
    assert sorted(article.title for article in read) == sorted(story.title for story in found)


class Server(BaseHTTPRequestHandler):
    """Answers with a page, redirects, and what must be refused."""

    def do_GET(self):
        page = f"<html><title>Boats</title><body><h1>Boats</h1><p>{WORDS}</p></body></html>".encode()
        if self.path == "/page":
            self._answer(200, page, "text/html; charset=utf-8")
        elif self.path == "/away":
            self._answer(302, b"", "text/html", {"Location": "/page"})
        elif self.path == "/round":
            self._answer(302, b"", "text/html", {"Location": "/round"})
        elif self.path == "/file":
            self._answer(302, b"", "text/html", {"Location": "file:///etc/passwd"})
        elif self.path == "/large":
            self._answer(200, b"x" * 40_000_000, "text/plain")
        else:
            self._answer(404, b"no", "text/plain")

    def _answer(self, status, body, kind, headers=None):
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def server():
    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.mark.parametrize("path", ["/page", "/away"])
def test_an_address_is_read_as_the_page_that_answers(server, path):
    (found,) = find_articles([server + path], private=True)
    assert (found.article.title, found.article.text, found.article.url) == ("Boats", WORDS, f"{server}/page")
    assert found.source == server + path


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/gone", "404"), ("/round", "redirect"), ("/large", "more than"), ("/file", "not allowed")],
)
def test_an_address_that_answers_badly_is_told(server, path, reason):
    (problem,) = find_articles([server + path], private=True)
    assert isinstance(problem, Problem)
    assert reason in problem.reason


def test_private_networks_are_refused_unless_asked_for(server):
    (problem,) = find_articles([f"{server}/page"])
    assert "private network" in problem.reason


def test_addresses_are_the_same_but_for_what_does_not_tell_pages_apart():
    same = [
        "https://www.c.example/a/?b=1&utm_campaign=z",
        "http://c.example/a?b=1#top",
        "https://m.c.example/a?b=1",
    ]
    assert len(set(map(normalise_address, same))) == 1
    assert normalise_address("https://c.example/a?b=2") != normalise_address(same[0])


def test_an_inferred_title_stays_inferred(tmp_path):
    (written,) = imported([replace(make("The dues rise in May"), title_inferred=True)], tmp_path)
    assert load_article(written.path).title_inferred
