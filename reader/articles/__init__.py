"""One file at a time, from its bytes to an Article; what is done with articles is not known here."""

ARTICLE_SUFFIXES = (".md", ".markdown", ".mdx", ".qmd", ".txt")
"""Names of article files end so, in any case."""
