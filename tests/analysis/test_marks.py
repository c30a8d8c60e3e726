import pytest
from quoted import build

from reader.analysis.marks import find_marked_spans


def between(text):
    article = build(text)
    return [article.text[m.start : m.end] for m in find_marked_spans(article.text, article.paragraphs)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param('He said "yes" and "no".', ["yes", "no"], id="straight"),
        pytest.param("He said “yes” and ”no“.", ["yes", "no"], id="curly, the second pair reversed"),
        pytest.param('He said “yes," and left.', ["yes,"], id="opened curly, closed straight"),
        pytest.param("''Yes,'' he said. ``No,'' she said.", ["Yes,", "No,"], id="typewriter"),
        pytest.param(
            "„Ja“, sagte er. «Oui», dit-elle. »Nej«, sa hon.", ["Ja", "Oui", "Nej"], id="other languages"
        ),
        pytest.param("« Oui », dit-elle.", ["Oui"], id="padded guillemets"),
        pytest.param(
            "'It's the ministers' plan,' she said.", ["It's the ministers' plan,"], id="single marks outside"
        ),
        pytest.param("The '90s, rock 'n' roll and the boys' club.", [], id="apostrophes only"),
        pytest.param("O'Brien didn't read the dogs' names.", [], id="names and contractions"),
        pytest.param('The door is 6\'2" high and 3" thick.', [], id="feet and inches"),
        pytest.param("“She said ‘go’ twice,” he said.", ["She said ‘go’ twice,", "go"], id="nested"),
        pytest.param("“She said “go” twice,” he said.", ["She said “go” twice,", "go"], id="nested alike"),
        pytest.param(
            "“It (the bridge) <...> [will] hold,” he said.",
            ["It (the bridge) <...> [will] hold,"],
            id="brackets",
        ),
        pytest.param(
            "He left. “We will be back|Nobody answered.", ["We will be back"], id="never closed, as speech"
        ),
        pytest.param("He measured a 3“ nail|and left.", [], id="never closed, as a measure"),
        pytest.param("All fine,” he said.", [], id="never opened"),
        pytest.param('""', [], id="empty"),
        pytest.param(
            "‘I asked her. She said “Who pays?”’ he said.",
            ["I asked her. She said “Who pays?”", "Who pays?"],
            id="double marks within single ones",
        ),
        pytest.param(
            "‘First “Blue Year” and then “Green Year”,’ he said, ‘and no rain.’",
            ["First “Blue Year” and then “Green Year”,", "Blue Year", "Green Year", "and no rain."],
            id="two pairs within single marks",
        ),
        pytest.param(
            "The dogs' owner called 'em \"lazy\" and the boys' team left.",
            ["lazy"],
            id="no single pair over a double one without the end of speech",
        ),
    ],
)
def test_marks_are_paired(text, wanted):
    assert between(text) == wanted


def test_an_unclosed_mark_costs_only_its_paragraph():
    assert between("She said “no and left.|“Yes,” he said.")[-1] == "Yes,"


def test_a_reopened_paragraph_continues_the_words():
    article = build("“First we wait.|“Then we go,” she said.")
    marked = find_marked_spans(article.text, article.paragraphs)
    assert [(mark.continues, mark.closed) for mark in marked] == [(False, False), (True, True)]
