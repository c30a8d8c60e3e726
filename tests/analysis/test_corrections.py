"""Corrections made by hand find their words again, whatever else has changed around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.corrections import RULE, Correction, correct, find_corrected, make_correction
from reader.analysis.model import Analysis, Attribution, Kind, Quotation, describe_rule

TEXT = (
    "“We will pay the whole sum by May,” said Ines Okafor. The mayor called it “a start”. "
    "Later the auditor, too, called it “a start”."
)


def quotations_of(text: str) -> tuple[Quotation, ...]:
    """Every stretch in curly marks, as Ines Okafor's."""
    found = []
    place = text.find("“")
    while place >= 0:
        end = text.find("”", place)
        decided = Attribution("cue after", "Ines Okafor", "said", 3, lemma="say")
        found.append(Quotation(place + 1, end, place, end + 1, Kind.DIRECT, decided))
        place = text.find("“", end)
    return tuple(found)


def corrected(text: str, *corrections: Correction) -> tuple[list[str | None], int]:
    analysis, orphans = correct(text, Analysis(quotations_of(text)), corrections)
    return [quotation.speaker for quotation in analysis.quotations], len(orphans)


def test_a_correction_changes_its_words_only_and_keeps_the_cue():
    first = quotations_of(TEXT)[0]
    correction = make_correction(TEXT, first, "Ana Lind")
    analysis, orphans = correct(TEXT, Analysis(quotations_of(TEXT)), [correction])
    assert [q.speaker for q in analysis.quotations] == ["Ana Lind", "Ines Okafor", "Ines Okafor"]
    assert analysis.quotations[0].attribution == Attribution(RULE, "Ana Lind", "said", 3, lemma="say")
    assert not orphans
    assert describe_rule(RULE)


@pytest.mark.parametrize("number", [1, 2])
def test_of_equal_words_the_one_is_meant_around_which_most_is_as_it_was(number):
    correction = make_correction(TEXT, quotations_of(TEXT)[number], "Ana Lind")
    speakers, orphans = corrected(TEXT, correction)
    assert speakers[number] == "Ana Lind"
    assert speakers.count("Ana Lind") == 1
    assert not orphans


def test_edits_elsewhere_leave_a_correction_in_place():
    correction = make_correction(TEXT, quotations_of(TEXT)[2], "Ana Lind")
    edited = "A new first sentence, “with words”. " + TEXT.replace("by May", "by the end of May")
    speakers, orphans = corrected(edited, correction)
    assert speakers == ["Ines Okafor"] * 3 + ["Ana Lind"]
    assert not orphans


def test_long_words_are_known_without_what_stood_around_them():
    correction = make_correction(TEXT, quotations_of(TEXT)[0], "Ana Lind")
    speakers, _ = corrected("All is new: “We will pay the whole sum by May,” one hears.", correction)
    assert speakers == ["Ana Lind"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor called it “a good start”.",
        "Nobody said a word.",
        "It was “a start” for others.",
        "x“a start”x x“a start”x",
    ],
    ids=["other words", "no words", "short words elsewhere", "equal words, nothing tells which"],
)
def test_words_that_are_gone_or_cannot_be_told_leave_an_orphan(text):
    correction = make_correction(TEXT, quotations_of(TEXT)[1], "Ana Lind")
    speakers, orphans = corrected(text, correction)
    assert "Ana Lind" not in speakers
    assert orphans == 1


def test_a_term_has_no_speaker_and_nobody_is_an_answer():
    term, nobody = (
        make_correction(TEXT, quotations_of(TEXT)[1], "ignored", term=True),
        make_correction(TEXT, quotations_of(TEXT)[0], None),
    )
    analysis, _ = correct(TEXT, Analysis(quotations_of(TEXT)), [term, nobody])
    assert analysis.quotations[1].kind is Kind.TERM
    assert analysis.quotations[1].speaker is None
    assert analysis.quotations[0].kind is Kind.DIRECT
    assert analysis.quotations[0].speaker is None


def test_a_term_that_gets_a_speaker_is_a_fragment():
    text = "They call it “the plan” here."
    quotation = Quotation(14, 22, 13, 23, Kind.TERM, Attribution("none"))
    correction = make_correction(text, quotation, "Ana Lind")
    analysis, _ = correct(text, Analysis((quotation,)), [correction])
    assert analysis.quotations[0].kind is Kind.PARTIAL


def test_words_over_several_paragraphs_change_together():
    text = "“One.\n\n“Two.\n\n“Three,” she said.\n\n“Four.”"
    parts = [(1, 5, 0, 5), (8, 12, 7, 12), (15, 21, 14, 22), (35, 40, 34, 41)]
    quotations = tuple(
        Quotation(*part, Kind.DIRECT, Attribution("x", "Ines Okafor"), continues=number in (1, 2))
        for number, part in enumerate(parts)
    )
    correction = make_correction(text, quotations[1], "Ana Lind")
    analysis, _ = correct(text, Analysis(quotations), [correction])
    assert [q.speaker for q in analysis.quotations] == ["Ana Lind"] * 3 + ["Ines Okafor"]


def test_the_later_of_two_corrections_counts():
    first = quotations_of(TEXT)[0]
    both = [make_correction(TEXT, first, name) for name in ("Ana Lind", "Bo Lind")]
    assert corrected(TEXT, *both)[0][0] == "Bo Lind"


PIECES = st.lists(st.sampled_from(["“a”", "“b”", " ", "a", ". "]), max_size=30).map("".join)


@given(PIECES, st.integers(0, 9))
def test_a_correction_means_its_own_words_or_equal_ones_in_equal_surroundings(text, number):
    quotations = quotations_of(text)
    if number < len(quotations):
        correction = make_correction(text, quotations[number], "Ana Lind")
        found = find_corrected(text, quotations, correction)
        alike = [make_correction(text, each, "Ana Lind") == correction for each in quotations].count(True)
        assert found == number or (found is None and (alike > 1 or len(text) < 9))


@given(PIECES, PIECES, st.integers(0, 9))
def test_no_edit_lets_a_correction_change_other_words(text, edited, number):
    quotations = quotations_of(text)
    if number < len(quotations):
        correction = make_correction(text, quotations[number], "Ana Lind")
        analysis, _ = correct(edited, Analysis(quotations_of(edited)), [correction])
        for quotation in analysis.quotations:
            words = edited[quotation.start : quotation.end]
            assert quotation.speaker == "Ines Okafor" or words == correction.words
