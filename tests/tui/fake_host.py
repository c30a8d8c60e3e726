"""A screen without a terminal: it does at once what is asked for, and remembers what was said."""

from types import SimpleNamespace

from made_session import MadeSession


class FakeHost:
    """What the objects of the main screen ask of it; work in threads waits for ``work``."""

    def __init__(self, session=None):
        self.session = session or MadeSession()
        self.app = SimpleNamespace()
        self.is_single = self.is_reading = self.is_aside = self.is_behind = self.is_empty = False
        self.pane = self.names = None
        self.said = []
        self.progress = []
        self.done = []
        self.waiting = []

    def has_keys(self, pane):
        return pane is not None and self.pane is pane

    def enter(self, pane):
        self.pane = pane

    def say(self, message, *, warning=False):
        self.said.append(message)

    def describe(self):
        self.done.append("describe")

    def show_progress(self, *wordings):
        self.progress.append(wordings)

    def refresh_list(self):
        self.done.append("refresh list")

    def index_updated(self):
        self.done.append("index updated")

    def in_thread(self, work, *, group):
        self.waiting.append(work)

    def work(self):
        """Do the work that waits for a thread."""
        waiting, self.waiting = self.waiting, []
        for each in waiting:
            each(lambda: False)

    def call_later(self, callback, *args, **kwargs):
        callback(*args, **kwargs)

    call_after_refresh = call_later

    def call_after(self, seconds, callback):
        self.waiting.append(lambda _: callback())
