"""What the library lists and counts under a query: articles, quotations, speakers, facets."""
