"""Entity resolution over the whole library: which of the names in its articles are the same person's.

Works on distinct names, however many articles there are. In order of strength:

1. the library's own ``people.toml`` says so;
2. the spellings are equal but for case, accents, hyphens and the usual ways of writing a sound in Latin
   letters (Zelensky, Zelenskyy, Zelenskiy; Kallas, Callas), given name and surname both;
3. given names are equal, surnames one letter apart, and the same title is tied to both;
4. one of them has a middle initial, and no other initial is known;
5. a surname alone joins the only full name that ends in it; of several, the one that has the same title, or
   the only one that any outlet using the surname has, if every such outlet has it; else it stays apart.

Another gender, or being an organisation, keeps names apart, except where ``people.toml`` joins them.

Owns the decision. Pure: ``person_tables`` reads and writes the tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.text.folding import fold, fold_words
from reader.text.name_parts import NAME_PARTICLES, NAME_SUFFIXES, is_misspelling

_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lord", "lady"})
_SOUNDS = (
    (re.compile("ch"), "q"), (re.compile("kh"), "h"), (re.compile("ph"), "f"), (re.compile("ck|c"), "k"),
    (re.compile("w"), "v"), (re.compile("ou"), "u"), (re.compile("[ijy]+$"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip
_FEWEST_LETTERS_ONE_APART = 6  # in shorter surnames, one other letter makes another name

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as articles have it, with one of the titles tied to it.

    Attributes:
        articles: How many articles have it.
        outlets: Numbers of the outlets that use it.
    """

    id: int
    name: str
    title: str = ""
    gender: str | None = None
    organisation: bool = False
    articles: int = 1
    outlets: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Person:
    """Names found to be one person's so far.

    Attributes:
        words: Of each form's name, as ``words_of`` gives them.
    """

    forms: list[NameForm] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    outlets: set[int] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    organisation: bool = False
    name: str | None = None

    def absorb(self, other: _Person) -> None:
        self.forms += other.forms
        self.words += other.words
        self.titles |= other.titles
        self.outlets |= other.outlets
        self.genders |= other.genders
        self.name = self.name or other.name

    def can_be(self, other: _Person) -> bool:
        """Tell whether nothing speaks against the two being one person."""
        if self.organisation or other.organisation or (self.name and other.name):
            return False
        return not (self.genders and other.genders) or bool(self.genders & other.genders)


