"""Runs of ids are cut into days, months, years and the undated, however many they are."""

import random
from array import array
from itertools import groupby

import pytest

from reader.articles.model import PartialDate
from reader.library import article_ids
from reader.library.article_ids import group_ids, group_key, region_of

DATES = (
    "2024-05-01", "2024-05-01T10:30", "2024-05", "2024", "2024-05-02T00:00", "1999-12-31", "2024-06", None,
)  # fmt: skip


def made_ids(count):
    chance = random.Random(count)
    found = set()
    while len(found) < count:
        date = chance.choice(DATES)
        start, _, end = region_of(PartialDate.fromisoformat(date) if date else None)
        found.add(-chance.randrange(start, min(end, start + 500)))
    return array("q", sorted(found))


@pytest.mark.parametrize("many", [0, 1_000], ids=["seeking ends", "counting"])
@pytest.mark.parametrize("count", [0, 1, 30, 700])
def test_groups_are_runs_of_one_key(count, many, monkeypatch):
    monkeypatch.setattr(article_ids, "_LEAST_TO_SEEK_GROUP_ENDS", many)
    newest = made_ids(count)
    for numbers, is_newest in ((newest, True), (newest[::-1], False)):
        found = group_ids(numbers, newest_first=is_newest)
        runs = [(key, len([*run])) for key, run in groupby(numbers, lambda number: group_key(-number))]
        assert [group.count for group in found] == [length for _, length in runs]
        assert [group.first for group in found] == [sum(n for _, n in runs[:i]) for i in range(len(runs))]
