"""What is found depends on what is in the library, not on the way there; held against comparing all."""

import random
from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_library import Made, open_store

from reader.articles.model import PartialDate
from reader.library.maintenance import finish
from reader.library.statements import clusters, links
from reader.library.statements.clusters import find_statements
from reader.library.statements.fingerprints import find_utterances, fingerprint, utterance_words
from reader.library.statements.links import least_shared
from reader.library.statements.matching import are_versions, date_gap
from reader.library.statements.pending import path_key
from reader.library.writer import Writer

WORDS = (
    "harbour", "crane", "ferry", "timber", "quota", "auditor", "ledger", "orchard", "glacier", "turbine",
    "cable", "tariff", "convoy", "granary", "viaduct", "pension", "vaccine", "lantern", "meadow", "copper",
    "summit", "ballot", "treaty", "drought", "furnace",
)  # fmt: skip
SPEAKERS = ("Ines Okafor", "Tomas Brandt", "Okafor", None)


def sentence(rng, length):
    return " ".join(rng.choice(WORDS) for _ in range(length))


def make_library(seed, count, hot=False):
    """Articles that print a few utterances, cut and altered; if hot, all share one phrase."""
    rng = random.Random(seed)
    sources = [sentence(rng, rng.randint(8, 18)) for _ in range(4)]
    made = []
    for number in range(count):
        said = []
        for _ in range(rng.randint(1, 3)):
            words = rng.choice(sources).split()
            cut = words[rng.randint(0, 3) : len(words) - rng.randint(0, 3)]
            if cut and rng.random() < 0.3:
                cut[rng.randrange(len(cut))] = rng.choice(WORDS)
            phrase = ["bronze", "kettle", "parade"] if hot else []
            said.append((rng.choice(SPEAKERS), " ".join(phrase + cut)))
        date = rng.choice(["2025-03-01", "2025-03-02", "2025-03", "--03-02", "2024-01-01", None])
        made.append(Made(f"{number:02}.txt", date=date, said=tuple(said), text=f"Number {number}."))
    return made


def statements_of(store):
    """Return the statements as sets of (path, place)."""
    find_statements(store)
    found = defaultdict(set)
    rows = store.db.execute(
        "SELECT v.statement, a.path, v.utterance % 512 FROM versions v JOIN articles a ON a.id = v.article"
    )
    for statement, path, place in rows:
        found[statement].add((path, place))
    kept = dict(store.db.execute("SELECT id, articles FROM statements"))
    assert kept == {number: len({path for path, _ in group}) for number, group in found.items()}
    return {frozenset(group) for group in found.values()}


def words_of(made, utterance):
    return utterance_words(made.understood()[0].text, utterance)


def found_by(made, utterance):
    return fingerprint(words_of(made, utterance))


def count_shared(speakers, one, other, first):
    """Return how many shingles two speakers share of which one of the two is a representative.

    Args:
        speakers: Shingles by (key of the article, speaker).
    """
    count = 0
    for shingle in speakers[one] & speakers[other]:
        postings = sorted(speaker for speaker, shingles in speakers.items() if shingle in shingles)
        count += not {one, other}.isdisjoint(postings[:first])
    return count


def compare_all(made, first=links._REPRESENTATIVES):
    """Join all utterances of a library by comparing each with each."""
    utterances = []
    for each in made:
        article, analysis = each.understood()
        date = PartialDate.fromisoformat(each.date) if each.date else None
        utterances += [(each, date, one) for one in find_utterances(article.text, analysis.quotations)]
    speakers = defaultdict(set)
    for each, _, one in utterances:
        speakers[path_key(each.path), one.speaker_key] |= found_by(each, one)
    group = {(each.path, one.place): {(each.path, one.place)} for each, _, one in utterances}
    for (here, day, one), (there, other_day, other) in combinations(utterances, 2):
        if here is there or found_by(here, one).isdisjoint(found_by(there, other)):
            continue
        pair = (path_key(here.path), one.speaker_key), (path_key(there.path), other.speaker_key)
        apart = date_gap(day, other_day)
        if count_shared(speakers, *pair, first) < least_shared(one.speaker_key, other.speaker_key)[apart]:
            continue
        names = (one.surname, other.surname)
        fragments = (one.fragment, other.fragment)
        if are_versions(words_of(here, one), words_of(there, other), names, apart, fragments):
            joined = group[here.path, one.place] | group[there.path, other.place]
            for member in joined:
                group[member] = joined
    return {frozenset(joined) for joined in group.values() if len(joined) > 1}


