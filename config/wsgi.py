"""WSGI entry for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from matching.taxonomy.queries.encoder import read_glosses

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()
len(get_resolver().url_patterns)  # reads the code of all pages once, before gunicorn forks, not in a first visit each
read_glosses()  # the largest part of what suggestions by meaning need, in the memory that all processes share
