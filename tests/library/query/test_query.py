"""The query language: what it means, what it prints, what it refuses and where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.library.query.fields import Bound, Field, Flag, Where
from reader.library.query.nodes import And, Is, Name, Not, Or, Saved, When, Words
from reader.library.query.periods import read_period
from reader.library.query.query import Query, build_query, parse_query

TODAY = date(2025, 12, 2)
SEARCHES = {
    "aid": "aid OR help",
    "mine": "@aid is:unread",
    "loop": "@loop",
    "ring": "@round",
    "round": "x @ring",
    "bad": "(",
    "two words": "aid",
}


def parse(text: str) -> Query:
    return parse_query(text, today=TODAY, searches=SEARCHES)


def kallas(**more: bool) -> Name:
    return Name(Field.SPEAKER, "kallas", **more)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", None),
        ("  \n ", None),
        ("frozen", Words("frozen")),
        ("frozen assets", And((Words("frozen"), Words("assets")))),
        ("sanct*", Words("sanct", prefix=True)),
        ("sanct***", Words("sanct", prefix=True)),
        ('"exact  words"', Words("exact words", quoted=True)),
        ("“exact words”", Words("exact words", quoted=True)),
        ('“exact words"', Words("exact words", quoted=True)),
        ("»exact words«", Words("exact words", quoted=True)),
        ('"of “frozen” assets"', Words("of “frozen” assets", quoted=True)),
        ('"say ""yes"""', Words('say "yes"', quoted=True)),
        ('"exact wor"*', Words("exact wor", quoted=True, prefix=True)),
        ("-iran", Not(Words("iran"))),
        ("-(-iran)", Not(Not(Words("iran")))),
        ("NOT iran", Not(Words("iran"))),
        ("NOT(aid iran)", Not(And((Words("aid"), Words("iran"))))),
        ("!iran", Not(Words("iran"))),
        ('!"no deal"', Not(Words("no deal", quoted=True))),
        ("aid !", Words("aid")),
        ("aid NOT iran", And((Words("aid"), Not(Words("iran"))))),
        ("aid AND iran", And((Words("aid"), Words("iran")))),
        ("aid AND NOT iran", And((Words("aid"), Not(Words("iran"))))),
        ("aid && iran", And((Words("aid"), Words("iran")))),
        ("aid&&!iran", And((Words("aid"), Not(Words("iran"))))),
        ("aid | iran", Or((Words("aid"), Words("iran")))),
        ("aid|iran", Or((Words("aid"), Words("iran")))),
        ("aid || iran", Or((Words("aid"), Words("iran")))),
        ("aid OR NOT iran", Or((Words("aid"), Not(Words("iran"))))),
        ("(aid OR help) AND iran", And((Or((Words("aid"), Words("help"))), Words("iran")))),
        ('"AND" aid', And((Words("AND", quoted=True), Words("aid")))),
        ("ANDREW ORB NOTED", And((Words("ANDREW"), Words("ORB"), Words("NOTED")))),
        ('"frozen assets"~5', Words("frozen assets", quoted=True, near=5)),
        ('said:"frozen assets"~0', Words("frozen assets", Where.SAID, quoted=True, near=0)),
        ("the minister: we\ngo\r\non", And(tuple(map(Words, ("the", "minister:", "we", "go", "on"))))),
        ("R&D", Words("R&D")),
        ("iran OR iraq", Or((Words("iran"), Words("iraq")))),
        ("aid iran OR iraq", And((Words("aid"), Or((Words("iran"), Words("iraq")))))),
        ("(aid iran) OR iraq", Or((And((Words("aid"), Words("iran"))), Words("iraq")))),
        ("-(aid iran)", Not(And((Words("aid"), Words("iran"))))),
        ("()", None),
        ("(iran)", Words("iran")),
        ("or and not", And((Words("or"), Words("and"), Words("not")))),
        ("Marks & Spencer", And((Words("Marks"), Words("Spencer")))),
        ("12:30", Words("12:30")),
        ("e-mail", Words("e-mail")),
        ("don't", Words("don't")),
        ("me@example.org", Words("me@example.org")),
        ("speaker:kallas", kallas()),
        ("SPEAKER:kallas", kallas()),
        ("speaker:kal*", Name(Field.SPEAKER, "kal", prefix=True)),
        ('speaker:"Kaja Kallas"', Name(Field.SPEAKER, "Kaja Kallas", quoted=True)),
        ("speaker:“Kaja Kallas”", Name(Field.SPEAKER, "Kaja Kallas", quoted=True)),
        ("-speaker:kallas", Not(kallas())),
        ("said:war", Words("war", Where.SAID)),
        ('title:"the war"', Words("the war", Where.TITLE, quoted=True)),
        ("topic:aid", Name(Field.TOPIC, "aid")),
        ("cue:warn", Name(Field.CUE, "warn")),
        ("(topic:aid)", Name(Field.TOPIC, "aid")),
        ("((topic:aid)) iran", And((And((Name(Field.TOPIC, "aid"),)), Words("iran")))),
        ("-(topic:aid)", Not(And((Name(Field.TOPIC, "aid"),)))),
        ("source:tass", Name(Field.SOURCE, "tass")),
        ("place:Kyiv", Name(Field.PLACE, "Kyiv")),
        ("author:lee", Name(Field.AUTHOR, "lee")),
        ("is:unread", Is(Flag.UNREAD)),
        ("IS:Unread", Is(Flag.UNREAD)),
        ("has:quotes", Is(Flag.QUOTES)),
        ("after:2025", When(Bound.AFTER, "2025", read_period("2025", TODAY))),
        ("on:-7d", When(Bound.ON, "-7d", read_period("2025-11-25", TODAY))),
        ("@aid", Saved("aid", Or((Words("aid"), Words("help"))))),
        ('@"two words" x', And((Saved("two words", Words("aid")), Words("x")))),
        ("@mine", Saved("mine", And((Saved("aid", Or((Words("aid"), Words("help")))), Is(Flag.UNREAD))))),
    ],
)  # fmt: skip
def test_a_query_means(text, root):
    assert parse(text).root == root


