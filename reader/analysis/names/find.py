"""The names in a text: runs of capitalised words, and surnames that are ordinary words.

Owns the pattern of a run (initials, particles, hyphens, suffixes), headlines, doubts that only the text can
raise, and the search for a surname such as Small once the text has named a Marty Small. Refuses to take a run
apart (``parse``) and to say that two names mean the same person (``entities``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reader.analysis.function_words import AUXILIARIES, FUNCTION_WORDS, word_set
from reader.analysis.lexicon import cues, nationalities
from reader.analysis.names.name import UPPER, NameKind, NameSpan, opens_sentence
from reader.analysis.names.parse import PORTFOLIO_WORDS, months_and_days, parse_run
from reader.text.name_parts import NAME_PARTICLES

MOST_NAMES = 20_000
"""Names of one text; what comes after them is read without (a long novel has fewer)."""
MOST_RUN_WORDS = 14
"""Words of one run; a longer run (a text all in capitals) is cut."""
LONGEST_RUN = 600
"""Characters of one run; a longer one is no name, and is not worth remembering."""

_WORD_REST = r"(?:\w|['’](?!s\b)(?=\w)|-(?=\w))*"
_ABBREVIATED_TITLE = (
    r"(?:Mrs?|Ms|Mx|Dr|Jr|Sr|St|Lt|Sens?|Reps?|Govs?|Gen|Col|Rev|Maj|Sgt|Hon|Adm|Mme|Prof|Capt|Pres|Atty|Cmdr"
    r"|Supt|Insp|Del|Amb|Asst|Dep|Det|Ald|Cllr|Msgr|Pvt|Cpl|Brig)"
)
_JOINED_PREFIX = r"(?:al|el|ad|an|as|ash|bin|d|l|dell|de)"
_CAPITALISED_WORD = (
    rf"(?:(?:[{UPPER}]\.){{1,4}}(?:-?[{UPPER}]\.)*"
    rf"|{_JOINED_PREFIX}[-'’](?=[{UPPER}])[\w-]+"
    rf"|{_ABBREVIATED_TITLE}\b\.?"
    rf"|[{UPPER}]{_WORD_REST})"
)
_NAME_PARTICLE = (
    r"(?:v[ao]n|de[rnlm]?|des|d[aiou]s?|del|della|l[ae]|el|bin|binti?|ibn|ben|y|e|ter|ten|te|zu[rm]?|af|av|i)"
)
_RUN = re.compile(
    rf"{_CAPITALISED_WORD}(?:,(?= (?:Jr|Sr)\b))?"
    rf"(?:[ \u00a0](?:(?:{_NAME_PARTICLE}|of|of the|for|&|and)[ \u00a0]){{0,3}}{_CAPITALISED_WORD})"
    rf"{{0,{MOST_RUN_WORDS}}}"
    r"(?:, (?:Jr|Sr)\b\.?)?"
)
# Looking for a capital first is thrice as fast as trying a run at every letter.
_CAPITAL = re.compile(rf"[{UPPER}](?<!\w.)", re.DOTALL)
_JOINED_BEFORE = re.compile(rf"\b{_JOINED_PREFIX}[-'’]$")
_LONGEST_JOINED_PREFIX = 5
_HEADLINE_WORD = re.compile(r"[^\W\d_][\w'’-]*")

_BODY_IN_SMALL_LETTERS = re.compile(
    rf"(?<![\w'’-])(?:[Tt]he (?:([{UPPER}]\w+) )?|([{UPPER}]\w+['’]s?) )"
    r"((?:[a-z]+,? (?:and )?){1,3}?(?:ministry|committee|subcommittee|commission|department)"
    r"|(?:foreign|home|cabinet) office|(?:central|national|reserve) "
    r"bank|(?:supreme|high|constitutional) court"
    r"|chamber of (?:mines|commerce|deputies))(?![\w-])"
)
"""A body that is named in small letters: ``the foreign ministry``, ``Turkey's defence ministry``."""
_WORDS_OF_BODIES = PORTFOLIO_WORDS | word_set(
    "and select joint standing public accounts budget ethics affairs electoral election appeals "
    "audit oversight "
    "rules judiciary intelligence appropriations steering organising organizing interior internal "
    "external revenue "
    "state privileges petitions"
)

