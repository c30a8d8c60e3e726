"""Read a folder of news in the terminal and know who said what.

Data flows one way, and the packages are its stations::

    files -> articles -> analysis -> library -> tui or cli

``articles``  bytes in, Article out; knows no quotation, no database, no screen.
``analysis``  Article in, findings out; pure, never edits text.
``library``   a SQLite index that can be thrown away, and the user's own state, which cannot.
``ingest``    walks a folder and carries its files through the three above.
``export``    articles and quotations as Markdown, JSON Lines and CSV.
``cli``       click commands; ``tui`` the screen. ``config`` is read once and passed down.
"""

__version__ = "0.1.0"
