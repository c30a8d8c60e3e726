"""Neighbouring sentences: whose words a sentence in marks is that names nobody itself."""

from __future__ import annotations

import re

from reader.analysis.attribution.case import Case, Finding, is_alone, is_weak, speaks
from reader.analysis.document import Place
from reader.analysis.syntax.clauses import SPEAKERS, Event, clause_subject

SENTENCES_BACK = 3
LEAST_SAID = 7
"""Words that are speech though nothing in their sentence says so; fewer may be a term."""
_FIRST_SUBJECT = re.compile(r"[ca,]*(?:(?:i[TOLNRAav]*)+,)?([NRP])[a,xvVBEW]")


def continued(case: Case) -> Finding | None:
    """``"Q…`` / ``"Q``: the paragraph before left the same words open.

    Example: “We counted the boats,” Ruth Adeyemi said. “We counted the men.|“Then we waited for the tide.”
        => Ruth Adeyemi
    """
    return case.previous._replace(rule="continued") if case.quote.continues and case.previous else None


def same_paragraph(case: Case) -> Finding | None:
    """``"…" S V. Q``: a sentence in marks after another quotation of the paragraph, nobody else between.

    Example: “We won,” Ruth Adeyemi said. “Nobody slept that night.” => Ruth Adeyemi
    """
    previous = case.previous
    if not case.alone or previous is None or previous.place.paragraph != case.place.paragraph:
        return None
    for number in range(case.place.sentence - 1, previous.place.sentence, -1):
        finding = _introduction(case, Place(case.place.paragraph, number))
        if finding is not None:
            return finding
    return previous._replace(rule="same paragraph")


def introduced(case: Case) -> Finding | None:
    """``S … . Q``: a sentence in marks after one that tells of somebody.

    Example: Ruth Adeyemi rejected the offer. “It is less than the fuel costs us.” => Ruth Adeyemi
    """
    if not case.alone:
        return None
    for place in case.scene.before(case.place, SENTENCES_BACK):
        if is_alone(case.scene.frame(place.paragraph, place.sentence)):
            break
        if place.paragraph < case.place.paragraph - 1:
            break
        finding = _introduction(case, place)
        if finding is not None:
            return finding
    return None


def goes_on(case: Case) -> Finding | None:
    """``"…" S V. Q …``: a sentence that begins in marks and has no cue of its own.

    Example: “We won,” Ruth Adeyemi said. “Nobody slept” that night in the harbour. => Ruth Adeyemi
    """
    previous = case.previous
    if previous is None or previous.place.paragraph != case.place.paragraph or not case.begins:
        return None
    return previous._replace(rule="goes on")


def goes_on_within(case: Case) -> Finding | None:
    """``… S V …. … Q``: words within a sentence that has no cue, after one whose speaker is known.

    Only words that could be said, not a name or a term.
    Example: “We won,” Ruth Adeyemi said. On the coast “nothing at all will change before spring.” =>
        Ruth Adeyemi
    """
    words = case.scene.text[case.quote.start : case.quote.end].split()
    if len(words) < LEAST_SAID or case.alone or not case.place.sentence or _has_speaker(case):
        return None
    before = Place(case.place.paragraph, case.place.sentence - 1)
    previous = case.previous
    if previous is not None and previous.place == before:
        return previous._replace(rule="goes on within")
    frame = case.scene.frame(before.paragraph, before.sentence)
    for event in reversed(case.scene.events(before.paragraph, before.sentence)):
        if event.source >= 0 and event.how != "owner" and not is_weak(frame, event) and speaks(frame, event):
            return case.found("goes on within", event, before)
    return None


def _has_speaker(case: Case) -> bool:
    """Tell whether a cue of the sentence says that somebody speaks."""
    return any(
        event.source >= 0 and not is_weak(case.frame, event) and speaks(case.frame, event)
        for event in case.events
    )


def carried_over(case: Case) -> Finding | None:
    """``Q``: a whole paragraph in marks after one whose speaker is known, nobody else introduced.

    Example: “We won,” Ruth Adeyemi said.|“Nobody slept.”|“And then it snowed.” => Ruth Adeyemi
    """
    return case.previous._replace(rule="carried over") if case.alone and case.previous else None


def _introduction(case: Case, place: Place) -> Finding | None:
    """Find who a sentence before the quotation tells of: its first sure cue's source, else its subject."""
    scene = case.scene
    frame = scene.frame(place.paragraph, place.sentence)
    for event in scene.events(place.paragraph, place.sentence):
        if event.source >= 0 and not is_weak(frame, event) and speaks(frame, event) and event.how != "owner":
            return case.found("introduced", event, place)
    first = _FIRST_SUBJECT.match(frame.shape)
    subject = first.start(1) if first else clause_subject(frame, len(frame.shape))
    if subject >= 0 and frame.shape[subject] in SPEAKERS:
        return case.found("introduced", Event(-1, subject, "subject"), place)
    return None
