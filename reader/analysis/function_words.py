"""The closed classes of English: the few hundred words that hold sentences together.

Owns the classes as chunking uses them. Refuses open classes (names, titles, cues): those are data.
"""

from __future__ import annotations

from types import MappingProxyType

from reader.text.partial_date import MONTHS


def word_set(text: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(text.split())


DETERMINERS = word_set(
    "a all an another any both dozens each eight either every few five four hundreds less many more most "
    "neither nine no one other seven several six some such ten the these this those thousands three two"
)
POSSESSIVES = word_set("her his its my our their whose your")
SUBJECT_PRONOUNS = word_set("he i it she they we you")
OTHER_PRONOUNS = word_set(
    "anybody anyone everybody everyone herself him himself itself me myself nobody somebody someone them "
    "themselves us"
)
PRONOUN_GENDER = MappingProxyType(
    {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
)
RELATIVES = word_set("that who")
AUXILIARIES = word_set(
    "'d 'll 'm 're 've am are be been being can could couldn't couldn’t did didn't didn’t do does doesn't "
    "doesn’t don't don’t had hadn't hadn’t has hasn't hasn’t have haven't haven’t having is isn't isn’t "
    "may might must not shall should was wasn't wasn’t were will won't won’t would wouldn't wouldn’t ’d "
    "’ll ’m ’re ’ve"
)
LINK_VERBS = word_set("became become becomes remain remained remains seem seemed seems")
"""Verbs between a subject and what it is; a clause is built around them as around "is"."""
PREPOSITIONS = word_set(
    "about across against ahead amid amidst among around at behind besides between beyond by concerning "
    "despite down during except following for from in including inside into like near of off on onto out "
    "outside over per regarding since than through to toward towards under unlike until up upon versus "
    "via with within without"
)
CONJUNCTIONS = word_set("and but nor or yet")
SUBORDINATORS = word_set(
    "after although as because before how if lest once so that though till unless what when whenever "
    "where whereas wherever whether which while whom why"
)
ADVERBS = word_set(
    "again ago almost alone already also always away back earlier even ever first friday further "
    "furthermore here however indeed instead just last later maybe meanwhile monday moreover never "
    "nevertheless next nonetheless not now often once only perhaps quite rather recently repeatedly "
    "saturday simply so soon still sunday then there therefore thursday thus today together tomorrow "
    "tonight too tuesday twice very wednesday well yesterday"
)
TIME_NOUNS = word_set(
    "afternoon ago autumn day days decade decades evening fall friday hour hours minute minutes moment "
    "monday month months morning night saturday second seconds spring summer sunday thursday time tuesday "
    "wednesday week weekend weeks winter year years"
) | {month.lower() for month in MONTHS}
NO_ADVERBS = word_set(
    "ally assembly bully daily early elderly family italy july monthly only rally reply supply weekly"
)
FUNCTION_WORDS = (
    DETERMINERS
    | POSSESSIVES
    | SUBJECT_PRONOUNS
    | OTHER_PRONOUNS
    | RELATIVES
    | AUXILIARIES
    | PREPOSITIONS
    | CONJUNCTIONS
    | SUBORDINATORS
    | (ADVERBS - word_set("today monday sunday"))
    | word_set("it's he's she's that's there's i'm we're they're let let's who's what's")
    | word_set("it’s he’s she’s that’s there’s i’m we’re they’re let’s who’s what’s")
    | word_set(
        "i've i’ve i'd i’d i'll i’ll we've we’ve we'll we’ll you're you’re you've you’ve you'll you’ll"
    )
    | word_set("they've they’ve they'll they’ll he'd he’d he'll he’ll she'd she’d she'll she’ll it'll it’ll")
)
