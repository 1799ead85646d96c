"""Giving names to skills and taking them away; the one place that guards "no name belongs to two skills"."""

from collections.abc import Iterable

from matching.engine.lexicon import fold, scripts, squash
from matching.taxonomy.enums import AliasKind, Origin
from matching.taxonomy.errors import LabelsMissing, NameTaken
from matching.taxonomy.models import Skill, SkillAlias
from matching.taxonomy.services.seed import alias_rows


def refuse_taken(texts: Iterable[str], *, except_skill: int | None = None) -> None:
    """Raise NameTaken where one of `texts` already names another active skill, however it is spaced or cased."""
    wanted = {squash(text): text for text in texts if squash(text)}
    folded = {fold(text) for text in wanted.values()} | set(wanted)
    names = SkillAlias.objects.filter(folded__in=folded, skill__is_active=True).exclude(kind=AliasKind.EVIDENCE)
    for name in names.exclude(skill=except_skill).select_related("skill"):
        raise NameTaken(name=wanted.get(squash(name.text), name.text), skill=name.skill.name_en)


def add_alias(skill: Skill, text: str, *, kind: str = AliasKind.ALIAS) -> list[SkillAlias]:
    """Give `skill` one more written form; a form that both Chinese scripts share is stored for each."""
    if kind != AliasKind.EVIDENCE:
        refuse_taken([text], except_skill=skill.pk)
    folded = fold(text)
    have = set(skill.aliases.filter(folded=folded).values_list("language", flat=True))
    return SkillAlias.objects.bulk_create(
        SkillAlias(skill=skill, text=text.strip(), folded=folded, language=code, kind=kind, origin=Origin.EDITOR)
        for code in scripts(text)
        if code not in have
    )


def set_labels(skill: Skill, labels: tuple[str, str, str], *, origin: str = Origin.EDITOR) -> None:
    """Set the three names of `skill` (saved or not) and the label rows that follow from them.

    Former labels stay findable as aliases. Raises LabelsMissing, NameTaken.
    """
    cleaned = tuple(" ".join(label.split()) for label in labels)
    if not all(fold(label) for label in cleaned):
        raise LabelsMissing
    refuse_taken(cleaned, except_skill=skill.pk)
    skill.name_en, skill.name_zh_hant, skill.name_zh_hans = cleaned
    skill.save()
    skill.aliases.filter(kind=AliasKind.LABEL).update(kind=AliasKind.ALIAS)
    for row in alias_rows((cleaned[0], cleaned[1], cleaned[2]), [], []):
        values = {"text": row.text, "kind": AliasKind.LABEL}
        same = skill.aliases.filter(folded=row.folded, language=row.language)
        if not same.update(**values):
            SkillAlias.objects.create(skill=skill, folded=row.folded, language=row.language, origin=origin, **values)
