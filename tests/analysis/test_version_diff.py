import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.version_diff import Change, Nature, compare_versions, find_nature

KEPT, LEFT_OUT, ADDED, CHANGED = Change.KEPT, Change.LEFT_OUT, Change.ADDED, Change.CHANGED
FULL = "We will rebuild the bridge before winter, and the town will pay for it, not the ferry company."


def differences(fullest, other):
    """What is not kept, as (change, nature, words of the fullest, words of the other)."""
    return [
        (step.change, step.nature, fullest[step.start : step.end].strip(" ,."),
         other[step.other_start : step.other_end].strip(" ,."))
        for step in compare_versions(fullest, other).steps if step.change is not KEPT
    ]  # fmt: skip


def test_equal_words_are_kept_whatever_the_punctuation_and_case():
    comparison = compare_versions(FULL, FULL.upper().replace(",", " –"))
    assert [step.change for step in comparison.steps] == [KEPT]
    assert comparison.kept == 1.0


@pytest.mark.parametrize(
    ("fullest", "other", "expected"),
    [
        (
            FULL,
            "We will rebuild the bridge before winter.",
            [(LEFT_OUT, Nature.PLAIN, "and the town will pay for it, not the ferry company", "")],
        ),
        (
            FULL,
            "We will rebuild the bridge ... and the town will pay for it, not the ferry company.",
            [(LEFT_OUT, Nature.ELISION, "before winter", "...".strip("."))],
        ),
        (
            FULL,
            "We will rebuild the bridge […] not the ferry company.",
            [(LEFT_OUT, Nature.ELISION, "before winter, and the town will pay for it", "[…]")],
        ),
        (
            "The road is safe. <...> Nobody was hurt, and the school opens on Monday as planned.",
            "The road is safe, I drove on it myself. Nobody was hurt, and the school opens on Monday.",
            [
                (ADDED, Nature.ELISION, "<...>", "I drove on it myself"),
                (LEFT_OUT, Nature.PLAIN, "as planned", ""),
            ],
        ),
        (
            "They promised us the money in March.",
            "[The councillors] promised us the money in March.",
            [(CHANGED, Nature.BRACKETS, "They", "[The councillors]")],
        ),
        (
            "They promised us the money in March.",
            "They promised us the money (some four million) in March.",
            [(ADDED, Nature.BRACKETS, "", "(some four million)")],
        ),
        (
            "The mission was a success for the centre.",
            "The missions were a success for the center.",
            [
                (CHANGED, Nature.NUMBER, "mission was", "missions were"),
                (CHANGED, Nature.SPELLING, "centre", "center"),
            ],
        ),
        (
            "She says that we will leave.",
            "She said that we would leave.",
            [(CHANGED, Nature.TENSE, "says", "said"), (CHANGED, Nature.TENSE, "will", "would")],
        ),
        ("We don't know, and they're late.", "We do not know and they are late.", []),
        (
            "We must close the old quarry at once.",
            "We must shut the old quarry at once.",
            [(CHANGED, Nature.PLAIN, "close", "shut")],
        ),
    ],
    ids=[
        *("a cut", "a marked cut", "a cut marked in brackets", "the fullest has a cut", "a word in brackets"),
        *("an insertion", "number and spelling", "tense", "contractions", "another word"),
    ],
)
def test_a_difference_is_shown_for_what_it_is(fullest, other, expected):
    assert differences(fullest, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "nature"),
    [
        ("say", "says", Nature.NUMBER),
        ("say", "said", Nature.TENSE),
        ("is", "are", Nature.NUMBER),
        ("is", "was", Nature.TENSE),
        ("was", "were", Nature.NUMBER),
        ("have", "had", Nature.TENSE),
        ("has", "had", Nature.TENSE),
        ("stop", "stopped", Nature.TENSE),
        ("argues", "argued", Nature.TENSE),
        ("carry", "carried", Nature.TENSE),
        ("country", "countries", Nature.NUMBER),
        ("child", "children", Nature.NUMBER),
        ("defence", "defense", Nature.SPELLING),
        ("organise", "organize", Nature.SPELLING),
        ("ready", "read", None),
        ("not", "now", None),
        ("1", "1s", None),
        ("king", "ked", None),
    ],
)
def test_forms_of_one_word_are_told_from_different_words(one, other, nature):
    assert find_nature(one, other) is nature
    assert find_nature(other, one) is nature


def test_the_share_kept_counts_words_of_the_fullest():
    assert compare_versions("one two three four", "two three").kept == 0.5
    assert compare_versions("one two three four", "one and two and three and four").kept == 1.0
    assert compare_versions("it is ready", "it was ready").kept == 1.0
    assert compare_versions("one two", "").kept == 0.0


def test_a_short_word_alone_between_differing_ones_was_not_kept():
    full = "He spoke at length of roads and of many other things besides."
    other = "He spoke at length, promising us a new school and a bath before everything besides."
    assert all(full[step.start : step.end] != "and " for step in compare_versions(full, other).steps)


WORDS = st.sampled_from(
    [
        "we",
        "say",
        "said",
        "the",
        "bridge",
        "bridges",
        "...",
        "<...>",
        "[",
        "]",
        "(then)",
        "don't",
        "—",
        "é",
        "a",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=40).map(" ".join))


@given(TEXTS, TEXTS)
def test_both_versions_can_be_put_together_from_the_steps(fullest, other):
    comparison = compare_versions(fullest, other)
    assert "".join(fullest[step.start : step.end] for step in comparison.steps) == fullest
    assert "".join(other[step.other_start : step.other_end] for step in comparison.steps) == other
    assert 0.0 <= comparison.kept <= 1.0


@given(TEXTS)
def test_a_text_keeps_all_of_itself(text):
    assert compare_versions(text, text).kept == 1.0


@pytest.mark.parametrize("vocabulary", [1, 2, 20, 3_000])
def test_the_work_grows_about_as_the_texts_do(vocabulary, monkeypatch):
    """Ten thousand words cost some ten times as many weighed pairs as a thousand."""

    from reader.analysis import version_diff

    weighed = []
    monkeypatch.setattr(
        version_diff,
        "_align_exactly",
        lambda one, other, gap: weighed.append((gap[1] - gap[0]) * (gap[3] - gap[2])) or [],
    )
    costs = []
    for count in (1_000, 10_000):
        weighed.clear()
        words = [f"w{number * number % 7919 % vocabulary}" for number in range(count)]
        other = [word for number, word in enumerate(words) if number % 9]
        compare_versions(" ".join(words), " ".join(other))
        costs.append(sum(weighed) + count)
    assert costs[1] <= 30 * costs[0]
