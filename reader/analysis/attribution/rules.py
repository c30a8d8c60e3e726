"""Who said it: an ordered list of named rules, each of which knows one pattern of news prose.

Owns the order of the rules. Refuses the patterns themselves (``rules``), the weighing of several cues in one
sentence (``arbiter``), and whom a pronoun means (``coreference``).
"""

from __future__ import annotations

from reader.analysis.attribution.case import Case, Finding, Rule
from reader.analysis.attribution.context_rules import (
    carried_over,
    continued,
    goes_on,
    goes_on_within,
    introduced,
    same_paragraph,
)
from reader.analysis.attribution.cue_ranking import choose_event, describe_events
from reader.analysis.attribution.cue_rules import PROPOSALS
from reader.analysis.attribution.line_rules import colon, label, label_after, plain_tag, signed
from reader.analysis.explain import WEIGHED


def weighed_cue(case: Case) -> Finding | None:
    """Weigh the cues of the sentence, and which rules propose them, and take the likeliest.

    The finding bears the name of the first rule that proposed it; ``cue elsewhere`` if none did. The name
    says so where the rules alone, the first that fits, would have taken another.
    """
    if case.alone:
        return None
    proposals = {rule.__name__.replace("_", " "): rule(case) for rule in PROPOSALS}
    event = choose_event(describe_events(case.frame, case.at, case.events, proposals))
    if event is None:
        return None
    rule = next((name for name, proposed in proposals.items() if proposed == event), "cue elsewhere")
    first = next((proposed for proposed in proposals.values() if proposed is not None), None)
    return case.found(rule if event == first else f"{rule}{WEIGHED}", event)


RULES: tuple[Rule, ...] = (
    plain_tag,
    signed,
    label,
    label_after,
    weighed_cue,
    colon,
    continued,
    same_paragraph,
    introduced,
    goes_on,
    goes_on_within,
    carried_over,
)


def find_speaker(case: Case) -> Finding | None:
    """Return what the first rule that fits found; None if nothing tells."""
    return next((finding for rule in RULES if (finding := rule(case)) is not None), None)
