"""The annotated articles are sound, and the scorer counts what it says."""

import re

import pytest
from annotated import SOURCES, AnnotationError, Gold, Named, build_article, load_annotated, read_annotated
from naming import same_name, same_surname
from scoring import count_article

from reader.analysis.model import Attribution, Kind, Quotation

ARTICLES = load_annotated()
HEADER = "story: court\ncountry: India\nperson: Anjali Rao; Rao\norg: Surya Alloys; the company\n---\n"
_MARK = re.compile("[\"“”„«»‹›‟]|``|(?<![\\w’'])['‘](?=[^\\W\\d])")


def quotation(text: str, words: str, kind: Kind, speaker: str | None) -> Quotation:
    start = text.index(words)
    end = start + len(words)
    return Quotation(start, end, start - 1, end + 1, kind, Attribution("by hand", speaker))


def test_there_are_at_least_forty_articles_of_many_kinds_and_countries():
    assert len(ARTICLES) >= 40
    assert len({article.story for article in ARTICLES}) >= 20
    assert len({article.country for article in ARTICLES}) >= 25


def test_every_kind_and_every_way_of_naming_a_speaker_occurs():
    quotations = [gold for article in ARTICLES for gold in article.quotations]
    assert {gold.kind for gold in quotations} == set(Kind)
    assert {gold.source for gold in quotations} >= set(SOURCES)
    assert any(gold.anonymous for gold in quotations)
    assert any(gold.depth for gold in quotations)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
class TestEachArticle:
    def test_its_quotations_can_be_sliced_and_stand_between_marks(self, article):
        for gold in article.quotations:
            words = article.text[gold.start : gold.end]
            assert words.strip()
            assert not set(words) & set("{}|")
            assert re.search("[\"'“„‟‘‚«»‹]\\s?$|``$", article.text[: gold.start])
            assert "\n" not in words

    def test_it_leaves_no_quotation_mark_without_annotation(self, article):
        covered = set()
        for gold in article.quotations:
            covered.update(range(gold.start - 2, gold.end + 2))
        left = [mark.start() for mark in _MARK.finditer(article.text) if mark.start() not in covered]
        assert [article.text[max(0, at - 20) : at + 20] for at in left] == []

    def test_it_has_the_length_of_a_news_story(self, article):
        assert 110 <= len(article.text.split()) <= 450

    def test_its_people_all_stand_in_the_text(self, article):
        for person in article.people:
            assert any(form.casefold() in article.text.casefold() for form in person.forms), person

    def test_its_paragraphs_cover_its_words(self, article):
        built = build_article(article.name, article.text)
        covered = " ".join(article.text[p.start : p.end] for p in built.paragraphs)
        assert covered.split() == article.text.split()


def test_annotations_are_stripped_and_nest():
    body = "{“He said {‘no’|?|direct|a clerk},”|Rao|direct|pronoun} she said."
    article = read_annotated("x", HEADER + body)
    assert article.text == "“He said ‘no’,” she said."
    outer, inner = article.quotations
    assert article.text[outer.start : outer.end] == "He said ‘no’,"
    assert article.text[inner.start : inner.end] == "no"
    assert (inner.depth, inner.anonymous, inner.description) == (1, True, "a clerk")
    assert outer.speaker is not None
    assert outer.speaker.name == "Anjali Rao"


def test_a_quotation_without_its_closing_mark_runs_to_the_brace():
    article = read_annotated("x", HEADER + "{“Never closed.|Rao|direct}")
    (gold,) = article.quotations
    assert article.text[gold.start : gold.end] == "Never closed."


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{“words”|Nobody|direct}", id="unknown person"),
        pytest.param("{“words”|Rao|loud}", id="unknown kind"),
        pytest.param("{“words”|Rao|direct|guess}", id="unknown source"),
        pytest.param("{“words”|Rao|term}", id="a term with a speaker"),
        pytest.param("{words|Rao|direct}", id="no mark"),
        pytest.param("{“words”", id="brace not closed"),
        pytest.param("a | b", id="stray bar"),
    ],
)
def test_what_breaks_the_format_is_refused(body):
    with pytest.raises(AnnotationError):
        read_annotated("x", HEADER + body)


@pytest.mark.parametrize(
    ("given", "surname", "full"),
    [
        ("Anjali Rao", True, True),
        ("Justice Anjali Rao", True, False),
        ("Ms Rao", True, False),
        ("Rao", True, False),
        ("Vikram Rao", True, False),
        ("Anjali", False, False),
        (None, False, False),
    ],
)
def test_names_are_right_by_surname_or_in_full(given, surname, full):
    person = Named("Anjali Rao", "Rao", ("Anjali Rao", "Rao"))
    assert (same_surname(given, person), same_name(given, person)) == (surname, full)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("Lamar Crutchfield", True),
        ("Lamar T. Crutchfield Jr.", True),
        ("Lamar T. Crutchfield Sr.", False),
    ],
)
def test_a_father_is_not_his_son(given, right):
    son = Named("Lamar T. Crutchfield Jr.", "Crutchfield", ("Lamar T. Crutchfield Jr.", "Crutchfield"))
    assert same_name(given, son) is right


def test_particles_alone_are_no_full_name():
    person = Named("Fenna de Graaf", "de Graaf", ("Fenna de Graaf", "de Graaf"))
    assert same_surname("de Graaf", person)
    assert not same_name("de Graaf", person)
    assert same_name("Fenna de Graaf", person)


def test_errors_of_each_class_are_counted():
    text = "“One two three,” said Rao. “Four five six,” said an aide. He hid “seven eight”. A “ninth” list."
    rao = Named("Anjali Rao", "Rao", ("Anjali Rao", "Rao"))
    wanted = [
        Gold(1, 15, Kind.DIRECT, rao, source="surname"),
        Gold(text.index("Four"), text.index("Four") + 14, Kind.DIRECT, anonymous=True, description="an aide"),
        Gold(text.index("seven"), text.index("seven") + 11, Kind.PARTIAL, rao, source="pronoun"),
        Gold(text.index("ninth"), text.index("ninth") + 5, Kind.TERM),
    ]
    found = [
        quotation(text, "One two three,", Kind.DIRECT, "Anjali Rao"),
        quotation(text, "Four five six,", Kind.DIRECT, "Anjali Rao"),
        quotation(text, "ninth", Kind.PARTIAL, "Anjali Rao"),
    ]
    count, faults = count_article(text, wanted, found)
    assert (count["gold"], count["found"], count["span"]) == (3, 3, 2)
    assert (count["scored"], count["surname"], count["full"], count["names"]) == (2, 1, 1, 2)
    assert (count["terms named"], count["anonymous named"]) == (1, 1)
    assert {fault.what for fault in faults} == {
        "missed",
        "unnamed source named",
        "term named",
    }
