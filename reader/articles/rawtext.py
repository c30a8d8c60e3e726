"""Headline, standfirst, dateline, outlet, body: what a text without front matter says of itself.

Owns the judgement of where the header ends and where the body does. Refuses to invent: what no line says
stays None, and dates in running text are not dates of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.articles.blocks import Block
from reader.articles.bylines import is_name
from reader.articles.datelines import Dateline, read_dateline
from reader.articles.dates import find_dates
from reader.articles.furniture import (
    is_caption,
    is_final,
    is_furniture,
    is_notice,
    lists_others,
    notice_outlet,
)
from reader.articles.headers import Facts, read_header_line
from reader.articles.lines import Line, ends_sentence, first_sentence, split_lines
from reader.articles.model import ParagraphKind, PartialDate
from reader.articles.outlets import find_outlet

_DEEPEST_HEADER = 80  # lines within which the body must begin
_MOST_PROSE = 3  # prose lines of a standfirst that may stand before a date, a byline or a dateline
_SUFFIX = re.compile(r"\s+(?:[|–—•·»]|-{1,2}|::)\s+(?P<outlet>[^|–—•·»]{2,50})$")
_PREFIX = re.compile(r"^(?P<outlet>[^|–—•·»:]{2,40})\s+(?:[|–—•·»]|::)\s+")
_ITEM = re.compile(r"^(?P<marker>[-–—•·●▪*]|\d{1,2}[.)])\s+(?=\S)")
_SPEECH = re.compile(r"[\"“”«»]|\b(?:said|says|told|added|according)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What was found; fields as in Article."""

    title: str | None
    first_sentence: str
    blocks: tuple[Block, ...]
    date: PartialDate | None = None
    source: str | None = None
    place: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None


def read_raw(text: str, *, day_first: bool = True) -> RawArticle:
    """Take a sanitised text apart; every line is header, body or furniture."""
    lines = split_lines(text)
    header = _Header(lines, day_first)
    body, tail = _cut_tail(lines, header.body)
    kept = [line for line in body if not _is_set_aside(line.text, header.title)]
    blocks = _make_blocks(kept, header.dateline)
    if not blocks:
        # Nothing but furniture, or a headline only: better all of it than an empty page.
        blocks = _make_blocks(lines[header.body :] or lines, None)
    outlet = header.facts.outlet or (header.dateline.tag if header.dateline else None)
    outlet = outlet or next((found for line in reversed(tail) if (found := notice_outlet(line.text))), None)
    return RawArticle(
        title=header.title,
        first_sentence=first_sentence(blocks[0].text) if blocks else "",
        blocks=tuple(blocks),
        date=header.date(),
        source=outlet,
        place=(header.dateline.place if header.dateline else None) or header.facts.place,
        url=header.facts.url,
        authors=header.facts.authors,
        summary=header.summary,
    )


