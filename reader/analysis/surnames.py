"""Surnames that are ordinary words: ``Small said`` once the text has named a Marty Small.

Owns the search for such a word where it must be a name. Refuses words that a run of capitals already names
(``runs``), and surnames that nobody bears in full.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.analysis.grammar import AUXILIARIES, FUNCTION_WORDS
from reader.analysis.lexicon import cues
from reader.analysis.name import Name, NameKind
from reader.analysis.run_words import months_and_days
from reader.analysis.runs import parse_run

MOST_SURNAMES = 20
"""Surnames of one text that are looked for."""

_OPENS = re.compile(r"(?:^|[.!?:;\n\"“”‘(•-]\s{0,2})$")
_BEFORE = re.compile(r"([\w.’']+) $")
_AFTER = re.compile(
    r"(?:['’]s\b|,? who(?:se)?\b|, (?:a|an|the|\d+)\b)|(?: \w+ly| also| then| later)? ([\w’']+)"
)
_BACK = 24
"""Characters before a word in which the word before it is looked for."""


def add_plain_surnames(text: str, names: list[Name], after: int) -> list[Name]:
    """Return the names with the surnames that are ordinary words, by start.

    Args:
        after: Offset of the end of a headline in capitals, where any word may begin large.
    """
    bearers = {
        name.words[-1]: name
        for name in names
        if name.kind is NameKind.PERSON and name.sure and 1 < len(name.words) < 5
    }
    plain = [word for word in bearers if word.isalpha() and not parse_run(word)][:MOST_SURNAMES]
    if not plain:
        return names
    starts = [name.start for name in names]
    further = []
    for match in re.finditer(rf"(?<![\w'’-])(?:{'|'.join(plain)})(?![\w-])", text):
        number = bisect_right(starts, match.start()) - 1
        inside = number >= 0 and names[number].end > match.start()
        if not inside and match.start() >= after and _is_name(text, *match.span()):
            further.append(
                Name(*match.span(), match.start(), NameKind.PERSON, "", True, None, (match[0],))
            )
    return sorted((*names, *further)) if further else names


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a word with a capital is a name by the words beside it."""
    before = _BEFORE.search(text, max(0, start - _BACK), start)
    if before is not None and _reports(before[1]):
        return True
    following = _AFTER.match(text, end)
    if following is not None and (following[1] is None or _acts(following[1])):
        return True
    word = text[start:end].casefold()
    if before is None or word in FUNCTION_WORDS or word in months_and_days():
        return False
    return not before[1][0].isupper() and not _OPENS.search(text, max(0, start - 3), start)


def _reports(word: str) -> bool:
    """Tell whether a word is a finite verb of saying: ``said``, ``says``."""
    cue = cues().get(word.casefold())
    return cue is not None and not cue.weak and cue.form in ("s", "ed")


def _acts(word: str) -> bool:
    """Tell whether a word is a finite verb of saying or an auxiliary."""
    return word in AUXILIARIES or _reports(word)
