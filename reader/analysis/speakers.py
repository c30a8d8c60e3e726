"""Who said it: an ordered list of named rules, each of which knows one pattern of news prose.

Owns the rules and their order. Refuses to settle whom a pronoun means (coreference) and what kind a quotation is (kinds).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from reader.analysis.arbiter import choose_event, describe_events
from reader.analysis.clauses import SPEAKERS, Event, clause_subject, name_of
from reader.analysis.coreference import Resolved, Resolver
from reader.analysis.frames import Frame
from reader.analysis.scene import Place, Scene


class Finding(NamedTuple):
    """What a rule found: the cue's and the source's units of a sentence; the cue's is -1 if there is none."""

    rule: str
    place: Place
    cue: int
    source: int
    resolved: Resolved


class Case(NamedTuple):
    """A quotation in its sentence, with what was found for the one before it."""

    scene: Scene
    resolver: Resolver
    place: Place
    frame: Frame
    at: int
    quote: int
    previous: Finding | None


Rule = Callable[[Case], Finding | None]


def _events(case: Case) -> list[Event]:
    return case.scene.events(case.place.paragraph, case.place.sentence)


def _found(case: Case, rule: str, event: Event, place: Place | None = None) -> Finding | None:
    place = place or case.place
    if event.source < 0:
        return None
    return Finding(rule, place, event.cue, event.source, case.resolver.resolve(place, event.source))


def _begins(case: Case) -> bool:
    """Tell whether the quotation begins its sentence, but for an opening word or another quotation."""
    return re.match(r"[ack,]*(?:Q[^Q]*)*$", case.frame.shape[: case.at]) is not None


_BETWEEN = re.compile(r"[,-]?(?:a|[it][TLNORa])*,?$")


def cue_after(case: Case) -> Event | None:
    """``Q, S V``: "We are ready," Jonson said."""
    shape = case.frame.shape
    following = case.at + 1
    while following < len(shape) and shape[following] in ",-":
        following += 1
    for event in _events(case):
        if event.cue <= case.at or event.source <= case.at or event.how not in ("subject", "inverted", "phrase"):
            continue
        if "Q" in shape[case.at + 1 : event.cue]:
            break
        strong = not _weak(case.frame, event)
        if (event.source == following or event.cue == following) and (strong or _begins(case)):
            return event
        if strong and _BETWEEN.match(shape[case.at + 1 : event.source]):
            return event
        if event.how == "subject" and shape[following : following + 1] in ("R", "A", "N") and _in_apposition(
            shape, following, event.source):
            return event
    return None


def _in_apposition(shape: str, first: int, source: int) -> bool:
    """Tell whether a name stands in apposition to the phrase that follows the quotation."""
    return re.match(r"[RAN](?:[it][TLNORa])*,?$", shape[first:source]) is not None


def _weak(frame: Frame, event: Event) -> bool:
    cue = frame.units[event.cue].cue if event.cue >= 0 else None
    return cue is None or cue.weak


_BESIDE = re.compile(r"[,:]?$|a*[hi]?k?$|[MNORATP]?[iha]?[,:]?$|[NORATMP]?i[TNORA],?$|i[TNORAM][,:h]?$|[NORATMP]?txi?$")


def cue_beside(case: Case) -> Event | None:
    """``S V Q`` side by side: Jonson called it "a start"; Jonson told the BBC: "We are ready"."""
    for event in reversed(_events(case)):
        if event.cue < case.at and event.source >= 0 and _BESIDE.match(case.frame.shape[event.cue + 1 : case.at]):
            if event.how == "owner" and not _owned(case.frame, event):
                continue
            if case.frame.shape[event.source] == "T" or (_weak(case.frame, event) and not _speaks(case.frame, event)):
                continue
            if _weak(case.frame, event) and _only_may(case.frame, event):
                continue
            return event
    return None


def _only_may(frame: Frame, event: Event) -> bool:
    """Tell whether the cue only may come about: ``will discuss``, ``would accept``."""
    return frame.shape[event.cue] == "B" and re.search(r"xa*$", frame.shape[: event.cue]) is not None


