"""A person with an e-mail address. Collects no birth date, photo, identity number, nationality or marital status."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import NameOrder, Theme
from core.enums import Language


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password they sign in by a code sent to their e-mail address."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """`is_organiser` opens the console, `is_staff` the administration; both need a second factor outside the demo."""

    email = models.EmailField(_("e-mail address"), unique=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    preferred_name = models.CharField(_("preferred or English name"), max_length=80, blank=True)
    chinese_name = models.CharField(_("Chinese name"), max_length=40, blank=True)
    name_order = models.CharField(
        _("name order"), max_length=20, choices=NameOrder.choices, default=NameOrder.FAMILY_FIRST
    )
    language = models.CharField(_("language"), max_length=10, choices=Language.choices, default=Language.EN)
    theme = models.CharField(_("colours"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("administrator"), default=False)
    is_organiser = models.BooleanField(_("organiser"), default=False)
    is_demo = models.BooleanField(_("demo data"), default=False)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_ci",
                violation_error_message=_("There is an account with this address already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Administrators look after every table; there are no finer rights in the administration."""
        return bool(self.is_active and self.is_staff) or super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return bool(self.is_active and self.is_staff) or super().has_module_perms(app_label)

    def get_full_name(self) -> str:
        """Return the name as the person orders it; the family name in capitals, the preferred name after a comma."""
        family, given = self.family_name.upper(), self.given_name
        parts = [family, given] if self.name_order == NameOrder.FAMILY_FIRST else [given, family]
        name = " ".join(part for part in parts if part) or self.preferred_name
        if self.preferred_name and self.preferred_name != name:
            name = f"{name}, {self.preferred_name}"
        return f"{name} {self.chinese_name}".strip()

    def get_short_name(self) -> str:
        return self.preferred_name or self.given_name or self.chinese_name or self.email
