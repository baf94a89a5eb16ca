# Each target is one command of kamplan/bootstrap/, which needs nothing but Python.
PYTHON ?= python3
BOOTSTRAP = @$(PYTHON) -m kamplan.bootstrap

.PHONY: help run setup develop

help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: ## set up what is missing, then serve kamplan on http://localhost:8000 until Ctrl-C
	$(BOOTSTRAP) run

setup: ## the set-up alone
	$(BOOTSTRAP) setup

develop: ## the set-up with the tools that test and lint
	$(BOOTSTRAP) develop
