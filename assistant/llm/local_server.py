"""The process in which a model file is run: llama.cpp behind OpenAI's API, on an address of this machine alone.

It is a process of its own so that what goes wrong in it, such as want of memory, ends it and not the app. It gets a line of
JSON on standard input (`LocalModel` writes it), prints one when it serves, and ends when its standard input does: with
whoever started it, however that came about.
"""

from __future__ import annotations

import json
import os
import sys
import threading


def main() -> None:
    """Serve until standard input ends."""
    given = json.loads(sys.stdin.buffer.readline())
    # The library prints what it does; standard output is for the one line.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    ends = threading.Thread(target=_end_with_input, daemon=True)
    ends.start()

    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = given["path"]
    parameters.n_ctx = given["context"]
    parameters.api_keys = [given["key"]]
    # Any free one.
    parameters.port = 0
    # One reply at a time: more would share the processor, and each wait as long as all of them.
    parameters.n_parallel = 1
    # What was read last stays in the model's own memory; by default prompts may take up gigabytes beside it.
    parameters.cache_ram_mib = 0
    # Reading takes all processors that there are. Writing waits for memory, and for the slowest thread at every step: where
    # anything else runs, one thread fewer writes ten times as fast.
    parameters.cpuparams_batch.n_threads = given["processors"]
    parameters.cpuparams.n_threads = max(1, given["processors"] - 1)
    server = xllamacpp.Server(parameters)
    print(json.dumps({"url": server.listening_address}), file=told, flush=True)
    ends.join()


def _end_with_input() -> None:
    # Past Python's buffer, whose lock a thread that waits for input would still hold when the process ends.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    # At once, also in the middle of loading: nothing here is worth saving.
    os._exit(0)


if __name__ == "__main__":
    main()
