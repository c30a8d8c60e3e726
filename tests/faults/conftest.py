"""A library on the disk, with an index and settings of its own, that faults are done to."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.config import Config
from reader.ingest.update import Report, update_index
from reader.library.lists.articles import find_articles
from reader.library.query.query import parse_query
from reader.library.store import Store


@dataclass(frozen=True)
class Library:
    """A folder of articles and the settings it is opened with."""

    folder: Path
    config: Config

    def put(self, name: str, body: str = '"We will stay," Ann Berg said.', **metadata: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = "".join(f"{key}: {value}\n" for key, value in {"title": "A title", **metadata}.items())
        path.write_text(f"---\n{head}---\n{body}\n", "utf-8")
        return path

    def update(self) -> Report:
        return update_index(self.folder, self.config)

    def open(self) -> Store:
        return Store.open(self.folder, self.config.cache_dir, self.config.data_dir)

    def listed(self) -> list[str]:
        with self.open() as store:
            return [row.path for row in find_articles(store, parse_query("")).rows(0, 100_000)]


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    return Library(folder, Config(cache_dir=tmp_path / "cache", data_dir=tmp_path / "data"))
