"""Lists of values of the vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SkillKind(models.TextChoices):
    KNOWLEDGE = "knowledge", _("Knowledge")
    METHOD = "method", _("Method")
    TOOL = "tool", _("Tool")
    SOFT = "soft", _("Soft skill")
    LANGUAGE = "language", _("Language")
    CERTIFICATE = "certificate", _("Certificate")


class AliasKind(models.TextChoices):
    LABEL = "label", _("Label")
    ALIAS = "alias", _("Alias")
    EVIDENCE = "evidence", _("Evidence term")


class TermState(models.TextChoices):
    PENDING = "pending", _("Waiting")
    ACCEPTED = "accepted", _("Accepted as a new skill")
    MERGED = "merged", _("Merged into a skill")
    REJECTED = "rejected", _("Rejected")


class JobFunction(models.TextChoices):
    RND = "rnd", _("R&D")
    TECHNOLOGY = "technology", _("Technology")
    DESIGN = "design", _("Design")
    BUSINESS = "business", _("Business")
    OPERATIONS = "operations", _("Operations")
    SUPPORT = "support", _("Support")


class Seniority(models.TextChoices):
    INTERN = "intern", _("Intern")
    GRADUATE = "graduate", _("Graduate")
    JUNIOR = "junior", _("Junior")
    MID = "mid", _("Mid-level")
    SENIOR = "senior", _("Senior")
    LEAD = "lead", _("Lead")
    MANAGER = "manager", _("Manager")
    DIRECTOR = "director", _("Director")


class Origin(models.TextChoices):
    """Where a row of the vocabulary comes from; a reload of the project's files touches only its own rows."""

    SEED = "seed", _("Project list")
    EDITOR = "editor", _("Editor")
    ESCO = "esco", _("ESCO")
