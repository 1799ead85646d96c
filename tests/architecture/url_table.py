"""Who may do what at which address: the table that `test_url_matrix.py` holds against the site.

To add an address: write `"app:name": row(GET, POST, url_argument="world.path")`. An address without a row fails
the build. GET and POST are nine letters, one per column of ROLES, or one of the named patterns below:

    o  let in (any answer that is none of the others; an empty form sent back with errors counts as let in)
    l  sent to the sign-in page      f  forbidden (403)      n  does not exist for them (404)      m  wrong method (405)

URL arguments are literals ("=about") or paths into the objects of `url_world.py`: records of `organisation`, whose
owner, recruiter and viewer are columns of the table, and of `candidate`. `foreign` owns another organisation, `other`
is another candidate.
POST sends no data unless the row says `data={...}`; whatever a request writes is rolled back.
Every row is also tried as an organiser without a second factor, who may reach nothing that is closed to strangers.
"""

from dataclasses import dataclass

ROLES = (
    "anonymous",
    "candidate",
    "other",
    "owner",
    "recruiter",
    "viewer",
    "foreign",
    "organiser",
    "administrator",
)

EVERYBODY = "ooooooooo"
SIGNED_IN = "loooooooo"
ORGANISERS = "lffffffof"
ADMINISTRATORS = "lfffffffo"
STAFF = "lffffffoo"
TEAM = "lnnooonoo"
"""Members of the organisation look, and staff; for others it does not exist."""
RECRUITERS = "lnnoofnff"
OWNERS = "lnnoffnfo"
"""Owners change the team, and administrators help."""
WRITERS = "lnnoofnof"
"""Owners and recruiters write roles, and organisers; viewers and administrators look elsewhere."""
MINE = "lonnnnnnn"
"""The candidate's own record; for everybody else it does not exist."""
NOWHERE = "nnnnnnnnn"
NO = "-"
"""The address does not know this method: nobody gets in, and at least one role is told so (405)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One address: expected letters for GET and POST, URL arguments, and data sent by POST."""

    get: str
    post: str
    kwargs: dict[str, str]
    data: dict[str, str]
    safe_while_locked: bool


def row(get: str, post: str, *, data: dict[str, str] | None = None, locked_ok: bool = False, **kwargs: str) -> Row:
    """Write one row; `locked_ok` marks the few pages that staff without a second factor may use."""
    return Row(get, post, kwargs, data or {}, locked_ok)


CORE = {
    "core:livez": row(EVERYBODY, NO),
    "core:readyz": row(EVERYBODY, NO),
    "core:styleguide": row(EVERYBODY, NO),
    "core:manifest": row(EVERYBODY, NO),
    "core:worker": row(EVERYBODY, NO),
    "core:offline": row(EVERYBODY, NO),
}

ACCOUNTS = {
    "accounts:home": row(SIGNED_IN, NO),
    "accounts:language_set": row(NO, EVERYBODY, data={"language": "en"}),
    "accounts:theme_set": row(NO, EVERYBODY, data={"theme": "dark"}),
    "accounts:demo_signin": row(EVERYBODY, EVERYBODY, data={"role": "candidate"}),
    "accounts:settings": row(SIGNED_IN, SIGNED_IN),
    "accounts:consent_set": row(NO, SIGNED_IN, data={"purpose": "news", "give": "on"}),
    "accounts:data_export": row(SIGNED_IN, NO),
    "accounts:account_delete": row(SIGNED_IN, SIGNED_IN),
    "accounts:second_factor": row(SIGNED_IN, NO, locked_ok=True),
    "accounts:organisation_edit": row("lnnoffnoo", "lnnoffnoo", slug="organisation.slug"),
    "accounts:team": row(TEAM, NO, slug="organisation.slug"),
    "accounts:team_invite": row(NO, OWNERS, slug="organisation.slug"),
    "accounts:team_role": row(
        NO, OWNERS, data={"role": "viewer"}, slug="organisation.slug", pk="recruiter_membership.pk"
    ),
    "accounts:team_hand_over": row(NO, "lnnoffnff", slug="organisation.slug", pk="viewer_membership.pk"),
    # the viewer leaves; the recruiter may not remove the viewer
    "accounts:team_remove": row(NO, "lnnofonfo", slug="organisation.slug", pk="viewer_membership.pk"),
    "accounts:invitation_revoke": row(NO, OWNERS, slug="organisation.slug", pk="invitation.pk"),
    "accounts:invitation": row(EVERYBODY, EVERYBODY, token="invitation_token"),
    "accounts:mailbox": row(ADMINISTRATORS, NO),
    "accounts:mailbox_mail": row(ADMINISTRATORS, NO, pk="mail.pk"),
    "accounts:mailbox_html": row(ADMINISTRATORS, NO, pk="mail.pk"),
}