MOST_PLAIN_SURNAMES = 20
"""Surnames of one text that are looked for."""

_DATELINE = re.compile(
    rf"[{UPPER}][{UPPER} .'’-]{{2,40}}(?:, [^\n—–()-]{{2,30}}?)?(?: ?\([^)\n]{{2,30}}\))? ?[—–-]{{1,2}} "
)
_TITLE_OF_WORK = re.compile(
    r"[a-z] (?:Because|Where|When|While|How|What|Why|If|Until|Without|With|Like|Before|After|Under"
    r"|Over|Since)"
    r" (?:[a-z]+ ){0,2}$"
)
_WORD_BEFORE = re.compile(r"([\w.’']+) $")
_WORD_AFTER = re.compile(
    r"(?:['’]s\b|,? who(?:se)?\b|, (?:a|an|the|\d+)\b)|(?: \w+ly| also| then| later)? ([\w’']+)"
)
CHARACTERS_BEFORE_SURNAME = 24
"""Characters before a word in which the word before it is looked for."""


def find_names(text: str) -> list[NameSpan]:
    """Find every name, by start; names do not overlap."""
    known: dict[str, tuple[NameSpan, ...]] = {}
    found: list[NameSpan] = []
    written_small = frozenset(text.split())
    headline_end = find_headline_end(text)
    dateline_end = -1
    make = tuple.__new__  # half the time of NameSpan(…)
    for match in _find_runs(text):
        run = match[0]
        if match.end() <= dateline_end:
            continue
        if match.start() > dateline_end:
            dateline = _DATELINE.match(text, match.start())
            if dateline and text[max(0, match.start() - 1) : match.start()] in ("", "\n"):
                dateline_end = dateline.end()
                continue
        if len(run) > LONGEST_RUN or text[match.end() : match.end() + 1] == "$":  # NT$40
            continue
        parsed = known.get(run)
        if parsed is None:
            parsed = known[run] = tuple([_doubt(name, written_small) for name in parse_run(run)])
        at = match.start()
        for name in parsed:
            if at < headline_end and len(name.words) > 2:
                name = _shorten(name, text, headline_end)
            start, end, core, kind, title, sure, gender, words = name
            if not sure and kind is NameKind.PERSON and _ends_work_title(text, start + at):
                continue
            if not sure and kind is NameKind.PERSON and len(words) > 1 and has_article(text, start + at):
                kind = NameKind.ORGANISATION  # the Walliser Blatt
            found.append(make(NameSpan, (start + at, end + at, core + at, kind, title, sure, gender, words)))
        if len(found) > MOST_NAMES:
            break
    return found


def _ends_work_title(text: str, start: int) -> bool:
    """Tell whether a capitalised small word stands before a name within a sentence.

    Then both are the title of a work: ``the singer of Because the Night``.
    """
    return _TITLE_OF_WORK.search(text, max(0, start - CHARACTERS_BEFORE_SURNAME), start) is not None


