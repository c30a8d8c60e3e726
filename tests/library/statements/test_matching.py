"""Which pairs are versions of each other: a case for each kind that was once missed or wrongly joined."""

from datetime import date, timedelta

import pytest

from reader.articles.model import PartialDate
from reader.library.statements.fingerprints import content_words, fingerprint, select_shingles
from reader.library.statements.links import least_shared
from reader.library.statements.matching import DateGap, are_versions, date_gap, day_number, gap_of_days

NEAR, UNKNOWN_GAP, WEEKS, FAR = DateGap
SAME, OTHER, UNKNOWN = (1, 1), (1, 2), (1, 0)
SPEECH = (
    "The orchard cooperative repaired its sluice before Easter. Whoever poisons our trout stream pays for "
    "every barrel of clean water. The tannery promised a filter and delivered a brochure."
)
SENTENCE = "Whoever poisons our trout stream pays for every barrel of clean water."
SHORT = SENTENCE.removesuffix(" of clean water.")
EQUAL = "What we see here is that every week the ferry brings more timber than the harbour can take in."
FORMULA = "We remain in close contact with partners and allies."
# Words of full weight, none a form of another.
MADE_UP = [
    f"{first}{second}o"
    for first in ("bram", "delk", "fint", "gosp", "hurv")
    for second in "abcdefghijklmnopqrstuvw"
]


def words_from(start, count):
    """Return a stretch of made-up words."""
    return content_words(" ".join(MADE_UP[start : start + count]))


@pytest.mark.parametrize(
    ("one", "names", "apart", "fragment", "expected"),
    [
        pytest.param("our trout stream pays", SAME, NEAR, True, True, id="three words of one day"),
        pytest.param("our trout stream pays", SAME, UNKNOWN_GAP, True, False, id="three words, undated"),
        pytest.param("our trout stream pays", OTHER, NEAR, True, False, id="three words of another speaker"),
        pytest.param("trout stream", SAME, NEAR, True, False, id="two words are nobody's"),
        pytest.param(SHORT, SAME, WEEKS, True, True, id="a fragment weeks later"),
        pytest.param(SHORT, SAME, WEEKS, False, False, id="a sentence that comes again weeks later"),
        pytest.param(SHORT, SAME, FAR, True, False, id="a short fragment months later"),
        pytest.param(SENTENCE, OTHER, NEAR, True, True, id="a fragment given to another speaker"),
        pytest.param(SENTENCE, UNKNOWN, UNKNOWN_GAP, True, True, id="a fragment of nobody known, undated"),
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
    words, speech = content_words(one), content_words(SPEECH)
    assert are_versions(words, speech, names, apart, (fragment, False)) is expected
    assert are_versions(speech, words, names[::-1], apart, (False, fragment)) is expected


@pytest.mark.parametrize("apart", [UNKNOWN_GAP, WEEKS, FAR])
def test_a_formula_said_again_is_not_the_same_utterance(apart):
    assert not are_versions(content_words(FORMULA), content_words(FORMULA), SAME, apart)


@pytest.mark.parametrize("names", [OTHER, UNKNOWN], ids=["another", "unknown"])
@pytest.mark.parametrize(
    ("sentence", "apart", "expected"),
    [
        pytest.param(EQUAL, NEAR, True, id="within days"),
        pytest.param(EQUAL, UNKNOWN_GAP, False, id="undated"),
        pytest.param(FORMULA, NEAR, False, id="a formula"),
    ],
)
def test_less_is_asked_of_a_long_sentence_that_is_printed_to_the_letter(names, sentence, apart, expected):
    assert are_versions(content_words(sentence), content_words(sentence), names, apart) is expected


def test_a_long_sentence_that_differs_needs_as_much_as_ever():
    assert not are_versions(content_words(EQUAL), content_words(f"{EQUAL} Oranges rot."), OTHER, NEAR)


def test_turned_sentences_are_found_though_others_stand_at_their_places():
    first, second, third = (f"{sentence}." for sentence in SPEECH.rstrip(".").split(". "))
    assert are_versions(
        content_words(f"{first} {second} {third}"), content_words(f"{third} {second} {first}"), SAME, NEAR
    )


def test_any_three_full_words_share_a_kept_shingle():
    words = [number for number in content_words(SPEECH) if not number & 1]
    kept = set(select_shingles(words))
    for start in range(len(words) - 2):
        assert kept >= set(select_shingles(words[start : start + 3]))


def test_of_two_shingles_in_a_row_one_is_kept():
    words = content_words(
        f"{SPEECH} {FORMULA} The people of the world want good work, more time, a new home. {SPEECH}"
    )
    kept = set(select_shingles(words))
    assert len(kept) < len({*zip(words, words[1:], words[2:], strict=False)})
    for start in range(len(words) - 3):
        assert kept & set(select_shingles(words[start : start + 4]))


def test_shingles_of_light_words_are_none():
    assert fingerprint(content_words("People say good things.")) == frozenset()


def test_strangers_must_share_more_than_one_speaker():
    assert all(least_shared(3, 3)[apart] < least_shared(3, 4)[apart] for apart in DateGap)
    assert least_shared(0, 0) == least_shared(3, 4)


@pytest.mark.parametrize("gap", [0, 3, 4, 31, 32, 400])
def test_whole_days_tell_the_same_as_their_dates(gap):
    first = date(2025, 3, 1)
    days = [first.isoformat(), f"{(first + timedelta(days=gap)).isoformat()}T23:55"]
    dates = map(PartialDate.fromisoformat, days)
    assert date_gap(*dates) is gap_of_days(abs(day_number(days[0]) - day_number(days[1])))


@pytest.mark.parametrize("text", ["2025", "2025-03", "--03-02", "-"])
def test_a_date_that_is_no_whole_day_has_no_number(text):
    assert day_number(text) is None


@pytest.mark.parametrize(
    ("shared", "only_here", "expected"),
    [
        pytest.param(20, 19, True, id="more than half"),
        pytest.param(20, 20, True, id="half"),
        pytest.param(20, 21, False, id="less than half"),
        pytest.param(5, 1, True, id="few words, nearly all"),
        pytest.param(5, 1.5, True, id="few words, three quarters"),
        pytest.param(5, 2, False, id="few words, less than three quarters"),
    ],
)
def test_the_shorter_version_must_be_contained_in_the_other_to_half_or_if_short_nearly_whole(
    shared, only_here, expected
):
    common = words_from(0, shared)
    shorter = common + words_from(30, int(only_here))
    if only_here % 1:
        shorter += content_words("people")  # weighs half
    longer = words_from(60, 40) + common
    assert are_versions(shorter, longer, SAME, NEAR) is expected
    assert are_versions(longer, shorter, SAME, NEAR) is expected


@pytest.mark.parametrize(("only_here", "expected"), [(10, True), (11, False)], ids=["two thirds", "less"])
def test_of_turned_sentences_some_two_thirds_must_be_in_the_other(only_here, expected):
    first, second = words_from(0, 10), words_from(10, 10)
    shorter = first + second + words_from(30, only_here)
    longer = words_from(60, 40) + second + first
    assert are_versions(shorter, longer, SAME, NEAR) is expected


@pytest.mark.parametrize(("differing", "expected"), [(6, True), (7, False)], ids=["a fifth", "more"])
def test_no_more_than_a_fifth_may_differ_at_the_same_places(differing, expected):
    head, tail = words_from(0, 12), words_from(12, 12)
    one = words_from(90, 12) + head + words_from(30, differing) + tail
    other = head + words_from(50, differing) + tail + words_from(70, 20)
    assert are_versions(one, other, SAME, NEAR) is expected
