"""What stands between quotation marks beside a citation is in the cited article, word for word.

Over every output of the command line and over what is copied in the views; on the shipped articles, on the
annotated ones, on invented ones and on remarks as desks cut and interrupt them. Only white space may differ.
Words that another outlet printed, such as those left out, stand between ‹ and ›.
"""

import csv
import io
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from reader.articles.load import load_article
from reader.articles.model import Article
from reader.cli import main
from reader.config import Config
from reader.ingest.collections_file import Put, read_collections, rewrite
from reader.library.model import CollectedItem, ItemKind
from reader.text.anchors import make_anchor
from reader.tui.app import ReaderApp

REPORTERS_COMMAS = (",", "،", "，", "、")
BENCHMARKS = Path(__file__).parent / "benchmarks"
sys.path += [str(BENCHMARKS), str(BENCHMARKS.with_name("tui"))]

from annotated import load_annotated  # noqa: E402
from generate import write_library  # noqa: E402
from remarks import make_speakers, print_version, speak  # noqa: E402
from running_app import RunningApp  # noqa: E402

SEEDS = Path(__file__).parent.parent / "seeds"
_BREAK = re.compile(r" ?\[…\] ?|[“”]")
_BETWEEN = re.compile("“([^“”]*)”")
_ELSEWHERE = re.compile("‹[^‹›]*›")


def write_remarks(folder):
    """Write articles in which several outlets print a remark, cut, reworded and interrupted."""
    rng = random.Random(11)
    speakers = make_speakers(rng, 12)
    paragraphs = [[] for _ in range(30)]
    for number in range(40):
        speaker = rng.choice(speakers)
        remark = speak(rng, speaker, rng.choice((2, 2, 3, 4)))
        for place, paper in enumerate(rng.sample(paragraphs, rng.randint(2, 4))):
            if place == 1:
                first, rest = remark[0].split(" ", 2)[:2], remark[0].split(" ", 2)[2]
                told = ("she said", "said the minister", "she said of the long affair, after a long silence,")
                paper.append(f"“{' '.join(first)},” {told[number % 3]}, “{rest}.” Nobody answered.")
                paper[-1] = f"{speaker.title} {speaker.name} spoke. " + paper[-1]
            else:
                paper.append(print_version(rng, speaker, remark, full=place == 0).text)
    for number, paper in enumerate(paragraphs):
        head = f"title: News {number}\ndate: 2025-03-0{number % 9 + 1}\nsource: Outlet {number % 7}\n"
        (folder / f"{number}.md").write_text(f"---\n{head}---\n" + "\n\n".join(paper) + "\n", "utf-8")


def write_annotated(folder):
    for each in load_annotated():
        (folder / f"{each.name}.txt").write_text(each.text, "utf-8")


def write_seeds(folder):
    for path in SEEDS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())


def write_generated(folder):
    list(write_library(folder, 30, words=200))


@pytest.fixture(
    scope="module", params=[write_seeds, write_annotated, write_generated, write_remarks],
    ids=lambda write: write.__name__.removeprefix("write_"),
)  # fmt: skip
def library(request, tmp_path_factory):
    """A library with an index of its own, its texts by path, and what a command prints of it."""
    root = tmp_path_factory.mktemp("cited")
    folder = root / "news"
    folder.mkdir()
    request.param(folder)
    texts = {}
    for path in folder.rglob("*"):
        article = load_article(path) if path.is_file() else None
        if isinstance(article, Article):
            texts[path.relative_to(folder).as_posix()] = plain(article.text)
    env = {"XDG_CACHE_HOME": str(root / "cache"), "XDG_DATA_HOME": str(root / "data"), "COLUMNS": "60"}

    def run(command, *options):
        done = CliRunner(env=env).invoke(main, [command, "-l", str(folder), *options])
        assert done.exit_code in (0, 1), done.output
        return done.stdout

    return SimpleNamespace(
        name=request.param.__name__.removeprefix("write_"), folder=folder, root=root, texts=texts, run=run
    )


def plain(text):
    return " ".join(text.split())


def printed(words, text):
    """Whether words, as they stand between quotation marks, are in a text: each part of them."""
    return all(plain(part) in text for part in _BREAK.split(words))


class Cited:
    """Counts what was found, and holds on to what was not."""

    def __init__(self, library, tally):
        self.name, self.texts, self.tally = library.name, library.texts, tally
        self.counts, self.missing = Counter(), []

    def check(self, output, words, path):
        self.counts[output] += 1
        if not printed(words, self.texts[path]):
            self.missing.append((output, path, words))

    def report(self):
        for output, number in self.counts.items():
            self.tally(f"citations held against their articles: {output}", number)
        assert self.missing == []


def unescaped(text):
    return re.sub(r"\\(.)", r"\1", text)


def path_in(cited, line):
    """Return the path that a citation names; none of these articles' paths is the end of another's."""
    return max((path for path in cited.texts if path in line), key=len)


def rows_of(library, command):
    records = list(map(json.loads, library.run(command, "--json").splitlines()))
    table = list(csv.DictReader(io.StringIO(library.run(command, "--csv"))))
    return records, table


def test_quotations_are_cited_word_for_word(library, tally):
    cited = Cited(library, tally)
    records, table = rows_of(library, "quotes")
    for each in records:
        assert plain(each["text"]) in library.texts[each["path"]]
        cited.check("quotes --json", each["text"], each["path"])
    for row in table:
        cited.check("quotes --csv", row["text"].removeprefix("'"), row["path"])
    by_url = {each["url"]: each["path"] for each in records if each["url"]}
    for line in library.run("quotes").splitlines():
        words, _, citation = line.rpartition(" — ")
        address = citation.rpartition(", ")[2]
        cited.check("quotes", words, by_url.get(address, address))
    for block in library.run("quotes", "--markdown").split("\n\n"):
        if block.strip():
            lines = [line.removeprefix(">").removeprefix(" ") for line in unescaped(block).splitlines()]
            address = lines[-1].rpartition(", ")[2]
            cited.check("quotes --markdown", " ".join(lines[:-2]), by_url.get(address, address))
    cited.report()
    assert set(cited.counts.values()) == {len(records)}


