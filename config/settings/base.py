"""Settings shared by every environment. Everything that differs between machines is read from the environment."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.settings.people import *  # noqa: F403 - the part of the base settings about people
from core.embedded.addresses import database_url, redis_url

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

INSTALLED_APPS = [
    "config.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "core",
    "matching.taxonomy",
    "accounts",
    "expo",
    "matching",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.ActorMiddleware",
    "accounts.middleware.PreferenceMiddleware",
    "accounts.middleware.SessionAgeMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "core.middleware.MethodPageMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "core.templatetags.page"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
                "accounts.context_processors.organisations",
            ],
        },
    }
]
FORM_RENDERER = "core.forms.PageFormRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or database_url(VAR_DIR), conn_max_age=60, conn_health_checks=True
    )
}
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    f"-c statement_timeout={os.environ.get('STATEMENT_TIMEOUT_MS', '30000')} -c lock_timeout=5000"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL") or redis_url(VAR_DIR)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL.rstrip('/')}/1",
        "KEY_PREFIX": "tpu",
    }
}

CELERY_BROKER_URL = f"{REDIS_URL.rstrip('/')}/0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 280
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "default"
# One process with threads inside works off "matching"; short things never wait behind a chunk.
CELERY_TASK_ROUTES = {
    f"matching.tasks.{name}": {"queue": "matching"}
    for name in ("count_run", "prepare_run", "score_chunk", "finish_run")
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "health_check_interval": 10,
    "global_keyprefix": "tpu:",
}
CELERY_TIMEZONE = "Asia/Hong_Kong"
RECOVER_SECONDS = float(os.environ.get("RECOVER_SECONDS", "10"))
CELERY_BEAT_SCHEDULE: dict[str, dict] = {
    "pulse": {"task": "core.tasks.pulse", "schedule": 15.0},
    "relay-mails": {"task": "core.tasks.relay_mails", "schedule": 60.0},
    "recover-runs": {
        "task": "matching.tasks.recover_runs",
        "schedule": RECOVER_SECONDS,
        "options": {"expires": RECOVER_SECONDS},  # no heap of them waits for a worker that was away
    },
    "refresh-stale-features": {"task": "matching.tasks.refresh_stale_features", "schedule": 300.0},
}

# A chunk is sent again when its worker was silent for SILENT seconds, or its message unheard for RESEND seconds.
MATCHING_PAIRS_PER_CHUNK = int(os.environ.get("MATCHING_PAIRS_PER_CHUNK", "300000000"))
# Threads inside one worker process, 0 for one on each core: fewer where several processes share the cores.
MATCHING_THREADS = int(os.environ.get("MATCHING_THREADS", "0"))
# Whether a worker reads and compiles what it needs before its first task (3 to 20 s) instead of within it.
MATCHING_WARM_UP = os.environ.get("MATCHING_WARM_UP", "1") == "1"
# The engine runs threads of its own; the matrix library's own beside them would only wait, at full load.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
MATCHING_HEARTBEAT_SECONDS = float(os.environ.get("MATCHING_HEARTBEAT_SECONDS", "3"))
MATCHING_SILENT_SECONDS = float(os.environ.get("MATCHING_SILENT_SECONDS", "30"))
MATCHING_RESEND_SECONDS = float(os.environ.get("MATCHING_RESEND_SECONDS", "60"))

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hant", _("Traditional Chinese")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Hong_Kong"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = "config.formats"

THEME_COOKIE_NAME = "theme"

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Without this Django would write an error of a page nowhere, unless somebody reads mails of that kind.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "server": {
            "()": "core.logs.ReferenceFormatter",
            "format": "{asctime} {levelname} {reference} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"server": {"class": "logging.StreamHandler", "formatter": "server"}},
    "root": {"handlers": ["server"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # an address mistyped by somebody is no news
    },
}

DEMO = False
