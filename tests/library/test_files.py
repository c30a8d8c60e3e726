"""Indexes and state are for the user alone, and one process at a time has a lock."""

import os
import stat
import subprocess
import sys

import pytest
from made_library import Library, Made, open_store

from reader.library.sqlite import FileLock, make_private_database, make_private_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")


def modes(folder):
    """Return the permissions of a folder's files by name, and of the folder itself as a dot."""
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    return {".": stat.S_IMODE(folder.stat().st_mode), **found}


@pytest.mark.parametrize("umask", [0o022, 0o000, 0o077], ids=oct)
def test_index_and_state_are_made_for_the_user_alone(tmp_path, umask):
    before = os.umask(umask)
    try:
        with open_store(tmp_path) as store:
            Library(store).write(Made("a.md"))
            store.state.set_read("a.md", True)
            found = [modes(tmp_path / name) for name in ("cache", "data")]
    finally:
        os.umask(before)
    for each in found:
        assert each.pop(".") == 0o700
        assert len(each) >= 3  # the database and what SQLite keeps beside it
        assert set(each.values()) == {0o600}


def test_what_others_could_read_is_closed_when_it_is_opened(tmp_path):
    with open_store(tmp_path) as store, open_store(tmp_path):
        Library(store).write(Made("a.md"))
        (tmp_path / "cache/other-0123456789ab.db").write_bytes(b"the index of another library")
        (tmp_path / "data/state.damaged-1.db").write_bytes(b"damaged")
        for name in ("cache", "data"):
            for path in (tmp_path / name).iterdir():
                path.chmod(0o644)
            (tmp_path / name).chmod(0o755)
        with open_store(tmp_path):
            for name in ("cache", "data"):
                found = modes(tmp_path / name)
                assert found.pop(".") == 0o700
                assert set(found.values()) == {0o600}


def test_a_database_that_others_can_read_is_closed_in_a_closed_folder_too(tmp_path):
    make_private_folder(tmp_path)
    path = tmp_path / "a.db"
    path.write_bytes(b"as it was")
    path.chmod(0o664)
    make_private_database(path)
    assert modes(tmp_path) == {".": 0o700, "a.db": 0o600}
    assert path.read_bytes() == b"as it was"


def test_one_at_a_time_has_a_lock(tmp_path):
    path = tmp_path / "work.lock"
    with FileLock(path) as second:
        with FileLock(path) as first:
            assert first.acquire()
            assert not second.acquire()
        assert second.acquire()


def test_a_lock_ends_with_its_process(tmp_path):
    path = tmp_path / "work.lock"
    code = (
        "import sys; from pathlib import Path; from reader.library.sqlite import FileLock\n"
        "with FileLock(Path(sys.argv[1])) as lock: print(lock.acquire(), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(path)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process,
        FileLock(path) as lock,
    ):
        assert process.stdout.readline() == "True\n"
        assert not lock.acquire()
        process.kill()
        process.wait()
        assert lock.acquire()
