"""Every character of a file is in exactly one of text, header, what was set aside, and markup."""

import json
import textwrap
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.articles.load import load_article
from reader.articles.model import Article
from reader.text.sanitize import sanitize

HYPHENS = frozenset("-\u2010")
SENTENCES = [
    "The ferry company cancelled its night crossings on Thursday, and nobody in the town was told of it.",
    "“We heard it on the radio,” said Ilse Brandt, the mayor, who had taken the last boat home.",
    "Two skippers quit.",
    "The harbour office says that the boats carried ninety people a night, most of them nurses, and that it "
    "has lost money in nineteen of the past twenty years.",
    "Why?",
]
LINES = [
    "Night boats cancelled in the ferry town",
    "By Ilse Brandt",
    "4 November 2025",
    "Quay Gazette, 4 November 2025",
    "LISBON, Nov 19 (Reuters) - The quay opens today, the port said on Wednesday in a note to all skippers.",
    "Advertisement",
    "Share this article",
    "Read more: Ferry fares rise",
    "Related stories",
    "Most read",
    "Photo: Ana Brito/Reuters",
    "Image 1 of 12",
    "A boat at the quay. Ana Brito / AP file",
    "Published:",
    "Author",
    "(ANI)",
    "Reporting by Ana Brito",
    "- one",
    "• two",
    "1. three",
    "Home > World > Ports",
    "Updated 19:42",
    "ends",
    "Copyright 2025 Quay Gazette. All rights reserved.",
    "Summary",
    "Key points",
    "Email",
    "Topics: ports, boats",
    "https://quay.example/boats",
    "https://quay.example/?a=1",
    "Dear friends!",
    "GRANADA",
    "###",
    "[Photo: a boat]",
    "HEADLINE: Night boats cancelled",
    "BYLINE: Ilse Brandt",
    "BODY:",
    "Enditem",
    "well-",
    "known",
]


def printed(text):
    return Counter(char for char in text if not char.isspace())


def parts_of(article):
    markers = (paragraph.marker for paragraph in article.paragraphs)
    return printed("".join([article.text, *article.header, *article.set_aside, *markers]))


def load(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return load_article(path)


def assert_nothing_lost(article, text, tally):
    """Hold what was read against the file; only a hyphen that divided a word may be gone."""
    assert isinstance(article, Article)
    wanted, got = printed(sanitize(text)), parts_of(article)
    tally("texts of which each character was found once")
    tally("characters found once in text, header or what was set aside", sum(wanted.values()))
    assert {char: count for char, count in (wanted - got).items() if char not in HYPHENS} == {}
    assert got - wanted == Counter()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("articles")


BLOCKS = st.lists(
    st.lists(st.sampled_from(LINES) | st.sampled_from(SENTENCES), min_size=1, max_size=4).map("\n".join)
    | st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5).map(" ".join),
    min_size=1,
    max_size=9,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=BLOCKS)
def test_no_character_of_a_raw_text_is_lost_or_doubled(folder, tally, blocks):
    text = "\n\n".join(blocks)
    assert_nothing_lost(load(folder, "a.txt", text), text, tally)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=BLOCKS, width=st.integers(30, 120), between=st.sampled_from(["\n\n", "\n", "\n    "]))
def test_no_character_of_a_wrapped_text_is_lost_or_doubled(folder, tally, blocks, width, between):
    text = between.join(textwrap.fill(block, width) for block in blocks)
    assert_nothing_lost(load(folder, "a.txt", text), text, tally)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("aB .,\n\n-:“”(/)0123?é|", min_size=1, max_size=200).filter(str.strip))
def test_no_character_of_any_plain_text_is_lost_or_doubled(folder, tally, text):
    assert_nothing_lost(load(folder, "a.txt", text), text, tally)


