# `make help` lists the targets.
PYTHON ?= python3
PORT ?= 5000
export PORT
BIN := .venv/bin
TEMPLATES := templates $(wildcard matching/output/report/*.j2)
DEMO := MENTORSHIP_ENV=demo MENTORSHIP_KEY_FILE=instance/demo-keys.toml FLASK_APP=wsgi PATH="$(CURDIR)/$(BIN):$$PATH"

.DEFAULT_GOAL := help
.PHONY: help run dev shell test test-fast check bench format translations lock clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: .venv/run.stamp instance/demo-keys.toml ## Serve the demonstration on http://127.0.0.1:$PORT until Ctrl-C.
	@$(DEMO) $(BIN)/flask run-demo

instance/demo-keys.toml: | .venv/run.stamp
	@$(BIN)/python -m mentorship.privacy.make_keys $@

dev: .venv/run.stamp instance/demo-keys.toml ## Serve the demonstration with reloader, debugger and SQL counts.
	@$(DEMO) $(BIN)/flask db upgrade >/dev/null
	@$(DEMO) $(BIN)/flask make-demo
	@$(DEMO) sh -c 'flask work & trap "kill $$!" EXIT; flask run --debug --port $(PORT)'

shell: .venv/run.stamp instance/demo-keys.toml ## Open a Python shell on the demonstration's data: db, models, services.
	@$(DEMO) $(BIN)/flask shell

test: .venv/dev.stamp ## Run all tests.
	$(BIN)/python -m pytest -n auto --dist worksteal

test-fast: .venv/dev.stamp ## Run the fast tests (a minute): architecture and units, none marked slow.
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" tests/architecture tests/unit

check: .venv/dev.stamp ## Lint code and templates, format, types, import contracts, migrations against models.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(BIN)/djlint --check $(TEMPLATES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/integration/test_migrations.py -k models

bench: .venv/dev.stamp ## Measure the matching library, in minutes: a table of ratios.
	$(BIN)/python -m benchmarks

format: .venv/dev.stamp ## Format code and templates, and fix what ruff can fix.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --quiet --warn --reformat $(TEMPLATES)

CATALOGS := mentorship/translations

translations: .venv/dev.stamp ## Update the translation catalogs from the code; translate, and run it again.
	$(BIN)/pybabel -q extract --mapping pyproject.toml --keyword _l --add-comments Translators: \
		--add-location file --project "Common Thread" --msgid-bugs-address "" --output $(CATALOGS)/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file $(CATALOGS)/messages.pot --output-dir $(CATALOGS)
	$(BIN)/pybabel -q compile --statistics --directory $(CATALOGS)
	@rm $(CATALOGS)/messages.pot

LOCK := $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: .venv/dev.stamp ## Lock the newest allowed version of every dependency.
	$(LOCK) --upgrade --output-file requirements/run.txt pyproject.toml
	$(LOCK) --upgrade --extra dev --extra scale --extra cluster --constraint requirements/run.txt \
		--output-file requirements/dev.txt pyproject.toml

clean: ## Remove the environment, and the demonstration with its keys and data.
	rm -rf .venv instance/demo*

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	@echo "Installing what the service needs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/run.stamp
