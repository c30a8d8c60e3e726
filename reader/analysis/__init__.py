"""Article in, findings out: pure, and never edits text."""
