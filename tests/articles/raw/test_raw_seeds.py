"""The five raw documents that the project is developed against; they stay outside it."""

import json
from pathlib import Path

import pytest

import reader
from reader.articles.load import load_article
from reader.articles.model import Article

SEEDS = Path(reader.__file__).parents[2] / "shared" / "seeds"


@pytest.mark.skipif(
    not (SEEDS / "gold.json").is_file(), reason="the raw documents are not beside the project"
)
def test_the_raw_documents_come_out_right():
    for name, gold in json.loads((SEEDS / "gold.json").read_text("utf-8")).items():
        article = load_article(SEEDS / name)
        assert isinstance(article, Article)
        date = article.date.isoformat() if article.date else None
        wanted = gold["date"] and (gold["date"] if len(gold["date"]) > 5 else f"--{gold['date']}")
        assert (article.source, article.place, date) == (gold["source"], gold["place"], wanted), name
        assert article.title_inferred is (gold["title"] is None), name
        assert gold["title"] in {None, article.title}, name
        assert (article.summary or "").startswith(gold.get("standfirst_starts", "")), name
        assert not any(boilerplate in article.text for boilerplate in gold["boilerplate_absent"]), name
