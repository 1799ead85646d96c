"""Lists of values about people and organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationStage(models.TextChoices):
    STARTUP = "startup", _("Start-up")
    GROWTH = "growth", _("Growth company")
    ESTABLISHED = "established", _("Established company")
    INSTITUTE = "institute", _("Research institute")
    NONPROFIT = "nonprofit", _("Nonprofit")


class OrganisationSize(models.TextChoices):
    S1 = "1-10", _("1–10 people")
    S2 = "11-50", _("11–50 people")
    S3 = "51-200", _("51–200 people")
    S4 = "201-1000", _("201–1,000 people")
    S5 = "1000+", _("more than 1,000 people")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    RECRUITER = "recruiter", _("Recruiter")
    VIEWER = "viewer", _("Viewer")


class NameOrder(models.TextChoices):
    FAMILY_FIRST = "family_first", _("Family name first")
    GIVEN_FIRST = "given_first", _("Given name first")


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class ConsentPurpose(models.TextChoices):
    FOUND_BY_EMPLOYERS = "found_by_employers", _("Be found by employers of the expo")
    NEWS = "news", _("Receive news of the park")
    RESEARCH = "research", _("Anonymous research")
