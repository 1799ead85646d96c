"""The versions of the consent texts; a new wording is a new version."""

from accounts.enums import ConsentPurpose

# Given and withdrawn with the visibility of the profile, so that what a person agreed to and what happens never differ.
WITH_THE_PROFILE: str = ConsentPurpose.FOUND_BY_EMPLOYERS

TEXT_VERSIONS: dict[str, str] = {
    ConsentPurpose.FOUND_BY_EMPLOYERS: "2026-11",
    ConsentPurpose.NEWS: "2026-11",
    ConsentPurpose.RESEARCH: "2026-11",
}