_PEOPLE = frozenset({"he", "she", "they", "him", "her", "them"})


def _speaks(frame: Frame, event: Event) -> bool:
    """Tell whether a source is somebody, not ``it``, ``you`` or a thing."""
    unit = frame.units[event.source]
    return unit.code in "NORAS" and (unit.code != "S" or _owned(frame, event)) or unit.head in _PEOPLE


def _owned(frame: Frame, event: Event) -> bool:
    """Tell whether a noun of saying says whose it is: ``Lee's claim``, ``her remark``."""
    unit = frame.units[event.cue]
    return unit.owner is not None or unit.lead in ("his", "her")


def cue_before(case: Case) -> Event | None:
    """``S V … Q``: Jonson said Sweden "could contribute"."""
    for event in reversed(_events(case)):
        if event.cue >= case.at or event.source < 0 or event.how == "owner":
            continue
        if _weak(case.frame, event) or not _speaks(case.frame, event) or _told_of(case.frame, event):
            continue
        return event
    return None


def _told_of(frame: Frame, event: Event) -> bool:
    """Tell whether a relative clause only describes the hearer: Lee told a man who said he was late that …"""
    return frame.shape[event.cue - 1] == "W" and event.source > 0 and frame.shape[event.source - 1] in "VGB"


def cue_later(case: Case) -> Event | None:
    """``… Q …, S V``: The "robust" plan, Jonson said, would help."""
    for event in _events(case):
        if event.cue > case.at and event.source > case.at and event.how in ("subject", "phrase", "inverted"):
            cue = case.frame.units[event.cue].cue
            if cue is not None and not cue.weak:
                return event
    return None


def weak_cue_before(case: Case) -> Event | None:
    """``S V … Q`` with a verb that reports words only now and then: Lee praised the team as "brave"."""
    for event in reversed(_events(case)):
        if event.cue < case.at and event.source >= 0 and event.how != "owner":
            if case.frame.shape[event.source] in SPEAKERS:
                return event
    return None


_LABEL = re.compile(r"-?([NOR])(?:\(.*?\))?:")
_HEADLINE_LABEL = re.compile(r"[^VQ.;]*?([NO])(?:[iv][^VQ:.;]*)?:(?=Q)")


def label(case: Case) -> Finding | None:
    """``S: …``: a headline's "Jonson: Time is short", "Jonson on arms: …", or a line of a transcript."""
    shape = case.frame.shape
    match = _LABEL.match(shape) or (_HEADLINE_LABEL.match(shape) if case.frame.start == 0 else None)
    if match is None or match.end() > case.at:
        return None
    return _found(case, "label", Event(match.end() - 1, match.start(1), "label"))


_SIGNED = re.compile(r"[.]?-(N)")


def signed(case: Case) -> Finding | None:
    """``Q — S``: "Time is short." — Jonson."""
    match = _SIGNED.match(case.frame.shape, case.at + 1)
    if match:
        after = case.frame.shape[match.end() :]
        if re.match(r"[.,]?(?:$|[Q(ON#LaiTR]|,)", after) and not re.search("[xVv]", after):
            return _found(case, "signed", Event(match.start(), match.start(1), "signed"))
    return _signed_next(case)


def _signed_next(case: Case) -> Finding | None:
    """The signature stands as a sentence or paragraph of its own."""
    for place in case.scene.after(case.place, 1):
        frame = case.scene.frame(place.paragraph, place.sentence)
        if re.match(r"-[NO](?:$|[.,(])", frame.shape) and len(frame.shape) < 8:
            return _found(case, "signed", Event(0, 1, "signed"), place)
    return None


def thing_beside(case: Case) -> Event | None:
    """``S V Q`` where something without a name speaks: the passage said "nothing"."""
    for event in reversed(_events(case)):
        if event.cue < case.at and event.source >= 0 and _BESIDE.match(case.frame.shape[event.cue + 1 : case.at]):
            return event
    return None


