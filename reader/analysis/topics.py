"""Topics of an article: those it names itself, and those whose terms its text uses often enough.

Owns the vocabulary (``lexicon/topics.toml`` and a library's own ``topics.toml``), its format, and how terms
are searched and weighed. Refuses to learn: every topic and term is written in a file.

A file is TOML, one table a topic, under the name that is shown::

    ["frozen assets"]
    strong = ["immobilised assets", "reparations loan"]    # unmistakable: two or three mentions make a topic
    terms = ["frozen funds"]                               # plain: some more are needed
    weak = ["Euroclear", "loan"]                           # only add to the others
    not = ["student loan"]                                 # a stretch in which nothing is counted
    iptc = "16000000"                                      # IPTC Media Topics code, where one is known

A term is a word or a phrase, found whole and in any case, in the plural as well; British spellings find the
American ones. A word with no small letter (``AI``, ``NATO``) is found only as it is written. A library's file
adds topics; under the name of a shipped one, ignoring case, it replaces it, and ``off = true`` takes it away.

A text is searched once for all topics: it is cut into words, and words and pairs of words are looked up in
tables; longer terms are counted only where their first two words occur. A mention weighs 2 for a strong term,
1 for a plain and ½ for a weak one, three times that in the title, twice in the summary, and weak terms
together no more than the others. A topic needs more weight the longer the text is, so that a passing mention
makes none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from reader.articles.model import Article
from reader.errors import ConfigError, FileError
from reader.files import parse_toml, read_user_file
from reader.text.english import american, third_person
from reader.text.wordlists import read_toml

_TERM_LISTS = ("strong", "terms", "weak", "not")

_STRONG_WEIGHT, _PLAIN_WEIGHT, _WEAK_WEIGHT = 2.0, 1.0, 0.5
_TITLE_FACTOR, _SUMMARY_FACTOR = 3, 2
# A text of no length needs this much; each so many words, one more, up to a limit for very long ones.
_LEAST_WEIGHT, _WORDS_PER_FURTHER_WEIGHT, _MOST_WEIGHT_NEEDED = 2.5, 500, 10.0
_LEAST_SHARE_OF_HEAVIEST = 1 / 6
_MOST_TOPICS = 6

# Everything in ASCII that is neither letter nor digit becomes a space; other bytes of UTF-8 belong to words …
_SPACE_FOR_NO_WORD = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))
# … but for the punctuation that news uses.
_OTHER_PUNCTUATION = "’‘“”—–…«»„\u00a0\u202f\u2011"
# A term cut into words.
_Spelling = tuple[bytes, ...]
# What a mention adds: (index of the topic, firm weight, weak weight).
_Gains = tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """One topic as its file has it.

    Attributes:
        excluded: Stretches in which no term is counted.
        iptc: Its code among the IPTC Media Topics, or None.
    """

    name: str
    strong: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    iptc: str | None = None


def read_definitions(extra: Path | None = None) -> tuple[Definition, ...]:
    """Read the shipped topics and, if its file is there, those of a library.

    Raises:
        ConfigError: The library's file is no TOML, or has an unknown key or a value of the wrong kind.
    """
    found = {
        name.casefold(): _define(name, entry)
        for name, entry in read_toml("analysis/lexicon/topics.toml").items()
    }
    for name, entry in _read_extra(extra).items():
        _check(name, entry, extra)
        found.pop(name.casefold(), None)
        if not entry.get("off", False):
            found[name.casefold()] = _define(name, entry)
    return tuple(found.values())


def _read_extra(path: Path | None) -> Mapping[str, Any]:
    if path is None:
        return {}
    try:
        return parse_toml(read_user_file(path) or b"")
    except FileError as error:
        raise ConfigError(f"{path} {error}") from None


def _define(name: str, entry: Mapping[str, Any]) -> Definition:
    strong, terms, weak, excluded = (tuple(entry.get(key, ())) for key in _TERM_LISTS)
    return Definition(name, strong, terms, weak, excluded, entry.get("iptc"))


def _check(name: str, entry: Any, path: Path | None) -> None:
    if not isinstance(entry, dict):
        raise ConfigError(f"{path}: {name} must be a table: [{name!r}] and its terms below")
    if not name.strip():
        raise ConfigError(f"{path}: a topic needs a name")
    for key, value in entry.items():
        where = f"{path}: {name}: {key}"
        if key in _TERM_LISTS:
            if not isinstance(value, list) or not all(map(_is_term, value)):
                raise ConfigError(f"{where} must be a list of words or phrases in quotation marks")
        elif key == "iptc":
            if not isinstance(value, str):
                raise ConfigError(f"{where} must be a code in quotation marks")
        elif key == "off":
            if not isinstance(value, bool):
                raise ConfigError(f"{where} must be true or false")
        else:
            raise ConfigError(f"{where} is unknown; known are {', '.join((*_TERM_LISTS, 'iptc', 'off'))}")
    if not entry.get("off", False) and not (entry.get("strong") or entry.get("terms")):
        raise ConfigError(f"{path}: {name} needs strong or terms, or off = true")


def _is_term(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


@dataclass(frozen=True, slots=True)
class _Pair:
    """Terms with the same first two words: what these two add, and the longer terms with what they add."""

    gains: _Gains
    longer: tuple[tuple[bytes, _Gains], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Topics compiled for searching; made once by ``load_vocabulary`` and never changed.

    Attributes:
        names: Names of all topics as shown.
        known: Casefolded name to name.
        words: Terms of one word, in lower case; acronyms among them add nothing here.
        acronyms: Word in lower case to the same as it must be written, between spaces, and what that adds.
        pairs: Terms of several words, in lower case, by their first two.
    """

    names: tuple[str, ...]
    known: Mapping[str, str]
    words: Mapping[bytes, _Gains]
    acronyms: Mapping[bytes, tuple[bytes, _Gains]]
    pairs: Mapping[tuple[bytes, bytes], _Pair]


