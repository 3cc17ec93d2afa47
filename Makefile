# 县问. `make run` starts the web chat; `make test` runs the tests. Both set up .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: setup run test fast check bench eval clean

setup: $(STAMP)

# torch is only wanted as its CPU build: where pip's configuration offers none, other embedding models than the
# built-in one are left out, and everything else works.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新的版本，可用 make PYTHON=/path/to/python3.11 指定。(Python 3.11+ is needed.)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@if PIP_CONSTRAINT=constraints.txt $(BIN)/pip install -q --dry-run --no-deps torch >/dev/null 2>&1; then \
	  extras='[models,dev]'; \
	else \
	  extras='[dev]'; \
	  echo "没有找到 CPU 版 torch，跳过 sentence-transformers；内置向量模型照常可用。(No CPU build of torch is on offer: only the built-in embedding model is set up.)"; \
	fi; \
	echo "正在安装依赖，首次约需一两分钟…… (Installing, a minute or two the first time.)"; \
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install -q --disable-pip-version-check -e ".$$extras"
	@touch $(STAMP)

run: setup
	$(BIN)/xianwen ingest --if-empty reports
	$(BIN)/python app.py

test: setup
	$(BIN)/python -m pytest -n auto --maxprocesses 2 --dist loadfile

fast: setup
	$(BIN)/python -m pytest -m "not browser and not slow" -n auto --maxprocesses 4 --dist loadfile

check: setup
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

bench: setup
	$(BIN)/python -m benchmarks.bench

clean:
	rm -rf $(VENV) build dist *.egg-info
