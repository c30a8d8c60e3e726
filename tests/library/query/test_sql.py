"""Each condition pairs SQL with a sentence for people."""

from datetime import date

import pytest

from reader.library.article_ids import END, FIRST_DATED
from reader.library.query.fields import Bound, Field
from reader.library.query.nodes import Name
from reader.library.query.periods import read_period
from reader.library.query.plan import Label, Match, ResolvedQuery, make_condition
from reader.library.query.query import parse_query
from reader.library.query.sql import select

TODAY = date(2025, 12, 2)
KALLAS, AID, TASS, NOBODY = (
    Name(Field.SPEAKER, "kallas"), Name(Field.TOPIC, "aid"), Name(Field.SOURCE, "tass"),
    Name(Field.SPEAKER, "x"),
)  # fmt: skip
LABELS = {
    KALLAS: [Label(7, "Kaja Kallas", 100), Label(9, "Kallas", 20)], AID: [Label(3, "aid", 40)],
    TASS: [Label(5, "TASS", 900)], NOBODY: [],
}  # fmt: skip
AUGUST = Bound.ON.ids(read_period("2025-08", TODAY))
TAGGED = "EXISTS (SELECT 1 FROM tags WHERE tags.article = {} AND tags.label IN ({}))"
MARKED = "(SELECT f.article FROM state.marks m JOIN files f ON f.path = m.path WHERE m.library = ? AND m."


def selected(text):
    return select(resolved(text))


def resolved(text):
    query = parse_query(text, today=TODAY)
    return ResolvedQuery(query, make_condition(query.root, LABELS), 1)


@pytest.mark.parametrize(
    ("text", "source", "where", "parameters", "sentence"),
    [
        ("", "articles", "1", (), "all articles"),
        ("frozen", "words", "words MATCH ?", ('"frozen"',), "articles with frozen"),
        ('"a b" -c', "words", "words MATCH ?", ('("a b") NOT ("c")',),
         "articles with “a b”, but not with c"),
        ("title:x*", "words", "words MATCH ?", ('title : "x" *',), "articles with x… in the title"),
        ("a OR b", "words", "words MATCH ?", ('("a") OR ("b")',), "articles with a, or with b"),
        ("-a", "articles", "NOT (articles.id IN (SELECT rowid FROM words WHERE words MATCH ?))", ('"a"',),
         "articles but not with a"),
        ("said:war", "articles", "articles.id IN (SELECT rowid FROM said WHERE said MATCH ?)", ('"war"',),
         "articles with war inside quotations"),
        ("speaker:kallas", "tags tagged", "tagged.label IN (7, 9)", (),
         "articles quoting Kaja Kallas or Kallas"),
        ("speaker:x", "tags tagged", "tagged.label IN ()", (), "articles quoting x (in no article)"),
        ("source:tass topic:aid", "tags tagged",
         f"tagged.label IN (3) AND {TAGGED.format('tagged.article', 5)}",
         (), "articles from the outlet TASS, on the topic aid"),
        ("a source:tass", "words",
         f"words MATCH ? AND {TAGGED.format('words.rowid', 5)}",
         ('"a"',), "articles with a, from the outlet TASS"),
        ("a source:tass topic:aid", "tags tagged CROSS JOIN words ON words.rowid = tagged.article",
         f"tagged.label IN (3) AND words MATCH ? AND {TAGGED.format('tagged.article', 5)}",
         ('"a"',), "articles with a, from the outlet TASS, on the topic aid"),
        ("a said:war", "words",
         "words MATCH ? AND +words.rowid IN (SELECT rowid FROM said WHERE said MATCH ?)",
         ('"a"', '"war"'), "articles with a, with war inside quotations"),
        ("on:2025-08", "articles", "articles.id >= ? AND articles.id < ?", AUGUST, "articles of August 2025"),
        ("is:unread", "articles", f"articles.id NOT IN {MARKED}read AND f.article IS NOT NULL)", (1,),
         "articles that are unread"),
        ("is:starred", "articles", f"articles.id IN {MARKED}starred AND f.article IS NOT NULL)", (1,),
         "articles that are starred"),
        ("is:undated", "articles", f"articles.id < {FIRST_DATED}", (), "articles without a date"),
        ("is:problem", "articles", "articles.id IN (SELECT id FROM articles WHERE problem IS NOT NULL)", (),
         "articles with a problem"),
        ("has:quotes", "articles",
         "EXISTS (SELECT 1 FROM articles a WHERE a.id = articles.id AND a.quotes > 0)", (),
         "articles with quotations"),
    ],
)  # fmt: skip
def test_a_condition_is_sql_and_a_sentence(text, source, where, parameters, sentence):
    selection = selected(text)
    assert (selection.source, selection.where, selection.parameters) == (source, where, parameters)
    assert resolved(text).describe() == sentence


@pytest.mark.parametrize(
    "text",
    ['"x" OR 1', "NEAR(a b)", 'a"b', "x* ^y", "{a b}: c", "a + b", 'say ""', "-- drop", "'; DROP TABLE x"],
)
def test_typed_words_reach_the_index_as_strings_only(text):
    words = parse_query(f'"{text.replace(chr(34), chr(34) * 2)}"').root
    expression = '"' + " ".join(text.split()).replace('"', '""') + '"'
    assert make_condition(words, {}) == Match("words", expression, (words,))


def test_bounds_are_within_all_numbers():
    for bound in Bound:
        for text in ("0001", "9999", "9999-12", "9999-12-31", "2024-02-29", "2025-08-29T23:59"):
            low, high = bound.ids(read_period(text, TODAY))
            assert low >= FIRST_DATED
            assert high <= END