def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """Compile the shipped topics with those of a library's file; a file that is not there adds nothing.

    Raises:
        ConfigError: The library's file is no TOML, or has an unknown key or a value of the wrong kind.
    """
    return _compile(read_definitions(extra))


@lru_cache(maxsize=1)  # asked for again with every file that changes while the reader is open
def _compile(definitions: tuple[Definition, ...]) -> Vocabulary:
    names = tuple(definition.name for definition in definitions)
    gains: dict[_Spelling, list[tuple[int, float, float]]] = defaultdict(list)
    for topic, definition in enumerate(definitions):
        for spelling, (firm, weak) in _weigh(definition).items():
            if firm or weak:
                gains[spelling].append((topic, firm, weak))
    words: dict[bytes, _Gains] = {}
    acronyms: dict[bytes, tuple[bytes, _Gains]] = {}
    phrases: dict[tuple[bytes, bytes], dict[_Spelling, _Gains]] = defaultdict(dict)
    for spelling, entries in gains.items():
        if len(spelling) > 1:
            phrases[spelling[0], spelling[1]][spelling] = tuple(entries)
        elif (lower := spelling[0].decode().lower().encode()) == spelling[0]:
            words[lower] = tuple(entries)
        else:
            acronyms[lower] = (b" %b " % spelling[0], tuple(entries))
    pairs = {
        pair: _Pair(terms.pop(pair, ()), tuple((_join(spelling), added) for spelling, added in terms.items()))
        for pair, terms in phrases.items()
    }
    words = dict.fromkeys(acronyms, ()) | words
    return Vocabulary(names, {name.casefold(): name for name in names}, words, acronyms, pairs)


