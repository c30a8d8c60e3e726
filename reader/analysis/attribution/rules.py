"""Who said it: an ordered list of named rules, each of which knows one pattern of news prose.

Owns the rules and their order: a speaker named in a fixed place beside the words (tags, labels, signatures),
the cue that the ranking chooses, and the neighbouring sentences of words whose own sentence names nobody.
Refuses the choice among several cues (``cue_ranking``) and whom a pronoun means (``coreference``).
"""

from __future__ import annotations

import re

from reader.analysis.attribution.case import Case, Finding, Rule, is_alone, is_weak, speaks
from reader.analysis.attribution.cue_ranking import ranked_cue
from reader.analysis.document import SentencePosition
from reader.analysis.names.name import UPPER
from reader.analysis.syntax.clauses import clause_subject, name_of
from reader.analysis.syntax.events import SpeechEvent
from reader.analysis.syntax.tokens import SPEAKERS

_PLAIN_TAG = re.compile(r"Q[,-]?(?:([NORAP])a*(V)|(V)a*([NORAP]))(?!')")
_TAG_CUE_CLASSES = frozenset({"addition", "answer", "question", "emotion", "manner"})
_LABEL = re.compile(r"-?T?([NOR])(?:\(.*?\))?:")
_LABEL_WITH_PLACE = re.compile(r"-?(N)(?:,[NORATLiv]+){1,2}:(?=Q)")
_HEADLINE_LABEL = re.compile(r"[^VQ.;]*?([NO])(?:[iv][^VQ:.;]*)?:(?=Q)")
_HEADLINE_TOPIC = re.compile(r"([NO])i[^VQ:.;]*:")
_LABEL_BESIDE = re.compile(r"(?:^|[;,.-])([NOR])(?:\(.*?\))?:$")
# Nothing is given back: a run of capitals could be cut into four in very many ways.
_DATELINE = re.compile(rf"(?:[{UPPER}]{{3,}}+[ ,]*+){{1,4}}+(?:\([^)]*\) *)?: +(?=[{UPPER}])")
_CAPITAL_LABEL = re.compile(rf"\n[{UPPER}]{{3,}}[^\n:]{{0,40}}: ")
SECOND_LABEL_WITHIN = 5_000
"""Characters after a label in capitals in which a second one is looked for."""
_LABEL_AFTER = re.compile(r"Q:([NOR])")
_SIGNATURE = re.compile(r"[.]?-(N)(?=[.,]?(?:$|[QON#LaiTR(])|,)(?![^Q]*[xVv])")
_DASH_FOLLOWS = re.compile(r"\s*[-–—―]")
_SIGNATURE_LINE = re.compile(r"-[NO](?:$|[.,(])")

_THAT_WAS_HOW = re.compile(r"[hTka]x?a*k")

INTRODUCTION_SENTENCES_BACK = 3
FEWEST_WORDS_WITHOUT_CUE = 7
"""Words that are speech though nothing in their sentence says so; fewer may be a term."""
_OPENING_SUBJECT = re.compile(r"[ca,]*(?:(?:i[TOLNRAav]*)+,)?([NRP])[a,xvVBEW]")


def plain_tag(case: Case) -> Finding | None:
    """``Q, S V`` or ``Q, V S``.

    A sentence that begins in marks, and right after them who says so with a sure verb.
    Example: "We are ready for the winter," Pal Jonson said. => Pal Jonson
    """
    match = _PLAIN_TAG.match(case.chunks.pattern) if not case.at else None
    if match is None or not (
        case.chunks.pattern[1] in ",-" or case.document.text[case.quote.end - 1] in ",?!…—–."
    ):
        return None
    cue, source = max(match.start(2), match.start(3)), max(match.start(1), match.start(4))
    event = SpeechEvent(cue, name_of(case.chunks, source) if source > cue else source, "subject")
    spoken = case.chunks.row[cue].cue
    if is_weak(case.chunks, event) and (spoken is None or spoken.cls not in _TAG_CUE_CLASSES):
        return None
    return case.found("plain tag", event)


