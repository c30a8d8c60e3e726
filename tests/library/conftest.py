"""An empty library for a test."""

import pytest
from made_library import Library, open_store


@pytest.fixture
def library(tmp_path):
    with open_store(tmp_path) as store:
        yield Library(store)
