"""One file at a time, from its bytes to an Article; what is done with articles is not known here."""
