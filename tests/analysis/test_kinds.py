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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("The word “drizzle” is banned in the house of Ruth Adeyemi.", "term", id="the word"),
        pytest.param("Ruth Adeyemi said the term “rain tax” was wrong.", "term", id="the term, in a report"),
        pytest.param("Ruth Adeyemi said the tax was “wrong”.", "partial", id="not the term"),
        pytest.param("The word “wet” matters, Ruth Adeyemi said.", "term", id="the word begins"),
        pytest.param("Ruth Adeyemi used the word “disgrace” twice.", "partial", id="the word used"),
        pytest.param("Ruth Adeyemi sang the song “Rain on Tin” to a full house.", "term", id="a song"),
        pytest.param("Ruth Adeyemi said in a film, “Rain on Tin,” that it was late.", "term", id="a film"),
        pytest.param("Ruth Adeyemi said it was “like rain on tin”.", "partial", id="no song"),
        pytest.param("They met Ruth “Puddle” Adeyemi on Monday.", "term", id="a nickname in a name"),
        pytest.param("The lake is known as “The Spoon” in the village.", "term", id="known as"),
        pytest.param("Ruth Adeyemi described the lake as “a spoon of mud”.", "partial", id="described as"),
        pytest.param("Under the “Dry Feet” plan the road goes on, Ruth Adeyemi said.", "term", id="a plan"),
        pytest.param(
            "Ruth Adeyemi added that the lakes would be cleaned, that Norland had confirmed its 2 million "
            "crown share in the “March pattern” reeds list programme.",
            "term",
            id="a name before nouns",
        ),
        pytest.param("“(Laughter.)”", "term", id="an aside"),
        pytest.param("“More on this:”", "term", id="a label"),
        pytest.param("“It rained,” Ruth Adeyemi said, “and then it snowed.”", "direct", id="before the tag"),
        pytest.param("Ruth Adeyemi: ‘We will not wait for rain’", "direct", id="a headline's clause"),
        pytest.param("Ruth Adeyemi: Lake is ‘A Spoon of Mud’", "partial", id="a headline's fragment"),
    ],
)
def test_what_brings_the_words_in_tells_terms_from_fragments(text, kind):
    assert brief(text)[0][1] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("“It rained,” Ruth Adeyemi said, “and then it snowed.”", "direct", id="goes on"),
        pytest.param(
            "“It rained,” Ruth Adeyemi said, adding that the lake was “full to the brim.”",
            "partial",
            id="a second verb",
        ),
        pytest.param("“It rained,” Ruth Adeyemi said, and called it “a blessing.”", "partial", id="called"),
    ],
)
def test_a_second_half_is_direct_where_a_tag_only_interrupts(text, kind):
    assert brief(text)[1][1] == kind


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
