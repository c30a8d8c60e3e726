"""The stages of the analysis in their order: marks, cast, speakers, kinds, topics.

Owns the order and the making of the findings. Refuses to know how any stage works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.analysis.coreference import Resolver
from reader.analysis.kinds import Governed, find_kind
from reader.analysis.marks import find_marked
from reader.analysis.model import Analysis, Attribution, Kind, Person, Quotation
from reader.analysis.rules.case import Case, Finding
from reader.analysis.scene import Place, Scene
from reader.analysis.speakers import find_speaker
from reader.articles.model import Article

if TYPE_CHECKING:
    from reader.analysis.topics import Vocabulary


MOST_EXAMINED = 20_000
"""Stretches in marks whose speaker is looked for; a text with more is no article."""


def analyse(article: Article, vocabulary: Vocabulary) -> Analysis:
    """Find quotations with their speakers, people and topics of an article; no input is too odd for it."""
    from reader.analysis.topics import find_topics

    quotations, people = find_quotations(article)
    return Analysis(quotations, people, find_topics(article, vocabulary))


def find_quotations(article: Article) -> tuple[tuple[Quotation, ...], tuple[Person, ...]]:
    """Find the quotations of an article, by start, and the people it names, by first mention."""
    marked = find_marked(article.text, article.paragraphs)
    scene = Scene(article, marked)
    resolver = Resolver(scene)
    previous: Finding | None = None
    quotations: list[Quotation] = []
    for index, quote in enumerate(marked):
        if quote.depth or index >= MOST_EXAMINED:
            quotations.append(_nested(index, scene))
            continue
        place = scene.place_of(quote.paragraph, quote.outer_start)
        frame = scene.frame(place.paragraph, place.sentence)
        at = next((i for i, unit in enumerate(frame.units) if unit.quote == index), None)
        if at is None:  # its sentence was cut for length
            quotations.append(_nested(index, scene))
            continue
        finding = find_speaker(Case(scene, resolver, place, frame, at, quote, previous))
        kind = find_kind(article.text, quote.start, quote.end, frame, at, _governed(scene, place, finding))
        if finding is not None and kind is not Kind.TERM:
            previous = finding
            if finding.resolved.entity is not None:
                resolver.last_speaker = finding.resolved.entity
        attribution = _attribution(scene, finding if kind is not Kind.TERM else None)
        quotations.append(
            Quotation(
                quote.start, quote.end, quote.outer_start, quote.outer_end, kind, attribution, 0, quote.continues
            )
        )
    return tuple(quotations), _people(scene)


def _governed(scene: Scene, place: Place, finding: Finding | None) -> Governed:
    if finding is None:
        return Governed("none")
    frame = scene.frame(finding.place.paragraph, finding.place.sentence)
    cue = frame.units[finding.cue].cue if finding.cue >= 0 else None
    return Governed(
        finding.rule,
        finding.cue if finding.place == place else -1,
        cue.frame if cue else "",
        cue.cls if cue else "",
        cue.weak if cue else False,
        finding.resolved.entity is not None,
        cue is not None and cue.lemma.startswith("in "),
    )


def _nested(index: int, scene: Scene) -> Quotation:
    quote = scene.marked[index]
    return Quotation(
        quote.start, quote.end, quote.outer_start, quote.outer_end, Kind.TERM, Attribution("nested"), quote.depth
    )


def _attribution(scene: Scene, finding: Finding | None) -> Attribution:
    if finding is None:
        return Attribution("none")
    frame = scene.frame(finding.place.paragraph, finding.place.sentence)
    cue = frame.units[finding.cue] if finding.cue >= 0 else None
    source = frame.units[finding.source]
    resolved = finding.resolved
    speaker = scene.cast.entities[resolved.entity].name if resolved.entity is not None else None
    return Attribution(
        finding.rule,
        speaker,
        scene.text[cue.start : cue.end] if cue else None,
        cue.start if cue else None,
        scene.text[source.start : source.end],
        source.start,
        resolved.chain,
        resolved.description if speaker is None else None,
    )


def _people(scene: Scene) -> tuple[Person, ...]:
    people = []
    for entity in scene.cast.entities:
        if entity.mentions and (entity.sure or len(entity.key) > 1):
            forms = tuple(sorted(entity.forms, key=lambda form: -len(form)))
            people.append(Person(entity.name, forms, tuple(entity.titles), entity.gender, entity.organisation))
    return tuple(people)
