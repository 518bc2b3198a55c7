# Everything on a fresh machine with Python 3.11 or later, make and git:
#   make site   builds this repository's own site into public/
#   make test   runs every test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test lint unit parity clean

site: $(VENV)/ready
	$(BIN)/blogengine build

test: lint unit

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n 2

# What we compute beside what the real Hugo computes, fact by fact.
parity: $(VENV)/ready-dev
	$(BIN)/python -m tests.parity.comparison

$(VENV)/ready: pyproject.toml | $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/ready-dev: pyproject.toml | $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@ $(VENV)/ready

$(VENV):
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) public .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
