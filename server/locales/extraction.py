"""Collects every string that people read, from Python and from templates."""

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from server.settings import ROOT
from server.web.locale import LOCALES

FRENCH = LOCALES / "fr" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {
    "N_": None, "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "say": None,
    "say_many": (1, 2), "N_MANY": (1, 2),
}  # fmt: skip
PYTHON = [("server/**.py", "python")]
TEMPLATES = [("templates/**.html", "jinja2.ext:babel_extract"), ("templates/**.txt", "jinja2.ext:babel_extract")]
OPTIONS = {pattern: {"trimmed": "true"} for pattern, _ in TEMPLATES}
COMMENT = """# Ricoche in French.
# This file is distributed under the same licence as Ricoche."""


def extracted() -> Catalog:
    """All strings in the code today."""
    catalog = Catalog(project="Ricoche", charset="utf-8")
    found = extract_from_dir(ROOT, PYTHON + TEMPLATES, OPTIONS, keywords=KEYWORDS, directory_filter=_is_ours)
    for filename, _, message, comments, context in found:
        catalog.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    return catalog


def _is_ours(folder: object) -> bool:
    return not any(part in str(folder) for part in ("/.", "__pycache__", "node_modules"))


def catalogue() -> Catalog:
    """The French catalogue as it is on disk."""
    if not FRENCH.exists():
        return Catalog(locale="fr", project="Ricoche", charset="utf-8")
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr")


def missing() -> list[str]:
    """Strings without French, fuzzy ones included."""
    known = catalogue()
    return [str(m.id) for m in extracted() if m.id and not _is_translated(known.get(m.id, m.context))]


def obsolete() -> list[str]:
    """French for strings that nobody says any more."""
    said = extracted()
    return [str(m.id) for m in catalogue() if m.id and said.get(m.id, m.context) is None]


def _is_translated(message: object) -> bool:
    text = getattr(message, "string", None)
    whole = all(text) if isinstance(text, (tuple, list)) else bool(text)
    return whole and not getattr(message, "fuzzy", False)


def update() -> list[str]:
    """Rewrite the catalogue; the strings that still want French."""
    known = catalogue()
    known.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    _head(known)
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    with FRENCH.open("wb") as file:
        write_po(file, known, width=110, sort_output=True, omit_header=False, include_lineno=False)
    return missing()


def _head(catalog: Catalog) -> None:
    """A header that says nothing of the day or the machine, so that only strings make a difference."""
    catalog.project, catalog.version, catalog.fuzzy, catalog.header_comment = "Ricoche", "1", False, COMMENT
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = "none"
    catalog.revision_date = catalog.creation_date
