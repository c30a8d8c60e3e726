"""Tags, labels and signatures: the speaker named in a fixed place beside the words."""

from __future__ import annotations

import re

from reader.analysis.attribution.case import Case, Finding, is_weak
from reader.analysis.names.name import UPPER
from reader.analysis.syntax.clauses import SPEAKERS, Event, clause_subject, name_of

_PLAIN = re.compile(r"Q[,-]?(?:([NORAP])a*(V)|(V)a*([NORAP]))(?!')")
_SPOKEN = frozenset({"addition", "answer", "question", "emotion", "manner"})
_LABEL = re.compile(r"-?T?([NOR])(?:\(.*?\))?:")
_HEADLINE_LABEL = re.compile(r"[^VQ.;]*?([NO])(?:[iv][^VQ:.;]*)?:(?=Q)")
_HEADLINE_TOPIC = re.compile(r"([NO])i[^VQ:.;]*:")
_LABEL_BESIDE = re.compile(r"(?:^|[;,.-])([NOR])(?:\(.*?\))?:$")
_DATELINE = re.compile(rf"(?:[{UPPER}]{{3,}}[ ,]*){{1,4}}(?:\([^)]*\) *)?: +(?=[{UPPER}])")
_CAPITAL_LABEL = re.compile(rf"\n[{UPPER}]{{3,}}[^\n:]{{0,40}}: ")
MOST_LOOKED_OVER = 5_000
"""Characters after a label in capitals in which a second one is looked for."""
_LABEL_AFTER = re.compile(r"Q:([NOR])")
_SIGNED = re.compile(r"[.]?-(N)(?=[.,]?(?:$|[QON#LaiTR(])|,)(?![^Q]*[xVv])")
_DASH = re.compile(r"\s*[-–—―]")
_SIGNED_LINE = re.compile(r"-[NO](?:$|[.,(])")


def plain_tag(case: Case) -> Finding | None:
    """``Q, S V`` or ``Q, V S``.

    A sentence that begins in marks, and right after them who says so with a sure verb.
    Example: "We are ready for the winter," Pal Jonson said. => Pal Jonson
    """
    match = _PLAIN.match(case.frame.shape) if not case.at else None
    if match is None or not (case.frame.shape[1] in ",-" or case.scene.text[case.quote.end - 1] in ",?!…—–."):
        return None
    cue, source = max(match.start(2), match.start(3)), max(match.start(1), match.start(4))
    event = Event(cue, name_of(case.frame, source) if source > cue else source, "subject")
    spoken = case.frame.units[cue].cue
    if is_weak(case.frame, event) and (spoken is None or spoken.cls not in _SPOKEN):
        return None
    return case.found("plain tag", event)


def signed(case: Case) -> Finding | None:
    """``Q - S``: words with a signature, on the same line or the next.

    Example: “Time is short and the bridge is long.” — Ingrid Solheim => Ingrid Solheim
    """
    match = _SIGNED.match(case.frame.shape, case.at + 1)
    if match:
        return case.found("signed", Event(match.start(1) - 1, match.start(1), "signed"))
    if not _DASH.match(case.scene.text, case.frame.end):
        return None
    for place in case.scene.after(case.place, 1):
        frame = case.scene.frame(place.paragraph, place.sentence)
        if len(frame.shape) < 8 and _SIGNED_LINE.match(frame.shape):
            return case.found("signed", Event(0, 1, "signed"), place)
    return None


def label(case: Case) -> Finding | None:
    """``S: … Q``: a headline's "Jonson: …", "Jonson on arms: …", or a line of a transcript.

    Example: Pal Jonson: ‘We will not wait for spring’ => Pal Jonson
    """
    shape = case.frame.shape
    if _opens_with_place(case):
        return None
    match = _LABEL.match(shape)
    if match is None and case.frame.start == 0:
        match = _HEADLINE_LABEL.match(shape) or _HEADLINE_TOPIC.match(shape)
    if match is None or match.end() > case.at:
        match = _LABEL_BESIDE.search(shape, 0, case.at)
    if match is None:
        return None
    return case.found("label", Event(match.end() - 1, match.start(1), "label"))


def _opens_with_place(case: Case) -> bool:
    """Tell whether a sentence begins with a dateline, not a label: ``LAHORE: The …``.

    A transcript has many labels in capitals, a dateline stands alone.
    """
    text, start = case.scene.text, case.frame.start
    if not start or not _DATELINE.match(text, start, case.frame.end):
        return False
    return _CAPITAL_LABEL.search(text, case.frame.end, case.frame.end + MOST_LOOKED_OVER) is None


def label_after(case: Case) -> Finding | None:
    """``Q: S …``: a headline that begins with the words and names their speaker after a colon.

    Example: ‘We will not wait for spring’: Pal Jonson in Bergen => Pal Jonson
    """
    match = _LABEL_AFTER.match(case.frame.shape) if not case.at else None
    return case.found("label after", Event(1, match.start(1), "label")) if match else None


def colon(case: Case) -> Finding | None:
    """``S … : Q``: somebody does something, and then come the words.

    Example: It was late.|Ruth Adeyemi shook her head: “No. I was polite.” => Ruth Adeyemi
    """
    if not case.at or case.frame.shape[case.at - 1] != ":":
        return None
    source = clause_subject(case.frame, case.at - 1)
    if source < 0 or case.frame.shape[source] not in SPEAKERS:
        return None
    return case.found("colon", Event(case.at - 1, source, "subject"))
