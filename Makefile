# What can be made. The work itself is in .ci/, so that each recipe here stays one line.
.DEFAULT_GOAL := help
.PHONY: help run test verify lint format pictures requirements clean

help: ## List what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

run: ## Install what is missing and start everything; HOST, PORT, DEMO=0 and the settings of .env.example change how
	@.ci/start

test: ## Check the code and run the quick tests on SQLite and PostgreSQL
	@.ci/test

verify: ## Run the slow tests on SQLite and PostgreSQL
	@.ci/verify

lint: ## Check the code only
	@.ci/lint

format: ## Put the code in its standard form
	@.ci/format

pictures: ## Draw the pictures of docs/ anew
	@.ci/pictures

requirements: ## Pin what pyproject.toml asks for; UPGRADE=1 takes the newest versions
	@.ci/requirements

clean: ## Delete the virtual environment and caches; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .coverage htmlcov
