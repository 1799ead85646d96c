"""Where a person starts."""

from dataclasses import dataclass, field

from accounts.models import Organisation
from core.actor import Actor


@dataclass(frozen=True, slots=True)
class StartPage:
    """A page named by its URL name, because the page may belong to a higher app."""

    url_name: str
    kwargs: dict[str, str] = field(default_factory=dict)


STAND_IN = StartPage("accounts:settings")


def start_pages(actor: Actor) -> list[StartPage]:
    """Return the start page and what stands in where its app is switched off.

    Console, administration, the first organisation by name, or my matches.
    """
    if actor.is_organiser:
        return [StartPage("expo:console"), STAND_IN]
    if actor.is_administrator:
        return [StartPage("admin:index")]
    slug = (
        Organisation.objects.filter(pk__in=actor.organisation_ids)
        .order_by("name_en", "id")
        .values_list("slug", flat=True)
        .first()
    )
    if slug is not None:
        return [StartPage("expo:org_home", {"slug": slug}), StartPage("accounts:team", {"slug": slug})]
    return [StartPage("matching:my_matches"), StartPage("expo:profile"), STAND_IN]
