"""When what has been read is written: small batches first, so that the list fills soon, then larger ones.

Owns the size of a batch and when the work is asked whether to go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.library.entry import Entry, Failure

_MOST = 4_000  # articles; larger batches cost less each, but are kept in memory
_MOST_CHARACTERS = 20_000_000
_FIRST_SECONDS = 0.2
_SECONDS = 5.0
_TELL_SECONDS = 0.2


def gather(
    entries: Iterable[Entry | Failure | None],
    cancelled: Callable[[], bool],
    tell: Callable[[int, str], None],
) -> Iterator[Sequence[Entry | Failure]]:
    """Yield batches of what is read; end after the current one once the work is cancelled.

    Args:
        entries: None among them is a moment in which nothing came.
        cancelled: Asked after each of them.
        tell: Told now and then how many files have been read, and the last one's path.
    """
    batch: list[Entry | Failure] = []
    began = last = told = time.monotonic()
    characters = read = 0
    for item in entries:
        if item is not None:
            batch.append(item)
            read += 1
            characters += len(item.searched.text) if isinstance(item, Entry) else 0
        now, stop = time.monotonic(), cancelled()
        late = now - last > min(_SECONDS, _FIRST_SECONDS + (now - began) / 4)
        if batch and (stop or late or len(batch) >= _MOST or characters > _MOST_CHARACTERS):
            yield batch
            batch = []
            characters, last = 0, time.monotonic()
        elif batch and now - told > _TELL_SECONDS:
            tell(read, batch[-1].seen.path)
            told = now
        if stop:
            return
    if batch:
        yield batch
