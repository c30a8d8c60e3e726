"""Learn reader/analysis/lexicon/weights.toml: ``python tests/benchmarks/learn_weights.py [WHAT ...]``.

``--leave-one-out`` writes nothing: it learns once for each publisher of train and dev from the other ones,
scores that publisher's articles, and prints each one's figures, the worst and the mean. Our own articles are
never left out.

Run it in the project's root with numpy installed besides the project, and ``../shared/quotes`` beside it
(or ``--shared``). Learns on train, prints how many choices are right on train and dev, and writes the file.
WHAT is one or more of

antecedent  whom a pronoun means among the people named before it (``antecedents.py``)
cue         which cue of its sentence a quotation hangs on (``cue_ranking.py``)
term        whether words in marks are a term (``kinds.py``); from our own articles too, each counted twice,
            because the political ones hardly ever tell of songs, nicknames and words as words

in that order by default, because the later see what the earlier decide. Each is a choice among candidates,
every one a set of features: a softmax over the sums of their weights, fitted by gradient ascent (Adagrad)
with an L2 penalty. The file holds names of features and numbers: no word of the articles.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from annotated import build_article, load_annotated
from political import as_prediction, load_scorer

from reader.analysis import kinds
from reader.analysis.analyse import find_quotations
from reader.analysis.attribution import antecedents, coreference, cue_ranking
from reader.analysis.lexicon import feature_weights
from reader.analysis.model import Kind

SHARED = Path(__file__).resolve().parents[3] / "shared" / "quotes"
WEIGHTS = Path(kinds.__file__).with_name("lexicon") / "weights.toml"
RAREST = 8
PENALTY = {"antecedent": 1.5, "cue": 2.0, "term": 1.5}
OWN_WEIGHT = 2

Features = Sequence[str]
Choice = tuple[list[Features], list[int]]
"""Candidates, each by its features, and the indexes of those that are right."""


def read_articles(path: Path) -> Iterator[dict]:
    """Yield the annotated articles of a file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def leave_one_out(folder: Path, scorer) -> None:
    """Print, for each publisher, the figures with weights that were learned without its articles."""
    rows = [row for part in ("train", "dev") for row in read_articles(folder / f"gold-{part}.jsonl")]
    gold = scorer.load_gold(folder / "gold-train.jsonl") | scorer.load_gold(folder / "gold-dev.jsonl")
    known = {name: dict(feature_weights(name)) for name in COLLECT}
    publishers = sorted({row["publisher"] for row in rows})
    choices = {
        name: {
            each: list(collect([r for r in rows if r["publisher"] == each], scorer)) for each in publishers
        }
        for name, collect in COLLECT.items()
    }
    own = [*collect_term(read_own(), scorer)] * OWN_WEIGHT
    ends = []
    for left_out in publishers:
        for name, by_publisher in choices.items():
            learned = [one for each, found in by_publisher.items() if each != left_out for one in found]
            known[name] = fit(learned + (own if name == "term" else []), PENALTY[name])
        for module in (antecedents, cue_ranking, kinds):
            module.feature_weights = known.__getitem__
        total: Counter[str] = Counter()
        for row in rows:
            if row["publisher"] == left_out:
                found, _ = find_quotations(build_article(row["id"], row["text"]))
                total += scorer.score_article(gold[row["id"]], [as_prediction(one) for one in found])
        figures = {name: 100 * value for name, value in scorer.figures(total).items()}
        ends.append((figures["end2end_surname_F1"], figures["end2end_full_F1"]))
        print(
            f"{left_out:12} {ends[-1][0]:5.1f} / {ends[-1][1]:4.1f}   right of names"
            f" {figures['end2end_surname_P']:.1f}   spans {figures['span_overlap_F1']:.1f}   terms named"
            f" {figures['negatives_attributed']:.1f}   unnamed named {figures['anonymous_named']:.1f}"
        )
    surnames, full = zip(*ends, strict=True)
    print(f"worst        {min(surnames):5.1f} / {min(full):4.1f}")
    print(f"mean         {sum(surnames) / len(ends):5.1f} / {sum(full) / len(ends):4.1f}")


