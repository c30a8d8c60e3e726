"""Topics: found where a text is about them, and only there; a library's own file."""

import json
import pickle
from pathlib import Path

import pytest

from reader.analysis.topics import Vocabulary, find_topics, load_vocabulary, read_definitions
from reader.articles.model import Article
from reader.errors import ConfigError

SHIPPED = load_vocabulary()
FILLER = "The town has a market on its square, and people meet there to talk about the day. " * 20


def find(
    text: str, title: str = "Untitled", *, vocabulary: Vocabulary = SHIPPED, **fields: object
) -> tuple[str, ...]:
    return find_topics(Article(Path("a.md"), title, text, (), **fields), vocabulary)  # type: ignore[arg-type]


@pytest.fixture
def write(tmp_path: Path):
    def write_topics(text: str) -> Path:
        path = tmp_path / "topics.toml"
        path.write_text(text, "utf-8")
        return path

    return write_topics


@pytest.mark.parametrize(
    ("topic", "title", "text"),
    [
        (
            "sanctions",
            "Ministers agree new sanctions on shippers",
            "The sanctions package lists forty vessels. Secondary sanctions may follow, the council said.",
        ),
        (
            "frozen assets",
            "What to do with the money",
            "The frozen assets could back a reparations loan, but the immobilised funds stay in the "
            "depository.",
        ),
        (
            "security guarantees",
            "Guarantees first, says the envoy",
            "Any security guarantee must be robust. A coalition of the willing would offer troops "
            "as a deterrence force.",
        ),
        (
            "peace talks",
            "Delegations meet again",
            "The peace talks resumed on Monday. A ceasefire is near, the mediator said; a peace deal is not.",
        ),
        (
            "territory",
            "No land for promises",
            "The minister ruled out a land swap. To cede territory would reward the annexation of the coast.",
        ),
        (
            "military aid",
            "More shells by spring",
            "The military aid covers ammunition and two air defence systems. More weapons "
            "deliveries were promised.",
        ),
        (
            "war funding",
            "Paying for a long war",
            "Financing for Ukraine runs out in May. The war budget needs a loan, and the financial "
            "aid is late.",
        ),
        (
            "iran nuclear programme",
            "Inspectors return",
            "Iran's nuclear programme is again under inspection. Uranium enrichment continues, the "
            "IAEA said in Tehran.",
        ),
        (
            "elections",
            "Voters go to the polls",
            "The presidential election is close. Turnout was high; each candidate claimed the swing states.",
        ),
        (
            "inflation",
            "Bread costs more again",
            "Inflation rose to nine per cent. Consumer prices have not climbed so fast since the "
            "last crisis.",
        ),
        (
            "interest rates",
            "A pause, not a turn",
            "The central bank left its interest rate unchanged; a rate cut of 25 basis points may "
            "come in March.",
        ),
        (
            "oil prices",
            "A barrel for less",
            "Crude oil fell below sixty dollars a barrel as OPEC raised output. Brent crude lost "
            "three per cent.",
        ),
        (
            "climate change",
            "Hotter still",
            "Global warming is faster than feared. Greenhouse gas emissions rose, and the climate "
            "summit stalled.",
        ),
        (
            "courts",
            "Verdict in the harbour case",
            "The supreme court upheld the verdict. The judge had sentenced both defendants after a "
            "short trial.",
        ),
        (
            "football",
            "Late goal settles the derby",
            "The striker scored in stoppage time and the goalkeeper saved a penalty kick; the "
            "Premier League waits.",
        ),
        (
            "artificial intelligence",
            "A machine that writes",
            "The chatbot rests on a large language model. AI firms say that generative AI will "
            "change offices.",
        ),
        (
            "earthquakes",
            "Night of tremors",
            "The earthquake had a magnitude of 6.4. An aftershock brought down a wall near the epicentre.",
        ),
        (
            "health care",
            "Wards without nurses",
            "Hospital beds are full and waiting lists grow. Health care unions ask for more nurses.",
        ),
        (
            "strikes",
            "Trains stand still",
            "Rail workers went on strike over pay. The trade union plans more industrial action in June.",
        ),
        (
            "film",
            "Prizes at the lake",
            "The film festival honoured a debut. The director's earlier movie was a box office surprise.",
        ),
    ],
    ids=lambda value: value if value in SHIPPED.names else "",
)
def test_a_text_about_a_topic_has_it(topic: str, title: str, text: str) -> None:
    assert topic in find(text, title)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("sanctions", FILLER + "Years ago there were sanctions."),
        ("football", FILLER + "He once played football."),
        ("elections", FILLER + "She was born in the year of an election."),
        ("war", FILLER + "His grandfather was killed in the war."),
        (
            "climate change",
            "The political climate in the capital is tense, and the investment climate is worse. " * 4,
        ),
        ("elections", "The candidate country waits; candidate status is not membership. " * 4),
        ("strikes", "The European Union met. The African Union sent a guest to the European Union. " * 4),
        ("nuclear weapons", "The nuclear power plant feeds the city; nuclear energy is cheap there. " * 4),
        ("artificial intelligence", "Ai Weiwei spoke to the waiter. The ai is a sloth with three toes. " * 4),
    ],
    ids=["sanctions", "football", "elections", "war", "climate", "candidate", "union", "nuclear", "acronym"],
)
def test_a_passing_mention_or_another_sense_is_no_topic(topic: str, text: str) -> None:
    assert topic not in find(text)


def test_a_plain_text_has_no_topic() -> None:
    assert find(FILLER) == ()


def test_an_empty_text_has_no_topic() -> None:
    assert find("", "") == ()


def test_a_mention_weighs_more_in_the_title_and_in_the_summary() -> None:
    text = FILLER + "The earthquake was felt here."
    assert "earthquakes" not in find(text)
    assert "earthquakes" in find(text, "After the earthquake")
    assert "earthquakes" in find(text, summary="An earthquake shook the valley.")