class _Header:
    """The lines before the body, and what they say; ``body`` is the index of the body's first line."""

    def __init__(self, lines: Sequence[Line], day_first: bool) -> None:
        self._lines = lines
        self._day_first = day_first
        self.facts = Facts()
        self.dateline: Dateline | None = None
        self.title: str | None = None
        self.summary: str | None = None
        marks = self._find_marks()
        self.body = self._find_body(marks)
        self._merge(marks)
        texts = self._texts(marks)
        at = self._choose_title(texts)
        self._choose_summary(texts, at)

    def date(self) -> PartialDate | None:
        """Return the date of publication: a full one in the header, else what the dateline has."""
        facts, printed = self.facts, self.dateline.date if self.dateline else None
        date = facts.date
        if date is None or (date.year is None and facts.updated):
            date = facts.updated if date is None or _agrees(facts.updated, date) else date
        if date is None or (date.year is None and printed and printed.year):
            date = printed or date
        if date is not None and date.hour is None and date.year and date.day and facts.time:
            date = replace(date, hour=facts.time[0], minute=facts.time[1])
        if date is None and self.title:
            # "Assessment, December 2, 2025": a title that carries its day is dated by it.
            found = [one.date for one in find_dates(self.title, day_first=self._day_first) if one.date.day]
            date = next((one for one in found if one.year), None)
        return date

    def _find_marks(self) -> dict[int, Facts]:
        """Read the lines that say when, where, who and for whom, as far down as a header may reach."""
        marks: dict[int, Facts] = {}
        prose = 0
        for index, line in enumerate(self._lines[:_DEEPEST_HEADER]):
            facts = read_header_line(line.text, day_first=self._day_first)
            if facts is None and not is_furniture(line.text) and _is_prose(line.text):
                prose += 1
                dateline = read_dateline(line.text, day_first=self._day_first)
                if dateline is not None:
                    self.dateline, self._dated = dateline, index
                    break
                if prose > _MOST_PROSE or len(line.text) > 700:
                    break
            elif facts is not None:
                marks[index] = facts
                if facts.body:
                    break
        return marks

    def _find_body(self, marks: dict[int, Facts]) -> int:
        if self.dateline is not None:
            return self._dated
        labels = [index for index, facts in marks.items() if facts.body]
        if labels:
            return labels[0] + 1
        after = (
            max(
                (index for index, facts in marks.items() if facts.strong and self._is_header_mark(index)),
                default=-1,
            )
            + 1
        )
        for index in range(after, len(self._lines)):
            text = self._lines[index].text
            if index not in marks and not is_furniture(text) and _is_prose(text):
                return index
        texts = [
            index
            for index in range(len(self._lines))
            if index not in marks and not is_furniture(self._lines[index].text)
        ]
        # No prose at all: a headline and short lines.
        return texts[1] if len(texts) > 1 else texts[0] if texts else 0

    def _is_header_mark(self, index: int) -> bool:
        """Tell whether the body still follows: marks at the foot of a short text are no header."""
        following = [line.text for line in self._lines[index + 1 : index + 12] if not is_furniture(line.text)]
        before = [
            line.text for line in self._lines[:index] if _is_prose(line.text) and not is_furniture(line.text)
        ]
        return any(_is_prose(text) for text in following) and (
            len(before) <= 1 or sum(map(len, before)) < 600
        )

    def _merge(self, marks: dict[int, Facts]) -> None:
        for index in sorted(marks):
            if index < self.body:
                self.facts.merge(marks[index])

    def _texts(self, marks: dict[int, Facts]) -> list[int]:
        """Return the header's lines that are neither marks nor furniture."""
        return [
            index
            for index in range(self.body)
            if index not in marks
            and not is_furniture(self._lines[index].text)
            and not lists_others(self._lines[index].text)
        ]

    def _choose_title(self, texts: list[int]) -> int:
        """Set the title, and return the index of its line, or -1."""
        if self.facts.title:
            self.title = self.facts.title
            return -1
        if not texts:
            return -1
        seen: dict[str, int] = {}
        for index in texts:
            stem = self._without_outlet(self._lines[index].text).casefold()
            if stem in seen and len(stem.split()) > 2:
                return self._take_title(seen[stem])
            seen.setdefault(stem, index)
        for index in texts:
            text = self._lines[index].text
            if self._without_outlet(text) != text:
                return self._take_title(index)
        sizes = {index: len(self._lines[index].text.split()) for index in texts}
        long = next((index for index in texts if sizes[index] >= 5), None)
        if long is not None:
            short = [index for index in texts if index < long and 3 <= sizes[index] < 5]
            if short and (sizes[long] >= 14 or ends_sentence(self._lines[long].text)):
                return self._take_title(short[-1])
            if sizes[long] <= 40 and not (sizes[long] > 25 and ends_sentence(self._lines[long].text)):
                return self._take_title(long)
            return -1
        names = [index for index in texts if not is_name(self._lines[index].text)] or texts
        return self._take_title(max(names, key=lambda index: (sizes[index], -index)))

    def _take_title(self, index: int) -> int:
        text = self._lines[index].text
        self.title = self._without_outlet(text)
        if self.title != text and self.facts.outlet is None:
            match = _SUFFIX.search(text) or _PREFIX.search(text)
            self.facts.outlet = find_outlet(match["outlet"]) if match else None
        return index

    def _without_outlet(self, text: str) -> str:
        for form in (_SUFFIX, _PREFIX):
            match = form.search(text)
            if match and find_outlet(match["outlet"]):
                return (text[: match.start()] + text[match.end() :]).strip()
        return text

    def _choose_summary(self, texts: list[int], at: int) -> None:
        """Take what stands between title and body as the standfirst; a caption right above its credit is none."""
        if self.facts.summary:
            self.summary = self.facts.summary
            return
        found: list[str] = []
        for index in texts:
            text = _ITEM.sub("", self._lines[index].text)
            if index <= at or _same(text, self.title) or len(text.split()) < 6 or is_caption(text):
                continue
            if found and index + 1 < len(self._lines) and self._is_credit(index + 1):
                continue
            if not any(_same(text, other) for other in found):
                found.append(text)
        if not found and self.title and self.dateline is None:
            self._lift_standfirst()
            return
        self.summary = " ".join(found) or None

    def _is_credit(self, index: int) -> bool:
        text = self._lines[index].text
        return not self._lines[index].after_blank and is_furniture(text) and not is_notice(text)

    def _lift_standfirst(self) -> None:
        """Take the body's first line as the standfirst where it can hardly be its first paragraph.

        That is a sentence of a few words without speech before paragraphs of the usual length, or a long
        line that does not end as a sentence does.
        """
        rest = [
            line.text for line in self._lines[self.body + 1 : self.body + 6] if not is_furniture(line.text)
        ]
        if len(rest) < 2 or self.body >= len(self._lines):
            return
        text = self._lines[self.body].text
        brief = len(text.split()) <= 14 and not _SPEECH.search(text) and len(rest[0]) >= 2.5 * len(text)
        open_ended = not ends_sentence(text) and len(text.split()) <= 45 and text[-1] not in ":;,"
        if (brief or open_ended) and _is_prose(rest[0]) and not _ITEM.match(text):
            self.summary = text
            self.body += 1


