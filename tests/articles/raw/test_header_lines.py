import pytest

from reader.articles.bylines import read_byline
from reader.articles.raw.header_lines import read_header_line, read_masthead


@pytest.mark.parametrize(
    ("line", "authors", "outlet", "place"),
    [
        ("Ana Brito North of England correspondent", ("Ana Brito",), None, None),
        ("Ana Brito, chief political editor", ("Ana Brito",), None, None),
        ("Ana Brito with dpa, AFP", ("Ana Brito",), None, None),
        ("BBC News, Bristol", (), "BBC", None),
        ("Reporting from Stromness", (), None, "Stromness"),
        ("The Kremlin, Moscow", (), None, "Moscow"),
        ("www.bbc.com", (), "BBC", None),
        ("The Kyiv Independent news desk", (), "Kyiv Independent", None),
        ("President of Ukraine Official website", (), "President of Ukraine", None),
        ("Ministry of Defence", (), "Ministry of Defence", None),
    ],
)
def test_a_masthead_says_who_publishes_and_who_writes(line, authors, outlet, place):
    fields = read_masthead(line)
    assert fields is not None
    assert (fields.authors, fields.outlet, fields.place) == (authors, outlet, place)


@pytest.mark.parametrize(
    "line",
    [
        "Ana Brito Named Chief Political Editor",
        "Ana Brito quits as diplomatic editor",
        "Ferries stop, ministers say",
        "Ferry strike ends with apology",
        "Ministry closes bridge",
    ],
)
def test_a_headline_is_no_masthead(line):
    assert read_masthead(line) is None


@pytest.mark.parametrize(
    ("line", "authors", "outlet", "place"),
    [
        ("By Al Jazeera Staff and News Agencies", (), "Al Jazeera", None),
        ("By RFE/RL's Georgian Service", (), "RFE/RL", None),
        ("By staff and news agencies", (), None, None),
        ("By Euronews with AP", (), "Euronews", None),
        ("By ANA BRITO Associated Press", ("ANA BRITO",), "AP", None),
        ("By Ana Brito in Cricova, AFP", ("Ana Brito",), "AFP", "Cricova"),
        ("By Ana Brito in Brest, France", ("Ana Brito",), None, "Brest"),
        ("By Ana Brito in Kyiv and Jo Kemp in Minsk", ("Ana Brito", "Jo Kemp"), None, "Kyiv"),
    ],
)
def test_agencies_and_staff_are_no_authors(line, authors, outlet, place):
    byline = read_byline(line)
    assert byline is not None
    assert (byline.authors, byline.outlet, byline.place) == (authors, outlet, place)


@pytest.mark.parametrize("line", ["By Tuesday 400 people had come", "By law the quay is public"])
def test_a_sentence_is_no_byline(line):
    assert read_byline(line) is None


def test_an_office_behind_from_beats_the_masthead_and_a_writer_does_not():
    office = read_header_line("From: Foreign, Commonwealth & Development Office")
    assert office is not None
    assert (office.outlet, office.named) == ("Foreign, Commonwealth & Development Office", True)
    letter = read_header_line("From: Ana Brito <ana@a.example>")
    assert letter is None or letter.outlet is None


@pytest.mark.parametrize("line", ["Nov 4 in 1998", "Published 4 Nov of 1998"])
def test_a_day_beside_a_year_that_is_not_understood_is_no_date(line):
    fields = read_header_line(line)
    assert fields is None or fields.date is None or fields.date.year == 1998
