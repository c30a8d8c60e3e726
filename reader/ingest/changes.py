"""What has to be read: files that are new, changed, gone, or were read with another recipe.

Owns the choice between a walk over the whole folder and a look at the few files that are said to have
changed. The look is taken only where it finds what the walk would find.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from reader.articles.model import ARTICLE_SUFFIXES
from reader.ingest.corrections_file import CORRECTIONS_FILE
from reader.ingest.scan import STALE, Changes, Look, Scan, Unchanged, compare, scan_files, scan_folder
from reader.ingest.settings import Recipe, settle
from reader.library.entry import Seen
from reader.library.store import Store
from reader.memory import collection_paused

_WALKED = "walked with"  # the recipe of the last walk, if the folder has no links
_SETTINGS_SUFFIX = ".toml"
_ALL = "SELECT path, size, mtime, recipe FROM files"


@dataclass(frozen=True, slots=True)
class Found:
    """What has to be done.

    Attributes:
        work: The files to be read, the last changed first.
        recipe: How to read them.
    """

    changes: Changes
    work: list[Seen]
    recipe: Recipe


def find_changes(store: Store, recipe: Recipe, paths: Collection[str] = ()) -> Found:
    """Compare the folder with the index.

    Args:
        paths: All that may have changed since the last walk, relative to the folder; empty if unknown.
    """
    with collection_paused():
        return _look(store, recipe, paths) or _walk(store, recipe)


def _walk(store: Store, recipe: Recipe) -> Found:
    # Files that corrections may have been moved to are compared when it is known where they belong.
    corrected = {_name(path) for path in recipe.corrections.by_path}
    apart: dict[str, tuple[int, int, int]] = {}
    unchanged = Unchanged(_known(store, recipe, corrected, apart))
    scan = scan_folder(store.folder, ARTICLE_SUFFIXES, unchanged)
    here = {path for path in scan.files if _name(path) in corrected}
    settled, gone = settle(recipe, here)
    known = unchanged.others()
    known.update((path, _look_of(settled, path, *row)) for path, row in apart.items())
    changes = compare(scan.files, known.items(), scan.unread)
    changes = replace(changes, unchanged=changes.unchanged + unchanged.count)
    store.set_problems("walk", scan.problems)
    store.set_problems("corrections", {CORRECTIONS_FILE: gone} if gone else {})
    walked = 0 if scan.has_links else recipe.base
    if store.note(_WALKED) != walked:
        store.set_note(_WALKED, walked)
    return Found(changes, _work(scan, changes, settled), settled)


def _look(store: Store, recipe: Recipe, paths: Collection[str]) -> Found | None:
    """Look at these files only; None if something else may have to be read besides them."""
    corrected = recipe.corrections.by_path.keys()
    if (
        not paths
        or store.note(_WALKED) != recipe.base
        or any(path.endswith(_SETTINGS_SUFFIX) for path in paths)
        or any(path in paths for path, _ in store.problems("walk"))
        or len(_rows(store, corrected)) < len(corrected)
    ):
        return None
    scan = scan_files(store.folder, paths, ARTICLE_SUFFIXES, lambda path: _is_folder(store, path))
    if scan is None:
        return None
    changes = compare(scan.files, [(row[0], _look_of(recipe, *row)) for row in _rows(store, paths)])
    if any(path in corrected for path in changes.removed):
        return None  # it may have been moved, and its corrections with it
    return Found(changes, _work(scan, changes, recipe), recipe)


def _work(scan: Scan, changes: Changes, recipe: Recipe) -> list[Seen]:
    work = [
        Seen(path, *scan.files[path], recipe.of(path), scan.names.get(path, ""))
        for path in (*changes.added, *changes.changed)
    ]
    return sorted(work, key=lambda seen: (-seen.mtime, seen.path))


def _known(
    store: Store, recipe: Recipe, corrected: Collection[str], apart: dict[str, tuple[int, int, int]]
) -> Iterator[tuple[str, Look]]:
    """Yield what the index's files looked like, by path; those read with another recipe look like none.

    Args:
        corrected: Names of files of which only the settled recipe tells: they are put apart.
    """
    for path, size, mtime, read_with in store.db.execute(f"{_ALL} ORDER BY path"):
        if corrected and _name(path) in corrected:
            apart[path] = size, mtime, read_with
        else:
            yield path, (size, mtime) if read_with == recipe.base else STALE


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _look_of(recipe: Recipe, path: str, size: int, mtime: int, read_with: int) -> Look:
    return (size, mtime) if read_with == recipe.of(path) else STALE


def _rows(store: Store, paths: Iterable[str]) -> list[tuple[str, int, int, int]]:
    found = (store.db.execute(f"{_ALL} WHERE path = ?", (path,)).fetchone() for path in paths)
    return [row for row in found if row is not None]


def _is_folder(store: Store, path: str) -> bool:
    """Tell whether the index has a file below a path."""
    below = (f"{path}/", f"{path}0")  # a zero is the character after a slash
    found = store.db.execute("SELECT 1 FROM files WHERE path > ? AND path < ? LIMIT 1", below)
    return found.fetchone() is not None
