import pytest
from quoted import quotations

from reader.analysis.model import Kind


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("New talks on ‘a dead old bridge’|“It is a dead old bridge,” Ruth Adams said.",
                     "Ruth Adams", id="said again by one speaker"),
        pytest.param("New talks on ‘a DEAD old bridge’|“A dead, old bridge it is,” Ruth Adams said.",
                     "Ruth Adams", id="case and commas do not count"),
        pytest.param("New talks on ‘a dead old bridge’|“It is an old bridge,” Ruth Adams said.",
                     None, id="said otherwise"),
        pytest.param("New talks on ‘a dead old bridge’|“A dead old bridge,” Ruth Adams said.|"
                     "“A dead old bridge?” Peter Lund asked.", None, id="said by two"),
        pytest.param("New talks on ‘repair’|“It needs no repair,” Ruth Adams said.",
                     None, id="one word may be a term"),
        pytest.param("Farmers: ‘It is a dead old bridge’|“It is a dead old bridge,” Ruth Adams said.",
                     None, id="the headline gives it to several people"),
        pytest.param("Mayor: ‘It is a dead old bridge’|“It is a dead old bridge,” Ruth Adams said.",
                     "Ruth Adams", id="the headline gives it to somebody by role"),
        pytest.param("Peter Lund: ‘a dead old bridge’|“It is a dead old bridge,” Ruth Adams said.",
                     "Peter Lund", id="the headline tells its speaker"),
    ],
)  # fmt: skip
def test_words_of_a_headline_belong_to_who_says_them_below(text, speaker):
    assert quotations(text)[0].speaker == speaker


def test_words_in_a_later_paragraph_are_no_headline():
    text = "Ferry closes|Some saw “a dead old bridge” there.|“It is a dead old bridge,” Ruth Adams said."
    assert quotations(text)[0].attribution.rule != "said below"


def test_what_looked_like_a_term_becomes_a_partial_quotation():
    found = quotations("The ‘dead old bridge’ deal|It was a “dead old bridge”, Ruth Adams said.")[0]
    assert (found.kind, found.attribution.rule) == (Kind.PARTIAL, "said below")
