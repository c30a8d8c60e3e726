"""The user's marks follow a library that is moved, and two copies of one each keep their own."""

import shutil

import pytest

from reader.config import Config
from reader.errors import LibraryError
from reader.ingest.update import update_index
from reader.library.store import Store


class Desk:
    """A disk with libraries, and what is starred in them."""

    def __init__(self, folder):
        self.folder = folder
        self.config = Config(cache_dir=folder / "cache", data_dir=folder / "data")

    def write(self, name, *numbers, folder=""):
        place = self.folder / name / folder
        place.mkdir(parents=True, exist_ok=True)
        for number in numbers:
            (place / f"{number}.md").write_text(
                f"---\ntitle: News {number}\n---\nWords of {name} {number}.\n"
            )

    def move(self, name, other):
        (self.folder / name).rename(self.folder / other)

    def open(self, name, *star, unstar=()):
        """Open a library; return what is starred, and what was told."""
        report = update_index(self.folder / name, self.config, processes=0)
        with Store.open(self.folder / name, self.config.cache_dir, self.config.data_dir) as store:
            starred = {
                path for (path,) in store.db.execute("SELECT path FROM files") if store.state.is_starred(path)
            }
            for path in star:
                store.state.set_starred(path, True)
            for path in unstar:
                store.state.set_starred(path, False)
        return starred, " ".join(report.notes)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.write("news", 1, 2, 3)
    desk.open("news", "1.md", "3.md")
    return desk


def test_marks_follow_a_folder_that_is_renamed(desk):
    desk.move("news", "archive")
    starred, told = desk.open("archive")
    assert starred == {"1.md", "3.md"}
    assert str(desk.folder / "news") in told
    assert desk.open("archive") == ({"1.md", "3.md"}, "")


def test_marks_follow_into_another_place_whose_files_were_renamed_too(desk):
    desk.move("news", "archive")
    (desk.folder / "archive/2024").mkdir()
    (desk.folder / "archive/1.md").rename(desk.folder / "archive/2024/one.md")
    assert desk.open("archive")[0] == {"2024/one.md", "3.md"}


def test_marks_follow_there_and_back_with_what_has_changed(desk):
    desk.move("news", "archive")
    desk.open("archive", "2.md", unstar=("1.md",))
    desk.move("archive", "news")
    assert desk.open("news")[0] == {"2.md", "3.md"}


def test_marks_follow_from_name_to_name(desk):
    for name, other in (("news", "a"), ("a", "b"), ("b", "c")):
        desk.move(name, other)
        assert desk.open(other)[0] == {"1.md", "3.md"}


def test_two_copies_each_keep_theirs(desk):
    shutil.copytree(desk.folder / "news", desk.folder / "copy")
    assert desk.open("copy") == (set(), "")
    desk.open("copy", "2.md")
    assert desk.open("news")[0] == {"1.md", "3.md"}
    assert desk.open("copy")[0] == {"2.md"}


def test_a_copy_of_a_moved_library_starts_with_none(desk):
    desk.move("news", "archive")
    desk.open("archive")
    shutil.copytree(desk.folder / "archive", desk.folder / "copy")
    assert desk.open("copy") == (set(), "")


def test_a_disk_that_comes_back_still_has_its_marks(desk):
    desk.write("other", 0)
    shutil.copytree(desk.folder / "news", desk.folder / "copy")
    desk.move("news", "unmounted")
    assert desk.open("copy")[0] == {"1.md", "3.md"}
    desk.open("copy", unstar=("1.md", "3.md"))
    desk.move("unmounted", "news")
    assert desk.open("news")[0] == {"1.md", "3.md"}
    assert desk.open("copy")[0] == set()


def test_where_two_could_be_meant_the_user_is_asked(desk):
    shutil.copytree(desk.folder / "news", desk.folder / "copy")
    desk.open("copy", "2.md")
    desk.move("news", "here")
    shutil.rmtree(desk.folder / "copy")
    starred, told = desk.open("here")
    assert starred == set()
    assert str(desk.folder / "copy") in told
    assert "--marks-from" in told
    with Store.open(desk.folder / "here", desk.config.cache_dir, desk.config.data_dir) as store:
        with pytest.raises(LibraryError, match="nowhere"):
            store.state.take_marks_from("nowhere")
        store.state.take_marks_from(str(desk.folder / "copy"))
    assert desk.open("here") == ({"2.md"}, "")


def test_another_library_is_not_taken_for_one_that_is_gone(desk):
    shutil.rmtree(desk.folder / "news")
    desk.write("reports", 1, 2, 3)
    assert desk.open("reports") == (set(), "")


def test_nothing_is_written_into_the_folder(desk):
    desk.move("news", "archive")
    desk.open("archive")
    assert sorted(path.name for path in (desk.folder / "archive").iterdir()) == ["1.md", "2.md", "3.md"]
