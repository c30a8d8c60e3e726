"""Drop a NAME.txt and its NAME.expected.json into golden/: that is a test."""

import json
from pathlib import Path

import pytest
from quoted import build

from reader.analysis.analyse import find_quotations

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_quotations_come_out_as_a_reader_would_tell_them(path):
    article = build(path.read_text("utf-8"))
    found = []
    for quotation in find_quotations(article)[0]:
        entry = {
            "text": article.text[quotation.start : quotation.end],
            "kind": quotation.kind.value,
            "speaker": quotation.speaker,
        }
        if quotation.attribution.description:
            entry["description"] = quotation.attribution.description
        if quotation.depth:
            entry["depth"] = quotation.depth
        if quotation.continues:
            entry["continues"] = True
        found.append(entry)
    assert found == json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
