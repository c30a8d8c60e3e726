"""Bytes in, Article out: knows no quotation, no database and no screen."""
