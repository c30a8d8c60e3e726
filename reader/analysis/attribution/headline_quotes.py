"""Quotations in a headline that the article gives again with their speaker.

Stands alone because it is no rule: it runs over an article's finished quotations. Owns the search for the
headline's words further down. Refuses words whose speaker the headline itself tells, words that several
speakers have said, and words whose speaker is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.analysis.model import Attribution, Kind, Quotation
from reader.articles.model import Article, ParagraphKind
from reader.text.folding import fold

LONGEST_HEADLINE = 250
"""Characters up to which a first paragraph may be a headline."""
MOST_QUOTATIONS_COMPARED = 400
"""Quotations below the headline in which its words are looked for."""
FEWEST_WORDS_OF_SPEECH = 3
"""Fewest words of what looks like a term that may be speech; one or two may be a term below as well."""

_HEADLINE_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def name_headline_quotes(article: Article, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Return the quotations, those of the headline that have no speaker given to who says them below."""
    end = _headline_end(article)
    heads = [i for i, one in enumerate(quotations) if one.outer_end <= end and not one.depth]
    if not heads:
        return tuple(quotations)
    below = quotations[heads[-1] + 1 : heads[-1] + 1 + MOST_QUOTATIONS_COMPARED]
    said = [
        (one, _folded_words(article.text, one))
        for one in below
        if one.start >= end and not one.depth and one.kind is not Kind.TERM and one.speaker
    ]
    found = list(quotations)
    for number in heads:
        words = _folded_words(article.text, found[number])
        likely = found[number].kind is not Kind.TERM or len(words.split()) >= FEWEST_WORDS_OF_SPEECH
        if found[number].speaker is None and likely and not _tells_speaker(found[number].attribution):
            found[number] = _name_quotation(found[number], words, said)
    return tuple(found)


def _headline_end(article: Article) -> int:
    """Return where the headline ends that the text begins with; 0 if it begins otherwise."""
    first = article.paragraphs[0] if len(article.paragraphs) > 1 else None
    if first is None or first.kind not in (ParagraphKind.BODY, ParagraphKind.HEADING):
        return 0
    return first.end if first.end - first.start <= LONGEST_HEADLINE else 0


def _tells_speaker(attribution: Attribution) -> bool:
    """Tell whether the headline itself gives the words to several people or a thing: ``Farmers: …``."""
    described = (attribution.description or "").split(" of ")[0]
    return described.endswith("s") or attribution.rule.startswith("thing beside")


def _folded_words(text: str, quotation: Quotation) -> str:
    """Return the words between spaces, folded, so that words are found as words."""
    return (
        f" {' '.join(fold(word) for word in _HEADLINE_WORD.findall(text, quotation.start, quotation.end))} "
    )


def _name_quotation(quotation: Quotation, words: str, said: Sequence[tuple[Quotation, str]]) -> Quotation:
    same = [one for one, heard in said if words in heard] if words.strip() else []
    if len({one.speaker for one in same}) != 1:
        return quotation
    given = same[0].attribution
    attribution = Attribution(
        "said below", given.speaker, None, None, given.mention, given.mention_start, given.chain
    )
    kind = Kind.PARTIAL if quotation.kind is Kind.TERM else quotation.kind
    return replace(quotation, kind=kind, attribution=attribution)
