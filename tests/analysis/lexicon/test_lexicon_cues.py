"""Cues and the spelling rules that inflect them."""

from collections import Counter

import pytest
from quoted import quotations

from reader.analysis.lexicon import cue_classes, cue_nouns, cue_pasts, cues
from reader.text.english import double_last, past, present_participle, third_person
from reader.text.wordlists import read_toml


@pytest.mark.parametrize(
    ("verb", "s", "ed", "ing"),
    [
        ("claim", "claims", "claimed", "claiming"),
        ("argue", "argues", "argued", "arguing"),
        ("reply", "replies", "replied", "replying"),
        ("relay", "relays", "relayed", "relaying"),
        ("stress", "stresses", "stressed", "stressing"),
        ("preach", "preaches", "preached", "preaching"),
        ("quip", "quips", "quipped", "quipping"),
        ("beg", "begs", "begged", "begging"),
        ("quiz", "quizzes", "quizzed", "quizzing"),
        ("shout", "shouts", "shouted", "shouting"),
        ("mock", "mocks", "mocked", "mocking"),
        ("vow", "vows", "vowed", "vowing"),
        ("agree", "agrees", "agreed", "agreeing"),
        ("lie", "lies", "lied", "lying"),
        ("echo", "echoes", "echoed", "echoing"),
        ("answer", "answers", "answered", "answering"),
        ("fix", "fixes", "fixed", "fixing"),
        ("slam", "slams", "slammed", "slamming"),
        ("drawl", "drawls", "drawled", "drawling"),
    ],
    ids=lambda value: value,
)
def test_regular_verbs_follow_the_spelling_rules(verb: str, s: str, ed: str, ing: str) -> None:
    base = double_last(verb)
    assert (third_person(verb), past(base), present_participle(base)) == (s, ed, ing)


def test_doubling_can_be_told() -> None:
    assert past(double_last("admit", True)) == "admitted"
    assert past(double_last("label", False)) == "labeled"


@pytest.mark.parametrize(
    ("text", "lemma", "form"),
    [
        ("said", "say", "ed"),
        ("says", "say", "s"),
        ("saying", "say", "ing"),
        ("say", "say", "base"),
        ("told", "tell", "ed"),
        ("written", "write", "en"),
        ("spoke", "speak", "ed"),
        ("pointed out", "point out", "ed"),
        ("points out", "point out", "s"),
        ("went on to say", "go on to say", "ed"),
        ("hit back", "hit back", "ed"),
        ("admitted", "admit", "ed"),
        ("referring", "refer", "ing"),
        ("labelled", "label", "ed"),
        ("labeled", "label", "ed"),
        ("emphasised", "emphasise", "ed"),
        ("emphasized", "emphasize", "ed"),
        ("lashing out", "lash out", "ing"),
        ("read", "read", "ed"),
        ("according to", "according to", "phrase"),
        ("statement", "statement", "noun"),
        ("speeches", "speech", "noun"),
    ],
    ids=lambda value: value,
)
def test_every_inflected_form_leads_to_its_lemma(text: str, lemma: str, form: str) -> None:
    cue = cues()[text]
    assert (cue.lemma, cue.form) == (lemma, form)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("said", "neutral"),
        ("claimed", "claim"),
        ("conceded", "concession"),
        ("warned", "warning"),
        ("asked", "question"),
        ("replied", "answer"),
        ("vowed", "promise"),
        ("denied", "denial"),
        ("accused", "accusation"),
        ("agreed", "agreement"),
        ("slammed", "criticism"),
        ("praised", "praise"),
        ("urged", "demand"),
        ("thanked", "thanks"),
        ("joked", "emotion"),
        ("shouted", "manner"),
        ("added", "addition"),
        ("tweeted", "writing"),
        ("announced", "announcement"),
        ("believes", "opinion"),
        ("dubbed", "naming"),
    ],
)
def test_a_cue_has_its_class(text: str, cls: str) -> None:
    assert cues()[text].cls == cls


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("called", "naming"),
        ("dubs", "naming"),
        ("described", "naming"),
        ("accusing", "accusing"),
        ("said", ""),
        ("added", ""),
    ],
)
def test_a_cue_knows_its_frame(text: str, frame: str) -> None:
    assert cues()[text].frame == frame


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("went", True),
        ("laughed", True),
        ("thinks", True),
        ("added", True),
        ("urged", True),
        ("noted", True),
        ("said", False),
        ("stressed", False),
        ("warned", False),
        ("told", False),
        ("insisted", False),
    ],
)
def test_a_verb_that_mostly_reports_no_words_is_weak(text: str, weak: bool) -> None:
    assert cues()[text].weak is weak


def test_a_form_that_is_also_a_noun_says_so() -> None:
    assert cues()["claims"].noun
    assert cues()["claims"].form == "s"
    assert cue_nouns()["claims"].form == "noun"
    assert not cues()["said"].noun


def test_no_verb_is_in_two_classes() -> None:
    verbs = Counter(
        verb for group in read_toml("analysis/lexicon/cues.toml")["verbs"].values() for verb in group
    )
    assert [verb for verb, times in verbs.items() if times > 1] == []


@pytest.mark.parametrize("key", ["weak", "naming", "accusing"])
def test_a_marked_verb_is_in_a_class(key: str) -> None:
    data = read_toml("analysis/lexicon/cues.toml")
    known = {entry for kind in ("verbs", "phrases") for group in data[kind].values() for entry in group}
    assert [verb for verb in data[key] if verb not in known] == []
    assert [verb for verb, times in Counter(data[key]).items() if times > 1] == []


def test_a_cue_has_a_class_and_a_past_by_its_base_form():
    assert cue_classes()["warn"] == "warning"
    assert cue_classes()["according to"] == "neutral"
    assert {cue.lemma for cue in cues().values()} <= set(cue_classes())
    pasts = cue_pasts()
    assert (pasts["say"], pasts["point out"], pasts["deny"]) == ("said", "pointed out", "denied")
    assert "according to" not in pasts


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("“It will rain,” warned Ann Berg.", "warn"),
        ("Ann Berg points out: “The roof leaks.”", "point out"),
        ("According to Ann Berg, “the roof leaks”.", "according to"),
        ("Ann Berg: “The roof leaks.”", None),
    ],
)
def test_a_quotation_bears_the_base_form_of_its_cue(text, lemma):
    (quotation,) = quotations(text)
    assert quotation.attribution.lemma == lemma
