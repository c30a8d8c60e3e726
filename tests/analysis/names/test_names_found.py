import pytest

from reader.analysis.names.find import find_names
from reader.analysis.names.name import NameKind


def people(text):
    return [(name.text, name.title) for name in find_names(text) if name.kind is NameKind.PERSON]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        pytest.param("said Mr. Peter Crane", "Peter Crane", "Mr.", id="honorific"),
        pytest.param("Swedish Trade Minister Anna Berg", "Anna Berg", "Swedish Trade Minister", id="office"),
        pytest.param("with Ursula van der Meer", "Ursula van der Meer", "", id="particles"),
        pytest.param("as Sean O'Grady put it", "Sean O'Grady", "", id="apostrophe"),
        pytest.param("as Jean-Luc Petit-Roy put it", "Jean-Luc Petit-Roy", "", id="hyphens"),
        pytest.param("Robert H. Lang Jr. said", "Robert H. Lang Jr.", "", id="suffix"),
        pytest.param("President Park Chung-ho said", "Park Chung-ho", "President", id="Korean order"),
        pytest.param("Judge Đorđe Šimić ruled", "Đorđe Šimić", "Judge", id="diacritics"),
        pytest.param("Rep. Anna Lee of Ohio said", "Anna Lee", "Rep.", id="place after it"),
        pytest.param("Commissioner for Trade and Industry Maria Costa said", "Maria Costa",
                     "Commissioner for Trade and Industry", id="a long office"),
    ],
)  # fmt: skip
def test_a_name_is_told_from_what_stands_before_it(text, name, title):
    assert people(text) == [(name, title)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("the Ministry of Culture and Tourism", NameKind.ORGANISATION, id="ministry"),
        pytest.param("the World Bank", NameKind.ORGANISATION, id="known body"),
        pytest.param("New York", NameKind.PLACE, id="place"),
        pytest.param("the Prime Minister", NameKind.ROLE, id="role alone"),
    ],
)
def test_what_is_no_person_is_none(text, kind):
    assert [name.kind for name in find_names(text)] == [kind]


def test_a_sentence_opener_is_no_part_of_the_name():
    assert people("Meanwhile Anna Lee waited. But Peter Crane left.") == [
        ("Anna Lee", ""),
        ("Peter Crane", ""),
    ]
