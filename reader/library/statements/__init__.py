"""Statements: utterances that several articles print, from candidate pairs to clusters."""
