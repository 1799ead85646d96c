"""Lists of values shared by every app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    EN = "en", _("English")
    ZH_HANT = "zh-hant", _("Traditional Chinese")
    ZH_HANS = "zh-hans", _("Simplified Chinese")


class Site(models.TextChoices):
    HK = "hk", _("Hong Kong")
    SZ = "sz", _("Shenzhen")
    ONLINE = "online", _("Online")


class Level(models.IntegerChoices):
    """How well a skill is mastered; the same four steps for people and requirements."""

    BASIC = 1, _("Basic")
    WORKING = 2, _("Working")
    ADVANCED = 3, _("Advanced")
    EXPERT = 4, _("Expert")
