"""The five people of the demo and their one-click sign-in. Refuses to work outside demo settings."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.enums import MemberRole, NameOrder
from accounts.errors import DemoOnly
from accounts.models import Membership, Organisation, User
from accounts.services.preferences import set_language
from accounts.session_keys import DEMO
from core import audit
from core.actor import Actor

DEMO_PEOPLE: dict[str, dict[str, object]] = {
    "candidate": {
        "email": "candidate@demo.example",
        "family_name": "Chan",
        "given_name": "Tai Man",
        "preferred_name": "Peter",
        "chinese_name": "陳大文",
    },
    "employer": {
        "email": "employer@demo.example",
        "family_name": "Wong",
        "given_name": "Siu Ling",
        "preferred_name": "Joyce",
        "chinese_name": "黃小玲",
    },
    "organiser": {
        "email": "organiser@demo.example",
        "family_name": "Lee",
        "given_name": "Ka Yan",
        "chinese_name": "李嘉欣",
        "is_organiser": True,
    },
    "organiser2": {
        "email": "organiser2@demo.example",
        "family_name": "Zhang",
        "given_name": "Xiaoming",
        "chinese_name": "张晓明",
        "is_organiser": True,
    },
    "administrator": {
        "email": "admin@demo.example",
        "family_name": "Ng",
        "given_name": "Anna",
        "name_order": NameOrder.GIVEN_FIRST,
        "is_staff": True,
        "is_superuser": True,
    },
}


def demo_is_allowed() -> bool:
    """Tell whether one-click sign-in may exist: DEMO is on and nothing says that real people use this site."""
    return bool(settings.DEMO and not settings.SECURE_SSL_REDIRECT and not settings.SESSION_COOKIE_SECURE)


@transaction.atomic
def create_demo_people(*, employer_organisation: Organisation | None = None) -> dict[str, User]:
    """Create (or find) the demo's people by role; the employer becomes an owner of `employer_organisation`."""
    if not demo_is_allowed():
        raise DemoOnly
    people = {}
    for role, fields in DEMO_PEOPLE.items():
        user = User.objects.filter(email=fields["email"]).first() or User.objects.create_user(**fields, is_demo=True)
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        people[role] = user
    if employer_organisation is not None:
        Membership.objects.get_or_create(
            organisation=employer_organisation,
            user=people["employer"],
            ended_at=None,
            defaults={"role": MemberRole.OWNER},
        )
    return people


@transaction.atomic
def sign_in_demo_person(*, request: HttpRequest, role: str) -> User:
    """Sign the visitor in as the demo person of `role`; raise DemoOnly where there is no demo or no such person.

    The person speaks from now on the language in which the visitor reads.
    """
    if not demo_is_allowed():
        raise DemoOnly
    user = User.objects.filter(email=DEMO_PEOPLE[role]["email"], is_demo=True, is_active=True).first()
    if user is None:
        raise DemoOnly
    set_language(user=user, language=get_language() or user.language)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[DEMO] = True
    UserSession.objects.create_from_request(request)
    audit.record("demo_sign_in", user, actor=Actor(user=user), after={"role": role})
    return user
