"""Which files have to be read: the new, the changed, and those that were read with other settings.

Owns the choice between walking the whole folder and asking the system about a few reported paths. The second
is taken only where it finds what the walk would find.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from reader.articles.file_types import ENDINGS
from reader.ingest.corrections_file import CORRECTIONS_FILE
from reader.ingest.scan import STALE, Changes, Scan, Stat, UnchangedFiles, compare, scan_files, scan_folder
from reader.ingest.settings import ReadingSettings, relocate_corrections
from reader.ingest.walk import IGNORE_FILE, Ignoring
from reader.library.entry import FileStat
from reader.library.store import Store
from reader.memory import collection_paused

_WALKED_NOTE = "walked with"  # fingerprint of the settings of the last walk, if the folder has no links
_SETTINGS_SUFFIX = ".toml"
_SELECT_FILES = "SELECT path, size, mtime, settings FROM files"


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """What has to be done to bring the index up to date.

    Attributes:
        files: The files to be read, the last changed first.
        settings: How to read them.
    """

    changes: Changes
    files: list[FileStat]
    settings: ReadingSettings


def find_changes(store: Store, settings: ReadingSettings, paths: Collection[str] = ()) -> ReadingPlan:
    """Compare the folder with the index.

    Args:
        paths: All that may have changed since the last walk, relative to the folder; empty if unknown.
    """
    with collection_paused():
        return _plan_for_paths(store, settings, paths) or _plan_by_walk(store, settings)


def _plan_by_walk(store: Store, settings: ReadingSettings) -> ReadingPlan:
    # A file with the name of a corrected article may be that article, moved. Its fingerprint is known only
    # when the corrections have been relocated, so those files are compared after the others.
    corrected = {_name(path) for path in settings.corrections.by_path}
    postponed: dict[str, tuple[int, int, int]] = {}
    unchanged = UnchangedFiles(_known_stats(store, settings, corrected, postponed))
    ignoring = Ignoring(store.folder, settings.ignore)
    scan = scan_folder(store.folder, ENDINGS, unchanged, ignoring, follows_links=settings.follow_links)
    here = {path for path in scan.files if _name(path) in corrected}
    relocated, gone = relocate_corrections(settings, here)
    known = unchanged.others()
    known.update((path, _known_stat(relocated, path, *row)) for path, row in postponed.items())
    changes = compare(scan.files, known.items(), scan.unread)
    changes = replace(changes, unchanged=changes.unchanged + unchanged.count)
    store.set_problems("walk", scan.problems)
    store.set_problems("corrections", {CORRECTIONS_FILE: gone} if gone else {})
    folders = sum(path.endswith("/") for path in scan.left_out)
    store.set_left_out(folders, len(scan.left_out) - folders)
    store.set_not_read(scan.others)
    walked = 0 if scan.has_links else settings.walk_fingerprint
    if store.note(_WALKED_NOTE) != walked:
        store.set_note(_WALKED_NOTE, walked)
    return ReadingPlan(changes, _files_to_read(scan, changes, relocated), relocated)


def _plan_for_paths(store: Store, settings: ReadingSettings, paths: Collection[str]) -> ReadingPlan | None:
    """Compare these paths only; None if something else may have to be read besides them."""
    corrected = settings.corrections.by_path.keys()
    if (
        not paths
        or store.note(_WALKED_NOTE) != settings.walk_fingerprint
        or any(path.endswith((_SETTINGS_SUFFIX, IGNORE_FILE)) for path in paths)
        or any(path in paths for path, _ in store.problems("walk"))
        or len(_rows(store, corrected)) < len(corrected)
    ):
        return None
    ignoring = Ignoring(store.folder, settings.ignore)
    paths = {path for path in paths if not ignoring.covers(path)}
    scan = scan_files(store.folder, paths, ENDINGS, lambda path: _is_folder(store, path))
    if scan is None:
        return None
    changes = compare(scan.files, [(row[0], _known_stat(settings, *row)) for row in _rows(store, paths)])
    if any(path in corrected for path in changes.removed):
        return None  # it may have been moved, and its corrections with it
    return ReadingPlan(changes, _files_to_read(scan, changes, settings), settings)


def _files_to_read(scan: Scan, changes: Changes, settings: ReadingSettings) -> list[FileStat]:
    files = [
        FileStat(path, *scan.files[path], settings.fingerprint(path), scan.names.get(path, ""))
        for path in (*changes.added, *changes.changed)
    ]
    return sorted(files, key=lambda file: (-file.mtime, file.path))


def _known_stats(
    store: Store,
    settings: ReadingSettings,
    corrected: Collection[str],
    postponed: dict[str, tuple[int, int, int]],
) -> Iterator[tuple[str, Stat]]:
    """Yield path and stat of the files in the index, by path; STALE for those read with other settings.

    Args:
        corrected: Names of files that are not yielded.
        postponed: Gets size, time and fingerprint of those, by path.
    """
    for path, size, mtime, read_with in store.db.execute(f"{_SELECT_FILES} ORDER BY path"):
        if corrected and _name(path) in corrected:
            postponed[path] = size, mtime, read_with
        else:
            yield path, (size, mtime) if read_with == settings.shared_fingerprint else STALE


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _known_stat(settings: ReadingSettings, path: str, size: int, mtime: int, read_with: int) -> Stat:
    return (size, mtime) if read_with == settings.fingerprint(path) else STALE


def _rows(store: Store, paths: Iterable[str]) -> list[tuple[str, int, int, int]]:
    found = (store.db.execute(f"{_SELECT_FILES} WHERE path = ?", (path,)).fetchone() for path in paths)
    return [row for row in found if row is not None]


def _is_folder(store: Store, path: str) -> bool:
    """Tell whether the index has a file below a path."""
    below = (f"{path}/", f"{path}0")  # a zero is the character after a slash
    found = store.db.execute("SELECT 1 FROM files WHERE path > ? AND path < ? LIMIT 1", below)
    return found.fetchone() is not None