def collect_antecedent(rows: Iterable[dict], scorer) -> Iterator[Choice]:
    """Yield, for each pronoun that is a scored source, the candidates met and who is meant."""
    for row in rows:
        wanted = {
            q["source_spans"][0][0]: q for q in row["quotes"] if q["source_type"] == "pronoun" and q["scored"]
        }
        met = {}

        def watch(resolver, position, at, gender, met=met, found=coreference.CoreferenceResolver.candidates):
            candidates = found(resolver, position, at, gender)
            chunk = resolver.document.chunks(position.paragraph, position.sentence).row[at]
            met.setdefault(chunk.start, (resolver.document.entities, candidates))
            return candidates

        _with(coreference.CoreferenceResolver, "candidates", watch, row)
        for start, quote in wanted.items():
            people, candidates = met.get(start, ((), ()))
            right = [
                i for i, one in enumerate(candidates) if scorer.same_full(people[one.entity].name, quote)
            ]
            if right:
                yield [one.features for one in candidates], right


def collect_cue(rows: Iterable[dict], scorer) -> Iterator[Choice]:
    """Yield, for each quotation whose cues were weighed, the cues, and which has the annotated source."""
    for row in rows:
        met = []

        def watch(chunks, at, events, met=met, found=cue_ranking.find_cue_features):
            described = found(chunks, at, events)
            met.append((chunks, at, described))
            return described

        _with(cue_ranking, "find_cue_features", watch, row)
        spans = {
            scorer.trim(row["text"], q["start"], q["end"]): q for q in (*row["quotes"], *row["negatives"])
        }
        for chunks, at, described in met:
            quote = spans.get(scorer.trim(row["text"], chunks.row[at].start, chunks.row[at].end))
            if quote is None or quote.get("source_spans") == []:
                continue
            sources = quote.get("source_spans", ())
            right = [
                i for i, (event, _) in enumerate(described) if _touches(chunks.row[event.source], sources)
            ]
            if not right and any(chunks.start <= start < chunks.end for start, _ in sources):
                continue
            yield [*(features for _, features in described), ("no cue",)], right or [len(described)]


def collect_term(rows: Iterable[dict], scorer) -> Iterator[Choice]:
    """Yield, for each short annotated stretch in marks, its features against none, and which is right."""
    for row in rows:
        met = []

        def watch(text, start, end, chunks, at, governed, met=met, found=kinds.find_kind_features):
            features = ("bias", *found(text, start, end, chunks, at, governed))
            met.append((start, end, features))
            return iter(features[1:])

        _with(kinds, "find_kind_features", watch, row)
        quotes = {scorer.trim(row["text"], q["start"], q["end"]) for q in row["quotes"]}
        terms = {scorer.trim(row["text"], q["start"], q["end"]) for q in row["negatives"]}
        for start, end, features in met:
            words = scorer.trim(row["text"], start, end)
            if words in quotes or words in terms:
                yield [features, ()], [1 if words in quotes else 0]


def read_own() -> Iterator[dict]:
    """Yield our own articles as the political ones are written, quotations and terms only."""
    for article in load_annotated():
        outer = [gold for gold in article.quotations if not gold.depth]
        spans = [(gold.kind is Kind.TERM, {"start": gold.start, "end": gold.end}) for gold in outer]
        yield {
            "id": article.name,
            "text": article.text,
            "quotes": [span for is_term, span in spans if not is_term],
            "negatives": [span for is_term, span in spans if is_term],
        }


COLLECT: dict[str, Callable[..., Iterator[Choice]]] = {
    "antecedent": collect_antecedent,
    "cue": collect_cue,
    "term": collect_term,
}


