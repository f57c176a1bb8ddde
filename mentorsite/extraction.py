"""What there is to translate, read from the source by Babel: Python, templates (as Django reads them) and scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

from mentorsite import catalogues

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")},
    "gettext_noop": None,
    "lazy": None,  # gettext_lazy beside gettext
}
COMMENTS = ("Translators:",)

Source = Callable[[Path], bytes]
Translations = dict[str, dict[str, dict[str, str | list[str]]]]  # by language, domain and English text


def template_source(path: Path) -> bytes:
    """A template as Python; within brackets, where no indentation counts."""
    return f"(\n{templatize(path.read_text(), origin=str(path))}\n)".encode()


PARTS: dict[str, tuple[tuple[str, str, str, Source], ...]] = {
    "django": (
        ("insights", "*.py", "python", Path.read_bytes),
        ("mentorsite", "*.py", "python", Path.read_bytes),
        ("templates", "*.*", "python", template_source),
    ),
    "djangojs": (("static/js", "*.js", "javascript", Path.read_bytes),),
}


def messages_in(source: bytes, method: str) -> Iterator[tuple[str | tuple[str, ...], str | None, list[str]]]:
    """Text (a tuple if it has a plural), context and comments of each message."""
    options = {"encoding": "utf-8", "parse_template_string": True}
    for _line, text, comments, context in extract(method, BytesIO(source), KEYWORDS, COMMENTS, options):
        yield text, context, comments


def extracted(domain: str) -> Catalog:
    """All messages of a domain, without translations."""
    catalogue = Catalog(domain=domain)
    for folder, pattern, method, source in PARTS[domain]:
        for path in _sources(ROOT / folder, pattern):
            place = (path.relative_to(ROOT).as_posix(), 0)  # lines would change with every edit
            for text, context, comments in messages_in(source(path), method):
                catalogue.add(text, None, [place], auto_comments=comments, context=context)
    return catalogue


def update() -> None:
    """Bring every `.po` to what the source holds now.

    Nothing is guessed: a changed text is a new one. What is gone from the source goes from the file.
    """
    for path in catalogues.files():
        catalogue = catalogues.read(path)
        catalogue.update(extracted(path.stem), no_fuzzy_matching=True, update_creation_date=False)
        catalogues.write(path, catalogue)


def missing() -> Translations:
    """What is not translated yet: of each language and domain the texts, to be filled in; plurals are lists."""
    found: Translations = {}
    for path in catalogues.files():
        for message in catalogues.open_messages(catalogues.read(path)):
            blank: str | list[str] = ["", ""] if message.pluralizable else ""
            found.setdefault(_language(path), {}).setdefault(path.stem, {})[_name(message)] = blank
    return found


def merge(translations: Translations) -> None:
    """Fill in translations, in the shape in which `missing` gives them; those left blank stay open."""
    for path in catalogues.files():
        given = translations.get(_language(path), {}).get(path.stem, {})
        catalogue = catalogues.read(path)
        for message in catalogue:
            if message.id and (text := given.get(_name(message))):
                message.string = tuple(text) if isinstance(text, list) else text
                message.flags.discard("fuzzy")
        catalogues.write(path, catalogue)


def _language(path: Path) -> str:
    return path.parents[1].name


def _name(message: Message) -> str:
    """The text itself, the singular of a plural; its context before it."""
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return f"{message.context}\x04{text}" if message.context else text


def _sources(folder: Path, pattern: str) -> Iterator[Path]:
    tests = ROOT / "insights" / "tests"
    return (path for path in sorted(folder.rglob(pattern)) if path.is_file() and tests not in path.parents)
