"""Make plausible articles of our own: ``python tests/benchmarks/generate.py COUNT FOLDER [--words 400]``.

Writes Markdown files with front matter, a thousand a folder. Words, names, outlets and topics are invented:
words are put together from syllables, occur as unevenly as those of a language and in phrases that recur; the
commonest are those of English. A text packs about as well as one of a newspaper. The same seed makes the same
articles. ``bench_library.py`` also uses it to fill an index of a million without a million files.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from reader.analysis.model import Analysis, Attribution, Kind, Person, Quotation
from reader.articles.model import Article, Paragraph, PartialDate

_COMMON = """the of and to in a that for on with as at by it from be was is has had will would not but after
before which who their its this an or been were are than more over into about when also could new"""
_ONSETS = "b c d f g h j k l m n p r s t v w z br ch dr fl gr kl pl pr sh sl st th tr"
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ["", "", "", "l", "m", "n", "nd", "r", "rs", "s", "st", "t", "x"]
_CUES = {"said": "say", "warned": "warn", "argued": "argue", "added": "add", "insisted": "insist",
         "stressed": "stress", "promised": "promise"}  # fmt: skip
_ROLES = ("minister", "mayor", "judge", "director", "analyst", "coach", "professor", "envoy")
_FIRST_DAY = datetime(2013, 1, 1)
_DAYS = 4_700
_PHRASES = 6_000


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up article; quotations as (start, end) in the text with the number of their speaker."""

    number: int
    title: str
    date: PartialDate | None
    source: str
    place: str
    author: str
    topics: tuple[str, ...]
    paragraphs: tuple[str, ...]
    quotations: tuple[tuple[int, int, str, str], ...]

    @property
    def path(self) -> str:
        """Where its file goes, relative to the library."""
        return f"{self.number // 1000:04}/{self.number:07}.md"

    def markdown(self) -> str:
        """Return the file's text."""
        date = f"date: {self.date.isoformat()}\n" if self.date else ""
        header = f"title: {self.title}\n{date}source: {self.source}\nplace: {self.place}\n"
        lists = f"authors: [{self.author}]\ntopics: [{', '.join(self.topics)}]\n"
        return f"---\n{header}{lists}---\n" + "\n\n".join(self.paragraphs) + "\n"

    def understood(self, folder: Path) -> tuple[Article, Analysis]:
        """Return the article and its analysis as the reader would, without reading or analysing."""
        starts = [0, *accumulate(len(paragraph) + 2 for paragraph in self.paragraphs)]
        article = Article(
            path=folder / self.path, title=self.title, text="\n\n".join(self.paragraphs), date=self.date,
            paragraphs=tuple(Paragraph(start, start + len(paragraph))
                             for start, paragraph in zip(starts, self.paragraphs, strict=False)),
            source=self.source, place=self.place, authors=(self.author,), topics=self.topics,
        )  # fmt: skip
        quotations = tuple(
            Quotation(start, end, start - 1, end + 1, Kind.DIRECT,
                      Attribution("cue-after", name, cue, end + 2, name, end + 2 + len(cue),
                                  lemma=_CUES[cue]))
            for start, end, name, cue in self.quotations
        )  # fmt: skip
        people = {
            name: Person(name, (name,), (_ROLES[len(name) % len(_ROLES)],)) for *_, name, _ in self.quotations
        }
        return article, Analysis(quotations, tuple(people.values()), self.topics)


