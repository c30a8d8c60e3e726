"""Marks of site generators are no prose; what stands in code is never touched."""

import pytest

from reader.articles.load import load_article
from reader.articles.model import Article
from reader.articles.site_markup import strip_site_markup


def body_of(folder, text, name="a.md"):
    path = folder / name
    path.write_text(f"---\ntitle: T\n---\n{text}\n", "utf-8")
    article = load_article(path)
    assert isinstance(article, Article)
    return [article.text[one.start : one.end] for one in article.paragraphs]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("See [the log]({{< ref \"log.md\" >}}) today.", ["See the log today."]),
        ("See [the log][1].\n\n[1]: {{ site.url }}/log", ["See the log."]),
        ("See [the log]( {% link log.md %} ) today.", ["See the log today."]),
        ("{%- if x -%}\nBoats sail.\n{%- endif -%}", ["Boats sail."]),
        ("{{% notice tip %}}\nBoats sail.\n{{% /notice %}}", ["Boats sail."]),
        ("{{<\n figure\n src=\"a.png\"\n>}}\nBoats sail.", ["Boats sail."]),
        ("{% comment %}No boats.{% endcomment %}\nBoats sail.", ["Boats sail."]),
        ("{# no boats #}Boats sail.", ["Boats sail."]),
        ("{{!-- no boats --}}Boats sail.", ["Boats sail."]),
        ("## Boats {#boats .unnumbered}\n\nThey sail.", ["Boats", "They sail."]),
        ("## Boats\n{:.no_toc}\n\nThey sail.", ["Boats", "They sail."]),
        ("Boats [sail]{.smallcaps} now.", ["Boats [sail] now."]),
        ("![](a.png){width=50%}\n\nBoats sail.", ["Boats sail."]),
        (":::warning Mind the gap\nBoats sail.\n:::", ["Mind the gap", "Boats sail."]),
        ("::: {.callout-tip title=\"Mind the gap\"}\nBoats sail.\n:::", ["Mind the gap", "Boats sail."]),
        ("::::: columns\n::: column\nBoats sail.\n:::\n:::::", ["Boats sail."]),
        (
            '!!! note "Mind the gap"\n\n    Boats sail.\n\n    They do.\n\nOn.',
            ["Mind the gap", "Boats sail.", "They do.", "On."],
        ),
        ("!!! note\n    Boats sail.", ["Boats sail."]),
        ('=== "Sail"\n\n    Boats sail.', ["Sail", "Boats sail."]),
        ("> [!tip]- Mind *the* gap\n> Boats sail.", ["Mind the gap", "Boats sail."]),
        ("> [!tip]\n> Boats sail.", ["Boats sail."]),
        ("import A from './a'\nimport { B,\n  C } from \"./b\"\n\nBoats sail.", ["Boats sail."]),
        ("export const x = {\n  a: 1,\n}\n\nBoats sail.", ["Boats sail."]),
        ("<Tabs items={['a', 'b']} onClick={() => go(1)}>\n\nBoats sail.\n\n</Tabs>", ["Boats sail."]),
        ("<Card\n  title=\"x > y\"\n/>\n\nBoats sail.", ["Boats sail."]),
        ("%% no boats %%\nBoats sail. ^b-1", ["Boats sail."]),
        ("<!--truncate-->\nBoats sail.", ["Boats sail."]),
        ('[caption id="1" align="left"]<img src="a.png" /> A boat[/caption]\n\nBoats sail.', ["Boats sail."]),
    ],
)  # fmt: skip
def test_marks_of_site_generators_are_no_prose(tmp_path, text, body):
    assert body_of(tmp_path, text) == body


@pytest.mark.parametrize(
    "text",
    [
        "Import duties rose, and {so} did fares: 5 % up.",
        "The set {1, 2} is small; 50 % of {it}.",
        "Export sales fell at Boats & Co.",
        "He wrote ::: and === and !!! there.",
        "A < B and C > D.",
        "[video] is a word here.",
    ],
)
def test_prose_that_looks_alike_stays(tmp_path, text):
    assert body_of(tmp_path, text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "```\n{% include x %}\n:::\nimport a from 'b'\n```",
        "~~~~ md\n```\n{{ x }}\n~~~~",
        "Write `{{ x }}` there.",
    ],
)
def test_code_keeps_its_tags(text):
    assert strip_site_markup(text) == (text, [])


def test_braces_hold_expressions_in_mdx_only(tmp_path):
    text = "Boats {props.verb} on."
    assert body_of(tmp_path, text) == ["Boats {props.verb} on."]
    assert body_of(tmp_path, text, "a.mdx") == ["Boats on."]


def test_quotations_in_highlighted_code_are_code(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(
        '---\ntitle: T\n---\n{% highlight c %}\nputs("Hello, boats");\n{% endhighlight %}\n\nDone.\n'
    )
    article = load_article(path)
    assert isinstance(article, Article)
    assert [paragraph.kind.value for paragraph in article.paragraphs] == ["code", "body"]


@pytest.mark.parametrize(
    "piece", ["{%", "{{", "{#", "<A ", "{%x", "[caption x]", "%%a", "import x from ", ":::\n", "{:", "<A b={"]
)
def test_tags_that_never_close_cost_little(piece):
    strip_site_markup(piece * (200_000 // len(piece)), mdx=True)


@pytest.mark.parametrize("mark", ["[TOC]", "[[_TOC_]]", "[[toc]]", "[toc]"])
def test_the_place_of_a_table_of_contents_is_set_aside(mark):
    text, aside = strip_site_markup(f"{mark}\n\nThe ferry sails.\n")
    assert text.strip() == "The ferry sails."
    assert aside == [mark]
