"""Reading one file, from its bytes to an Article; nothing here knows an index or a screen."""

ARTICLE_SUFFIXES = (".md", ".markdown", ".mdx", ".qmd", ".txt")
"""Names of article files end so, in any case."""
