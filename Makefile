# make run   the site on http://127.0.0.1:8000 (HOST= and PORT= change that); all data is in var/, a second run keeps it
# make test  lint, types, deploy check, every test
# make messages  brings the translations (insights/locale) to what the source says now
# make lock  compiles requirements*.txt anew from pyproject.toml
# make clean removes what can be made again; var/ stays

HOST ?= 127.0.0.1
PORT ?= 8000
DEVELOPMENT ?= 1
PYTEST_ARGS ?= -n auto
export HOST PORT DEVELOPMENT

PY := .venv/bin/python
CHECKS := $(CURDIR)/.venv/checks

.PHONY: run test lint format lock messages clean venv install install-dev
.DEFAULT_GOAL := run

run: install
	@exec $(PY) manage.py serve --prepare

# A virtual environment of the newest fitting Python; PYTHON= names another. A broken one is made anew.
venv:
	@$(PY) -c '' 2>/dev/null && exit 0; rm -rf .venv; \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making .venv with $$($$python --version)"; \
	    $$python -m venv .venv && exit 0; \
	    rm -rf .venv; echo "$$python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	done; \
	echo "Python 3.11 or newer is needed; found: $$(python3 --version 2>/dev/null || echo none). Name one with: make run PYTHON=/path/to/python3.12" >&2; exit 1

# $(call pip,FILE) installs a locked file unless .venv holds exactly that one.
define pip
@want=$$(cksum < $(1)); stamp=.venv/$(1).stamp; \
if [ "$$(cat $$stamp 2>/dev/null)" != "$$want" ]; then \
  echo "Installing $(1)"; \
  $(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r $(1) && echo "$$want" > $$stamp; \
fi
endef

install: venv
	$(call pip,requirements.txt)

install-dev: venv
	$(call pip,requirements-dev.txt)

test: lint
	$(PY) -m pytest $(PYTEST_ARGS)

lint: export VAR_ROOT = $(CHECKS)
lint: install-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --quiet --lint templates
	$(PY) -m mypy
	$(PY) manage.py makemigrations --check --dry-run
	@echo "check --deploy, as in production"; \
	env -u DEVELOPMENT -u DEBUG SITE_URL=https://www.example.com BEHIND_PROXY=1 \
	  SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	  $(PY) manage.py check --deploy --fail-level WARNING

format: install-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Hashes come from the registry's own list, for every platform; no address and no path of this machine is written.
COMPILE := env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe \
  --strip-extras --no-annotate --no-header --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(LOCK_ARGS)
WANTED := import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb")); \
  print(*project["project"]["dependencies"], *(project["dependency-groups"]["dev"] if sys.argv[1:] else []), sep="\n")

lock: venv
	$(PY) -c 'import piptools' 2>/dev/null || $(PY) -m pip install -qq pip-tools
	$(PY) -c '$(WANTED)' | $(COMPILE) --output-file requirements.txt -
	$(PY) -c '$(WANTED)' dev | $(COMPILE) --constraint requirements.txt --output-file requirements-dev.txt -

messages: install
	$(PY) manage.py messages update

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis var/static var/built
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
