"""Cues: the verbs, nouns and phrases that report what somebody said.

Owns what is known of a cue by itself. Refuses to decide whether it reports anything where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from reader.analysis.lexicon.datafile import read_toml
from reader.analysis.lexicon.inflection import past, present_participle, stem, third_person


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a word that reports speech or writing.

    Attributes:
        lemma: Base form, with its particle: ``point out``.
        cls: What kind of saying it is: ``neutral``, ``claim``, ``denial`` … as the data file has it.
        form: ``base``, ``s``, ``ed`` (past, or past and participle alike), ``en`` (participle unlike the
            past), ``ing``, ``noun`` or ``phrase``.
        frame: ``naming`` if it calls somebody something (``dubbed``, ``described … as``), ``accusing`` if it
            takes the accused and ``of``, ``for`` or ``as``; else empty.
        weak: A cue only right beside a quotation: ``laughed``, ``thinks``, ``went``.
        noun: The same form is also a noun of saying: ``claims``, ``warning``.
    """

    lemma: str
    cls: str
    form: str
    frame: str = ""
    weak: bool = False
    noun: bool = False


@cache
def cues() -> Mapping[str, Cue]:
    """Return every inflected form, in lower case, of every cue.

    A form that is both verb and noun is given as the verb with ``noun`` set; where base and past are alike
    (``put it``) it is given as the past.
    """
    data = read_toml("cues.toml")
    nouns = cue_nouns()
    found: dict[str, Cue] = dict(nouns)
    for cls, phrases in data["phrases"].items():
        found |= {phrase: Cue(phrase, cls, "phrase", weak=phrase in data["weak"]) for phrase in phrases}
    for cls, verbs in data["verbs"].items():
        for verb in verbs:
            frame = next((frame for frame in ("naming", "accusing") if verb in data[frame]), "")
            for text, form in _inflect(verb, data):
                found[text] = Cue(verb, cls, form, frame, verb in data["weak"], text in nouns)
    return MappingProxyType(found)


@cache
def cue_nouns() -> Mapping[str, Cue]:
    """Return the nouns of saying, singular and plural, in lower case: ``statement``, ``claims``."""
    data = read_toml("cues.toml")
    found = {}
    for cls, nouns in data["nouns"].items():
        for noun in nouns:
            weak = noun in data["weak_nouns"]
            for text in (noun, data["plurals"].get(noun, third_person(noun))):
                found[text] = Cue(noun, cls, "noun", weak=weak, noun=True)
    return MappingProxyType(found)


@cache
def cue_classes() -> Mapping[str, str]:
    """Return the class of every cue by its base form: ``warn`` is a ``warning``."""
    return MappingProxyType({cue.lemma: cue.cls for found in (cue_nouns(), cues()) for cue in found.values()})


@cache
def cue_pasts() -> Mapping[str, str]:
    """Return the past of every cue that is a verb, by its base form: ``say`` was ``said``."""
    return MappingProxyType({cue.lemma: text for text, cue in cues().items() if cue.form == "ed"})


def _inflect(phrase: str, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (text, form) of a verb with the rest of its phrase, forms that replace others last."""
    verb, space, rest = phrase.partition(" ")
    rest = space + rest
    yield verb + rest, "base"
    yield third_person(verb) + rest, "s"
    either = verb in data["doubled_or_not"]
    choices = (False, True) if either else ((True,) if verb in data["doubled"] else (None,))
    stems = [stem(verb, choice) for choice in choices]
    for each in stems:
        yield present_participle(each) + rest, "ing"
    if irregular := data["irregular"].get(verb):
        *pasts, participle = irregular
        if participle not in pasts:
            yield participle + rest, "en"
        for text in pasts:
            yield text + rest, "ed"
    else:
        for each in stems:
            yield past(each) + rest, "ed"
