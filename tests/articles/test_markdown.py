import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.articles import markdown
from reader.articles.markdown import has_structure, is_too_hard, parse_markdown, strip_html
from reader.articles.model import join_blocks
from reader.text.sanitize import sanitize


def outline(text):
    return [
        (block.kind.value, block.level, block.marker, block.text)
        for block in parse_markdown(text)
        if not block.aside
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo\n\nthree", [("body", 0, "", "One two"), ("body", 0, "", "three")]),
        ("## Part\n\nText", [("heading", 2, "", "Part"), ("body", 0, "", "Text")]),
        ("Part\n----\nText", [("heading", 2, "", "Part"), ("body", 0, "", "Text")]),
        ("- a\n- b\n  - c", [("item", 1, "•", "a"), ("item", 1, "•", "b"), ("item", 2, "•", "c")]),
        ("3. a\n4. b", [("item", 1, "3.", "a"), ("item", 1, "4.", "b")]),
        ("- a\n\n  more", [("item", 1, "•", "a"), ("item", 1, "", "more")]),
        ("> said\n> she\n>\n> > and he", [("quote", 1, "", "said she"), ("quote", 2, "", "and he")]),
        ("> [!note] Watch\n> this", [("quote", 1, "", "Watch"), ("quote", 1, "", "this")]),
        ("```\na\n\nb  c\n```", [("code", 0, "", "a"), ("code", 0, "", "b  c")]),
        ("line  \nbreak", [("body", 0, "", "line\nbreak")]),
        ("| a | b |\n|---|---|\n| 1 | **2** |", [("body", 0, "", "a | b\n1 | 2")]),
        ("![A quay](quay.png) in Lisbon", [("body", 0, "", "A quay in Lisbon")]),
        ("![[quay.png]]See [[People/Ana|Ana]] and [[Rui]].", [("body", 0, "", "See Ana and Rui.")]),
        ("Said so[^1].\n\n[^1]: here", [("body", 0, "", "Said so[1]."), ("item", 1, "[1]", "here")]),
        ("a\n\n---\n\nb", [("body", 0, "", "a"), ("body", 0, "", "b")]),
        ("AT&amp;T &mdash; &#65;", [("body", 0, "", "AT&T — A")]),
        ("&#27;[31mred &#x202e;x&#0;", [("body", 0, "", "\ufffd[31mred x\ufffd")]),
        ("<p>One</p>\n<!-- no -->\n<p>&lt;b&gt;</p>", [("body", 0, "", "One"), ("body", 0, "", "<b>")]),
        ("a <b>bold</b> word<br>next", [("body", 0, "", "a bold word\nnext")]),
        ("`code` and \\*stars\\*", [("body", 0, "", "code and *stars*")]),
        ("~~gone~~ here", [("body", 0, "", "gone here")]),
        ("", []),
    ],
)  # fmt: skip
def test_markdown_becomes_plain_blocks(text, expected):
    assert outline(text) == expected


def spans_of(text):
    body = join_blocks(parse_markdown(text))
    return [(body.text[span.start : span.end], span.style.value, span.target) for span in body.spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a *b* **c** `d`", [("b", "emphasis", None), ("c", "strong", None), ("d", "code", None)]),
        ("*a **b***", [("a b", "emphasis", None), ("b", "strong", None)]),
        ("[site](https://a.example/x)", [("site", "link", "https://a.example/x")]),
        ("<https://a.example>", [("https://a.example", "link", "https://a.example")]),
        ("[bad](javascript:alert(1)) [file](file:///etc/passwd) [rel](../x)", []),
        ("[*both*](http://a.example)", [("both", "link", "http://a.example"), ("both", "emphasis", None)]),
        ("one\n\n**two**", [("two", "strong", None)]),
        ("** not **", []),
        ("[](https://a.example)", []),
    ],
)
def test_spans_cover_the_words_they_style(text, spans):
    assert sorted(spans_of(text)) == sorted(spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Head\n\nText", True),
        ("Text with [a link](https://a.example).", True),
        ("Text with **strong** words", True),
        ("* one\n* two", True),
        ("Plain text, nothing else - really.", False),
        ("AP - A report\n\n- Sweden backs it", False),
        ("KYIV (Reuters) - 5 * 4 = 20", False),
    ],
)
def test_structure_tells_markdown_from_raw_text(text, expected):
    assert has_structure(text) is expected


