import math

import pytest
from quoted import build, quotations

from reader.analysis.analyse import find_quotations
from reader.analysis.attribution import antecedents
from reader.analysis.attribution.antecedents import Candidate
from reader.analysis.attribution.coreference import choose_antecedent


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
        pytest.param("Ruth and Paul Adams came. “It rained,” Mrs. Adams said.", "Ruth Adams", id="spouses"),
        pytest.param("Mayor Ruth Adams sang. “It rained,” the mayor said.", "Ruth Adams", id="title"),
        pytest.param("Ruth Adams, the mayor of Bergen, left. “It rained,” the mayor said.", "Ruth Adams",
                     id="apposition"),
        pytest.param("Peter Crane, a former mayor, met Ruth Adams, the mayor. “It rained,” the mayor said.",
                     "Ruth Adams", id="two mayors"),
        pytest.param("The Bergen Harbour Authority met. “It rained,” the authority said.",
                     "Bergen Harbour Authority", id="body by its noun"),
        pytest.param("Ruth and Paul Adams came. “It rained,” Ruth said.", "Ruth Adams",
                     id="shared surname"),
        pytest.param("Adam Crane Sr. left it to Adam Crane Jr. “It rained,” the elder Crane said.",
                     "Adam Crane Sr.", id="elder"),
        pytest.param("Adam Crane won. His son Adam Crane Jr. came. “It rained,” Adam Crane said.",
                     "Adam Crane", id="father without a suffix"),
        pytest.param("Adam Crane won. His son Adam Crane Jr. came. “It rained,” Crane Jr. said.",
                     "Adam Crane Jr.", id="son by surname and suffix"),
        pytest.param("Rep. Ruth Crane met Gov. Adam Crane. “Yes,” Governor Crane said.", "Adam Crane",
                     id="namesakes told by title"),
        pytest.param("The caretaker, Adam Crane, met Ruth Adams. “Yes,” the caretaker said.", "Adam Crane",
                     id="role before a comma"),
        pytest.param("Adam Crane, 61, met Peter Lund, 34. “It rained,” the 61-year-old said.", "Adam Crane",
                     id="age"),
        pytest.param("The head of the harbour board, Adam Crane, said it was “late”.", "Adam Crane",
                     id="long role before a comma"),
        pytest.param("The head of the rescue service Adam Crane said it was “late”.", "Adam Crane",
                     id="long role without a comma"),
        pytest.param("Bishop Adam Crane sang. “It rained,” His Eminence said.", "Adam Crane", id="address"),
        pytest.param("Adam Crane, the mayor, met Peter Lund. The mayor was asked why. “It rained,” he said.",
                     "Adam Crane", id="he after a role"),
        pytest.param("Adam Crane met Peter Lund. The ship's captain told all. “It rained,” he said.", None,
                     id="he after somebody without a name"),
        pytest.param("Adam Crane is health minister. The shadow health minister said it was “late”.", None,
                     id="shadow minister is somebody else"),
        pytest.param("Varn Lithics rose. Varn Lithics said so. The company put it at “a penny”.",
                     "Varn Lithics", id="the company"),
        pytest.param("The Harbour Board met. “It rained,” the board said.|“We are late,” it said.",
                     "Harbour Board", id="it after a body"),
        pytest.param("The Harbour Board met Adam Crane. He left. “It rained,” it said.", None,
                     id="it after a person"),
        pytest.param("The Harbour Board said so in a post. “It rained,” the message says.", "Harbour Board",
                     id="the message"),
        pytest.param("Adam Fairclough left. “It rained,” Fairclogh said.", "Adam Fairclough",
                     id="slip of the pen"),
        pytest.param("Ruth Tollemer met Adam Crane. Tolemer left. “It rained,” she said.", "Ruth Tollemer",
                     id="slip between name and pronoun"),
        pytest.param("Adam Lund left. “It rained,” Lung said.", "Lung", id="too short for a slip"),
        pytest.param("Adam Fairclough met Ruth Faircloth. “It rained,” Faircloth said.", "Ruth Faircloth",
                     id="two names a letter apart"),
        pytest.param("Adam Fairclough left. Faircloth came. Faircloth sat. “It rained,” Faircloth said.",
                     "Faircloth", id="written often, no slip"),
        pytest.param("Adam Crane wrote it. Harsh? He laughed. “It rained,” he said.", "Adam Crane",
                     id="question of one word"),
        pytest.param("Harsh Vellodi met Adam Crane. Harsh? He left. “It rained,” Harsh said.",
                     "Harsh Vellodi", id="question that names somebody"),
        pytest.param("Adam Crane left.|He also said Peter Lund knew.|“It rained,” he said.", "Adam Crane",
                     id="he is not whom he speaks of"),
        pytest.param("Adam Crane left.|She said that Peter Lund knew.|“It rained,” he said.", "Peter Lund",
                     id="he is whom she speaks of"),
        pytest.param("Adam Crane left. A clerk said Peter Lund was late.|“It rained,” he said.", "Adam Crane",
                     id="somebody in what is reported comes second"),
        pytest.param("Adam Crane left. Peter Lund was late.|“It rained,” he said.", "Peter Lund",
                     id="the subject comes first"),
        pytest.param("The town thanked Adam Crane, Peter Lund and Karl Voss. “It rained,” he said.", None,
                     id="three alike, none of whom stands out"),
        pytest.param("A fisherman met an officer. “It rained,” he said.", None, id="nobody has a name"),
    ],
)  # fmt: skip
def test_a_source_is_led_back_to_its_name(text, speaker):
    assert last_speaker(text) == speaker


@pytest.mark.parametrize(
    ("shares", "chosen"),
    [
        pytest.param((100,), 0, id="the only one"),
        pytest.param((49, 51), 1, id="just likelier than the other"),
        pytest.param((30, 51, 19), 1, id="just likelier than both others together"),
        pytest.param((30, 49, 21), None, id="likeliest, but not likelier than both others together"),
        pytest.param((), None, id="nobody"),
    ],
)
def test_a_pronoun_means_who_is_likelier_than_all_others_together(monkeypatch, shares, chosen):
    monkeypatch.setattr(
        antecedents, "feature_weights", lambda choice: {f"{share} %": math.log(share) for share in shares}
    )
    candidates = [Candidate(number, (f"{share} %",)) for number, share in enumerate(shares)]
    assert choose_antecedent(candidates) == chosen


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