class Press:
    """Makes articles; the same seed makes the same ones.

    Attributes:
        words: Words from the commonest to the rarest; so for phrases, people, topics, sources.
    """

    def __init__(self, seed: int = 1, words: int = 400) -> None:
        rng = random.Random(seed)
        self._seed = seed
        self._length = words
        self.words = [*_COMMON.split(), *_syllables(rng, 40_000)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.phrases = [
            " ".join(rng.choices(self.words, cum_weights=self._weights, k=rng.randint(3, 6)))
            for _ in range(_PHRASES)
        ]
        self._units = [
            unit for pair in zip(self.phrases, self.words, strict=False) for unit in reversed(pair)
        ]
        self._units += self.words[_PHRASES:]
        self._unit_weights = list(accumulate((rank + 4) ** -1.1 for rank in range(len(self._units))))
        self.people = _pairs(rng, 20_000, str.title)
        self._people_weights = list(accumulate(1 / (rank + 5) for rank in range(len(self.people))))
        self.topics = _pairs(rng, 110, str)
        self._topic_weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.topics))))
        self.sources = [name.title() for name in _syllables(rng, 80)]
        self._places = [name.title() for name in _syllables(rng, 400)]
        self._authors = _pairs(rng, 900, str.title)

    def make(self, number: int) -> Made:
        """Make the article of a number."""
        rng = random.Random(self._seed * 1_000_003 + number)
        units = rng.choices(self._units, cum_weights=self._unit_weights, k=self._length // 2)
        words = " ".join(units).split()[: self._length + 8]
        speakers = rng.choices(self.people, cum_weights=self._people_weights, k=rng.randint(1, 4))
        paragraphs: list[str] = []
        quotations: list[tuple[int, int, str, str]] = []
        place = offset = 0
        while place < len(words) - 8:
            size = rng.randint(14, 26)
            said = " ".join(words[place : place + size])
            told = " ".join(words[place + size : place + 2 * size])
            if rng.random() < 0.3:
                speaker, cue = rng.choice(speakers), rng.choice(tuple(_CUES))
                paragraph = f"“{said.capitalize()},” {cue} {speaker}. {told.capitalize()}."
                quotations.append((offset + 1, offset + 2 + len(said), speaker, cue))
            else:
                paragraph = f"{said.capitalize()}. {told.capitalize()}."
            paragraphs.append(paragraph)
            offset += len(paragraph) + 2
            place += 2 * size
        topics = dict.fromkeys(rng.choices(self.topics, cum_weights=self._topic_weights, k=rng.randint(1, 4)))
        return Made(
            number, " ".join(words[-8:]).capitalize(), _date(rng), rng.choice(self.sources),
            rng.choice(self._places), rng.choice(self._authors), tuple(topics), tuple(paragraphs),
            tuple(quotations),
        )  # fmt: skip


def _date(rng: random.Random) -> PartialDate | None:
    kind = rng.random()
    when = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS), minutes=rng.randrange(1440))
    if kind < 0.02:
        return None
    if kind < 0.03:
        return PartialDate(when.year, when.month)
    if kind < 0.05:
        return PartialDate(None, when.month, when.day)
    if kind < 0.45:
        return PartialDate(when.year, when.month, when.day)
    return PartialDate(when.year, when.month, when.day, when.hour, when.minute)


def _pairs(rng: random.Random, count: int, form: Callable[[str], str]) -> list[str]:
    """Return that many different names of two words."""
    return [
        " ".join(map(form, pair)) for pair in zip(_syllables(rng, count), _syllables(rng, count), strict=True)
    ]


def _syllables(rng: random.Random, count: int) -> list[str]:
    """Return that many different invented words, short ones first."""
    onsets = _ONSETS.split()
    made: dict[str, None] = {}
    while len(made) < count:
        syllables = 1 + (len(made) > 800) + (len(made) > 12_000)
        made[
            "".join(rng.choice(onsets) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables))
        ] = None
        if len(made) < 800 and rng.random() < 0.3:
            made["".join(rng.choice(onsets) + rng.choice(_VOWELS) for _ in range(3))] = None
    return list(made)[:count]


def write_library(folder: Path, count: int, seed: int = 1, words: int = 400) -> Iterator[int]:
    """Write a library and yield the characters of each file as it is written."""
    press = Press(seed, words)
    for number in range(count):
        made = press.make(number)
        path = folder / made.path
        if number % 1000 == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        text = made.markdown()
        path.write_text(text, "utf-8")
        yield len(text)


def main() -> None:
    """Write the files that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    characters = sum(write_library(options.folder, options.count, options.seed, options.words))
    print(f"{options.count} articles, {characters / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