def _find_runs(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of capitalised words, from the capital or what is joined to it: ``al-Sadr``."""
    end = 0
    while capital := _CAPITAL.search(text, end):
        start = capital.start()
        if start > end and text[start - 1] in "-'’":
            joined = _JOINED_BEFORE.search(text, max(end, start - _LONGEST_JOINED_PREFIX), start)
            start = joined.start() if joined else start
        run = _RUN.match(text, start)
        if run is None:
            return
        yield run
        end = run.end()


def find_headline_end(text: str) -> int:
    """Return the end of a first line that is written in headline capitals; 0 if there is none."""
    end = text.find("\n")
    if not 0 < end < 300:
        return 0
    words = [word for word in _HEADLINE_WORD.findall(text, 0, end) if len(word) > 3]
    return end if len(words) > 2 and sum(word[0].isupper() for word in words) > 0.8 * len(words) else 0


def has_article(text: str, start: int) -> bool:
    """Tell whether "the" stands before an offset."""
    return text[max(0, start - 4) : start] in ("the ", "The ")


def _shorten(name: NameSpan, text: str, headline_end: int) -> NameSpan:
    """Keep given name and surname of a person in a headline unless the text repeats the longer name."""
    if name.kind is not NameKind.PERSON or text.find(name.text, headline_end) >= 0:
        return name
    last = next((i for i in range(1, len(name.words)) if name.words[i].casefold() not in NAME_PARTICLES), 1)
    words = name.words[: last + 1]
    return name._replace(end=name.core + len(" ".join(words)), words=words)


def _doubt(name: NameSpan, written_small: frozenset[str]) -> NameSpan:
    """Make a guessed person a name of unknown kind if the text also has a word of it in small letters."""
    if name.kind is not NameKind.PERSON:
        return name
    if not name.sure and any(
        word.lower() in written_small for word in name.words if word.lower() not in NAME_PARTICLES
    ):
        return name._replace(kind=NameKind.OTHER, core=name.start)
    for number, word in enumerate(name.words[2:], 2):
        if (word.lower() in written_small or word in ("Show", "Report", "Factor")) and word[0].isupper():
            cut = name.end - len(" ".join(name.words[number:])) - 1
            return name._replace(end=cut, words=name.words[:number])
    return name


def add_plain_bodies(text: str, names: list[NameSpan]) -> list[NameSpan]:
    """Return the names with the bodies that are named in small letters, by start, instead of their parts."""
    bodies = []
    for match in _BODY_IN_SMALL_LETTERS.finditer(text):
        *described, _ = match[3].replace(",", "").split()
        adjective = match[1]
        if adjective is not None and adjective.casefold() not in nationalities():
            continue
        if " of " not in match[3] and not _known_body(match[3], described):
            continue
        first = 1 if adjective else 2 if match[2] else 3
        start = match.start(first)
        words = tuple(text[start : match.end()].split())
        bodies.append(NameSpan(start, match.end(), start, NameKind.ORGANISATION, "", False, None, words))
    if not bodies:
        return names
    starts = [body.start for body in bodies]
    kept = []
    for name in names:
        at = bisect_right(starts, name.start) - 1
        if at < 0 or bodies[at].end <= name.start:
            kept.append(name)
    return sorted((*kept, *bodies))


def _known_body(name: str, described: Sequence[str]) -> bool:
    head = name.rsplit(" ", 1)[-1]
    return head in ("office", "bank", "court") or (
        bool(described) and all(word in _WORDS_OF_BODIES for word in described)
    )


def add_plain_surnames(text: str, names: list[NameSpan], after: int) -> list[NameSpan]:
    """Return the names with the surnames that are ordinary words, by start.

    Args:
        after: Offset of the end of a headline in capitals, where any word may begin large.
    """
    bearers = {
        name.words[-1]: name
        for name in names
        if name.kind is NameKind.PERSON and name.sure and 1 < len(name.words) < 5
    }
    plain = [word for word in bearers if word.isalpha() and not parse_run(word)][:MOST_PLAIN_SURNAMES]
    if not plain:
        return names
    starts = [name.start for name in names]
    further = []
    for match in re.finditer(rf"(?<![\w'’-])(?:{'|'.join(plain)})(?![\w-])", text):
        number = bisect_right(starts, match.start()) - 1
        inside = number >= 0 and names[number].end > match.start()
        if not inside and match.start() >= after and _is_name(text, *match.span()):
            further.append(
                NameSpan(*match.span(), match.start(), NameKind.PERSON, "", True, None, (match[0],))
            )
    return sorted((*names, *further)) if further else names


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a word with a capital is a name by the words beside it."""
    before = _WORD_BEFORE.search(text, max(0, start - CHARACTERS_BEFORE_SURNAME), start)
    if before is not None and _reports(before[1]):
        return True
    following = _WORD_AFTER.match(text, end)
    if following is not None and (following[1] is None or _acts(following[1])):
        return True
    word = text[start:end].casefold()
    if before is None or word in FUNCTION_WORDS or word in months_and_days():
        return False
    return not before[1][0].isupper() and not opens_sentence(text, start)


def _reports(word: str) -> bool:
    """Tell whether a word is a finite verb of saying: ``said``, ``says``."""
    cue = cues().get(word.casefold())
    return cue is not None and not cue.weak and cue.form in ("s", "ed")


def _acts(word: str) -> bool:
    """Tell whether a word is a finite verb of saying or an auxiliary."""
    return word in AUXILIARIES or _reports(word)