def test_the_topics_an_article_names_come_first_and_take_the_spelling_of_the_vocabulary() -> None:
    text = "The earthquake and its aftershock had a magnitude of six. The earthquake woke the city."
    found = find(text, topics=("My Series", "Sanctions", "EARTHQUAKES"))
    assert found == ("My Series", "sanctions", "earthquakes")


def test_no_more_than_six_topics_are_found() -> None:
    text = (
        "sanctions earthquake volcano football goalkeeper premier league inflation consumer prices "
        "climate change "
        "global warming interest rate rate cut wildfire forest fire hurricane typhoon vaccine "
        "vaccination chess "
        "grandmaster casino gambling bitcoin blockchain abortion abortion ban refugee camp asylum seeker "
    )
    assert len(find(text * 4)) == 6


def test_plurals_possessives_american_spellings_and_typographic_marks_do_not_matter() -> None:
    text = "“Earthquakes” shook it – the earthquake’s second wave; two epicenters, and\u00a0aftershocks…"
    assert "earthquakes" in find(text)


class TestOwnFile:
    def test_no_file_means_the_shipped_topics(self, tmp_path: Path) -> None:
        assert load_vocabulary(tmp_path / "topics.toml") == SHIPPED

    def test_a_new_topic_is_added(self, write) -> None:
        vocabulary = load_vocabulary(write('["Bridge Affair"]\nstrong = ["old bridge"]\nweak = ["mayor"]\n'))
        assert find("The old bridge must go. The old bridge is unsafe.", vocabulary=vocabulary) == (
            "Bridge Affair",
        )
        assert len(vocabulary.names) == len(SHIPPED.names) + 1

    def test_a_shipped_topic_is_replaced_under_its_name_whatever_the_case(self, write) -> None:
        vocabulary = load_vocabulary(write('[Football]\nstrong = ["kickabout"]\n'))
        assert "football" not in vocabulary.names
        assert find("A kickabout, and another kickabout.", vocabulary=vocabulary) == ("Football",)
        assert find("The goalkeeper of the football club and the midfielder.", vocabulary=vocabulary) == ()

    def test_a_shipped_topic_is_switched_off(self, write) -> None:
        assert "football" not in load_vocabulary(write("[football]\noff = true\n")).names

    def test_terms_in_another_script_are_found(self, write) -> None:
        vocabulary = load_vocabulary(write('["санкции"]\nstrong = ["санкции", "новые меры"]\n'))
        assert find("Новые меры вступят в силу; САНКЦИИ останутся.", vocabulary=vocabulary) == ("санкции",)

    def test_the_longest_term_counts_and_an_excluded_stretch_does_not(self, write) -> None:
        path = write('[ports]\nstrong = ["port authority"]\nterms = ["port"]\nnot = ["port wine"]\n')
        vocabulary = load_vocabulary(path)
        assert find("The port authority spoke.", vocabulary=vocabulary) == ()
        assert find("The port authority spoke; the port authority is old.", vocabulary=vocabulary) == (
            "ports",
        )
        assert "ports" not in find("Port wine, port wine, port wine, port wine.", vocabulary=vocabulary)

    @pytest.mark.parametrize(
        ("text", "named"),
        [
            ("[x]\nstrong = 'one'\n", "strong"),
            ("[x]\nstrong = [1]\n", "strong"),
            ("[x]\nterms = ['']\n", "terms"),
            ("[x]\nstrong = ['a']\ncolour = 'red'\n", "colour"),
            ("[x]\nstrong = ['a']\niptc = 11000000\n", "iptc"),
            ("[x]\noff = 'yes'\n", "off"),
            ("[x]\nweak = ['a']\n", "strong or terms"),
            ("x = 3\n", "must be a table"),
            ("['']\nstrong = ['a']\n", "name"),
            ("[x\n", "topics.toml"),
        ],
    )
    def test_a_bad_file_is_named_with_the_key(self, write, text: str, named: str) -> None:
        with pytest.raises(ConfigError) as caught:
            load_vocabulary(write(text))
        assert named in str(caught.value)
        assert "topics.toml" in str(caught.value)
        assert "\n" not in str(caught.value)


class TestShippedVocabulary:
    def test_there_are_a_hundred_topics_in_lower_case(self) -> None:
        assert len(SHIPPED.names) >= 100
        assert [name for name in SHIPPED.names if name != name.lower()] == []

    def test_every_topic_has_terms_that_can_make_it_and_none_twice(self) -> None:
        for topic in read_definitions():
            terms = [term.casefold() for term in (*topic.strong, *topic.terms, *topic.weak)]
            assert topic.strong or topic.terms, topic.name
            assert len(terms) >= 6, topic.name

    def test_it_can_be_handed_to_another_process(self) -> None:
        assert pickle.loads(pickle.dumps(SHIPPED)) == SHIPPED


SEEDS = next(
    (parent / "shared/seeds" for parent in Path(__file__).parents if (parent / "shared/seeds").is_dir()), None
)
ALSO_CALLED = {"peace": "peace talks", "Iran": "iran nuclear programme", "funding": "war funding"}


@pytest.mark.skipif(SEEDS is None, reason="the raw seed documents are not beside this checkout")
def test_the_raw_seeds_have_the_topics_expected() -> None:
    assert SEEDS is not None
    for name, gold in json.loads((SEEDS / "gold.json").read_text("utf-8")).items():
        text = (SEEDS / name).read_text("utf-8")
        expected = {ALSO_CALLED.get(topic, topic) for topic in gold["topics_expected"]}
        assert expected <= set(find(text, gold["title"] or text.partition(".")[0])), name
