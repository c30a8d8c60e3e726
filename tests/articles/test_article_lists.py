"""The lists beside the code: people mend them by hand, so their slips must show."""

import re
from collections import Counter

import pytest

from reader.articles.outlets import find_outlet, find_outlet_of, is_place
from reader.articles.raw.boilerplate import is_boilerplate, is_final, lists_others, notice_outlet
from reader.text.partial_date import MONTHS
from reader.text.wordlists import read_sections, read_words


def test_no_name_means_two_outlets():
    owners = {}
    for line in read_sections("articles/outlets.txt")[""]:
        names = [name.strip() for name in line.split("|")]
        for name in names:
            owners.setdefault(name.casefold(), set()).add(names[0])
    assert [name for name, found in owners.items() if len(found) > 1] == []


def test_every_pattern_of_boilerplate_compiles_alone():
    for section in ("lines", "sentences", "others", "final", "captions", "notices"):
        for pattern in read_sections("articles/boilerplate.txt")[section]:
            re.compile(pattern)


def test_every_month_has_its_own_words():
    words = Counter(word for line in read_sections("articles/words.txt")["months"] for word in line.split())
    english = tuple(line.split()[0] for line in read_sections("articles/words.txt")["months"])
    assert english == tuple(month.lower() for month in MONTHS)
    assert [word for word, count in words.items() if count > 1] == []


def test_a_known_city_is_not_among_the_words_that_are_no_places():
    assert not read_words("articles/places.txt") & read_words("articles/places.txt", "no places")


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("The Guardian", "The Guardian"), ("guardian", "The Guardian"),
        ("INTERFAX-UKRAINE", "Interfax-Ukraine"),
        ("Associated Press", "AP"), ("The Independent (London)", "The Independent"), ("Ana Brito", None),
        ("", None),
    ],
)  # fmt: skip
def test_an_outlet_is_known_in_any_spelling(name, outlet):
    assert find_outlet(name) == outlet


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.dw.com/en/a", "DW"), ("http://en.interfax.com.ua/x", "Interfax-Ukraine"),
        ("https://a.example", None),
        ("https://notdw.com/", None), ("http://[bad", None), ("", None),
    ],
)  # fmt: skip
def test_a_host_belongs_to_its_outlet(url, outlet):
    assert find_outlet_of(url) == outlet


def test_places_are_known_in_any_case():
    assert is_place("NEW DELHI")
    assert is_place("St. Petersburg")
    assert not is_place("Ukraine")


@pytest.mark.parametrize(
    "line",
    [
        "3 min read", "AD", "Advertisement", "BE RU EN", "Share", "Photo: https://a.example/x",
        "Read more: Quay opens",
        "Sign up for our free weekly newsletter", "We use cookies to improve your visit.", "123 comments",
        "###",
        "© 2025 The Jura Courier", "A quay in Lisbon [Ana Brito/Reuters]", "2 hours ago",
        "Home News Sport Video",
        "(Reporting by Ana Brito; Editing by Jo Kemp)", "FILE - A quay. (AP Photo/Ana Brito)",
        "End of Document",
        "AP writer Ana Brito in Berlin contributed to this report.", "(Adds quote in paragraph 4)",
        "[Read also: Quay opens]", ">> Also read: Quay opens", "Link to the video: https://a.example/v",
        "With assistance from Ana Brito", "Updated [hour]:[minute] [AMPM]",
    ],
)  # fmt: skip
def test_boilerplate_is_known(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "The quay opened on Friday, three sources told Reuters.", "It is.", "No.", "About 200 people came.",
        "“Read more books,” she said.",
        "Reporting for duty, the sailors came aboard in the rain before dawn.",
        "Production by the plant rose by 3 percent in a year that saw few orders.", "The talks ended. (AFP)",
        "Share prices fell on Monday after the minister spoke of higher taxes.", "War in the Gulf of Words",
        "Support for the plan grew when a member of the council changed sides.",
        "Three schools contributed to the report that led to the ban.", "Details: The wires lay in a cellar.",
        "The council is not responsible for the trains.", "EPA chief quits over river memo",
    ],
)  # fmt: skip
def test_news_is_no_boilerplate(line):
    assert not is_boilerplate(line)
    assert not lists_others(line)
    assert not is_final(line)


def test_a_notice_names_its_outlet():
    assert notice_outlet("Copyright 2025 The Associated Press. All rights reserved.") == "AP"
    assert notice_outlet("He praised the Associated Press.") is None
