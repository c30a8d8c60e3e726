"""The plan of a query: names resolved, alternatives grouped, brackets dissolved, words joined."""

from datetime import date

import pytest
from made_library import Made, planned

from reader.library.query.fields import Field
from reader.library.query.nodes import Name, Words, leaves
from reader.library.query.plan import (
    AllOf,
    AnyOf,
    Label,
    Labelled,
    Match,
    Negated,
    ResolvedQuery,
    make_condition,
    resolve_names,
)
from reader.library.query.query import parse_query

TODAY = date(2025, 12, 2)
ONE, TWO, AID = Label(1, "Ann Berg", 5), Label(2, "Bo Lind", 3), Label(7, "aid", 4)
LABELS = {
    Name(Field.SPEAKER, "berg"): [ONE],
    Name(Field.SPEAKER, "b*"): [ONE, TWO],
    Name(Field.SPEAKER, "lind"): [TWO],
    Name(Field.TOPIC, "aid"): [AID],
}
BERG, EITHER = Labelled(Field.SPEAKER, (ONE,)), Labelled(Field.SPEAKER, (ONE, TWO))
LIND, ON_AID = Labelled(Field.SPEAKER, (TWO,)), Labelled(Field.TOPIC, (AID,))


def words(expression, *asked, table="words"):
    return Match(table, expression, tuple(map(Words, asked)))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("", AllOf(())),
        ("@empty", AllOf(())),
        ("a", words('"a"', "a")),
        ("a b -c", words('(("a") AND ("b")) NOT ("c")', "a", "b")),
        ("a (b OR c)", words('("a") AND (("b") OR ("c"))', "a", "b", "c")),
        ("-a", Negated(words('"a"', "a"))),
        ("speaker:berg speaker:lind", EITHER),
        ("speaker:berg (speaker:lind)", AllOf((BERG, LIND))),
        ("speaker:berg OR speaker:lind", AnyOf((BERG, LIND))),
        ("a (speaker:berg (b topic:aid)) -c",
         AllOf((words('(("a") AND ("b")) NOT ("c")', "a", "b"), BERG, ON_AID))),
        ("@both -a", AllOf((BERG, ON_AID, Negated(words('"a"', "a"))))),
    ],
)  # fmt: skip
def test_a_query_is_planned(text, condition):
    query = parse_query(text, searches={"empty": "", "both": "speaker:berg topic:aid"})
    assert make_condition(query.root, LABELS) == condition


def test_words_said_in_one_bracket_are_sought_together_and_those_of_two_apart():
    one, two = (make_condition(parse_query(text).root, {}) for text in ("said:a said:b", "said:a (said:b x)"))
    assert one.expression == '("a") AND ("b")'
    assert [part.expression for part in two.parts] == ['"x"', '"a"', '"b"']


def test_a_plan_is_made_once_for_each_state_of_the_index(library):
    query = parse_query("speaker:berg")
    library.write(Made("a.md", said=(("Bo Lind", "yes"),)))
    assert resolve_names(library.store, query).condition.labels == ()
    library.write(Made("b.md", said=(("Ann Berg", "no"),)))
    resolved = resolve_names(library.store, query)
    assert [label.name for label in resolved.condition.labels] == ["Ann Berg"]
    assert resolve_names(library.store, query) is resolved
    assert resolve_names(library.store, parse_query("speaker:lind")).condition != resolved.condition


def test_leaves_are_all_parts_or_those_asked_for():
    root = parse_query("a -(b speaker:x) (c OR -d) @s", searches={"s": "e"}).root
    assert [str(leaf) for leaf in leaves(root)] == ["a", "b", "speaker:x", "c", "d", "e"]
    assert [str(leaf) for leaf in leaves(root, asked_for=True)] == ["a", "c", "e"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "all articles"),
        ("frozen", "articles with frozen"),
        ('"frozen assets" -iran', "articles with “frozen assets”, but not with iran"),
        ("speaker:kallas speaker:jonson topic:aid", "articles quoting kallas or jonson, on the topic aid"),
        ("iran OR iraq", "articles with iran, or with iraq"),
        ("a (b OR c)", "articles with a, (with b, or with c)"),
        ("after:2025-08 before:2025-12-01", "articles from August 2025 on, before 1 December 2025"),
        ("on:yesterday", "articles of 1 December 2025"),
        ("on:2025-08-29T14:30", "articles of 29 August 2025 14:30"),
        ("is:unread is:starred has:quotes", "articles that are unread, that are starred, with quotations"),
        ("is:undated is:problem is:read", "articles without a date, with a problem, that have been read"),
        ("said:war title:aid*", "articles with aid… in the title, with war inside quotations"),
        ("place:kyiv author:lee source:tass",
         "articles reported from kyiv, by lee, from the outlet tass"),
        ("@aid", "articles on the topic aid"),
        ("(topic:aid) topic:war", "articles on the topic war, on the topic aid"),
        ("cue:warn has:source", "articles with the cue warn, with a known outlet"),
    ],
)  # fmt: skip
def test_a_plan_says_what_is_looked_for(text, sentence):
    assert planned(text, today=TODAY, searches={"aid": "topic:aid"}).describe() == sentence


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ([], "articles quoting be… (in no article)"),
        ([ONE, TWO], "articles quoting Ann Berg or Bo Lind"),
        ([ONE, TWO, AID, Label(8, "Cy Berg", 1)], "articles quoting be… (4 names)"),
    ],
)
def test_a_typed_name_is_said_as_the_names_that_it_means(labels, sentence):
    query = parse_query("speaker:be*")
    assert ResolvedQuery(query, make_condition(query.root, {query.root: labels}), 1).describe() == sentence
