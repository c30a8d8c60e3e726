"""Folding, spelling, sanitising, partial dates and lists of words; imports nothing else of the package."""
