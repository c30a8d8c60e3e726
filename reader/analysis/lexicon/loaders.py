"""The word data of the analysis as frozen tables, each read when it is first asked for.

Owns the meaning of the data files beside this module: titles and the gender a title gives away; cues, the
verbs, nouns and phrases that report what somebody said; given names, places and nationalities; capitalised
words that are no names; organisations and groups; learned weights. Refuses to look at a text: whether a cue
reports anything where it stands, or which name a title belongs to, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from reader.text.english import double_last, past, present_participle, third_person
from reader.text.folding import fold
from reader.text.partial_date import MONTHS, SHORT_MONTHS
from reader.text.wordlists import read_entries, read_lines, read_toml

_FOLDER = "analysis/lexicon/"

TitleKind = Literal["honorific", "office", "rank", "role", "kinship", "nobility", "clergy"]


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
    data = read_toml(_FOLDER + "cues.toml")
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
    data = read_toml(_FOLDER + "cues.toml")
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
    stems = [double_last(verb, choice) for choice in choices]
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


@cache
def given_names() -> Mapping[str, str]:
    """Return given names, folded, to ``f``, ``m``, or ``u`` where both bear it or it cannot be told."""
    found = {}
    for line in read_lines(_FOLDER + "given_names.txt"):
        gender, _, names = line.partition(" ")
        for name in names.split():
            found[fold(name)] = gender
    return MappingProxyType(found)


@cache
def places() -> frozenset[str]:
    """Return countries, regions and cities, folded: ``united states``, ``kyiv``, ``sao paulo``."""
    return frozenset(fold(word) for word in read_entries(_FOLDER + "places.txt"))


@cache
def nationalities() -> frozenset[str]:
    """Return adjectives and demonyms of countries and peoples, in lower case: ``polish``, ``poles``."""
    return frozenset(word.lower() for word in read_entries(_FOLDER + "nationalities.txt"))


@cache
def not_names() -> frozenset[str]:
    """Return words and phrases, in lower case, that are capitalised in news and name nobody.

    Days, months, the openers of sentences, the words of headlines, events, faiths, awards.
    """
    words = (*read_entries(_FOLDER + "not_names.txt"), *MONTHS, *SHORT_MONTHS)
    return frozenset(word.lower() for word in words)


@cache
def organisation_words() -> frozenset[str]:
    """Return words, in lower case, that make or end the name of an organisation: ``ministry``, ``ltd``."""
    return frozenset(word for word in read_entries(_FOLDER + "organisation_words.txt"))


@cache
def known_organisations() -> Mapping[str, str]:
    """Return names and acronyms of organisations, as printed and without "the", to the form to show.

    Case matters, because ``WHO`` and ``US`` are words in lower case.
    """
    found = {}
    for line in read_lines(_FOLDER + "organisations.txt"):
        canonical, _, aliases = line.partition(":")
        for name in (canonical, *aliases.split(",")):
            if name := name.strip():
                found[name] = canonical.strip()
    return MappingProxyType(found)


@cache
def group_nouns() -> frozenset[str]:
    """Return heads of sources without a name, in lower case: ``official``, ``protesters``."""
    return frozenset(word for word in read_entries(_FOLDER + "group_nouns.txt"))


@dataclass(frozen=True, slots=True)
class Title:
    """What a title or role says of its bearer.

    Attributes:
        gender: ``f`` or ``m`` where the word gives it away, else None.
    """

    kind: TitleKind
    gender: str | None = None


@cache
def titles() -> Mapping[str, Title]:
    """Return titles and roles, in lower case and the singular, to what they are.

    Dots and hyphens may be left out: ``lt. col.`` and ``lt col``, ``vice-president`` and ``vice president``.
    """
    found: dict[str, Title] = {}
    for kind, genders in read_toml(_FOLDER + "titles.toml").items():
        for gender, entries in genders.items():
            title = Title(cast(TitleKind, kind), gender if gender in ("f", "m") else None)
            found |= {spelling: title for entry in entries for spelling in _spell(entry)}
    return MappingProxyType(found)


@cache
def feature_weights(choice: str) -> Mapping[str, float]:
    """Return what each feature of a choice adds to its log odds: ``antecedent``, ``cue`` or ``term``.

    Learned by tests/benchmarks/learn_weights.py.
    """
    weights = read_toml(_FOLDER + "weights.toml").get(choice, {})
    return {feature: float(weight) for feature, weight in weights.items()}


@cache
def title_modifiers() -> frozenset[str]:
    """Return words before a title that leave open whom it means: ``former``, ``acting``, ``senior``."""
    return frozenset(word for word in read_entries(_FOLDER + "title_modifiers.txt"))


def _spell(entry: str) -> Iterator[str]:
    """Yield a title with and without its dots and hyphens."""
    yield entry
    if "." in entry:
        yield entry.replace(".", "")
    if "-" in entry:
        yield entry.replace("-", " ")