def signed(case: Case) -> Finding | None:
    """``Q - S``: words with a signature, on the same line or the next.

    Example: “Time is short and the bridge is long.” — Ingrid Solheim => Ingrid Solheim
    """
    match = _SIGNATURE.match(case.chunks.pattern, case.at + 1)
    if match:
        return case.found("signed", SpeechEvent(match.start(1) - 1, match.start(1), "signed"))
    if not _DASH_FOLLOWS.match(case.document.text, case.chunks.end):
        return None
    for position in case.document.after(case.position, 1):
        chunks = case.document.chunks(position.paragraph, position.sentence)
        if len(chunks.pattern) < 8 and _SIGNATURE_LINE.match(chunks.pattern):
            return case.found("signed", SpeechEvent(0, 1, "signed"), position)
    return None


def label(case: Case) -> Finding | None:
    """``S: … Q`` or ``Q: S …``: a headline's "Jonson: …", "Jonson on arms: …", or a line of a transcript.

    Example: Pal Jonson: ‘We will not wait for spring’ => Pal Jonson
    Example: ‘We will not wait for spring’: Pal Jonson in Bergen => Pal Jonson
    """
    pattern = case.chunks.pattern
    if _opens_with_place(case):
        return None
    match = _LABEL.match(pattern) or _LABEL_WITH_PLACE.match(pattern)
    if match is None and case.chunks.start == 0:
        match = _HEADLINE_LABEL.match(pattern) or _HEADLINE_TOPIC.match(pattern)
    if match is None or match.end() > case.at:
        match = _LABEL_BESIDE.search(pattern, 0, case.at)
    if match is not None:
        return case.found("label", SpeechEvent(match.end() - 1, match.start(1), "label"))
    after = _LABEL_AFTER.match(pattern) if not case.at else None
    return case.found("label", SpeechEvent(1, after.start(1), "label")) if after else None


def _opens_with_place(case: Case) -> bool:
    """Tell whether a sentence begins with a dateline, not a label: ``LAHORE: The …``.

    A transcript has many labels in capitals, a dateline stands alone.
    """
    text, start = case.document.text, case.chunks.start
    if not start or not _DATELINE.match(text, start, case.chunks.end):
        return False
    return _CAPITAL_LABEL.search(text, case.chunks.end, case.chunks.end + SECOND_LABEL_WITHIN) is None


def told_after(case: Case) -> Finding | None:
    """``Q`` / ``That was how S V``: whole words, and then a sentence that says whose they were.

    Example: “We sold ice to a glacier.”|That was how Ruth Adeyemi once described the boom. => Ruth Adeyemi
    """
    if not case.alone:
        return None
    for position in case.document.after(case.position, 1):
        chunks = case.document.chunks(position.paragraph, position.sentence)
        if _THAT_WAS_HOW.match(chunks.pattern) and chunks.row[0].head in ("that", "this", "thus", "so"):
            for event in case.document.events(position.paragraph, position.sentence):
                if event.source >= 0 and speaks(chunks, event):
                    return case.found("told after", event, position)
    return None


def colon(case: Case) -> Finding | None:
    """``S … : Q``: somebody does something, and then come the words.

    Example: It was late.|Ruth Adeyemi shook her head: “No. I was polite.” => Ruth Adeyemi
    """
    if not case.at or case.chunks.pattern[case.at - 1] != ":":
        return None
    source = clause_subject(case.chunks, case.at - 1)
    if source < 0 or case.chunks.pattern[source] not in SPEAKERS:
        return None
    return case.found("colon", SpeechEvent(case.at - 1, source, "subject"))


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
    if not case.alone or previous is None or previous.position.paragraph != case.position.paragraph:
        return None
    for number in range(case.position.sentence - 1, previous.position.sentence, -1):
        finding = _introduction(case, SentencePosition(case.position.paragraph, number))
        if finding is not None:
            return finding
    return previous._replace(rule="same paragraph")


