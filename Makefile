# What a person who works on releasekit does. `make` alone lists it. Every target uses the virtual environment in .venv.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help venv lint format types contracts test check accept long coverage docs bench benchpdf judge dist clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/\1\t\2/' | expand -t 12

venv: $(BIN)/ready ## make .venv, with releasekit editable and all tools

$(BIN)/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[bench,dev,docs]'
	@touch $@

check: lint types contracts test ## all that must pass before a commit: lint, types, contracts, tests

lint: venv ## ruff: rules and layout
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: venv ## ruff: mend what it can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: venv ## mypy, strict
	$(BIN)/mypy

contracts: venv ## import-linter: who may import whom
	$(BIN)/lint-imports

test: venv ## the tests, on all cores
	$(BIN)/python -m pytest --quiet -n auto --dist loadfile

accept: venv ## write the goldens anew, to be read with git diff before a commit
	$(BIN)/python -m pytest --quiet --accept

long: venv ## the tests with many more examples, and the benchmarks
	RELEASEKIT_LONG=1 $(BIN)/python -m pytest --quiet -n auto --dist loadfile
	$(MAKE) bench benchpdf

coverage: venv ## which lines and branches no test reaches
	$(BIN)/coverage run -m pytest --quiet
	$(BIN)/coverage report

docs: venv ## the documentation, built strictly into site/
	$(BIN)/zensical build --clean --strict

bench: venv ## the command line against its import floor, conversions a second, against pandoc and mammoth
	$(BIN)/python benchmarks/cli.py
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/word.py

benchpdf: venv ## pages of PDF against typst and WeasyPrint, with its chart, and packs: a quarter of an hour
	$(BIN)/python benchmarks/pdf.py --chart benchmarks/pdf.svg
	$(BIN)/python benchmarks/pack.py

judge: venv ## jing and veraPDF on the TEI and PDF of every example and golden (needs Java)
	PATH="$(CURDIR)/$(BIN):$$PATH" tools/judge

dist: venv ## wheel and source archive in dist/, and a look into the wheel
	rm -rf dist
	$(BIN)/python -m build --outdir dist . >/dev/null 2>&1
	tools/dist-check dist

clean: ## throw away what was made
	rm -rf .venv build dist out site .cache .coverage .*_cache .hypothesis
