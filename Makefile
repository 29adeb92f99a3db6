# What a developer or an operator types. `make help` lists it.
PYTHON ?= python3
BIN := .venv/bin
RUN_ENV := .venv/.run-stamp
DEV_ENV := .venv/.dev-stamp
BUILT := steward/foundation/ui/static/ui/built/manifest.json
LOCALE := steward/locale/zh_Hans/LC_MESSAGES/django.mo
PATHS := steward tests bench conftest.py
# Steward is several processes, and its tests start many: each would compile everything again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run dev test test-postgres test-all check format bench assets messages metrics pins clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(RUN_ENV): requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable . 2>/dev/null || $(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(DEV_ENV): $(RUN_ENV) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(BUILT): package-lock.json package.json vite.config.js $(shell find steward -path '*/jinja2/*' -o -path '*/front/*' -type f 2>/dev/null | grep -v node_modules)
	PYTHON=$(BIN)/python bash tools/build-assets
	@touch $@

$(LOCALE): $(wildcard steward/locale/*/LC_MESSAGES/*.po) | $(RUN_ENV)
	$(BIN)/python tools/compile_messages.py

setup: $(RUN_ENV) $(BUILT) $(LOCALE) ## build the environment, the assets and the translations
assets: $(BUILT) ## build scripts and styles

run: setup ## start Steward and print its address and a sign-in link
	@exec $(BIN)/steward run

dev: setup $(DEV_ENV) ## start Steward, reloading on changes
	@STEWARD_DEBUG=1 exec $(BIN)/steward run --reload

test: setup $(DEV_ENV) ## every test this machine can run, on SQLite and on PostgreSQL; the architecture is check's
	$(BIN)/python -m pytest -n 3 --dist loadgroup --ignore tests/architecture
	STEWARD_TEST_DATABASE=postgres $(BIN)/python -m pytest -n 2 --dist loadgroup -m "database and not browser and not slow"

check: setup $(DEV_ENV) ## format, lint, types, contracts, migrations, translations
	$(BIN)/ruff format --check $(PATHS)
	$(BIN)/ruff check $(PATHS)
	$(BIN)/mypy steward
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest tests/architecture -n 0
	$(BIN)/python -m steward.config.manage makemigrations --check --dry-run
	$(BIN)/python tools/compile_messages.py --check

format: $(DEV_ENV) ## put the code in order
	$(BIN)/ruff format $(PATHS)
	$(BIN)/ruff check --fix $(PATHS)

bench: setup $(DEV_ENV) ## measure, print the table, write var/bench.json
	$(BIN)/python -m bench

messages: $(DEV_ENV) ## collect new texts into the translation files
	$(BIN)/python tools/compile_messages.py --collect

metrics: $(DEV_ENV) ## compile the metrics' SQL and docs/metrics.md from their definitions
	$(BIN)/python -m steward.stream.insights.commands.compile_metrics

pins: $(DEV_ENV) ## pin the dependencies of pyproject.toml anew
	$(BIN)/uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt

clean: ## remove what was built, keep the data in var/
	rm -rf .venv node_modules steward/foundation/ui/static/ui/built
