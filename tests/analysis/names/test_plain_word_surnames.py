"""A surname that is an ordinary word is a name only where it must be one."""

import pytest
from quoted import quotations

INTRODUCED = "Marty Small runs the ferry and Theresa May the port. "


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("“We sail at six,” said Small, who owns a boat.", "Marty Small", id="after the verb"),
        pytest.param("“We sail at six,” Small said.", "Marty Small", id="before the verb"),
        pytest.param("“We sail at six,” May said.", "Theresa May", id="a month that speaks"),
        pytest.param("Small boats stay in. “We sail at six,” they said.", None, id="only opens a sentence"),
        pytest.param("In May, ferries sail at six, or “never, if it blows hard.”", None, id="a month"),
    ],
)
def test_an_ordinary_word_is_a_surname_beside_a_verb_of_saying(text, speaker):
    assert quotations(INTRODUCED + text)[0].speaker == speaker


def test_a_word_that_nobody_bears_is_no_surname():
    assert quotations("“We sail at six,” Small said.")[0].speaker is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Sens. Ann Frost and Ole Dahl met. “No,” Frost said.", "Ann Frost", id="senators"),
        pytest.param("“No,” said Bergen-based Hugo Frost.", "Hugo Frost", id="a description before"),
        pytest.param("“No,” said Mei-ling Chen.", "Mei-ling Chen", id="a given name with a hyphen"),
        pytest.param("“No,” said Lake City Mayor Ann Guardian.", "Ann Guardian", id="a surname like a body"),
        pytest.param("Ann Frost came. “No,” the Guardian said.", "Guardian", id="a body of that name"),
        pytest.param("“No,” said former Gov. Ann Frost.", "Ann Frost", id="a title with former"),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text, speaker):
    assert quotations(text)[-1].speaker == speaker


def test_a_thing_before_a_colon_says_nothing_after_it():
    found = quotations("Rain fell, and so is the duty that follows: the town must “dig and not complain.”")
    assert (found[0].speaker, found[0].attribution.description) == (None, None)
