import pytest
from quoted import brief


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("“It rained all night,” Ruth Adeyemi said.", "direct", id="a sentence and its tag"),
        pytest.param("Ruth Adeyemi said: “It rained all night.”", "direct", id="after a colon"),
        pytest.param("Ruth Adeyemi said it had rained “all night and all day”.", "partial", id="a fragment"),
        pytest.param("Ruth Adeyemi called the storm “a small mercy”.", "partial", id="what she called it"),
        pytest.param("The so-called “rain tax” will rise, Ruth Adeyemi said.", "term", id="so-called"),
        pytest.param("The band played “The Long Night of Rain” on Monday.", "term", id="a work"),
        pytest.param("The project, known as “Blue Roof”, ended.", "term", id="a name"),
    ],
)
def test_the_kind_follows_what_governs_the_words(text, kind):
    assert brief(text)[0][1] == kind


@pytest.mark.parametrize("text", ["The so-called “rain tax” will rise, Ruth Adeyemi said."])
def test_a_term_is_given_to_nobody(text):
    assert brief(text)[0][2] is None


@pytest.mark.parametrize(
    "text",
    [
        "“It rained,” a senior official said. Ruth Adeyemi left.",
        "Ruth Adeyemi left. “It rained,” said three people familiar with the matter.",
        "Ruth Adeyemi left. Residents said it was “like the sea”.",
    ],
)
def test_a_source_without_a_name_is_described_not_named(text):
    from quoted import quotations

    found = quotations(text)[0].attribution
    assert found.speaker is None
    assert found.description
