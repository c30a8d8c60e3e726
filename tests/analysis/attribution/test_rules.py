"""Every rule's docstring gives an example; here they run."""

import re

import pytest
from quoted import quotations

from reader.analysis.attribution.cue_ranking import CuePosition, ranked_cue
from reader.analysis.attribution.rules import RULES
from reader.analysis.model import WEIGHED

EXAMPLE = re.compile(r"Example: (?P<text>.+?) => (?P<speaker>.+?)(?= Example:|$)")
WITH_EXAMPLES = [rule for rule in RULES if rule is not ranked_cue]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.__name__)
def test_the_examples_of_a_rule_are_decided_by_that_rule(rule):
    examples = list(EXAMPLE.finditer(" ".join(rule.__doc__.split())))
    assert examples, "the docstring shows no example"
    for example in examples:
        last = quotations(example["text"])[-1]
        assert (last.attribution.rule, last.speaker) == (rule.__name__.replace("_", " "), example["speaker"])


@pytest.mark.parametrize(
    ("position", "text", "speaker"),
    [
        (CuePosition.AFTER, "“It was a long night,” in the words of Ruth Adeyemi.", "Ruth Adeyemi"),
        (CuePosition.BESIDE, "Ruth Adeyemi told the council that “nobody was asked”.", "Ruth Adeyemi"),
        (
            CuePosition.BEFORE,
            "Ruth Adeyemi said the ferry had been “asleep at the wheel” for years.",
            "Ruth Adeyemi",
        ),
        (
            CuePosition.LATER,
            "The “quiet collapse” ruined three villages, Ruth Adeyemi said.",
            "Ruth Adeyemi",
        ),
        (
            CuePosition.WEAK_BEFORE,
            "Ruth Adeyemi praised the crew as “calm beyond their years”.",
            "Ruth Adeyemi",
        ),
        (CuePosition.THING_BESIDE, "A sign on the gate read “closed until the water falls”.", None),
    ],
)
def test_a_cue_of_the_sentence_is_named_by_where_it_stands(position, text, speaker):
    last = quotations(text)[-1]
    assert (last.attribution.rule.removesuffix(WEIGHED), last.speaker) == (position, speaker)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(
            "Ruth Adeyemi later apologised for calling the singer an “entertainer.”",
            "cue before (weighed)",
            id="one of two cues",
        ),
        pytest.param("Ruth Adeyemi said it was “late”.", "cue before", id="the only cue"),
        pytest.param(
            "The lake is known as “The Spoon” in the village.", "none (weighed)", id="a term by weights"
        ),
        pytest.param("The so-called “rain tax” will rise.", "none", id="a term by rule"),
    ],
)
def test_a_rule_says_where_weights_decided(text, rule):
    assert quotations(text)[-1].attribution.rule == rule
