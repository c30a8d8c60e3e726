"""Settings: defaults, every kind, and a clear word about a mistake."""

from pathlib import Path

import pytest

from reader.config import Config, config_path, read_config
from reader.errors import ConfigError


def test_without_a_file_the_defaults_hold(home):
    config = read_config()
    assert (config.library, config.day_first, config.text_width) == (None, True, 100)
    assert config.cache_dir.is_relative_to(home)
    assert config.data_dir.is_relative_to(home)
    assert config.cache_dir != config.data_dir


def test_every_setting_is_read(home):
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text(
        'library = "~/news"\nday_first = false\ntheme = "nord"\ntext_width = 72\neditor = "vi -R"\n'
        'ignore = ["drafts/", "*.tmp.md"]\n'
        '[keys]\nstar = "x"\n[searches]\nkyiv = "place:kyiv"\n'
    )
    config = read_config()
    assert config.library == home / "news"
    assert config == Config(
        library=home / "news",
        day_first=False,
        theme="nord",
        text_width=72,
        editor="vi -R",
        keys={"star": "x"},
        searches={"kyiv": "place:kyiv"},
        ignore=("drafts/", "*.tmp.md"),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("day_first = 'yes'", "day_first must be true or false"),
        ("text_width = true", "text_width must be a number"),
        ("text_width = 3", "from 20 to 500"),
        ("[keys]\nstar = 5", r"\[keys\] must be a table"),
        ("library = ", "Invalid value"),
        ("ignore = 'x'", "ignore must be a list of patterns"),
        ("ignore = [1]", "ignore must be a list of patterns"),
        ("ignore = ['!']", "'!', which is no pattern"),
        ("ignore = ['[z-a]']", "which is no pattern"),
        ("\x00", "config.toml"),
    ],
    ids=[
        "no bool",
        "bool is no number",
        "too narrow",
        "no key",
        "no toml",
        "no list",
        "no text",
        "no pattern",
        "no range",
        "control character",
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, text, complaint):
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=complaint) as caught:
        read_config(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_config_that_is_no_utf8_is_an_error_and_no_crash(tmp_path: Path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"theme = '\xff'")
    with pytest.raises(ConfigError):
        read_config(path)


def test_a_byte_order_mark_in_front_is_read_over(tmp_path: Path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbftheme = 'nord'\n[keys]\nstar = 'x'\n")
    config = read_config(path)
    assert config.theme == "nord"
    assert config.place("theme").endswith("line 1")
    assert config.place("star", "keys").endswith("line 3")


def test_a_setting_of_the_same_name_in_another_table_is_told_apart(tmp_path: Path):
    path = tmp_path / "config.toml"
    path.write_text("[searches]\nstar = 'x'\n[keys]\n\"star\" = 'm'\n")
    config = read_config(path)
    assert [config.place("star", table)[-6:] for table in ("searches", "keys")] == ["line 2", "line 4"]


def test_a_saved_search_that_is_no_query_is_told_and_the_others_stay(tmp_path: Path):
    path = tmp_path / "config.toml"
    path.write_text("[searches]\n'two words' = 'dawn'\nbad = '\"open'\nround = '@round'\n")
    config = read_config(path)
    assert config.problems == ()
    first, second = config.check_searches()
    assert "line 3: in @bad: this quotation mark is never closed" in first
    assert "line 4: " in second
