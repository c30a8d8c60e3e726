"""Language data: the words that reveal who speaks, and the loaders that read them.

Every list is a plain-text or TOML file beside this module, made to be read and extended by people; its first
line says what it holds and where its facts come from. A loader reads its file when it is first called and
keeps the frozen result; importing this package reads nothing.

Owns words and what is known about them out of context. Refuses to look at a text: that is the analysis' work.
"""

from reader.analysis.lexicon.loaders import (
    Cue,
    Title,
    cue_classes,
    cue_nouns,
    cue_pasts,
    cues,
    feature_weights,
    given_names,
    group_nouns,
    known_organisations,
    nationalities,
    not_names,
    organisation_words,
    places,
    title_modifiers,
    titles,
)

__all__ = [
    "Cue",
    "Title",
    "cue_classes",
    "cue_nouns",
    "cue_pasts",
    "cues",
    "feature_weights",
    "given_names",
    "group_nouns",
    "known_organisations",
    "nationalities",
    "not_names",
    "organisation_words",
    "places",
    "title_modifiers",
    "titles",
]
