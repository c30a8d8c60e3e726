"""A query from its text to what it selects: parsing, SQL, bitmaps, quotations, snippets."""