# Only the columns of staff have a second factor, and are sent to confirm it before a delicate page ("o").
WITH_FACTOR = "lffffffoo"
STRANGERS_KEY = "lnnnnnnoo"
NOT_MADE = "lnnnnnnnn"

ALLAUTH = {
    "account_login": row(EVERYBODY, EVERYBODY),
    "account_logout": row(EVERYBODY, EVERYBODY, locked_ok=True),
    "account_inactive": row(EVERYBODY, NO),
    "account_signup": row(EVERYBODY, EVERYBODY),
    "account_reauthenticate": row(WITH_FACTOR, WITH_FACTOR, locked_ok=True),
    "account_email": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "account_email_verification_sent": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "account_change_password": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "account_set_password": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "account_reset_password": row(EVERYBODY, EVERYBODY),
    "account_confirm_login_code": row("loooooooo", "loooooooo", locked_ok=True),
    "account_confirm_password_reset_code": row("lllllllll", "lllllllll", locked_ok=True),
    "account_complete_password_reset": row(EVERYBODY, EVERYBODY),
    "account_password_reset_completed": row(EVERYBODY, NO),
    "account_request_login_code": row(EVERYBODY, EVERYBODY),
    "mfa_index": row(SIGNED_IN, NO, locked_ok=True),
    "mfa_authenticate": row("loooooooo", "loooooooo", locked_ok=True),
    "mfa_reauthenticate": row(WITH_FACTOR, WITH_FACTOR, locked_ok=True),
    "mfa_activate_totp": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "mfa_deactivate_totp": row("lnnnnnnoo", "lnnnnnnoo", locked_ok=True),
    "mfa_view_recovery_codes": row(NOT_MADE, NO, locked_ok=True),
    "mfa_generate_recovery_codes": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "mfa_download_recovery_codes": row(NOT_MADE, NOT_MADE, locked_ok=True),
    "mfa_list_webauthn": row(SIGNED_IN, NO, locked_ok=True),
    "mfa_add_webauthn": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "mfa_reauthenticate_webauthn": row(WITH_FACTOR, WITH_FACTOR, locked_ok=True),
    "mfa_remove_webauthn": row(STRANGERS_KEY, STRANGERS_KEY, locked_ok=True, pk="factor.pk"),
    "mfa_edit_webauthn": row(STRANGERS_KEY, STRANGERS_KEY, locked_ok=True, pk="factor.pk"),
    "mfa_login_webauthn": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
    "usersessions_list": row(SIGNED_IN, SIGNED_IN, locked_ok=True),
}

TAXONOMY = {
    "taxonomy:skill_suggest": row(SIGNED_IN, NO),
    "taxonomy:skill_list": row(STAFF, NO),
    "taxonomy:skill_edit": row(STAFF, STAFF, pk="skill.pk"),
    "taxonomy:skill_name_add": row(NO, STAFF, pk="skill.pk"),
    "taxonomy:skill_name_remove": row(NO, STAFF, pk="skill.pk", alias_pk="alias.pk"),
    "taxonomy:skill_merge": row(NO, STAFF, pk="skill.pk"),
    "taxonomy:unknown_queue": row(STAFF, NO),
    "taxonomy:term_accept": row(NO, STAFF, pk="term.pk"),
    "taxonomy:term_merge": row(NO, STAFF, pk="term.pk"),
    "taxonomy:term_reject": row(NO, STAFF, pk="term.pk"),
    "taxonomy:term_undo": row(NO, STAFF, pk="term.pk"),
}

