import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.articles.load import load_article
from reader.articles.model import Article, ParagraphKind, Problem
from reader.files import read_file


@pytest.fixture
def write(tmp_path):
    def write_file(data, name="a.md"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write_file


def assert_harmless(line):
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in line), ascii(line)


def assert_sound(article):
    """What every article keeps, whatever its file holds."""
    paragraphs = article.paragraphs
    assert article.title.strip()
    assert "\n\n".join(article.text[one.start : one.end] for one in paragraphs) == article.text
    assert all(article.text[one.start : one.end].strip() for one in paragraphs)
    assert not any("\n\n" in article.text[one.start : one.end] for one in paragraphs)
    assert all(0 <= one.start < one.end <= len(article.text) for one in article.spans)
    assert list(article.spans) == sorted(article.spans, key=lambda one: (one.start, -one.end))
    lines = [article.title, article.source, article.place, article.url, article.summary, article.language]
    lines += [*article.authors, *article.topics, *article.speakers, *article.problems]
    lines += [part for pair in article.extra for part in pair]
    for line in filter(None, lines):
        assert_harmless(line)
    assert_harmless(article.text.replace("\n", ""))


def test_front_matter_is_authoritative_and_the_body_whole(write):
    article = load_article(
        write(
            "---\ntitle: A quay for Setubal\ndate: 2025-11-18\nsource: My Paper\nplace: Porto\n---\n"
            "# A quay for Setubal\n\nLISBON, Nov 19 (Reuters) - The quay *opens* today.\n\nAdvertisement\n"
        )
    )
    assert isinstance(article, Article)
    assert (article.title, article.title_inferred) == ("A quay for Setubal", False)
    assert article.text == "LISBON, Nov 19 (Reuters) - The quay opens today.\n\nAdvertisement"
    assert article.date is not None
    assert (article.date.isoformat(), article.source, article.place) == ("2025-11-18", "My Paper", "Porto")
    assert_sound(article)


def test_where_front_matter_is_silent_the_dateline_speaks(write):
    article = load_article(write("---\ntitle: T\n---\nLISBON, Nov 18 (Reuters) - The quay opens.", "a.txt"))
    assert isinstance(article, Article)
    assert article.date is not None
    assert (article.date.isoformat(), article.source, article.place) == ("--11-18", "Reuters", "LISBON")
    assert article.text.startswith("LISBON")


def test_a_heading_stands_in_for_a_missing_title_and_leaves_the_body(write):
    article = load_article(write("---\ndate: 2025\n---\n# The *quay*\n\nIt opens."))
    assert isinstance(article, Article)
    assert (article.title, article.title_inferred, article.text) == ("The quay", False, "It opens.")
    assert article.spans == ()


def test_another_heading_than_the_title_stays(write):
    article = load_article(write("---\ntitle: One\n---\n# Two\n\nText."))
    assert isinstance(article, Article)
    assert article.paragraphs[0].kind is ParagraphKind.HEADING
    assert article.text == "Two\n\nText."


def test_without_a_title_the_first_sentence_stands_in(write):
    article = load_article(write("---\nsource: X\n---\nMr. Reis opened the quay. It rained."))
    assert isinstance(article, Article)
    assert (article.title, article.title_inferred) == ("Mr. Reis opened the quay.", True)


def test_text_with_front_matter_and_hard_wraps_is_unwrapped(write):
    wrapped = (
        "The new quay of the town was opened on Friday by the mayor and\n"
        "his two predecessors, who had begun it.\n\n"
        "It rained all day long and nobody minded, since a band was\nplaying."
    )
    article = load_article(write(f"---\ntitle: T\n---\n{wrapped}", "a.txt"))
    assert isinstance(article, Article)
    assert [article.text[one.start : one.end].count("\n") for one in article.paragraphs] == [0, 0]


def test_markdown_without_front_matter_is_read_as_markdown(write):
    article = load_article(write("# Quay opens\n\nText with a [link](https://a.example).\n\n- item"))
    assert isinstance(article, Article)
    assert (article.title, len(article.spans), article.paragraphs[-1].marker) == ("Quay opens", 1, "•")


