"""Texts as they were copied from a page or sent by an agency, taken apart by their lines."""
