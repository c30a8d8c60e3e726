"""Web pages: the article taken out of a saved page, with what the page says of it."""
