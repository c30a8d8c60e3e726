"""Corrections: attributions changed by hand, found again by the words of their quotation.

Owns how a correction is tied to its words and how it changes the findings. Refuses to guess: where the words
are gone, or stand several times in the same surroundings, the correction is returned as not found.
``ingest.corrections_file`` keeps corrections in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.analysis.model import Analysis, Attribution, Kind, Quotation

RULE = "corrected"
"""The rule of every attribution that somebody has changed by hand."""

CONTEXT_CHARACTERS = 40
"""Characters kept from before and after the words."""

_LENGTH_KNOWN_ALONE = 20  # characters; words of this length are found by themselves
_FEWEST_ALIKE_AROUND = 6  # characters beside shorter words that must be unchanged


@dataclass(frozen=True, slots=True)
class Correction:
    """Whose words these are, as somebody decided.

    Attributes:
        words: The quotation without its marks, exactly.
        before: What stands before its opening mark, at most ``CONTEXT_CHARACTERS`` characters.
        after: What stands after its closing mark, as much.
        speaker: Full name, or None: nobody is known to have said it.
        term: It is no quotation at all but a term; it has no speaker then.
    """

    words: str
    before: str
    after: str
    speaker: str | None = None
    term: bool = False


def make_correction(
    text: str, quotation: Quotation, speaker: str | None, *, term: bool = False
) -> Correction:
    """Tie a decision to the words of a quotation."""
    return Correction(
        text[quotation.start : quotation.end],
        text[max(0, quotation.outer_start - CONTEXT_CHARACTERS) : quotation.outer_start],
        text[quotation.outer_end : quotation.outer_end + CONTEXT_CHARACTERS],
        None if term else speaker,
        term,
    )


def find_corrected(text: str, quotations: Sequence[Quotation], correction: Correction) -> int | None:
    """Return the index of the quotation a correction means, or None if that cannot be told (any more).

    Where the words stand several times, the place whose surroundings have changed least counts. Short words
    need some of their surroundings unchanged; long ones need none.
    """
    rated = [
        (_count_alike_around(text, quotation, correction), index)
        for index, quotation in enumerate(quotations)
        if text[quotation.start : quotation.end] == correction.words
    ]
    if not rated:
        return None
    rated.sort(reverse=True)
    best, index = rated[0]
    if len(rated) > 1 and rated[1][0] == best:
        return None
    enough = min(_FEWEST_ALIKE_AROUND, len(correction.before) + len(correction.after))
    return index if best >= enough or len(correction.words) >= _LENGTH_KNOWN_ALONE else None


def correct(
    text: str, analysis: Analysis, corrections: Iterable[Correction]
) -> tuple[Analysis, tuple[Correction, ...]]:
    """Return the findings as corrected, and the corrections whose words were not found.

    Words that run over several paragraphs change together. Of two corrections of the same words the later one
    counts.
    """
    quotations = list(analysis.quotations)
    orphans = []
    for correction in corrections:
        index = find_corrected(text, analysis.quotations, correction)
        if index is None:
            orphans.append(correction)
            continue
        for number in _find_parts(quotations, index):
            quotations[number] = _changed(quotations[number], correction)
    return replace(analysis, quotations=tuple(quotations)), tuple(orphans)


def _count_alike_around(text: str, quotation: Quotation, correction: Correction) -> int:
    """Count the characters around a quotation that are as they were, outwards from its marks."""
    before = text[max(0, quotation.outer_start - len(correction.before)) : quotation.outer_start]
    after = text[quotation.outer_end : quotation.outer_end + len(correction.after)]
    return _count_common(reversed(before), reversed(correction.before)) + _count_common(
        after, correction.after
    )


def _count_common(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _find_parts(quotations: Sequence[Quotation], index: int) -> range:
    """Return the indexes of a quotation's parts, which begin in one paragraph after the other."""
    if quotations[index].depth:
        return range(index, index + 1)
    first = index
    while first and quotations[first].continues and not quotations[first - 1].depth:
        first -= 1
    last = index + 1
    while last < len(quotations) and quotations[last].continues and not quotations[last].depth:
        last += 1
    return range(first, last)


def _changed(quotation: Quotation, correction: Correction) -> Quotation:
    if correction.term:
        return replace(quotation, kind=Kind.TERM, attribution=Attribution(RULE))
    kind = Kind.PARTIAL if quotation.kind is Kind.TERM else quotation.kind
    was = quotation.attribution
    attribution = Attribution(RULE, correction.speaker, was.cue, was.cue_start, lemma=was.lemma)
    return replace(quotation, kind=kind, attribution=attribution)
