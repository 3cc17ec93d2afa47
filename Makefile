# 县问. `make run` starts the web chat, `make test` runs the tests; each installs what it needs in .venv first.
# `make run MODELS=1` brings sentence-transformers along, for other embedding models than the built-in one.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
MODELS ?=
RUN    := $(VENV)/.installed
WITH_MODELS := $(VENV)/.installed-models
DEV    := $(VENV)/.installed-dev
WHAT   := pyproject.toml constraints.txt scripts/install.py

# uv leaves compiling to the first import. In .venv what is compiled is kept, or every start would compile again.
export PYTHONDONTWRITEBYTECODE :=

# Whole files, which share what they make, in the order in which tests/conftest.py puts them.
SPREAD := --dist loadfile --no-loadscope-reorder

.PHONY: setup setup-dev run test fast check eval cases bench torture fuzz coverage clean

setup: $(if $(filter-out 0,$(MODELS)),$(WITH_MODELS),$(RUN))
setup-dev: $(DEV)

$(RUN): $(WHAT)
	@$(PYTHON) scripts/install.py --venv $(VENV)
	@touch $@

$(WITH_MODELS): $(WHAT)
	@$(PYTHON) scripts/install.py --venv $(VENV) --extra models
	@touch $@ $(RUN)

$(DEV): $(WHAT)
	@$(PYTHON) scripts/install.py --venv $(VENV) --extra models --extra ocr --extra dev
	@touch $@ $(WITH_MODELS) $(RUN)

run: setup
	$(BIN)/xianwen ingest --if-empty reports
	$(BIN)/python app.py

test: setup-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 2 $(SPREAD)

# Which lines no test runs; what commands and servers run that the tests start is counted.
coverage: setup-dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --maxprocesses 2 $(SPREAD)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --sort=cover

fast: setup-dev
	$(BIN)/python -m pytest -m "not browser and not slow" -n auto --maxprocesses 4 $(SPREAD)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Measured 0.92 on the sample questions and 0.91 on the shared ones: fewer right answers than these are a step back.
EVAL_LEAST        ?= 0.88
EVAL_LEAST_SHARED ?= 0.87
SHARED            ?= ../shared

eval: setup
	@set -e; library=$$(mktemp -d); trap 'rm -rf "$$library"' EXIT; \
	measure() { \
	  echo "== $$2"; \
	  $(BIN)/xianwen --library "$$library/$$4" ingest "$$1" >&2; \
	  $(BIN)/xianwen --library "$$library/$$4" eval "$$2" --worst 3 --least "$$3"; \
	}; \
	measure reports tests/data/sample_questions.jsonl $(EVAL_LEAST) samples; \
	if [ -f "$(SHARED)/eval/questions.jsonl" ]; then \
	  measure "$(SHARED)/reports" "$(SHARED)/eval/questions.jsonl" $(EVAL_LEAST_SHARED) shared; \
	fi

# Documents of the kinds that an earlier edition misread, each with what must be answered.
cases: setup
	$(PYTHON) "$(SHARED)/cases/run.py" $(BIN)/xianwen --per-case

# Writers killed, disks filled up, files damaged, readers beside writers: three quarters of an hour.
torture: setup-dev
	$(BIN)/python -m benchmarks.torture

# Files of each format with bytes changed, and texts of what the rules look for: 10,000 inputs, at most an hour. One that
# is told by its seed and number is tried again by `python -m tests.fuzz --seed S --from N --inputs 1`.
fuzz: setup-dev
	$(BIN)/python -m tests.fuzz $(FUZZ)

bench: setup-dev
	$(BIN)/python -m benchmarks.bench

clean:
	rm -rf $(VENV) build dist *.egg-info
