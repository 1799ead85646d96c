"""Employers of an edition: bringing them in, their answer, their state and booth."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.enums import MemberRole
from accounts.models import Organisation
from accounts.services.mail import send_mail_to
from accounts.services.membership import invite_member
from accounts.services.organisations import create_organisation
from core.actor import Actor
from core.audit import record
from core.errors import NotAllowed
from expo.enums import EmployerState
from expo.models import Edition, EditionEmployer
from expo.policies import can_create_posting, can_organise
from expo.workflows import EMPLOYER


@transaction.atomic
def set_employer(
    *, edition: Edition, organisation: Organisation, state: str = EmployerState.CONFIRMED, booth: str = "", actor: Actor
) -> EditionEmployer:
    """Put an organisation on the list of employers in `state`, or change its state and booth. Raises NotAllowed."""
    if not can_organise(actor):
        raise NotAllowed
    part = EditionEmployer.objects.select_for_update().filter(edition=edition, organisation=organisation).first()
    before = {"state": part.state, "booth": part.booth} if part else {}
    if part is None:
        part = EditionEmployer(edition=edition, organisation=organisation)
    part.state, part.booth = state, booth
    part.save()
    after = {"state": state, "booth": booth}
    if before != after:
        record("employer.set", part, actor=actor, before=before, after=after, organisation_id=organisation.pk)
    return part


@transaction.atomic
def add_employer(
    *,
    edition: Edition,
    organisation: Organisation,
    state: str,
    booth: str = "",
    owner_email: str = "",
    accept_url: str,
    actor: Actor,
) -> EditionEmployer:
    """Put an organisation on the list; tell its owners, or invite its first owner. Raises NotAllowed, AlreadyMember."""
    part = set_employer(edition=edition, organisation=organisation, state=state, booth=booth, actor=actor)
    if owner_email:
        invite_member(
            organisation=organisation, email=owner_email, role=MemberRole.OWNER, accept_url=accept_url, actor=actor
        )
    if state == EmployerState.INVITED:
        _tell_owners(part)
    return part


@transaction.atomic
def add_new_employer(
    *,
    edition: Edition,
    fields: Mapping[str, Any],
    state: str,
    booth: str = "",
    owner_email: str = "",
    accept_url: str,
    actor: Actor,
) -> EditionEmployer:
    """Make an organisation and put it on the list, in one step. Raises NotAllowed."""
    organisation = create_organisation(fields=fields, actor=actor)
    return add_employer(
        edition=edition,
        organisation=organisation,
        state=state,
        booth=booth,
        owner_email=owner_email,
        accept_url=accept_url,
        actor=actor,
    )


@transaction.atomic
def answer_invitation(*, part: EditionEmployer, verb: str, actor: Actor) -> EditionEmployer:
    """Let the employer itself confirm or decline. Raises NotAllowed, IllegalTransition."""
    part = EditionEmployer.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=part.pk)
    if not can_create_posting(actor, part.organisation):
        raise NotAllowed
    before = part.state
    part.state = EMPLOYER.check(verb, before)
    part.save(update_fields=["state"])
    record(
        f"employer.{verb}",
        part,
        actor=actor,
        before={"state": before},
        after={"state": part.state},
        organisation_id=part.organisation_id,
    )
    return part


def _tell_owners(part: EditionEmployer) -> None:
    owners = part.organisation.memberships.live().filter(role=MemberRole.OWNER).select_related("user")
    for owner in owners:
        with translation.override(owner.user.language):
            names = {"organisation": str(part.organisation), "edition": str(part.edition)}
            send_mail_to(
                email=owner.user.email,
                subject=gettext("%(organisation)s is invited to %(edition)s") % names,
                text=gettext(
                    "The organisers of %(edition)s invite %(organisation)s to take part. "
                    "Sign in and say whether you come; then write your roles."
                )
                % names,
            )
