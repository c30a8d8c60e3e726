"""Cues of the quotation's own sentence: each rule proposes one, where its pattern is there.

Owns the patterns. Refuses to choose between two proposals: the arbiter weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.analysis.attribution.case import Case, Proposal, is_owned, is_weak, speaks
from reader.analysis.syntax.chunks import Frame
from reader.analysis.syntax.clauses import SPEAKERS, Event

_BETWEEN = re.compile(r"[,-]?(?:a|[it][TLNORa])*,?$")
_APPOSITION = re.compile(r"[RAN](?:[it][TLNORa])*,?$")
_BESIDE = re.compile(
    r"[,:]?$|a*[hi]?k?$|[MNORATP]?[iha]?[,:]?$|[NORATMP]?i[TNORA],?$|i[TNORAM][,:h]?$|[NORATMP]?txi?$"
)
_MODAL = re.compile(r"xa*$")


def cue_after(case: Case) -> Event | None:
    """``Q, S V``: who says so follows the words, at once or after a phrase.

    Example: "It was a long night," in the words of Ruth Adeyemi. => Ruth Adeyemi
    """
    shape = case.frame.shape
    following = case.at + 1
    while following < len(shape) and shape[following] in ",-":
        following += 1
    for event in case.events:
        if (
            event.cue <= case.at
            or event.source <= case.at
            or event.how not in ("subject", "inverted", "phrase")
        ):
            continue
        if "Q" in shape[case.at + 1 : event.cue]:
            break
        strong = not is_weak(case.frame, event)
        if following in (event.source, event.cue) and (strong or case.begins):
            return event
        if strong and _BETWEEN.match(shape[case.at + 1 : event.source]):
            return event
        if event.how == "subject" and _APPOSITION.match(shape[following : event.source]):
            return event
    return None


def cue_beside(case: Case) -> Event | None:
    """``S V Q``: the cue stands right before the words, but for a hearer, "that" or a preposition.

    Example: Ruth Adeyemi told the council that "nobody was asked". => Ruth Adeyemi
    """
    for event in _beside(case):
        weak = is_weak(case.frame, event)
        if event.how == "owner" and not is_owned(case.frame, event):
            continue
        if case.frame.shape[event.source] == "T" or (weak and not speaks(case.frame, event)):
            continue
        if weak and _only_may(case.frame, event):
            continue
        return event
    return None


def thing_beside(case: Case) -> Event | None:
    """``T V Q``: something without a name speaks.

    Example: A sign on the gate read “closed until the water falls”. => nobody
    """
    return next(_beside(case), None)


def cue_before(case: Case) -> Event | None:
    """``S V … Q``: a sure cue earlier in the sentence, the nearest.

    Example: Ruth Adeyemi said the ferry company had been “asleep at the wheel” for years. => Ruth Adeyemi
    """
    for event in reversed(case.events):
        if event.cue >= case.at or event.source < 0 or event.how == "owner" or is_weak(case.frame, event):
            continue
        if speaks(case.frame, event) and not _told_of(case.frame, event):
            return event
    return None


def weak_cue_before(case: Case) -> Event | None:
    """``S V … Q`` with a verb that reports words only now and then.

    Example: Ruth Adeyemi praised the crew as “calm beyond their years”. => Ruth Adeyemi
    """
    for event in reversed(case.events):
        before = event.cue < case.at and event.source >= 0 and event.how != "owner"
        if before and case.frame.shape[event.source] in SPEAKERS:
            return event
    return None


def cue_later(case: Case) -> Event | None:
    """``… Q …, S V``: who says so stands later in the sentence, between commas or at its end.

    Example: The “quiet collapse” ruined three villages before the capital saw it, Ruth Adeyemi said. =>
        Ruth Adeyemi
    """
    for event in case.events:
        later = event.cue > case.at and event.source > case.at
        if later and event.how in ("subject", "phrase", "inverted") and not is_weak(case.frame, event):
            return event
    return None


def _beside(case: Case) -> Iterator[Event]:
    """Yield the cues that stand right before the quotation, the nearest first."""
    for event in reversed(case.events):
        if (
            event.cue < case.at
            and event.source >= 0
            and _BESIDE.match(case.frame.shape[event.cue + 1 : case.at])
        ):
            yield event


def _only_may(frame: Frame, event: Event) -> bool:
    """Tell whether the cue only may come about: ``will discuss``, ``would accept``."""
    return frame.shape[event.cue] == "B" and _MODAL.search(frame.shape[: event.cue]) is not None


def _told_of(frame: Frame, event: Event) -> bool:
    """Tell whether a relative clause only describes the hearer: Lee told a man who said so that …."""
    return (
        event.cue > 0
        and frame.shape[event.cue - 1] == "W"
        and event.source > 0
        and (frame.shape[event.source - 1] in "VGB")
    )


PROPOSALS: tuple[Proposal, ...] = (
    cue_after,
    cue_beside,
    cue_before,
    cue_later,
    weak_cue_before,
    thing_beside,
)
