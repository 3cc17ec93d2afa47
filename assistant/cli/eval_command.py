"""The command that evaluates answers and retrieval, or the ledger, against a file of what is right."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from assistant.cli.library_commands import opened
from assistant.cli.output import print_json, print_lines
from assistant.cli.parser import wants_json
from assistant.evaluation.report import evaluation_lines, percent
from ingest.errors import XianwenError
from ingest.settings import Settings

EXIT_TOO_FEW_RIGHT = 1


def evaluate(args: argparse.Namespace, settings: Settings) -> int:
    """Print how good the answers to a file of questions are, or how well the ledger agrees with a file of labels."""
    if (args.file is None) == (args.facts is None):
        raise XianwenError(
            "请给出问题文件，或用 --facts 给出标注文件，二者取一。(Give a question file or --facts FILE.)"
        )
    if args.facts is None:
        return _answers(args, settings)
    if args.least is not None:
        raise XianwenError(
            "--least 只用于问题文件，不能与 --facts 同用。(--least is for question files only.)"
        )
    return _ledger(args, settings)


def _ledger(args: argparse.Namespace, settings: Settings) -> int:
    """Print how well the facts and projects of the library agree with the labels of a file."""
    from assistant.evaluation.ledger_labels import load_parts
    from assistant.evaluation.ledger_parts import document_of, parts_in
    from assistant.evaluation.ledger_report import ledger_lines
    from assistant.evaluation.ledger_scores import score_facts, score_projects
    from assistant.evaluation.ledger_source import extracted_ledgers, stored_ledgers

    labelled = load_parts(args.facts)
    with closing(opened(settings)) as library:
        # Of a copy the library's ledger holds nothing: its original does.
        documents = [d for d in library.documents() if d.state == "ready"]
        ready = [d.doc for d in documents if args.anew or d.copy_of is None]
        wanted = {doc for part in labelled if (doc := document_of(part.doc, ready)) is not None}
        texts = {doc: library.document(doc).text for doc in sorted(wanted)}
        held = extracted_ledgers(library, wanted) if args.anew else stored_ledgers(library)
        parts, missing = parts_in(labelled, texts, held)
    facts = score_facts(parts) if any(part.facts is not None for part in labelled) else None
    projects = score_projects(parts) if any(part.projects is not None for part in labelled) else None
    if not wants_json(args):
        print_lines(ledger_lines(facts, projects, missing, show=args.show, anew=args.anew))
        return 0
    found = {
        name: scores for name, scores in (("facts", facts), ("projects", projects)) if scores is not None
    }
    shown = {name: [fault.as_json() for fault in scores.faults] for name, scores in found.items()}
    print_json(
        {
            **{name: scores.as_json() for name, scores in found.items()},
            "parts": len(parts),
            "missing": [{"doc": part.doc, "opens": part.opens} for part in missing],
            **({"shown": shown} if args.show else {}),
        }
    )
    return 0


def _answers(args: argparse.Namespace, settings: Settings) -> int:
    """Print how good the answers to the questions of a file are."""
    from assistant.cli.progress import with_progress
    from assistant.evaluation.dataset import load_questions
    from assistant.evaluation.metrics import DEEPEST, evaluate, ranking
    from assistant.llm.writer import configured_writer
    from assistant.pipeline import Assistant

    questions = load_questions(args.file)
    with closing(opened(settings)) as library:
        assistant = Assistant(library, configured_writer(settings))
        answers, found = [], []
        for q in with_progress(questions, "提问", "问"):
            answers.append(assistant.ask(q.question, q.turns, id=q.id))
            found.append([scored.passage for scored in assistant.search(q.question, q.turns, DEEPEST)])
    result, ranks = evaluate(questions, answers), ranking(questions, found)
    if wants_json(args):
        worst = [wrong.as_json() for wrong in result.wrong[: args.worst]]
        print_json({**result.as_json(), "retrieval": ranks.as_json(), "worst": worst})
    else:
        print_lines(evaluation_lines(result, ranks, args.worst))
    if args.least is None or result.all.right >= args.least * result.all.of:
        return 0
    print(
        f"xianwen: 答对的比例 {percent(result.all.share)} 低于要求的 {percent(args.least)}。(Too few answers are right.)",
        file=sys.stderr,
    )
    return EXIT_TOO_FEW_RIGHT