def introduced(case: Case) -> Finding | None:
    """``S … . Q``: a sentence in marks after one that tells of somebody.

    Example: Ruth Adeyemi rejected the offer. “It is less than the fuel costs us.” => Ruth Adeyemi
    """
    if not case.alone:
        return None
    for position in case.document.before(case.position, INTRODUCTION_SENTENCES_BACK):
        if is_alone(case.document.chunks(position.paragraph, position.sentence)):
            break
        if position.paragraph < case.position.paragraph - 1:
            break
        finding = _introduction(case, position)
        if finding is not None:
            return finding
    return None


def goes_on(case: Case) -> Finding | None:
    """``"…" S V. Q …``: words in a sentence that has no cue, after one whose speaker is known.

    They begin their sentence, or could be said, and are no name or term.
    Example: “We won,” Ruth Adeyemi said. “Nobody slept” that night in the harbour. => Ruth Adeyemi
    Example: “We won,” Ruth Adeyemi said. On the coast “nothing at all will change before spring.” =>
        Ruth Adeyemi
    """
    previous, position = case.previous, case.position
    if case.begins and previous is not None and previous.position.paragraph == position.paragraph:
        return previous._replace(rule="goes on")
    words = case.document.text[case.quote.start : case.quote.end].split()
    if len(words) < FEWEST_WORDS_WITHOUT_CUE or case.alone or not position.sentence or _has_speaker(case):
        return None
    before = SentencePosition(position.paragraph, position.sentence - 1)
    if previous is not None and previous.position == before:
        return previous._replace(rule="goes on")
    chunks = case.document.chunks(before.paragraph, before.sentence)
    for event in reversed(case.document.events(before.paragraph, before.sentence)):
        if (
            event.source >= 0
            and event.how != "owner"
            and not is_weak(chunks, event)
            and speaks(chunks, event)
        ):
            return case.found("goes on", event, before)
    return None


def _has_speaker(case: Case) -> bool:
    """Tell whether a cue of the sentence says that somebody speaks."""
    return any(
        event.source >= 0 and not is_weak(case.chunks, event) and speaks(case.chunks, event)
        for event in case.events
    )


def carried_over(case: Case) -> Finding | None:
    """``Q``: a whole paragraph in marks after one whose speaker is known, nobody else introduced.

    Example: “We won,” Ruth Adeyemi said.|“Nobody slept.”|“And then it snowed.” => Ruth Adeyemi
    """
    return case.previous._replace(rule="carried over") if case.alone and case.previous else None


def _introduction(case: Case, position: SentencePosition) -> Finding | None:
    """Find who a sentence before the quotation tells of: its first sure cue's source, else its subject."""
    document = case.document
    chunks = document.chunks(position.paragraph, position.sentence)
    for event in document.events(position.paragraph, position.sentence):
        if (
            event.source >= 0
            and not is_weak(chunks, event)
            and speaks(chunks, event)
            and event.how != "owner"
        ):
            return case.found("introduced", event, position)
    first = _OPENING_SUBJECT.match(chunks.pattern)
    subject = first.start(1) if first else clause_subject(chunks, len(chunks.pattern))
    if subject >= 0 and chunks.pattern[subject] in SPEAKERS:
        return case.found("introduced", SpeechEvent(-1, subject, "subject"), position)
    return None


RULES: tuple[Rule, ...] = (
    plain_tag,
    signed,
    label,
    ranked_cue,
    told_after,
    colon,
    continued,
    same_paragraph,
    introduced,
    goes_on,
    carried_over,
)


def find_speaker(case: Case) -> Finding | None:
    """Return what the first rule that fits found; None if nothing tells."""
    return next((finding for rule in RULES if (finding := rule(case)) is not None), None)
