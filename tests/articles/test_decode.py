import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.decode import decode, decode_references
from reader.errors import ArticleError

TEXT = "Łódź – “quay” and ńęw bridges. " * 20


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16 little", "utf-16 big", "utf-32"],
)
def test_a_declared_encoding_needs_no_guess(data):
    assert decode(data) == (TEXT, None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_taken_for_it_and_said(encoding):
    text = "A plain report of several words. " * 10
    got, guessed = decode(text.encode(encoding))
    assert got == text
    assert guessed is not None
    assert "UTF-16" in guessed


def test_another_encoding_is_guessed_and_said():
    text = "Die Brücke über den Fluß wurde gestern für Fußgänger geöffnet, sagte die Bürgermeisterin. " * 8
    got, guessed = decode(text.encode("cp1252"))
    assert "Brücke über den Fluß" in got
    assert guessed is not None
    assert "guessed" in guessed


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("La décision a été prise à Genève, où le café était fermé.", "latin-1"),
        ("El año pasado, dijo el señor Núñez, fue difícil.", "latin-1"),
        ("Министр сказал, что поезд ушёл.", "cp1251"),
        ("Министр сказал, что поезд ушёл.", "koi8-r"),
        ("Žena řekla, že most je otevřený a příští týden začne být přístupný také pro těžší vozy.", "cp1250"),
        ("大臣は橋が開いたと述べた。", "shift_jis"),
        ("部长说，大桥已经在星期二早上开放，市民可以步行通过，他们等了两年时间。", "gb18030"),
    ],
    ids=["french", "spanish", "russian", "russian koi8", "czech", "japanese", "chinese"],
)
def test_one_short_sentence_is_enough_for_a_guess(text, encoding):
    assert decode(text.encode(encoding))[0] == text


def test_a_short_text_cut_within_a_letter_or_with_a_stray_byte_stays_utf8():
    text = "“We won’t go,” Dupré said, and left the room"
    for data in (text.encode() + "é".encode()[:1], text.encode().replace(b"room", b"r\xe9om")):
        decoded, note = decode(data)
        assert decoded.startswith(text[:-4])
        assert "\ufffd" in decoded
        assert "UTF-8" in note


def test_one_broken_byte_does_not_change_the_encoding_of_a_long_text():
    got, guessed = decode(("„Ja“, sagte sie, „wir öffnen.“ " * 100).encode() + b"\xff end")
    assert got.startswith("„Ja“")
    assert got.endswith("\ufffd end")
    assert guessed is not None
    assert "UTF-8" in guessed


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        bytes(range(32)) * 50,
        bytes(1000),
    ],
    ids=["program", "picture", "controls", "zeros"],
)
def test_binary_data_is_refused(data):
    with pytest.raises(ArticleError, match="binary"):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data):
    with contextlib.suppress(ArticleError):
        text, guessed = decode(data)
        assert isinstance(text, str)
        assert guessed is None or "\n" not in guessed


@pytest.mark.parametrize(
    "sentence",
    ["The club paid £15.8m for him.", "The café is shut.", "It is 30° and 5½ miles.", "Señor Núñez left."],
)
def test_a_few_high_bytes_in_an_english_text_are_windows_1252(sentence):
    text = sentence + " He trained with his new team on Monday and will play on Saturday." * 6
    got, guessed = decode(text.encode("cp1252"))
    assert got == text
    assert guessed is not None
    assert "windows-1252" in guessed


def test_a_short_text_with_marks_and_pounds_is_windows_1252():
    text = "“We paid £5m – no more…” she’d said."
    assert decode((text * 3).encode("cp1252"))[0] == text * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("港は閉鎖されたまま。\n\n「水位が下がるまで」と市長は述べた。", "iso2022_jp"),
        ("항구는 닫혀 있다.", "iso2022_kr"),
    ],
)
def test_encodings_with_escape_sequences_are_recognised_and_said(text, encoding):
    got, guessed = decode(text.encode(encoding))
    assert got == text
    assert guessed is not None
    assert "ISO2022" in guessed


def test_colours_of_a_terminal_are_no_encoding():
    assert decode(b"\x1b[31mred\x1b[0m costs $B") == ("\x1b[31mred\x1b[0m costs $B", None)


def test_references_are_decoded_where_a_semicolon_ends_them():
    assert (
        decode_references("&#163;5 &pound;5 &#xA3;5 AT&T &copy=1 &nosuch;")
        == "£5 £5 £5 AT&T &copy=1 &nosuch;"
    )


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "The yard is old. " * 40 + "Lech Wałęsa worked in it, and Łódź sent wool."),
        ("cp1250", "Zarząd portu zamknął trzy nabrzeża. Łukasz Żuk pytał: dlaczego? Zabrakło pieniędzy."),
        ("iso8859_2", "Zarząd portu zamknął trzy nabrzeża. Łukasz Żuk pytał: dlaczego? Zabrakło pieniędzy."),
        ("cp1250", "Přístav zůstane zavřený, řekla Žofie Šímová. Lodě se vrátí v pondělí."),
        ("cp1250", "A kikötő zárva marad, mondta Ősz Ödön. A hajók hétfőn jönnek, bővült a menetrend."),
        ("cp1250", "Portul rămâne închis, a spus Ion Ţepeş. Mulţi călători aşteaptă în gară."),
        ("cp1252", "The café’s new quay – the longest – cost £40 a yard. “We stay,” said Zoë Ørsted."),
        ("cp1252", "Le port est fermé, a dit Hélène Škoda : «Où aller ?» L’hiver a été très long à Nîmes."),
        ("cp1252", "Havnen er lukket, sagde Søren Ærø. Østhavnen åbner først på mandag."),
        ("cp1252", "The plot has 40 m², at £90 each; note¹ says why. It was ½ empty at 3°C. " * 3),
        ("mac_roman", "The café’s owner – Zoë – said: “We’ll stay open.” It is a naïve plan…"),
    ],
)  # fmt: skip
def test_latin_letters_are_told_by_what_words_do_not_have(encoding, text):
    found, guessed = decode(text.encode(encoding))
    assert found == text
    assert guessed
