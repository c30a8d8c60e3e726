"""Floors under the accuracy on our own annotated articles: a change that costs two quotations fails.

The figures are counts, so that one quotation more or less shows. Whoever makes the analysis better raises
them here: a figure that is better by two fails too, so that the floors stay close.
``score_quotations.py`` explains the figures, and its ``--errors`` lists what is wrong.
"""

from __future__ import annotations

from collections import Counter

from annotated import build_article, load_annotated
from scoring import count_article

from reader.analysis.analyse import find_quotations

SLACK = 1
"""Quotations by which a figure may move, so that a change that gains elsewhere may cost one."""

RIGHT = {
    "span": 925,
    "surname": 765,
    "full": 757,
    "kinds right": 1081,
    "nested right": 10,
    "direct: full": 517,
    "partial: full": 240,
    "full: full": 158,
    "surname: full": 149,
    "given: full": 21,
    "pronoun: full": 297,
    "role: full": 60,
    "org: full": 46,
    "none: full": 26,
}
"""What is right, at least; ``full`` counts speakers given in full, by kind and by how the text names them."""

WRONG = {
    "no quotations": 19,
    "wrong names": 42,
    "terms named": 11,
    "anonymous named": 4,
}
"""What is wrong, at most."""


def count_all() -> Counter[str]:
    """Analyse our articles and count what is right and wrong in all of them."""
    total: Counter[str] = Counter()
    for article in load_annotated():
        quotations, _ = find_quotations(build_article(article.name, article.text))
        total += count_article(article.text, article.quotations, quotations)[0]
    total["no quotations"] = total["found"] - total["span"]
    total["wrong names"] = total["names"] - total["surname"]
    return total


def test_no_figure_of_the_annotated_articles_has_moved():
    total = count_all()
    better = {name: total[name] - floor for name, floor in RIGHT.items()}
    better |= {name: ceiling - total[name] for name, ceiling in WRONG.items()}
    fallen = {name: by for name, by in better.items() if by < -SLACK}
    risen = {name: by for name, by in better.items() if by > SLACK}
    assert fallen == {}, "worse by so many quotations"
    assert risen == {}, "better by so many quotations: raise the floors"
