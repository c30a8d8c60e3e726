"""Files as strangers leave them: links out of the library, names of any bytes, no permission, in motion."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from reader import files
from reader.ingest import workers
from reader.tui.app import ReaderApp

NAMES = {
    "no UTF-8": b"caf\xe9.md",
    "escape": b"a\x1b]0;owned\x07.md",
    "line feed": b"a\nb.md",
    "turned round": "a\u202emd.exe.md".encode(),
    "surrogate": b"\xed\xa0\x80.md",
    "quotation marks": b"\"'`$(x)&;.md",
    "blank": b" .md",
    "looks escaped": b"a\\xe9.md",
    "long": b"n" * 252 + b".md",
    "another script": "漢字の記事.md".encode(),
    "dashes": b"--help.md",
}
MODES = ["link to a file", "link to a folder", "link through a folder"]


def put(path, words="We will stay"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'---\ntitle: A title\n---\n"{words}," Ann Berg said.\n')
    return path


def link(library, tmp_path, mode):
    outside = put(tmp_path / "outside/secret.md").parent
    if mode == "link to a file":
        (library.folder / "in.md").symlink_to(outside / "secret.md")
        return "in.md"
    if mode == "link to a folder":
        (library.folder / "in").symlink_to(outside)
        return "in"
    (library.folder / "deep").mkdir()
    (library.folder / "deep/in").symlink_to("../../outside")
    return "deep/in"


@pytest.mark.parametrize("mode", MODES)
def test_a_link_out_of_the_library_is_told_and_not_followed(library, tmp_path, tally, mode):
    library.put("a.md")
    path = link(library, tmp_path, mode)
    (problem,) = library.update().problems
    assert problem.path == library.folder / path
    assert "out of the library" in problem.reason
    assert library.listed() == ["a.md"]
    tally("faults injected: files")


@pytest.mark.parametrize("mode", MODES)
def test_a_link_out_of_the_library_is_followed_if_the_settings_say_so(library, tmp_path, mode):
    library.put("a.md")
    link(library, tmp_path, mode)
    allowed = replace(library, config=replace(library.config, follow_links=True))
    library.update()
    assert not allowed.update().problems
    assert len(allowed.listed()) == 2
    library.update()
    assert library.listed() == ["a.md"]  # and no longer when they do not


def test_a_link_within_the_library_is_followed(library):
    library.put("deep/a.md")
    (library.folder / "again.md").symlink_to("deep/a.md")
    assert not library.update().problems
    assert sorted(library.listed()) == ["again.md", "deep/a.md"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
async def test_a_file_of_any_name_is_read_and_given_to_the_editor(library, tmp_path, tally, name):
    folder = os.fsencode(library.folder)
    with open(folder + b"/" + name, "w") as file:  # noqa: PTH123 - the name is bytes
        file.write('---\ntitle: A title\n---\n"We will stay," Ann Berg said.\n')
    assert not library.update().problems
    (path,) = library.listed()
    edited = tmp_path / "edited"
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nhead -c 12 "$1" > {edited}\n')
    editor.chmod(0o755)
    found = files.find_named(library.folder / path)
    subprocess.run([editor, found], check=True)
    assert edited.read_text().startswith("---\ntitle: A")
    app = ReaderApp(library.folder, library.config)
    async with app.run_test():
        assert not hasattr(app.screen.session.read_file(path), "reason")
    tally("faults injected: files")


def vanish(path):
    path.unlink()


def become_a_folder(path):
    path.unlink()
    path.mkdir()


def become_a_pipe(path):
    path.unlink()
    os.mkfifo(path)


def grow(path):
    with path.open("a") as file:
        file.write("More words. " * 100_000)


def shrink(path):
    os.truncate(path, 3)


def lose_permission(path):
    path.chmod(0)


CHANGES = [vanish, become_a_folder, become_a_pipe, grow, shrink, lose_permission]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_file_that_changes_before_it_is_read_hides_no_other(library, monkeypatch, tally, change):
    for name in ("a.md", "b.md", "c.md"):
        library.put(name)
    load = workers._load

    def load_late(path, settings):
        if path.name == "b.md" and path.is_file():
            change(path)
        return load(path, settings)

    monkeypatch.setattr(workers, "_load", load_late)
    library.update()
    assert {"a.md", "c.md"} <= set(library.listed())
    monkeypatch.setattr(workers, "_load", load)
    report = library.update()  # and what it is now is found the next time
    told = {problem.path.name for problem in report.problems}
    assert ("b.md" in library.listed()) != ("b.md" in told) or change in (vanish, become_a_folder)
    assert {"a.md", "c.md"} <= set(library.listed())
    tally("faults injected: files")


@pytest.mark.parametrize("change", [grow, shrink], ids=lambda change: change.__name__)
def test_a_file_that_changes_while_it_is_read_is_read_as_it_is_then(tmp_path, monkeypatch, tally, change):
    path = put(tmp_path / "a.md")
    fstat = os.fstat

    def change_first(handle):
        monkeypatch.setattr(os, "fstat", fstat)
        change(path)
        return fstat(handle)

    monkeypatch.setattr(os, "fstat", change_first)
    data = files.read_file(path, 10_000_000, "an article")
    assert data == path.read_bytes()
    tally("faults injected: files")


@pytest.mark.skipif(os.geteuid() == 0, reason="the system refuses nothing to root")
def test_without_permission_it_is_told(library, tally):
    library.put("a.md")
    library.put("b.md").chmod(0)
    library.put("deep/c.md").parent.chmod(0)
    try:
        told = {
            str(problem.path.relative_to(library.folder)): problem.reason
            for problem in library.update().problems
        }
        assert set(told) == {"b.md", "deep/"} or set(told) == {"b.md", "deep"}
        assert library.listed() == ["a.md"]
    finally:
        (library.folder / "deep").chmod(0o700)
    tally("faults injected: files")
