"""Stands in for xllamacpp where no model is to be had: the test server in the place of llama.cpp."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace

from tests.llm_server import server as test_server

BROKEN = "broken"
NEVER_LOADS = "never-loads"


class CommonParams(SimpleNamespace):
    def __init__(self) -> None:
        threads = SimpleNamespace(n_threads=0)
        super().__init__(model=SimpleNamespace(path=""), cpuparams=threads, cpuparams_batch=threads)


class Server:
    """Serves the behaviour that the model's file is named after."""

    def __init__(self, parameters: CommonParams) -> None:
        name = Path(parameters.model.path).stem
        if name == BROKEN:
            raise RuntimeError("Failed to init server, please check the input params.")
        if name == NEVER_LOADS:
            time.sleep(600)
        serving = test_server.Server(parameters.port)
        self.listening_address = serving.url.removesuffix("/v1")
        threading.Thread(target=serving.serve_forever, daemon=True).start()
