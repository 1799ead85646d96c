"""Who may change the vocabulary. Pure."""

from core.actor import Actor


def can_edit_vocabulary(actor: Actor) -> bool:
    """Decide about terms, change names, merge skills: organisers and administrators."""
    return actor.is_organiser or actor.is_administrator