def test_the_same_statements_are_found_as_by_comparing_all_with_all(tmp_path):
    total = 0
    for seed in range(12):
        folder = tmp_path / str(seed)
        folder.mkdir()
        made = make_library(seed, 8)
        with open_store(folder) as store:
            Writer(store).write([each.entry() for each in made])
            found = statements_of(store)
            assert found == compare_all(made)
            total += len(found)
    assert total > 12


@pytest.mark.parametrize("hot", [False, True], ids=["plain", "a phrase that all share"])
@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_indexing_changes_nothing(tmp_path, seed, hot):
    rng = random.Random(seed)
    made = make_library(seed, 24, hot)
    extra = [Made(each.path, said=each.said, date="2023-05-05") for each in make_library(seed + 99, 40, hot)]
    with open_store(tmp_path) as store:
        Writer(store).write([each.entry() for each in made])
        finish(store)
        expected = statements_of(store)
        assert expected
    (tmp_path / "other").mkdir()
    with open_store(tmp_path / "other") as store:
        writer = Writer(store)
        # Others come first, under the same names and more, and are replaced and removed on the way.
        for each in rng.sample(extra, len(extra)):
            writer.write([each.entry()])
            if rng.random() < 0.2:
                find_statements(store)
        for each in rng.sample(made, len(made)):
            writer.write([each.entry()])
            if rng.random() < 0.5:
                finish(store)
        gone = [each.path for each in extra[len(made) :]]
        for path in rng.sample(gone, len(gone)):
            writer.write((), [path])
            if rng.random() < 0.5:
                find_statements(store)
        finish(store)
        assert statements_of(store) == expected
        leftover = store.db.execute("SELECT count(*) FROM pending").fetchone()[0]
        assert leftover == 0


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6), hot=st.booleans(), first=st.integers(1, 4), size=st.integers(1, 9))
def test_any_way_to_a_library_finds_what_comparing_all_does(tmp_path_factory, seed, hot, first, size):
    """With few representatives and small batches nearly every step changes which they are."""
    rng = random.Random(seed)
    made = make_library(seed, 30, hot)
    now = made[:14]
    # Others of the same words go in the end, others of the same names are replaced on the way.
    before = [*made[14:], *make_library(seed + 1, 14, hot)]
    with (
        pytest.MonkeyPatch.context() as patch,
        open_store(tmp_path_factory.mktemp("library")) as store,
    ):
        patch.setattr(links, "_REPRESENTATIVES", first)
        patch.setattr(clusters, "_ARTICLES_PER_TRANSACTION", size)
        writer = Writer(store)
        written = set()
        for each in [*rng.sample(before, len(before)), *rng.choices(before, k=4), *now]:
            removed = [path for path in sorted(written) if rng.random() < 0.03]
            writer.write([] if each.path in removed else [each.entry()], removed)
            written = (written | {each.path}).difference(removed)
            if rng.randrange(size) == 0:
                find_statements(store)
        missing = [each.entry() for each in now if each.path not in written]
        writer.write(missing, sorted(written - {each.path for each in now}))
        finish(store)
        assert statements_of(store) == compare_all(now, first)


@pytest.mark.parametrize("ends", range(1, 6))
def test_what_was_killed_between_or_inside_batches_goes_on(tmp_path, monkeypatch, ends):
    made = make_library(5, 30)
    (tmp_path / "whole").mkdir()
    with open_store(tmp_path / "whole") as store:
        Writer(store).write([each.entry() for each in made])
        expected = statements_of(store)
        assert expected
    monkeypatch.setattr(clusters, "_ARTICLES_PER_TRANSACTION", 7)
    rebuild, calls = clusters._rebuild_statements, []

    def killed(*given):
        calls.append(given)
        if len(calls) == ends:
            raise KeyboardInterrupt
        rebuild(*given)

    with open_store(tmp_path) as store:
        Writer(store).write([each.entry() for each in made])
        monkeypatch.setattr(clusters, "_rebuild_statements", killed)
        with pytest.raises(KeyboardInterrupt):
            find_statements(store)
    monkeypatch.setattr(clusters, "_rebuild_statements", rebuild)
    with open_store(tmp_path) as store:
        waiting = store.db.execute("SELECT count(*) FROM pending").fetchone()[0]
        assert waiting == len(made) - 7 * (ends - 1)
        assert statements_of(store) == expected


def test_when_all_articles_are_gone_nothing_is_left(tmp_path):
    made = make_library(3, 20)
    with open_store(tmp_path) as store:
        writer = Writer(store)
        writer.write([each.entry() for each in made])
        find_statements(store)
        writer.write((), [each.path for each in made])
        find_statements(store)
        for table in ("article_keys", "shingles", "pending", "links", "statements", "versions"):
            assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
