"""Who is one person over the whole library."""

from dataclasses import replace

import pytest

from reader.library.people import NameForm, resolve


def person(name, title="", gender=None, organisation=False, articles=1, outlets=()):
    return NameForm(0, name, title, gender, organisation, articles, frozenset(outlets))


def people(*names, aliases=None):
    """Resolve forms given as names or as arguments of ``person``."""
    forms = [person(*((entry,) if isinstance(entry, str) else entry)) for entry in names]
    resolved = resolve([replace(form, id=number) for number, form in enumerate(forms)], aliases or {})
    return [resolved[number] for number in range(len(names))]


@pytest.mark.parametrize(
    "names",
    [
        ("Kaja Kallas", "Kallas"),
        ("Kaja Kallas", "Ms Kallas"),
        ("Kaja Kallas", "KAJA KALLAS"),
        ("Kaja Kallas", "Kaja Callas", "Callas", "Kallas"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "Zelenskiy"),
        ("Dmitry Medvedev", "Dmitriy Medvedev", "Dmitri Medvedev"),
        ("Dovilė Šakalienė", "Dovile Sakaliene", "Sakaliene"),
        ("Lech Wałęsa", "Lech Walesa", "Wałęsa"),
        ("Ursula von der Leyen", "von der Leyen", "Leyen"),
        ("Abdel-Fattah Burhan", "Abdel Fattah Burhan"),
        ("Donald Tremp", "Donald J. Tremp", "Tremp"),
        ("Cornel West Jr.", "Cornel West"),
        (("Marta Lindqvist", "mayor"), ("Marta Lindqvst", "Mayor")),
    ],
    ids=lambda names: str(names[0]),
)
def test_these_are_one_person(names):
    first = names[0] if isinstance(names[0], tuple) else (names[0], "")
    commonest = (*first, None, False, 9)
    assert people(commonest, *names[1:]) == [first[0]] * len(names)


@pytest.mark.parametrize(
    "names",
    [
        ("John Smith", "Jane Smith", "Smith"),
        ("John Smith", "John Smyth"),
        ("Anna Berg", "Anna Burg"),
        (("Marta Lindqvist", "mayor"), ("Marta Lindqvst", "singer")),
        ("Kaja Kallas", "Siim Kallas"),
        ("Kaja Kallas", "Kaja"),
        (("Petra Novak", "", "f"), ("Novak", "", "m")),
        ("Rosa Reuter", ("Reuter", "", None, True)),
        (("Amnesty World", "", None, True), "World"),
        ("George Bosh", "George W. Bosh", "George H. W. Bosh"),
        ("Pele", "Diego Vega"),
        ("Kallas", "Kallas Berg"),
    ],
    ids=lambda names: str(names[-1]),
)
def test_these_stay_apart(names):
    plain = [name if isinstance(name, str) else name[0] for name in names]
    assert people(*names) == plain


def test_a_title_tells_which_of_two_a_surname_means():
    assert people(
        ("Kaja Kallas", "foreign policy chief"), ("Siim Kallas", "mayor"), ("Kallas", "Mayor"), ("Kallas", "")
    )[2:] == ["Siim Kallas", "Kallas"]


def test_outlets_tell_which_of_two_a_surname_means():
    one, other = ("John Smith", "", None, False, 1, (1,)), ("Will Smith", "", None, False, 1, (2, 3))
    assert people(one, other, ("Smith", "", None, False, 1, (3,)))[2] == "Will Smith"
    assert people(one, other, ("Smith", "", None, False, 1, (1, 3)))[2] == "Smith"


@pytest.mark.parametrize("outlets", [(1, 4), (4,), ()], ids=["one more", "another", "unknown"])
def test_a_surname_that_other_outlets_use_too_stays_apart(outlets):
    one, other = ("John Smith", "", None, False, 1, (1,)), ("Will Smith", "", None, False, 1, (2, 3))
    assert people(one, other, ("Smith", "", None, False, 1, outlets))[2] == "Smith"


def test_the_commonest_spelling_is_shown():
    assert (
        people(("Volodymyr Zelensky", "", None, False, 3), ("Volodymyr Zelenskyy", "", None, False, 5))
        == ["Volodymyr Zelenskyy"] * 2
    )


def test_aliases_join_what_nothing_else_would():
    aliases = {"Muhammad Ali": ["Cassius Clay", "the Champ"]}
    assert people("Cassius Clay", "The Champ", "Muhammad Ali", "Ali", aliases=aliases) == ["Muhammad Ali"] * 4


def test_aliases_name_a_person_even_if_no_article_does():
    assert people("Callas", aliases={"Kaja Kallas": ["Callas"]}) == ["Kaja Kallas"]
