"""What is wrong with a file, a cell or worth knowing about an import, in words that say how to mend it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import items
from expo.enums import Currency, PayPeriod, PostingKind, RightToWork, WorkSite
from matching.taxonomy.enums import JobFunction, Seniority

FILE: dict[str, Promise] = {
    "too_large": gettext_lazy("The file has %(megabytes)s MB; %(most)s MB is the most. Split it into several files."),
    "unpacks_too_large": gettext_lazy(
        "The file unpacks to %(megabytes)s MB; %(most)s MB is the most. Save as plain CSV, or split it."
    ),
    "encrypted": gettext_lazy("The workbook is protected by a password. Save it without one."),
    "broken_archive": gettext_lazy("The file looks like a workbook or an archive but is damaged. Save it again."),
    "broken_workbook": gettext_lazy("The workbook cannot be read. Open it and save it again as XLSX, or as CSV."),
    "broken_csv": gettext_lazy("Line %(line)s breaks off inside quotation marks. Check the quotation marks near it."),
    "broken_json": gettext_lazy("Line %(line)s is not valid JSON. Check commas, quotation marks and brackets near it."),
    "wrong_format": gettext_lazy("This kind of file is not read. Use CSV, XLSX or JSON."),
    "wrong_kind": gettext_lazy("Record %(row)s is of another kind: openings and candidates are imported separately."),
    "empty_file": gettext_lazy("The file is empty."),
    "no_rows": gettext_lazy("The file has a heading line and nothing below it."),
    "no_headings": gettext_lazy("No known heading in the first line (%(seen)s). Use the headings of the template."),
    "heading_twice": gettext_lazy("Two columns mean the same: “%(heading)s”. Remove one."),
    "too_many_rows": gettext_lazy("The file has more than %(most)s rows. Split it into several files."),
    "too_many_columns": gettext_lazy("The file has more than %(most)s columns."),
    "cell_too_long": gettext_lazy("Row %(row)s has a cell of more than %(most)s characters. Shorten it."),
    "too_complex": gettext_lazy("Reading the file takes more memory than allowed. Save it as plain CSV, or split it."),
    "too_slow": gettext_lazy("Reading the file takes too long. Save it as plain CSV, or split it."),
}
CELL: dict[str, Promise] = {
    "title_missing": gettext_lazy("The title is missing. Write it in at least one language."),
    "employer_missing": gettext_lazy("The employer is missing. Write its name, or choose one for such rows."),
    "employer_unknown": gettext_lazy("No organisation is called “%(value)s”. Correct it, or allow new employers."),
    "cluster_unknown": gettext_lazy("“%(value)s” is no cluster. Use one of: %(choices)s."),
    "too_long": gettext_lazy("The text has %(length)s characters; %(most)s is the most."),
    "not_a_number": gettext_lazy("“%(value)s” is not a number. Write digits only, for example 25000."),
    "out_of_range": gettext_lazy("“%(value)s” is not between %(low)s and %(high)s."),
    "not_a_date": gettext_lazy("“%(value)s” is not a date. Write year, month, day: 2027-01-31."),
    "before_start": gettext_lazy("The end lies before the start."),
    "not_yes_or_no": gettext_lazy("“%(value)s” is neither yes nor no. Leave the cell empty if it is not known."),
    "not_a_choice": gettext_lazy("“%(value)s” is not understood. Use one of: %(choices)s."),
    "not_a_language": gettext_lazy("“%(value)s” is not understood. Write language and level, for example cantonese:3."),
    "pay_order": gettext_lazy("The upper pay (%(high)s) is less than the lower (%(low)s)."),
    "not_an_email": gettext_lazy("“%(value)s” is not an e-mail address."),
    "nobody": gettext_lazy("The row says nothing about a person. Fill in a reference, an address or skills."),
    "row_twice": gettext_lazy("This is the same record as row %(first)s. Remove one, or give them other references."),
    "account_exists": gettext_lazy("This person has an account already and keeps their own profile."),
    "profile_kept_by_person": gettext_lazy("This person has signed in since and keeps their own profile."),
    "email_of_another": gettext_lazy("This e-mail address belongs to another person."),
}
NOTE: dict[str, Promise] = {
    "masked": gettext_lazy("Identity, passport or card numbers masked before anything was stored: %(n)s."),
    "encoding": gettext_lazy("The text was read as %(name)s. Check a few Chinese names in the preview."),
    "unread_columns": gettext_lazy("Columns that were not read: %(names)s."),
    "default_site": gettext_lazy("Rows without a place, taken to be at the default place: %(n)s."),
    "guessed_cluster": gettext_lazy("Rows whose cluster was taken from their skills: %(n)s."),
    "guessed_function": gettext_lazy("Rows whose function was taken from their cluster: %(n)s."),
    "new_employers": gettext_lazy("Employers that will be made new: %(n)s."),
    "other_languages": gettext_lazy("Languages outside our list, left out: %(n)s."),
    "unknown_terms": gettext_lazy("Skills the vocabulary does not know, kept as text and put into its queue: %(n)s."),
}
STAYS_DRAFT: dict[str, Promise] = {
    "no_description": gettext_lazy("No description. Write one in the file, or on the advert after the import."),
    "no_requirements": gettext_lazy(
        "No requirement was recognised. Name skills in the file, or on the advert after the import."
    ),
}
MESSAGES = FILE | CELL | NOTE | STAYS_DRAFT
LISTS: dict[str, type[Choices]] = {
    choices.__name__: choices
    for choices in (Currency, JobFunction, PayPeriod, PostingKind, RightToWork, Seniority, WorkSite)
}


def _in_words(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return `params` with each code of a named list after the word for it, as a reader may type either."""
    if params.get("list") not in LISTS:
        return dict(params)
    words = {str(value): str(word) for value, word in LISTS[params["list"]].choices}
    told = [word_and_code(words.get(code, ""), code) for code in params["choices"]]
    return {**params, "choices": told}


def word_and_code(word: str, code: str) -> str:
    """Return "Hong Kong (hk)"; the code alone where the word says no more."""
    return code if word in {"", code} else _("%(word)s (%(code)s)") % {"word": word, "code": code}


def message_of(code: str, params: Mapping[str, Any]) -> str:
    """Return the sentence of a code in the reader's language."""
    if code not in MESSAGES:
        return _("Something is wrong here (%(code)s).") % {"code": code}
    return str(MESSAGES[code]) % {key: items(v) if isinstance(v, list) else v for key, v in _in_words(params).items()}
