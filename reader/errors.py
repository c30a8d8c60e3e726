"""The errors that may cross a layer, and no others.

ReaderError
├── FileError      a file is not regular, too large, refused by the system, or no TOML
├── ArticleError   what a file holds could not be read as an article
├── QueryError     a query does not parse; knows where, and what may have been meant
├── LibraryError   the folder, the index or the user's state cannot be used
│   ├── DamagedDataError   what the index holds cannot be decoded
│   └── OutdatedUndoError  what was done cannot be taken back any more
└── ConfigError    a setting is missing, unknown or of the wrong kind

The command line prints one as a single line and exits with 2; the screen notifies.
"""


class ReaderError(Exception):
    """Anything that goes wrong in a way the user can understand; its text is one line."""


class FileError(ReaderError):
    """A file is not regular, too large, refused by the system, or no TOML; the text follows its path."""


class ArticleError(ReaderError):
    """What a file holds could not be read as an article."""


class QueryError(ReaderError):
    """A query does not parse.

    Attributes:
        position: Offset of the trouble in the query's text, in characters.
        suggestion: What may have been meant, or None.
    """

    def __init__(self, message: str, position: int, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.position = position
        self.suggestion = suggestion

    def __reduce__(self) -> tuple[type["QueryError"], tuple[str, int, str | None]]:
        return type(self), (self.args[0], self.position, self.suggestion)


class LibraryError(ReaderError):
    """The folder, its index or the user's state cannot be used."""


class DamagedDataError(LibraryError):
    """What the index holds cannot be decoded, although the database itself is sound."""


class OutdatedUndoError(LibraryError):
    """A step cannot be taken back any more: somebody else has changed the same file since."""


class ConfigError(ReaderError):
    """A setting is missing, unknown or of the wrong kind."""
