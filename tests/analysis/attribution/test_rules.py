"""Every rule's docstring gives an example; here they run."""

import re

import pytest
from quoted import quotations

from reader.analysis.attribution.cue_rules import PROPOSALS
from reader.analysis.attribution.rules import RULES, weighed_cue

EXAMPLE = re.compile(r"Example: (?P<text>.+?) => (?P<speaker>.+)")
WITH_EXAMPLES = [rule for rule in (*RULES, *PROPOSALS) if rule is not weighed_cue]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.__name__)
def test_the_example_of_a_rule_is_decided_by_that_rule(rule):
    example = EXAMPLE.search(" ".join(rule.__doc__.split()))
    assert example, "the docstring shows no example"
    last = quotations(example["text"])[-1]
    wanted = None if example["speaker"] == "nobody" else example["speaker"]
    assert (last.attribution.rule, last.speaker) == (rule.__name__.replace("_", " "), wanted)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(
            "Ruth Adeyemi later apologised for calling the singer an “entertainer.”",
            "cue elsewhere (weighed)",
            id="no rule proposes the cue",
        ),
        pytest.param("Ruth Adeyemi said it was “late”.", "cue before", id="the first rule proposes it"),
        pytest.param(
            "The lake is known as “The Spoon” in the village.", "none (weighed)", id="a term by weights"
        ),
        pytest.param("The so-called “rain tax” will rise.", "none", id="a term by rule"),
    ],
)
def test_a_rule_says_where_weights_decided(text, rule):
    assert quotations(text)[-1].attribution.rule == rule
