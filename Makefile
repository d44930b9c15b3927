# make demo   install, report on a story of fixtures/ and write out/report.html
# make test   install, lint and run the tests
# make lint   style alone
# make bench  measure on the offline tasks; fails where a figure is under its floor in fixtures/floors.json
# make clean  remove what these made, .venv too

STORY := fixtures/stories/harbour-fire/articles
BIN := .venv/bin

# The first Python that is new enough and can make environments; names found in the path may still be empty shims.
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c '$(USABLE)' 2>/dev/null && { echo $$python; break; }; done)

.PHONY: demo test lint bench clean

demo: .venv/installed
	@mkdir -p out
	$(BIN)/factcheck report $(STORY)
	$(BIN)/factcheck report $(STORY) --quiet -o out/report.html
	@echo "The same as a page: out/report.html"

test: lint
	$(BIN)/python -m pytest -q

lint: .venv/installed-test
	$(BIN)/ruff check .

bench: .venv/installed
	$(BIN)/factcheck bench floors

clean:
	rm -rf .venv out build dist *.egg-info .pytest_cache .hypothesis .ruff_cache
	find factcheck tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed: install it (Debian, Ubuntu: \
	apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c '$(USABLE)' || { echo "$(PYTHON) is older than 3.11 or has no venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/pyvenv.cfg pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt -e .
	@touch $@

.venv/installed-test: .venv/pyvenv.cfg pyproject.toml constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt -e ".[test]"
	@touch $@ .venv/installed
