"""Sentences, tokens, chunks and clauses of a text."""
