"""The lists: sizes, sanity, and the entries that other parts count on."""

import subprocess
import sys
from collections import Counter
from importlib.resources import files

import pytest

from reader.analysis import lexicon
from reader.text.folding import fold
from reader.text.wordlists import read_entries, read_lines, read_toml

DATA = sorted(
    path.name for path in files(lexicon.__name__).iterdir() if path.name.endswith((".txt", ".toml"))
)
WORD_LISTS = [
    name for name in DATA if name.endswith(".txt") and name not in ("given_names.txt", "organisations.txt")
]


def test_importing_the_package_reads_no_file() -> None:
    program = (
        "import sys, tomllib, importlib.resources\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "import reader.analysis.lexicon\n"
        "print([path for path in opened if path.endswith(('.txt', '.toml'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", DATA)
def test_the_first_line_says_what_the_file_is(name: str) -> None:
    assert files(lexicon.__name__).joinpath(name).read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("name", WORD_LISTS)
def test_the_first_line_of_a_word_list_says_where_its_facts_come_from(name: str) -> None:
    assert "Own list" in files(lexicon.__name__).joinpath(name).read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize("name", WORD_LISTS)
def test_no_entry_stands_twice_in_a_list(name: str) -> None:
    entries = Counter(entry.casefold() for entry in read_entries(f"analysis/lexicon/{name}"))
    assert [entry for entry, times in entries.items() if times > 1] == []


@pytest.mark.parametrize(
    ("loader", "least"),
    [
        (lexicon.given_names, 3500),
        (lexicon.cues, 3000),
        (lexicon.cue_nouns, 300),
        (lexicon.titles, 700),
        (lexicon.known_organisations, 400),
        (lexicon.organisation_words, 250),
        (lexicon.group_nouns, 300),
        (lexicon.places, 1200),
        (lexicon.nationalities, 400),
        (lexicon.not_names, 500),
        (lexicon.title_modifiers, 40),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_list_is_long_enough_clean_and_read_once(loader, least) -> None:
    entries = loader()
    assert len(entries) >= least
    assert all(entry and entry == " ".join(entry.split()) for entry in entries)
    assert loader() is entries


@pytest.mark.parametrize(
    "loader",
    [lexicon.cues, lexicon.titles, lexicon.organisation_words, lexicon.group_nouns, lexicon.nationalities],
    ids=lambda loader: loader.__name__,
)
def test_entries_are_in_lower_case(loader) -> None:
    assert [entry for entry in loader() if entry != entry.lower()] == []


def test_a_mapping_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        lexicon.given_names()["nobody"] = "m"


class TestGivenNames:
    def test_keys_are_folded(self) -> None:
        assert [name for name in lexicon.given_names() if name != fold(name)] == []

    def test_no_name_stands_twice(self) -> None:
        names = Counter(
            fold(name) for line in read_lines("analysis/lexicon/given_names.txt") for name in line.split()[1:]
        )
        assert [name for name, times in names.items() if times > 1] == []

    def test_genders_are_f_m_or_u(self) -> None:
        assert set(lexicon.given_names().values()) == {"f", "m", "u"}

    @pytest.mark.parametrize(
        ("name", "gender"),
        [
            ("Dovilė", "f"),
            ("Kaja", "f"),
            ("Pål", "m"),
            ("Andriy", "m"),
            ("Andrii", "m"),
            ("Serhiy", "m"),
            ("Sergei", "m"),
            ("Volodymyr", "m"),
            ("Oleksandra", "f"),
            ("Recep", "m"),
            ("Ngozi", "f"),
            ("Łukasz", "m"),
            ("Małgorzata", "f"),
            ("Siobhán", "f"),
            ("Hyun-jin", "m"),
            ("Jean-Luc", "m"),
            ("Anne-Marie", "f"),
            ("Mohammed", "m"),
            ("Priyanka", "f"),
            ("Yuriko", "f"),
            ("Thabo", "m"),
            ("Andrea", "u"),
            ("Kim", "u"),
            ("Jean", "u"),
            ("Robin", "u"),
            ("Nicola", "u"),
            ("Bob", "m"),
            ("Liz", "f"),
        ],
    )
    def test_a_name_has_its_gender(self, name: str, gender: str) -> None:
        assert lexicon.given_names()[fold(name)] == gender


class TestTitles:
    def test_no_title_stands_in_two_places(self) -> None:
        entries = Counter(
            entry
            for genders in read_toml("analysis/lexicon/titles.toml").values()
            for entries in genders.values()
            for entry in entries
        )
        assert [entry for entry, times in entries.items() if times > 1] == []

    def test_kinds_and_genders_are_known_ones(self) -> None:
        kinds = {"honorific", "office", "rank", "role", "kinship", "nobility", "clergy"}
        assert {title.kind for title in lexicon.titles().values()} == kinds
        assert {title.gender for title in lexicon.titles().values()} == {"f", "m", None}

    @pytest.mark.parametrize(
        ("title", "kind", "gender"),
        [
            ("mr.", "honorific", "m"),
            ("mrs", "honorific", "f"),
            ("dr", "honorific", None),
            ("lady", "nobility", "f"),
            ("prime minister", "office", None),
            ("foreign policy chief", "office", None),
            ("chairwoman", "office", "f"),
            ("high representative", "office", None),
            ("attorney general", "office", None),
            ("sen", "office", None),
            ("lt. col.", "rank", None),
            ("lt col", "rank", None),
            ("gen.", "rank", None),
            ("chief executive", "role", None),
            ("spokeswoman", "role", "f"),
            ("goalkeeper", "role", None),
            ("wife", "kinship", "f"),
            ("brother", "kinship", "m"),
            ("archbishop", "clergy", None),
            ("secretary general", "office", None),
        ],
    )
    def test_a_title_is_what_it_is(self, title: str, kind: str, gender: str | None) -> None:
        assert lexicon.titles()[title] == lexicon.Title(kind, gender)


class TestOrganisations:
    def test_an_alias_leads_to_one_form_only(self) -> None:
        names = Counter(
            name.strip()
            for line in read_lines("analysis/lexicon/organisations.txt")
            for name in line.replace(":", ",", 1).split(",")
        )
        assert [name for name, times in names.items() if times > 1] == []

    @pytest.mark.parametrize(
        ("printed", "shown"),
        [
            ("EU", "European Union"),
            ("NATO", "NATO"),
            ("Nato", "NATO"),
            ("AP", "Associated Press"),
            ("GOP", "Republican Party"),
            ("Kremlin", "Kremlin"),
            ("The New York Times", "New York Times"),
        ],
    )
    def test_an_alias_leads_to_the_form_to_show(self, printed: str, shown: str) -> None:
        assert lexicon.known_organisations()[printed] == shown

    def test_case_tells_an_acronym_from_a_word(self) -> None:
        assert "who" not in lexicon.known_organisations()


@pytest.mark.parametrize(
    "place", ["Ukraine", "São Paulo", "Sao Paulo", "Kyiv", "Kiev", "Texas", "U.S.", "The Hague"]
)
def test_a_place_is_known_by_its_folded_name(place: str) -> None:
    assert fold(place) in lexicon.places()


@pytest.mark.parametrize("word", ["however", "the", "monday", "august", "world cup", "brexit", "breaking"])
def test_capitalised_words_are_no_names(word: str) -> None:
    assert word in lexicon.not_names()
