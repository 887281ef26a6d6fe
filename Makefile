# Each target installs what it needs first (scripts/setup.sh); nothing else is
# to be prepared by hand.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
DEMO ?= demo
SHOTS ?= build/shots
# Extra arguments, as in: make test ARGS=tests/domain
ARGS ?=
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# What tests write lies in memory where there is plenty: it is synced thousands of times.
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2e6 { print "TMPDIR=/dev/shm" }')
SCREEN := xvfb-run -a -s "-screen 0 1600x1000x24"

.PHONY: help demo run test test-long check no-qt bare bare-12 bare-13 windows windows-check \
    bench shots freeze install uninstall lock clean setup setup-test setup-long setup-freeze

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: setup ## walk a whole year on the sample plan; the files stay in demo/
	$(OFFSCREEN) $(BIN)/dxdesk demo $(DEMO)

run: setup ## open the window
	$(BIN)/dxdesk

test: setup-test ## all tests but the long ones
	@# Halves that are evened out at the end: what a module makes is made by one process then.
	$(MEMORY) $(OFFSCREEN) $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

test-long: setup-long ## the long tests, with LibreOffice
	@# What promises a time is tried with nothing beside it; with ARGS either may have no test.
	$(OFFSCREEN) $(BIN)/python -m pytest -n 2 -m "long and not alone" -o faulthandler_timeout=1800 $(ARGS) || [ $$? -eq 5 ]
	$(OFFSCREEN) $(BIN)/python -m pytest -m alone -o faulthandler_timeout=1800 $(ARGS) || [ $$? -eq 5 ]

check: setup-test ## lint, format, types, import contracts, core tests without Qt
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports --no-logo
	$(MAKE) no-qt

no-qt: setup-test # the core's tests where Qt cannot be imported
	$(MEMORY) $(BIN)/python -m pytest -n 2 --dist worksteal -p no:pytest-qt -p tests.no_qt $(ARGS)

bare: bare-12 bare-13 ## the README's two commands on minimal Debian 12 and 13 (as root)

bare-12: # as root
	scripts/bare.sh 12

bare-13: # as a user with sudo; Python 3.13
	scripts/bare.sh 13

windows: ## the Windows folder, .zip and setup.exe, built here: dist/
	scripts/windows/build.sh

windows-check: ## that build and the tests, run on Windows Python under wine
	scripts/windows/check.sh

bench: setup-test ## medians and ratios against plain scripts
	$(OFFSCREEN) $(BIN)/python -m benchmarks $(ARGS)

shots: setup-test ## pictures of every window, in build/shots/
	$(SCREEN) $(BIN)/python -m scripts.shots $(SHOTS)

freeze: setup-freeze ## one folder that starts without Python: dist/dxdesk/
	@# The same commit gives the same bytes.
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || date +%s) PYTHONHASHSEED=0 \
	    $(BIN)/pyinstaller --noconfirm --clean --log-level WARN build.spec
	env -u PYTHONPATH $(OFFSCREEN) dist/dxdesk/dxdesk --self-test
	$(BIN)/python -m scripts.licences dist/dxdesk

install: ## that folder with menu entry, kinds of files and icons, below PREFIX (~/.local)
	@[ -x dist/dxdesk/dxdesk ] || $(MAKE) freeze
	scripts/install.sh

uninstall: ## take exactly that away again
	scripts/install.sh --remove

lock: ## pin the newest allowed versions in requirements*.txt
	scripts/lock.sh --upgrade

clean: ## remove what was made, but not the environment
	rm -rf build dist $(DEMO) .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

setup:
	@scripts/setup.sh run
setup-test:
	@scripts/setup.sh test
setup-long:
	@scripts/setup.sh long
setup-freeze:
	@scripts/setup.sh freeze
