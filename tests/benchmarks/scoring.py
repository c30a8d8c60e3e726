"""Hold what the analysis finds against what people annotated, and count.

Owns the definitions, which are those of the annotated political articles that lie beside the project, so that
the figures can be compared: spans match from nine tenths of their tokens on, one to one; a name is right by
surname, or in full; recall is over all quotations whose speaker can be told, precision over all names given.
What concerns only our own set (kinds, sources without a name) is counted the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotated import Gold, Named

from reader.analysis.model import Kind, Quotation

_EDGE = " \t\n\u00a0\"'“”‘’„«».,;:!?…-–—`"
_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
_NAME_WORD = re.compile(r"[\w'-]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "sir", "dame", "prof", "president", "minister", "the"})


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


def name_words(name: str) -> list[str]:
    """Return the words of a name without accents, case, possessive and honorifics."""
    folded = unicodedata.normalize("NFD", name.replace("’", "'"))
    plain = "".join(char for char in folded if not unicodedata.combining(char)).lower()
    words: list[str] = _NAME_WORD.findall(re.sub(r"'s\b", "", plain))
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    return words


def same_surname(speaker: str | None, wanted: Named) -> bool:
    """Tell whether a name is right as far as the surname (an organisation: one of its forms, or initials)."""
    words = name_words(speaker or "")
    if not words:
        return False
    if wanted.organisation:
        forms = [name_words(form) for form in wanted.forms]
        initials = ["".join(word[0] for word in form) for form in forms]
        return words in forms or "".join(words) in initials or any(
            min(words, form, key=len)[-1] == max(words, form, key=len)[-1] and set(words) <= set(form)
            for form in forms
        )
    short = [word for word in name_words(wanted.short) if word not in _SUFFIXES]
    return any(words[at : at + len(short)] == short for at in range(len(words)))


def same_name(speaker: str | None, wanted: Named) -> bool:
    """Tell whether a name given is right in full: first and last word of a full form, and no other suffix."""
    words = name_words(speaker or "")
    if wanted.organisation:
        return bool(words) and words in [name_words(form) for form in wanted.forms]
    if not same_surname(speaker, wanted) or set(words) & _SUFFIXES - set(name_words(wanted.name)):
        return False
    fulls = [_without_suffix(form) for form in wanted.forms if form != wanted.short or form == wanted.name]
    fulls = [form for form in fulls if len(form) > 1]
    given = [word for word in words if word not in _SUFFIXES]
    return not fulls or any((given[0], given[-1]) == (form[0], form[-1]) for form in fulls)


def _without_suffix(form: str) -> list[str]:
    return [word for word in name_words(form) if word not in _SUFFIXES]


def match_spans(
    text: str, wanted: Sequence[Gold], found: Sequence[Quotation], least: float = 0.9
) -> dict[int, int]:
    """Pair annotated with found quotations one to one, the best overlap of tokens first."""
    gold = [_tokens(text, one.start, one.end) for one in wanted]
    ours = [_tokens(text, one.start, one.end) for one in found]
    pairs = sorted(
        (-len(a & b) / max(len(a), len(b)), i, j)
        for i, a in enumerate(gold) for j, b in enumerate(ours)
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
    speech = [gold for gold in wanted if gold.kind != Kind.TERM]
    spoken = [quotation for quotation in found if quotation.kind != Kind.TERM]
    matched = match_spans(text, speech, spoken)
    count["gold"], count["found"], count["span"] = len(speech), len(spoken), len(matched)
    for i, gold in enumerate(speech):
        ours = spoken[matched[i]] if i in matched else None
        faults += _count_speech(count, text, gold, ours)
    for j, quotation in enumerate(spoken):
        if j not in matched.values():
            count["names"] += quotation.speaker is not None
            faults.append(_fault("no such speech", text, quotation, "nothing", quotation))
    for gold in wanted:
        if gold.kind == Kind.TERM:
            hit = match_spans(text, [gold], spoken, 0.5)
            named = any(spoken[j].speaker for j in hit.values())
            count["terms"] += 1
            count["terms named"] += named
            if named:
                faults.append(_fault("term named", text, gold, "a term", spoken[hit[0]]))
    for i, j in match_spans(text, wanted, found).items():
        count["kinds"] += 1
        count["kinds right"] += wanted[i].kind == found[j].kind
        if wanted[i].kind != found[j].kind:
            faults.append(_fault("kind", text, wanted[i], wanted[i].kind, found[j]))
    return count, sorted(faults, key=lambda fault: fault.start)


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
