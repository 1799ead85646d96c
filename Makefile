# Everything a person types. The work itself is done by Python; nothing but `python3` and `make` must be installed.
PYTHON ?= python3
VENV := .venv/bin/python
BOOT := $(PYTHON) core/embedded/bootstrap.py

.PHONY: demo stop reset backup restore test lint format messages translations lock bench

demo: ## the whole product on this machine: make demo [CANDIDATES=600 OPENINGS=300] [PORT=8000]
	@$(BOOT) demo

stop: ## stop a demo that runs somewhere else
	@$(BOOT) stop

reset: ## throw the demo's data away, after asking
	@$(BOOT) reset

backup: ## save the demo's database: make backup FILE=somewhere.dump
	@$(BOOT) python -m core.embedded.backup save $(or $(FILE),var/backups/latest.dump)

restore: ## bring a saved database back; the present one is kept beside it
	@$(BOOT) python -m core.embedded.backup restore $(FILE)

test: ## lint, types, layers, migrations, deployment check and the whole suite
	@$(BOOT) test

lint:
	@$(BOOT) lint

format: ## mend what ruff can mend
	@$(BOOT) dev -m ruff check --fix .
	@$(BOOT) dev -m ruff format .

messages: ## bring both Chinese catalogues up to date with the source (needs xgettext)
	@$(BOOT) python manage.py update_messages

translations:
	@$(BOOT) python manage.py compile_translations

lock: ## pin what requirements/*.in ask for, with hashes and without any index address
	@$(BOOT) lock

bench: ## the speed of scoring, runs, texts and changes beside the usual pipeline; see bench/README.md
	@$(BOOT) bench
