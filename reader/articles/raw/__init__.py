"""Text without front matter, as copied from a page or sent by an agency, split into header and body."""
