"""Reading one file, from its bytes to an Article; nothing here knows an index or a screen."""
