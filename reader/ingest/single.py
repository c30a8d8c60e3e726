"""One article without an index, read with the topics, people and corrections of the library it lies in.

Owns finding that library's folder. Refuses to walk it. A module of its own, although only the command line
uses it: it imports the parsers and the analysis, which the other commands must not load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reader.analysis.analyse import analyse
from reader.analysis.model import Analysis, Quotation
from reader.analysis.topics import load_vocabulary
from reader.articles.model import Article, Problem
from reader.config import Config
from reader.ingest.corrections_file import CORRECTIONS_FILE
from reader.ingest.settings import TOPICS_FILE, find_settings
from reader.ingest.workers import read_article_file
from reader.library.people import NameForm, resolve
from reader.library.person_tables import PEOPLE_FILE, read_aliases

_LIBRARY_FILES = (TOPICS_FILE, PEOPLE_FILE, CORRECTIONS_FILE)


def find_folder(file: Path) -> Path:
    """Return the nearest folder around a file that has topics, people or corrections, else the file's."""
    own = file.absolute().parent
    for folder in (own, *own.parents):
        if any((folder / name).is_file() for name in _LIBRARY_FILES):
            return folder
    return own


def read_single(file: Path, config: Config) -> tuple[Article, Analysis, list[Problem]] | Problem:
    """Read and analyse one article with the topics, aliases and corrections of its library.

    Returns:
        The article with what was found in it, and what is wrong with those files; a problem if the article
        cannot be read.
    """
    folder = find_folder(file)
    settings, wrong = find_settings(folder, config)
    aliases, _, fault = read_aliases(folder / PEOPLE_FILE)
    if fault:
        wrong[PEOPLE_FILE] = fault
    relative = file.absolute().relative_to(folder).as_posix()
    found = read_article_file(file, settings, load_vocabulary(settings.topics), relative)
    if isinstance(found, Problem):
        return found
    article, analysis = found
    problems = [Problem(folder / name, reason) for name, reason in wrong.items()]
    return article, _use_library_names(analysis, aliases) if aliases else analysis, problems


def analyse_for_library(article: Article, folder: Path, config: Config) -> Analysis:
    """Return who said what in an article that is not in a library yet, with the library's topics."""
    settings, _ = find_settings(folder, config)
    return analyse(article, load_vocabulary(settings.topics))


def _use_library_names(analysis: Analysis, aliases: Mapping[str, Sequence[str]]) -> Analysis:
    """Replace the names of people by those that they have in the library."""
    known = {person.name: person for person in analysis.people}
    spoken = {quotation.speaker for quotation in analysis.quotations} - {None}
    named = list(known.values())
    forms = [
        NameForm(number, person.name, (*person.titles, "")[0], person.gender, person.organisation)
        for number, person in enumerate(named)
    ]
    forms += [NameForm(len(forms) + place, name) for place, name in enumerate(spoken - known.keys()) if name]
    resolved = resolve(forms, aliases)
    names = {form.name: resolved[form.id] for form in forms}

    def renamed(quotation: Quotation) -> Quotation:
        decided = quotation.attribution
        name = names.get(decided.speaker or "", decided.speaker)
        return replace(quotation, attribution=replace(decided, speaker=name))

    return replace(
        analysis,
        quotations=tuple(map(renamed, analysis.quotations)),
        people=tuple(replace(person, name=names[person.name]) for person in named),
    )
