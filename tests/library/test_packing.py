"""What is packed comes out again, whole; what is damaged says so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.model import Analysis, Attribution, Kind, Person, Quotation
from reader.articles.model import Article, Paragraph, ParagraphKind, Span, Style
from reader.errors import LibraryError
from reader.library.packing import (
    build_analysis,
    build_article,
    pack_details,
    pack_text,
    unpack_details,
    unpack_text,
)

NUMBERS = st.integers(0, 2**40)
NAMES = st.one_of(st.none(), st.text(max_size=5))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
SOME = st.one_of(st.none(), TEXTS)
PARAGRAPHS = st.builds(Paragraph, NUMBERS, NUMBERS, st.sampled_from(ParagraphKind), st.integers(0, 6), TEXTS)
SPANS = st.builds(Span, NUMBERS, NUMBERS, st.sampled_from(Style), SOME)
ATTRIBUTIONS = st.builds(
    Attribution, TEXTS, SOME, SOME, st.one_of(st.none(), NUMBERS), SOME, st.one_of(st.none(), NUMBERS),
    st.lists(TEXTS, max_size=3).map(tuple), SOME,
)  # fmt: skip
QUOTATIONS = st.builds(
    Quotation, NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(Kind), ATTRIBUTIONS, st.integers(0, 3),
    st.booleans(),
)  # fmt: skip
PEOPLE = st.builds(
    Person,
    TEXTS,
    st.lists(TEXTS).map(tuple),
    st.lists(TEXTS).map(tuple),
    st.sampled_from([None, "f"]),
    st.booleans(),
)


def several(values):
    return st.lists(values, max_size=3).map(tuple)


FILLED = st.one_of(st.none(), TEXTS.filter(bool))
ARTICLES = st.builds(
    Article, path=st.just(Path("a.md")), title=st.just("T"), text=st.just("words"),
    paragraphs=several(PARAGRAPHS), place=FILLED, url=FILLED, authors=several(TEXTS), summary=FILLED,
    topics=several(TEXTS), speakers=several(TEXTS), language=st.sampled_from([None, "en"]),
    spans=several(SPANS), extra=several(st.tuples(TEXTS, TEXTS)), problems=several(TEXTS),
    draft=st.sampled_from([None, False, True]),
)  # fmt: skip
ANALYSES = st.builds(Analysis, several(QUOTATIONS), several(PEOPLE), several(TEXTS))


@given(ARTICLES, ANALYSES)
def test_an_article_and_its_analysis_come_back_as_they_were(article, analysis):
    details = unpack_details(pack_details(article, analysis))
    assert build_article(article.path, "T", False, None, None, None, "words", details) == article
    assert build_analysis(details, {}) == analysis


@pytest.mark.parametrize("text", ["", "plain", "“żółć” 🙂", "words " * 60, "long words " * 60_000], ids=len)
def test_a_text_comes_back_as_it_was(text):
    assert unpack_text(pack_text(text)) == text


def test_short_texts_are_packed_and_very_long_ones_only_kept():
    assert len(pack_text("the same again " * 100)) < 100
    assert len(pack_text("the same again " * 100_000)) > 1_000_000


@pytest.mark.parametrize("spoil", [lambda b: b[:-5], lambda b: b[:9] + b"xx" + b[11:], lambda b: b""])
def test_a_damaged_blob_says_so(spoil):
    blob = pack_text("some words that are long enough to be packed, packed, packed")
    with pytest.raises(LibraryError, match="damaged"):
        unpack_details(spoil(blob))


def test_speakers_get_their_names_of_the_whole_library_and_the_chain_says_so():
    said = Attribution("rule", "Kallas", chain=("she", "Kallas"))
    quotation = Quotation(0, 1, 0, 1, Kind.DIRECT, said)
    article = Article(Path("a.md"), "T", "x", (Paragraph(0, 1),))
    details = unpack_details(pack_details(article, Analysis((quotation,), (Person("Kallas"),))))
    analysis = build_analysis(details, {"Kallas": "Kaja Kallas"})
    assert analysis.quotations[0].speaker == "Kaja Kallas"
    assert analysis.quotations[0].attribution.chain == ("she", "Kallas", "Kaja Kallas")
    assert analysis.people[0].name == "Kaja Kallas"
