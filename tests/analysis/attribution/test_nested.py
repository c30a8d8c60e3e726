"""Words inside of other words: whose they are."""

import pytest
from quoted import build

from reader.analysis.analyse import find_quotations


def inner(text):
    article = build(text)
    return [
        (article.text[q.start : q.end], q.kind.value, q.speaker)
        for q in find_quotations(article)[0]
        if q.depth
    ]


OUTER = "Ruth Adeyemi chairs the club."


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("‘Pal Jonson said: “We will not wait.”’", ("direct", "Pal Jonson"), id="a name before"),
        pytest.param("‘I said, “We will not wait.”’", ("direct", "Ruth Adeyemi"), id="the outer speaker"),
        pytest.param(
            "‘Pal Jonson rang me and he said, “We will not wait.”’", ("direct", "Pal Jonson"), id="a pronoun"
        ),
        pytest.param("‘Pal Jonson shouted “no”.’", ("partial", "Pal Jonson"), id="one word after its cue"),
        pytest.param("‘“We will not wait,” Pal Jonson told me.’", ("direct", "Pal Jonson"), id="cue after"),
        pytest.param("‘Pal Jonson would say, “We will not wait.”’", ("term", None), id="only might"),
        pytest.param("‘People say, “We will not wait.”’", ("term", None), id="nobody in particular"),
        pytest.param("‘My boss came and he said, “We wait.”’", ("term", None), id="somebody without a name"),
        pytest.param("‘They built “The Long Pier” for us.’", ("term", None), id="a name of a thing"),
    ],
)
def test_inner_words_belong_to_whom_the_outer_words_name(words, wanted):
    assert inner(f"{OUTER}|{words} Ruth Adeyemi said.")[0][1:] == wanted


def test_a_pronoun_may_mean_whom_the_sentence_before_is_about():
    before = "Ruth Adeyemi spoke last.|Then Karl Voss took her aside."
    found = inner(f"{before} “He told me, ‘Lose the list,’” Adeyemi said.")
    assert found == [("Lose the list,", "direct", "Karl Voss")]


def test_a_pronoun_never_means_the_outer_speaker():
    assert inner("“He told me, ‘Lose the list,’” Karl Voss said.") == [("Lose the list,", "term", None)]
