"""Folder to articles to analysis to library: brings the index up to date, with progress.

``walking``   what is below a folder.   ``scanning``  which of it are articles, and how old.
``reading``   reads and analyses files, in worker processes if there are many.
``following`` says when something has changed.
``update``    compares, writes in batches, reports. The slow parts are imported when work begins, not before.
"""
