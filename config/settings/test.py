"""Settings of the test suite."""

import os

from config.settings.base import *  # noqa: F403 - a settings module extends the base by star import

SECRET_KEY = "tests-only"  # noqa: S105 - guards nothing
DEBUG = False
DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - from the base
_WORKER = f"{DATABASES['default']['NAME']}-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"  # noqa: F405 - from the base
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {  # noqa: F405 - from the base
    "global_keyprefix": f"test-{_WORKER}:",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# A test's rows are seen by its own connection alone, so the thread that beats would find its run gone: it waits for
# ever unless a test asks for beats. The first test that scores compiles the kernels, which takes longer than a beat.
MATCHING_HEARTBEAT_SECONDS = float(os.environ.get("MATCHING_HEARTBEAT_SECONDS", "3600"))
# Tests start and kill many workers; they compile what they need in their tasks.
MATCHING_WARM_UP = os.environ.get("MATCHING_WARM_UP", "0") == "1"
