"""Who said it: an ordered list of named rules, each of which knows one pattern of news prose.

Owns the rules and their order. Refuses to settle whom a pronoun means (coreference) and what kind a quotation is (kinds).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from reader.analysis.clauses import Event
from reader.analysis.coreference import Resolved, Resolver
from reader.analysis.frames import Frame
from reader.analysis.scene import Place, Scene


class Case(NamedTuple):
    """A quotation in its sentence."""

    scene: Scene
    resolver: Resolver
    place: Place
    frame: Frame
    at: int
    index: int
    previous: Finding | None


class Finding(NamedTuple):
    """What a rule found: the cue's and the source's units of a sentence."""

    rule: str
    place: Place
    cue: int
    source: int
    resolved: Resolved


Rule = Callable[[Case], Finding | None]

_CUE_NEXT = re.compile(r",?-?(?=[NORATSPM])")


def _events(case: Case) -> list[Event]:
    return case.scene.events(case.place.paragraph, case.place.sentence)


def _found(case: Case, rule: str, event: Event) -> Finding | None:
    if event.source < 0:
        return None
    return Finding(rule, case.place, event.cue, event.source, case.resolver.resolve(case.place, event.source))


def cue_after(case: Case) -> Finding | None:
    """``Q, S V``: "We are ready," Jonson said."""
    shape = case.frame.shape
    following = case.at + 1
    while following < len(shape) and shape[following] in ",-":
        following += 1
    for event in _events(case):
        if event.cue <= case.at or "Q" in shape[case.at + 1 : event.cue]:
            continue
        if event.how in ("subject", "inverted", "phrase") and (
            event.source == following or event.cue == following
        ):
            return _found(case, "cue after", event)
        between = shape[following : event.source] if event.source > following else ""
        if event.how == "subject" and event.source > following and not re.search("[VGkch;,]", between):
            return _found(case, "cue after", event)
    return None


def cue_before(case: Case) -> Finding | None:
    """``S V … Q``: Jonson said Sweden "could contribute"."""
    shape = case.frame.shape
    best = None
    for event in _events(case):
        if event.cue < case.at and event.source >= 0:
            if event.how == "owner" and best is not None:
                continue
            if shape[event.cue] == "B" and best is not None:
                continue
            best = event
    return _found(case, "cue before", best) if best else None


def cue_later(case: Case) -> Finding | None:
    """``… Q …, S V``: The "robust" plan, Jonson said, would help."""
    for event in _events(case):
        if event.cue > case.at and event.source > case.at and event.how in ("subject", "phrase"):
            return _found(case, "cue later", event)
    return None


def same_paragraph(case: Case) -> Finding | None:
    """A whole sentence in marks after another quotation of the paragraph."""
    if case.frame.shape.strip(".,;") != "Q":
        return None
    previous = case.previous
    if previous is not None and previous.place.paragraph == case.place.paragraph:
        return previous._replace(rule="same paragraph")
    return None


def introduced(case: Case) -> Finding | None:
    """A whole sentence in marks after a sentence with a subject."""
    if case.frame.shape.strip(".,;") != "Q":
        return None
    for place in case.scene.before(case.place, 2):
        frame = case.scene.frame(place.paragraph, place.sentence)
        for event in case.scene.events(place.paragraph, place.sentence):
            if event.source >= 0:
                resolved = case.resolver.resolve(place, event.source)
                return Finding("introduced", place, event.cue, event.source, resolved)
        if frame.shape.strip(".,;") == "Q" and case.previous is not None:
            return case.previous._replace(rule="carried over")
    return case.previous._replace(rule="carried over") if case.previous else None


RULES: tuple[Rule, ...] = (cue_after, cue_before, cue_later, same_paragraph, introduced)


def find_speaker(case: Case) -> Finding | None:
    """Return what the first rule that fits found."""
    for rule in RULES:
        finding = rule(case)
        if finding is not None:
            return finding
    return None