def resolve(forms: Sequence[NameForm], aliases: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Return for each form the name of its person in the whole library.

    Args:
        aliases: From ``people.toml``: other names by the name to be used.
    """
    people = _group_forms(forms, aliases)
    _join_one_letter_apart(people)
    _join_initials(people)
    persons = people.values()
    names: dict[int, str] = {}
    full = [person for person in persons if not _is_surname_only(person)]
    by_surname = _by_surname(full)
    for person in filter(_is_surname_only, persons):
        for form in person.forms:
            owner = _owner(form, person, by_surname)
            names[form.id] = _name(owner or person)
    for person in full:
        names |= {form.id: _name(person) for form in person.forms}
    return names


def candidate_people(surname: Sequence[NameForm], named: Mapping[str, Sequence[NameForm]]) -> list[str]:
    """Return the people whom a surname that stayed apart may stand for.

    Args:
        surname: Its forms; there are no candidates if one of them has a given name.
        named: Forms of other people, by the name of each in the whole library.
    """
    alone, people = _merge_forms(surname), {name: _merge_forms(forms) for name, forms in named.items()}
    if not surname or not _is_surname_only(alone):
        return []
    by_surname = _by_surname(person for person in people.values() if not _is_surname_only(person))
    candidates = {id(person) for form in surname for person in _candidates(form, alone, by_surname)}
    return [name for name, person in people.items() if id(person) in candidates]


def words_of(name: str) -> Words:
    """Return the words of a name that tell who it is, folded: no honorific, no Jr."""
    words = fold_words(name)
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    while len(words) > 1 and words[-1] in NAME_SUFFIXES:
        words = words[:-1]
    return words


def sound(word: str) -> str:
    """Return a key that is equal for the usual Latin spellings of one foreign name."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def _group_forms(forms: Iterable[NameForm], aliases: Mapping[str, Sequence[str]]) -> dict[Words, _Person]:
    """Group the forms whose names are aliases of one person, or sound the same."""
    named = {fold_words(other): name for name, others in aliases.items() for other in (name, *others)}
    people: dict[Words, _Person] = {}
    for form in forms:
        words = words_of(form.name)
        chosen = named.get(fold_words(form.name)) or named.get(words)
        if chosen is not None:
            key: Words = ("", chosen)
        elif form.organisation or _is_surname(words):
            key = ("organisation" if form.organisation else "surname", *words)
        else:
            key = tuple(sound(word) for word in words)
        person = people.setdefault(key, _Person())
        person.name = chosen
        person.forms.append(form)
        person.words.append(words)
        person.organisation |= form.organisation
        person.outlets |= form.outlets
        if form.title:
            person.titles.add(fold(form.title))
        if form.gender:
            person.genders.add(form.gender)
    return people


def _merge_forms(forms: Iterable[NameForm]) -> _Person:
    person = _Person()
    for form in forms:
        person.forms.append(form)
        person.words.append(words_of(form.name))
        person.organisation |= form.organisation
        person.genders |= {form.gender} if form.gender else set()
    return person


def _join_one_letter_apart(people: dict[Words, _Person]) -> None:
    near: dict[tuple[Words, str], list[Words]] = defaultdict(list)
    for key, person in people.items():
        if len(key) > 1 and key[0] not in ("", "organisation", "surname"):
            for title in person.titles:
                near[key[:-1], title].append(key)
    for keys in near.values():
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                if _may_be_slip(one[-1], other[-1]):
                    _join(people, one, other)


def _join_initials(people: dict[Words, _Person]) -> None:
    plain: dict[Words, list[Words]] = defaultdict(list)
    for key in people:
        if len(key) > 2 and key[0] and all(len(word) == 1 for word in key[1:-1]):
            plain[key[0], key[-1]].append(key)
    for short, longer in plain.items():
        if len(longer) == 1 and short in people:
            _join(people, short, longer[0])


def _join(people: dict[Words, _Person], one: Words, other: Words) -> None:
    if one in people and other in people and people[one].can_be(people[other]):
        people[one].absorb(people.pop(other))


def _may_be_slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _FEWEST_LETTERS_ONE_APART and is_misspelling(one, other)


def _is_surname_only(person: _Person) -> bool:
    return person.name is None and all(map(_is_surname, person.words))


def _is_surname(words: Words) -> bool:
    """Tell whether a name has no given name before the surname; particles belong to the surname."""
    return all(word in NAME_PARTICLES for word in words[:-1])


def _by_surname(full: Iterable[_Person]) -> dict[str, list[_Person]]:
    by_surname: dict[str, list[_Person]] = defaultdict(list)
    for person in full:
        if not person.organisation:
            for surname in {words[-1] for words in person.words if words}:
                by_surname[surname].append(person)
    return by_surname


def _owner(form: NameForm, surname: _Person, by_surname: Mapping[str, Sequence[_Person]]) -> _Person | None:
    """Return the person whom a surname alone stands for, or None if that cannot be told."""
    candidates = _candidates(form, surname, by_surname)
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    titled = [person for person in candidates if fold(form.title) in person.titles]
    if titled:
        return titled[0] if len(titled) == 1 else None
    known = [person for person in candidates if person.outlets & form.outlets]
    return known[0] if len(known) == 1 and form.outlets <= known[0].outlets else None


def _candidates(
    form: NameForm, surname: _Person, by_surname: Mapping[str, Sequence[_Person]]
) -> list[_Person]:
    """Return the people with a surname whose gender is not another one."""
    words = words_of(form.name)
    if not words or surname.organisation:
        return []
    gender = {form.gender} if form.gender else surname.genders
    return [
        person for person in by_surname.get(words[-1], ())
        if not person.genders or not gender or person.genders & gender
    ]  # fmt: skip


def _name(person: _Person) -> str:
    """Return the name to show: the one from ``people.toml``, else the commonest full one."""
    if person.name is not None:
        return person.name
    counts: dict[str, int] = defaultdict(int)
    full: set[str] = set()
    for form, words in zip(person.forms, person.words, strict=True):
        counts[form.name] += form.articles
        if not _is_surname(words):
            full.add(form.name)
    return max(full or counts, key=lambda name: (counts[name], not name.isascii(), name))
