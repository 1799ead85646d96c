"""What an imported advert needs before it may be published at once; without it, it stays a draft."""

from collections.abc import Mapping
from typing import Any

LANGUAGES = ("en", "zh_hant", "zh_hans")


def missing_to_publish(draft: Mapping[str, Any]) -> list[str]:
    """Return the codes of what the draft of an advert lacks: a description, a requirement."""
    missing = []
    if not any(draft["fields"][f"description_{code}"] for code in LANGUAGES):
        missing.append("no_description")
    if not draft["requirements"]:
        missing.append("no_requirements")
    return missing
