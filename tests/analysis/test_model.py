import pytest

from reader.analysis.attribution.cue_ranking import CuePosition, ranked_cue
from reader.analysis.attribution.rules import RULES
from reader.analysis.model import WEIGHED, describe_rule

NAMES = [rule.__name__.replace("_", " ") for rule in RULES if rule is not ranked_cue]


@pytest.mark.parametrize("name", [*NAMES, *CuePosition, "nested", "nested cue", "none", "not examined"])
def test_every_rule_has_a_sentence_for_people(name):
    assert describe_rule(name)


def test_an_unknown_rule_has_none():
    assert describe_rule("crystal ball") is None


def test_a_rule_says_where_learned_weights_decided():
    assert describe_rule(f"none{WEIGHED}") == f"{describe_rule('none')}; learned weights decided"
