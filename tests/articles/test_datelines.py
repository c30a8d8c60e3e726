import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.datelines import read_dateline, read_place_line


@pytest.mark.parametrize(
    ("paragraph", "place", "date", "tag", "rest"),
    [
        ("KYIV, Aug 29 (Reuters) - Ukraine said", "KYIV", "--08-29", "Reuters", "Ukraine said"),
        ("BRUSSELS (AP) — The EU", "BRUSSELS", None, "AP", "The EU"),
        ("Kyiv. December 2. INTERFAX-UKRAINE – The head", "Kyiv", "--12-02", "Interfax-Ukraine", "The head"),
        ("STOCKHOLM, August 29. /TASS/. The European", "STOCKHOLM", "--08-29", "TASS", "The European"),
        ("BEIJING, Nov. 26 (Xinhua) -- China", "BEIJING", "--11-26", "Xinhua", "China"),
        ("NEW DELHI: The gov", "NEW DELHI", None, None, "The gov"),
        ("Paris (AFP) – French", "Paris", None, "AFP", "French"),
        ("SEOUL, Dec. 2 (Yonhap) -- South", "SEOUL", "--12-02", "Yonhap", "South"),
        ("MOSCOW. Dec 2 (Interfax) - Rus", "MOSCOW", "--12-02", "Interfax", "Rus"),
        ("GENEVA, 2 December 2025 — The", "GENEVA", "2025-12-02", None, "The"),
        ("WASHINGTON — The", "WASHINGTON", None, None, "The"),
        ("Brüssel, 2. Dezember (dpa) - Die", "Brüssel", "--12-02", "dpa", "Die"),
        ("New Delhi, Dec 2 (PTI) The government", "New Delhi", "--12-02", "PTI", "The government"),
        ("New Delhi [India], December 2 (ANI): The", "New Delhi", "--12-02", "ANI", "The"),
        ("(ANSA) - ROME, DEC 2 - The", "ROME", "--12-02", "ANSA", "The"),
        ("Madrid, 2 Dec (EFE).- The", "Madrid", "--12-02", "EFE", "The"),
        ("BRUSSELS, Dec 2 (KUNA) -- The", "BRUSSELS", "--12-02", "KUNA", "The"),
        ("ABU DHABI, 2nd December, 2025 (WAM) -- The", "ABU DHABI", "2025-12-02", "WAM", "The"),
        ("Riyadh, December 2, 2025, SPA -- The", "Riyadh", "2025-12-02", "SPA", "The"),
        (
            "WASHINGTON, D.C., Dec. 2, 2025 (GLOBE NEWSWIRE) -- Acme",
            "WASHINGTON",
            "2025-12-02",
            "GlobeNewswire",
            "Acme",
        ),
        ("NEW YORK--(BUSINESS WIRE)--Acme", "NEW YORK", None, "Business Wire", "Acme"),
        ("LONDON, Dec. 2, 2025 /PRNewswire/ -- Acme", "LONDON", "2025-12-02", "PR Newswire", "Acme"),
        ("KYIV, Ukraine (AP) — The", "KYIV", None, "AP", "The"),
        ("BRUSSELS/KYIV, Dec 2 (Reuters) - x", "BRUSSELS/KYIV", "--12-02", "Reuters", "x"),
        ("MINSK, 2 December (BelTA) – The", "MINSK", "--12-02", "BelTA", "The"),
        ("BAKU, Azerbaijan, December 2. The x", "BAKU", "--12-02", None, "The x"),
        ("Washington, D.C. – December 2, 2025 – Today", "Washington", "2025-12-02", None, "Today"),
        ("KYIV, Ukraine — The", "KYIV", None, None, "The"),
        ("TOKYO, Dec. 2 (Kyodo) - Japan", "TOKYO", "--12-02", "Kyodo", "Japan"),
        ("МОСКВА, 2 дек - РИА Новости. Глава", "МОСКВА", "--12-02", "RIA Novosti", "Глава"),
        ("Berlin (dpa) - The", "Berlin", None, "dpa", "The"),
        ("London — The", "London", None, None, "The"),
        ("NEWPORT NEWS, Va. - In a", "NEWPORT NEWS", None, None, "In a"),
        ("HEMPSTEAD, N.Y., Sept. 26 (UPI) — Green", "HEMPSTEAD", "--09-26", "UPI", "Green"),
        ("JERUSALEM (JTA) — The", "JERUSALEM", None, "JTA", "The"),
        ("TEHRAN, Dec. 02 (MNA) – Iran", "TEHRAN", "--12-02", "Mehr News Agency", "Iran"),
        ("BRUSSELS, Belgium — x", "BRUSSELS", None, None, "x"),
        ("Washington – The x", "Washington", None, None, "The x"),
        ("DUBAI: Iran", "DUBAI", None, None, "Iran"),
        ("ST. PETERSBURG, Fla. (AP) — The", "ST. PETERSBURG", None, "AP", "The"),
        ("Sarajevo, 2 December 2025: The x", "Sarajevo", "2025-12-02", None, "The x"),
        ("AMMAN, December 2 (Petra) -- x", "AMMAN", "--12-02", "Petra", "x"),
        ("Prague, Dec 2 (CTK) - Czech", "Prague", "--12-02", "CTK", "Czech"),
        ("CAIRO - 2 December 2025: Egypt", "CAIRO", "2025-12-02", None, "Egypt"),
        ("Rome – The Prime", "Rome", None, None, "The Prime"),
        ("TEL AVIV - x y", "TEL AVIV", None, None, "x y"),
        ("ROME (Reuters) - Italy's", "ROME", None, "Reuters", "Italy's"),
        ("UNITED NATIONS, Dec 2 (Reuters) - ", "UNITED NATIONS", "--12-02", "Reuters", ""),
        ("ON BOARD AIR FORCE ONE, Dec 2 (Reuters) - x", "ON BOARD AIR FORCE ONE", "--12-02", "Reuters", "x"),
        ("Brussels, 02/12/2025 (Agence Europe) – The", "Brussels", "2025-12-02", "Agence Europe", "The"),
        ("KUALA LUMPUR, Dec 2 (Bernama) -- M", "KUALA LUMPUR", "--12-02", "Bernama", "M"),
        ("ASTANA. KAZINFORM - x", "ASTANA", None, "Kazinform", "x"),
        ("Dec 2 (Reuters) - Acme Corp said", None, "--12-02", "Reuters", "Acme Corp said"),
        ("BERLIN/PARIS (Reuters) - x", "BERLIN/PARIS", None, "Reuters", "x"),
        ("RAMALLAH, West Bank—x", "RAMALLAH", None, None, "x"),
        ("WASHINGTON ― Donald", "WASHINGTON", None, None, "Donald"),
        ("MIDWAY ATOLL - Seventy-four", "MIDWAY ATOLL", None, None, "Seventy-four"),
        ("WARSAW, Poland (AP) - x", "WARSAW", None, "AP", "x"),
        ("YEREVAN, DECEMBER 2, ARMENPRESS. The", "YEREVAN", "--12-02", "Armenpress", "The"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else None,
)
def test_a_dateline_says_place_date_and_agency(paragraph, place, date, tag, rest):
    dateline = read_dateline(paragraph)
    assert dateline is not None
    assert (dateline.place, dateline.tag) == (place, tag)
    assert (dateline.date.isoformat() if dateline.date else None) == date
    assert paragraph[dateline.end :] == rest


@pytest.mark.parametrize(
    "paragraph",
    [
        "BREAKING: The",
        "PENCE: And that",
        "Kaja Kallas — the EU",
        "NATO — the",
        "UPDATE 1-EU",
        "The harbour master of Ostby said Friday that x - y",
        "Kallas (EU) - said",
        "Ukraine (pop. 40 million) - x",
        "Russia. December 2. The",
        "Jan 5 - The",
        "In December 2 - x",
        "Trump: I",
        "PARIS | Ministers",
        "Poland's Tusk - the man",
        "U.S. Sen. Smith (R-Ky.) - said",
        "Kyiv • UNN",
    ],
)
def test_what_merely_looks_like_a_dateline_is_none(paragraph):
    assert read_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("ISTANBUL", "ISTANBUL"),
        ("Geneva", "Geneva"),
        ("KYIV, Ukraine", "KYIV"),
        ("Brussels, 2 December 2025", "Brussels"),
        ("BRUSSELS (Reuters)", "BRUSSELS"),
        ("OPINION", None),
        ("UKRAINE", None),
        ("Copenhagen talks", None),
        ("Kaja Kallas", None),
    ],
)
def test_a_place_stands_on_a_line_of_its_own(line, place):
    dateline = read_place_line(line)
    assert (dateline.place if dateline else None) == place


@given(st.text("ABc .,-—(/)[]:12 Dec", max_size=200))
def test_no_paragraph_crashes_the_reading_of_datelines(paragraph):
    dateline = read_dateline(paragraph)
    assert dateline is None or 0 < dateline.end <= len(paragraph)
    read_place_line(paragraph)


@pytest.mark.parametrize(
    ("paragraph", "date"),
    [
        ("KYIV, 4 Nov 98 (Reuters) - The quay opens.", "1998-11-04"),
        ("KYIV, Nov. 4, '98 (Reuters) - The quay opens.", "1998-11-04"),
        ("KYIV, 1998 Nov 4 (Reuters) - The quay opens.", "1998-11-04"),
        ("KYIV, Nov 4, 1898 (Reuters) - The quay opens.", "1898-11-04"),
        ("KYIV, Nov 4 (Reuters) - The quay opens.", "--11-04"),
    ],
)
def test_a_year_written_in_a_dateline_is_kept(paragraph, date):
    dateline = read_dateline(paragraph)
    assert dateline is not None
    assert dateline.date is not None
    assert (dateline.date.isoformat(), paragraph[dateline.end :]) == (date, "The quay opens.")
