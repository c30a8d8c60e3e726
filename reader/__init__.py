"""Read a folder of news in the terminal and know who said what.

Each package hands its values to the next, and none looks back::

    files -> articles -> analysis -> library -> tui or cli

``articles``  reads one file into an Article, whatever it was copied from.
``analysis``  finds in an Article who said what, and its topics; leaves the text alone.
``library``   a SQLite index that can be thrown away, and the user's own state, which cannot.
``ingest``    walks a folder and carries its files through the three above.
``export``    articles and quotations as Markdown, JSON Lines and CSV.
``cli``       click commands; ``tui`` the screen. ``config`` is read once and passed down.
"""

__version__ = "0.1.0"
