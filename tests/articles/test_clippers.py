"""What clippers and note takers write around an article is metadata, never its text."""

import pytest

from reader.articles.load import load_article
from reader.articles.model import Article

TITLE = "Harbour tunnel delayed for a third time"
BODY = "The tunnel will open a year late, the ministry said on Friday, after surveys found softer ground."
URL = "https://courier.example/tunnel"

OBSIDIAN = f"""---
title: "{TITLE}"
source: "{URL}"
author:
  - "[[Ilse Marten]]"
published: 2025-03-14
created: 2025-03-20
tags:
  - "clippings"
---
{BODY}
"""
MARKDOWNLOAD = f"""---
created: 2025-03-20T10:00:00 (UTC +01:00)
source: {URL}
author: Ilse Marten
---

# {TITLE}

> ## Excerpt
> The tunnel opens late.

---
Published March 14, 2025

{BODY}
"""
JOPLIN = f"""{TITLE}

{BODY}

id: 0a1b2c3d4e5f60718293a4b5c6d7e8f9
parent_id: 1a1b2c3d4e5f60718293a4b5c6d7e8f9
created_time: 2025-03-20T10:00:00.000Z
author: Ilse Marten
source_url: {URL}
source: joplin-webclipper
is_todo: 0
type_: 1
"""
NOTION = f"""# {TITLE}

URL: {URL}
Author: Ilse Marten
Published: March 14, 2025
Created: March 20, 2025 10:00 AM
Tags: ports, tunnels
Status: Read

{BODY}
"""
READWISE = f"""# {TITLE}

## Metadata
- Author: [[Ilse Marten]]
- Full Title: {TITLE}
- Category: #articles
- URL: {URL}

## Highlights
- {BODY} ([View Highlight](https://read.readwise.io/read/01abc))
"""
OMNIVORE = f"""---
title: {TITLE}
author: Ilse Marten
date_saved: 2025-03-20 10:00:00
date_published: 2025-03-14 09:12:00
url: {URL}
---
# {TITLE}
#Omnivore

[Read on Omnivore](https://omnivore.app/me/x)
[Read Original]({URL})

{BODY}
"""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (OBSIDIAN, "2025-03-14"),
        (MARKDOWNLOAD, "2025-03-14"),
        (JOPLIN, None),
        (NOTION, "2025-03-14"),
        (READWISE, None),
        (OMNIVORE, "2025-03-14"),
    ],
    ids=["Obsidian", "MarkDownload", "Joplin", "Notion", "Readwise", "Omnivore"],
)
def test_a_clip_is_its_article(tmp_path, text, day):
    path = tmp_path / "clip.md"
    path.write_text(text, "utf-8")
    article = load_article(path)
    assert isinstance(article, Article)
    assert (article.title, article.title_inferred) == (TITLE, False)
    assert (article.authors, article.url) == (("Ilse Marten",), URL)
    assert (article.date.isoformat()[:10] if article.date else None) == day
    assert article.text == BODY


@pytest.mark.parametrize(
    "text",
    [
        f'+++\ntitle = "{TITLE}"\ndate = 2025-03-14\n[taxonomies]\ntags = ["ports"]\n[params]\n'
        f'source = "Lowmark Courier"\n+++\n{BODY}\n',
        f"Title: {TITLE}\nDate: 2025-03-14 09:12\nTags: ports\nSource: Lowmark Courier\n\n{BODY}\n",
    ],
    ids=["Hugo", "Pelican"],
)
def test_metadata_of_site_generators_are_read(tmp_path, text):
    path = tmp_path / "post.md"
    path.write_text(text, "utf-8")
    article = load_article(path)
    assert isinstance(article, Article)
    assert (article.title, article.source, article.topics) == (TITLE, "Lowmark Courier", ("ports",))
    assert article.text == BODY


def test_pairs_that_are_no_properties_stay_text(tmp_path):
    path = tmp_path / "talk.md"
    path.write_text(f"# Talks\n\nMarten: We are late.\nVale: We are.\n\n{BODY}\n", "utf-8")
    article = load_article(path)
    assert isinstance(article, Article)
    assert "We are late." in article.text
