"""Prefetching in a thread: items, errors and the end of the work arrive where they are taken."""

import threading
from contextlib import closing

import pytest

from reader.ingest.workers import prefetch


def test_items_come_in_order_and_idle_turns_are_no_items():
    found = [item for item in prefetch((item for item in [1, None, 2, None, 3]), 2) if item is not None]
    assert found == [1, 2, 3]


def test_an_error_is_raised_after_the_items_before_it():
    def work():
        yield 1
        raise ValueError("no more")

    ahead = (item for item in prefetch(work(), 5) if item is not None)
    assert next(ahead) == 1
    with pytest.raises(ValueError, match="no more"):
        next(ahead)


def test_the_work_is_only_so_far_ahead():
    done = []
    third = threading.Event()

    def work():
        for number in range(100):
            done.append(number)
            if number == 2:
                third.set()
            yield number

    with closing(prefetch(work(), 1)) as ahead:
        assert next(ahead) == 0
        assert third.wait(10)
        assert len(done) <= 4


def test_closing_ends_the_work_where_it_ran():
    ended = []

    def work():
        try:
            while True:
                yield None
        finally:
            ended.append(threading.current_thread())

    with closing(prefetch(work(), 1)) as ahead:
        assert next(ahead) is None
    (thread,) = ended
    assert thread is not threading.current_thread()
    assert not thread.is_alive()
