"""Measure who-said-what: ``python tests/benchmarks/score_quotations.py [--errors] [--only ours|dev|train]``.

Run it in the project's root with the project installed. The one command prints:

ours    the figures for ``tests/benchmarks/articles``: invented stories of many countries and kinds, annotated
        by us (``annotated.py`` describes the format);
dev     and train, if ``../shared/quotes`` lies beside the project (or in ``--shared``): annotated articles of
        US politics, scored by that folder's own ``score.py``; without it a line says that they are left out.

What the figures mean
    spans F1            quotations found, by nine tenths of their tokens; terms are no quotations here
    end to end F1       found, and with the right speaker: by surname, by full name
    names given, right  of all names given, those that are the right person's (surname)
    right by source     of the quotations found, by how the text names the speaker: full name, surname, given
                        name, pronoun, role ("the mayor"), organisation, none (no reporting words near)
    terms named         scare quotes, titles and names in marks that were given a speaker: an error
    unnamed named       sources without a name ("an official") that were given one: an error
    nested right        words inside of a quotation, by the full name of who said them; in no other figure
    kinds right         direct, partial, term; our set only
    MB/s                the whole analysis, one process, articles and vocabulary loaded beforehand

``--errors`` adds a line for each error: article, offset, class, the words, what was wanted, what came out and
by which rule. Nothing here is timed by a test or fails a build.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter

from annotated import SOURCES, build_article, load_annotated
from political import as_gold, as_prediction, load_scorer
from scoring import Fault, count_article

from reader.analysis.analyse import analyse
from reader.analysis.model import Kind, Quotation
from reader.analysis.topics import load_vocabulary

SHARED = Path(__file__).resolve().parents[3] / "shared" / "quotes"


def analyse_texts(texts: Iterable[tuple[str, str]]) -> tuple[dict[str, Sequence[Quotation]], float]:
    """Analyse (name, text) pairs in this process; return the quotations by name, and MB a second."""
    vocabulary = load_vocabulary()
    for article in load_annotated():
        analyse(build_article("warm-up", article.text), vocabulary)
    found: dict[str, Sequence[Quotation]] = {}
    seconds, size = 0.0, 0
    for name, text in texts:
        article = build_article(name, text)
        begun = perf_counter()
        found[name] = analyse(article, vocabulary).quotations
        seconds += perf_counter() - begun
        size += len(text.encode())
    return found, size / 1e6 / seconds


def share(part: float, whole: float) -> str:
    """Write a share in per cent."""
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def f1(right: float, given: float, wanted: float) -> str:
    """Write the harmonic mean of precision and recall in per cent."""
    return share(2 * right, given + wanted)


def score_ours(errors: bool) -> None:
    """Print the figures of our own articles."""
    articles = load_annotated()
    found, speed = analyse_texts((article.name, article.text) for article in articles)
    total: Counter[str] = Counter()
    faults: list[tuple[str, Fault]] = []
    for article in articles:
        count, wrong = count_article(article.text, article.quotations, found[article.name])
        total += count
        faults += [(article.name, fault) for fault in wrong]
    counted = f"{total['gold']} quotations ({total['scored']} scored), {total['terms']} terms"
    print(f"ours: {len(articles)} articles, {counted}")
    print_figures(total, speed)
    print("  right by source, surname / full name (number found)")
    for source in (*SOURCES, *(kind for kind in Kind if kind != Kind.TERM)):
        matched = total[f"{source}: matched"]
        print(
            f"    {source:10} {share(total[f'{source}: surname'], matched)} /"
            f"{share(total[f'{source}: full'], matched)}  ({matched})"
        )
    if errors:
        print_faults(faults)


def print_figures(total: Counter[str], speed: float) -> None:
    """Print what was counted over a whole set."""
    ends = [f1(total[how], total["names"], total["scored"]) for how in ("surname", "full")]
    print(f"  spans F1            {f1(total['span'], total['found'], total['gold'])}")
    print(f"  end to end F1       {ends[0]} /{ends[1]}  surname / full name")
    print(f"  names given, right  {share(total['surname'], total['names'])}")
    print(f"  terms named         {share(total['terms named'], total['terms'])}")
    print(f"  unnamed named       {share(total['anonymous named'], total['anonymous'])}")
    print(f"  nested right        {share(total['nested right'], total['nested'])}")
    print(f"  kinds right         {share(total['kinds right'], total['kinds'])}")
    print(f"  MB/s                {speed:5.2f}")


def score_shared(folder: Path, part: str, errors: bool) -> None:
    """Print the figures of a file of the political articles, as their own scorer counts."""
    scorer = load_scorer(folder / "score.py")
    gold = scorer.load_gold(folder / f"gold-{part}.jsonl")
    found, speed = analyse_texts((name, row["text"]) for name, row in gold.items())
    total: Counter[str] = Counter()
    for name, row in gold.items():
        total += scorer.score_article(row, [as_prediction(quotation) for quotation in found[name]])
    figures = {name: 100 * value for name, value in scorer.figures(total).items()}
    counted = f"{total['gold']} quotations ({total['s_gold']} scored), {total['neg']} terms"
    print(f"{part}: {len(gold)} articles, {counted}")
    print(f"  spans F1            {figures['span_overlap_F1']:5.1f}")
    print(
        f"  end to end F1       {figures['end2end_surname_F1']:5.1f} / {figures['end2end_full_F1']:4.1f}"
        "  surname / full name"
    )
    print(f"  names given, right  {figures['end2end_surname_P']:5.1f}")
    print(f"  terms named         {figures['negatives_attributed']:5.1f}")
    print(f"  unnamed named       {figures['anonymous_named']:5.1f}")
    print(f"  MB/s                {speed:5.2f}")
    print("  right by source, surname / full name (number found)")
    for group in sorted(key[: -len(":s_matched")] for key in total if key.endswith(":s_matched")):
        matched = total[f"{group}:s_matched"]
        print(
            f"    {group.partition(':')[2]:12} {share(total[f'{group}:s_ok'], matched)} /"
            f"{share(total[f'{group}:s_okf'], matched)}  ({matched})"
        )
    if errors:
        print_faults(
            [
                (name, fault)
                for name, row in gold.items()
                for fault in count_article(row["text"], as_gold(row), found[name])[1]
                if fault.what != "kind"
                and not any(r["start"] <= fault.start < r["end"] for r in row["ignored"])
            ]
        )


def print_faults(faults: list[tuple[str, Fault]]) -> None:
    """Print how many errors of each class there are, then one a line."""
    print("  errors:", json.dumps(Counter(fault.what for _, fault in faults)))
    for name, fault in faults:
        judged = f"wanted {fault.wanted}, got {fault.got}"
        print(f"    {name}:{fault.start} {fault.what}: {fault.words!r}: {judged}")


def main() -> None:
    """Print every set that is there."""
    raw = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    options.add_argument("--errors", action="store_true", help="a line for each error")
    options.add_argument("--only", choices=("ours", "dev", "train"), help="one set instead of all")
    options.add_argument("--shared", type=Path, default=SHARED, help="folder of the political articles")
    chosen = options.parse_args()
    if chosen.only in (None, "ours"):
        score_ours(chosen.errors)
    for part in ("dev", "train"):
        if chosen.only not in (None, part):
            continue
        if (chosen.shared / f"gold-{part}.jsonl").is_file():
            score_shared(chosen.shared, part, chosen.errors)
        else:
            print(f"{part}: left out, {chosen.shared} is not there", file=sys.stderr)


if __name__ == "__main__":
    main()
