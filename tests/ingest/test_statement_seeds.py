"""Statements in real documents, which are no part of the project, and in the shipped articles."""

from pathlib import Path

import pytest

from reader.config import Config
from reader.ingest.update import update_index
from reader.library.query.query import Query
from reader.library.statements.read import list_statements
from reader.library.store import Store
from reader.startup import shipped_articles

RAW = Path(__file__).parents[3] / "shared" / "seeds"


def statements_in(folder, tmp_path):
    config = Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data")
    update_index(folder, config)
    with Store.open(folder, config.cache_dir, config.data_dir) as store:
        return list_statements(store, Query()).rows(0, 50)


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw documents are not here")
def test_the_remarks_that_two_raw_documents_print_are_found_and_nothing_else(tmp_path):
    found = statements_in(RAW, tmp_path)
    assert any("guarantees" in row.text for row in found)
    assert any("initiative" in row.text for row in found)
    assert 2 <= len(found) <= 4
    assert all(row.articles == 2 and set(row.outlets) == {"TASS", "Anadolu Agency"} for row in found)


def test_two_of_the_shipped_articles_print_one_remark_and_nothing_else_twice(tmp_path):
    [found] = statements_in(shipped_articles(), tmp_path)
    assert found.text.startswith("Ukraine needs all the military support")
    assert set(found.outlets) == {"TASS", "Anadolu Agency"}
