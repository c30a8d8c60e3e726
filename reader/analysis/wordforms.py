"""Words of a quotation with their places, and what makes two different words forms of one.

Owns the cut into words for comparing, contractions taken apart, and the grammar of tense, number and
spelling in English. Pure; offsets are those of the text given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_ELISION = r"<\s*(?:\.{2,}|…)\s*>|\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|(?:\. ){2}\.|…"
_CLITIC = r"[n][’'ʼ]t\b|[’'ʼ](?:s|re|ve|ll|d|m)\b"
_WORD = r"\d+(?:[.,]\d+)*|[^\W_]+?(?=n[’'ʼ]t\b)|[^\W_]+(?:-[^\W_]+)*"
_TOKEN = re.compile(
    rf"(?P<elision>{_ELISION})|(?P<clitic>{_CLITIC})|(?P<word>{_WORD})|(?P<mark>[\[\]()])", re.IGNORECASE
)
_APART = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_CUT_SHORT = {"ca": "can", "wo": "will", "sha": "shall"}
_LIKE_APOSTROPHE = re.compile("[’ʼ]")

_BE = {"am": 1, "is": 1, "are": 1, "was": 2, "were": 2, "be": 0, "been": 3, "being": 4}
_PASTS = """
have:had has:had do:did say:said go:went come:came get:got make:made take:took give:gave see:saw know:knew
think:thought tell:told find:found leave:left feel:felt keep:kept hold:held bring:brought begin:began
show:shown mean:meant meet:met pay:paid run:ran stand:stood lose:lost send:sent build:built fall:fell
rise:rose grow:grew fight:fought win:won sell:sold buy:bought lead:led speak:spoke break:broke
choose:chose write:wrote draw:drew teach:taught understand:understood become:became seek:sought
strike:struck drive:drove eat:ate sit:sat spend:spent lie:lay hear:heard face:faced shoot:shot steal:stole
swear:swore throw:threw wear:wore will:would can:could shall:should may:might have:having do:done go:gone
take:taken give:given see:seen know:known begin:begun fall:fallen rise:risen grow:grown speak:spoken
break:broken choose:chosen write:written draw:drawn drive:driven
"""
_PLURALS = """
man:men woman:women child:children person:people life:lives this:these that:those crisis:crises foot:feet
has:have does:do its:their country:countries wife:wives half:halves
"""
_BRITISH = (
    ("isation", "ization"), ("isations", "izations"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"),
    ("yse", "yze"), ("ysed", "yzed"), ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring"),
    ("tre", "ter"), ("tres", "ters"), ("ence", "ense"), ("ences", "enses"), ("lled", "led"),
    ("lling", "ling"), ("programme", "program"), ("programmes", "programs"),
)  # fmt: skip


class Nature(StrEnum):
    """What a difference between two versions is."""

    PLAIN = "plain"
    ELISION = "elision"
    BRACKETS = "brackets"
    TENSE = "tense"
    NUMBER = "number"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a mark of elision.

    Attributes:
        key: What makes it the same word: no case, no accents, contractions in full; empty for an elision.
        bracketed: It stands in brackets: an editor's word.
    """

    start: int
    end: int
    key: str
    bracketed: bool = False

    @property
    def elision(self) -> bool:
        """Whether it is a mark that something was left out."""
        return not self.key


def find_tokens(text: str) -> list[Token]:
    """Return the words and marks of elision of a text, in order; punctuation belongs to none."""
    tokens: list[Token] = []
    opened = 0
    for match in _TOKEN.finditer(text):
        if match["mark"]:
            opened = opened + 1 if match["mark"] in "[(" else max(0, opened - 1)
        elif match["elision"]:
            tokens.append(Token(match.start(), match.end(), ""))
        else:
            tokens.append(Token(match.start(), match.end(), _key(match[0]), opened > 0))
    return tokens


@lru_cache(maxsize=1 << 14)
def find_nature(one: str, other: str) -> Nature | None:
    """Return what makes two different keys forms of one word, or None if they are not."""
    if one in _BE and other in _BE:
        return Nature.NUMBER if _BE[one] == _BE[other] else Nature.TENSE
    if (one, other) in _pairs(_PLURALS):
        return Nature.NUMBER
    bases = {one, one.removesuffix("s"), one.removesuffix("es")}
    others = {other, other.removesuffix("s"), other.removesuffix("es")}
    if any((base, past) in _pairs(_PASTS) for base in bases for past in others):
        return Nature.TENSE
    if _american(one) == _american(other):
        return Nature.SPELLING
    first, second = sorted((_american(one), _american(other)), key=len)
    if first.isdigit() or len(first) < 2:
        return None
    if second in (first + "s", first + "es", first[:-1] + "ies" if first.endswith("y") else ""):
        return Nature.NUMBER
    ends = (_ending(first), _ending(second))
    if ends != ("", "") and _root(first) == _root(second) and len(_root(first)) > 1:
        return Nature.TENSE
    return None


def _key(word: str) -> str:
    word = _LIKE_APOSTROPHE.sub("'", word).casefold()
    word = _APART.get(word, _CUT_SHORT.get(word, word))
    if word.isascii():
        return word.replace("-", "") or word
    plain = unicodedata.normalize("NFKD", word).replace("-", "")
    return "".join(letter for letter in plain if not unicodedata.combining(letter)) or word


@lru_cache(maxsize=4)
def _pairs(table: str) -> frozenset[tuple[str, str]]:
    pairs = [entry.split(":") for entry in table.split()]
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


def _american(word: str) -> str:
    for british, american in _BRITISH:
        if len(word) > len(british) + 1 and word.endswith(british):
            return word.removesuffix(british) + american
    return word


def _ending(word: str) -> str:
    endings = (ending for ending in ("ing", "ed") if word.endswith(ending) and len(word) > len(ending) + 1)
    return next(endings, "")


def _root(word: str) -> str:
    root = word.removesuffix(_ending(word))
    if root == word:
        root = root.removesuffix("es") if root.endswith(("ches", "shes", "sses", "xes")) else root
        root = root.removesuffix("s") if not root.endswith("ss") else root
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
        root = root[:-1]
    return root.removesuffix("e").removesuffix("y").removesuffix("i")
