"""One fold for names, searches and quoted words."""

import pytest

from reader.text.folding import fold, fold_words, has_words, searchable


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"), ("ÉCOLE", "ecole"), ("Straße", "strasse"), ("STRAẞE", "strasse"),
        ("Đorđe", "dorde"),
        ("ﬁn", "fin"), ("Åse", "ase"), ("İlham Əliyev", "ilham aliyev"), ("O’Brien", "o'brien"),
        ("Hawaiʻi", "hawai'i"), ("plain", "plain"), ("", ""),
    ],
)  # fmt: skip
def test_folding_takes_off_case_accents_and_strokes(text, folded):
    assert fold(text) == folded


def test_both_small_sigmas_stay_letters():
    assert fold("ΆΣ").replace("σ", "ς") == "ας"


def test_words_are_folded_in_order():
    assert fold_words("O'Neill-Łoś, Jr.") == ("o", "neill", "los", "jr")
    assert fold_words("Oʼneill") == fold_words("O’Neill") == ("o", "neill")
    assert not has_words("– “…” –")


def test_what_is_indexed_keeps_case_and_accents_and_loses_strokes():
    assert searchable("plain é") == "plain é"
    assert searchable("Ørsted") == "Orsted"
