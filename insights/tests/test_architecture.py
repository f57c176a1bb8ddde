"""The rules of the house, read from the source: what lies where, who imports whom, how long things are."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "insights"
TOP = {
    "manage.py",
    "pyproject.toml",
    "README.md",
    "mentorsite",
    "insights",
    "templates",
    "static",
    "fixtures",
}
TOOLS = {"Makefile", "LICENSE", "requirements.txt", "requirements-dev.txt", "Dockerfile", "compose.yaml"}
MADE = {"var", "__pycache__"}  # ignored by git

# Each package may import only from those before it.
PACKAGES = (
    "richtext", "media", "content", "sections", "publishing", "documents", "builder", "workflow", "public",
    "demos", "caching",
)  # fmt: skip
ONLY = {"demos": {"richtext", "content", "workflow", "public"}}  # its rows know articles; its pages have their frame
GATHERING = {"models", "admin", "urls", "apps", "migrations", "management", "tests", "locale"}
VIEW, COMMAND, FUNCTION, MODULE, MEDIAN = 25, 40, 40, 250, 60


def modules(*, tests: bool = False) -> list[Path]:
    found = [path for folder in (APP, ROOT / "mentorsite") for path in sorted(folder.rglob("*.py"))]
    found = [path for path in found if path.parent != APP / "migrations"]
    return [path for path in found if tests or APP / "tests" not in path.parents]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), name(path))


def imported(source: ast.Module, package: str) -> Iterator[str]:
    """Dotted names that a module of `package` imports, relative ones resolved."""
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parts, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def upward(source: ast.Module, package: str) -> list[str]:
    """The imports by which `insights.<package>` reaches above itself, or out of the packages."""
    own = package.split(".")[1]
    below = ONLY.get(own, set(PACKAGES[: PACKAGES.index(own)])) | {own}
    inner = [dotted for dotted in imported(source, package) if dotted.split(".")[0] in {"insights", "mentorsite"}]
    return [dotted for dotted in inner if dotted.split(".")[0] != "insights" or dotted.split(".")[1] not in below]


def kinds() -> tuple[str, ...]:
    for node in ast.walk(tree(APP / "sections" / "registry.py")):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign) and any(getattr(t, "id", "") == "KINDS" for t in targets):
            assert node.value is not None
            return tuple(dotted.rpartition(".")[2] for dotted in ast.literal_eval(node.value))
    raise AssertionError("insights/sections/registry.py has no KINDS")


def own_files(kind: str) -> set[Path]:
    return {
        APP / "sections" / f"{kind}.py",
        APP / "sections" / "registry.py",
        APP / "tests" / "sections" / f"test_{kind}.py",
        ROOT / "templates" / "insights" / "sections" / f"{kind}.html",
        ROOT / "static" / "css" / "sections" / f"{kind}.css",
    }


def about_kinds(source: ast.Module) -> Iterator[str]:
    """Strings that a module compares with a kind, gives as one, or looks one up by."""
    for node in ast.walk(source):
        if isinstance(node, ast.Compare) and "kind" in ast.dump(node):
            yield from strings(node)
        elif isinstance(node, ast.keyword) and node.arg in {"kind", "kind__in"}:
            yield from strings(node.value)
        elif isinstance(node, ast.Match) and "kind" in ast.dump(node.subject):
            yield from (text for case in node.cases for text in strings(case.pattern))
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (text for key, value in pairs if getattr(key, "value", "") == "kind" for text in strings(value))
        elif isinstance(node, ast.Subscript | ast.Call) and "kind" in ast.dump(getattr(node, "func", node)):
            parts = [node.slice] if isinstance(node, ast.Subscript) else node.args
            yield from (str(part.value) for part in parts if isinstance(part, ast.Constant))


def strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def functions(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Name, length in lines and whether it answers a request."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args] if argument.arg != "self"][
                :1
            ]
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{name(path)}:{node.name}", length, first == ["request"]


def test_nothing_else_at_the_top_level() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert not found - TOP - TOOLS - MADE
    assert not TOP - found


def test_the_app_consists_of_its_packages() -> None:
    found = {path.stem for path in APP.iterdir() if not path.name.startswith("_")}
    assert not found - set(PACKAGES) - GATHERING


def test_no_package_imports_upward() -> None:
    found = {
        name(path): edges
        for path in modules()
        if path.relative_to(ROOT).parts[1] in PACKAGES
        and (edges := upward(tree(path), ".".join(path.relative_to(ROOT).parent.parts)))
    }
    assert not found


@pytest.mark.parametrize(
    ("package", "line", "wrong"),
    [
        ("insights.content", "from insights.publishing import publish", True),
        ("insights.content", "from ..publishing.freeze import publish", True),
        ("insights.content", "def f():\n    import insights.builder.views", True),
        ("insights.media", "from insights import models", True),
        ("insights.demos", "from insights.publishing import publish", True),
        ("insights.richtext", "from mentorsite import settings", True),
        ("insights.builder", "from insights.sections.base import Section", False),
        ("insights.sections", "from . import base", False),
        ("insights.caching", "from insights.publishing import published", False),
    ],
)
def test_an_upward_edge_is_noticed(package: str, line: str, wrong: bool) -> None:
    assert bool(upward(ast.parse(line), package)) is wrong


def test_the_wiring_knows_no_package() -> None:
    found = [
        (name(path), dotted)
        for path in sorted((ROOT / "mentorsite").glob("*.py"))
        for dotted in imported(tree(path), "mentorsite")
        if dotted.startswith("insights") and not dotted.startswith("insights.urls")
    ]
    assert not found


def test_a_kind_of_several_words_is_named_in_its_stem_only() -> None:
    text = [*modules(), *(ROOT / "templates").rglob("*.html")]
    text += [path for suffix in ("css", "js") for path in (ROOT / "static").rglob(f"*.{suffix}")]
    found = [
        (name(path), kind)
        for kind in kinds()
        if "_" in kind
        for path in sorted(set(text) - own_files(kind))
        if re.search(rf"\b{kind}\b", path.read_text())
    ]
    assert not found


def test_a_kind_of_one_word_is_asked_for_in_its_stem_only() -> None:
    found = [
        (name(path), text)
        for path in modules()
        if "richtext" not in path.parts  # whose nodes have kinds of their own
        for text in set(about_kinds(tree(path)))
        if text in kinds() and path not in own_files(text) and path != Path(__file__)
    ]
    asks = re.compile(r"kind\s*(?:==|!=|in)\s*[\"'](\w+)")
    found += [
        (name(path), text)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for text in asks.findall(path.read_text())
        if text in kinds() and path not in own_files(text)
    ]
    assert not found


def test_a_kind_that_is_asked_for_is_noticed() -> None:
    for line in (
        'x.kind == "faq"',
        'f(kind="faq")',
        '{"kind": "faq"}',
        'kinds()["faq"]',
        'kind_class("faq")',
    ):
        assert "faq" in set(about_kinds(ast.parse(line))), line
    assert not set(about_kinds(ast.parse('label = "faq"\nrole == "faq"')))


def test_functions_and_modules_are_short() -> None:
    long = [
        (where, length)
        for path in modules()
        for where, length, answers in functions(path)
        if length > (VIEW if answers else FUNCTION)
    ]
    lengths = {name(path): len(path.read_text().splitlines()) for path in modules()}
    commands = f"{name(APP)}/management/commands/"
    long += [(where, n) for where, n in lengths.items() if n > (COMMAND if where.startswith(commands) else MODULE)]
    assert not long
    written = [sum(bool(line.strip()) for line in path.read_text().splitlines()) for path in modules()]
    assert statistics.median(filter(None, written)) <= MEDIAN  # blank lines aside


def test_every_module_says_what_it_is() -> None:
    assert not [name(path) for path in modules() if path.read_text().strip() and not ast.get_docstring(tree(path))]
