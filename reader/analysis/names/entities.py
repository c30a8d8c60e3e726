"""The entities of an article: which names mean the same person or organisation.

Owns the joining of name forms inside one article: a surname or given name alone, shared surnames,
misspellings, acronyms and the ends of organisations' names, and the fullest form of each. Refuses pronouns
and roles (``coreference``) and anything beyond one article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from reader.analysis.lexicon import cues, given_names, group_nouns, known_organisations, titles
from reader.analysis.names.find import (
    add_plain_bodies,
    add_plain_surnames,
    find_headline_end,
    find_names,
    has_article,
)
from reader.analysis.names.name import (
    Entity,
    Mention,
    NameKind,
    NameSpan,
    count_words,
    name_key,
    name_suffix,
    opens_sentence,
    same_person,
)
from reader.text.folding import fold
from reader.text.name_parts import is_misspelling

MOST_SHORT_FORMS = 6
"""Ends of a name that are kept as its short forms: ``Daily News`` of ``New York Daily News``."""

MOST_BEARERS = 40
"""People with the same surname that are looked at, the last named."""
SHORTEST_MISSPELT = 5
"""Fewest letters of a surname that counts as a misspelling of one that differs by a letter."""

_PEOPLE_ENDING = re.compile(r"[a-z](?:ers|ians|ists|ants|ors|eers|ees)$")
_DESCRIPTION_FOLLOWS = re.compile(r", (?:who|whose|\d+)\b")
_NEXT_WORD = re.compile(r"\s(\w+)")
_WORD = re.compile(r"\w+")
_AFTER_ARTICLE = re.compile(r"\b[Tt]he (\w+)")
MOST_PLACES_LOOKED_AT = 1_000
"""At which a word is looked at to see whether it is what somebody is called."""
_DESCRIBING_ENDING = re.compile(r"(?:ed|ing|ly|ous|ful|ive|al|ic|ist|ers)$|-[a-z]{3,}$")
_HONORIFIC_GENDER = {
    "mr": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "sir": "m",
    "lord": "m",
    "lady": "f",
    "dame": "f",
}


class Organisations:
    """Every organisation that an article names.

    Args:
        entities: The article's entities, which new organisations join.
    """

    def __init__(self, entities: list[Entity]) -> None:
        self._entities = entities
        self._known: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        self._called: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def find(self, name: NameSpan) -> int:
        """Return the organisation of a name, by its full form, its acronym or the end of it."""
        words = name.words[1:] if name.words[0].casefold() == "the" else name.words
        text = " ".join(words)
        key = fold(known_organisations().get(text, text)).replace(".", "")
        number = self._known.get(key)
        if number is None:
            number = self._endings.get(key)
        if number is None:
            initials = "".join(word[0] for word in key.split() if word not in ("of", "the", "and", "for"))
            number = self._known.get(initials) if len(initials) > 2 else None
            if number is None:
                number = len(self._entities)
                self._entities.append(Entity(text, tuple(key.split()), True, True))
                self._known.setdefault(initials, number)
        self._known[key] = number
        parts = key.split(" ")
        for first in range(1, min(len(parts), MOST_SHORT_FORMS)):
            self._endings.setdefault(" ".join(parts[first:]), number)
        entity = self._entities[number]
        if len(text) > len(entity.name) and text.isupper() <= entity.name.isupper():
            entity.name = text
        return number

    def note(self, start: int, number: int) -> None:
        """Remember where an organisation was named."""
        for word in self._entities[number].key:
            self._called[word].append((start, number))

    def called(self, head: str, before: int) -> int | None:
        """Return the organisation last named before an offset that has a word in its name.

        The ministry, the council.
        """
        named = self._called.get(head, [])
        at = bisect_left(named, (before, 0))
        return named[at - 1][1] if at else None

    def ends_in(self, word: str) -> bool:
        """Tell whether the name of an organisation ends in a word: ``the Citizen`` after the Lund Citizen."""
        return word in self._endings


class ArticleNames:
    """The people and organisations an article names, and each place where it names them.

    Args:
        text: The article's text.
        quoted: Outermost quotations as (start, end), by start.
        introduced: Names that title, standfirst and metadata give, as further full forms.
    """

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]], introduced: Iterable[str] = ()) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._by_first: dict[str, list[int]] = defaultdict(list)
        self._surnames_by_initial: dict[str, set[str]] = defaultdict(set)
        self._by_middle: dict[str, list[int]] = defaultdict(list)
        self._organisations = Organisations(self.entities)
        self._times_full: Counter[int] = Counter()
        self._bearer_chosen: dict[str, int] = {}
        self._called: dict[str, bool] = {}
        headline_end = find_headline_end(text)
        names = add_plain_bodies(text, _share_surnames(text, find_names(text)))
        names = add_plain_surnames(text, names, headline_end)
        alone = [(name.start, name_key(name.words)[-1]) for name in names if len(name.words) == 1]
        self._times_alone = Counter([word for _, word in alone])
        further = [name for line in introduced for name in find_names(line)]
        people = [name for name in names if name.kind is NameKind.PERSON and len(name.words) > 1]
        people.sort(key=lambda name: (not name.sure, self._is_epithet(name)))
        for name in people:
            if name.start >= headline_end:
                self._introduce(name)
        headline = [name for name in people if name.start < headline_end]
        for name in (*further, *headline):  # capitals of headlines tell names least
            self._introduce(name, doubtful=True)
        self._inside = {word for start, word in alone if not opens_sentence(text, start)}
        self._resolve_mentions(names, quoted)

    def _is_epithet(self, name: NameSpan) -> bool:
        """Tell whether the first word of a name describes, or is what somebody is called: ``the Goblin``."""
        first = name.words[0]
        if fold(first) in given_names():
            return False
        called = not name.sure and len(name.words) == 2 and self._is_called(first)
        return called or _DESCRIBING_ENDING.search(first) is not None

    def _is_called(self, word: str) -> bool:
        """Tell whether a word stands somewhere behind an article, and before no name: ``the Goblin said``."""
        if word not in self._called:
            opening = _WORD.match(word)
            places = self._after_article.get(opening[0], ()) if opening else ()
            alone = re.compile(rf"{re.escape(word)}\b(?! [A-Z])")
            self._called[word] = any(alone.match(self.text, at) for at in places[:MOST_PLACES_LOOKED_AT])
        return self._called[word]

    @cached_property
    def _after_article(self) -> dict[str, list[int]]:
        """The offsets of words with an article before them, by word."""
        places: dict[str, list[int]] = defaultdict(list)
        for match in _AFTER_ARTICLE.finditer(self.text):
            places[match[1]].append(match.start(1))
        return places

    def _introduce(self, name: NameSpan, doubtful: bool = False) -> None:
        """Register full names first, so that a surname in the headline finds its bearer further down."""
        if name.kind is NameKind.PERSON and 1 < count_words(name) < 5:
            known = self._bearers(name_key(name.words)[-1])
            if doubtful and known and fold(name.words[0]) not in given_names():
                return
            number = self._resolve_person(name)
            if number is not None:
                self._times_full[number] += 1

    def _resolve_mentions(self, names: Sequence[NameSpan], quoted: Sequence[tuple[int, int]]) -> None:
        at = 0
        make = tuple.__new__  # half the time of Mention(…)
        for name in names:
            while at < len(quoted) and quoted[at][1] <= name.start:
                at += 1
            inside = at < len(quoted) and quoted[at][0] <= name.start
            if len(name.words) == 1 and self._only_opens_sentence(name):
                continue
            for found in self._known_inside(name):
                words = found.words
                text = words[0] if len(words) == 1 else found.text
                entity = self._resolve_name(found)
                if entity is not None:
                    self._note(entity, found, text)
                    if found.kind is NameKind.ORGANISATION:
                        self._organisations.note(found.start, entity)
                start, end, core, kind, title, *_ = found
                full = len(words) > 1
                self.mentions.append(
                    make(Mention, (start, end, core, text, title, kind, entity, inside, full))
                )

    def _only_opens_sentence(self, name: NameSpan) -> bool:
        """Tell whether a single capitalised word owes its capital to the sentence.

        ``Answering``, ``Ministers``, ``Harsh?``.
        """
        if name.kind is not NameKind.PERSON or name.title:
            return False
        word = name_key(name.words)[-1]
        if word in self._by_last or word in self._by_first or word in self._inside:
            return False
        if not opens_sentence(self.text, name.start):
            return False
        if _PEOPLE_ENDING.search(name.words[0]) or self.text.startswith("?", name.end):
            return True
        if _DESCRIPTION_FOLLOWS.match(self.text, name.end):
            return False
        following = _NEXT_WORD.match(self.text, name.end)
        cue = cues().get(following[1]) if following else None
        return name.sure is False and (
            cue is None or cue.noun or cue.form not in ("s", "ed") or name.words[0].endswith("ing")
        )

    def _known_inside(self, name: NameSpan) -> Iterable[NameSpan]:
        """Yield the name, or the known people in a run of capitals that is no name itself.

        ``Cuban`` is nobody unless the article has a Mark Cuban; a headline in capitals is one long run.
        """
        if name.kind is NameKind.ORGANISATION and len(name.words) == 1 and self._is_surname(name):
            return (name._replace(kind=NameKind.PERSON, sure=True),)
        if name.kind in (NameKind.PERSON, NameKind.ROLE) and self._is_short_organisation(name):
            return (name._replace(kind=NameKind.ORGANISATION, sure=True),)
        if name.kind not in (NameKind.OTHER, NameKind.ROLE, NameKind.PLACE) and (
            len(name.words) < 5 or count_words(name) < 5
        ):
            return (name,)
        if len(name.words) == 1:
            bearers = [i for i in self._bearers(name_key(name.words)[-1]) if len(self.entities[i].key) > 1]
            if bearers:
                return (name._replace(kind=NameKind.PERSON, sure=True),)
            return () if name.words[0].casefold() in group_nouns() else (name,)
        if len(name.words) < 4:
            return (name,)
        return self._split_headline(name) or (name,)

    def _is_surname(self, name: NameSpan) -> bool:
        """Tell whether a word for organisations is a surname here: ``Guardian``, not ``the Guardian``."""
        if has_article(self.text, name.start):
            return False
        bearers = self._bearers(name_key(name.words)[-1])
        return any(self.entities[i].sure and len(self.entities[i].key) > 1 for i in bearers)

    def _is_short_organisation(self, name: NameSpan) -> bool:
        """Tell whether "the" and a word stand for an organisation: ``the Citizen`` of the Lund Citizen."""
        word = fold(name.words[-1])
        article = name.words[0].casefold() == "the" if len(name.words) == 2 else len(name.words) == 1
        the = article and (len(name.words) == 2 or has_article(self.text, name.start))
        return the and self._organisations.ends_in(word) and not self._bearers(word)

    def _split_headline(self, name: NameSpan) -> list[NameSpan]:
        found: list[NameSpan] = []
        at = name.core
        previous: NameSpan | None = None
        for word in name.words:
            start = self.text.find(word, at)
            if start < 0:
                return []
            at = start + len(word)
            key = fold(word)
            if any(len(self.entities[i].key) > 1 for i in self._bearers(key)):
                first = previous.words[0] if previous is not None and previous.end == start - 1 else ""
                full = (
                    any(self.entities[i].key[0] == fold(first) for i in self._bearers(key))
                    if first
                    else False
                )
                begin = previous.start if full and previous is not None else start
                words = (first, word) if full else (word,)
                found.append(NameSpan(begin, at, begin, NameKind.PERSON, "", True, None, words))
            previous = NameSpan(start, at, start, NameKind.OTHER, "", False, None, (word,))
        return found

    def _resolve_name(self, name: NameSpan) -> int | None:
        if name.kind is NameKind.PERSON:
            return self._resolve_person(name) if len(name.words) > 1 else self._resolve_single_word(name)
        if name.kind in (NameKind.ORGANISATION, NameKind.PLACE):
            return self._organisations.find(name)
        return None

    def _resolve_person(self, name: NameSpan) -> int | None:
        key = name_key(name.words)
        if len(key) < 2:
            return self._resolve_single_word(name)
        suffix = name_suffix(name.words)
        same = [
            i
            for i in self._bearers(key[-1])
            if same_person(self.entities[i].key, key) and suffix in ("", self.entities[i].suffix)
        ]
        if suffix and not same:
            return self._add_person(name, key)
        if len(same) > 1:
            same = [i for i in same if self.entities[i].suffix == suffix] or same[:1]
        if not same:
            # "Solberg Brandt" after "Anne Solberg Brandt"
            same = [i for i in self._bearers(key[-1]) if self.entities[i].key[-len(key) :] == key]
        if not same and self._is_epithet(name):
            # "Understated Lee" at the start of a sentence, "Oscar-winner Lee", "Goblin Lee"
            same = [
                i for i in self._bearers(key[-1]) if self.entities[i].sure and len(self.entities[i].key) > 1
            ]
            if same:
                return same[0]
        if not same and not name.sure and (longer := self._find_longer_name(key)) is not None:
            same = [longer]
        if same:
            entity = self.entities[same[-1]]
            if len(key) > len(entity.key) or (
                len(key) == len(entity.key) and len(name.text) > len(entity.name)
            ):
                entity.name, entity.key = name.text, key
            return same[-1]
        return self._add_person(name, key)

    def _find_longer_name(self, key: tuple[str, ...]) -> int | None:
        for i in self._bearers(key[-1]):
            if set(key) <= set(self.entities[i].key):
                return i
        return None

    def _add_person(self, name: NameSpan, key: tuple[str, ...]) -> int:
        number = len(self.entities)
        suffix = name_suffix(name.words)
        self.entities.append(Entity(name.text, key, False, name.sure, name.gender, suffix=suffix))
        self._by_last[key[-1]].append(number)
        if len(key) > 1:
            surnames = self._surnames_by_initial[key[-1][:1]]
            if len(surnames) < MOST_BEARERS:
                surnames.add(key[-1])
            self._by_first[key[0]].append(number)
        for word in key[1:-1]:
            self._by_middle[word].append(number)
        return number

    def _resolve_single_word(self, name: NameSpan) -> int | None:
        word = name_key(name.words)[-1]
        gender = _HONORIFIC_GENDER.get(name.title.casefold().rstrip(".")) if name.title else None
        bearers = (
            self._bearers(word)
            or self._bearers_of_given_name(word)
            or self._by_middle.get(word, [])[-MOST_BEARERS:]
            or self._misspelt(word)
        )
        if gender:
            same = [i for i in bearers if self.entities[i].gender == gender]
            bearers = same or [i for i in bearers if self.entities[i].gender is None]
        suffix = name_suffix(name.words)
        if suffix and len(name.words) > 1:
            bearers = [i for i in bearers if self.entities[i].suffix == suffix] or bearers
        if len(bearers) == 1:
            return bearers[0]
        if bearers:
            return self._choose_bearer(word, gender, bearers)
        return self._add_person(name, (word,))

    def _bearers_of_given_name(self, word: str) -> list[int]:
        """Return who bears a word as given name, or as family name where that comes first.

        ``Marika``, ``Gu``. A guessed name that the text writes once, but the word alone often, is no
        person: ``Marika Express``.
        """
        alone = self._times_alone[word]
        found = self._by_first.get(word, [])[-MOST_BEARERS:]
        return [i for i in found if self.entities[i].sure or alone < 5 or self._times_full[i] > 1]

    def _misspelt(self, word: str) -> list[int]:
        """Return the one person whose surname a word misses by a letter: ``Fairclogh`` for Fairclough.

        Only what the text writes once or twice can be a misspelling, and never a given name or a title.
        """
        if (
            len(word) < SHORTEST_MISSPELT
            or self._times_alone[word] > 2
            or word in given_names()
            or word in titles()
        ):
            return []
        found = {
            i
            for key in self._surnames_by_initial[word[0]]
            if is_misspelling(word, key)
            for i in self._bearers(key)
            if len(self.entities[i].key) > 1
        }
        return list(found) if len(found) == 1 else []

    def _bearers(self, surname: str) -> list[int]:
        return self._by_last.get(surname, [])[-MOST_BEARERS:]

    def _choose_bearer(self, word: str, gender: str | None, bearers: Sequence[int]) -> int:
        """Choose whom a shared surname means: whom it meant before, else who was named first."""
        before = self._bearer_chosen.get(word + (gender or ""))
        if before is not None and before in bearers:
            return before
        chosen = max(
            bearers,
            key=lambda i: (
                bool(self.entities[i].mentions),
                len(self.entities[i].mentions) > 1,
                not self.entities[i].suffix,
                -i,
            ),
        )
        self._bearer_chosen[word + (gender or "")] = chosen
        return chosen

    def organisation_called(self, head: str, before: int) -> int | None:
        """Return the organisation last named before an offset that has a word in its name.

        The ministry, the council.
        """
        return self._organisations.called(head, before)

    def namesakes(self, number: int) -> list[int]:
        """Return who bears the same surname, with somebody."""
        return [i for i in self._bearers(self.entities[number].key[-1]) if len(self.entities[i].key) > 1]

    def namesake(self, number: int, elder: bool) -> int:
        """Return who of those with the same full name is the elder or the younger, by suffix."""
        key = self.entities[number].key
        same = [i for i in self._bearers(key[-1]) if self.entities[i].key == key]
        for i in same:
            if len(same) > 1 and (self.entities[i].suffix not in ("jr", "ii", "iii", "iv")) == elder:
                return i
        return number

    def _note(self, number: int, name: NameSpan, text: str) -> None:
        entity = self.entities[number]
        entity.mentions.append(len(self.mentions))
        entity.forms[text] = entity.forms.get(text, 0) + 1
        entity.sure = entity.sure or name.sure
        if name.title:
            entity.titles.setdefault(name.title, name.start)
            entity.sure = True
        honorific = _HONORIFIC_GENDER.get(name.title.casefold().rstrip(".")) if name.title else None
        if honorific or (
            entity.gender is None and (len(name.words) > 1 or len(entity.key) == 1 or name.title)
        ):
            entity.gender = honorific or name.gender
        if len(name.words) == 1 and len(entity.key) > 1:
            entity.sure = True


def _share_surnames(text: str, names: list[NameSpan]) -> list[NameSpan]:
    """Return names where a given name has the surname of the next: ``Ann and Tom Lee``."""
    given = given_names()
    for number, (one, other) in enumerate(pairwise(names)):
        if (
            len(one.words) == 1
            and 1 < len(other.words) < 4
            and text.startswith(" and ", one.end)
            and other.start == one.end + 5
            and not other.title
            and one.kind is other.kind is NameKind.PERSON
            and fold(one.words[0]) in given
            and fold(other.words[0]) in given
        ):
            names[number] = one._replace(words=(*one.words, *other.words[1:]))
    return names