@pytest.mark.parametrize(
    ("text", "position", "suggestion", "words"),
    [
        ("a speeker:x", 2, "speaker:", "did you mean speaker:"),
        ("http://example.org", 0, None, "quotation marks"),
        ("is:unred", 0, "is:unread", "did you mean is:unread"),
        ("x is:zzz", 2, None, "is:unread"),
        ("has:wings", 0, None, "has:quotes"),
        ("speaker:", 0, None, "needs a value"),
        ("speaker: kallas", 0, None, "needs a value"),
        ("speaker:(a b)", 0, None, "needs a value"),
        ("speaker:—", 0, None, "letters"),
        ("after:soon", 6, None, "is no date"),
        ("after:2025-13", 6, None, "no such date"),
        ("on:2025-02-30", 3, None, "no such date"),
        ("on:2025-02-03T25:00", 3, None, "no such date"),
        ("on:-9999y", 3, None, "no such date"),
        ('a "open', 2, None, "never closed"),
        ("a (open", 2, None, "never closed"),
        ("a ) b", 2, None, "never opened"),
        ("AND a", 0, None, "AND needs something before it"),
        ("a AND", 2, None, "AND needs something after it"),
        ("a && OR b", 2, None, "&& needs something after it"),
        ("(AND a)", 1, None, "before"),
        ("| a", 0, None, "before"),
        ("a | | b", 2, None, "after"),
        ("NOT", 0, None, "NOT needs something after it"),
        ("(a NOT)", 3, None, "after"),
        ("--iran", 0, None, "twice"),
        ("NOT -iran", 0, None, "twice"),
        ("!!iran", 0, None, "twice"),
        ("x –iran", 2, "-", "this is a dash"),
        ("−iran", 0, "-", "this is a dash"),
        ("a AND b OR c", 2, None, "brackets"),
        ("(a) OR b AND c", 9, None, "brackets"),
        ("a OR b AND c", 7, None, "brackets"),
        ("a NEAR b", 2, None, '"one other"~5'),
        ("a NEAR/3 b", 2, None, '"one other"~5'),
        ("a XOR b", 2, None, "no operator"),
        ("speaker=kallas", 0, "speaker:", "write speaker:"),
        ("x outlet=tass", 2, "source:", "write source:"),
        ("after>2025", 0, "after:", "after:"),
        ("speaker:-kallas", 0, "-speaker:", "before the field"),
        ("said:!no", 0, "-said:", "before the field"),
        ("speaker:kallas|jonson", 14, None, "OR"),
        ("outlet:tass", 0, "source:", "did you mean source:"),
        ("date:2025", 0, "on:", "did you mean on:"),
        ("OR a", 0, None, "before"),
        ("a OR", 2, None, "after"),
        ("a OR OR b", 2, None, "after"),
        ("(a OR )", 3, None, "after"),
        ("a - b", 2, None, "minus"),
        ("*", 0, None, "star"),
        ("@", 0, None, "no saved search"),
        ("x @aids", 2, "@aid", "did you mean @aid"),
        ("@loop", 0, None, "@loop"),
        ("@ring", 0, None, "leads back"),
        ("y @bad", 2, None, "in @bad"),
        ("(" * 100, 40, None, "brackets"),
    ],
)
def test_a_bad_query_says_what_is_wrong_and_where(text, position, suggestion, words):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.position, caught.value.suggestion) == (position, suggestion)
    assert words in str(caught.value)