def same_paragraph(case: Case) -> Finding | None:
    """A whole sentence in marks right after another quotation of the paragraph: the same speaker goes on."""
    if not _alone(case.frame):
        return None
    previous = case.previous
    if previous is None or previous.place.paragraph != case.place.paragraph:
        return None
    for number in range(case.place.sentence - 1, previous.place.sentence, -1):
        place = Place(case.place.paragraph, number)
        finding = _introduction(case, place)
        if finding is not None:
            return finding
    return previous._replace(rule="same paragraph")


def goes_on(case: Case) -> Finding | None:
    """``"…," S said. "Q" and so on``: a sentence that begins in marks and has no cue of its own."""
    previous = case.previous
    if previous is None or previous.place.paragraph != case.place.paragraph or not _begins(case):
        return None
    return previous._replace(rule="goes on")


def introduced(case: Case) -> Finding | None:
    """A whole sentence in marks after a sentence that tells of somebody: Lee was pleased. "We won." """
    if not _alone(case.frame):
        return None
    for place in case.scene.before(case.place, 3):
        if _alone(case.scene.frame(place.paragraph, place.sentence)):
            break
        if place.paragraph < case.place.paragraph - 1:
            break
        finding = _introduction(case, place)
        if finding is not None:
            return finding
    return None


def carried_over(case: Case) -> Finding | None:
    """A whole paragraph in marks after one whose speaker is known: nobody else was introduced."""
    if not _alone(case.frame) or case.previous is None:
        return None
    return case.previous._replace(rule="carried over")


def _introduction(case: Case, place: Place) -> Finding | None:
    """Find who a sentence before the quotation tells of: its first strong cue's source, else its subject."""
    scene = case.scene
    frame = scene.frame(place.paragraph, place.sentence)
    for event in scene.events(place.paragraph, place.sentence):
        if event.source >= 0 and not _weak(frame, event) and _speaks(frame, event) and event.how != "owner":
            return _found(case, "introduced", event, place)
    first = _FIRST_SUBJECT.match(frame.shape)
    subject = first.start(1) if first else clause_subject(frame, len(frame.shape))
    if subject >= 0 and frame.shape[subject] in SPEAKERS:
        return _found(case, "introduced", Event(-1, subject, "subject"), place)
    return None


_FIRST_SUBJECT = re.compile(r"[ca,]*(?:(?:i[TOLNRAav]*)+,)?([NRP])[a,xvVBEW]")


def _alone(frame: Frame) -> bool:
    return frame.shape.strip(".,;-!?()") == "Q"


SENTENCE_RULES: tuple[Callable[[Case], Event | None], ...] = (
    cue_after,
    cue_beside,
    cue_before,
    cue_later,
    weak_cue_before,
    thing_beside,
)


_PLAIN = re.compile(r"Q[,-]?(?:([NORAP])a*(V)|(V)a*([NORAP]))(?!')")


def plain_tag(case: Case) -> Finding | None:
    """``"Q," S V``: a sentence that begins in marks, and right after them who says so with a sure verb."""
    match = _PLAIN.match(case.frame.shape) if not case.at else None
    if match is None:
        return None
    cue, source = max(match.start(2), match.start(3)), max(match.start(1), match.start(4))
    event = Event(cue, name_of(case.frame, source) if source > cue else source, "subject")
    return None if _weak(case.frame, event) else _found(case, "plain tag", event)


def weighed_cue(case: Case) -> Finding | None:
    """Weigh the cues of the sentence that the sentence rules propose, and take the likeliest.

    The rule of the finding is the first that proposed it.
    """
    if _alone(case.frame):
        return None
    proposals = {rule.__name__.replace("_", " "): rule(case) for rule in SENTENCE_RULES}
    event = choose_event(describe_events(case.frame, case.at, _events(case), proposals))
    if event is None:
        return None
    rule = next((name for name, proposed in proposals.items() if proposed == event), "cue elsewhere")
    return _found(case, rule, event)


RULES: tuple[Rule, ...] = (
    plain_tag,
    signed,
    label,
    weighed_cue,
    same_paragraph,
    introduced,
    goes_on,
    carried_over,
)


def find_speaker(case: Case) -> Finding | None:
    """Return what the first rule that fits found."""
    for rule in RULES:
        finding = rule(case)
        if finding is not None:
            return finding
    return None
