"""Where a query's words stand in a text."""

import pytest
from made_library import planned

from reader.library.query.snippets import cut_snippet, finder


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("frozen", "Frozen? FROZEN, unfrozen frozenly", ["Frozen", "FROZEN"]),
        ("froz*", "Frozen frozenly", ["Froz", "froz"]),
        ("cafe", "a café, a cafés", ["café"]),
        ("łódź", "in Lodz and Łódź", ["Lodz", "Łódź"]),
        (
            '"frozen assets"',
            "frozen assets; frozen, assets; assets frozen",
            ["frozen assets", "frozen, assets"],
        ),
        ("e-mail", "an E-Mail", ["E-Mail"]),
        ("a OR b -c", "a b c", ["a", "b"]),
        ("said:war", "war and peace", ["war"]),
        ("speaker:x is:unread", "x", []),
        ("i", "I İ ı", ["I", "İ", "ı"]),
        ("a.c", "a.c abc a c", ["a.c", "a c"]),
        ("", "anything", []),
        ("cafe", "The Blue Café, no cafeteria, CAFE", ["Café", "CAFE"]),
        ('"blue cafe"', "The Blue Café, no cafeteria, CAFE", ["Blue Café"]),
        ("-cafe", "The Blue Café", []),
        ("kettle OR blue", "The Blue Café", ["Blue"]),
    ],
)
def test_words_are_found_as_the_index_finds_them(query, text, found):
    pattern = finder(planned(query).words)
    assert ([] if pattern is None else pattern.findall(text)) == found


def test_a_snippet_is_one_line_cut_at_words():
    text = "First words here.\n\n" + "filler " * 40 + "the needle is\nin here " + "more " * 80
    snippet = cut_snippet(text, finder(planned("needle").words))
    assert "the needle is in here" in snippet
    assert "\n" not in snippet
    assert snippet.startswith("…filler")
    assert snippet.endswith("more…")
    assert cut_snippet("none", finder(planned("needle").words)) == ""