def test_chips_name_the_parts_and_what_is_left_without_them():
    query = parse('speaker:"Kaja Kallas" after:2025-08 -iran is:unread "exact words"')
    assert [(chip.label, chip.field) for chip in query.chips()] == [
        ("speaker: Kaja Kallas", "speaker"),
        ("after: 2025-08", "after"),
        ("not iran", ""),
        ("unread", "is"),
        ("“exact words”", ""),
    ]
    assert str(query.chips()[2].without) == 'speaker:"Kaja Kallas" after:2025-08 is:unread "exact words"'
    assert parse("one").chips()[0].without.is_empty


def test_names_picked_in_lists_join_what_is_typed():
    query = build_query("frozen assets", speakers=['Dwayne "Rock" Hill'], topics=["aid"], today=TODAY)
    assert str(query) == 'frozen assets speaker:"Dwayne ""Rock"" Hill" topic:"aid"'
    assert query.values(Field.SPEAKER) == ('Dwayne "Rock" Hill',)
    assert build_query(speakers=["A"]).root == Name(Field.SPEAKER, "A", quoted=True)
    assert build_query().is_empty


def test_the_names_of_a_field_can_be_replaced():
    query = parse("speaker:a iran speaker:b").with_values(Field.SPEAKER, ["C"])
    assert str(query) == 'iran speaker:"C"'
    assert str(query.with_values(Field.SPEAKER, [])) == "iran"


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("", 'topic:"war"'),
        ("iran", 'iran topic:"war"'),
        ("topic:aid iran", 'iran (topic:aid) topic:"war"'),
        ("topic:aid topic:trade", '(topic:aid OR topic:trade) topic:"war"'),
        ('topic:"war" iran', 'iran topic:"war"'),
        ('topic:"war" topic:aid', 'topic:"war"'),
        ('(topic:aid) topic:"war"', '(topic:aid) topic:"war"'),
        ("speaker:a", 'speaker:a topic:"war"'),
    ],
)
def test_a_query_is_narrowed_even_beside_names_of_the_same_field(text, narrowed):
    assert str(parse(text).narrowed(Name(Field.TOPIC, "war", quoted=True))) == narrowed


def test_a_query_is_narrowed_once():
    query = parse("iran has:quotes")
    assert query.narrowed(Is(Flag.QUOTES)) == query
    assert str(query.narrowed(Is(Flag.SOURCE))) == "iran has:quotes has:source"


PIECES = st.sampled_from(
    [
        *[
            "speaker:",
            "said:",
            "topic:x",
            "(topic:y)",
            "is:unread",
            "has:quotes",
            "after:2025-08",
            "on:-7d",
            "@aid",
            "@mine",
        ],
        *["(", ")", '"', "“", "”", "«", "*", "-", "&", ":", "@", "OR", "kallas", "Łódź", "a", "12:30", '""'],
        *" \n ",
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map("".join))


def parse_or_error(text: str) -> Query | QueryError:
    try:
        return parse(text)
    except QueryError as error:
        return error


@given(TEXTS)
def test_no_text_crashes_the_parser_and_every_error_has_its_place(text):
    outcome = parse_or_error(text)
    if isinstance(outcome, QueryError):
        assert 0 <= outcome.position <= len(text)
        assert str(outcome)
    else:
        assert len(outcome.chips()) == len(outcome.parts)


@given(TEXTS)
def test_a_printed_query_parses_to_the_same_query(text):
    query = parse_or_error(text)
    if isinstance(query, Query):
        assert parse(str(query)) == query
        assert str(parse(str(query))) == str(query)


LEAVES = st.one_of(
    st.builds(
        lambda text: Words(" ".join(text.split()), quoted=True), st.text(min_size=1).filter(str.isalnum)
    ),
    st.builds(lambda text: Name(Field.TOPIC, " ".join(f"x {text}".split()), quoted=True), st.text()),
    st.sampled_from([Words("plain"), Words("pre", prefix=True), Is(Flag.UNREAD), Words("w", Where.SAID)]),
)
NODES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=4).map(lambda nodes: And(tuple(nodes))),
        st.lists(inner, min_size=2, max_size=4).map(lambda nodes: Or(tuple(nodes))),
    ),
    max_leaves=12,
)


@given(NODES)
def test_any_query_can_be_printed_and_parsed(node):
    assert parse(str(Query(node))).root == node