def find_topics(article: Article, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the topics the article names, as the vocabulary spells them, then those found by weight."""
    own = {topic.casefold(): vocabulary.known.get(topic.casefold(), topic) for topic in article.topics}
    firm: defaultdict[int, float] = defaultdict(float)
    weak: defaultdict[int, float] = defaultdict(float)
    words = _search(article.text, 1, vocabulary, firm, weak)
    _search(article.title, _TITLE_FACTOR, vocabulary, firm, weak)
    _search(article.summary or "", _SUMMARY_FACTOR, vocabulary, firm, weak)
    needed = min(_LEAST_WEIGHT + words / _WORDS_PER_FURTHER_WEIGHT, _MOST_WEIGHT_NEEDED)
    found = sorted((-weight, name) for weight, name in _weights(vocabulary, firm, weak) if weight >= needed)
    heavy = [name for weight, name in found if weight <= found[0][0] * _LEAST_SHARE_OF_HEAVIEST]
    return (*own.values(), *(name for name in heavy[:_MOST_TOPICS] if name.casefold() not in own))


def _weights(
    vocabulary: Vocabulary, firm: Mapping[int, float], weak: Mapping[int, float]
) -> Iterator[tuple[float, str]]:
    for topic, strength in firm.items():
        if strength > 0:
            yield strength + min(max(weak.get(topic, 0.0), 0.0), strength), vocabulary.names[topic]


def _search(
    text: str,
    factor: int,
    vocabulary: Vocabulary,
    firm: defaultdict[int, float],
    weak: defaultdict[int, float],
) -> int:
    """Add what the text has of each topic to the two tables, times the factor; return its number of words."""

    def add(gains: _Gains, times: int) -> None:
        for topic, strength, support in gains:
            firm[topic] += times * strength
            weak[topic] += times * support

    if not text:
        return 0
    text = _plain(text)
    tokens = _space(text.lower()).split()
    as_written = joined = b""
    for word, times in Counter(filter(vocabulary.words.__contains__, tokens)).items():
        add(vocabulary.words[word], factor * times)
        if word in vocabulary.acronyms and not text.isupper():
            as_written = as_written or _space(text)
            acronym, gains = vocabulary.acronyms[word]
            if acronym[1:-1] in as_written:  # without the spaces, the commonest bytes, a tenth of the time
                add(gains, factor * as_written.count(acronym))
    for pair, times in Counter(filter(vocabulary.pairs.__contains__, pairwise(tokens))).items():
        entry = vocabulary.pairs[pair]
        add(entry.gains, factor * times)
        for phrase, gains in entry.longer:
            joined = joined or _join(tokens)
            if phrase[1:-1] in joined:
                add(gains, factor * joined.count(phrase))
    return len(tokens)


def _plain(text: str) -> str:
    """Put spaces for the punctuation that is not ASCII."""
    if not text.isascii():
        for mark in _OTHER_PUNCTUATION:
            text = text.replace(mark, " ")
    return text


def _space(text: str) -> bytes:
    """Put spaces for all that is no word, also before and after; a possessive ``s`` is a word of its own."""
    return f" {text} ".encode("utf-8", "replace").translate(_SPACE_FOR_NO_WORD)


def _join(tokens: Sequence[bytes]) -> bytes:
    """Join words so that each keeps a space on both sides, and adjacent phrases are both found."""
    return b" %b " % b"  ".join(tokens)


def _weigh(definition: Definition) -> dict[_Spelling, tuple[float, float]]:
    """Return what each spelling adds, firmly and weakly, beyond the terms that stand within it.

    So the longest term counts where several overlap, and an excluded stretch takes back what is within it.
    """
    gains: dict[_Spelling, tuple[float, float]] = {}
    for terms, gain in (
        (definition.weak, (0.0, _WEAK_WEIGHT)),
        (definition.terms, (_PLAIN_WEIGHT, 0.0)),
        (definition.strong, (_STRONG_WEIGHT, 0.0)),
    ):
        gains |= {spelling: gain for term in terms for spelling in _spell(term)}
    excluded = {spelling for term in definition.excluded for spelling in _spell(term)}
    found: dict[_Spelling, tuple[float, float]] = {}
    for spelling in sorted(gains.keys() | excluded, key=len):
        firm, weak = gains.get(spelling, (0.0, 0.0))
        for size in range(1, len(spelling)):
            for start in range(len(spelling) - size + 1):
                inner = found.get(spelling[start : start + size], (0.0, 0.0))
                firm -= inner[0]
                weak -= inner[1]
        found[spelling] = (firm if spelling in excluded else max(firm, 0.0), weak)
    return found


def _spell(term: str) -> Iterator[_Spelling]:
    """Yield a term's spellings, cut into words: plural, American; in lower case unless it is an acronym."""
    exact = term.isupper() and len(_space(_plain(term)).split()) == 1
    base = " ".join(term.split() if exact else term.lower().split())
    for spelling in {base, base + "s" if exact else third_person(base)}:
        words = _space(_plain(spelling)).decode().split()
        # A text may mix both: "labour organization".
        for choice in product(*({word, american(word)} for word in words)):
            if choice:
                yield tuple(word.encode() for word in choice)