def _cut_tail(lines: Sequence[Line], start: int) -> tuple[list[Line], list[Line]]:
    """Split the lines from the body's first into the body, and what a page holds below it."""
    prose = 0
    for index in range(start, len(lines)):
        text = lines[index].text
        if is_final(text) and prose:
            return list(lines[start:index]), list(lines[index:])
        if lists_others(text) and prose:
            after = [line.text for line in lines[index + 1 :]]
            if sum(_is_prose(line) and not is_furniture(line) for line in after) <= max(1, len(after) // 8):
                return list(lines[start:index]), list(lines[index:])
        prose += _is_prose(text)
    return list(lines[start:]), list(lines[start:])


def _is_set_aside(text: str, title: str | None) -> bool:
    return _same(text, title) or is_furniture(text) or lists_others(text)


def _make_blocks(lines: Sequence[Line], dateline: Dateline | None) -> list[Block]:
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        text = line.text[dateline.end :].strip() if index == 0 and dateline else line.text
        if text:
            blocks.append(_make_block(text, lines, index))
    return blocks


def _make_block(text: str, lines: Sequence[Line], index: int) -> Block:
    """Tell a subheading, a short line without a full stop between paragraphs, and items of lists."""
    item = _ITEM.match(text)
    alone = not any(_ITEM.match(lines[at].text) for at in (index - 1, index + 1) if 0 <= at < len(lines))
    if item and not (alone and item["marker"] in "-–—"):
        return Block(text[item.end() :], ParagraphKind.ITEM, 1, item["marker"])
    words = text[item.end() :] if item else text
    inside = 0 < index < len(lines) - 1
    if (
        inside
        and len(words) <= 90
        and not ends_sentence(words)
        and words[-1] not in ":;,-"
        and _is_prose(lines[index + 1].text)
    ):
        return Block(words, ParagraphKind.HEADING, 2)
    return Block(text)


def _is_prose(text: str) -> bool:
    """Tell a sentence of running text from a headline, a heading or a label."""
    if len(text) >= 160:
        return True
    words = text.split()
    if not ends_sentence(text):
        return len(words) >= 30
    if len(words) < 5:
        return False
    if text.endswith(("?", "!")) and len(text) < 110:
        return False
    long = [word for word in words if len(word) > 4 and word[0].isalpha()]
    titled = len(words) <= 16 and len(long) > 2 and all(word[0].isupper() for word in long)
    return not titled


def _same(text: str, other: str | None) -> bool:
    return other is not None and text.casefold().strip(" .") == other.casefold().strip(" .")


def _agrees(one: PartialDate | None, other: PartialDate) -> bool:
    return one is not None and (one.month, one.day) == (other.month, other.day)
