# make run    install what is needed and open the companion on the sample novel
# make test   install what the tests need and run them
# make help   the rest

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Another package index for torch; the README says which one spares Linux users without an NVIDIA GPU gigabytes.
TORCH_INDEX ?=
# The book that `make run` opens; the sample novel when empty.
BOOK ?=
# As many tests at a time as there are cores; those of one file stay together.
PYTEST_ARGS ?= -n auto --dist loadfile

.PHONY: run test test-fast bench lint clean help

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.installed ## install, bring the sample novel (or BOOK=path) up to date, open the page
	$(BIN)/companion sync $(BOOK)
	$(BIN)/companion serve $(BOOK)

test: $(VENV)/.installed-dev chromium ## everything that must pass
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-fast: $(VENV)/.installed-dev ## the tests without the browser and the slow ones
	$(BIN)/python -m pytest -m "not browser and not slow" $(PYTEST_ARGS)

bench: $(VENV)/.installed ## the sample novel against its key, open and sealed halves side by side
	$(BIN)/python benchmarks/sample_novel.py

lint: $(VENV)/.installed-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade --constraint constraints.txt pip

$(VENV)/.torch: constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	@touch $@

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/.torch
	@echo "Installing; the first time this takes a few minutes."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@

# The browser tests drive Chromium. Where it is missing and we may install it, the system's package is taken.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "No Chromium here: the browser tests will be skipped."; fi

clean: ## remove what was installed and built
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .mypy_cache
