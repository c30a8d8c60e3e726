"""Words inside of other words: whose they are when a speaker quotes somebody else.

Owns quotations at depth 1 and more. Gives a speaker only where a cue stands right beside the inner words,
within the outer ones, and names somebody else. Everything else is a term: the outer speaker's own words,
scare quotes and names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.analysis.clauses import find_events
from reader.analysis.coreference import PRONOUN_GENDER
from reader.analysis.frames import Frame, make_frame
from reader.analysis.marks import Marked
from reader.analysis.model import Attribution, Kind
from reader.analysis.scene import Scene

WINDOW = 160
"""Characters before the inner words in which their cue is looked for."""

_SPOKEN = frozenset({"addition", "answer", "question", "writing"})
_BEFORE = re.compile(r"(?:[MNORATP]|[it][TNORAM])?[,:]?$")


class Outer(NamedTuple):
    """The quotation around: who says it, as an index into the cast and by name."""

    entity: int | None
    speaker: str | None


def find_nested(scene: Scene, index: int, parent: Marked, outer: Outer) -> tuple[Kind, Attribution]:
    """Return kind and attribution of a stretch that stands inside of a quotation."""
    quote = scene.marked[index]
    start = max(parent.start, quote.outer_start - WINDOW)
    frame = make_frame(scene.text, start, quote.outer_end, [(index, quote)], scene.cast, scene.starts)
    at = len(frame.units) - 1
    for event in reversed(find_events(frame)):
        cue = frame.units[event.cue].cue
        if event.cue >= at or event.source < 0 or not _BEFORE.match(frame.shape[event.cue + 1 : at]):
            continue
        if cue is None or cue.frame or event.how == "owner" or " " not in scene.text[quote.start : quote.end]:
            continue
        if cue.weak and cue.cls not in _SPOKEN:
            continue
        attribution = _attribute(scene, frame, event.cue, event.source, outer)
        if attribution.speaker not in (None, outer.speaker):
            return Kind.DIRECT, attribution
    return Kind.TERM, Attribution("nested")


def _attribute(scene: Scene, frame: Frame, cue: int, source: int, outer: Outer) -> Attribution:
    reporting, unit = frame.units[cue], frame.units[source]
    mention = scene.text[unit.start : unit.end]
    speaker = None
    if unit.mention is not None and unit.mention.entity is not None:
        speaker = scene.cast.entities[unit.mention.entity].name
    elif unit.head in PRONOUN_GENDER:
        speaker = _only_named(scene, frame, source, PRONOUN_GENDER[unit.head], outer)
    return Attribution(
        "nested cue",
        speaker,
        scene.text[reporting.start : reporting.end],
        reporting.start,
        mention,
        unit.start,
        (mention, speaker) if speaker and speaker != mention else (mention,),
        mention if speaker is None and unit.code in "RA" else None,
    )


def _only_named(scene: Scene, frame: Frame, source: int, gender: str, outer: Outer) -> str | None:
    """Return the only person of a gender, besides the outer speaker, named before a pronoun."""
    named = {
        unit.mention.entity
        for unit in frame.units[:source]
        if unit.code == "N" and unit.mention is not None and unit.mention.entity is not None
    } - {outer.entity}
    fitting = [scene.cast.entities[n] for n in named if scene.cast.entities[n].gender in (gender, None)]
    return fitting[0].name if len(fitting) == 1 else None
