"""Brings the index of a folder up to date: its files go through articles and analysis into the library.

``walk``      the article files below a folder.     ``scan``     their size and time, compared with the index.
``settings``  all that decides how files are read.  ``changes``  which files have to be read, and how.
``workers``   reads and analyses files, in worker processes if there are many.
``update``    the order of the work, and what is told of it.  ``watch``  says when the folder has changed.
``single``    one article without an index.  ``corrections_file``  attributions put right by hand.

The parsers and the analysis are imported when files are read, not when the reader starts.
"""
