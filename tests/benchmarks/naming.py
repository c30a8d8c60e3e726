"""When a name given to a quotation is the right one: by surname, and in full.

Owns the comparison only; accents, case, honorifics and possessives never count.
"""

from __future__ import annotations

import re
import unicodedata

from annotated import Named

_NAME_WORD = re.compile(r"[\w'-]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "sir", "dame", "prof", "president", "minister", "the"})


def name_words(name: str) -> list[str]:
    """Return the words of a name without accents, case, possessive and honorifics."""
    folded = unicodedata.normalize("NFD", name.replace("’", "'"))
    plain = "".join(char for char in folded if not unicodedata.combining(char)).lower()
    words: list[str] = _NAME_WORD.findall(re.sub(r"'s\b", "", plain))
    while len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    return words


def same_surname(speaker: str | None, wanted: Named) -> bool:
    """Tell whether a name is right as far as the surname (an organisation: one of its forms, or initials)."""
    words = name_words(speaker or "")
    if not words:
        return False
    if wanted.organisation:
        forms = [name_words(form) for form in wanted.forms]
        initials = ["".join(word[0] for word in form) for form in forms]
        return (
            words in forms
            or "".join(words) in initials
            or any(
                min(words, form, key=len)[-1] == max(words, form, key=len)[-1] and set(words) <= set(form)
                for form in forms
            )
        )
    short = [word for word in name_words(wanted.short) if word not in _SUFFIXES]
    return any(words[at : at + len(short)] == short for at in range(len(words)))


def same_name(speaker: str | None, wanted: Named) -> bool:
    """Tell whether a name given is right in full: first and last word of a full form, and no other suffix."""
    words = name_words(speaker or "")
    if wanted.organisation:
        return bool(words) and words in [name_words(form) for form in wanted.forms]
    if not same_surname(speaker, wanted) or set(words) & _SUFFIXES - set(name_words(wanted.name)):
        return False
    fulls = [_without_suffix(form) for form in wanted.forms if form != wanted.short or form == wanted.name]
    fulls = [form for form in fulls if len(form) > 1]
    given = [word for word in words if word not in _SUFFIXES]
    return not fulls or any((given[0], given[-1]) == (form[0], form[-1]) for form in fulls)


def _without_suffix(form: str) -> list[str]:
    return [word for word in name_words(form) if word not in _SUFFIXES]
