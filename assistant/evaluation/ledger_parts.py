"""Find labelled parts in the documents of a library, and what its ledger holds in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation.ledger_labels import Label, LabelledPart, Offsets
from ingest.facts.model import Fact, Ledger, Project


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled part where it stands in the stored text, with what the ledger holds of it.

    Attributes:
        doc, text: of the document as the library has it.
        labelled: with all offsets counted in `text`.
        facts, projects: of the ledger, those whose figure or name begins in the part.
    """

    doc: str
    text: str
    labelled: LabelledPart
    facts: tuple[Fact, ...]
    projects: tuple[Project, ...]


def document_of(wanted: str, docs: Iterable[str]) -> str | None:
    """Return the one of the documents' paths that `wanted` means: the same path, or one that is the end of the other.

    Where several are, the longest one; None where none is, or where `wanted` is the end of several.
    """
    wanted = wanted.replace("\\", "/")
    ends = [doc for doc in docs if _ends(wanted, doc)]
    if ends:
        return max(ends, key=len)
    longer = [doc for doc in docs if _ends(doc, wanted)]
    return longer[0] if len(longer) == 1 else None


def _ends(path: str, end: str) -> bool:
    return path == end or path.endswith("/" + end)


def placed(part: LabelledPart, doc: str, text: str, ledger: Ledger) -> Part | None:
    """Return a labelled part where it stands in `text`; None where the text does not hold it, or not all of its quotes.

    Its opening tells how far the text has shifted since it was labelled; of several like ones the nearest counts.
    """
    start = part.span[0] if part.span else 0
    if part.opens:
        begins = list(_places(text, part.opens))
        if not begins:
            return None
        found = min(begins, key=lambda at: abs(at - start))
    else:
        found = start
    if found >= len(text):
        return None
    shift = found - start
    line_end = text.find("\n", found)
    end = part.span[1] + shift if part.span else (len(text) if line_end < 0 else line_end)
    span = found, min(end, len(text))
    facts = _all_moved(part.facts, shift, span, text)
    projects = _all_moved(part.projects, shift, span, text)
    moved = replace(
        part,
        span=span,
        facts=facts,
        projects=projects,
        groups=tuple((a + shift, b + shift) for a, b in part.groups),
    )
    return Part(
        doc,
        text,
        moved,
        tuple(fact for fact in ledger.facts if span[0] <= fact.figure_start < span[1]),
        tuple(project for project in ledger.projects if span[0] <= project.name_start < span[1]),
    )


def _places(text: str, wanted: str) -> Iterable[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _all_moved(
    labels: Sequence[Label] | None, shift: int, span: Offsets, text: str
) -> tuple[Label, ...] | None:
    return None if labels is None else tuple(_moved(label, shift, span, text) for label in labels)


def _moved(label: Label, shift: int, span: Offsets, text: str) -> Label:
    """Return a label with its offsets in `text`; without offsets it is anywhere in its quote, or in the whole part."""
    if label.at is not None:
        return replace(label, at=(label.at[0] + shift, label.at[1] + shift))
    wanted = str(label.fields.get("name") or "") if "value" not in label.fields else label.quote
    at = text.find(wanted, *span) if wanted else -1
    return replace(label, at=span if at < 0 else (at, at + len(wanted)))


def parts_in(
    labelled: Sequence[LabelledPart], texts: Mapping[str, str], ledgers: Mapping[str, Ledger]
) -> tuple[list[Part], list[LabelledPart]]:
    """Return the parts that the library holds, and those that it does not.

    Args:
        texts: document → its stored text.
        ledgers: document → what the ledger holds of it.
    """
    found: list[Part] = []
    missing: list[LabelledPart] = []
    for part in labelled:
        doc = document_of(part.doc, texts)
        here = None if doc is None else placed(part, doc, texts[doc], ledgers.get(doc, Ledger()))
        if here is None:
            missing.append(part)
        else:
            found.append(here)
    return found, missing
