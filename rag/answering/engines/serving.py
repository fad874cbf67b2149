"""Run llama.cpp's server: what stands in the process that `llama` starts. Door to `xllamacpp`.

Standard input brings one line of JSON: the path of the weights, the name and the key to serve them under, the tokens of
context. One line goes out when the server listens: its address; none when llama.cpp cannot load the file. It serves
until its standard input ends, so it never outlives who started it, however that one ended.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

_CACHE_MB = 256  # for prompts seen before; llama.cpp would take 8 GB
_BATCH = 256  # tokens read at once; a server stops between two batches


def serve() -> None:
    """Load, tell the address, and serve until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # llama.cpp must not disturb the answer
    wanted = json.loads(sys.stdin.readline())
    try:
        server = _server(wanted)
    except Exception:  # whatever is wrong with the file, its name is all that can be told
        os._exit(1)
    answers.write(f"{server.listening_address}\n")
    answers.flush()
    sys.stdin.read()
    os._exit(0)  # at once: a reply may be under way, and nobody waits for it any more


def _server(wanted: dict[str, Any]) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = wanted["path"]
    params.model_alias = {wanted["name"]}
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # a free one
    params.api_keys = [wanted["key"]]
    params.cors_origins = ""  # no page in a browser may ask it
    params.ui = params.endpoint_slots = False
    params.n_ctx, params.n_parallel = wanted["context"], 1
    params.cache_ram_mib = _CACHE_MB
    params.n_batch = params.n_ubatch = _BATCH
    params.sse_ping_interval = 1  # seconds; a reader that has gone is noticed while the prompt is read
    params.verbosity = 0
    for threads in (params.cpuparams, params.cpuparams_batch):
        threads.poll = 0  # a spinning thread made it twenty times slower beside other work
    return xllamacpp.Server(params)
