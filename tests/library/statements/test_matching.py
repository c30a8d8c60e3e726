"""Which pairs are versions of each other: a case for each kind that was once missed or wrongly joined."""

from datetime import date, timedelta

import pytest

from reader.articles.model import PartialDate
from reader.library.statements.fingerprints import shingles, shingles_in, weighty
from reader.library.statements.links import fewest
from reader.library.statements.matching import Apart, are_versions, day_of, how_far, of_days

NEAR, UNTOLD, WEEKS, FAR = Apart
SAME, OTHER, UNKNOWN = (1, 1), (1, 2), (1, 0)
SPEECH = (
    "The orchard cooperative repaired its sluice before Easter. Whoever poisons our trout stream pays for "
    "every barrel of clean water. The tannery promised a filter and delivered a brochure."
)
SENTENCE = "Whoever poisons our trout stream pays for every barrel of clean water."
SHORT = SENTENCE.removesuffix(" of clean water.")
EQUAL = "What we see here is that every week the ferry brings more timber than the harbour can take in."
FORMULA = "We remain in close contact with partners and allies."


@pytest.mark.parametrize(
    ("one", "names", "apart", "fragment", "expected"),
    [
        pytest.param("our trout stream pays", SAME, NEAR, True, True, id="three words of one day"),
        pytest.param("our trout stream pays", SAME, UNTOLD, True, False, id="three words, undated"),
        pytest.param("our trout stream pays", OTHER, NEAR, True, False, id="three words of another speaker"),
        pytest.param("trout stream", SAME, NEAR, True, False, id="two words are nobody's"),
        pytest.param(SHORT, SAME, WEEKS, True, True, id="a fragment weeks later"),
        pytest.param(SHORT, SAME, WEEKS, False, False, id="a sentence that comes again weeks later"),
        pytest.param(SHORT, SAME, FAR, True, False, id="a short fragment months later"),
        pytest.param(SENTENCE, OTHER, NEAR, True, True, id="a fragment given to another speaker"),
        pytest.param(SENTENCE, UNKNOWN, UNTOLD, True, True, id="a fragment of nobody known, undated"),
        pytest.param(SENTENCE, OTHER, WEEKS, True, False, id="another speaker's fragment weeks later"),
        pytest.param(
            "poisons our herring and our trout stream pays and complains", SAME, NEAR, True, False,
            id="a fragment that differs inside",
        ),
        pytest.param(
            "Whoever poisons our trout shall sweep that chimney of dirty water.", SAME, NEAR, False, False,
            id="a sentence begun alike",
        ),
    ],
)  # fmt: skip
def test_what_is_asked_for_depends_on_what_else_is_known(one, names, apart, fragment, expected):
    words, speech = weighty(one), weighty(SPEECH)
    assert are_versions(words, speech, names, apart, (fragment, False)) is expected
    assert are_versions(speech, words, names[::-1], apart, (False, fragment)) is expected


@pytest.mark.parametrize("apart", [UNTOLD, WEEKS, FAR])
def test_a_formula_said_again_is_not_the_same_utterance(apart):
    assert not are_versions(weighty(FORMULA), weighty(FORMULA), SAME, apart)


@pytest.mark.parametrize("names", [OTHER, UNKNOWN], ids=["another", "unknown"])
@pytest.mark.parametrize(
    ("sentence", "apart", "expected"),
    [
        pytest.param(EQUAL, NEAR, True, id="within days"),
        pytest.param(EQUAL, UNTOLD, False, id="undated"),
        pytest.param(FORMULA, NEAR, False, id="a formula"),
    ],
)
def test_less_is_asked_of_a_long_sentence_that_is_printed_to_the_letter(names, sentence, apart, expected):
    assert are_versions(weighty(sentence), weighty(sentence), names, apart) is expected


def test_a_long_sentence_that_differs_needs_as_much_as_ever():
    assert not are_versions(weighty(EQUAL), weighty(f"{EQUAL} Oranges rot."), OTHER, NEAR)


def test_turned_sentences_are_found_though_others_stand_at_their_places():
    first, second, third = (f"{sentence}." for sentence in SPEECH.rstrip(".").split(". "))
    assert are_versions(
        weighty(f"{first} {second} {third}"), weighty(f"{third} {second} {first}"), SAME, NEAR
    )


def test_any_three_full_words_share_a_kept_shingle():
    words = [number for number in weighty(SPEECH) if not number & 1]
    kept = set(shingles(words))
    for start in range(len(words) - 2):
        assert kept >= set(shingles(words[start : start + 3]))


def test_of_two_shingles_in_a_row_one_is_kept():
    words = weighty(
        f"{SPEECH} {FORMULA} The people of the world want good work, more time, a new home. {SPEECH}"
    )
    kept = set(shingles(words))
    assert len(kept) < len({*zip(words, words[1:], words[2:], strict=False)})
    for start in range(len(words) - 3):
        assert kept & set(shingles(words[start : start + 4]))


def test_shingles_of_light_words_are_none():
    assert shingles_in(weighty("People say good things.")) == frozenset()


def test_strangers_must_share_more_than_one_speaker():
    assert all(fewest(3, 3)[apart] < fewest(3, 4)[apart] for apart in Apart)
    assert fewest(0, 0) == fewest(3, 4)


@pytest.mark.parametrize("gap", [0, 3, 4, 31, 32, 400])
def test_whole_days_tell_the_same_as_their_dates(gap):
    first = date(2025, 3, 1)
    days = [first.isoformat(), f"{(first + timedelta(days=gap)).isoformat()}T23:55"]
    dates = map(PartialDate.fromisoformat, days)
    assert how_far(*dates) is of_days(abs(day_of(days[0]) - day_of(days[1])))


@pytest.mark.parametrize("text", ["2025", "2025-03", "--03-02", "-"])
def test_a_date_that_is_no_whole_day_has_no_number(text):
    assert day_of(text) is None
