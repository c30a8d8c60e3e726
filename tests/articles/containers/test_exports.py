"""Exports of databases are recognised and taken apart: as many articles out as are in, each whole."""

import pytest
from documents import make_docx
from exports import EXPORTS, stories

from reader.articles.load import load_article, open_file
from reader.articles.model import Article, Problem

FURNITURE = (
    "Copyright",
    "Load-Date",
    "LOAD-DATE",
    "words\n",
    "Document",
    "DOCUMENT",
    "ProQuest",
    "Factiva",
    "Page ",
)


def rtf(text):
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)
    return ("{\\rtf1\\ansi " + escaped.replace("\n", "\\par\n") + "}").encode()


def docx(text):
    return make_docx(*text.split("\n"))


FORMS = {".txt": str.encode, ".rtf": rtf, ".docx": docx}


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("maker", EXPORTS)
def test_as_many_articles_come_out_as_are_in(tmp_path, maker, ending):
    found = stories(100 if ending == ".txt" else 12)
    path = tmp_path / f"export{ending}"
    path.write_bytes(FORMS[ending](EXPORTS[maker](found)))
    container = open_file(path, path.read_bytes())
    assert container is not None
    assert container.title == maker.partition(",")[0]
    assert len(container.items) == container.articles == len(found)
    for story, item in zip(found, container.items, strict=True):
        assert isinstance(item, Article)
        assert (item.title, item.source, item.authors) == (story.title, story.outlet, (story.author,))
        assert item.date.isoformat()[:10] == story.iso
        assert item.text == "\n\n".join(story.words)
        assert not any(words in item.text for words in FURNITURE)


@pytest.mark.parametrize("maker", EXPORTS)
def test_an_export_in_a_library_is_said_to_be_one_and_never_one_article(tmp_path, maker):
    path = tmp_path / "export.txt"
    path.write_text(EXPORTS[maker](stories(3)), "utf-8")
    problem = load_article(path)
    assert isinstance(problem, Problem)
    assert problem.reason.startswith(f"{maker.partition(',')[0]} of 3 articles")


@pytest.mark.parametrize("maker", EXPORTS)
def test_an_export_of_one_article_opens_as_it(tmp_path, maker):
    path = tmp_path / "export.txt"
    (story,) = stories(1)
    path.write_text(EXPORTS[maker]([story]).replace("\n", "\r\n"), "utf-8")
    article = load_article(path)
    assert isinstance(article, Article)
    assert (article.title, article.source, article.text) == (
        story.title,
        story.outlet,
        "\n\n".join(story.words),
    )


@pytest.mark.parametrize(
    "words",
    [
        "He read the file.\n\nEnd of Document, it said at the foot, and nobody knew why.",
        "The court saw 1 of 3 documents.\n\nBYLINE: a word that editors use.",
        "Document 1 of 3 was shown to the jury on Monday.",
        "AN old man walked in.\n\nHD is short for headline, PD for publication date, she said.",
    ],
)
def test_prose_about_documents_is_no_export(tmp_path, words):
    path = tmp_path / "a.txt"
    path.write_text(f"Papers shown in court\n\n{words}\n", "utf-8")
    assert isinstance(load_article(path), Article)


@pytest.mark.parametrize("maker", ["a Nexis Uni export", "a LexisNexis export", "a Factiva export"])
def test_an_article_whose_fields_cannot_be_told_is_not_lost(tmp_path, maker):
    found = stories(3)
    text = EXPORTS[maker](found)
    at = text.index(found[1].title, text.index(found[0].words[1]))
    end = text.index(found[1].words[0][:40])
    text = f"{text[:at]}{'words without any field ' * 12}\n{text[end:]}"
    container = open_file(tmp_path / "a.txt", text.encode())
    told = "\n".join(item.text for item in container.items)
    assert all(story.words[1] in told for story in found)


GERMAN = """Hafentunnel kommt später
Lowmarker Kurier
14. März 2025 Freitag


Copyright 2025 Lowmarker Kurier GmbH Alle Rechte vorbehalten
Rubrik: POLITIK; S. 1
Länge: 41 Wörter
Autor: Ilse Marten
Body

Der Tunnel öffnet später.

Ladedatum: 14. März 2025


Ende des Dokuments
"""
DUTCH = """Hafentunnel kommt später

Door Ilse Marten
41 woorden
14 maart 2025
Lowmarker Kurier
LOWM
Nederlands
Copyright 2025 Lowmarker Kurier

Der Tunnel öffnet später.

Document LOWM000020250314el3e00001
"""


@pytest.mark.parametrize("text", [GERMAN, DUTCH])
def test_the_labels_of_other_languages_are_known(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    article = load_article(tmp_path / "a.txt")
    assert (article.title, article.source, article.authors) == (
        "Hafentunnel kommt später", "Lowmarker Kurier", ("Ilse Marten",),
    )  # fmt: skip
    assert (article.date.isoformat(), article.text) == ("2025-03-14", "Der Tunnel öffnet später.")
