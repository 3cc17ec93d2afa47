"""Of replies that use the words of a source, how many wrong relations are shown and how many right paraphrases rejected.

    python -m benchmarks.relations [FOLDER]

FOLDER (tests/data/relations by default) holds documents/ and replies.jsonl: a question a line, with "right" replies and
"wrong" ones, [kind, reply]. A model that says these words, with no citation, is asked each question. A reply counts as shown
where it is the answer, whole and without a mark; where the rules refuse, no model is asked, and it counts for neither.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from assistant.llm.repair import NOT_FOUND
from assistant.llm.writer import configured_writer
from assistant.pipeline import Assistant
from benchmarks.measure import ROOT
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.llm_server.behaviours import REPLIES
from tests.llm_server.server import running

DATA = ROOT / "tests" / "data" / "relations"
RIGHT = "right"


@dataclass
class Outcome:
    """What became of the replies.

    Attributes:
        shown, rejected: (kind, question, reply) of each, kind RIGHT or what is wrong with it.
        unasked: how many were not asked for.
        drafts: how many right ones were asked for twice.
    """

    shown: list[tuple[str, str, str]] = field(default_factory=list)
    rejected: list[tuple[str, str, str]] = field(default_factory=list)
    unasked: int = 0
    drafts: int = 0

    def count(self, replies: list[tuple[str, str, str]], *, right: bool) -> int:
        """Return how many of some replies are right, or wrong."""
        return sum((kind == RIGHT) is right for kind, _, _ in replies)


def measured(folder: Path) -> Outcome:
    """Return what becomes of the replies of a folder."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as scratch, running() as server:
        settings = Settings(
            library=Path(scratch), llm="openai:says", llm_base_url=server.url, llm_api_key="x"
        )
        with closing(Library.open(settings, create=True)) as library:
            sync(library, [folder / "documents"])
            assistant = Assistant(library, configured_writer(settings))
            for kind, question, reply in replies_of(folder):
                REPLIES[question] = reply
                before = len(server.asked)
                answer = assistant.ask(question)
                asked = len(server.asked) - before
                if not asked:
                    outcome.unasked += 1
                    continue
                outcome.drafts += kind == RIGHT and asked > 1
                changed = answer.verified and (answer.verified.cut or answer.verified.marked)
                stands = answer.mode == "llm" and not changed and NOT_FOUND not in answer.text
                (outcome.shown if stands else outcome.rejected).append((kind, question, reply))
    return outcome


def replies_of(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield kind, question and reply of all replies of a folder."""
    for line in (folder / "replies.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from ((RIGHT, row["question"], reply) for reply in row["right"])
        yield from ((kind, row["question"], reply) for kind, reply in row["wrong"])


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=DATA)
    outcome = measured(arguments.parse_args().folder)
    for kind, question, reply in outcome.shown:
        if kind != RIGHT:
            print(f"shown     {kind:16} {question} {reply!r}")
    for kind, question, reply in outcome.rejected:
        if kind == RIGHT:
            print(f"rejected  {'':16} {question} {reply!r}")
    for right, name in ((False, "wrong"), (True, "right")):
        shown = outcome.count(outcome.shown, right=right)
        print(f"{name}: {shown} of {shown + outcome.count(outcome.rejected, right=right)} shown")
    print(f"not asked: {outcome.unasked}; right replies asked for twice: {outcome.drafts}")
    print(
        "wrong and shown, by kind:",
        dict(Counter(kind for kind, _, _ in outcome.shown if kind != RIGHT)) or "none",
    )


if __name__ == "__main__":
    main()
