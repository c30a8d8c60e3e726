import pytest
from quoted import build, quotations

from reader.analysis.analyse import find_quotations


def last_speaker(text, **given):
    return quotations(text, **given)[-1].speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Ruth Adams met Peter Crane. “It rained,” Crane said.", "Peter Crane", id="surname"),
        pytest.param("Kyiv's envoy Ruth Adams won. “It rained,” Ruth said.", "Ruth Adams", id="given name"),
        pytest.param("“It rained,” Adams said. Ruth Adams left.", "Ruth Adams", id="full name later"),
        pytest.param("Peter Crane met Ruth Adams. “It rained,” she said.", "Ruth Adams", id="she"),
        pytest.param("Ruth Adams met Peter Crane. “It rained,” he said.", "Peter Crane", id="he"),
        pytest.param("Ruth and Paul Adams came. “It rained,” Mrs. Adams said.", "Ruth Adams", id="spouses",
                     marks=pytest.mark.xfail(reason="a given name before 'and' has no surname yet")),
        pytest.param("Mayor Ruth Adams sang. “It rained,” the mayor said.", "Ruth Adams", id="title"),
        pytest.param("Ruth Adams, the mayor of Bergen, left. “It rained,” the mayor said.", "Ruth Adams",
                     id="apposition"),
        pytest.param("Peter Crane, a former mayor, met Ruth Adams, the mayor. “It rained,” the mayor said.",
                     "Ruth Adams", id="two mayors"),
        pytest.param("The Bergen Harbour Authority met. “It rained,” the authority said.",
                     "Bergen Harbour Authority", id="body by its noun"),
        pytest.param("A fisherman met an officer. “It rained,” he said.", None, id="nobody has a name"),
    ],
)  # fmt: skip
def test_a_source_is_led_back_to_its_name(text, speaker):
    assert last_speaker(text) == speaker


def test_the_headline_may_give_the_full_name():
    assert last_speaker("“It rained,” Adeyemi said.", title="Ruth Adeyemi speaks") == "Ruth Adeyemi"


def test_front_matter_may_give_the_full_name():
    assert last_speaker("“It rained,” Adeyemi said.", speakers=("Ruth Adeyemi",)) == "Ruth Adeyemi"


def test_the_chain_shows_each_step():
    found = quotations("Ruth Adeyemi left. “It rained,” she said.")[-1].attribution
    assert found.chain == ("she", "Ruth Adeyemi")
    assert (found.cue, found.mention) == ("said", "she")


def test_people_are_listed_with_forms_and_titles_and_silent_places_are_not():
    text = "Mayor Ruth Adeyemi left Norway. “It rained,” Adeyemi said. “No,” Russia replied."
    people = {person.name: person for person in find_quotations(build(text))[1]}
    assert set(people) == {"Ruth Adeyemi", "Russia"}
    assert people["Ruth Adeyemi"].forms == ("Ruth Adeyemi", "Adeyemi")
    assert people["Ruth Adeyemi"].titles == ("Mayor",)
    assert people["Ruth Adeyemi"].gender == "f"
    assert people["Russia"].organisation