def test_markdown_without_any_structure_is_raw_text(write):
    article = load_article(
        write("BRUSSELS (AP) — The quay opened today, and everybody came to see it.\n\nIt rained.")
    )
    assert isinstance(article, Article)
    assert (article.place, article.source) == ("BRUSSELS", "AP")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no text"),
        (b"\n \n\t", "no text"),
        ("\ufeff\u200b".encode(), "no text"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"PK\x03\x04" + bytes(400), "binary"),
    ],
    ids=["empty", "blank", "invisible", "controls", "archive"],
)
def test_a_file_without_text_is_a_problem(write, data, says):
    problem = load_article(write(data))
    assert isinstance(problem, Problem)
    assert says in problem.reason


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(20_000_000)
    problem = load_article(path)
    assert isinstance(problem, Problem)
    assert problem.reason == "is too large: 20 MB, and an article may have 17; split it"


def test_a_file_of_endless_lines_is_refused(write):
    problem = load_article(write("a\n" * 300_000, "a.txt"))
    assert isinstance(problem, Problem)
    assert "300,000 lines" in problem.reason


def test_front_matter_without_a_body_is_an_article_with_a_problem(write):
    article = load_article(write("---\ntitle: Only this\n---\n"))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Only this", "")
    assert "no text below" in article.problems[0]


