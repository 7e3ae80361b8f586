# Two commands on a fresh machine:   make run   |   make test
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv
export RICOCHE_DATA_DIR ?= var
export PORT ?= 8000
unexport PYTHONDONTWRITEBYTECODE # the tests start the program some hundred times: it is compiled once

.DEFAULT_GOAL := help
.PHONY: help install run test test-long check bench fmt lock locales chromium

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | column -t -s $$'\t'

install: $(VENV)/.application ## set up what serving needs

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.application: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9
	$(UV) pip install -q --require-hashes -r requirements.txt
	$(UV) pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.application
	$(UV) pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

locales: $(VENV)/.application ## bring the catalogues up to date with the strings of the code
	$(BIN)/python -m server.locales

run: $(VENV)/.application ## serve a living demo company on http://localhost:8000
	@$(BIN)/ricoche demo --if-empty
	@$(BIN)/ricoche serve

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || test -n "$$CHROMIUM" || tests/install-chromium

test: $(VENV)/.development chromium ## the whole suite: unit, SQLite and PostgreSQL, browser
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not long"

test-long: $(VENV)/.development chromium ## what takes longer than ten minutes
	HYPOTHESIS_PROFILE=searching $(BIN)/python -m pytest -q -n auto --dist worksteal

check: $(VENV)/.development ## what CI runs, in its order: style, types, imports, templates, locales, then the suite
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet templates
	$(MAKE) test

bench: $(VENV)/.development chromium ## measure against floors and peers
	$(BIN)/python -m benchmarks

fmt: $(VENV)/.development ## put the code in form
	$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

lock: $(VENV)/.development ## pin again, with hashes and without addresses
	$(UV) lock -q --upgrade
	$(UV) export -q --no-header --format requirements-txt --no-emit-project --no-default-groups --group build -o requirements.txt >/dev/null
	$(UV) export -q --no-header --format requirements-txt --no-emit-project --no-default-groups --group build --group dev -o requirements-dev.txt >/dev/null
