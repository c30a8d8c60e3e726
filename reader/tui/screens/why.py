"""Why a quotation is somebody's: the rule that decided, and the steps from its words to a name."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from reader.analysis.describing import describe_rule
from reader.analysis.model import Kind, Quotation
from reader.library.model import IndexedArticle
from reader.tui.cells import pad, wrap
from reader.tui.screens.dialog import Dialog, Lines
from reader.tui.theme import Palette

_KINDS = {
    Kind.DIRECT: "direct: whole clauses, as speech or writing of somebody",
    Kind.PARTIAL: "partial: a fragment inside a sentence that reports it",
    Kind.TERM: "term: words as words, a name, a title of a work",
}
_LABEL = 10
_MOST = 600  # characters of a quotation that are shown


class WhyScreen(Dialog):
    """The explanation of one attribution."""

    heading = "Why this speaker"

    def __init__(self, indexed: IndexedArticle, quotation: Quotation) -> None:
        super().__init__()
        self._text = indexed.article.text
        self._quotation = quotation

    def write(self, width: int, palette: Palette) -> Lines:
        """Return the words, then each thing that is known about them."""
        quotation, decided = self._quotation, self._quotation.attribution
        words = self._text[quotation.outer_start : quotation.outer_end]
        words = words if len(words) <= _MOST else words[:_MOST] + "…"
        style = palette.speaker(quotation.speaker)
        lines: Lines = [[Segment(words[a:b], style)] for a, b in wrap(words, 0, len(words), width)]
        lines.append([])
        facts = [
            ("speaker", decided.speaker or "unknown"),
            ("kind", _KINDS[quotation.kind]),
            ("rule", ": ".join(part for part in (decided.rule, describe_rule(decided.rule)) if part)),
            ("cue", f"“{decided.cue}”" if decided.cue else "none"),
            ("named as", f"“{decided.mention}”" if decided.mention else ""),
            ("steps", " → ".join(decided.chain)),
            ("source", decided.description or ""),
        ]
        room = max(1, width - _LABEL)
        for label, value in facts:
            for number, (start, end) in enumerate(wrap(value, 0, len(value), room)):
                head = pad(label if number == 0 else "", min(_LABEL, max(0, width - 1)))
                lines.append([Segment(head, palette.muted), Segment(value[start:end], palette.strong)])
        return [*lines, [], *self._stretch(width, palette)]

    def _stretch(self, width: int, palette: Palette) -> Lines:
        """Return the stretch around the words by which the speaker was known."""
        decided = self._quotation.attribution
        known = [
            (start, start + len(said))
            for said, start in ((decided.mention, decided.mention_start), (decided.cue, decided.cue_start))
            if said and start is not None
        ]
        if not known:
            return []
        first = max(0, min(start for start, _ in known) - 60)
        last = min(len(self._text), max(end for _, end in known) + 60)
        if last - first > 500:
            return []
        stretch = " ".join(self._text[first:last].split("\n"))
        lines: Lines = []
        for start, end in wrap(stretch, 0, len(stretch), width):
            line: list[Segment] = []
            place = start
            for from_, to in sorted(known):
                left, right = max(start, from_ - first), min(end, to - first)
                if left < right and left >= place:
                    line += [
                        Segment(stretch[place:left], palette.muted),
                        Segment(stretch[left:right], palette.accent + Style(underline=True)),
                    ]
                    place = right
            lines.append([*line, Segment(stretch[place:end], palette.muted)])
        return lines
