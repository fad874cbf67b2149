"""Find passages without answering: `fonte search`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from rag.asked import clean_question
from rag.batch import ranked_files
from rag.cli.opening import filters_of, opened, tell
from rag.cli.output import print_json
from rag.cli.render import render_passages
from rag.wire import search_to_json


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Search and return 0, also when nothing was found."""
    question, filters, k = clean_question(" ".join(arguments.question)), filters_of(arguments), arguments.k
    with opened(arguments, opener) as assistant:
        passages = assistant.search(question, k, filters=filters)
        tell(assistant.notices)
        if arguments.json:
            files = ranked_files(assistant, question, passages, k, filters)
            print_json(search_to_json(question, passages, assistant.notices, files=files))
        else:
            render_passages(passages)
    return 0
