"""Catalogues of translations: compile them without gettext's programs, keep them in one stable order."""

import re
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}|%[sd]")


def catalogues(locale_dir: Path) -> list[Path]:
    """Return the .po files under a locale folder, sorted."""
    return sorted(locale_dir.glob("*/LC_MESSAGES/*.po"))


def compile_catalogue(path: Path) -> bool:
    """Write the .mo beside a .po when it is missing or older; return whether it was written. Never half a file."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return False
    part = target.with_suffix(".mo.part")
    polib.pofile(str(path)).save_as_mofile(str(part))
    part.replace(target)
    return True


def tidy_catalogue(path: Path) -> int:
    """Sort a .po by source text, empty its guesses (fuzzy entries) and return how many entries wait for words.

    The order and the missing dates make that two people's catalogues merge line by line.
    """
    catalogue = polib.pofile(str(path))
    for entry in catalogue.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    for entry in catalogue.obsolete_entries():
        catalogue.remove(entry)
    for name in ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To"):
        catalogue.metadata.pop(name, None)
    catalogue.metadata["Project-Id-Version"] = "Talent Power Up"
    catalogue.header = ""
    catalogue.metadata_is_fuzzy = False
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save(str(path))
    return len(catalogue.untranslated_entries())


def gaps(path: Path) -> list[str]:
    """Return what is wrong in a .po, one line per entry: missing, guessed, or with other placeholders."""
    catalogue = polib.pofile(str(path))
    found = [f"missing: {entry.msgid}" for entry in catalogue.untranslated_entries()]
    found += [f"fuzzy: {entry.msgid}" for entry in catalogue.fuzzy_entries()]
    for entry in catalogue.translated_entries():
        wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural)
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        if any(text and not _placeholders(text) <= wanted for text in texts):
            found.append(f"unknown placeholder: {entry.msgid}")
        if not entry.msgid_plural and _placeholders(entry.msgstr) != wanted:
            found.append(f"other placeholders: {entry.msgid}")
    return found


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", ""))}
