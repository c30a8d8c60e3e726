"""The tables of people follow the entity resolution as articles come."""

from made_library import Made

from reader.library.lists.speakers import list_speakers
from reader.library.query.query import Query


def speakers(library):
    return {row.name: row.articles for row in list_speakers(library.store, Query())}


def test_a_surname_joined_by_its_outlet_stays_apart_once_another_outlet_uses_it(library):
    library.write(
        Made("1.md", source="Gazette", said=(("John Smith", "a"),)),
        Made("2.md", source="Herald", said=(("Will Smith", "b"),)),
        Made("3.md", source="Gazette", said=(("Smith", "c"),)),
    )
    assert speakers(library) == {"John Smith": 2, "Will Smith": 1}
    library.write(Made("4.md", source="Post", said=(("Smith", "d"),)))
    assert speakers(library) == {"John Smith": 1, "Will Smith": 1, "Smith": 2}