def test_what_is_no_regular_file_is_refused_and_never_waited_for(tmp_path):
    pipe, folder, link, loop = (tmp_path / f"{name}.txt" for name in ("pipe", "folder", "link", "loop"))
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to(tmp_path / "gone\x1b[31m\n.txt")
    loop.symlink_to(loop)
    reasons = {}
    for path in (pipe, folder, link, loop, tmp_path / "never.md"):
        problem = load_article(path)
        assert isinstance(problem, Problem)
        assert problem.reason.isprintable()
        reasons[path.stem] = problem.reason
    assert "a pipe" in reasons["pipe"]
    assert "a folder" in reasons["folder"]
    assert "does not exist" in reasons["link"]
    assert "gone" in reasons["link"]
    assert "circle" in reasons["loop"]
    assert "moved or deleted" in reasons["never"]


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no device files here")  # noqa: PTH110
def test_a_device_behind_a_link_is_refused(tmp_path):
    path = tmp_path / "null.md"
    path.symlink_to("/dev/null")
    problem = load_article(path)
    assert isinstance(problem, Problem)
    assert "a device" in problem.reason


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="no files of unknown size here")
def test_a_file_longer_than_the_system_says_is_read_whole():
    data = read_file(Path("/proc/self/status"), 1_000_000, "an article")
    assert data.startswith(b"Name")
    assert data.endswith(b"\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(write):
    path = write("text")
    path.chmod(0)
    problem = load_article(path)
    assert isinstance(problem, Problem)
    assert "permissions" in problem.reason


def test_a_refusal_by_the_system_is_a_problem(monkeypatch, write):
    path = write("text")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    problem = load_article(path)
    assert isinstance(problem, Problem)
    assert "permissions" in problem.reason


@pytest.mark.parametrize(
    "name", ["new\nline.md", "esc\x1b[31m.md", "\u202egnp.md", "a" * 250 + ".md", "-.md"]
)
def test_names_of_every_kind_are_read(write, name):
    article = load_article(write("![](x)", name))
    assert isinstance(article, Article)
    assert_sound(article)


def test_a_name_that_is_no_text_is_read(tmp_path):
    path = tmp_path / os.fsdecode(b"\xff\xfe.md")
    try:
        path.write_text("---\nx: y\n---\n")
    except OSError:
        pytest.skip("this file system takes text names only")
    article = load_article(path)
    assert isinstance(article, Article)
    assert_sound(article)


@pytest.mark.parametrize(
    "data",
    [
        "\ufefftitle: no\n".encode(),
        "\ufeff---\ntitle: Marked\n---\nText".encode(),
        b"---\r\ntitle: Marked\r\n---\r\nOne\r\n\r\nTwo",
        b"---\rtitle: Marked\r---\rOne\r\rTwo",
        "\ufeff---\ntitle: Marked\n---\nText".encode("utf-16"),
    ],
    ids=["text with mark", "mark", "windows", "old mac", "utf-16"],
)
def test_marks_and_line_ends_do_not_hide_the_front_matter(write, data):
    article = load_article(write(data))
    assert isinstance(article, Article)
    assert article.title in {"Marked", "title: no"}
    assert "---" not in article.text
    assert_sound(article)


def test_a_guessed_encoding_is_a_problem_of_the_article(write):
    article = load_article(
        write(
            ("Die Brücke über den Fluß öffnet für Fußgänger, sagte die Bürgermeisterin. " * 5).encode(
                "cp1252"
            )
        )
    )
    assert isinstance(article, Article)
    assert "guessed" in article.problems[0]


SNIPPETS = st.lists(
    st.sampled_from(
        [
            "---", "title: x", "# H", "- a", "KYIV, Aug 29 (Reuters) - Words.", "By Ana Brito",
            "“Words,” she said. He left the room and did not return for hours.", "Read more: x", "© 2025 AFP",
            "2 December 2025", "> q", "[a](b)", "", "\x1b[31m", "Latest news", "Photo: X", "1. a", "```",
            "\u202e", "&#27;", "<p>", "tags: [a", "| a | b |", "|---|---|",
        ]
    ),
    max_size=14,
).map(lambda rows: "\n".join(rows).encode())  # fmt: skip


TEXTS = st.text(max_size=200).map(lambda words: words.encode("utf-8", "replace"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
@given(SNIPPETS | st.binary(max_size=300) | TEXTS,
       st.sampled_from(["a.md", "a.txt"]), st.booleans())  # fmt: skip
def test_any_file_is_a_sound_article_or_a_problem(tmp_path, data, name, day_first):
    path = tmp_path / name
    path.write_bytes(data)
    article = load_article(path, day_first=day_first)
    assert article.path == path
    if isinstance(article, Problem):
        assert_harmless(article.reason)
    else:
        assert_sound(article)


def test_loading_the_reader_of_files_loads_no_parser():
    code = "import sys, reader.articles.load; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"yaml", "frontmatter", "markdown_it", "charset_normalizer"}


@pytest.mark.parametrize(
    ("name", "head", "date", "origin"),
    [
        ("2025-03-04-boats.md", "title: Boats", "2025-03-04", "file name"),
        ("2025/03/04/boats.md", "title: Boats", "2025-03-04", "folders"),
        ("2025/03/boats.md", "title: Boats", "2025-03", "folders"),
        ("boats.md", "title: Boats\npath: 2025/03/04/boats", "2025-03-04", "path in front matter"),
        ("boats.md", "title: Boats\nurl: https://quay.example/2025/03/04/boats", "2025-03-04", "address"),
        ("boats.md", "title: Boats\nurl: https://quay.example/2025/boats", None, None),
        ("2024-01-01-boats.md", "title: Boats\ndate: 2025-03-04", "2025-03-04", "article"),
        ("2024-01-01-boats.md", "title: Boats\ndate: March 2025", "2025-03", "article"),
        ("2025-03-04-boats.md", "title: Boats\ndate: March 2025", "2025-03-04", "file name"),
        ("2025-03-04-boats.md", "title: Boats\ndate: null", "2025-03-04", "file name"),
        ("2025-03-04-boats.md", "title: Boats\ndate: ~", "2025-03-04", "file name"),
        ("boats.md", 'title: Boats\ndate: ""', None, None),
    ],
)
def test_a_path_dates_what_does_not_say_its_day(tmp_path, name, head, date, origin):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{head}\n---\nThe boats are late.\n")
    article = load_article(path)
    assert isinstance(article, Article)
    assert (article.date and article.date.isoformat(), article.date_origin) == (date, origin)
    assert article.problems == ()


@pytest.mark.parametrize("below", ["The boats are late.", "The **boats** are late.", "- one\n- two"])
def test_key_value_lines_without_rules_are_a_head(write, below):
    article = load_article(
        write(
            f"Title: Boats late\nDate: 2025-03-04 18:20\nTags: boats,\n   quays\nStatus: draft\n\n{below}\n"
        )
    )
    assert isinstance(article, Article)
    assert (article.title, article.title_inferred, article.draft) == ("Boats late", False, True)
    assert article.date is not None
    assert article.date.isoformat() == "2025-03-04T18:20"
    assert article.topics == ("boats", "quays")
    assert "Title" not in article.text


def test_questions_and_answers_are_no_head(write):
    article = load_article(write("Question: Why?\nAnswer: Because the boats are late, she said.\n\nMore.\n"))
    assert isinstance(article, Article)
    assert "Why?" in article.text


_UNTITLED = "The boats are late. Again, as in the weeks before, the ferry company gave no reason for it.\n"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Why boats are late.md", "Why boats are late"),
        ("why-boats-are-late.md", "The boats are late."),
        ("Untitled 3.md", "The boats are late."),
        ("20250304.md", "The boats are late."),
        ("2025-03-04 Why boats are late.md", "Why boats are late"),
        ("20250304 - Why boats are late.md", "Why boats are late"),
        ("2025-03-04-why-boats-are-late.md", "The boats are late."),
        ("why-boats-are-late/index.md", "Why boats are late"),
        ("2025-03-04-why-boats-are-late/_index.md", "Why boats are late"),
        ("Why boats are late/README.md", "Why boats are late"),
        ("blog-posts/index.md", "The boats are late."),
        ("notes/index.md", "The boats are late."),
    ],
)
def test_a_file_name_written_as_a_title_is_an_inferred_title(tmp_path, name, title):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    for text in ("---\nsource: Quay Gazette\n---\nThe boats are late. Again.\n", _UNTITLED):
        path.write_text(text)
        article = load_article(path)
        assert isinstance(article, Article)
        assert (article.title, article.title_inferred) == (title, True)


@pytest.mark.parametrize("name", ["index.md", "_index.md", "README.md"])
def test_an_index_page_takes_its_name_from_its_folder(tmp_path, name):
    path = tmp_path / "Ana Brito" / name
    path.parent.mkdir()
    path.write_text("---\nslug: ana\n---\n")
    article = load_article(path)
    assert isinstance(article, Article)
    assert (article.title, article.title_inferred) == ("Ana Brito", True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.txt",
            "&#163;2m fine for boats\n\nThe boats were fined on Tuesday, and the owner will pay it all.\n",
        ),
        ("a.md", '---\ntitle: "&#163;2m fine for boats"\n---\nThe boats were fined.\n'),
        ("b.md", "# &pound;2m fine for boats\n\nThe boats were fined.\n"),
    ],
)
def test_character_references_in_a_headline_are_decoded(write, name, text):
    article = load_article(write(text, name))
    assert isinstance(article, Article)
    assert article.title == "£2m fine for boats"


