"""The vocabulary as one searchable object, kept per process and renewed when a new version is published."""

from threading import Lock

from matching.engine.lexicon import Lexicon, Name
from matching.taxonomy.models import AmbiguousTerm, Skill, SkillAlias, VocabularyVersion

_lock = Lock()
_kept: dict[str, tuple[tuple[int, str], Lexicon]] = {}


def current_version() -> VocabularyVersion | None:
    """Return the latest published version of the vocabulary."""
    return VocabularyVersion.objects.order_by("-number").first()


def build_lexicon() -> Lexicon:
    """Read every name of every active skill and the rules; names of merged skills point to their target."""
    target = {}
    for skill_id, merged_into, is_active in Skill.objects.values_list("id", "merged_into_id", "is_active"):
        if is_active or merged_into is not None:
            target[skill_id] = merged_into or skill_id
    names = [
        Name(target[skill_id], text, kind)
        for skill_id, text, kind in SkillAlias.objects.values_list("skill_id", "text", "kind")
        if skill_id in target
    ]
    ids = {name: target[pk] for pk, name in Skill.objects.filter(pk__in=target).values_list("id", "name_en")}
    rules = {}
    for term, rule in AmbiguousTerm.objects.values_list("term", "rule"):
        senses = [
            {**sense, "skills": [ids[name] for name in sense["skills"] if name in ids]}
            for sense in rule.get("senses", [])
        ]
        rules[term] = {**rule, "senses": senses}
    return Lexicon(names, rules)


def current_lexicon() -> Lexicon:
    """Return the lexicon of the latest version: one small query when it is at hand, about 0.3 s when it is not."""
    version = current_version()
    key = (version.pk, version.sha256) if version else (0, "")
    kept = _kept.get("lexicon")
    if kept is not None and kept[0] == key:
        return kept[1]
    with _lock:
        lexicon = build_lexicon()
        if version is not None:
            _kept["lexicon"] = (key, lexicon)
        return lexicon
