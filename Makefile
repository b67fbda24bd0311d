# Two commands: `make run` and `make test`. Each sets up what it needs, in .venv, once.
# Needs make and python3, 3.11 to 3.13, with its venv (Debian: python3-venv). `make run` needs no root.

PYTHON3 ?= python3
VENV := .venv
PYTHON := $(VENV)/bin/python
PINS := constraints.txt
LOG := build/ready.log
DEBIAN := dovecot-imapd dovecot-lmtpd openssl systemd dbus dbus-user-session libpam-systemd
PYTEST_ARGS ?= -n auto
ARGS ?=

.PHONY: help run test lint prove bench soak clean packages FORCE

help:
	@echo 'make run    set up what is needed, once, then: tending run'
	@echo 'make test   every test'
	@echo 'make lint   what CI looks at before it tests'
	@echo 'make prove  every promise at full size (some hours)'
	@echo 'make bench  the budgets, measured     make soak   a long run     make clean'

run: $(VENV)/.ready-run
	@exec $(PYTHON) -m tending run

test: packages $(VENV)/.ready-test
	@$(PYTHON) -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.ready-lint
	$(VENV)/bin/ruff check daemon tests
	$(VENV)/bin/ruff format --check daemon tests
	$(PYTHON) -m mypy daemon/tending tests
	$(VENV)/bin/lint-imports
	TENDING_HOME=build/nobody $(PYTHON) -m tending deck check
	TENDING_HOME=build/nobody $(PYTHON) -m tending helpline lint

# The three that take long.
prove: packages $(VENV)/.ready-test $(VENV)/.ready-lint
	@$(PYTHON) tests/prove.py $(ARGS)

bench: $(VENV)/.ready-test
	@$(PYTHON) tests/measure.py $(ARGS)

soak: $(VENV)/.ready-soak
	@$(PYTHON) tests/soak.py $(ARGS)

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find daemon tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A checkout that was moved is set up again: an editable install knows its folder by name.
ifneq ($(shell cat $(VENV)/.where 2>/dev/null),$(CURDIR))
MOVED := FORCE
endif

$(VENV)/.ready-run: EXTRAS :=
$(VENV)/.ready-test: EXTRAS := [test]
$(VENV)/.ready-lint: EXTRAS := [test,lint]
$(VENV)/.ready-soak: EXTRAS := [test,soak]
$(VENV)/.ready-run $(VENV)/.ready-test $(VENV)/.ready-lint $(VENV)/.ready-soak: pyproject.toml $(PINS) $(MOVED)
	@command -v $(PYTHON3) >/dev/null || \
	  { echo 'tending needs python3, 3.11 to 3.13. On Debian: apt-get install python3 python3-venv' >&2; exit 1; }
	@$(PYTHON3) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "tending needs python 3.11 to 3.13; $$($(PYTHON3) -V 2>&1) is here. Another one: make PYTHON3=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON3) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo 'This python3 cannot make a place for its packages. On Debian: apt-get install python3-venv' >&2; exit 1; }
	@mkdir -p build
	@prepare() { \
	  { $(PYTHON) -c '' 2>/dev/null && $(PYTHON) -m pip --version; } || $(PYTHON3) -m venv --clear $(VENV) || return 1; \
	  PIP_CONSTRAINT=$(CURDIR)/$(PINS) PIP_BUILD_CONSTRAINT=$(CURDIR)/$(PINS) PIP_DISABLE_PIP_VERSION_CHECK=1 \
	  PIP_ROOT_USER_ACTION=ignore $(PYTHON) -m pip install --no-input --progress-bar off --editable '.$(EXTRAS)'; \
	}; \
	printf 'Getting ready, once (about a minute) '; \
	prepare >$(LOG) 2>&1 & work=$$!; dots=0; \
	trap 'kill $$work 2>/dev/null; echo; exit 130' INT TERM; \
	while kill -0 $$work 2>/dev/null; do \
	  if [ $$dots -lt 32 ]; then printf .; dots=$$((dots + 1)); fi; sleep 2; \
	done; \
	if wait $$work; then \
	  while [ $$dots -lt 33 ]; do printf .; dots=$$((dots + 1)); done; echo ' done'; \
	else \
	  echo ' failed'; echo 'The last lines of $(LOG):' >&2; tail -n 5 $(LOG) >&2; exit 1; \
	fi
	@printf '%s\n' '$(CURDIR)' >$(VENV)/.where
	@touch $@

# What some tests need of the system: a mail server and a systemd of their own. Without them those tests skip.
packages:
	@if { command -v dovecot || test -x /usr/sbin/dovecot; } && test -x /usr/lib/dovecot/lmtp && test -x /lib/systemd/systemd \
	    && command -v dbus-daemon && command -v openssl; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get; then \
	  echo 'Installing what some tests need: $(DEBIAN)' >&2; \
	  export DEBIAN_FRONTEND=noninteractive; apt-get -qq update || true; \
	  apt-get -qq install --no-install-recommends --no-remove -y $(DEBIAN) || \
	  echo 'They could not be installed; the tests that need them skip.' >&2; \
	else \
	  echo 'Some tests skip. As root, all of them run: apt-get install --no-install-recommends $(DEBIAN)' >&2; \
	fi >/dev/null
