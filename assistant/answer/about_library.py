"""Reply to what is said to the program, or asked about the library as a whole, from its catalogue alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answer.model import AnswerLine, Form, Piece
from assistant.question.about_library import Matter
from assistant.question.model import Question
from assistant.search.collection import Holdings
from ingest.chinese.script import written_in
from ingest.schema import Kind, StoredDocument

# Places and documents that are listed one by one, and places that one sentence names.
MOST_LISTED = 12
MOST_NAMED = 6
_KINDS: dict[Kind, str] = {
    "work-report": "政府工作报告", "plan": "规划计划", "news": "新闻", "speech": "讲话", "other": "其他资料"
}  # fmt: skip


def reply_about_library(question: Question, matter: Matter, holdings: Holdings) -> list[AnswerLine]:
    """Return the reply: what was asked of the program or its library, without sources.

    Args:
        question: whose places and years limit the documents that are told of.
        matter: what it asks about.
        holdings: what the library holds.
    """
    said = _Reply(question, holdings)
    documents = said.documents
    if not holdings.documents:
        said.paragraph("资料库还是空的，请先收入报告和新闻。")
    elif matter in ("greeting", "thanks", "farewell", "identity", "ability"):
        said.of_program(matter)
    elif not documents:
        said.paragraph(f"资料库没有{said.scope}的资料。")
        said.paragraph(_all_held(holdings))
    elif matter == "latest":
        said.latest(documents)
    elif matter == "places":
        said.by_place(documents)
    elif matter == "years":
        said.by_year(documents)
    else:
        said.all_documents(documents)
    return said.lines


class _Reply:
    """Writes the lines of one reply."""

    def __init__(self, question: Question, holdings: Holdings) -> None:
        self.question, self.holdings = question, holdings
        self.lines: list[AnswerLine] = []
        self.documents = [
            document
            for document in holdings.documents
            if (not question.places or _is_of(question, document))
            and (not question.years or _year(document) in question.years)
        ]

    @property
    def scope(self) -> str:
        """Return the places and years that the question names."""
        places = "、".join(self.question.text[span.start : span.end] for span in self.question.places)
        return places + "、".join(f"{year}年" for year in self.question.years)

    def of_program(self, matter: Matter) -> None:
        """Say who answers, from what, and what can be asked."""
        if matter == "thanks":
            self.paragraph("不客气，可以接着问。")
        elif matter == "farewell":
            self.paragraph("再见，随时可以再来问。")
        elif matter == "greeting":
            self.paragraph(f"您好，我是县问，根据资料库里的报告回答问题。{_all_held(self.holdings)}")
        elif matter == "identity":
            self.paragraph(
                "我是县问，一个查阅县域报告的问答程序：答案摘自资料库里的文件，每一句都标明出处；资料里没有的，会说没有。"
            )
            self.paragraph(_all_held(self.holdings))
        else:
            self.paragraph("可以问资料库里的报告写到的事，答案句句有出处：")
            self.items(
                "指标：某地某年的生产总值、财政收入、粮食产量是多少，增长多少，目标是多少",
                "比较：两个地方或两年哪个多、差多少，哪个县最高",
                "项目：开工、在建、竣工了哪些项目，投资多少，由谁建设",
                "工作：教育、农业、生态等方面做了什么，存在哪些问题，下一步怎么做",
                "人和事：谁作的报告，何时何地，为什么",
            )
            self.paragraph(_all_held(self.holdings))

    def latest(self, documents: Sequence[StoredDocument]) -> None:
        """Tell the latest document, and what years it tells of."""
        dated = sorted((d for d in documents if d.date), key=lambda d: d.date or "")
        if not dated:
            self.paragraph("这些资料都没有日期。")
            return
        newest = dated[-1]
        self.paragraph(f"最新的资料是{_date(newest)}的《{newest.title}》。")
        if newest.kind == "work-report" and newest.reviews_year:
            year = newest.reviews_year
            self.paragraph(f"它讲的是{year}年的完成情况和{year + 1}年的目标。")
        count = Counter(_year(d) for d in dated)
        if count[_year(newest)] > 1:
            self.paragraph(f"{_year(newest)}年的资料共有 {count[_year(newest)]} 份。")

    def by_place(self, documents: Sequence[StoredDocument]) -> None:
        """List the places that documents are of, those of most documents first."""
        counts = Counter(self.holdings.gazetteer.place(d.tells_of) for d in documents)
        placed = [(place, count) for place, count in counts.most_common() if place is not None]
        self.paragraph(f"资料库有 {len(placed)} 个地区的资料：")
        for place, count in placed[:MOST_LISTED]:
            years = _period([d for d in documents if d.tells_of in place.filed])
            self.items(f"{place.label} {count} 份" + (f"，{years}" if years else ""))
        rest = [place.label for place, _ in placed[MOST_LISTED:]]
        if rest:
            self.paragraph(f"另有 {len(rest)} 个地区：{_named(rest, 5 * MOST_LISTED)}。")

    def by_year(self, documents: Sequence[StoredDocument]) -> None:
        """List the years of documents with their numbers."""
        counts = Counter(_year(d) for d in documents if d.date)
        years = sorted(filter(None, counts))
        if not years:
            self.paragraph("这些资料都没有日期。")
            return
        self.paragraph(f"{self.scope or '资料库'}的资料：{_period(documents)}。")
        self.paragraph("各年份数：" + "、".join(f"{year}年 {counts[year]} 份" for year in years) + "。")

    def all_documents(self, documents: Sequence[StoredDocument]) -> None:
        """Tell how many documents there are, of what kinds, places and years; list those of a place or year."""
        if not (self.question.places or self.question.years):
            kinds = Counter(d.kind for d in documents)
            listed = "、".join(f"{_KINDS[kind]} {count} 份" for kind, count in kinds.most_common())
            self.paragraph(_all_held(self.holdings))
            self.paragraph(f"其中{listed}。")
            return
        self.paragraph(f"资料库有{self.scope}的资料 {len(documents)} 份：")
        newest = sorted(documents, key=lambda d: (d.date or "", d.doc), reverse=True)
        self.items(*(f"《{d.title}》" + (f"（{_date(d)}）" if d.date else "") for d in newest[:MOST_LISTED]))
        if len(newest) > MOST_LISTED:
            self.paragraph(f"另有 {len(newest) - MOST_LISTED} 份，可在“资料库”页查看。")

    def paragraph(self, text: str) -> None:
        """Add a paragraph."""
        self._add(text, "paragraph")

    def items(self, *texts: str) -> None:
        """Add items of a list."""
        for text in texts:
            self._add(text, "item")

    def _add(self, text: str, form: Form) -> None:
        self.lines.append(AnswerLine((Piece(written_in(text, self.question.script)),), "library", form))


def _is_of(question: Question, document: StoredDocument) -> bool:
    """Return whether a document is of a place that a question names, or of one in it where nothing is of the place itself."""
    if question.asks_about(document.tells_of):
        return True
    return any(not place.filed and document.tells_of in place.inner for place in question.meant)


def _all_held(holdings: Holdings) -> str:
    """Return one sentence on what the library holds: how many documents, of which places and years."""
    documents = holdings.documents
    counts = Counter(holdings.gazetteer.place(d.tells_of) for d in documents)
    names = [place.label for place, _ in counts.most_common() if place is not None]
    parts = [f"资料库现有 {len(documents)} 份资料"]
    if names:
        parts.append(f"涉及{_named(names, MOST_NAMED)}")
    if years := _period(documents):
        parts.append(f"时间为{years}")
    return "，".join(parts) + "。"


def _named(names: Sequence[str], most: int) -> str:
    listed = "、".join(names[:most])
    return listed if len(names) <= most else f"{listed}等 {len(names)} 个地区"


def _period(documents: Sequence[StoredDocument]) -> str:
    """Return the first and last year of documents, "2019年至2023年"; "" where none is dated."""
    years = sorted(filter(None, map(_year, documents)))
    if not years:
        return ""
    return f"{years[0]}年" if years[0] == years[-1] else f"{years[0]}年至{years[-1]}年"


def _year(document: StoredDocument) -> int | None:
    return int(document.date[:4]) if document.date else None


def _date(document: StoredDocument) -> str:
    """Return the date of a document in words, as precise as it is."""
    parts = (document.date or "").split("-")
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))
