"""The versions of the consent texts; a new wording is a new version."""

from accounts.enums import ConsentPurpose

TEXT_VERSIONS: dict[str, str] = {
    ConsentPurpose.FOUND_BY_EMPLOYERS: "2026-11",
    ConsentPurpose.NEWS: "2026-11",
    ConsentPurpose.RESEARCH: "2026-11",
}
