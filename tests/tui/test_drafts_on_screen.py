"""A draft is shown as one in the list, in words, however wide the list is."""

from dataclasses import replace

import pytest
from made_session import ARTICLES, MadeSession
from running_app import opened


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (240, 50)])
async def test_a_draft_says_so_in_the_list(size):
    first, second, *others = ARTICLES
    draft = replace(first, article=replace(first.article, draft=True))
    published = replace(second, article=replace(second.article, draft=False))
    async with opened(MadeSession(articles=(draft, published, *others)), size=size) as room:
        assert room.text.count("draft · ") == 1
