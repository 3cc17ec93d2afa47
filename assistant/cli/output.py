"""Format answers, passages, documents and measurements as plain text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.document_notes import FIELDS, NAMES, chinese, notes_of, outdated_text
from assistant.markup import EXCERPT, beyond_headings, by_document, excerpt, to_plain

if TYPE_CHECKING:
    from assistant.answer.citations import Citation
    from assistant.schema import Answer
    from assistant.search.model import ScoredPassage
    from ingest.schema import StoredDocument
    from ingest.sync.model import SyncReport
    from ingest.sync.refresh import RefreshReport

KIND_NAMES = {"work-report": "工作报告", "news": "新闻", "speech": "讲话", "plan": "规划", "other": "其他"}

# JSON allows them in a string, but many a reader of lines takes them for line ends.
_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yield the lines of an answer, then its sources."""
    if answer.resolved:
        words = "(Understood as: {})" if answer.in_english else "（理解为：{}）"
        yield words.format(answer.resolved) + "\n"
    lines, listed = beyond_headings(answer.lines, answer.citations)
    yield to_plain(lines)
    yield from source_lines(listed)


def source_lines(citations: Iterable[Citation]) -> Iterator[str]:
    """Yield the lines of an answer's sources, those of one document together below its title."""
    for together in by_document(citations):
        first = together[0]
        about = "，".join(filter(None, [first.shown_region, first.date]))
        title = first.title + (f"（{about}）" if about else "")
        if len(together) == 1:
            yield f"\n[{first.n}] {title}"
            yield f"    {first.doc}:{first.start}-{first.end}"
            yield f"    {_quoted(first)}"
            continue
        yield f"\n{title}"
        yield f"    {first.doc}"
        for c in together:
            yield f"[{c.n}] {c.start}-{c.end}  {_quoted(c)}"


def _quoted(citation: Citation) -> str:
    """Return the beginning of the quote, or what follows from the first sentence taken where that is not within it."""
    first, end = min(citation.exact, default=(citation.start, citation.start))
    if end - citation.start <= EXCERPT:
        return excerpt(citation.quote)
    return f"……{excerpt(citation.quote[first - citation.start :])}"


def next_lines(questions: Sequence[str], *, in_english: bool) -> Iterator[str]:
    """Yield the lines of questions that may be asked next; nothing for none."""
    if questions:
        yield "\nYou may ask:" if in_english else "\n可以问："
        yield from (f"- {question}" for question in questions)


def passage_lines(found: Iterable[ScoredPassage]) -> Iterator[str]:
    """Yield the lines of ranked passages, best first."""
    for rank, scored in enumerate(found, 1):
        p = scored.passage
        yield f"{rank:2}. {scored.score:6.2f}  {p.title}  {p.doc}:{p.start}-{p.end}"
        yield f"    {excerpt(p.text)}"


def document_lines(document: StoredDocument) -> Iterator[str]:
    """Yield the metadata of each document."""
    yield document.doc
    yield f"    {document.title}"
    kind = KIND_NAMES[document.kind]
    yield f"    {(document.place or '') + (document.region or '—')}  {document.date or '—'}  {kind}  {document.passages} 段"
    if document.reason:
        yield f"    ! {document.reason}"
    for note in notes_of(document):
        yield f"    ⚠ {chinese(note)}"
    if document.corrected:
        yield f"    ✎ 已更正：{'、'.join(chinese(FIELDS[field]) for field in document.corrected)}"


def report_lines(report: SyncReport) -> Iterator[str]:
    """Yield the result of an ingest."""
    yield (
        f"新增 {report.added}，更新 {report.changed}，未变 {report.unchanged}，移除 {report.removed}，"
        f"失败 {len(report.failed)}；共 {report.passages} 段，用时 {report.seconds:.1f} 秒"
    )
    for failure in report.failed:
        yield f"  失败 {failure.path}：{failure.reason}"


def refresh_lines(report: RefreshReport) -> Iterator[str]:
    """Yield the result of taking up anew what an older program read."""
    if not report.looked_at and not report.left:
        yield "没有旧版程序读取的资料，什么也不用做。"
        return
    gone = f"，其中 {report.gone} 份原文件不在或读不了，按存下的文字重新识别" if report.gone else ""
    yield f"重新识别 {report.looked_at} 份：有变化 {report.changed}，没有变 {report.unchanged}{gone}"
    yield f"重新生成向量 {report.encoded} 段，用时 {report.seconds:.1f} 秒"


def status_lines(status: Mapping[str, Any]) -> Iterator[str]:
    """Yield the state of a library, given what `xianwen status --json` prints."""
    yield f"资料库 {status['library']}"
    held = f"资料 {status['documents']} 份，{status['passages']} 段，涉及 {status['regions']} 个地区"
    yield f"{held}；未能入库 {status['failed']} 份"
    yield f"台账有指标数值 {status['facts']} 条、项目 {status['projects']} 条，见 xianwen facts、xianwen projects"
    writes = f"大模型 {status['llm']}{_speed(status)}" if status["llm"] else "大模型 未配置，答案摘自原文"
    yield f"向量模型 {status['embedding']}；{writes}"
    if status["faults"]:
        yield from fault_lines(status["faults"])
    else:
        yield "索引完好"
    if status["warned"]:
        listed = "，".join(f"{chinese(NAMES[code])} {count}" for code, count in status["warnings"].items())
        yield f"有提醒的 {status['warned']} 份：{listed}。用 xianwen list --warnings 查看，用 xianwen describe 更正。"
    if status["corrected"] or status["copies"]:
        yield f"更正过的 {status['corrected']} 份；与别的资料内容相同的 {status['copies']} 份"
    yield from advice_lines(status["to_read_again"])


def fault_lines(faults: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield what is wrong with a library and what mends it, given what `xianwen verify --json` prints."""
    for fault in faults:
        yield f"损坏：{chinese(fault['what'])}"
        yield f"  请运行 {fault['remedy']}"


def _speed(status: Mapping[str, Any]) -> str:
    """Return how fast the configured model is, in brackets."""
    if (speed := status["llm_speed"]) is None:
        return "（多快还不知道，请运行 xianwen check-model）"
    return f"（每秒读 {speed['reads']:.0f}、写 {speed['writes']:.1f} token，{speed['on']} 测）"


def advice_lines(to_read_again: int) -> Iterator[str]:
    """Yield advice about documents that an older program read.

    Args:
        to_read_again: their number.
    """
    if to_read_again:
        yield f"{chinese(outdated_text(to_read_again))}请运行 xianwen refresh。(Run xianwen refresh.)"


def print_json(value: Any) -> None:
    """Print `value` as one line of JSON."""
    print(json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS), flush=True)


def print_lines(lines: Iterable[str]) -> None:
    """Print each of `lines`."""
    for line in lines:
        print(line)
