"""Each word of the query language is one row with all its faces."""

import pytest
from made_library import planned

from reader.library import labels
from reader.library.query.fields import Bound, Field, Flag, Where
from reader.library.query.query import parse_query

WORDS = [*Field, *Where, *Bound, *Flag]
# Only the tables can tell of these; whoever adds a row says so here, or gives it a bitmap.
WITHOUT_BITMAP = {Field.PLACE, Field.AUTHOR, Field.CUE} | {
    *(Flag.UNREAD, Flag.READ, Flag.STARRED, Flag.PROBLEM, Flag.DRAFT, Flag.SOURCE),
}


def example(word: str) -> str:
    if isinstance(word, Flag):
        return str(word)
    return f"{word}:2025" if isinstance(word, Bound) else f"{word}:kyiv" if word else "kyiv"


@pytest.mark.parametrize("language", [Field, Where, Bound, Flag])
def test_a_row_that_lacks_a_face_cannot_be_made(language):
    with pytest.raises(ValueError, match="zip"):
        type(language)("More", language.__mro__[1:2], _body(language))


def _body(language):
    """Return the body of such a class whose only row is a bare word, as ``LANG = "lang"`` would be."""
    body = type(language).__prepare__("More", language.__mro__[1:2])
    body["__annotations__"] = language.__annotations__
    body["LANG"] = "lang"
    return body


@pytest.mark.parametrize("word", WORDS, ids=str)
def test_every_word_can_be_typed_and_is_said_and_labelled(word):
    query = parse_query(example(word))
    (chip,) = query.chips()
    assert str(query) == example(word)
    assert planned(example(word)).describe().startswith(f"articles {word.phrase.partition('{')[0]}")
    assert chip.field == (word.partition(":")[0] if isinstance(word, Flag) else word)
    assert chip.label


@pytest.mark.parametrize("word", [*Field, *Flag], ids=str)
def test_every_word_says_whether_bitmaps_can_tell(word):
    told = word.in_columns if isinstance(word, Field) else word.bitmap is not None
    assert told == (word not in WITHOUT_BITMAP)


def test_every_field_has_names_of_its_own_kind():
    kinds = (labels.SPEAKER, labels.TOPIC, labels.SOURCE, labels.PLACE, labels.AUTHOR, labels.CUE)
    assert sorted(field.kind for field in Field) == sorted(kinds)