def _with(owner: object, name: str, watch: Callable, row: dict) -> None:
    """Analyse an article while a function is watched."""
    before = getattr(owner, name)
    setattr(owner, name, watch)
    try:
        find_quotations(build_article(row["id"], row["text"]))
    finally:
        setattr(owner, name, before)


def _touches(chunk, spans: Iterable[Sequence[int]]) -> bool:
    return any(chunk.start < end and chunk.end > start for start, end in spans)


def fit(choices: Sequence[Choice], penalty: float, rounds: int = 400) -> dict[str, float]:
    """Return the weights that make the right candidates likeliest."""
    counts = Counter(feature for candidates, _ in choices for one in candidates for feature in set(one))
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}
    matrix, group, right = _stack(choices, index)
    weights, squares = np.zeros(len(index)), np.full(len(index), 1e-6)
    for _ in range(rounds):
        share = _softmax(matrix @ weights, group)
        wanted = share * right
        wanted /= np.maximum(np.bincount(group, wanted)[group], 1e-12)
        slope = matrix.T @ (wanted - share) - penalty * weights
        squares += slope * slope
        weights += 0.5 * slope / np.sqrt(squares)
    return {feature: float(weights[i]) for feature, i in index.items() if abs(weights[i]) >= 0.03}


def _stack(choices: Sequence[Choice], index: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = [
        (number, one, i in right)
        for number, (all_, right) in enumerate(choices)
        for i, one in enumerate(all_)
    ]
    matrix = np.zeros((len(rows), len(index)))
    for i, (_, features, _) in enumerate(rows):
        for feature in features:
            if feature in index:
                matrix[i, index[feature]] += 1
    return matrix, np.array([number for number, _, _ in rows]), np.array([float(good) for _, _, good in rows])


def _softmax(scores: np.ndarray, group: np.ndarray) -> np.ndarray:
    top = np.full(group[-1] + 1, -np.inf)
    np.maximum.at(top, group, scores)
    powers = np.exp(scores - top[group])
    return powers / np.bincount(group, powers)[group]


def count_right(choices: Sequence[Choice], weights: dict[str, float]) -> str:
    """Return how many choices the weights make rightly, as a text."""
    good = 0
    for candidates, right in choices:
        scores = [sum(weights.get(feature, 0.0) for feature in one) for one in candidates]
        good += scores.index(max(scores)) in right
    return f"{good} of {len(choices)} ({100 * good / max(1, len(choices)):.1f} %)"


def write(weights: dict[str, dict[str, float]]) -> None:
    """Write all weights."""
    lines = [
        "# What each feature adds to the log odds: [antecedent] that a pronoun means somebody, [cue] that a",
        "# quotation hangs on a cue, [term] that words in quotation marks are a term. Learned by",
        "# tests/benchmarks/learn_weights.py from annotated articles; holds no word of theirs.",
    ]
    for name, table in weights.items():
        lines += [
            "",
            f"[{name}]",
            *(f'"{feature}" = {value:.2f}' for feature, value in sorted(table.items())),
        ]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Learn what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="*", metavar="WHAT")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument(
        "--leave-one-out", action="store_true", help="score each publisher without learning on it"
    )
    chosen = parser.parse_args()
    scorer = load_scorer(chosen.shared / "score.py")
    if chosen.leave_one_out:
        leave_one_out(chosen.shared, scorer)
        return
    weights = tomllib.loads(WEIGHTS.read_text("utf-8"))
    for name in chosen.what or COLLECT:
        train, dev = (
            list(COLLECT[name](read_articles(chosen.shared / f"gold-{part}.jsonl"), scorer))
            for part in ("train", "dev")
        )
        own = [*collect_term(read_own(), scorer)] * OWN_WEIGHT if name == "term" else []
        weights[name] = fit(train + own, PENALTY[name])
        print(f"{name}: train {count_right(train, weights[name])}, dev {count_right(dev, weights[name])}")
        write(weights)
        feature_weights.cache_clear()


if __name__ == "__main__":
    main()
