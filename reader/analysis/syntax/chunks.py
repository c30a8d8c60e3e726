"""Shallow parsing: a sentence as a row of chunks, each with a one-letter code (``codes``).

Owns the joining of tokens: a noun phrase with its name or role, a cue, an auxiliary, a quotation is one
chunk. The codes of a sentence make its pattern, which the rules match. Refuses to say who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reader.analysis import function_words
from reader.analysis.lexicon import Cue, group_nouns, titles
from reader.analysis.marks import MarkedSpan
from reader.analysis.names.name import Mention
from reader.analysis.syntax.tokens import Code, Token, read_words

_LEFT_OVER_MARKS = re.compile(r"['’\"”]+(?!\w)")
"""Marks that stand directly after a quotation and close nothing: a single mark within a double one."""

# What may stand in a noun phrase in several ways is taken once and never given back (``*+``): tried in all of
# them, long rows of titles and numbers would take time by a high power of their length.
_NOUN_PHRASE = re.compile(
    r"(?P<person>(?:(?:[ds]?+(?:[NOLmbo#n]'?+)*+r'?+(?:[rm](?!'))*+-?+){1,2}|[NOL]'[mb]*|[ds]m*|m+)?N)(?!'|[rgo])"
    r"|(?P<group>(?:[ds]d?(?:[NO]'?)?[Lmbo#rn]*|(?:[NO]'?)?[Lmo#rn]*)g)"
    r"|(?P<role>(?:[ds]d?(?:[NOL]'?|[bm]*o')?(?:[LmoO#rbn])*|(?:[NOL]'?)?(?:[LmoO#rn]|(?<=[LmoO'rn])b)*)r)(?!')"
    r"|(?P<organisation>[ds]?[LmO]*O(?!')|[ds]?N'?o(?!')|[ds][Lmbo]*o(?!'))"
    r"|(?P<saying>(?:[ds]?[NOr]'|[ds])[LmbO#o]*n|[ds]?On)"
    r"|(?P<place>[ds]?m*L+(?!['bro]))"
    r"|(?P<other>[ds]d?(?:[mbLO#orn]'?|N')*[bLOomg#n]?|(?:[mL#o]'?)*(?:[bm#o]'?)+|[ds]|L'?)"
)
LONGEST_NOUN_PHRASE = 64
"""Tokens; what goes on beyond is another one. It bounds how far each of them is looked ahead from."""

_CHUNK_CODES = {
    "person": Code.PERSON,
    "group": Code.GROUP,
    "role": Code.ROLE,
    "organisation": Code.ORGANISATION,
    "saying": Code.SAYING,
    "place": Code.ORGANISATION,
    "other": Code.THING,
}

_LONE_CODES = {
    **dict.fromkeys((Code.PLACE, Code.MODIFIER, Code.NUMBER, Code.DETERMINER, Code.POSSESSIVE), Code.THING),
    Code.TITLE_WORD: Code.ROLE,
    Code.GROUP_WORD: Code.GROUP,
    Code.ORGANISATION_WORD: Code.ORGANISATION,
    Code.SAYING_WORD: Code.SAYING,
    Code.OTHER_WORD: Code.VERB_OR_NOUN,
}
_CHUNK = tuple.__new__  # half the time of Chunk(…)

_NOUNS_AFTER_NAMES = function_words.word_set(
    "newspaper paper tabloid daily weekly magazine journal website agency channel network broadcaster"
)
"""Common nouns that may stand after the name of what they call so: ``TASS news agency``."""
_NOUN_PHRASE_RUN = re.compile(r"[dsNOLmbo#rgn'-]+|.", re.DOTALL)

_NOUN_HERE = re.compile(r"(?<=[dsmLbo#'])[BVEG]|(?<=O)B(?=[Vx])|(?<=[LO'mN])B(?=[rgo])")

_PREPOSITION_BEFORE_NUMBER = re.compile(r"i(?=[#d])")
_APPROXIMATE_WORDS = function_words.word_set("about around over under near")
_OPENING_PHRASE = re.compile(r"[ack]*[it][^VxPWGQ]*$")
_CONTRACTION = re.compile(r"(?<=[PWhM])'")


class Chunk(NamedTuple):
    """A chunk of a sentence.

    Attributes:
        code: Its letter.
        start: Offset of its first character.
        end: Offset after its last.
        head: Its head word in lower case; of a person the name; of a quotation the comma it ends with.
        mention: The name it consists of or ends in.
        owner: The name in the possessive before its head (``Lee's former strategist``), or that modifies it.
        cue: What is known of it as a cue.
        quote: Index of the quotation.
        definite: It begins with "the" or a possessive.
        lead: Its first word in lower case.
    """

    code: str
    start: int
    end: int
    head: str
    mention: Mention | None = None
    owner: Mention | None = None
    cue: Cue | None = None
    quote: int = -1
    definite: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Chunks:
    """A sentence as chunks; ``pattern[i]`` is the letter of ``row[i]``."""

    start: int
    end: int
    row: tuple[Chunk, ...]
    pattern: str

    def find_quotation(self, index: int) -> int | None:
        """Return the index of the chunk that is the quotation of an index; None if it is not here."""
        at = self.pattern.find(Code.QUOTATION)
        while at >= 0:
            if self.row[at].quote == index:
                return at
            at = self.pattern.find(Code.QUOTATION, at + 1)
        return None

    def opens_with_phrase(self, at: int) -> bool:
        """Tell whether a prepositional phrase that opens the sentence reaches up to a chunk: ``In a “…”``."""
        return _OPENING_PHRASE.match(self.pattern[:at]) is not None


def chunk_sentence(
    text: str,
    start: int,
    end: int,
    quotes: Sequence[tuple[int, MarkedSpan]],
    mentions: Sequence[Mention],
    starts: Sequence[int],
) -> Chunks:
    """Read the sentence ``text[start:end]``.

    Args:
        quotes: Outermost quotations of the sentence as (index, stretch), by start.
        starts: Offsets of the mentions, by start.
    """
    tokens: list[Token] = []
    at = start
    for index, quote in quotes:
        read_words(text, at, max(at, quote.outer_start), mentions, starts, tokens)
        closes = "," if text[quote.end - 1] == "," else ""
        tokens.append(Token(Code.QUOTATION, quote.outer_start, quote.outer_end, closes, quote=index))
        left_over = _LEFT_OVER_MARKS.match(text, quote.outer_end, end)
        at = left_over.end() if left_over else quote.outer_end
    read_words(text, at, end, mentions, starts, tokens)
    row = tuple(_join_tokens(tokens))
    return Chunks(start, end, row, "".join([chunk.code for chunk in row]))


def _join_tokens(tokens: Sequence[Token]) -> list[Chunk]:
    codes = _correct_codes("".join([token.code for token in tokens]), tokens)
    row: list[Chunk] = []
    at = 0
    for run in _NOUN_PHRASE_RUN.findall(codes):
        for code, size in _cut_noun_phrases(run):
            if code:
                row.append(_make_chunk(code, tokens[at : at + size], codes[at : at + size]))
            else:
                alone, start, end, low, mention, cue, quote = tokens[at]
                code = _LONE_CODES.get(alone, alone)
                row.append(_CHUNK(Chunk, (code, start, end, low, mention, None, cue, quote, False, "")))
            at += size
    return row


@lru_cache(maxsize=1 << 12)
def _cut_noun_phrases(run: str) -> tuple[tuple[str, int], ...]:
    """Cut a run of letters that noun phrases are made of.

    Returns for each chunk its letter, or nothing for a token that stands for itself, and how many
    tokens it takes. The same short runs come again and again.
    """
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(run):
        limit = at + LONGEST_NOUN_PHRASE
        match = _NOUN_PHRASE.match(run, at, limit) if run[at] in "dsNOLmbo#rgn" else None
        if match is None or match.end() == at:
            found.append(("", 1))
            at += 1
        else:
            found.append((_CHUNK_CODES[match.lastgroup or "other"], match.end() - at))
            at = match.end()
    return tuple(found)


def _correct_codes(codes: str, tokens: Sequence[Token]) -> str:
    """Turn forms that may be noun or verb into nouns where a noun must stand.

    ``the claims``, ``her plan``.
    """
    letters = list(codes)
    for match in _CONTRACTION.finditer(codes):
        letters[match.start()] = "x"
    for match in _PREPOSITION_BEFORE_NUMBER.finditer(codes):
        at = match.start()
        if tokens[at].low in _APPROXIMATE_WORDS and codes[at + 1] == Code.NUMBER:
            letters[at] = "#"
        elif tokens[at].low == "than" and at and tokens[at - 1].low in ("more", "less", "fewer"):
            letters[at - 1] = letters[at] = "#"
    for match in _NOUN_HERE.finditer(codes):
        at = match.start()
        cue = tokens[at].cue
        before = letters[at - 1]
        if before == Code.DETERMINER and match[0] == Code.FINITE_CUE and _speaks_alone(tokens, at):
            letters[at - 1] = Code.GROUP_WORD
            continue
        bare = match[0] == Code.BASE_CUE and (
            before in "mo#OLN" or (before == Code.OTHER_WORD and not tokens[at - 1].low.endswith("s"))
        )
        if before in "ds'" or bare or (match[0] == Code.FINITE_CUE and _may_be_noun(cue) and before in "mb#"):
            letters[at] = _noun_letter(tokens[at])
    return "".join(letters)


def _speaks_alone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a determiner before a verb stands for somebody: ``one said``, ``many called it``."""
    cue = tokens[at].cue
    sure = cue is not None and cue.form == "ed" and not cue.noun and not cue.weak
    first = at == 1 or tokens[at - 2].code not in (Code.DETERMINER, Code.POSSESSIVE)
    return sure and first and tokens[at - 1].low in group_nouns()


def _noun_letter(token: Token) -> str:
    """Return the letter of a word that must be a noun, though it may be a verb elsewhere.

    ``a judge``, ``the claim``.
    """
    if token.low in titles():
        return Code.TITLE_WORD
    if token.low in group_nouns():
        return Code.GROUP_WORD
    return Code.SAYING_WORD if token.cue is not None and token.cue.noun else Code.OTHER_WORD


def _may_be_noun(cue: Cue | None) -> bool:
    """Tell whether a form is a noun of saying as well as a verb in -s: ``claims``."""
    return cue is not None and cue.noun and cue.form == "s"


def _named_body(tokens: Sequence[Token]) -> Mention | None:
    """Return the name before a common noun for what it names: ``the Global Times tabloid``."""
    before = tokens[-2] if len(tokens) > 1 else tokens[-1]
    if before.low == "news" and len(tokens) > 2:
        before = tokens[-3]
    return before.mention if tokens[-1].low in _NOUNS_AFTER_NAMES and before.code in "NO" else None


def _make_chunk(code: str, tokens: Sequence[Token], letters: str) -> Chunk:
    head, first = tokens[-1], tokens[0]
    owner = None
    if len(tokens) > 1 and ("N" in letters or "O" in letters):  # few chunks hold a name
        owner = next((token.mention for token in tokens[:-1] if token.code in "NO" and token.mention), None)
    possessive = "'" in letters
    if code == Code.THING:
        if head.low in function_words.TIME_NOUNS:
            code = Code.ADVERB
        elif first.code not in "ds" and not possessive and head.code != Code.PLACE:
            code = Code.VERB_OR_NOUN
    lead = first.low.partition(" ")[0]
    definite = lead == "the" or first.code == Code.POSSESSIVE or possessive
    if (
        code == Code.ORGANISATION
        and head.code == Code.PLACE
        and (head.mention is None or head.mention.entity is None)
    ):
        code = Code.THING
    if code == Code.THING and len(tokens) == 1 and head.low in ("her", "his"):
        code = Code.OTHER_PRONOUN
    if code in (Code.GROUP, Code.THING, Code.ORGANISATION) and head.mention is None:
        named = _named_body(tokens)
        if named is not None:
            code, head = Code.ORGANISATION, head._replace(mention=named)
    mention = head.mention if code in "NO" else None
    if code == Code.ORGANISATION and mention is None:
        owner = owner or next((token.mention for token in tokens if token.mention), None)
    return _CHUNK(
        Chunk, (code, first.start, head.end, head.low, mention, owner, head.cue, -1, definite, lead)
    )
