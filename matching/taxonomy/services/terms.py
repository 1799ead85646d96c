"""The queue of unknown terms: what people typed that no skill is named by, and what editors decide about it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from core.actor import Actor
from core.audit import record
from core.enums import Language
from core.errors import IllegalTransition, NotAllowed
from matching.engine.lexicon import fold
from matching.taxonomy.enums import AliasKind, Origin, TermState
from matching.taxonomy.errors import NothingToUndo, SkillMerged, TermDecided
from matching.taxonomy.models import Cluster, Skill, UnknownTerm
from matching.taxonomy.policies import can_edit_vocabulary
from matching.taxonomy.queries.lexicon import current_lexicon
from matching.taxonomy.services.names import add_alias, set_labels
from matching.taxonomy.services.vocabulary import publish_version
from matching.taxonomy.workflows import TERM

MAX_LENGTH = 200
MAX_WORDS = 8


def is_term(folded: str) -> bool:
    """Tell whether a folded text is short enough to be a term rather than a sentence, and holds a letter."""
    return 0 < len(folded) <= MAX_LENGTH and len(folded.split()) <= MAX_WORDS and any(c.isalpha() for c in folded)


@transaction.atomic
def note_unknown_terms(texts: Iterable[tuple[str, str]], *, now: datetime | None = None) -> int:
    """Count the texts (text, language) that name no skill; return how many distinct terms were noted.

    Terms are compared folded. One that an editor has decided about is counted and keeps its decision. Sentences
    (more than MAX_WORDS words) are left out.
    """
    now = now or timezone.now()
    lexicon = current_lexicon()
    counted: dict[str, list] = {}
    for text, language in texts:
        folded = fold(text)
        if folded in counted:
            counted[folded][2] += 1
        elif is_term(folded) and not lexicon.lookup(text)[0]:
            counted[folded] = [" ".join(text.split())[:MAX_LENGTH], language, 1]
    known = {
        term.folded: term
        for term in UnknownTerm.objects.select_for_update().filter(folded__in=list(counted)).order_by("folded")
    }
    for folded, term in known.items():
        term.seen += counted[folded][2]
        term.last_seen_at = now
    UnknownTerm.objects.bulk_update(list(known.values()), ["seen", "last_seen_at"], batch_size=1000)
    fresh = [
        UnknownTerm(
            text=text,
            folded=folded,
            language=language if language in Language.values else Language.EN,
            seen=seen,
            first_seen_at=now,
            last_seen_at=now,
        )
        for folded, (text, language, seen) in sorted(counted.items())
        if folded not in known
    ]
    UnknownTerm.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    return len(counted)


@transaction.atomic
def forget_unknown_terms(texts: Iterable[tuple[str, str]]) -> int:
    """Take back one counting of the texts; waiting terms that nobody else typed go. Return how many went.

    Decisions of editors stay, with the count less.
    """
    counted = Counter(folded for text, _language in texts if is_term(folded := fold(text)))
    terms = list(UnknownTerm.objects.select_for_update().filter(folded__in=list(counted)).order_by("folded"))
    for term in terms:
        term.seen = max(0, term.seen - counted[term.folded])
    UnknownTerm.objects.bulk_update(terms, ["seen"], batch_size=1000)
    gone, _by_model = UnknownTerm.objects.filter(
        pk__in=[term.pk for term in terms], seen=0, state=TermState.PENDING
    ).delete()
    return gone


def _locked(term: UnknownTerm, verb: str, actor: Actor) -> tuple[UnknownTerm, str]:
    """Return the locked row and the state that `verb` leads to. Raises NotAllowed, TermDecided."""
    if not can_edit_vocabulary(actor):
        raise NotAllowed
    term = UnknownTerm.objects.select_for_update().get(pk=term.pk)
    try:
        return term, TERM.check(verb, term.state)
    except IllegalTransition as error:
        raise (NothingToUndo if verb == "undo" else TermDecided) from error


def _decide(term: UnknownTerm, verb: str, state: str, skill: Skill | None, actor: Actor) -> UnknownTerm:
    before = {"state": term.state, "skill": term.skill_id}
    term.state, term.skill = state, skill
    term.decided_at = timezone.now() if state != TermState.PENDING else None
    term.decided_by_id = actor.user_id if state != TermState.PENDING else None
    term.save(update_fields=["state", "skill", "decided_at", "decided_by_id"])
    after = {"state": state, "skill": skill.pk if skill else None, "term": term.text}
    record(f"term.{verb}", term, actor=actor, before=before, after=after)
    if verb in ("accept", "merge"):
        publish_version(note=f"{verb} “{term.text}”", actor=actor)
    return term


@transaction.atomic
def accept_term(
    *, term: UnknownTerm, labels: tuple[str, str, str], kind: str, clusters: Sequence[Cluster], actor: Actor
) -> UnknownTerm:
    """Make the term a new skill with names (English, Traditional, Simplified); the term itself is one of its names.

    Raises TermDecided, LabelsMissing, NameTaken, NotAllowed.
    """
    term, state = _locked(term, "accept", actor)
    skill = Skill(kind=kind, origin=Origin.EDITOR, is_edited=True)
    set_labels(skill, labels)
    skill.clusters.set(clusters)
    if not skill.aliases.filter(folded=term.folded).exists():
        add_alias(skill, term.text)
    return _decide(term, "accept", state, skill, actor)


@transaction.atomic
def merge_term(*, term: UnknownTerm, skill: Skill, actor: Actor) -> UnknownTerm:
    """Make the term another name of `skill`. Raises TermDecided, SkillMerged, NameTaken, NotAllowed."""
    term, state = _locked(term, "merge", actor)
    if not skill.is_active:
        raise SkillMerged
    add_alias(skill, term.text)
    return _decide(term, "merge", state, skill, actor)


@transaction.atomic
def reject_term(*, term: UnknownTerm, actor: Actor) -> UnknownTerm:
    """Say that the term is no skill; it is counted on and asked about no more. Raises TermDecided, NotAllowed."""
    term, state = _locked(term, "reject", actor)
    return _decide(term, "reject", state, None, actor)


@transaction.atomic
def undo_term(*, term: UnknownTerm, actor: Actor) -> UnknownTerm:
    """Take a decision back: the term waits again, the name or the skill it made is gone.

    A skill that profiles or adverts use already is retired instead of deleted. Raises NothingToUndo, NotAllowed.
    """
    term, state = _locked(term, "undo", actor)
    skill, was = term.skill, term.state
    term = _decide(term, "undo", state, None, actor)
    if skill is not None and was == TermState.MERGED:
        skill.aliases.filter(folded=term.folded, kind=AliasKind.ALIAS, origin=Origin.EDITOR).delete()
    elif skill is not None:
        try:
            with transaction.atomic():
                skill.delete()
        except (ProtectedError, RestrictedError):
            Skill.objects.filter(pk=skill.pk).update(is_active=False)
    publish_version(note=f"undo “{term.text}”", actor=actor)
    return term
