"""What each rule found, as a sentence for people."""

from __future__ import annotations

from types import MappingProxyType

WEIGHED = " (weighed)"
"""Ends the name of a rule where learned weights, and not the rules alone, decided."""

_SENTENCES = MappingProxyType(
    {
        "plain tag": "who says so stands right after the words",
        "signed": "the words are signed",
        "label": "a name and a colon stand before the words, or a colon and a name behind them",
        "cue after": "who says so follows the words",
        "cue beside": "a verb of saying and its subject stand right before the words",
        "cue before": "a verb of saying stands earlier in the sentence",
        "cue later": "a verb of saying stands later in the sentence",
        "weak cue before": "a verb that now and then reports words stands before them",
        "thing beside": "what speaks is a thing or nobody named",
        "colon": "somebody acts or speaks, and the words follow a colon",
        "continued": "the paragraph before left the same words open",
        "same paragraph": "the words go on after another quotation of the paragraph",
        "introduced": "the sentence before tells of somebody",
        "goes on": "no verb of saying is in the sentence, so the speaker before goes on",
        "carried over": "nobody else was introduced since the paragraph before",
        "said below": "the headline's words are said again further down, by one speaker only",
        "nested": "words inside of other words",
        "nested cue": "the outer words name who said the inner ones",
        "corrected": "somebody has put it right by hand (corrections.toml)",
        "none": "nothing tells who says so, or nobody does",
        "struck out": "a part of the words is struck out, so nobody says them",
        "not examined": "the sentence is too long to be looked into",
    }
)


def describe_rule(name: str) -> str | None:
    """Return what the rule of that name found, or None if there is no such rule."""
    sentence = _SENTENCES.get(name.removesuffix(WEIGHED))
    return f"{sentence}; learned weights decided" if sentence and name.endswith(WEIGHED) else sentence