MARKDOWNISH = st.text("ab. \n#>-*_`[]()!<|&;~\\1:\t=", max_size=120)


@given(MARKDOWNISH | st.text(max_size=120))
def test_any_markdown_gives_sound_blocks(text):
    body = join_blocks(parse_markdown(sanitize(text)))
    for paragraph in body.paragraphs:
        words = body.text[paragraph.start : paragraph.end]
        assert words.strip()
        assert "\n\n" not in words
    assert all(0 <= span.start < span.end <= len(body.text) for span in body.spans)


ROWS = [
    "a b",
    "# H",
    "## *H*",
    "a # b",
    "#x",
    "*e* [l](http://x)",
    "",
    "",
    "    c",
    "- i",
    "> q",
    "a  ",
    "`c`",
    "***",
    "---",
    "a|b",
]


@settings(max_examples=600)
@given(
    st.text("ab. \n*_`[]()!<>|&;~\\:-#", max_size=100)
    | st.text("ab .,\n\"'-–“1)()", max_size=120)
    | st.lists(st.sampled_from(ROWS), max_size=8).map("\n".join)
)
def test_the_short_way_for_flat_text_equals_the_parser(text):
    text = sanitize(text)
    blocks = markdown.read_flat(text)
    assert blocks is None or blocks == list(markdown.walk(text))


def test_the_short_way_is_taken_by_ordinary_articles():
    assert (
        markdown.read_flat("# Head\n\nOne, [two](https://a.example) & three.\n\n## Part\n\n“Four – five.”")
        is not None
    )


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "*a",
        "**a **",
        "` a",
        ">",
        "> ",
        "<a ",
        "<!--",
        "![",
        "[a](",
        "- ",
        "_a_b",
        "~~a",
        "|a",
        "&amp;",
        "\\[",
        "1. ",
        "\t- ",
    ],
)
def test_hostile_markdown_is_parsed_or_shown_plain(piece):
    text = piece * (1_000_000 // len(piece))
    assert is_too_hard(text) or len(text) > 0
    body = join_blocks(parse_markdown(sanitize(text)))
    assert all(paragraph.start < paragraph.end for paragraph in body.paragraphs)


def test_html_loses_its_tags_in_linear_time():
    assert strip_html("<p>a &amp; b</p><!-- c --><style>d</style>e").split() == ["a", "&", "b", "e"]
    for piece in ("<", "<a ", "<!--", "<script>", "</p", "<p>", "&#x", "<style "):
        strip_html(piece * 100_000)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("| 1 | 2 | late |", "1 | 2 | late"),
        ("1 | 2 | 3 | 4", "1 | 2 | 3 | 4"),
        ("| 1 | 2 |  | late |", "1 | 2 |  | late"),
        ("| 1 | 2 | |", "1 | 2"),
        (r"| 1 | 2 | a \| b |", "1 | 2 | a | b"),
        ("| 1 |", "1 |"),
    ],
)
def test_cells_beyond_the_head_of_a_table_are_kept(row, line):
    assert outline(f"| A | B |\n|---|---|\n{row}\n")[-1][-1].split("\n")[-1] == line


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        (
            "<del>\n\nThe mayor left.\n\nSo did he.\n\n</del>\n\nShe stays.\n",
            ["The mayor left.", "So did he."],
        ),
        ("<s>\n\n- The mayor left.\n\n</s>\n\nShe stays.\n", ["The mayor left."]),
        ("<del>\n\nThe mayor left.\n\nShe stays.\n", []),
    ],
)
def test_tags_around_paragraphs_strike_all_of_them(text, struck):
    body = join_blocks(parse_markdown(text))
    assert [body.text[span.start : span.end] for span in body.spans if span.style == "struck"] == struck
