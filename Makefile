# `make demo` and `make test` do the whole set-up on a machine that has only Python 3.11.
PYTHON ?= python3.11
BIN := .venv/bin
# Processes that run the tests: one more than there are cores to reckon with, since nights often wait for a browser.
WORKERS ?= 3
# Tests start hundreds of processes: where the environment says that modules are compiled anew in each, it costs minutes.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup demo check test lint bench accuracy docs notebooks notebooks-clean lock clean

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml scripts/setup.sh
	sh scripts/setup.sh $(PYTHON)

demo: setup
	$(BIN)/govcrawl demo --out demo-out

# What a change needs before it is committed: no night, no browser, no PostgreSQL, nothing that is built for minutes.
check: lint
	$(BIN)/pytest -q -n 2 --dist loadscope --no-loadscope-reorder -m "not (night or browser or postgresql or slow)"

test: setup
	$(BIN)/pytest -q -n $(WORKERS) --dist loadscope --no-loadscope-reorder

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check_docstrings.py
	$(BIN)/cog --check docs/*.md

bench: setup
	$(BIN)/python -m benchmarks.extract
	$(BIN)/python -m benchmarks.crawl

# An hour on two cores; what is not beside the project (city, traps, real pages) is named as not measured.
accuracy: setup
	$(BIN)/python -m benchmarks.accuracy

notebooks: setup
	cd analysis/notebooks && ../../$(BIN)/jupyter lab

notebooks-clean: setup
	$(BIN)/python scripts/clean_notebooks.py

docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

lock:
	uv pip compile --quiet --generate-hashes --all-extras --python-version 3.11 --no-emit-index-url --no-header \
	  pyproject.toml -o requirements.lock

clean:
	rm -rf .venv demo-out out var site
