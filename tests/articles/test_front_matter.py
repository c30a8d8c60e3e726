import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.front_matter import split_front_matter


def test_metadata_and_body_are_split_and_every_scalar_stays_text():
    matter = split_front_matter("---\ntitle: NO\ncount: 12:30\nlist: [1, 2]\n---\nBody\n")
    assert matter.values == {"title": "NO", "count": "12:30", "list": ["1", "2"]}
    assert (matter.body.strip(), matter.problems, matter.found) == ("Body", (), True)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA section set off by rules.\n\n---\n\nMore text.",
        "---\nHe came; she went.\nThey talked, and nobody: “listened”\nat all, she said.\n---\nText",
        "Text without anything.",
        "--- not a rule\ntitle: x\n---\n",
        "---",
        "---\nJust prose that never closes.",
    ],
)
def test_a_text_that_only_begins_with_a_rule_loses_nothing(text):
    matter = split_front_matter(text)
    assert not matter.found
    assert matter.body == text


def test_an_unquoted_colon_is_salvaged_line_by_line_and_reported():
    matter = split_front_matter("---\ntitle: Oil: prices up\ntags:\n  - a\n  - 'b'\nplace: Oslo\n---\nBody")
    assert matter.values == {"title": "Oil: prices up", "tags": ["a", "b"], "place": "Oslo"}
    assert matter.body.strip() == "Body"
    assert "line 2" in matter.problems[0]
    assert "read line by line" in matter.problems[0]


@pytest.mark.parametrize(
    ("block", "kind"), [("- one\n- two", "a list"), ("just words", "plain text")], ids=["list", "scalar"]
)
def test_metadata_that_is_no_mapping_is_reported_and_kept_in_the_text(block, kind):
    matter = split_front_matter(f"---\n{block}\n---\nBody")
    assert not matter.found
    assert kind in matter.problems[0]
    assert block in matter.body


def test_an_unclosed_block_gives_its_pairs_and_the_text_below():
    matter = split_front_matter("---\ntitle: Open\ntags:\n  - x\n\nThe body: it begins here.\n")
    assert matter.values == {"title": "Open", "tags": ["x"]}
    assert matter.body.strip() == "The body: it begins here."
    assert "not closed" in matter.problems[0]


def test_a_block_that_is_closed_far_below_is_called_too_long():
    matter = split_front_matter(f"---\ntitle: Long\nnotes: {'x ' * 150_000}\n---\nThe body.\n")
    assert matter.values["title"] == "Long"
    assert "far too long" in matter.problems[0]


@pytest.mark.parametrize(
    "block",
    [
        "a: &x [1,2]\nb: *x",
        "a: " + "[" * 50_000,
        "a: " + "{b: " * 40 + "c" + "}" * 40,
        "a: " + "[" * 40 + "]" * 40,
        "a:\n" + "".join(f"{' ' * n}b:\n" for n in range(1, 60)),
        "a: [" + "1," * 9_000 + "]",
        "a: " + "x" * 40_000,
    ],
    ids=["alias", "unclosed brackets", "deep braces", "deep brackets", "deep blocks", "many parts", "long"],
)
def test_yaml_that_could_hang_or_crash_a_loader_is_not_loaded(block):
    matter = split_front_matter(f"---\ntitle: Kept\n{block}\n---\nBody")
    assert matter.values["title"] == "Kept"
    assert matter.body.strip() == "Body"
    assert len(matter.problems) == 1
    assert "\n" not in matter.problems[0]


def test_an_alias_bomb_is_over_at_once():
    bomb = "a: &a [x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 8)}]\n" for n in range(12)
    )
    assert split_front_matter(f"---\n{bomb}---\nBody").body.strip() == "Body"


def test_escapes_hidden_in_quoted_yaml_are_sanitised():
    matter = split_front_matter('---\ntitle: "\\e[31mred\\e[0m\\a"\n"k\\e[1mey": "\\x9b1mx"\n---\n')
    assert matter.values == {"title": "red", "key": "x"}


@pytest.mark.parametrize(
    "text",
    [
        "---\ncontent: mine\n1: one\nhandler: x\n---\nBody",
        "---\ntitle: T\n...\nBody",
        "\n\n---\ntitle: T\n---\nBody",
        "---  \ntitle: T\n---  \nBody",
        "----\ntitle: T\n----\nBody",
    ],
)
def test_odd_but_common_forms_are_metadata(text):
    assert split_front_matter(text).found


@pytest.mark.parametrize("key", ["? [a, b]\n: c", "? {a: b}\n: c", "[a]: c"])
def test_a_key_that_is_no_text_spoils_no_other(key):
    matter = split_front_matter(f"---\ntitle: T\nplace: P\nsource: S\nauthor: A\n{key}\n---\nBody")
    assert matter.values["title"] == "T"
    assert "unhashable key" in matter.problems[0]


def test_an_empty_block_is_metadata_without_values():
    assert split_front_matter("---\n---\nBody").body.strip() == "Body"


YAMLISH = st.text("---\n: []{}&*!|>'\"#abc,\t\\e0", max_size=200)


@given(YAMLISH | st.text(max_size=200), st.booleans())
def test_any_block_is_split_without_a_crash(text, closed):
    whole = f"---\n{text}" + ("\n---\nThe body." if closed else "")
    matter = split_front_matter(whole)
    assert isinstance(matter.body, str)
    assert all("\n" not in problem for problem in matter.problems)
    if not matter.found:
        assert matter.body == whole
