"""Sentence spans of a paragraph whose quotations are known.

Owns where a sentence ends: abbreviations, initials, marks that close a sentence together with a quotation. A
quotation is never cut: all it holds belongs to the sentence it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.analysis.lexicon import cues
from reader.analysis.marks import MarkedSpan

LONGEST_SENTENCE = 2500
"""Characters after which a sentence is cut, whatever it holds."""

_ENDS_IN_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Capt|Sgt|Maj|Cmdr|Adm|Hon|Rev|Fr|St|Ste|Mt|Ft"
    r"|Sr|Jr|Pres|Sec|Atty|Supt|Insp|Det|Messrs|Mme|Mlle|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co"
    r"|Ltd|Bros|No|Nos|vs|v|etc|al|cf|e\.g|i\.e|Ave|Blvd|Calif|Fla|Mass|Wis|Ill|Ind|Conn|Mich|Minn|Ariz|Colo|Ala"
    r"|Tenn|Tex|Va|Wash|Nev|Neb|Okla|Ore|Penn|Ark|Ga|Ky|La|Md|Mo|Kan|Del|Miss|Mont|[ap]\.m|U\.S|U\.K|U\.N|E\.U|D\.C)"
    r"|(?<![^\W\d_])[^\W\d_])\.$"  # one letter: an initial
)
_SENTENCE_END = re.compile(r"[.!?…]+[”\"’'»)\]]*(?=\s|$)|[\u3002\uff01\uff1f]")
_TAG_WORD = re.compile(r"(?:[A-Z][a-z]{0,4}\.)+|[^\W\d_][\w.'’-]*\w|\w|[^\w\s]")
_TAG_ENDS = re.compile(r"\s*(?:\.|$)")
_SENTENCE_START = re.compile(r"\s*(?:[\"“‘'„«(\[–—-]\s?)*([^\W_])")


def split_sentences(
    text: str, start: int, end: int, marked: Sequence[MarkedSpan]
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of the paragraph ``text[start:end]`` as (start, end), without white space between.

    Args:
        marked: Outermost quotations of the paragraph, by start.
    """
    begin = start
    for stop in [*_stops(text, start, end, marked), end]:
        while begin < stop:
            cut = min(stop, begin + LONGEST_SENTENCE)
            if text[begin:cut].strip():
                yield _trim(text, begin, cut)
            begin = cut


def _stops(text: str, start: int, end: int, marked: Sequence[MarkedSpan]) -> Iterator[int]:
    """Yield where sentences end: outside of quotations, and at quotations that end one."""
    at = start
    for quotation in marked:
        yield from _plain_stops(text, at, quotation.outer_start)
        at = quotation.outer_end
        if _ends_sentence(text, quotation, end):
            yield at
    yield from _plain_stops(text, at, end)


def _plain_stops(text: str, start: int, end: int) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, start, end):
        following = _SENTENCE_START.match(text, match.end())
        if following and not (following[1].isupper() or following[1].isdigit()):
            continue
        if match[0] == "." and _ENDS_IN_ABBREVIATION.search(text, max(start, match.end() - 8), match.end()):
            continue
        yield match.end()


def _ends_sentence(text: str, quotation: MarkedSpan, end: int) -> bool:
    """Tell whether the sentence ends with the quotation: ``…," she`` goes on, ``….” She`` does not."""
    last = text[quotation.end - 1]
    if last not in ".!?…" or text[quotation.outer_end : quotation.outer_end + 1] not in {
        "",
        " ",
        "\n",
        "\u00a0",
    }:
        return False
    following = _SENTENCE_START.match(text, quotation.outer_end, end)
    if following is None:
        return True
    return following[1].isupper() and not _is_tag(text, quotation.outer_end, end, sure=last in "!?…")


def _is_tag(text: str, start: int, end: int, sure: bool) -> bool:
    """Tell whether ``Jonson asked`` follows: it belongs to the question before it.

    Args:
        sure: The mark before may stand within a sentence; else the tag must be all that is left of it.
    """
    for number, word in enumerate(_TAG_WORD.findall(text, start, min(end, start + 120))[:16]):
        if word in '.!?;:"“”' or (number == 0 and not word[0].isalpha()):
            return False
        cue = cues().get(word.lower())
        if cue is not None and number and cue.form in ("s", "ed") and not cue.noun:
            return sure or _TAG_ENDS.match(text, text.find(word, start) + len(word)) is not None
    return False


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