# In each, “@” stands for a word of its own, which has to be in text, header or set aside, once.
MARKDOWN = [
    "@ @ **@** *@* `@` ~~@~~ <del>@</del> @.",
    "# @",
    "## @ {#id}",
    "- @\n- @\n  - @",
    "3. @",
    "> @\n> @",
    "> [!note] @\n> @",
    "> [!tip]\n> @",
    "```\n@\n\n@\n```",
    "    @",
    "| @ | |\n|---|---|\n| | @ |\n| @ | @ |",
    "![@](https://quay.example/x.png)",
    "![@](x.png)\n@ @",
    "@ ![@](x.png) @",
    "@.\n![@](x.png)",
    "![[@]] @",
    "[@](https://quay.example/a) @",
    "[@][r]\n\n[r]: https://quay.example/b",
    "@[^n]\n\n[^n]: @",
    "[[x|@]] [[@]]",
    "<div>@</div>",
    "<p>@ <s>@</s></p>\n<p>@</p>",
    "<figure><figcaption>@</figcaption></figure>",
    "@<br>@",
    "{% include @ %}",
    "@ {{ @ }} @",
    '{{< figure caption="@" >}}',
    "{% highlight c %}\n@\n{% endhighlight %}",
    "@\n{: .x}",
    "::: note @\n@\n:::",
    ":::tip[@]\n@\n:::",
    "::: {.callout-note}\n@\n:::",
    '!!! note "@"\n    @',
    "import X from '@'",
    '<Note title="@">\n\n@\n\n</Note>',
    "{/* @ */}",
    "[@]({{ @ }})",
    "{# @ #}",
    "---\n\n@",
    "%% @ %% @",
    "@ ^block-1",
    '[caption id="x"]<img src="a.png"> @[/caption]\n\n@',
    '[gallery ids="@"] @',
    "{% raw %}@{% endraw %}",
    "{% comment %} @ {% endcomment %}",
    "*[@](https://quay.example)*",
    "@  \n@",
    "==@== @",
]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(st.sampled_from(MARKDOWN), min_size=1, max_size=6), head=st.booleans(), mdx=st.booleans()
)
def test_no_word_of_markdown_is_lost_or_doubled(folder, tally, pieces, head, mdx):
    parts = "\n\n".join(pieces).split("@")
    words = [f"qu{number:03}x" for number in range(len(parts) - 1)]
    text = "".join(part + word for part, word in zip(parts, [*words, ""], strict=True))
    text = ("---\ntitle: Head\n---\n" if head else "# Head\n\n") + text
    article = load(folder, "a.mdx" if mdx else "a.md", text)
    assert isinstance(article, Article)
    assert_each_once(article, words, tally)


def assert_each_once(article, words, tally):
    fields = [
        value for value in (article.summary, *article.topics, *(value for _, value in article.extra)) if value
    ]
    got = "\n".join([article.text, *article.header, *article.set_aside, *fields])
    assert {word: got.count(word) for word in words if got.count(word) != 1} == {}
    tally("words of marked-up texts found once", len(words))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(st.sampled_from(["mood", "desk", "summary", "tags", "weather"]), unique=True, max_size=4),
    rule=st.sampled_from(["yaml", "toml", "json"]),
    name=st.sampled_from(["a.md", "a.txt"]),
)
def test_no_value_of_front_matter_is_lost(folder, tally, pairs, rule, name):
    words = [f"qu{number:03}x" for number in range(len(pairs) + 1)]
    values = dict(zip(pairs, words, strict=False))
    head = {
        "yaml": "---\ntitle: Head\n" + "".join(f"{key}: {word}\n" for key, word in values.items()) + "---\n",
        "toml": '+++\ntitle = "Head"\n'
        + "".join(f'{key} = "{word}"\n' for key, word in values.items())
        + "+++\n",
        "json": json.dumps({"title": "Head", **values}, indent=1) + "\n",
    }[rule]
    article = load(folder, name, f"{head}\nThe boats {words[-1]} again.\n")
    assert isinstance(article, Article)
    assert_each_once(article, words, tally)


HTML = [
    "<p>@ @ <b>@</b> <a href='https://quay.example/'>@</a></p>",
    "<h2>@</h2>",
    "<ul><li>@</li><li>@</li></ul>",
    "<blockquote><p>@</p></blockquote>",
    "<p>@<br>@</p>",
    "<div>@ <span>@</span></div>",
    "<p>@ <s>@</s> <del>@</del></p>",
    "<figure><img src='x.png'><figcaption>@</figcaption></figure>",
    "<table><tr><td>@</td><td>@</td></tr></table>",
    "<form><p>@</p></form>",
    "<pre>@</pre>",
    "<p>&#64;&amp; @</p>",
]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(HTML), min_size=1, max_size=6))
def test_no_word_of_html_saved_as_text_is_lost_or_doubled(folder, tally, pieces):
    parts = "\n".join(pieces).split("@")
    words = [f"qu{number:03}x" for number in range(len(parts) - 1)]
    text = "".join(part + word for part, word in zip(parts, [*words, ""], strict=True))
    article = load(folder, "a.txt", f"<html><body><h1>Night boats cut</h1>\n{text}</body></html>")
    assert isinstance(article, Article)
    assert_each_once(article, words, tally)
