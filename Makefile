# Everything on a fresh machine with Python 3.11 or later, make and git:
#   make site   builds this repository's own site into public/
#   make test   runs every test
#   make lock   writes the newest versions that pyproject.toml allows into requirements/, with hashes
#   make bench  measures this engine beside Hugo and Pelican: builds, and from a save to the browser
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin
LATEST := .venv-latest
PIP := -m pip install --quiet --disable-pip-version-check
LOCKED := $(BIN)/python $(PIP) --require-hashes --requirement
SELF := $(BIN)/python $(PIP) --no-deps --no-build-isolation --editable .

.PHONY: site test lint unit test-latest lock audit parity oracle faults fuzz manual screenshots bench clean

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

# The same tests with the newest version of everything that is installed, where that is not the locked one.
test-latest: $(VENV)/ready-dev
	rm -rf $(LATEST)
	$(PYTHON) -m venv $(LATEST)
	$(LATEST)/bin/python $(PIP) --upgrade --requirement requirements/build.in --editable ".[dev]"
	@$(BIN)/python -m pip freeze --exclude-editable | sort >$(LATEST)/locked
	@$(LATEST)/bin/python -m pip freeze --exclude-editable | sort >$(LATEST)/newest
	@if diff $(LATEST)/locked $(LATEST)/newest; then echo "The newest versions are the locked ones."; \
	else $(LATEST)/bin/python -m pytest -n 2; fi

# The versions that everybody gets: for every system, and for Python 3.11 and later.
lock: $(VENV)/ready-dev
	for each in site dev bench; do \
		extra=$$([ $$each = site ] || echo "--extra $$each"); \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
			--custom-compile-command "make lock" $$extra pyproject.toml requirements/build.in \
			--output-file requirements/$$each.txt || exit 1; \
	done

# What is installed beside the list of known vulnerabilities.
audit: $(VENV)/ready-dev
	$(BIN)/python -m tests.security.audit

# What we compute beside what the real Hugo computes, fact by fact.
parity: $(VENV)/ready-dev
	$(BIN)/python -m tests.parity.comparison

# Ten thousand random edits, each incremental build beside a clean one; about a quarter of an hour.
oracle: $(VENV)/ready-dev
	$(BIN)/python -m tests.oracle --edits 10000 --jobs 1,2

# Three hundred builds killed at random moments; about half an hour.
faults: $(VENV)/ready-dev
	$(BIN)/python -m tests.hard.faults --kills 300

# Made-up input for an hour (FUZZ="--minutes 5" for five minutes), then damaged ledgers and impossible requests.
fuzz: $(VENV)/ready-dev
	$(BIN)/python -m tests.hard.fuzz $(FUZZ)
	$(BIN)/python -m tests.hard.ledgers
	$(BIN)/python -m tests.hard.knocking

# The manual's reference pages, from docstrings, types and the command line's parser.
manual: $(VENV)/ready
	$(BIN)/python -m blogengine.manual

# The manual's pictures of this repository's own site, with Chromium.
screenshots: $(VENV)/ready-dev
	$(BIN)/python -m blogengine.manual.screenshots

# Takes about an hour; BENCH="--posts 100,1000" is done in minutes. Then from a save to the browser: some minutes.
bench: $(VENV)/ready-bench
	$(BIN)/python -m benchmarks $(BENCH)
	$(BIN)/python -m benchmarks.latency $(LATENCY)

$(VENV)/ready: pyproject.toml requirements/site.txt | $(BIN)/python
	$(LOCKED) requirements/site.txt
	$(SELF)
	touch $@

$(VENV)/ready-dev: pyproject.toml requirements/dev.txt | $(BIN)/python
	$(LOCKED) requirements/dev.txt
	$(SELF)
	touch $@ $(VENV)/ready

$(VENV)/ready-bench: pyproject.toml requirements/bench.txt | $(BIN)/python
	$(LOCKED) requirements/bench.txt
	$(SELF)
	touch $@ $(VENV)/ready

# A half-made environment would be taken for a whole one.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "blogengine needs Python 3.11 or later; name yours: make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

clean:
	rm -rf $(VENV) $(LATEST) public .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