BODY = (
    "The council put off the vote on Tuesday, and nobody in the hall was surprised.\n\nIt meets again in May."
)


@pytest.mark.parametrize(
    ("head", "title", "source"),
    [
        ("Harbour vote delayed again by council\nReuters – Larkhaven bureau notes", None, "Reuters"),
        ("Harbour vote delayed again by council\nBBC News - the second of Junuary", None, None),
        (
            "Harbour vote delayed again by council - BBC News\nHarbour vote delayed again by council",
            None,
            "BBC",
        ),
        ("Port\nHarbour vote delayed again by council | Reuters", None, "Reuters"),
        (
            "Harbour vote is delayed again by council\nHarbour vote delayed again by council - BBC News",
            "Harbour vote delayed again by council",
            "BBC",
        ),
    ],
    ids=["credit below", "no date below", "repeated", "short above", "two forms"],
)
def test_a_line_with_an_outlet_below_a_headline_is_not_the_headline(write, head, title, source):
    article = load_article(write(f"{head}\n\n{BODY}", "a.txt"))
    assert article.title == (title or "Harbour vote delayed again by council")
    assert article.source == source


@pytest.mark.parametrize(
    "credit", ["Photo: Jane Roe / Coast Courier", "*Foto: Karl Ott/AFP*", "Image caption A crane"]
)
def test_the_credit_of_a_picture_in_markdown_is_set_aside(write, credit):
    article = load_article(write(f"# Vote\n\n{credit}\n\n{BODY}"))
    assert article.text == BODY
    assert article.set_aside == (credit.strip("*"),)


@pytest.mark.parametrize(
    ("name", "text", "origin"),
    [
        ("a.txt", BODY, "first sentence"),
        ("Vote put off again.txt", BODY, "name of the file"),
        (
            "a.md",
            "---\ndate: 2025-01-01\n---\nLARKHAVEN, Jan 1 (Reuters) - The vote was put off. It is over.",
            "first sentence",
        ),
        ("a.md", "# Vote put off\n\nIt is over.", None),
    ],
    ids=["sentence", "file", "behind a dateline", "headline"],
)
def test_it_is_said_what_stands_in_for_a_headline(tmp_path, name, text, origin):
    (tmp_path / name).write_text(text)
    assert load_article(tmp_path / name).title_origin == origin
