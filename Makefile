# Every target sets up what it needs; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SETUP := .venv/.ready docs/assets/vendor/.ready

##@ Reading and writing
.PHONY: serve
serve: $(SETUP) ## Draw, build and serve the guide on http://127.0.0.1:8000/ with live reload (PORT=…)
	@$(PY) scripts/design_round/floor/browser.py --install >/dev/null || echo "Going on without a browser: diagrams are drawn in the reader's."
	@$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(or $(PORT),8000)

.PHONY: site
site: $(SETUP) ## Make the release in site/ (the old one stays whole if anything fails)
	@$(PY) scripts/design_round/floor/browser.py --install >/dev/null || echo "Going on without a browser: no PDF, and diagrams are drawn in the reader's."
	@$(PY) scripts/build_site.py --pdf

.PHONY: new case pattern
new: .venv/.ready ## Begin a chapter: make new case NAME=fraud-detection, make new pattern NAME=…
	@$(PY) scripts/new_chapter.py "$(or $(filter case pattern,$(MAKECMDGOALS)),$(KIND))" "$(NAME)"
case pattern:
	@$(if $(filter new,$(MAKECMDGOALS)),:,echo "Say: make new $@ NAME=fraud-detection" >&2; exit 2)

##@ Checking
.PHONY: test
test: $(SETUP) browser ## Lint, check types and spelling, run every test
	@$(PY) scripts/describe_machine.py
	@$(BIN)/ruff check --quiet scripts tests bench plots
	@$(BIN)/ruff format --quiet --check scripts tests bench plots
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/codespell
	@$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

.PHONY: check
check: $(SETUP) browser ## Say what every check says of the notes, in seconds: make check [PAGE="docs/cases/x.md …"]
	@$(PY) scripts/check.py $(PAGE)

.PHONY: check-site
check-site: site ## Build the release and run every check on it: links, published addresses, PDFs (minutes)
	@status=0; for each in "check_links.py site --strict" "check_urls.py site" "check_pdf.py site"; do \
	  $(PY) scripts/$$each || status=1; done; exit $$status

.PHONY: offline
offline: site ## Pack the guide into dist/design-round-offline.zip: opens from disk, without a network
	@$(PY) scripts/export_offline.py

.PHONY: bench
bench: $(SETUP) browser ## Measure speed against the peers, side by side (minutes)
	@for each in bench/*.py; do echo "== $$each"; $(PY) $$each || exit 1; done

##@ Keeping
.PHONY: setup
setup: $(SETUP) browser ## Install everything, without building

.PHONY: browser
browser: .venv/.ready
	@$(PY) scripts/design_round/floor/browser.py --install >/dev/null

.PHONY: lock
lock: .venv/.ready ## Lock the requirements again after editing requirements.in or package.json
	@for each in requirements requirements-node; do $(BIN)/uv pip compile $$each.in --output-file $$each.txt --quiet \
	  --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(LOCK_ARGS) || exit 1; done
	@npm install --package-lock-only --silent

.PHONY: try-mermaid
try-mermaid: $(SETUP) browser ## Say and show what another Mermaid would change: make try-mermaid VERSION=next
	@$(PY) scripts/try_mermaid.py "$(VERSION)"

.PHONY: format
format: .venv/.ready ## Format the code
	@$(BIN)/ruff check --quiet --fix scripts tests bench plots
	@$(BIN)/ruff format --quiet scripts tests bench plots

.PHONY: clean
clean: ## Remove what was built and drawn (not the environment)
	@rm -rf site .cache docs/assets/vendor

.PHONY: help
help: ## Say what each target does
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Design Round needs Python 3.11 or newer as '$(PYTHON)'; name another one with 'make PYTHON=python3.12 …'." >&2; exit 1; }
	@echo "Setting up the Python environment in .venv (once)"
	@$(PYTHON) -m venv $(if $(wildcard .venv/.ready),,--clear) .venv || \
	  { echo "Python's venv module is missing; on Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.ready: package.json package-lock.json .npmrc requirements-node.txt | .venv/.ready
	@echo "Fetching Mermaid, KaTeX and the fonts (once)"
	@command -v npm >/dev/null || \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --silent --no-progress
	@touch $@

docs/assets/vendor/.ready: node_modules/.ready scripts/copy_assets.py
	@$(PY) scripts/copy_assets.py
	@touch $@
