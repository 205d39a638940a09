# `make run` reads what is new under raw/ and publishes it to curated/; `make test` runs every check.
# Both install what they need into .venv first, from requirements.txt, which is locked with hashes.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: run test lint types imports tests lock clean

run: $(INSTALLED)
	@$(BIN)/deckfacts ingest

test: lint types imports tests

lint: $(INSTALLED)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(INSTALLED)
	@$(BIN)/mypy

imports: $(INSTALLED)
	@$(BIN)/lint-imports

tests: $(INSTALLED)
	@$(BIN)/pytest

# -qq: errors only; what pip warns of is the machine's own configuration.
# --no-deps: the lock is complete, and pip before 23.3 refuses hashes for requirements with extras without it.
$(INSTALLED): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "deckfacts needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 run")'
	@echo "Installing into .venv (a few minutes, once) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Needs uv. Run it after changing the dependencies in pyproject.toml.
lock:
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --upgrade --quiet --output-file requirements.txt

clean:
	rm -rf .venv .prefect .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
