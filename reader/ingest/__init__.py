"""Folder to articles to analysis to library: brings the index up to date, with progress.

``scanning``  walks the folder. ``reading`` reads and analyses files, in worker processes if there are many.
``update``    compares, writes in batches, reports. The slow parts are imported when work begins, not before.
"""

from reader.ingest.update import Progress, Report, update_index

__all__ = ["Progress", "Report", "update_index"]