def test_statements_are_cited_word_for_word(library, tally):
    cited = Cited(library, tally)
    records, table = rows_of(library, "statements")
    for record in records:
        fullest = next(version for version in record["versions"] if version["fullest"])
        assert record["text"] == fullest["text"]
        for version in record["versions"]:
            cited.check("statements --json", version["text"], version["path"])
            for part in version["parts"]:
                assert part["text"] in version["text"]
            assert [[part["start"], part["end"]] for part in version["parts"]] == version["spans"]
            for each in version["differences"]:
                cited.check("differences", record["text"][slice(*each["fullest"])], fullest["path"])
                cited.check("differences", version["text"][slice(*each["other"])], version["path"])
    for row in table:
        cited.check("statements --csv", row["text"].removeprefix("'"), row["path"])
        for words in _BETWEEN.findall(_ELSEWHERE.sub("", f"{row['added']} {row['changed']}")):
            cited.check("statements --csv, differences", words, row["path"])
    for form in ((), ("--markdown",)):
        blocks = re.split(r"\n\n+(?=“|> “)", unescaped(library.run("statements", *form)))
        assert len(blocks) == max(1, len(records))
        for block, record in zip(blocks, records, strict=False):
            head, *versions = re.split(r"\n(?= +\d+%  |- \d+% )", block)
            fullest = next(version for version in record["versions"] if version["fullest"])
            words = plain(re.sub(r"^> ?", "", head, flags=re.MULTILINE)).partition("” — ")[0]
            cited.check(" ".join(("statements", *form)), words, fullest["path"])
            for lines, version in zip(versions, record["versions"], strict=True):
                said = plain(lines).replace(f"“{version['title']}”", "")
                assert version["path"] in said
                for words in _BETWEEN.findall(_ELSEWHERE.sub("", said)):
                    cited.check(" ".join(("statements", *form, "differences")), words, version["path"])
    cited.report()
    if library.name == "remarks":
        assert cited.counts["statements --json"] > 60
        texts = [version["text"] for record in records for version in record["versions"]]
        assert any(" […] " in text for text in texts)
        assert any("” she said, “" in text for text in texts)


def test_collections_are_cited_word_for_word(library, tally):
    cited = Cited(library, tally)
    quoted = list(map(json.loads, library.run("quotes", "--json").splitlines()))[:200]
    anchors = {}
    for each in quoted:
        text = load_article(library.folder / each["path"]).text
        anchors[make_anchor(text, each["start"], each["end"]), each["path"]] = None
    items = [CollectedItem(ItemKind.QUOTATION, path, anchor) for anchor, path in anchors]
    rewrite(library.folder, "all", Put(items), read_collections(library.folder).by_name.get("all", ()))
    records = list(map(json.loads, library.run("collection", "all", "--json").splitlines()))
    found = [each for each in records if each["lost"] is None]
    assert len(records) == len(items)
    assert len(found) > len(items) * 0.8
    for each in found:
        cited.check("collection --json", each["text"], each["path"])
    for row in csv.DictReader(io.StringIO(library.run("collection", "all", "--csv"))):
        if not row["lost"]:
            cited.check("collection --csv", row["text"], row["path"])
    by_url = {each["url"]: each["path"] for each in found if each["url"]}
    for line in library.run("collection", "all").splitlines():
        if not line.startswith("not found: "):
            words, _, citation = line.rpartition(" — ")
            address = citation.rpartition(", ")[2]
            cited.check("collection", words, by_url.get(address, address))
    for block in library.run("collection", "all", "--markdown").split("\n\n"):
        if block.startswith(">"):
            lines = [line.removeprefix(">").removeprefix(" ") for line in unescaped(block).splitlines()]
            address = lines[-1].rpartition(", ")[2]
            cited.check("collection --markdown", " ".join(lines[:-2]), by_url.get(address, address))
    cited.report()
    assert set(cited.counts.values()) == {len(found)}


def test_pages_of_speakers_cite_nothing_that_was_not_printed(library):
    for options in ((), ("--pages",), ("--pages", "--markdown"), ("--pages", "--json"), ("--markdown",)):
        assert not _BETWEEN.findall(library.run("speakers", *options))


async def test_what_is_copied_was_printed(library, monkeypatch, tally):
    monkeypatch.setattr("reader.tui.external._clipboards", list)
    monkeypatch.delenv("TMUX", raising=False)
    cited = Cited(library, tally)
    config = Config(cache_dir=library.root / "cache", data_dir=library.root / "data")
    app = ReaderApp(library.folder, config)
    async with app.run_test(size=(150, 45)) as pilot:
        ui = RunningApp(app, pilot)
        await ui.settle()
        for view, onward in (("1", "tab"), ("2", "j"), ("3", "tab"), ("4", "j")):
            await ui.press(view)
            for _ in range(5):
                app._clipboard = ""
                await ui.press("y")
                words, is_quoted, citation = app.clipboard.rpartition("\n— ")
                if is_quoted:
                    assert not words.removesuffix("”").endswith(REPORTERS_COMMAS)
                    cited.check(f"view {view}", words, path_in(cited, citation))
                await ui.press(onward)
    cited.report()
    assert cited.counts["view 1"] >= 3
    assert cited.counts["view 2"] == 5
