"""Settings of a developer's machine and of the demo: embedded servers, one-click sign-in, mail kept in a mailbox."""

import os

from config.settings.base import *  # noqa: F403 - a settings module extends the base by star import

DEBUG = os.environ.get("DEBUG", "0") == "1"
DEMO = True
SECRET_KEY = os.environ.get("SECRET_KEY", "demo-only-key-that-never-guards-real-data")
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    "testserver",
    *filter(None, os.environ.get("ALLOWED_HOSTS", "").split(",")),
]
WHITENOISE_USE_FINDERS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
