"""`startsection` writes a kind that works at once; the README's own example does too."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insights.sections.registry import kinds
from insights.sections.stem import PARTS, REGISTRY, BadNameError, write_stem

ROOT = Path(__file__).resolve().parents[3]
COPIED = ("insights", "mentorsite", "templates", "static", "manage.py", "pyproject.toml", "README.md")
RULES = ("a_kind_of_several_words_is_named_in_its_stem_only", "functions_and_modules_are_short")
TESTS = (
    "insights/tests/sections/test_registry.py",
    *(f"insights/tests/test_architecture.py::test_{rule}" for rule in RULES),
)


def copied(root):
    """A copy of the project to write in, without what no kind needs."""
    ignored = shutil.ignore_patterns("__pycache__", "browser", "img")
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree(source, root / name, ignore=ignored) if source.is_dir() else shutil.copy(source, root / name))
    return root


@pytest.fixture
def project(tmp_path):
    (tmp_path / "project").mkdir()
    return copied(tmp_path / "project")


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A copy in which nothing may change."""
    return copied(tmp_path_factory.mktemp("untouched"))


@pytest.fixture
def run(project, tmp_path):
    """`run("manage.py", "check")` in the copy; it has to succeed, and its output comes back."""
    environment = {**os.environ, "DEVELOPMENT": "1", "STATIC_MANIFEST": "0", "VAR_ROOT": str(tmp_path / "var")}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(project)}

    def run(*words):
        done = subprocess.run([sys.executable, *words], cwd=project, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def checks(run, name):
    """System checks, no migration, its own test, the tests over the registry, the rules of the house, the linters."""
    files = [part.format(name=name) for part in PARTS.values()]
    run("manage.py", "makemigrations", "--check", "--dry-run")
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", files[3], *TESTS)
    run("-m", "ruff", "check", files[0], files[3], REGISTRY)
    run("-m", "ruff", "format", "--check", files[0], files[3], REGISTRY)
    run("-m", "djlint", "--lint", "--quiet", files[1])


def test_what_it_writes_passes_every_rule(project, run):
    said = run("manage.py", "startsection", "side_note")
    assert [line.split()[1] for line in said.splitlines() if line.startswith("written")] == [
        *(part.format(name="side_note") for part in PARTS.values()),
        REGISTRY,
    ]
    assert said.splitlines()[-1].startswith("Now edit insights/sections/side_note.py")
    checks(run, "side_note")


def test_the_readme_s_kind_works_as_printed(project, run):
    section = re.search(r"### Add a kind of section\n(.*?)\n###? ", (ROOT / "README.md").read_text(), re.DOTALL)[1]
    assert len(section.splitlines()) < 40
    name = re.search(r"startsection (\w+)", section)[1]
    run("manage.py", "startsection", name)
    for language, part in (("python", "kind.py-tpl"), ("html", "kind.html-tpl")):
        code = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)[1]
        (project / PARTS[part].format(name=name)).write_text(code)
    (project / PARTS["test_kind.py-tpl"].format(name=name)).write_text(
        '"""Of the README."""\n\n\ndef test_nothing():\n    pass\n'
    )
    checks(run, name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Fact", "small letters"),
        ("fact-box", "small letters"),
        ("1st", "small letters"),
        ("_fact", "small letters"),
        ("fact__box", "small letters"),
        ("../fact", "small letters"),
        ("größe", "small letters"),
        ("f" * 41, "small letters"),
        ("", "small letters"),
        ("class", "word of Python"),
        ("match", "word of Python"),
        ("quote", "a kind"),
        ("grid_showcase", "a kind"),
        ("json", "module"),
        ("django", "module"),
        ("author", "class Author"),
        ("section", "class Section"),
        ("rows", "a file"),
        ("read_more", "stands in"),
    ],
)
def test_a_name_that_no_kind_can_have_is_refused_and_nothing_is_written(untouched, name, reason):
    before = {path: path.stat().st_mtime_ns for path in untouched.rglob("*")}
    with pytest.raises(BadNameError, match=reason):
        write_stem(name, untouched)
    assert {path: path.stat().st_mtime_ns for path in untouched.rglob("*")} == before


def test_the_command_says_why(settings, untouched):
    settings.BASE_DIR = untouched
    with pytest.raises(CommandError, match="a kind"):
        call_command("startsection", "quote")


def test_a_second_new_kind_stands_behind_the_first(project):
    write_stem("side_note", project)
    write_stem("fact_box", project)
    listed = re.findall(r'^    "(\w+)",$', (project / REGISTRY).read_text(), re.MULTILINE)
    assert listed == [*kinds(), "side_note", "fact_box"]
