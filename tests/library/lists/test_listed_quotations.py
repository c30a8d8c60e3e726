"""The quotations of a query, read from the index."""

import pytest
from made_library import Made, open_store

from reader.errors import LibraryError
from reader.library.lists.quotations import list_quotations, read_briefs
from reader.library.query.plan import resolve_names
from reader.library.query.query import Query
from reader.library.query.quotation_filter import QuotationFilter


def _list(store):
    return list(list_quotations(store, Query()))


def _count(store):
    articles = [article for (article,) in store.db.execute("SELECT id FROM articles")]
    return list(read_briefs(store, articles, QuotationFilter.of(resolve_names(store, Query()))))


@pytest.mark.parametrize("read", [_list, _count])
def test_a_damaged_body_has_the_index_made_anew(tmp_path, library, read):
    library.write(Made("a.txt", said=(("Ann Roe", "We stay."),)))
    assert read(library.store)
    library.store.db.execute("UPDATE bodies SET details = x'28b52ffd00'")
    with pytest.raises(LibraryError, match="will be built anew"):
        read(library.store)
    with open_store(tmp_path) as store:
        assert store.count_articles() == 0
