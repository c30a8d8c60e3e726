"""Hold what the analysis finds against what people annotated, and count.

Owns the definitions, which are those of the annotated political articles that lie beside the project, so that
the figures can be compared: spans match from nine tenths of their tokens on, one to one; a name is right by
surname, or in full; recall is over all quotations whose speaker can be told, precision over all names given.
What concerns only our own set (kinds, sources without a name) is counted the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotated import Gold
from naming import name_words, same_name, same_surname

from reader.analysis.model import Kind, Quotation

_EDGE = " \t\n\u00a0\"'“”‘’„«».,;:!?…-–—`"
_TOKEN = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that came out wrong.

    Attributes:
        what: The class of error, such as ``missed``, ``wrong name`` or ``term named``.
        start: Offset of the words in the article.
        wanted: What the annotation says.
        got: What the analysis says, with its rule.
    """

    what: str
    start: int
    words: str
    wanted: str
    got: str


def match_spans(
    text: str, wanted: Sequence[Gold], found: Sequence[Quotation], least: float = 0.9
) -> dict[int, int]:
    """Pair annotated with found quotations one to one, the best overlap of tokens first."""
    gold = [_tokens(text, one.start, one.end) for one in wanted]
    ours = [_tokens(text, one.start, one.end) for one in found]
    pairs = sorted(
        (-len(a & b) / max(len(a), len(b)), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(ours)
        if a & b and len(a & b) >= least * max(len(a), len(b))
    )
    matched: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _tokens(text: str, start: int, end: int) -> frozenset[int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return frozenset(token.start() for token in _TOKEN.finditer(text, start, end))


def count_article(
    text: str, wanted: Sequence[Gold], found: Sequence[Quotation]
) -> tuple[Counter[str], list[Fault]]:
    """Return everything countable in one article, and what is wrong in it."""
    count: Counter[str] = Counter()
    faults: list[Fault] = []
    speech = [gold for gold in wanted if gold.kind != Kind.TERM and not gold.depth]
    spoken = [quotation for quotation in found if quotation.kind != Kind.TERM and not quotation.depth]
    matched = match_spans(text, speech, spoken)
    count["gold"], count["found"], count["span"] = len(speech), len(spoken), len(matched)
    for i, gold in enumerate(speech):
        faults += _count_speech(count, text, gold, spoken[matched[i]] if i in matched else None)
    terms = [gold for gold in wanted if gold.kind == Kind.TERM]
    mistaken = set(match_spans(text, terms, spoken, 0.5).values()) - set(matched.values())
    count["terms"] = len(terms)
    for j in set(range(len(spoken))) - set(matched.values()):
        named = spoken[j].speaker is not None
        count["names"] += named
        count["terms named"] += named and j in mistaken
        what = "no such speech" if j not in mistaken else "term named" if named else "term as speech"
        faults.append(_fault(what, text, spoken[j], "a term" if j in mistaken else "nothing", spoken[j]))
    faults += _count_nested(count, text, wanted, found)
    for i, j in match_spans(text, wanted, found).items():
        count["kinds"] += 1
        count["kinds right"] += wanted[i].kind == found[j].kind
        if wanted[i].kind != found[j].kind and Kind.TERM not in (wanted[i].kind, found[j].kind):
            faults.append(_fault("kind", text, wanted[i], wanted[i].kind, found[j]))
    return count, sorted(faults, key=lambda fault: fault.start)


def _count_nested(
    count: Counter[str], text: str, wanted: Sequence[Gold], found: Sequence[Quotation]
) -> Iterator[Fault]:
    """Count speech inside speech apart: the political articles do not annotate it."""
    inner = [gold for gold in wanted if gold.kind != Kind.TERM and gold.depth and gold.speaker]
    matched = match_spans(text, inner, found)
    for i, gold in enumerate(inner):
        ours = found[matched[i]] if i in matched else None
        right = ours is not None and gold.speaker is not None and same_name(ours.speaker, gold.speaker)
        count["nested"] += 1
        count["nested right"] += right
        if not right and gold.speaker:
            yield _fault("nested", text, gold, gold.speaker.name, ours)


def _count_speech(count: Counter[str], text: str, gold: Gold, ours: Quotation | None) -> Iterator[Fault]:
    """Count one annotated quotation with what was found in its place."""
    speaker = ours.speaker if ours else None
    who = gold.speaker.name if gold.speaker else gold.description or "nobody who can be told"
    if ours is None:
        yield _fault("missed", text, gold, f"{gold.kind} by {who}", None)
    if gold.anonymous and ours:
        count["anonymous"] += 1
        described = " ".join(name_words(gold.description))
        named = speaker is not None and " ".join(name_words(speaker)) not in described
        count["anonymous named"] += named
        if named:
            yield _fault("unnamed source named", text, gold, who, ours)
    if gold.speaker is None:
        return
    surname, full = same_surname(speaker, gold.speaker), same_name(speaker, gold.speaker)
    count["names"] += speaker is not None
    for group in ("", f"{gold.source}: ", f"{gold.kind}: "):
        count[f"{group}scored"] += 1
        count[f"{group}matched"] += ours is not None
        count[f"{group}surname"] += surname
        count[f"{group}full"] += full
    if ours and not full:
        what = "no name" if speaker is None else "not in full" if surname else "wrong name"
        yield _fault(what, text, gold, f"{who} ({gold.source})", ours)


def _fault(what: str, text: str, at: Gold | Quotation, wanted: str, got: Quotation | None) -> Fault:
    words = text[at.start : at.end].replace("\n", " ")
    said = f"{got.kind} by {got.speaker} [{got.attribution.rule}]" if got else "nothing"
    return Fault(what, at.start, words if len(words) <= 50 else f"{words[:49]}…", wanted, said)
