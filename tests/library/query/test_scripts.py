"""Words are found and highlighted as a reader of the language expects, in whatever script."""

import pytest
from made_library import Library, Made, open_store

from reader.library.lists.articles import find_articles
from reader.library.lists.quotations import list_quotations
from reader.library.query.plan import resolve_names
from reader.library.query.query import parse_query
from reader.library.query.snippets import finder

FOUND = [
    # Chinese, Japanese, Korean: any characters in a row.
    ("罢工", "港口工人周三继续罢工。", "罢工"),
    ("港口", "港口工人周三继续罢工。", "港口"),
    ("李明", "工会主席李明说", "李明"),
    ("峰会", "G7峰会在周三", "峰会"),
    ("G7峰会", "参加G7峰会的人", "G7峰会"),
    ("東京都", "昨日、東京都の知事は", "東京都"),
    ("ストライキ", "港湾ストライキが続く", "ストライキ"),
    ("ｽﾄﾗｲｷ", "港湾ストライキが続く", "ストライキ"),
    ("대통령", "대통령은 어제 말했다", "대통령"),
    ("我们不会", "我们\n不会后退", "我们\n不会"),
    # Thai, Lao, Khmer, Burmese: with the marks that tell words apart.
    ("ท่าเรือ", "คนงานท่าเรือหยุดงาน", "ท่าเรือ"),
    ("กำลัง", "เขากำลังพูด", "กำลัง"),
    ("ខ្មែរ", "ភាសាខ្មែរ", "ខ្មែរ"),
    # Ligatures, of print and of language.
    ("financial", "The ﬁnancial oﬃce", "ﬁnancial"),
    ("office", "The ﬁnancial oﬃce", "oﬃce"),
    ("strasse", "Die Straße nach Großburg", "Straße"),
    ("straße", "DIE STRASSE", "STRASSE"),
    ("großburg", "Die Straße nach Großburg", "Großburg"),
    ("oeuvre", "une œuvre", "œuvre"),
    ("aegir", "the Ægir", "Ægir"),
    ("thor", "Þór spoke", "Þór"),
    ("ABC", "the ＡＢＣ agency", "ＡＢＣ"),
    # Accents, strokes, and letters for which readers take another.
    ("петр", "Пётр Королёв", "Пётр"),
    ("королёв", "Королев", "Королев"),
    ("елка", "ёлка", "ёлка"),
    ("ёлка", "е\u0308лка", "е\u0308лка"),
    ("lodz", "in Łódź", "Łódź"),
    ("istanbul", "in İSTANBUL", "İSTANBUL"),
    ("λογος", "ο λόγος", "λόγος"),
    ("ΛΟΓΟΣ", "ο λόγος", "λόγος"),
    ("احمد", "قال أحمد", "أحمد"),
    ("اضراب", "في إضراب", "إضراب"),
    ("مدرسه", "في مدرسة", "مدرسة"),
    ("کتاب", "هذا كتاب", "كتاب"),
    ("محمد", "قال مُحَمَّد", "مُحَمَّد"),
    ("שלום", "אמר שָׁלוֹם", "שָׁלוֹם"),
    ("हिंदी", "वह हिन्दी है", "हिन्दी"),
    ("हिन्दी", "वह हिंदी है", "हिंदी"),
    ("re\u00admember", "we remember", "remember"),
]
APART = [
    ("罢课", "港口工人周三继续罢工。"),
    ("工罢", "继续罢工"),
    ("ท่าเรีอ", "คนงานท่าเรือหยุดงาน"),
    ("мои", "мой"),
    ("हाल", "हल"),
    ("cat", "concatenate"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("scripts")) as store:
        texts = dict.fromkeys([text for _, text, _ in FOUND] + [text for _, text in APART])
        Library(store).write(
            *(
                Made(f"{number}.md", title="A title", text=text, said=(("Ann Berg", text),))
                for number, text in enumerate(texts)
            )
        )
        yield store


def texts_found(store, query):
    hits = find_articles(store, parse_query(query))
    paths = {row.path for row in hits.rows(0, 100)}
    return {row.text for row in list_quotations(store, parse_query("")) if row.path in paths}


@pytest.mark.parametrize(("typed", "text", "highlighted"), FOUND)
def test_a_word_is_found_and_highlighted(store, typed, text, highlighted):
    assert text in texts_found(store, typed)
    assert text in texts_found(store, f"said:{typed}")
    assert [match[0] for match in finder(resolve_names(store, parse_query(typed)).words).finditer(text)] == [
        highlighted
    ]
    assert text in {row.text for row in list_quotations(store, parse_query(f"said:{typed}"))}


@pytest.mark.parametrize(("typed", "text"), APART)
def test_another_word_is_not(store, typed, text):
    assert text not in texts_found(store, typed)
