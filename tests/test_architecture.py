"""The house as ARCHITECTURE draws it: who may import whom, held with ast and a fresh interpreter."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import reader

PACKAGE = Path(reader.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "seeds" not in path.parts)

# A row may import what stands below it, never above.
LAYERS = (
    *("__main__", "cli", "cli_options", "startup", "tui", "ingest", "export", "config"),
    *("library", "analysis", "articles", "text", "errors", "memory"),
)
RANK = dict(zip(LAYERS, (10, 9, 8, 7, 6, 5, 5, 5, 4, 3, 2, 1, 0, 0), strict=True))
MOST_MODULES = 22 + 1  # of a folder, and its __init__
SMALL = 100  # lines; below, a module with one user lives with it, or says why it stands alone
# Within one rank these may import that.
BESIDE = {("ingest", "config")}
# Third-party packages that only one place may import.
HOMES = {
    "textual": "reader.tui",
    "rich": "reader.tui",
    "click": "reader.cli_options",
    "sqlite3": "reader.library",
    "frontmatter": "reader.articles.front_matter",
    "markdown_it": "reader.articles.markdown",
    "charset_normalizer": "reader.articles",
    "pyroaring": "reader.library",
    "trafilatura": "reader.articles",
    "lxml": "reader.articles",
    "docx": "reader.articles.documents",
    "striprtf": "reader.articles.documents",
    "pypdf": "reader.articles.documents",
    "email": "reader.articles.mail",
    "feedparser": "reader.articles.containers.feeds",
}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, *, type_checking: bool = False) -> list[str]:
    """Names of the modules a file imports, those of ``if TYPE_CHECKING:`` only on demand."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = set()
    if not type_checking:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
                skipped |= {id(child) for statement in node.body for child in ast.walk(statement)}
    found = []
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            if node.module == "reader":
                found += [f"reader.{alias.name}" for alias in node.names]
            elif node.module:
                found.append(node.module)
    return found


def layer_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "reader" and parts[1] in LAYERS else None


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_stands_below_it(path):
    here = layer_of(name_of(path))
    if here is None:
        return
    for imported in imports_of(path, type_checking=True):
        there = layer_of(imported)
        if there is None or there == here:
            continue
        assert RANK[there] < RANK[here] or (here, there) in BESIDE, f"{here} must not import {imported}"
        if here == "library" and there in ("analysis", "articles"):
            models = (f"reader.{there}.model", "reader.text.partial_date")
            assert imported in models, f"library takes only the models, not {imported}"


def graph(*, type_checking: bool) -> dict[str, set[str]]:
    """Which module imports which modules of the package, however deep in a function the import stands."""
    names = {name_of(path) for path in MODULES}
    found = {}
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        members = {
            f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        wanted = set(imports_of(path, type_checking=type_checking))
        packages = {
            name for name in wanted if any(member.startswith(name + ".") for member in members & names)
        }
        submodules = {member for member in members & names if member.rsplit(".", 1)[0] in wanted}
        found[name_of(path)] = ((wanted & names) - packages | submodules) - {name_of(path)}
    return found


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected groups of more than one module (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in graph[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in index:
            visit(name)
    return found


@pytest.mark.parametrize("type_checking", [False, True], ids=["run", "type checking"])
def test_no_modules_import_each_other_in_a_circle(type_checking):
    assert circles(graph(type_checking=type_checking)) == []


def test_no_folder_holds_more_modules_than_one_can_look_over():
    sizes = {folder: len(list(folder.glob("*.py"))) for folder in {path.parent for path in MODULES}}
    assert {folder.name: size for folder, size in sizes.items() if size > MOST_MODULES} == {}


def test_a_small_module_with_one_user_says_why_it_stands_alone():
    users: dict[str, set[str]] = {}
    for module, imported in graph(type_checking=True).items():
        for other in imported:
            users.setdefault(other, set()).add(module)
    unexplained = []
    for path in MODULES:
        text = path.read_text("utf-8")
        small = text.count("\n") < SMALL and len(users.get(name_of(path), ())) == 1
        doc = " ".join((ast.get_docstring(ast.parse(text)) or "").split())
        says = re.search(r"module of its own|[Ss]tands (alone|apart)", doc)
        if small and path.name != "__init__.py" and not says:
            unexplained.append(name_of(path))
    assert unexplained == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_only_in_its_home(path):
    module = name_of(path)
    for imported in imports_of(path, type_checking=True):
        home = HOMES.get(imported.split(".")[0])
        if home is not None and (module, home) != ("reader.cli", "reader.cli_options"):
            assert (module + ".").startswith(home + "."), f"{imported} belongs into {home}"


@pytest.mark.parametrize("path", [p for p in MODULES if "widgets" in p.parts], ids=name_of)
def test_a_widget_imports_no_app_no_screen_and_no_library(path):
    for imported in imports_of(path):
        assert not imported.startswith(("reader.tui.app", "reader.tui.screens"))
        if imported.startswith("reader.library"):
            assert imported in ("reader.library.model", "reader.library.listing")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import reader", {"reader.articles", "reader.config", "sqlite3", "textual", "click"}),
        ("import reader.__main__", {"click", "textual", "sqlite3", "reader.articles", "reader.library"}),
        ("import reader.cli", {"textual", "sqlite3", "frontmatter", "markdown_it", "reader.analysis"}),
        (
            "import reader.articles.load",
            {"textual", "sqlite3", "click", "reader.analysis"}
            | {"trafilatura", "lxml", "docx", "striprtf", "pypdf", "email.message"},
        ),
        ("import reader.analysis.analyse", {"textual", "sqlite3", "click", "frontmatter", "reader.library"}),
        (
            "import reader.library.lists.articles",
            {"textual", "click", "reader.articles.load", "reader.ingest"},
        ),
        (
            # Bitmaps are loaded with the first filter, or by the indexing that builds them.
            "import reader.library.lists.facets, reader.library.lists.hits, reader.library.maintenance",
            {"pyroaring", "reader.library.columns"},
        ),
        ("import reader.tui.app", {"click", "frontmatter", "markdown_it", "reader.analysis.analyse"}),
        (
            "import reader.tui.app, reader.library.lists.articles",
            {f"reader.tui.views.{name}" for name in ("quotations", "statements", "speakers")}
            | {
                f"reader.library.lists.{name}"
                for name in ("quotation_hits", "speaker_page", "facets", "hits")
            }
            | {f"reader.library.query.{name}" for name in ("fields", "nodes", "parsing", "plan", "sql")}
            | {"reader.library.model", "reader.library.packing", "reader.library.columns", "pyroaring"}
            | {"reader.articles.model", "reader.analysis.model", "reader.tui.widgets.article_text", "json"},
        ),
    ],
    ids=["package", "start", "cli", "articles", "analysis", "library", "lists", "tui", "start of the screen"],
)
def test_a_fresh_interpreter_loads_no_more_than_it_needs(statement, absent):
    assert not loaded_after(statement) & absent