EXPO = {
    "expo:front": row(EVERYBODY, NO),
    "expo:posting_list": row(EVERYBODY, NO),
    "expo:posting_detail": row(EVERYBODY, NO, pk="posting.pk"),
    "expo:posting_data": row(EVERYBODY, NO, pk="posting.pk"),
    "expo:employer_list": row(EVERYBODY, NO),
    "expo:employer_detail": row(EVERYBODY, NO, slug="organisation.slug"),
    "expo:register": row(SIGNED_IN, SIGNED_IN),
    # whoever is not registered is led to the registration
    "expo:my_pass": row(SIGNED_IN, NO),
    "expo:check_in_online": row(NO, MINE),
    "expo:profile": row(SIGNED_IN, NO),
    "expo:profile_undo": row(NO, SIGNED_IN),
    "expo:profile_mentions": row(SIGNED_IN, SIGNED_IN),
    "expo:profile_skill_means": row(NO, MINE, pk="profile_skill.pk"),
    "expo:profile_edit": row(SIGNED_IN, SIGNED_IN, section="=about"),
    "expo:profile_item_add": row(SIGNED_IN, SIGNED_IN, kind="=skills"),
    "expo:profile_item_edit": row(MINE, MINE, kind="=skills", pk="profile_skill.pk"),
    # a line that is gone or not one's own: nothing happens, and the profile is shown
    "expo:import_list": row(ORGANISERS, NO),
    "expo:import_new": row(ORGANISERS, ORGANISERS),
    "expo:import_template": row(ORGANISERS, NO, kind="=postings", extension="=csv"),
    "expo:import_detail": row(ORGANISERS, NO, pk="import_batch.pk"),
    "expo:import_apply": row(NO, ORGANISERS, pk="import_batch.pk"),
    "expo:import_undo": row(NO, ORGANISERS, pk="import_batch.pk"),
    "expo:import_drop": row(NO, ORGANISERS, pk="import_batch.pk"),
    "expo:profile_item_remove": row(NO, SIGNED_IN, kind="=skills", pk="profile_skill.pk"),
    "expo:org_home": row(TEAM, NO, slug="organisation.slug"),
    "expo:org_posting_new": row(WRITERS, WRITERS, slug="organisation.slug"),
    # the posting is published: its employer reads it here, and changes it only after taking it back
    "expo:org_posting_edit": row(WRITERS, "lnnfffnof", slug="organisation.slug", pk="posting.pk"),
    "expo:org_posting_mentions": row(WRITERS, "lnnfffnof", slug="organisation.slug", pk="posting.pk"),
    "expo:org_posting_step": row(NO, WRITERS, slug="organisation.slug", pk="posting.pk", verb="=close"),
    "expo:console": row(ORGANISERS, NO),
    "expo:edition_list": row(ORGANISERS, NO),
    "expo:edition_new": row(ORGANISERS, ORGANISERS),
    "expo:edition_edit": row(ORGANISERS, ORGANISERS, pk="edition.pk"),
    "expo:edition_step": row(NO, ORGANISERS, pk="edition.pk", verb="=run"),
    "expo:posting_review": row(ORGANISERS, NO),
    "expo:posting_review_bulk": row(NO, ORGANISERS),
    "expo:posting_review_step": row(NO, ORGANISERS, pk="posting.pk", verb="=approve"),
    "expo:edition_employers": row(ORGANISERS, "lffffffnf"),
    "expo:employer_add": row(ORGANISERS, ORGANISERS),
    "expo:employer_new": row(ORGANISERS, ORGANISERS),
    "expo:org_answer": row(NO, WRITERS, slug="organisation.slug", verb="=confirm"),
    "expo:check_in": row(ORGANISERS, NO),
    "expo:check_in_scan": row(NO, ORGANISERS),
    "expo:check_in_person": row(NO, ORGANISERS, pk="findable.pk"),
    "expo:check_in_undo": row(NO, ORGANISERS, pk="check_in.pk"),
    "expo:candidate_list": row(ORGANISERS, NO),
}

MATCHING = {
    "matching:my_matches": row(SIGNED_IN, NO),
    "matching:my_match": row(SIGNED_IN, NO, posting_id="posting.pk"),
    "matching:posting_receipt": row(SIGNED_IN, NO, pk="posting.pk"),
    # the team and organisers; administrators have no business with candidates
    "matching:role_candidates": row("lnnooonon", NO, slug="organisation.slug", pk="posting.pk"),
    "matching:role_candidate": row(
        "lnnooonon", NO, slug="organisation.slug", pk="posting.pk", profile_id="findable.pk"
    ),
    "matching:run_list": row(ORGANISERS, NO),
    # without htmx it leads to the list of runs
    "matching:run_latest": row(ORGANISERS, NO),
    "matching:run_new": row(ORGANISERS, ORGANISERS),
    "matching:run_detail": row(ORGANISERS, NO, pk="run.pk"),
    "matching:run_edit": row(ORGANISERS, ORGANISERS, pk="run.pk"),
    "matching:run_progress": row(ORGANISERS, NO, pk="run.pk"),
    "matching:run_dry": row(NO, ORGANISERS, pk="run.pk"),
    "matching:run_start": row(NO, ORGANISERS, pk="run.pk"),
    "matching:run_cancel": row(NO, ORGANISERS, pk="run.pk"),
    "matching:run_sign": row(NO, ORGANISERS, pk="run.pk"),
    "matching:run_publish": row(NO, ORGANISERS, pk="run.pk"),
    "matching:run_withdraw": row(NO, ORGANISERS, pk="run.pk"),
    "matching:run_diff": row(ORGANISERS, NO, pk="run.pk"),
    "matching:run_pairs": row(ORGANISERS, NO, pk="run.pk"),
    "matching:run_judge": row(NO, ORGANISERS, pk="run.pk"),
    "matching:run_judgements": row(ORGANISERS, NO, pk="run.pk"),
}

TABLE = CORE | ACCOUNTS | ALLAUTH | TAXONOMY | EXPO | MATCHING
