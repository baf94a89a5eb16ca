# Each target is one command of kamplan/bootstrap/, which needs nothing but Python.
PYTHON ?= python3
BOOTSTRAP = @$(PYTHON) -m kamplan.bootstrap

.PHONY: help run setup test lint prove bench develop lock

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: ## set up what is missing, then serve kamplan on http://localhost:8000 until Ctrl-C
	$(BOOTSTRAP) run

setup: ## the set-up alone
	$(BOOTSTRAP) setup

test: ## everything: lint, types, tests on SQLite and PostgreSQL, in Chromium
	$(BOOTSTRAP) test

lint: ## what can be seen without running anything
	$(BOOTSTRAP) lint

prove: ## the longer proofs
	$(BOOTSTRAP) prove

bench: ## how fast it is, on SQLite and PostgreSQL
	$(BOOTSTRAP) bench

develop: ## the tools that test and lint, for working on the code by hand
	$(BOOTSTRAP) develop

lock: ## pin anew what pyproject.toml and kamplan/bootstrap/pins ask for
	$(BOOTSTRAP) lock
