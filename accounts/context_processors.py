"""Values about the signed-in person that every page needs."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Organisation


def organisations(request: HttpRequest) -> dict[str, object]:
    """Return the organisations the person acts for; asked of the database only when a page shows them."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.roles:
        return {"my_organisations": []}
    return {
        "my_organisations": SimpleLazyObject(lambda: list(Organisation.objects.filter(pk__in=actor.organisation_ids)))
    }
